"""What a rule hands on: one statement about a child's age and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.nlu.language.ages.months import Months


@dataclass(frozen=True)
class Finding:
    """One statement; `first` and `last` are indexes of pieces in the reading."""

    first: int
    last: int
    months: Months
    label: str
    kind: str
    """"age" (said in time or dates), "class", "word" (baby, preschool child), "exam" (U7a) or "unborn"."""
    count: int = 1
    role: str | None = None
    role_at: int | None = None
    """Index of the piece that names the child, when there is one."""
    group: int | None = None
    """The same number for all ages said in one list ("3 und 5 Jahre"): never one child."""
    weak: bool = False
    """True for "mit 3 Jahren", which may be long ago: only believed when nothing else is said."""

    @property
    def width(self) -> int:
        """Months between the ends of the range."""
        return self.months[1] - self.months[0]

    @property
    def pieces(self) -> range:
        """Indexes of all pieces this statement covers."""
        return range(self.first, self.last + 1)


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Of statements that share pieces keep the longest, at equal length the most exact; in order of appearance."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda found: (found.first - found.last, found.width, found.first)):
        if not any(finding.first <= other.last and other.first <= finding.last for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda found: found.first)

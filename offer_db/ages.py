"""Ages in months as closed ranges, negative before birth, and the life phases they touch. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from offer_db.vocabulary import AGE_MAX_MONTHS, AGE_MIN_MONTHS

_WRITTEN: Final = re.compile(r"(-?[0-9]{1,3})\.\.(-?[0-9]{1,3})")

# Start and end in months, end excluded. Read off data/gifhorn/offers.csv, whose phases are derived from the ages.
LIFE_PHASES: Final[dict[str, tuple[int, int]]] = {
    "schwangerschaft": (-9, 0),
    "geburt": (0, 2),
    "krippe": (0, 36),
    "kita": (36, 66),
    "uebergang_schule": (60, 84),
    "grundschule": (84, 132),
    "uebergang_sek1": (108, 168),
}


@dataclass(frozen=True, order=True)
class AgeRange:
    """Months from `min_months` to `max_months`, both included; "3 Jahre" is 36..47, pregnancy -9..0.

    Raises:
        ValueError: the ends are the wrong way round.
    """

    min_months: int
    max_months: int

    def __post_init__(self) -> None:
        if self.min_months > self.max_months:
            raise ValueError(f"age range {self.min_months}..{self.max_months} ends before it begins")

    @property
    def width(self) -> int:
        """Number of months in the range, at least 1."""
        return self.max_months - self.min_months + 1

    def overlaps(self, other: AgeRange) -> bool:
        """True if at least one month lies in both ranges."""
        return self.min_months <= other.max_months and other.min_months <= self.max_months

    def gap(self, other: AgeRange) -> int:
        """Months between the two ranges; 0 if they overlap."""
        return max(0, self.min_months - other.max_months, other.min_months - self.max_months)

    def covered_by(self, other: AgeRange) -> float:
        """Share of this range that lies in `other`, 0..1."""
        shared = min(self.max_months, other.max_months) - max(self.min_months, other.min_months) + 1
        return max(0, shared) / self.width


def months(written: str) -> AgeRange | None:
    """The range written "36..47", as buttons and addresses carry it; None if no offer could be for it."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2])
    return AgeRange(first, last) if AGE_MIN_MONTHS <= first <= last <= AGE_MAX_MONTHS else None


def life_phases(ages: AgeRange) -> tuple[str, ...]:
    """The life phases an age range reaches into, from early to late; touching a phase's first day alone is not enough.

    >>> life_phases(AgeRange(36, 75))
    ('kita', 'uebergang_schule')
    """
    return tuple(
        name for name, (start, end) in LIFE_PHASES.items() if ages.min_months < end and ages.max_months > start
    )


def age_band(ages: AgeRange) -> str:
    """The one life phase an age belongs to most, the shorter one if two claim as much; "" beyond all of them.

    >>> age_band(AgeRange(60, 71)), age_band(AgeRange(0, 1)), age_band(AgeRange(200, 211))
    ('uebergang_schule', 'geburt', '')
    """
    shared = {
        name: min(ages.max_months, end - 1) - max(ages.min_months, start) + 1
        for name, (start, end) in LIFE_PHASES.items()
    }
    best = max(shared, key=lambda name: (shared[name], LIFE_PHASES[name][0] - LIFE_PHASES[name][1]))
    return best if shared[best] > 0 else ""

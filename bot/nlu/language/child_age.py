"""Finds the children of a message and how old they are, in months; the ranges are those of LABELS.md, Ages."""

from dataclasses import dataclass
from datetime import date

from bot.nlu.language.ages import birth, birthdays, life_words, pregnancy, said_in_time, same_child, school
from bot.nlu.language.ages.finding import Finding, without_overlaps
from bot.nlu.language.ages.reading import Reading, read


@dataclass(frozen=True)
class ChildMention:
    """One child: a closed range of months (-9..0 before birth), how to show it, and where it was said."""

    min_months: int
    max_months: int
    label: str
    start: int
    end: int
    role: str | None


def find_children(text: str, today: date) -> list[ChildMention]:
    """The children named in `text` with an age, in order of appearance; twins are two.

    Relative statements ("wird im Mai 4", "geboren am 12.3.2023") count from `today`. What has no age ("mein Kind")
    is not in the list, nor are grown-ups, animals, prices, times and durations. Never raises.
    """
    if not text.strip():
        return []
    reading = read(text)
    findings = without_overlaps(
        finding
        for family in (birth, birthdays, pregnancy, school, life_words)
        for finding in family.find(reading, today)
    )
    taken = {i for finding in findings for i in finding.pieces}
    findings = sorted([*findings, *said_in_time.find(reading, taken)], key=lambda finding: finding.first)
    return [
        mention
        for finding in same_child.children(reading, findings)
        for mention in [_mention(reading, finding)] * finding.count
    ]


def _mention(reading: Reading, finding: Finding) -> ChildMention:
    start, end = reading.tokens[finding.first].start, reading.tokens[finding.last].end
    return ChildMention(*finding.months, label=finding.label, start=start, end=end, role=finding.role)

"""Ages said as an amount of time, from all amounts in the message: "ist 3", "18 Monate alt", "2, 4 und 7 Jahre"."""

import re
from collections.abc import Iterator

from bot.nlu.language.ages import labels, months
from bot.nlu.language.ages.amounts import Amount, runs
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.modifiers import Shift, shift_of
from bot.nlu.language.ages.reading import Reading
from bot.nlu.language.ages.spans import counts_something_else
from bot.nlu.language.ages.verdict import is_age

_BECOMES = re.compile(r"(?:^| )(?:wird|werden|wirt)(?: (?!ist|sind)[^#\s]+){0,4}$")
_BECOMES_BEHIND = re.compile(r"^(?:wird|werden)(?: (?:und|,|\))|$)")
_SOON = re.compile(r"(?:^| )(?:jetzt|bald|gleich|demnachst|nun|endlich)(?: |$)")
_OWNS = re.compile(r"(?:^| )(?:hab|habe|haben|hat|von|sind)$")
_BOTH = re.compile(r"(?:^| )(?:beide|beiden|~\+beide)(?: (?:ist|sind|werden|schon|jetzt|erst|:|,|\())*(?: |$)")


def find(reading: Reading, taken: set[int]) -> Iterator[Finding]:
    """All ages among the numbers that no other rule has taken."""
    for listed in runs(reading, taken):
        for run in _parts(reading, listed):
            run = _without_count(reading, run)
            if is_age(reading, run):
                group = run[0].first if len(run) > 1 else None
                for amount in run:
                    yield _finding(reading, amount, run, group)


def _parts(reading: Reading, run: list[Amount]) -> Iterator[list[Amount]]:
    """Cut a list where an item counts something else: "3, 5 Tage die Woche Kita" leaves "3"."""
    part: list[Amount] = []
    for amount in run:
        if counts_something_else(reading, amount):
            if part and _is_decimal(reading, part, amount):
                part.pop()
            if part and not _shares_its_unit(reading, part, amount):
                yield part
            part = []
        else:
            part.append(amount)
    if part:
        yield part


def _shares_its_unit(reading: Reading, part: list[Amount], amount: Amount) -> bool:
    """True for "unsere Kinder sind 8 und 10 Monate auseinander": the bare number is no age either."""
    joint = reading.canon(part[-1].last + 1)
    return amount.unit is not None and part[-1].unit is None and joint != "," and "~+" in reading.left(part[0].first)


def _is_decimal(reading: Reading, part: list[Amount], amount: Amount) -> bool:
    """True for "1,8 km", which is cut like the list "1,8"."""
    return reading.canon(part[-1].last + 1) == "," and reading.tokens[amount.number_at].glued


def _without_count(reading: Reading, run: list[Amount]) -> list[Amount]:
    """In "ich habe zwei, 3 und 5 Jahre" the first number counts the others."""
    first = run[0]
    if len(run) > 2 and first.value == len(run) - 1 and _OWNS.search(reading.left(first.first)):
        return run[1:]
    return run


def _finding(reading: Reading, amount: Amount, run: list[Amount], group: int | None) -> Finding:
    age, label = amount.months, amount.label
    left, right = reading.left(run[0].first), reading.right(run[-1].last)
    becomes = _BECOMES.search(left) or (not amount.old and _BECOMES_BEHIND.match(right))
    if becomes and not amount.bound and shift_of(amount.modifiers) is Shift.NONE:
        unit = amount.unit or "jahr"
        if _SOON.search(f"{left[-30:]} {amount.modifiers}"):
            age, label = months.almost(amount.value, unit), f"fast {labels.age(amount.value, unit)}"
        else:
            age, label = months.before(amount.value, unit), f"wird {labels.age(amount.value, unit)}"
    both = len(run) == 1 and (" beide " in f" {amount.modifiers} " or _BOTH.search(left[-40:]) is not None)
    return Finding(
        amount.first,
        amount.last,
        age,
        label,
        "age",
        count=2 if both else 1,
        group=group,
        weak=f" {left}".endswith(" mit"),
    )

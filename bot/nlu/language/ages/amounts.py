"""Reads amounts of time from a message: "fast 3", "2 Jahre und 3 Monate", "zwischen 3 und 4", "2, 4 und 7 Jahre".

Whether such an amount is a child's age is not decided here but in `verdict.py`.
"""

import re
from dataclasses import dataclass, replace

from bot.nlu.language.ages import labels, modifiers, months
from bot.nlu.language.ages.months import Months
from bot.nlu.language.ages.reading import Reading

_UNITS = frozenset({"jahr", "monat", "woche", "tag"})
_FINER = {"jahr": "monat", "monat": "woche", "woche": "tag"}
_RANGE_SIGNS = frozenset({"bis", "-", "oder", "bzw", "/"})
_SEPARATOR = re.compile(
    r"(?:,|und|u|&|\+|sowie|, und|/)(?: (?:noch|auch|ein|eine|einen|einer|einem|mein|meine|der|die|das|dann|zwar))*"
)
_SEVERAL_CHILDREN = re.compile(r"(?:^| )~[+*]\S+(?: (?!~)\S+){0,5}$")

#: "2 Kids. 6 Jahre, 9 Monate": a child each.
_COUNTED_CHILDREN = re.compile(r"(?:^| )n2 ~[+*]\S+(?: \S+){0,5}$")


@dataclass(frozen=True)
class Amount:
    """One amount of time. `first` includes its modifiers; `unit` is None for a bare number, which counts as years."""

    first: int
    number_at: int
    last: int
    months: Months
    label: str
    unit: str | None
    old: bool
    """True when it is said to be an age: "jährig", "alt"."""
    value: float
    modifiers: str
    bound: bool
    """True for a limit ("ab 6", "unter 3") rather than an age."""


def runs(reading: Reading, taken: set[int]) -> list[list[Amount]]:
    """All amounts of the message, grouped as they are listed: "2, 4 und 7 Jahre" is one group of three."""
    groups: list[list[Amount]] = []
    i = 0
    while i < len(reading.tokens):
        if reading.tokens[i].number is None or i in taken:
            i += 1
            continue
        amount = _amount_at(reading, i, taken)
        if groups and _continues(reading, groups[-1][-1], amount):
            groups[-1].append(amount)
        else:
            groups.append([amount])
        i = amount.last + 1
    return [_with_shared_unit(group) for group in groups]


def _continues(reading: Reading, before: Amount, amount: Amount) -> bool:
    between = " ".join(token.canon for token in reading.tokens[before.last + 1 : amount.first])
    if not between:
        return before.unit is None and not amount.old and amount.first == before.last + 1 == amount.number_at
    return _SEPARATOR.fullmatch(between) is not None


def _with_shared_unit(group: list[Amount]) -> list[Amount]:
    """In "3 und 5 Jahre alt" all are years and all are ages; in "3 und 8 Monate" the bare number stays years."""
    if len(group) == 1:
        return group
    old = any(amount.old for amount in group)
    shared = "jahr" if group[-1].unit == "jahr" else None
    return [replace(amount, old=old, unit=amount.unit or shared) for amount in group]


def _amount_at(reading: Reading, i: int, taken: set[int]) -> Amount:
    value = reading.tokens[i].number or 0.0
    words = modifiers.in_front(reading, i, taken)
    bound = False
    high, j = _upper_number(reading, i, value, words, taken)
    unit = _unit(reading, j)
    spoken = unit or "jahr"
    if high is not None:
        low, high = sorted((value, high))
        age = (months.of_unit(low, spoken)[0], months.of_unit(high, spoken)[1])
        label = labels.span(low, high, spoken)
    else:
        age, label, bound = modifiers.shifted(value, spoken, words, reading.left(i))
    j += unit is not None
    between = "zwischen" in words.split()
    if unit and high is None and (longer := _longer(reading, j, value, unit, taken, between)):
        age, label, j = longer
    old = reading.canon(j - 1).endswith(" alt") or (unit is not None and reading.canon(j) == "alt")
    j += reading.canon(j) == "alt"
    return Amount(i - len(words.split()), i, j - 1, age, label, unit, old, value, words, bound)


def _upper_number(reading: Reading, i: int, value: float, words: str, taken: set[int]) -> tuple[float | None, int]:
    """The upper number of "3 bis 4", "3-4", "4 oder 5", "zwischen 3 und 4" and the index behind; None if single."""
    sign = reading.canon(i + 1)
    following = reading.tokens[i + 2].number if i + 2 < len(reading.tokens) else None
    is_range = sign in _RANGE_SIGNS or (sign == "und" and words.endswith("zwischen"))
    downwards = sign == "bis" and "von" in words.split()  # "von 16 bis 2"
    if sign == "/" and reading.canon(i - 1) == "(" and reading.canon(i - 2).startswith(("~+", "~*")):
        return None, i + 1  # "meine 2 (5/7)": one number a child
    if following is None or i + 2 in taken or not is_range or (following <= value and not downwards):
        return None, i + 1
    return following, i + 3


def _unit(reading: Reading, j: int) -> str | None:
    canon = reading.canon(j).removesuffix(" alt")
    return canon if canon in _UNITS else None


def _longer(
    reading: Reading, j: int, value: float, unit: str, taken: set[int], between: bool
) -> tuple[Months, str, int] | None:
    """A second amount that belongs to the first: "2 Jahre (und) 3 Monate", "18 Monate bis 2 Jahre"."""
    joint = reading.canon(j)
    k = j + 1 if joint in ("und", "bis", "-", ",", "u", "+") else j
    second = reading.tokens[k].number if k < len(reading.tokens) else None
    second_unit = _unit(reading, k + 1)
    if second is None or second_unit is None or k in taken:
        return None
    low, label = months.of_unit(value, unit)[0], labels.age(value, unit)
    if joint in ("bis", "-") or (joint == "und" and between):
        top = months.of_unit(second, second_unit)[1]
        return ((low, top), f"{label} bis {labels.age(second, second_unit)}", k + 2) if top > low else None
    plural = reading.canon(k + 2).startswith("~+") or reading.canon(k + 3).startswith("~+")
    fits = not plural and _FINER.get(unit) == second_unit and second < (12 if unit == "jahr" else 7)
    if not fits or not value.is_integer() or _SEVERAL_CHILDREN.search(reading.left(j - 2)):
        return None
    exact = low + int(second) if unit == "jahr" else low
    age = (exact, exact) if unit != "woche" else months.days(7 * value + second)
    if joint == "," and _COUNTED_CHILDREN.search(reading.line_before(j)):
        return None
    return age, f"{label} {labels.age(second, second_unit)}", k + 2

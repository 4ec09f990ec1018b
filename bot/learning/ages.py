"""Ages as staff write them into one field: "3 Jahre; 18 Monate". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from bot.learning.errors import LearningError
from bot.nlu.language.child_age import find_children

Ages = tuple[tuple[int, int], ...]

_BETWEEN: Final = re.compile(r"[;\n]+")
_NOBODY: Final = frozenset({"", "keins", "keines", "kein kind", "kein", "-", "–"})


class UnknownAge(LearningError):
    """A part of the field that is no age."""


def read_ages(text: str, today: date) -> Ages:
    """The children of the field, closed ranges of months; none for an empty one.

    Raises:
        UnknownAge: a part between semicolons is no age.
    """
    if text.strip().lower() in _NOBODY:
        return ()
    ages: list[tuple[int, int]] = []
    for part in _BETWEEN.split(text):
        if not part.strip():
            continue
        children = find_children(part.strip(), today)
        if not children:
            raise UnknownAge(
                f"„{part.strip()}“ ist kein Alter, das Lotte versteht. Schreiben Sie zum Beispiel: 3 Jahre; 18 Monate"
            )
        ages += [(child.min_months, child.max_months) for child in children]
    return tuple(ages)


def written_ages(ages: Iterable[tuple[int, int]]) -> str:
    """The field for these ages; `read_ages` of it gives them again.

    Examples:
        (36, 47), (18, 18) → "3 Jahre; 18 Monate"
    """
    return "; ".join(_written(first, last) for first, last in ages)


def _written(first: int, last: int) -> str:
    if (first, last) == (-9, 0):
        return "schwanger"
    if first < 0:
        return f"{first + 10}. Monat schwanger"
    if first == last:
        return f"{first} Monat" if first == 1 else f"{first} Monate"
    if last == first + 11 and first % 12 == 0 and first:
        return "1 Jahr" if first == 12 else f"{first // 12} Jahre"
    return f"{first}–{last} Monate"

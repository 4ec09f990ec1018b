"""An offer as the cells of a file, what differs between two of them, and back from cells to values. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from offer_db.fields import BY_NAME, FIELDS, OPTIONAL_CHOICES, Field, show
from offer_db.merging import CellError
from offer_db.records import Offer

EMPTY_CELL: Final = "Die Zelle ist leer, wird aber gebraucht."
FINGERPRINT_LENGTH: Final = 16


@dataclass(frozen=True)
class CellChange:
    """One column that differs; the cells stand as in a file.

    Attributes:
        alias: English name of the column, as in `offer_db.fields`.
        heading: German name of the column.
    """

    alias: str
    heading: str
    before: str
    after: str


def cells_of(offer: Offer) -> dict[str, str]:
    """All cells of an offer, by English alias, in the order of an export."""
    return {field.alias: show(field.read(offer)) for field in FIELDS}


def fingerprint(offer: Offer) -> str:
    """A short text that is another as soon as any cell of the offer is another."""
    written = json.dumps(cells_of(offer), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[CellChange, ...]:
    """What differs, in the order of an export; a cell that is missing counts as empty."""
    return tuple(
        CellChange(field.alias, field.heading, before.get(field.alias, ""), after.get(field.alias, ""))
        for field in FIELDS
        if before.get(field.alias, "") != after.get(field.alias, "")
    )


def read_cells(cells: Iterable[tuple[Field, str]]) -> tuple[dict[str, Any], list[CellError]]:
    """From cells to values.

    Returns:
        the values by alias, without the cells that are in error or say nothing; and everything that is wrong.
    """
    values: dict[str, Any] = {}
    problems: list[CellError] = []
    for field, cell in cells:
        if not cell.strip() and field.required:
            problems.append(CellError(field.alias, EMPTY_CELL))
            continue
        if not cell.strip() and field.alias in OPTIONAL_CHOICES:
            continue
        try:
            values[field.alias] = field.parse(cell)
        except ValueError as error:
            problems.append(CellError(field.alias, str(error)))
    return values, problems


def heading_of(alias: str) -> str:
    """The German name of a column; "" stays "" (the whole offer is meant)."""
    field = BY_NAME.get(alias)
    return field.heading if field else alias

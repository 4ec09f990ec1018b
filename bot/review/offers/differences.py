"""What differs between two states of an offer, as people read it: names for keys, days the German way. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.review.offers.catalogue import Catalogue
from bot.review.offers.fields import FORM_FIELDS, LABELS, SEVERAL
from bot.review.offers.names import STATE_NAMES
from offer_db.cells import CellChange


@dataclass(frozen=True)
class Difference:
    """One field: how it is called here, and what it says before and after."""

    name: str
    before: str
    after: str


def differences(changes: Iterable[CellChange], catalogue: Catalogue) -> list[Difference]:
    """All of them in the order given; `catalogue` names the topics."""
    return [
        Difference(
            LABELS[change.alias],
            shown(change.alias, change.before, catalogue),
            shown(change.alias, change.after, catalogue),
        )
        for change in changes
    ]


def shown(alias: str, cell: str, catalogue: Catalogue) -> str:
    """A cell of a file as people read it; what has no name stays as it is."""
    if alias == "state":
        return STATE_NAMES.get(cell, cell)
    field = FORM_FIELDS.get(alias)
    if field is None or not cell:
        return cell
    if field.kind == "themen":
        return ", ".join(catalogue.name_of(key) for key in cell.split(";"))
    if alias in SEVERAL:
        return ", ".join(field.choices.get(key, key) for key in cell.split(";"))
    if field.kind == "datum":
        return _day(cell)
    return field.choices.get(cell, cell)


def _day(cell: str) -> str:
    try:
        return f"{date.fromisoformat(cell):%d.%m.%Y}"
    except ValueError:  # typed, and not yet judged
        return cell

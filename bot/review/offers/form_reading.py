"""From what a form sent to cells as they stand in an offer file. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from multidict import MultiMapping

from bot.review.offers.fields import FORM_FIELDS, SEVERAL
from offer_db.ages import AgeRange, life_phases

_AGES = ("age_min_months", "age_max_months")


def read_cells(form: MultiMapping[str], stored: Mapping[str, str], *, stale: bool = False) -> dict[str, str]:
    """The cells by alias.

    What follows from another field is left to the offer database where only that other field was changed:
    the hours in OSM syntax from the hours, the life phases from the age.

    Args:
        form: as sent; a box that is not ticked is not there.
        stored: cells of the offer; empty for a new one. Keeps the order of what is still ticked: the most important
            comes first.
        stale: the form was made of an older version than `stored`, so nobody can tell what was changed in it.
    """
    cells = {
        alias: ";".join(_in_order(form.getall(alias, []), stored.get(alias, "").split(";")))
        if alias in SEVERAL
        else form.get(alias, "")
        for alias in FORM_FIELDS
    }
    if stale:
        return cells
    if _same(cells, stored, "opening_hours_osm") and not _same(cells, stored, "opening_hours"):
        del cells["opening_hours_osm"]
    ages_changed = not all(_same(cells, stored, alias) for alias in _AGES)
    if stored and ages_changed and _same(cells, stored, "life_phase") and _phases_follow_age(stored):
        cells["life_phase"] = ""
    return cells


def _same(cells: Mapping[str, str], stored: Mapping[str, str], alias: str) -> bool:
    return cells[alias] == stored.get(alias, "")


def _in_order(ticked: Sequence[str], before: Sequence[str]) -> list[str]:
    kept = [key for key in before if key in ticked]
    return [*kept, *(key for key in dict.fromkeys(ticked) if key not in kept)]


def _phases_follow_age(stored: Mapping[str, str]) -> bool:
    ages = AgeRange(*(int(stored[alias]) for alias in _AGES))
    return stored["life_phase"] == ";".join(life_phases(ages))

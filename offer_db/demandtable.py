"""What families searched for and did not find, as a table for staff; small numbers are never shown exactly."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, cast

from sqlalchemy import Engine, Table, case, func, or_, select

from offer_db.csvfile import BOM, line
from offer_db.database import reading
from offer_db.demand import MOST_HITS
from offer_db.loading import load_municipalities
from offer_db.models import DemandCount
from offer_db.vocabulary import OUTSIDE

COLUMNS: Final = {
    "monat": "month",
    "bedarf": "need",
    "thema": "topic",
    "lebensphase": "age_band",
    "ort": "municipality_key",
    "sprache": "language",
    "treffer": "hits",
    "gelockert": "relaxed",
}
"""Heading of every column one can count by, and its name in the table."""
LEAST_SHOWN: Final = 5
"""Smaller numbers are shown as "<5": in a village, one search in one month could be one family everybody knows."""


def demand_csv(
    engine: Engine, month: str | None = None, *, unmet_only: bool = False, by: Collection[str] = ()
) -> Iterator[str]:
    """Yields the lines of a CSV file: the columns counted by, `suchen` (all) and `unerfuellt` (of those).

    A search is unmet if nothing was found or something had to be let go. Sums are made before small numbers are
    hidden, so a coarser table shows more.

    Args:
        engine: of a migrated database.
        month: JJJJ-MM; None for all.
        unmet_only: leaves out rows without any unmet search.
        by: headings of `COLUMNS`; empty for all.
    """
    headings = [heading for heading in COLUMNS if not by or heading in by]
    yield BOM + line([*headings, "suchen", "unerfuellt"])
    for keys, searches, unmet in _counts(engine, month, headings):
        if unmet or not unmet_only:
            yield line([*keys, shown(searches), shown(unmet)])


def shown(count: int) -> str:
    """A number as it may be shown.

    >>> shown(0), shown(4), shown(5)
    ('0', '<5', '5')
    """
    return f"<{LEAST_SHOWN}" if 0 < count < LEAST_SHOWN else str(count)


def _counts(engine: Engine, month: str | None, headings: Sequence[str]) -> list[tuple[list[str], int, int]]:
    table = cast(Table, DemandCount.__table__)
    columns = [table.c[COLUMNS[heading]] for heading in headings]
    unmet = case((or_(table.c.hits == 0, table.c.relaxed != ""), table.c.count), else_=0)
    query = select(*columns, func.sum(table.c.count), func.sum(unmet)).group_by(*columns).order_by(*columns)
    if month is not None:
        query = query.where(table.c.month == month)
    with reading(engine) as session:
        rows = session.execute(query).all()
        places = {place.key: place.name for place in load_municipalities(session)} | {OUTSIDE: "außerhalb"}
    found = []
    for row in rows:
        keys = [_words(heading, value, places) for heading, value in zip(headings, row, strict=False)]
        found.append((keys, int(row[-2]), int(row[-1])))
    return found


def _words(heading: str, value: str | int, places: dict[str, str]) -> str:
    if heading == "ort":
        return places.get(str(value), str(value))
    return f"{MOST_HITS}+" if heading == "treffer" and value == MOST_HITS else str(value)

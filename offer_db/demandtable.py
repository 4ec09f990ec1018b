"""What families searched for and did not find, as a table for staff; small numbers are never shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from sqlalchemy import Engine

from offer_db.csvfile import BOM, line
from offer_db.database import reading
from offer_db.errors import OfferDbError
from offer_db.gaps_counts import read_counts
from offer_db.gaps_lattice import ANY, UNMET, Cell, is_counted, is_month
from offer_db.gaps_names import place_name
from offer_db.loading import load_municipalities

COLUMNS: Final = {
    "monat": "time",
    "bedarf": "subject",
    "thema": "subject",
    "lebensphase": "phase",
    "ort": "place",
    "sprache": "language",
    "kanal": "channel",
}
"""Heading of every column one can count by, and the field of `offer_db.gaps_lattice.Cell` it stands for."""
USUAL: Final = ("monat", "bedarf")
HIDDEN: Final = "."
"""Stands for a number that is hidden, as in tables of official statistics."""


class TooFine(OfferDbError):
    """So many columns at once leave numbers that would have to be hidden."""

    def __init__(self) -> None:
        super().__init__(
            "Nach so vielen Spalten zugleich wird nicht gezählt: Die Zahlen würden zu klein. Erlaubt sind monat und "
            "bedarf mit höchstens zwei von lebensphase, ort, sprache, kanal, und nur eine von thema, sprache, kanal."
        )


def demand_csv(
    engine: Engine, month: str | None = None, *, unmet_only: bool = False, by: Collection[str] = ()
) -> Iterator[str]:
    """Yields the lines of a CSV file: the columns counted by, `suchen` (all) and `unerfuellt` (of those).

    A search is unmet if nothing was found or something had to be let go. Sums are made before small numbers are
    hidden, so a coarser table shows more. Rows in which nothing may be seen are left out.

    Args:
        engine: of a migrated database.
        month: JJJJ-MM; None for all.
        unmet_only: leaves out rows without any unmet search that may be seen.
        by: headings of `COLUMNS`; empty for `USUAL`.

    Raises:
        TooFine: with these columns nearly all numbers would be hidden.
    """
    headings = [heading for heading in COLUMNS if heading in (by or USUAL)]
    pattern = _pattern(headings, month)
    if not is_counted(pattern):
        raise TooFine
    with reading(engine) as session:
        municipalities = {place.key: place for place in load_municipalities(session)}
        counts = read_counts(session, municipalities)
    places = {key: place.name for key, place in municipalities.items()}
    divided = [value != ANY for value in pattern]
    yield BOM + line([*headings, "suchen", "unerfuellt"])
    for cell in counts.lattice.cells:
        if not _is_row(cell, headings, month, divided):
            continue
        searches, unmet = counts.value(cell), counts.value(cell._replace(outcome=UNMET))
        if searches is not None and (unmet or not unmet_only):
            yield line([*_words(headings, cell, places), str(searches), HIDDEN if unmet is None else str(unmet)])


def _pattern(headings: Collection[str], month: str | None) -> Cell:
    """A cell divided like the rows of the table."""
    return Cell(
        time="2026-01" if month or "monat" in headings else ANY,
        subject="a/b" if "thema" in headings else "a" if "bedarf" in headings else ANY,
        phase="a" if "lebensphase" in headings else ANY,
        place="a" if "ort" in headings else ANY,
        language="a" if "sprache" in headings else ANY,
        channel="a" if "kanal" in headings else ANY,
    )


def _is_row(cell: Cell, headings: Collection[str], month: str | None, divided: list[bool]) -> bool:
    if [value != ANY for value in cell] != divided:
        return False
    if ("/" in cell.subject) != ("thema" in headings) or "/" in cell.place:
        return False
    return cell.time == (month or ANY) if month or "monat" not in headings else is_month(cell.time)


def _words(headings: Collection[str], cell: Cell, places: Mapping[str, str]) -> list[str]:
    need, _, topic = cell.subject.partition("/")
    words = {
        "monat": cell.time,
        "bedarf": need,
        "thema": topic,
        "lebensphase": cell.phase,
        "ort": place_name(cell.place, places) if cell.place else "",
        "sprache": cell.language,
        "kanal": cell.channel,
    }
    return [words[heading] for heading in headings]

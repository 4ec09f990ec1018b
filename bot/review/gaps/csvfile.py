"""The report as one table for a spreadsheet: a line for each number of each table. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from offer_db.csvfile import BOM, line, neutralise
from offer_db.demandtable import HIDDEN
from offer_db.gaps import GapReport, Line, Table

HEADINGS: Final = (
    *("tabelle", "zeitraum", "ausschnitt", "bedarf", "spalte"),
    *("fragen", "ohne_passendes_angebot", "angebote"),
)
ALL: Final = "alle zusammen"


def report_csv(report: GapReport) -> Iterator[str]:
    """The lines of the file; a hidden number is a dot, as in official statistics."""
    yield BOM + line(HEADINGS)
    for table in report.tables:
        for one in (*table.lines, table.sums):
            for cells in _cells(table, one):
                yield line([neutralise(cell) for cell in (table.title, report.period, report.part, one.name, *cells)])


def _cells(table: Table, one: Line) -> Iterator[tuple[str, str, str, str]]:
    for place, (_, name) in enumerate(table.columns):
        offers = str(one.offers[place]) if one.offers else ""
        yield name, number(one.searches[place]), number(one.unmet[place]), offers
    yield ALL, number(one.total), number(one.total_unmet), ""


def number(value: int | None) -> str:
    """A number as it stands in the file."""
    return HIDDEN if value is None else str(value)

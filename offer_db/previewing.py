"""What a file would change, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Engine

from offer_db.cells import CellChange, cells_of, changes
from offer_db.comparing import Comparison, columns_of
from offer_db.csvfile import CsvFile
from offer_db.database import reading
from offer_db.errors import RowProblem
from offer_db.importing import CHUNK_ROWS
from offer_db.records import Offer


@dataclass(frozen=True)
class ImportPreview:
    """What an import of the file would do.

    Attributes:
        new: offers as they would be stored.
        changed: what is stored, and what would be different.
        unchanged: number of rows that say what is stored already.
        problems: why rows cannot be taken over; one row may have several.
        notices: what staff should know although the row is taken over.
    """

    new: tuple[Offer, ...]
    changed: tuple[tuple[Offer, tuple[CellChange, ...]], ...]
    unchanged: int
    problems: tuple[RowProblem, ...]
    notices: tuple[RowProblem, ...]

    @property
    def bad(self) -> int:
        """Number of rows that cannot be taken over."""
        return len({problem.line for problem in self.problems})

    def __str__(self) -> str:
        return f"{len(self.new)} neu, {len(self.changed)} geändert, {self.unchanged} unverändert, {self.bad} fehlerhaft"


def preview_import(engine: Engine, file: CsvFile, name: str) -> ImportPreview:
    """Compares a file with what is stored; writes nothing.

    Args:
        engine: of a migrated database.
        file: an opened file, its rows are used up.
        name: how the file is called in messages.

    Raises:
        FileUnreadable: the headings are unknown, or the id is missing.
    """
    new: list[Offer] = []
    changed: list[tuple[Offer, tuple[CellChange, ...]]] = []
    unchanged = 0
    with reading(engine) as session:
        comparison = Comparison(session, columns_of(file.headings, name))
        while chunk := list(islice(file.rows, CHUNK_ROWS)):
            compared = comparison.take(chunk)
            new += compared.new
            changed += [(old, changes(cells_of(old), cells_of(offer))) for old, offer in compared.changed]
            unchanged += compared.unchanged
    return ImportPreview(tuple(new), tuple(changed), unchanged, tuple(comparison.problems), tuple(comparison.notices))

"""What a file would change, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Engine

from offer_db.cells import CellChange, cells_of, changes
from offer_db.comparing import Comparison, columns_of
from offer_db.csvfile import CsvFile
from offer_db.database import reading
from offer_db.errors import RowProblem
from offer_db.importing import CHUNK_ROWS, ImportReport
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
        ids: id of each row that cannot be taken over, by its line; a cell may be empty or missing.
    """

    new: tuple[Offer, ...]
    changed: tuple[tuple[Offer, tuple[CellChange, ...]], ...]
    unchanged: int
    problems: tuple[RowProblem, ...]
    notices: tuple[RowProblem, ...]
    ids: Mapping[int, str]

    @property
    def bad(self) -> int:
        """Number of rows that cannot be taken over."""
        return len(self.ids)

    def __str__(self) -> str:
        return str(ImportReport(len(self.new), len(self.changed), self.unchanged, list(self.problems)))


def preview_import(
    engine: Engine, file: CsvFile, name: str, refuse: Callable[[Offer], str] = lambda offer: ""
) -> ImportPreview:
    """Compares a file with what is stored; writes nothing.

    Args:
        engine: of a migrated database.
        file: an opened file, its rows are used up.
        name: how the file is called in messages.
        refuse: why a new offer, right by itself, shall not be taken over all the same; a German sentence or "".

    Raises:
        FileUnreadable: the headings are unknown, or the id is missing.
    """
    new: list[Offer] = []
    changed: list[tuple[Offer, tuple[CellChange, ...]]] = []
    unchanged = 0
    columns = columns_of(file.headings, name)
    id_heading = next(heading for heading, column in columns.items() if column.alias == "id")
    ids: dict[int, str] = {}
    with reading(engine) as session:
        comparison = Comparison(session, columns)
        while chunk := list(islice(file.rows, CHUNK_ROWS)):
            compared = comparison.take(chunk)
            ids |= {row.line: row.cells.get(id_heading, "").strip() for row in chunk}
            for offer in compared.new:
                if reason := refuse(offer):
                    bad = {problem.line for problem in comparison.problems}
                    line = next(line for line, key in ids.items() if key == offer.id and line not in bad)
                    comparison.problems.append(RowProblem(line, id_heading, reason))
                else:
                    new.append(offer)
            changed += [(old, changes(cells_of(old), cells_of(offer))) for old, offer in compared.changed]
            unchanged += compared.unchanged
    problems = tuple(sorted(comparison.problems, key=lambda problem: problem.line))
    return ImportPreview(
        tuple(new),
        tuple(changed),
        unchanged,
        problems,
        tuple(comparison.notices),
        {problem.line: ids[problem.line] for problem in problems},
    )

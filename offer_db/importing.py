"""Takes an offer file over: every bad row is named with its reason, all in one transaction, twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from offer_db.comparing import Compared, Comparison, columns_of
from offer_db.constraints import explain
from offer_db.csvfile import CsvFile
from offer_db.errors import ImportRefused, NotAllowed, RowProblem
from offer_db.history import write_offers
from offer_db.meaning import SentenceEncoder
from offer_db.vocabulary import ChangeKind

CHUNK_ROWS: Final = 400
"""Rows that are compared with the database at once; their ids become parameters of one query."""


@dataclass
class ImportReport:
    """What an import did. A bad row counts once, however many problems it has."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    notices: list[RowProblem] = field(default_factory=list)

    @property
    def bad(self) -> int:
        """Number of rows that were not taken over."""
        return len({problem.line for problem in self.problems})

    def __str__(self) -> str:
        return f"{self.new} neu, {self.changed} geändert, {self.unchanged} unverändert, {self.bad} fehlerhaft"


def import_offers(
    session: Session,
    file: CsvFile,
    *,
    name: str = "Datei",
    by: str = "",
    skip_bad: bool = False,
    encoder: SentenceEncoder | None = None,
    progress: Callable[[int], object] | None = None,
) -> ImportReport:
    """Writes the rows of a file into the session; the caller's transaction decides whether they stay.

    Args:
        session: inside a transaction, see `offer_db.database.writing`.
        file: an opened file; it may hold only some columns if all its offers exist.
        name: how the file is called in messages.
        by: who takes it over, as the history shall show it; otherwise "Import" and the name of the file.
        skip_bad: take the good rows although others are bad.
        encoder: computes the meaning of new texts now; None leaves that to the first search.
        progress: called with the number of rows done since the last call.

    Raises:
        FileUnreadable: the headings are unknown, or the id is missing.
        ImportRefused: a row is bad and `skip_bad` is off. The caller must roll back (`writing` does).
    """
    comparison = Comparison(session, columns_of(file.headings, name))
    report = ImportReport(problems=comparison.problems, notices=comparison.notices)
    while chunk := list(islice(file.rows, CHUNK_ROWS)):
        compared = comparison.take(chunk)
        report.new += len(compared.new)
        report.changed += len(compared.changed)
        report.unchanged += compared.unchanged
        if skip_bad or not report.problems:
            _write(session, compared, encoder, by or f"Import {name}")
        if progress:
            progress(len(chunk))
    if report.problems and not skip_bad:
        raise ImportRefused(name, report.problems)
    return report


def _write(session: Session, compared: Compared, encoder: SentenceEncoder | None, by: str) -> None:
    try:
        write_offers(session, compared.new, compared.changed, encoder, by=by, action=ChangeKind.IMPORTIERT)
    except (IntegrityError, DataError) as error:
        raise NotAllowed(explain(error)) from error

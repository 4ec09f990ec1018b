"""Takes an offer file over: every bad row is named with its reason, all in one transaction, twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from offer_db.constraints import explain
from offer_db.csvfile import CsvFile, Row
from offer_db.errors import FileUnreadable, ImportRefused, NotAllowed, RowProblem
from offer_db.fields import BY_NAME, OPTIONAL_CHOICES, REQUIRED, Field
from offer_db.gazetteer import Gazetteer
from offer_db.loading import load_municipalities, load_offers, load_topics
from offer_db.meaning import SentenceEncoder
from offer_db.merging import CellError, merge
from offer_db.records import Offer, Topic
from offer_db.storing import save_offers
from offer_db.vectors import remove_orphans

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
    skip_bad: bool = False,
    encoder: SentenceEncoder | None = None,
    progress: Callable[[int], object] | None = None,
) -> ImportReport:
    """Writes the rows of a file into the session; the caller's transaction decides whether they stay.

    Args:
        session: inside a transaction, see `offer_db.database.writing`.
        file: an opened file; it may hold only some columns if all its offers exist.
        name: how the file is called in messages.
        skip_bad: take the good rows although others are bad.
        encoder: computes the meaning of new texts now; None leaves that to the first search.
        progress: called with the number of rows done since the last call.

    Raises:
        FileUnreadable: the headings are unknown, or the id is missing.
        ImportRefused: a row is bad and `skip_bad` is off. The caller must roll back (`writing` does).
    """
    columns = _columns(file.headings, name)
    run = _Run(session, columns, encoder)
    while chunk := list(islice(file.rows, CHUNK_ROWS)):
        run.take(chunk, write=skip_bad or not run.report.problems)
        if progress:
            progress(len(chunk))
    if run.report.problems and not skip_bad:
        raise ImportRefused(name, run.report.problems)
    if run.report.changed:
        remove_orphans(session)
    return run.report


def _columns(headings: Sequence[str], name: str) -> dict[str, Field]:
    unknown = [heading for heading in headings if heading not in BY_NAME]
    if unknown:
        listed = ", ".join(f"„{heading}“" for heading in unknown)
        raise FileUnreadable(f"„{name}“: Diese Spalten gibt es nicht: {listed}. (Alle Spalten: offer_db fields)")
    columns = {heading: BY_NAME[heading] for heading in headings}
    aliases = [column.alias for column in columns.values()]
    if doubled := {alias for alias in aliases if aliases.count(alias) > 1}:
        raise FileUnreadable(f"„{name}“: Eine Spalte steht auf Deutsch und auf Englisch da: {', '.join(doubled)}.")
    if "id" not in aliases:
        raise FileUnreadable(f"„{name}“: Die Spalte „kennung“ (oder „id“) fehlt.")
    return columns


@dataclass
class _Parsed:
    line: int
    values: dict[str, Any]


class _Run:
    """One import: what is known from the rows before."""

    def __init__(self, session: Session, columns: Mapping[str, Field], encoder: SentenceEncoder | None) -> None:
        self.report = ImportReport()
        self._session = session
        self._columns = columns
        self._headings = {column.alias: heading for heading, column in columns.items()}
        self._encoder = encoder
        self._places = Gazetteer(load_municipalities(session))
        self._topics: Mapping[str, Topic] = load_topics(session)
        self._lines: dict[str, int] = {}
        self._provider_kinds: dict[str, tuple[str, int]] = {}

    def take(self, rows: Iterable[Row], *, write: bool) -> None:
        """Parses a chunk, compares it with what is stored, and writes the difference."""
        parsed = list(self._parsed(rows))
        stored = load_offers(self._session, [row.values["id"] for row in parsed])
        new: list[Offer] = []
        changed: list[Offer] = []
        for row in parsed:
            offer = self._merged(row, stored.get(row.values["id"]))
            if offer is None:
                continue
            if offer.id not in stored:
                new.append(offer)
            elif offer != stored[offer.id]:
                changed.append(offer)
            else:
                self.report.unchanged += 1
        self.report.new += len(new)
        self.report.changed += len(changed)
        if write:
            try:
                save_offers(self._session, new, changed, self._encoder)
            except (IntegrityError, DataError) as error:
                raise NotAllowed(explain(error)) from error

    def _parsed(self, rows: Iterable[Row]) -> Iterator[_Parsed]:
        for row in rows:
            problems, values = self._cells(row)
            if not problems and (first := self._lines.setdefault(values["id"], row.line)) != row.line:
                problems.append(self._problem(row.line, "id", f"Diese Kennung steht schon in Zeile {first}."))
            if problems:
                self.report.problems.extend(problems)
            else:
                yield _Parsed(row.line, values)

    def _cells(self, row: Row) -> tuple[list[RowProblem], dict[str, Any]]:
        if row.missing or row.extra:
            much = f"{row.missing} Zellen zu wenig" if row.missing else f"{row.extra} Zellen zu viel"
            return [RowProblem(row.line, "", f"Die Zeile hat {much}.")], {}
        problems: list[RowProblem] = []
        values: dict[str, Any] = {}
        for heading, column in self._columns.items():
            cell = row.cells[heading]
            if not cell.strip() and column.required:
                problems.append(RowProblem(row.line, heading, "Die Zelle ist leer, wird aber gebraucht."))
                continue
            if not cell.strip() and column.alias in OPTIONAL_CHOICES:
                continue
            try:
                values[column.alias] = column.parse(cell)
            except ValueError as error:
                problems.append(RowProblem(row.line, heading, str(error)))
        return problems, values

    def _merged(self, row: _Parsed, stored: Offer | None) -> Offer | None:
        missing = [column.heading for column in REQUIRED if column.alias not in row.values] if stored is None else []
        try:
            if missing:
                lacking = ", ".join(missing)
                raise CellError(
                    "id", f"Das Angebot „{row.values['id']}“ gibt es nicht; zum Anlegen fehlen die Spalten {lacking}."
                )
            merged = merge(stored, row.values, self._places, self._topics)
            self._check_provider(merged.offer, row.line)
        except CellError as error:
            self.report.problems.append(self._problem(row.line, error.alias, str(error)))
            return None
        self.report.notices.extend(self._problem(row.line, "state", notice) for notice in merged.notices)
        return merged.offer

    def _check_provider(self, offer: Offer, line: int) -> None:
        # The kind belongs to the provider: two kinds in one file would make every import change something.
        kind, first = self._provider_kinds.setdefault(offer.provider, (offer.provider_kind, line))
        if kind != offer.provider_kind and "provider_type" in self._headings:
            raise CellError("provider_type", f"Derselbe Träger hat in Zeile {first} eine andere Art: „{kind}“.")

    def _problem(self, line: int, alias: str, reason: str) -> RowProblem:
        return RowProblem(line, self._headings.get(alias, ""), reason)

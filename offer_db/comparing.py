"""Compares the rows of an offer file with what is stored: what is new, what changes, what is wrong. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from offer_db.cells import read_cells
from offer_db.csvfile import Row
from offer_db.errors import FileUnreadable, RowProblem
from offer_db.fields import BY_NAME, REQUIRED, Field
from offer_db.gazetteer import Gazetteer
from offer_db.loading import load_municipalities, load_offers, load_topics
from offer_db.merging import CellError, merge
from offer_db.models import Provider
from offer_db.records import Offer, Topic


@dataclass
class Compared:
    """Some rows of a file beside what is stored.

    Attributes:
        changed: what is stored, and what the file makes of it.
    """

    new: list[Offer] = field(default_factory=list)
    changed: list[tuple[Offer, Offer]] = field(default_factory=list)
    unchanged: int = 0


def columns_of(headings: Sequence[str], name: str) -> dict[str, Field]:
    """The columns of a file by the headings as written.

    Raises:
        FileUnreadable: a heading is unknown or stands there twice, or the id is missing.
    """
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


class Comparison:
    """One file, chunk by chunk: what is known from the rows before, and everything that is wrong so far."""

    def __init__(self, session: Session, columns: Mapping[str, Field]) -> None:
        self.problems: list[RowProblem] = []
        self.notices: list[RowProblem] = []
        self._session = session
        self._columns = columns
        self._headings = {column.alias: heading for heading, column in columns.items()}
        self._places = Gazetteer(load_municipalities(session))
        self._topics: Mapping[str, Topic] = load_topics(session)
        self._lines: dict[str, int] = {}
        self._kinds_in_file: dict[str, tuple[str, int]] = {}
        self._kinds = {row.name: row.kind for row in session.execute(select(Provider.name, Provider.kind))}

    def take(self, rows: Iterable[Row]) -> Compared:
        """Parses a chunk and compares it; bad rows are noted and left out."""
        parsed = list(self._parsed(rows))
        stored = load_offers(self._session, [row.values["id"] for row in parsed])
        compared = Compared()
        for row in parsed:
            offer = self._merged(row, stored.get(row.values["id"]))
            if offer is None:
                continue
            if offer.id not in stored:
                compared.new.append(offer)
            elif offer != stored[offer.id]:
                compared.changed.append((stored[offer.id], offer))
            else:
                compared.unchanged += 1
        return compared

    def _parsed(self, rows: Iterable[Row]) -> Iterator[_Parsed]:
        for row in rows:
            problems, values = self._cells(row)
            if not problems and (first := self._lines.setdefault(values["id"], row.line)) != row.line:
                problems.append(self._problem(row.line, "id", f"Diese Kennung steht schon in Zeile {first}."))
            if problems:
                self.problems.extend(problems)
            else:
                yield _Parsed(row.line, values)

    def _cells(self, row: Row) -> tuple[list[RowProblem], dict[str, Any]]:
        if row.missing or row.extra:
            much = f"{row.missing} Zellen zu wenig" if row.missing else f"{row.extra} Zellen zu viel"
            return [RowProblem(row.line, "", f"Die Zeile hat {much}.")], {}
        values, wrong = read_cells((column, row.cells[heading]) for heading, column in self._columns.items())
        return [self._problem(row.line, error.alias, str(error)) for error in wrong], values

    def _merged(self, row: _Parsed, stored: Offer | None) -> Offer | None:
        missing = [column.heading for column in REQUIRED if column.alias not in row.values] if stored is None else []
        try:
            if missing:
                lacking = ", ".join(missing)
                raise CellError(
                    "id", f"Das Angebot „{row.values['id']}“ gibt es nicht; zum Anlegen fehlen die Spalten {lacking}."
                )
            merged = merge(stored, self._with_kind(stored, row.values), self._places, self._topics)
            self._check_provider(merged.offer, row.line)
        except CellError as error:
            self.problems.extend(self._problem(row.line, wrong.alias, str(wrong)) for wrong in (error, *error.others))
            return None
        self.notices.extend(self._problem(row.line, "state", notice) for notice in merged.notices)
        return merged.offer

    def _with_kind(self, stored: Offer | None, values: dict[str, Any]) -> dict[str, Any]:
        # The kind belongs to the provider: a file that says nothing about it leaves it to all its offers.
        provider = values.get("provider")
        if "provider_type" in values or provider is None or (stored is not None and stored.provider == provider):
            return values
        return {"provider_type": self._kinds.get(provider, "")} | values

    def _check_provider(self, offer: Offer, line: int) -> None:
        # Two kinds in one file would make every import change something.
        kind, first = self._kinds_in_file.setdefault(offer.provider, (offer.provider_kind, line))
        if kind != offer.provider_kind and "provider_type" in self._headings:
            raise CellError("provider_type", f"Derselbe Träger hat in Zeile {first} eine andere Art: „{kind}“.")

    def _problem(self, line: int, alias: str, reason: str) -> RowProblem:
        return RowProblem(line, self._headings.get(alias, ""), reason)

"""What can go wrong in the offer database. Messages are German: they reach staff as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class OfferDbError(Exception):
    """Base of every expected error of this package; `str(error)` is a German sentence for staff."""


class FileUnreadable(OfferDbError):
    """A CSV file that cannot be read at all: missing, empty, wrong encoding, unknown or missing headings."""


@dataclass(frozen=True)
class RowProblem:
    """One reason why one row of a CSV file cannot be taken over.

    Attributes:
        line: line in the file where the row begins, counted from 1 (the heading is line 1).
        column: heading as it stands in the file; empty if the whole row is meant.
        reason: German sentence.
    """

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"Zeile {self.line}"
        return f"{where}, Spalte „{self.column}“: {self.reason}" if self.column else f"{where}: {self.reason}"


class ImportRefused(OfferDbError):
    """Nothing was written because at least one row is bad.

    Attributes:
        problems: every problem found, in the order of the file.
    """

    def __init__(self, name: str, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems)
        rows = len({problem.line for problem in self.problems})
        counted = "1 Zeile ist" if rows == 1 else f"{rows} Zeilen sind"
        super().__init__(f"{name}: {counted} fehlerhaft, es wurde nichts gespeichert.")


class UnknownOffer(OfferDbError):
    """There is no offer with this id."""

    def __init__(self, offer_id: str) -> None:
        super().__init__(f"Es gibt kein Angebot mit der Kennung „{offer_id}“.")


@dataclass(frozen=True)
class FieldProblem:
    """One reason why what a person typed for an offer cannot be stored.

    Attributes:
        alias: English name of the field, as in `offer_db.fields`; empty if the whole offer is meant.
        heading: German name of the field; empty if the whole offer is meant.
        reason: German sentence.
    """

    alias: str
    heading: str
    reason: str

    def __str__(self) -> str:
        return f"„{self.heading}“: {self.reason}" if self.heading else self.reason


class EditRefused(OfferDbError):
    """Nothing was stored because at least one field is wrong.

    Attributes:
        problems: everything that is wrong, in the order of the fields.
    """

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("Nicht gespeichert. " + " ".join(str(problem) for problem in self.problems))


class UnknownVersion(OfferDbError):
    """The offer has no version with this number."""

    def __init__(self, offer_id: str, version_id: int) -> None:
        super().__init__(f"Das Angebot „{offer_id}“ hat keine Fassung mit der Nummer {version_id}.")


class UnknownReport(OfferDbError):
    """There is no note on an offer with this number."""

    def __init__(self, report_id: int) -> None:
        super().__init__(f"Es gibt keinen Hinweis mit der Nummer {report_id}.")


class NotAllowed(OfferDbError):
    """A change that a rule of the database forbids (see `offer_db.constraints`)."""

"""What staff should do about the offers, most urgent first: made from the checks, parents' notes and dead links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Engine

from offer_db.checking import STALE, check
from offer_db.links import dead
from offer_db.reporting import open_reports

OLD_DAYS: Final = STALE.days

KINDS: Final[dict[str, str]] = {
    "gemeldet": "Von Eltern gemeldet",
    "familienbuero": "Familienbüro fehlt",
    "zeiten_unlesbar": "Öffnungszeiten unlesbar",
    "toter_link": "Webadresse führt ins Leere",
    "abgelaufen": "Gültigkeit abgelaufen",
    "laeuft_ab": "Gültigkeit läuft ab",
    "ohne_kontakt": "Ohne Kontakt",
    "alter_unplausibel": "Alter unplausibel",
    "ohne_thema": "Ohne Thema",
    "ort_unbekannt": "Ort unbekannt",
    "entwurf": "Entwurf",
    "alt": f"Nie oder vor mehr als {OLD_DAYS} Tagen geprüft",
}
"""Key and German name of every kind of work, most urgent first."""

REPORTED: Final[dict[str, str]] = {
    "telefon": "Die Telefonnummer stimmt nicht.",
    "adresse": "Die Adresse stimmt nicht.",
    "zeiten": "Die Zeiten stimmen nicht.",
    "gibt_es_nicht": "Das Angebot gibt es nicht mehr.",
    "voll": "Es gibt keinen Platz.",
    "kosten": "Die Kosten stimmen nicht.",
    "sonstiges": "Etwas anderes stimmt nicht.",
}
"""What parents say, by `offer_db.vocabulary.ReportKind`."""

# Findings of `offer_db.checking` that are work; the others describe the directory or cannot be done away with.
_FROM_CHECK: Final = {
    "familienbuero": "familienbuero",
    "abgelaufen": "abgelaufen",
    "laeuft_ab": "laeuft_ab",
    "kontakt": "ohne_kontakt",
    "alter": "alter_unplausibel",
    "thema": "ohne_thema",
    "ort": "ort_unbekannt",
    "entwurf": "entwurf",
    "pruefung": "alt",
}
_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class WorkItem:
    """One thing to do.

    Attributes:
        kind: one of `KINDS`.
        title: of the offer; empty if there is no such offer.
        sentence: what is wrong, in German.
        serious: families get something wrong because of it.
        report_id: number of the parents' note, to close it; None for all other kinds.
    """

    kind: str
    offer_id: str
    title: str
    sentence: str
    serious: bool
    report_id: int | None = None


def worklist(engine: Engine, today: date) -> tuple[WorkItem, ...]:
    """Everything to do: what is serious first, then by kind in the order of `KINDS`, then by title and id."""
    items = [*_reported(engine), *_dead_links(engine), *_found(engine, today)]
    return tuple(
        sorted(items, key=lambda item: (not item.serious, _RANK[item.kind], item.title.casefold(), item.offer_id))
    )


def _reported(engine: Engine) -> Iterator[WorkItem]:
    for report in open_reports(engine):
        sentence = f"{REPORTED[report.kind]} Gemeldet am {report.reported_on:%d.%m.%Y}."
        yield WorkItem("gemeldet", report.offer_id, report.offer_title, sentence, True, report.id)


def _dead_links(engine: Engine) -> Iterator[WorkItem]:
    for link in dead(engine):
        sentence = f"{link.url} ist nicht zu erreichen ({link.reason}), zuletzt am {link.checked_at:%d.%m.%Y} versucht."
        yield WorkItem("toter_link", link.offer_id, link.title, sentence, True)


def _found(engine: Engine, today: date) -> Iterator[WorkItem]:
    for finding in check(engine, today):
        kind = "zeiten_unlesbar" if finding.code == "zeiten" and finding.serious else _FROM_CHECK.get(finding.code)
        if kind is not None:
            yield WorkItem(kind, finding.offer_id, finding.title, finding.sentence, finding.serious)

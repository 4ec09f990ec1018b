"""The history of an offer: who changed what and when, and how to take a change back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from offer_db.cells import CellChange, cells_of, changes
from offer_db.database import reading, writing
from offer_db.editing import explained, load_for_change, load_one
from offer_db.errors import NotAllowed, UnknownVersion
from offer_db.fields import FIELDS
from offer_db.history import write_offers
from offer_db.judging import judge
from offer_db.meaning import SentenceEncoder
from offer_db.models import OfferVersion
from offer_db.records import Offer
from offer_db.vocabulary import ChangeKind

CHANGE_NAMES: Final[dict[str, str]] = {
    ChangeKind.AUSGANGSFASSUNG: "Stand davor",
    ChangeKind.ANGELEGT: "angelegt",
    ChangeKind.BEARBEITET: "bearbeitet",
    ChangeKind.IMPORTIERT: "aus einer Datei übernommen",
    ChangeKind.ZUSTAND: "Zustand gesetzt",
    ChangeKind.GEPRUEFT: "geprüft",
    ChangeKind.ZURUECKGENOMMEN: "Änderung zurückgenommen",
}
"""German names of `Version.action`."""
NOTHING_BEFORE: Final = "Vor dieser Fassung gab es nichts, das sich wiederherstellen ließe."


@dataclass(frozen=True)
class Version:
    """One change of an offer.

    Attributes:
        id: its number, growing with time.
        at: when, UTC without a zone.
        by: who; empty for the state before the history began.
        action: one of `offer_db.vocabulary.ChangeKind`; German in `CHANGE_NAMES`.
        changes: what is different from the version before; for the first one of a new offer, all it began with.
        can_undo: there is a version before, so this one can be taken back.
    """

    id: int
    at: datetime
    by: str
    action: str
    changes: tuple[CellChange, ...]
    can_undo: bool


def versions(engine: Engine, offer_id: str) -> tuple[Version, ...]:
    """All versions, newest first; none as long as nobody has changed an offer from before the history.

    Raises:
        UnknownOffer: no offer has this id.
    """
    query = select(OfferVersion).where(OfferVersion.offer_id == offer_id).order_by(OfferVersion.id)
    with reading(engine) as session:
        load_one(session, offer_id)
        rows = session.scalars(query).all()
    found: list[Version] = []
    before: dict[str, str] | None = None
    for row in rows:
        after = _cells(row)
        base = row.action == ChangeKind.AUSGANGSFASSUNG
        differences = () if base and before is None else changes(before or {}, after)
        found.append(Version(row.id, row.at, row.by, row.action, differences, before is not None and not base))
        before = after
    return tuple(reversed(found))


def check_undo(engine: Engine, offer_id: str, version_id: int) -> Offer:
    """The offer as `undo` would store it, to be looked at before; writes nothing.

    Raises:
        UnknownOffer, UnknownVersion, NotAllowed, EditRefused: as `undo`.
    """
    with reading(engine) as session:
        return _before(session, load_one(session, offer_id), version_id)


def undo(
    engine: Engine,
    offer_id: str,
    version_id: int,
    by: str,
    encoder: SentenceEncoder | None = None,
    *,
    known: str = "",
) -> Offer:
    """Brings back what was before a version, with everything changed since; that is a version again.

    Args:
        engine: of a migrated database.
        offer_id: which offer.
        version_id: the oldest change to be taken back.
        by: who takes it back.
        encoder: computes the meaning now; None leaves that to the first search.
        known: `offer_db.cells.fingerprint` of the offer the person saw; "" does not compare.

    Returns:
        the offer as it is stored now.

    Raises:
        UnknownOffer, UnknownVersion: there is no such offer or version.
        NotAllowed: nothing was before this version.
        EditRefused: what was before is not possible any more, e.g. because a topic is gone; or somebody was faster.
    """
    with explained(), writing(engine) as session:
        stored = load_for_change(session, offer_id, known)
        offer = _before(session, stored, version_id)
        if cells_of(offer) != cells_of(stored):
            write_offers(session, [], [(stored, offer)], encoder, by=by, action=ChangeKind.ZURUECKGENOMMEN)
        return offer


def _before(session: Session, stored: Offer, version_id: int) -> Offer:
    rows = session.scalars(
        select(OfferVersion)
        .where(OfferVersion.offer_id == stored.id, OfferVersion.id <= version_id)
        .order_by(OfferVersion.id.desc())
        .limit(2)
    ).all()
    if not rows or rows[0].id != version_id:
        raise UnknownVersion(stored.id, version_id)
    if len(rows) == 1 or rows[0].action == ChangeKind.AUSGANGSFASSUNG:
        raise NotAllowed(NOTHING_BEFORE)
    return judge(session, stored, _whole(_cells(rows[1])), restoring=True)


def _cells(row: OfferVersion) -> dict[str, str]:
    cells: dict[str, str] = json.loads(row.cells)
    return cells


def _whole(cells: dict[str, str]) -> dict[str, str]:
    # Empty cells are not kept, and a column that came later was empty then.
    return {field.alias: cells.get(field.alias, "") for field in FIELDS}

"""What staff change by hand: a whole offer, its state, that it was checked. An import respects the last two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import Engine, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from offer_db.cells import fingerprint
from offer_db.constraints import constraint_name, explain
from offer_db.database import reading, writing
from offer_db.errors import NotAllowed, UnknownOffer
from offer_db.history import write_offers
from offer_db.identifying import suggest_id
from offer_db.judging import NOT_YET, judge, may_be_published, refused
from offer_db.loading import load_offers
from offer_db.meaning import SentenceEncoder
from offer_db.merging import CellError
from offer_db.models import Offer as OfferRow
from offer_db.records import Offer
from offer_db.vocabulary import ChangeKind, State

COMMAND_LINE: Final = "Befehlszeile"
TAKEN: Final = "Diese Kennung hat schon ein anderes Angebot."
CHANGED_MEANWHILE: Final = (
    "Jemand hat das Angebot inzwischen geändert. Bitte neu laden und die eigene Änderung noch einmal eintragen."
)


def edit_offer(
    engine: Engine,
    offer_id: str | None,
    cells: Mapping[str, str],
    by: str,
    encoder: SentenceEncoder | None = None,
    *,
    known: str = "",
) -> Offer:
    """Stores what a person typed, and the version it makes; nothing typed anew changes nothing.

    Args:
        engine: of a migrated database.
        offer_id: which offer; None makes a new one. Without an id among the cells it gets one from its title.
        cells: by English alias, as in a file; what is missing stays as it is.
        by: who changes it.
        encoder: computes the meaning now; None leaves that to the first search.
        known: `offer_db.cells.fingerprint` of the offer the person saw; "" does not compare.

    Returns:
        the offer as it is stored now.

    Raises:
        UnknownOffer: no offer has this id.
        EditRefused: every field that is wrong; the alias "" if somebody else was faster.
    """
    try:
        with writing(engine) as session:
            stored = load_for_change(session, offer_id, known) if offer_id is not None else None
            offer = _judged(session, stored, cells)
            if stored is None:
                write_offers(session, [offer], [], encoder, by=by, action=ChangeKind.ANGELEGT)
            elif offer != stored:
                write_offers(session, [], [(stored, offer)], encoder, by=by, action=ChangeKind.BEARBEITET)
            return offer
    except (IntegrityError, DataError) as error:
        # Two people may take the same id in the same moment.
        taken = constraint_name(error) == "pk_offer"
        raise refused([CellError("id", TAKEN) if taken else CellError("", explain(error))]) from error


def check_cells(engine: Engine, offer_id: str | None, cells: Mapping[str, str]) -> Offer:
    """The offer as `edit_offer` would store it, for a preview; writes nothing.

    Raises:
        UnknownOffer: no offer has this id.
        EditRefused: every field that is wrong.
    """
    with reading(engine) as session:
        return _judged(session, load_one(session, offer_id) if offer_id is not None else None, cells)


def set_state(engine: Engine, offer_id: str, state: State | str, by: str = COMMAND_LINE) -> None:
    """Publishes, pauses or ends an offer, or makes it a draft again.

    Raises:
        UnknownOffer: no offer has this id.
        NotAllowed: its source is doubtful and nobody has checked it, so it cannot be published.
    """

    def change(offer: Offer) -> Offer:
        wanted = State(state).value
        if not may_be_published(offer, wanted, offer.confidence, offer.verified_on is not None):
            raise NotAllowed(NOT_YET)
        return replace(offer, state=wanted)

    _change(engine, offer_id, change, by, ChangeKind.ZUSTAND)


def confirm(engine: Engine, offer_id: str, by: str, on: date) -> None:
    """Notes that a person checked every statement of the offer. It can be published then, but is not by itself.

    Args:
        engine: of a migrated database.
        offer_id: which offer.
        by: who checked; a role is enough ("Familienbüro").
        on: the day of checking.

    Raises:
        UnknownOffer: no offer has this id.
        NotAllowed: `by` is empty.
    """
    who = by.strip()
    _change(engine, offer_id, lambda offer: replace(offer, verified_on=on, verified_by=who), by, ChangeKind.GEPRUEFT)


def load_one(session: Session, offer_id: str) -> Offer:
    """The stored offer.

    Raises:
        UnknownOffer: no offer has this id.
    """
    stored = load_offers(session, [offer_id]).get(offer_id)
    if stored is None:
        raise UnknownOffer(offer_id)
    return stored


def load_for_change(session: Session, offer_id: str, known: str = "") -> Offer:
    """The same, and nobody else changes it before this transaction ends (SQLite has one writer anyway).

    Raises:
        UnknownOffer: no offer has this id.
        EditRefused: `known` is a fingerprint, and the offer has another by now; the alias is "".
    """
    session.execute(select(OfferRow.id).where(OfferRow.id == offer_id).with_for_update())
    stored = load_one(session, offer_id)
    if known and known != fingerprint(stored):
        raise refused([CellError("", CHANGED_MEANWHILE)])
    return stored


def _judged(session: Session, stored: Offer | None, cells: Mapping[str, str]) -> Offer:
    if stored is not None:
        return judge(session, stored, cells)
    with_id = dict(cells)
    wanted = next((cell.strip() for name, cell in cells.items() if name in ("id", "kennung") and cell.strip()), "")
    if not wanted:
        with_id.pop("kennung", None)
        with_id["id"] = suggest_id(session, cells.get("title", cells.get("titel", "")))
    offer = judge(session, None, with_id)
    if session.scalar(select(OfferRow.id).where(OfferRow.id == offer.id)) is not None:
        raise refused([CellError("id", TAKEN)])
    return offer


def _change(engine: Engine, offer_id: str, change: Callable[[Offer], Offer], by: str, action: ChangeKind) -> None:
    with explained(), writing(engine) as session:
        stored = load_for_change(session, offer_id)
        offer = change(stored)
        if offer != stored:
            write_offers(session, [], [(stored, offer)], None, by=by, action=action)


@contextmanager
def explained() -> Iterator[None]:
    """Turns a broken rule of the database into its German sentence (`NotAllowed`)."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise NotAllowed(explain(error)) from error

"""The small changes staff make by hand: publish, pause, end, confirm. An import respects them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, update
from sqlalchemy.exc import DataError, IntegrityError

from offer_db.constraints import explain
from offer_db.database import writing
from offer_db.errors import NotAllowed, UnknownOffer
from offer_db.models import Offer as OfferRow
from offer_db.vocabulary import State


def set_state(engine: Engine, offer_id: str, state: State) -> None:
    """Publishes, pauses or ends an offer, or makes it a draft again.

    Raises:
        UnknownOffer: no offer has this id.
    """
    _change(engine, offer_id, state=str(state))


def confirm(engine: Engine, offer_id: str, by: str, on: date) -> None:
    """Notes that a person checked every statement of the offer.

    Args:
        engine: of a migrated database.
        offer_id: which offer.
        by: who checked; a role is enough ("Familienbüro").
        on: the day of checking.

    Raises:
        UnknownOffer: no offer has this id.
        NotAllowed: `by` is empty.
    """
    _change(engine, offer_id, verified_on=on, verified_by=by.strip())


def _change(engine: Engine, offer_id: str, **values: Any) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        with writing(engine) as session:
            ids = session.scalars(
                update(OfferRow).where(OfferRow.id == offer_id).values(**values, updated_at=now).returning(OfferRow.id)
            ).all()
    except (IntegrityError, DataError) as error:
        raise NotAllowed(explain(error)) from error
    if not ids:
        raise UnknownOffer(offer_id)

"""Writes offers together with the version each change makes, so that nothing is changed without a trace."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from offer_db.cells import cells_of
from offer_db.meaning import SentenceEncoder
from offer_db.models import Offer as OfferRow
from offer_db.models import OfferVersion
from offer_db.records import Offer
from offer_db.storing import save_offers
from offer_db.vectors import content_hash, remove_orphans
from offer_db.vocabulary import ChangeKind

LONGEST_NAME: Final = 200


def write_offers(
    session: Session,
    new: Sequence[Offer],
    changed: Sequence[tuple[Offer, Offer]],
    encoder: SentenceEncoder | None,
    *,
    by: str,
    action: ChangeKind,
) -> None:
    """Stores offers and one version for each.

    Args:
        session: inside a transaction.
        new: offers whose id is not stored yet.
        changed: what is stored, and what replaces it.
        encoder: computes the meaning now; None leaves that to the first search.
        by: who changes them; a role or a file name is enough.
        action: how the change came about.

    Raises:
        sqlalchemy.exc.IntegrityError: a rule of the database is broken, see `offer_db.constraints.explain`.
    """
    _keep_what_was(session, [old for old, _ in changed])
    after = [offer for _, offer in changed]
    save_offers(session, new, after, encoder)
    _add(session, new, by, ChangeKind.ANGELEGT if action is not ChangeKind.IMPORTIERT else action)
    _add(session, after, by, action)
    if any(_text(old) != _text(offer) for old, offer in changed):
        remove_orphans(session)


def dump(cells: Mapping[str, str]) -> str:
    """Cells as they stand in the table: what is empty is left out."""
    return json.dumps({alias: cell for alias, cell in cells.items() if cell}, ensure_ascii=False, sort_keys=True)


def _keep_what_was(session: Session, offers: Sequence[Offer]) -> None:
    # Offers from before there was a history, and those whose provider was changed at another offer, have no version of
    # what is about to be replaced. It is written down now, so that every difference can be shown and undone.
    if not offers:
        return
    ids = [offer.id for offer in offers]
    newest = select(func.max(OfferVersion.id)).where(OfferVersion.offer_id.in_(ids)).group_by(OfferVersion.offer_id)
    rows = session.execute(select(OfferVersion.offer_id, OfferVersion.cells).where(OfferVersion.id.in_(newest)))
    known = {row.offer_id: row.cells for row in rows}
    updated = {
        row.id: row.updated_at
        for row in session.execute(select(OfferRow.id, OfferRow.updated_at).where(OfferRow.id.in_(ids)))
    }
    unknown = [
        {"offer_id": offer.id, "at": updated[offer.id], "by": "", "action": ChangeKind.AUSGANGSFASSUNG, "cells": cells}
        for offer in offers
        if known.get(offer.id) != (cells := dump(cells_of(offer)))
    ]
    if unknown:
        session.execute(insert(OfferVersion), unknown)


def _add(session: Session, offers: Sequence[Offer], by: str, action: ChangeKind) -> None:
    if not offers:
        return
    now = datetime.now(UTC).replace(tzinfo=None)
    who = by.strip()[:LONGEST_NAME]
    session.execute(
        insert(OfferVersion),
        [
            {"offer_id": offer.id, "at": now, "by": who, "action": action, "cells": dump(cells_of(offer))}
            for offer in offers
        ],
    )


def _text(offer: Offer) -> str:
    return content_hash(offer.title, offer.description)

"""Writes offers as CSV, row by row, so that a spreadsheet opens it safely and an import of it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Engine, select

from offer_db.csvfile import BOM, line, neutralise
from offer_db.database import reading
from offer_db.fields import FIELDS, Field, show
from offer_db.loading import load_offers
from offer_db.models import Offer as OfferRow

CHUNK_ROWS: Final = 400


def export_csv(engine: Engine, fields: tuple[Field, ...] = FIELDS) -> Iterator[str]:
    """Yields the file in pieces of a few hundred rows: headings first, offers by id.

    German headings, semicolons and a BOM, as German spreadsheets expect it; formulas are neutralised.
    """
    yield BOM + line([field.heading for field in fields])
    last = ""
    while True:
        with reading(engine) as session:
            # Seeking by id instead of an open cursor: a slow download must not hold a transaction.
            ids = session.scalars(
                select(OfferRow.id).where(OfferRow.id > last).order_by(OfferRow.id).limit(CHUNK_ROWS)
            ).all()
            offers = load_offers(session, ids)
        if not ids:
            return
        last = ids[-1]
        yield "".join(line([neutralise(show(field.read(offer))) for field in fields]) for offer in offers.values())

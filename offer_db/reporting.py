"""Parents' notes that something about an offer is wrong, until staff have dealt with them: what, never who."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Engine, func, insert, select, update

from offer_db.database import reading, writing
from offer_db.errors import UnknownReport
from offer_db.models import Offer as OfferRow
from offer_db.models import OfferReport as ReportRow
from offer_db.records import OfferReport
from offer_db.vocabulary import ReportKind

LARGEST_ID: Final = 2**31 - 1
"""PostgreSQL's integer; a larger number fails there instead of matching nothing."""


def add_report(engine: Engine, offer_id: str, kind: str, on: date) -> bool:
    """Notes that something is wrong; a kind nobody knows counts as `sonstiges`. False if there is no such offer."""
    known = kind if kind in frozenset(ReportKind) else ReportKind.SONSTIGES
    with writing(engine) as session:
        if session.scalar(select(OfferRow.id).where(OfferRow.id == offer_id)) is None:
            return False
        session.execute(insert(ReportRow).values(offer_id=offer_id, kind=str(known), reported_on=on))
    return True


def open_reports(engine: Engine) -> tuple[OfferReport, ...]:
    """All notes nobody has dealt with, oldest first."""
    query = (
        select(ReportRow.id, ReportRow.offer_id, OfferRow.title, ReportRow.kind, ReportRow.reported_on)
        .join(OfferRow, OfferRow.id == ReportRow.offer_id)
        .where(ReportRow.resolved_on.is_(None))
        .order_by(ReportRow.reported_on, ReportRow.id)
    )
    with reading(engine) as session:
        return tuple(OfferReport(*row) for row in session.execute(query))


def resolve_report(engine: Engine, report_id: int, on: date) -> None:
    """Closes a note; one that is closed already keeps its day.

    Raises:
        UnknownReport: no note has this number.
    """
    if not 0 < report_id <= LARGEST_ID:
        raise UnknownReport(report_id)
    with writing(engine) as session:
        found = session.scalars(
            update(ReportRow)
            .where(ReportRow.id == report_id)
            .values(resolved_on=func.coalesce(ReportRow.resolved_on, on))
            .returning(ReportRow.id)
        ).all()
    if not found:
        raise UnknownReport(report_id)

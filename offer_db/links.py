"""How the web addresses of offers were reached the last time, and which are dead. Who visits them is not decided here.

A single failure proves little: servers are moved and refuse visitors for an hour. So an address counts as dead after it
failed for good on two different days, or once when a person asked for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, cast

from sqlalchemy import Engine, Table, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from offer_db.database import reading, writing
from offer_db.models import Contact, OfferLink
from offer_db.models import Offer as OfferRow
from offer_db.vocabulary import State

NAME_UNKNOWN: Final = "Den Namen gibt es nicht"
"""What `record` is told as the problem if no server has the name of the address."""
GONE: Final = frozenset({404, 410})
"""Statuses that say the page is gone; others (500, 403, 429) may be over tomorrow."""
DEAD_AFTER: Final = 2
"""Different days."""
LONGEST_PROBLEM: Final = 200


@dataclass(frozen=True)
class DeadLink:
    """A web address that leads nowhere, and an offer that names it; an address of two offers comes twice.

    Attributes:
        status: HTTP status of the last visit, None if no server answered.
        problem: what happened instead, in German; may be empty.
        checked_at: of the last visit, UTC without a zone.
    """

    offer_id: str
    title: str
    url: str
    status: int | None
    problem: str
    checked_at: datetime

    @property
    def reason(self) -> str:
        """Why it counts as dead, in a few German words."""
        return f"Antwort {self.status}" if self.status is not None else self.problem


def due(engine: Engine, before: datetime) -> tuple[str, ...]:
    """Web addresses of offers that did not end, never visited or not since `before`; longest ago first."""
    found = (
        select(Contact.url, OfferLink.checked_at)
        .join(OfferRow, OfferRow.id == Contact.offer_id)
        .outerjoin(OfferLink, OfferLink.url == Contact.url)
        .where(
            Contact.url != "",
            OfferRow.state != State.BEENDET,
            or_(OfferLink.checked_at.is_(None), OfferLink.checked_at < _utc(before)),
        )
        .distinct()
    )
    with reading(engine) as session:
        rows = session.execute(found).all()
    return tuple(row.url for row in sorted(rows, key=lambda row: (row.checked_at or datetime.min, row.url)))


def record(
    engine: Engine, url: str, status: int | None, problem: str, at: datetime, *, on_demand: bool = False
) -> bool:
    """Notes how a visit went.

    Args:
        engine: of a migrated database.
        url: the address as it stands at the offer.
        status: HTTP status after all redirections, None if no server answered.
        problem: what happened instead, in German; `NAME_UNKNOWN` counts as a failure for good.
        at: when; without a zone it is UTC.
        on_demand: a person asked for this visit, so one failure for good is enough.

    Returns:
        True if the address counts as dead now.
    """
    moment = _utc(at)
    with writing(engine) as session:
        known = session.get(OfferLink, _key(url))
        failures, failed_on = _failures(known, status, problem, moment.date(), on_demand)
        values = {
            "url": url,
            "checked_at": moment,
            "status": status,
            "problem": problem[:LONGEST_PROBLEM],
            "failures": failures,
            "failed_on": failed_on,
        }
        # Somebody may ask for the same address while the schedule visits it.
        table = cast(Table, OfferLink.__table__)
        insert = sqlite.insert(table) if engine.dialect.name == "sqlite" else postgresql.insert(table)
        session.execute(
            insert.values(key=_key(url), **values).on_conflict_do_update(index_elements=["key"], set_=values)
        )
        _forget_unused(session)
    return failures >= DEAD_AFTER


def dead(engine: Engine) -> tuple[DeadLink, ...]:
    """All dead addresses of offers that did not end, by title."""
    query = (
        select(
            OfferRow.id,
            OfferRow.title,
            OfferLink.url,
            OfferLink.status,
            OfferLink.problem,
            OfferLink.checked_at,
        )
        .join(Contact, Contact.url == OfferLink.url)
        .join(OfferRow, OfferRow.id == Contact.offer_id)
        .where(OfferLink.failures >= DEAD_AFTER, OfferRow.state != State.BEENDET)
        .order_by(OfferRow.title_sorted, OfferRow.id)
    )
    with reading(engine) as session:
        return tuple(DeadLink(*row) for row in session.execute(query))


def is_gone(status: int | None, problem: str) -> bool:
    """The visit says that there is nothing any more, not only that it did not work today."""
    return status in GONE or (status is None and problem == NAME_UNKNOWN)


def _failures(
    known: OfferLink | None, status: int | None, problem: str, today: date, on_demand: bool
) -> tuple[int, date | None]:
    before, failed_on = (known.failures, known.failed_on) if known else (0, None)
    if not is_gone(status, problem):
        # Reached: all is well. Not reached, but not gone either: that proves nothing in either direction.
        reached = status is not None and status < 400
        return (0, None) if reached else (before, failed_on)
    failures = before if failed_on == today else before + 1
    return (max(failures, DEAD_AFTER) if on_demand else failures), today


def _forget_unused(session: Session) -> None:
    session.execute(delete(OfferLink).where(OfferLink.url.not_in(select(Contact.url).where(Contact.url != ""))))


def _key(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment

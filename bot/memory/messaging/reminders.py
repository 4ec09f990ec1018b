"""Reminders: kept sealed till they are due, then one message a person and week, once, however many machines ask."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from bot.memory.database import SECONDS_A_DAY, MemoryUnavailable
from bot.memory.messaging.counts import What, add
from bot.memory.messaging.mail import NOBODY_YET, add_parts
from bot.memory.messaging.records import PersonState
from bot.memory.messaging.sealing import Seal, SealBroken
from bot.memory.messaging.store import Store, upsert
from bot.memory.messaging.tables import MessengerPerson, Reminder

logger = logging.getLogger(__name__)

WEEK_SECONDS: Final = 7.0 * SECONDS_A_DAY
_SEALED: Final = ("chat", "step_id", "language", "details")


@dataclass(frozen=True)
class ReminderRow:
    """Something to be reminded of.

    Attributes:
        chat: address on the platform.
        step_id: of `offer_db.steps`.
        language: code.
        due_at: when it is wished for, in seconds since 1970.
        deadline_at: from then on it would be of no use; None: always of use.
        details: whatever the sentence needs, JSON.
    """

    id: int
    person_key: str
    platform: str
    chat: str
    step_id: str
    language: str
    due_at: float
    deadline_at: float | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


#: One person's reminders, the next due first, to one part's content; None: nothing is worth saying any more.
Compose = Callable[[Sequence[ReminderRow]], Mapping[str, Any] | None]


class Reminders(Store):
    """Keeps reminders, and makes parts of those that are due."""

    def __init__(self, url: str, seal: Seal) -> None:
        """See `Store`."""
        super().__init__(url)
        self._seal = seal

    def add(
        self,
        person_key: str,
        platform: str,
        *,
        chat: str,
        step_id: str,
        due_at: float,
        language: str,
        deadline_at: float | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> float | None:
        """Keeps a reminder, in the place of an earlier one of the same step; see `ReminderRow`.

        Returns:
            When it is sent at the earliest: `due_at`, or a week after the last one. None, and nothing is kept: that
            would be too late, so promise nothing.
        """
        earliest = self._earliest(person_key, due_at)
        if deadline_at is not None and earliest >= deadline_at:
            return None
        content = {"chat": chat, "step_id": step_id, "language": language, "details": dict(details or {})}
        with self._transaction() as connection:
            row = upsert(connection, Reminder).values(
                person_key=person_key,
                step_key=self._seal.key_of("step", person_key, step_id),
                platform=platform,
                content=self._seal.close(content),
                due_at=due_at,
                deadline_at=deadline_at,
            )
            newer = {name: row.excluded[name] for name in ("content", "due_at", "deadline_at")}
            connection.execute(row.on_conflict_do_update(index_elements=["step_key"], set_=newer))
        return earliest

    def of(self, person_key: str) -> Sequence[ReminderRow]:
        """All of a person, the next due first."""
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(Reminder.__table__).where(Reminder.person_key == person_key).order_by(*_ORDER)
            )
            return self._opened(rows.all())

    def stop(self, person_key: str, step_id: str | None = None) -> int:
        """Deletes all of a person, or that one; returns how many."""
        which = Reminder.person_key == person_key
        if step_id is not None:
            which = Reminder.step_key == self._seal.key_of("step", person_key, step_id)
        person = MessengerPerson
        with self._transaction() as connection:
            # the person first, like `claim_due`: both want several rows, and would wait for each other
            locked = sa.update(person).where(person.person_key == person_key)
            connection.execute(locked.values(claim_number=person.claim_number))
            return int(connection.execute(sa.delete(Reminder).where(which)).rowcount)

    def claim_due(
        self,
        now: float,
        compose: Compose,
        *,
        platforms: Collection[str] | None = None,
        week: float = WEEK_SECONDS,
    ) -> int:
        """Makes one part of all that a person wants to be reminded of now or within a week, and deletes the reminders.

        Nobody is reminded twice within a week: what was added meanwhile waits (`add` refuses what cannot). Each person
        is a transaction of its own: after a crash the rest is still there, and what was made is not made again.

        Args:
            compose: pure; a person for whom it fails is skipped, and the failure raised when all others have theirs.
            platforms: only people of these; None: all.
            week: seconds that lie between two reminders at least.

        Returns:
            How many people have a part now; they are due.
        """
        made, failure = 0, None
        for person_key, platform in self._due(now, platforms, week):
            try:
                made += self._make_part(person_key, platform, now, week, compose)
            except MemoryUnavailable:
                raise
            except Exception as error:  # one sentence that cannot be made must not keep all other families waiting
                failure = failure or error
        if failure:
            raise failure
        return made

    def _earliest(self, person_key: str, due_at: float) -> float:
        with self._reading() as connection:
            last = connection.scalar(
                sa.select(MessengerPerson.reminded_at).where(MessengerPerson.person_key == person_key)
            )
        return due_at if last is None else max(due_at, last + WEEK_SECONDS)

    def _due(self, now: float, platforms: Collection[str] | None, week: float) -> Sequence[tuple[str, str]]:
        person = MessengerPerson
        rested = sa.or_(person.reminded_at.is_(None), person.reminded_at <= now - week)
        query = (
            sa.select(Reminder.person_key, sa.func.min(Reminder.platform))
            .outerjoin(person, person.person_key == Reminder.person_key)
            .where(Reminder.due_at <= now, rested)
            .group_by(Reminder.person_key)
            .order_by(sa.func.min(Reminder.due_at))
        )
        if platforms is not None:
            query = query.where(Reminder.platform.in_(list(platforms)))
        with self._reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]

    def _make_part(self, person_key: str, platform: str, now: float, week: float, compose: Compose) -> bool:
        person = MessengerPerson
        with self._transaction() as connection:
            # the person's row first, made if it has expired meanwhile: another machine waits here, and then sees
            new = upsert(connection, person).values(
                person_key=person_key, platform=platform, heard_at=0.0, **NOBODY_YET
            )
            locked = new.on_conflict_do_update(index_elements=["person_key"], set_={"platform": platform})
            row = connection.execute(locked.returning(person.state, person.reminded_at)).one()
            if row.reminded_at is not None and row.reminded_at > now - week:
                return False
            soon = sa.select(Reminder.__table__).where(Reminder.person_key == person_key, Reminder.due_at <= now + week)
            found = connection.execute(soon.order_by(*_ORDER).with_for_update()).all()
            if not found or found[0].due_at > now:
                return False
            reminders = self._opened(found)
            content = compose(reminders) if reminders else None
            connection.execute(sa.delete(Reminder).where(Reminder.id.in_([one.id for one in found])))
            if content is not None:
                due: dict[str, Any] = {"reminded_at": now, "due_at": sa.func.coalesce(person.due_at, now)}
                known = {} if row.state else {"state": self._state_of(reminders[0])}
                connection.execute(sa.update(person).where(person.person_key == person_key).values({**due, **known}))
                add_parts(connection, person_key, platform, [self._seal.close(content)], now)
            if lost := len(found) - len(reminders):
                add(connection, platform, What.UNREADABLE, now, lost)
            return content is not None

    def _state_of(self, reminder: ReminderRow) -> bytes:
        """Of a person who was not heard of for so long that only their reminder was kept."""
        return self._seal.close(PersonState(chat=reminder.chat, language=reminder.language).to_json())

    def _opened(self, rows: Sequence[sa.Row[Any]]) -> list[ReminderRow]:
        opened = []
        for row in rows:
            try:
                content = self._seal.open(row.content)
            except SealBroken:
                logger.error("A reminder was sealed with another secret")
                continue
            sealed = {name: content[name] for name in _SEALED}
            times = {"due_at": row.due_at, "deadline_at": row.deadline_at}
            opened.append(ReminderRow(id=row.id, person_key=row.person_key, platform=row.platform, **sealed, **times))
        return opened


_ORDER: Final = (Reminder.due_at, Reminder.id)

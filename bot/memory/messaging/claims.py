"""Who works for whom: a person is claimed for a while, so that their letters are answered in order and once.

A claim ends by itself: if a gateway is killed, another one, or the same one started again, goes on.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from bot.memory.messaging.records import Claimed
from bot.memory.messaging.store import Store, now_or
from bot.memory.messaging.tables import MessengerLease, MessengerLetter, MessengerPart, MessengerPerson

_FREE = {"claimed_by": None, "claimed_until": 0.0}


class Claims(Store):
    """Claims of persons."""

    def claim(
        self, holder: str, seconds: float, now: float | None = None, platforms: Collection[str] | None = None
    ) -> Claimed | None:
        """Somebody with something due whom nobody works for, due longest first; None: there is nobody.

        Args:
            holder: name of the worker, for the log of an operator.
            seconds: the claim ends then, unless it is renewed.
            platforms: only people of these; None: all.
        """
        person, moment = MessengerPerson, now_or(now)
        free = sa.select(person.person_key).where(person.due_at <= moment, person.claimed_until <= moment)
        if platforms is not None:
            free = free.where(person.platform.in_(list(platforms)))
        next_one = free.order_by(person.due_at).limit(1).with_for_update(skip_locked=True).scalar_subquery()
        claiming = (
            sa.update(person)
            .where(person.person_key == next_one)
            .values(claimed_by=holder, claimed_until=moment + seconds, claim_number=person.claim_number + 1)
            .returning(person.person_key, person.platform, person.claim_number)
        )
        with self._transaction() as connection:
            row = connection.execute(claiming).first()
        return Claimed(row.person_key, row.platform, holder, row.claim_number, moment + seconds) if row else None

    def renew(self, claimed: Claimed, seconds: float, now: float | None = None) -> bool:
        """Holds the claim for `seconds` from now; False: somebody else has it, or the person is forgotten."""
        with self._transaction() as connection:
            renewed = connection.execute(_of(claimed).values(claimed_until=now_or(now) + seconds))
            return bool(renewed.rowcount)

    def postpone(self, claimed: Claimed, until: float, *, firm: bool = False) -> None:
        """Gives the claim back; the person is due again at `until`, in seconds since 1970.

        Args:
            firm: the platform said when to come back. Else a new letter makes the person due at once: it was we who
                chose to wait, and things may go well again.
        """
        waiting = _of(claimed).values(due_at=until, not_before=until if firm else 0.0, **_FREE)
        with self._transaction() as connection:
            connection.execute(waiting)

    def release(self, claimed: Claimed, now: float | None = None) -> None:
        """Gives the claim back; due again at once if anything is left. Somebody else's claim stays."""
        person, key = MessengerPerson, claimed.person_key
        with self._transaction() as connection:
            # the row first: a letter that arrives from here on waits for us, and then says itself that it is due
            row = connection.execute(_of(claimed).values(**_FREE).returning(person.leaving)).first()
            if row is None:
                return
            letters = sa.select(MessengerLetter.id).where(MessengerLetter.person_key == key)
            parts = sa.select(MessengerPart.id).where(MessengerPart.person_key == key)
            if connection.execute(letters.limit(1)).first() or connection.execute(parts.limit(1)).first():
                due = {"due_at": now_or(now), "not_before": 0.0}
                connection.execute(sa.update(person).where(person.person_key == key).values(**due))
            elif row.leaving:
                connection.execute(sa.delete(person).where(person.person_key == key))
            else:
                connection.execute(sa.update(person).where(person.person_key == key).values(due_at=None))

    def release_all(self) -> None:
        """At the start of the only gateway: whoever held a claim or a lease is gone. Not where several gateways run."""
        with self._transaction() as connection:
            connection.execute(sa.update(MessengerPerson).where(MessengerPerson.claimed_until > 0).values(**_FREE))
            # else whoever fetches updates would wait, and with it every family, until the lease has run out
            connection.execute(sa.delete(MessengerLease))


def _of(claimed: Claimed) -> sa.Update:
    """Changes the claimed person's row, if the claim still is the last one."""
    return sa.update(MessengerPerson).where(
        MessengerPerson.person_key == claimed.person_key,
        MessengerPerson.claimed_by == claimed.holder,
        MessengerPerson.claim_number == claimed.number,
    )

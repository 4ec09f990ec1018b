"""Which of several gateways does what only one may do, e.g. fetch the updates of a platform."""

from __future__ import annotations

import sqlalchemy as sa

from bot.memory.messaging.store import Store, now_or, upsert
from bot.memory.messaging.tables import MessengerLease


class Lease(Store):
    """A right that ends by itself; the clocks of the machines may differ by less than it is held for."""

    def hold(self, name: str, holder: str, seconds: float, now: float | None = None) -> bool:
        """Takes or renews it.

        Args:
            name: of the right, e.g. "telegram".
            holder: of this gateway, different from every other's.
            seconds: from now on; renew it well before they are over.

        Returns:
            Whether `holder` has it.
        """
        moment = now_or(now)
        with self._transaction() as connection:
            row = upsert(connection, MessengerLease).values(name=name, holder=holder, until=moment + seconds)
            taken = row.on_conflict_do_update(
                index_elements=["name"],
                set_={"holder": row.excluded.holder, "until": row.excluded.until},
                where=sa.or_(MessengerLease.holder == row.excluded.holder, MessengerLease.until <= moment),
            ).returning(MessengerLease.holder)
            return connection.scalar(taken) is not None

    def give_back(self, name: str, holder: str) -> None:
        """At the end of a gateway: the next one need not wait. Another's right stays."""
        with self._transaction() as connection:
            connection.execute(
                sa.delete(MessengerLease).where(MessengerLease.name == name, MessengerLease.holder == holder)
            )

"""Codes that carry a situation from one channel to another: short to type, ten minutes, once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from bot.memory.messaging.forgetting import forget_codes
from bot.memory.messaging.sealing import Seal
from bot.memory.messaging.store import Store, now_or, upsert
from bot.memory.messaging.tables import HandoverCode

MINUTES: Final = 10
CHARACTERS: Final = 8
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L, which look alike. 31⁸ codes: with a limit on tries, none is guessed in ten minutes."""


def read(typed: str) -> str | None:
    """A code as it is stored, from how people type it; None if it cannot be one.

    >>> read(" abcd-efgh "), read("ABCD EFGH"), read("ABCD")
    ('ABCDEFGH', 'ABCDEFGH', None)
    """
    code = "".join(character for character in typed.upper() if not (character.isspace() or character in "-‐‑–—"))
    return code if len(code) == CHARACTERS and set(code) <= set(ALPHABET) else None


@dataclass(frozen=True)
class Redeemed:
    """A code that was good.

    Attributes:
        sender_id: of the conversation it was made for.
        expires_at: when it would have ended, in seconds since 1970.
    """

    sender_id: str
    expires_at: float


class Codes(Store):
    """Makes and redeems codes; of a code only its keyed hash is kept."""

    def __init__(self, url: str, seal: Seal) -> None:
        """See `Store`."""
        super().__init__(url)
        self._seal = seal

    def make(self, sender_id: str, now: float | None = None) -> str:
        """A code for a conversation, "ABCD-EFGH"; the one it had before is good for nothing now."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))
        with self._transaction() as connection:
            row = upsert(connection, HandoverCode).values(
                code_key=self._key(code), sender_id=sender_id, expires_at=now_or(now) + MINUTES * 60
            )
            connection.execute(
                row.on_conflict_do_update(
                    index_elements=["sender_id"],
                    set_={"code_key": row.excluded.code_key, "expires_at": row.excluded.expires_at},
                )
            )
        return f"{code[: CHARACTERS // 2]}-{code[CHARACTERS // 2 :]}"

    def is_good(self, code: str, now: float | None = None) -> bool:
        """Whether it could be redeemed just now; it stays as it is."""
        plain = read(code)
        if plain is None:
            return False
        with self._reading() as connection:
            return connection.scalar(sa.select(HandoverCode.code_key).where(self._is(plain, now))) is not None

    def redeem(self, code: str, now: float | None = None) -> Redeemed | None:
        """The conversation it was made for; it is used up by that. None: unknown, used, replaced or too old."""
        plain = read(code)
        if plain is None:
            return None
        used = sa.delete(HandoverCode).where(self._is(plain, now))
        with self._transaction() as connection:
            row = connection.execute(used.returning(HandoverCode.sender_id, HandoverCode.expires_at)).first()
        return Redeemed(row.sender_id, row.expires_at) if row else None

    def give_back(self, code: str, redeemed: Redeemed) -> None:
        """Makes a redeemed code good again, for as long as it was to be: what it was for could not be done.

        A newer one stays.
        """
        with self._transaction() as connection:
            row = upsert(connection, HandoverCode).values(
                code_key=self._key(read(code) or ""), sender_id=redeemed.sender_id, expires_at=redeemed.expires_at
            )
            connection.execute(row.on_conflict_do_nothing())

    def forget(self, sender_id: str) -> None:
        """The code of a conversation that was deleted."""
        with self._transaction() as connection:
            forget_codes(connection, sender_id)

    def _is(self, plain: str, now: float | None) -> sa.ColumnElement[bool]:
        return sa.and_(HandoverCode.code_key == self._key(plain), HandoverCode.expires_at > now_or(now))

    def _key(self, code: str) -> str:
        return self._seal.key_of("handover code", code)

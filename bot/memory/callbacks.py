"""Wishes to be called back: the one place where a parent's telephone number is kept, and only after their consent.

One wish a conversation. It goes when staff have called, when the parents delete their data, or when its time is over;
nothing of it is left then, not even that there was one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.memory.database import SECONDS_A_DAY, Base, deletion, open_engine, transaction
from bot.memory.mask_contacts import PHONE
from bot.memory.masking import mask
from offer_db.telephone import Found

LONGEST_NOTE: Final = 200
_EDGES: Final = " \n,;.:-–/"


class CallbackRequest(Base):
    """One open wish; a row that is done is a row that is gone."""

    __tablename__ = "callback_request"
    # an id is never given twice: "--erledigt 7" must not delete a later family's wish
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    sender_id: Mapped[str] = mapped_column(sa.String(64), unique=True, index=True)
    phone: Mapped[str] = mapped_column(sa.String(40))
    note: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE))
    language: Mapped[str] = mapped_column(sa.String(16))
    created_at: Mapped[float] = mapped_column(sa.Float(53), index=True)  # seconds since 1970


@dataclass(frozen=True)
class Callback:
    """A wish as staff see it.

    Attributes:
        id: what `CallbackBook.done` takes.
        phone: as in `offer_db.telephone.Found`.
        note: the masked rest of the message, e.g. "ab 16 Uhr"; may be empty.
        language: code of the language the family writes, e.g. "de".
        created_at: seconds since 1970.
    """

    id: int
    phone: str
    note: str
    language: str
    created_at: float


class CallbackBook:
    """Reads and writes the wishes; safe to use from several threads and processes."""

    def __init__(self, url: str) -> None:
        """Connects once, so that a missing table is known at start.

        Raises:
            MemoryUnavailable: no connection, or the tables are missing (run the migrations first).
        """
        self._engine = open_engine(url)
        with transaction(self._engine) as connection:
            connection.execute(sa.select(CallbackRequest.id).limit(1))

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    def add(self, sender_id: str, phone: str, note: str, language: str) -> None:
        """Keeps a wish; it takes the place of an earlier one of the same conversation.

        Raises:
            MemoryUnavailable: it was not kept; an earlier wish still stands.
        """
        with transaction(self._engine) as connection:
            connection.execute(sa.delete(CallbackRequest).where(CallbackRequest.sender_id == sender_id))
            connection.execute(
                sa.insert(CallbackRequest).values(
                    sender_id=sender_id,
                    phone=phone,
                    note=note[:LONGEST_NOTE],
                    language=language,
                    created_at=time.time(),
                )
            )

    def open(self) -> Sequence[Callback]:
        """All wishes, the longest waiting first."""
        columns = [getattr(CallbackRequest, name) for name in Callback.__dataclass_fields__]
        with transaction(self._engine) as connection:
            rows = connection.execute(sa.select(*columns).order_by(CallbackRequest.created_at, CallbackRequest.id))
            return [Callback(*row) for row in rows]

    def done(self, callback_id: int) -> bool:
        """Deletes a wish that was fulfilled; False if there is none with this id."""
        return self._delete(CallbackRequest.id == callback_id) > 0

    def delete_of(self, sender_id: str) -> bool:
        """Deletes the wish of a conversation; False if there was none."""
        return self._delete(CallbackRequest.sender_id == sender_id) > 0

    def delete_expired(self, days: float) -> int:
        """Deletes every wish that is older than `days`; returns how many."""
        return self._delete(CallbackRequest.created_at < time.time() - days * SECONDS_A_DAY)

    def _delete(self, which: sa.ColumnElement[bool]) -> int:
        with deletion(self._engine) as connection:
            return int(connection.execute(sa.delete(CallbackRequest).where(which)).rowcount)


def note_beside(text: str, found: Found) -> str:
    """What a message says besides the number, masked, at most `LONGEST_NOTE` characters: "ab 16 Uhr"."""
    before, after = text[: found.start], text[found.end :]
    alone = not (before.strip(_EDGES) and after.strip(_EDGES))
    rest = mask(before + ("" if alone else PHONE) + after).strip(_EDGES)
    return rest[:LONGEST_NOTE].rstrip()

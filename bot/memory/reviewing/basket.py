"""The basket of corrections: what messages should have been understood as, until a model has learned it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from bot.memory.database import transaction
from bot.memory.reviewing.tables import Correction

OPEN: Final = "offen"
TAKEN_OVER: Final = "uebernommen"


@dataclass(frozen=True)
class Right:
    """What would have been right; None wherever the understanding was right already.

    Attributes:
        intent: a need, an act of the conversation, or `krise_…`.
        second_need: only together with a need as intent.
        ages: of the children, closed ranges of months; an empty tuple means no child.
        place_key: of the municipality; "" means that none was named.
    """

    intent: str | None = None
    second_need: str | None = None
    ages: tuple[tuple[int, int], ...] | None = None
    place_key: str | None = None


@dataclass(frozen=True)
class CorrectionRow:
    """A correction; `at` in seconds since 1970, `state` is `OPEN` or `TAKEN_OVER`."""

    id: int
    sender_id: str
    position: int
    sentence: str
    understood: Mapping[str, Any]
    right: Right
    who: str
    at: float
    state: str


class Basket:
    """Reads and writes corrections; may be shared between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        """`engine`: of the conversations, migrated."""
        self._engine = engine

    def put(
        self, sender_id: str, position: int, sentence: str, understood: Mapping[str, Any], right: Right, who: str
    ) -> int:
        """Puts a correction in, in place of an earlier one of the same message; returns its id.

        Raises:
            MemoryUnavailable: nothing was written, e.g. because the conversation was deleted meanwhile.
        """
        row = {
            "sender_id": sender_id,
            "position": position,
            "sentence": sentence,
            "understood": json.dumps(dict(understood), ensure_ascii=False),
            "intent": right.intent,
            "second_need": right.second_need,
            "ages": None if right.ages is None else json.dumps([list(ages) for ages in right.ages]),
            "place_key": right.place_key,
            "who": who,
            "at": time.time(),
            "state": OPEN,
        }
        with transaction(self._engine) as connection:
            connection.execute(
                sa.delete(Correction).where(Correction.sender_id == sender_id, Correction.position == position)
            )
            made = connection.execute(sa.insert(Correction).values(**row).returning(Correction.id))
            return int(made.scalar_one())

    def open(self) -> Sequence[CorrectionRow]:
        """What no model has learned yet, the newest first."""
        return self._rows(Correction.state == OPEN)

    def some(self, ids: Iterable[int]) -> Sequence[CorrectionRow]:
        """These, as far as they are still there."""
        return self._rows(Correction.id.in_(list(ids)))

    def of_message(self, sender_id: str, position: int) -> CorrectionRow | None:
        """The correction of one message."""
        rows = self._rows((Correction.sender_id == sender_id) & (Correction.position == position))
        return rows[0] if rows else None

    def remove(self, correction_id: int) -> bool:
        """Takes one out; False if it was not there, or a model has learned it meanwhile."""
        removal = sa.delete(Correction).where(Correction.id == correction_id, Correction.state == OPEN)
        with transaction(self._engine) as connection:
            return bool(connection.execute(removal).rowcount)

    def mark(self, ids: Iterable[int], state: str) -> None:
        """Gives these the state `OPEN` or `TAKEN_OVER`."""
        with transaction(self._engine) as connection:
            connection.execute(sa.update(Correction).where(Correction.id.in_(list(ids))).values(state=state))

    def _rows(self, condition: sa.ColumnElement[bool]) -> Sequence[CorrectionRow]:
        query = sa.select(Correction.__table__).where(condition).order_by(Correction.id.desc())
        with transaction(self._engine) as connection:
            return [_row(row) for row in connection.execute(query)]


def corrections_of(engine: sa.Engine, sender_id: str) -> dict[int, CorrectionRow]:
    """All corrections of one conversation, by the position of the message."""
    rows = Basket(engine)._rows(Correction.sender_id == sender_id)
    return {row.position: row for row in rows}


def _row(row: Any) -> CorrectionRow:
    ages = None if row.ages is None else tuple((int(first), int(last)) for first, last in json.loads(row.ages))
    return CorrectionRow(
        row.id,
        row.sender_id,
        row.position,
        row.sentence,
        json.loads(row.understood),
        Right(row.intent, row.second_need, ages, row.place_key),
        row.who,
        row.at,
        row.state,
    )

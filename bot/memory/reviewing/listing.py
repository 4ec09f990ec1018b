"""The list of conversations: filters that combine, and pages that cost the same wherever they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from bot.memory.conversations import Conversation
from bot.memory.database import storable, transaction
from bot.memory.reviewing.filtering import LOW_CONFIDENCE as LOW_CONFIDENCE  # whoever filters finds its limit here
from bot.memory.reviewing.filtering import Filters as Filters
from bot.memory.reviewing.filtering import conditions
from bot.memory.reviewing.rows import ConversationRow as ConversationRow
from bot.memory.reviewing.rows import read_rows
from bot.memory.reviewing.summary import FactKind
from bot.memory.reviewing.tables import ConversationFact, ConversationTag

Cursor = str
"""A place in the list, for an address; `ConversationList.page` gives and takes it."""

COUNTED: Final = 1_000
"""More conversations are not counted: nobody reads them one by one, and counting all costs time."""
MOST_ROWS: Final = 200
_SEPARATOR: Final = "~"
_ORDER: Final = (Conversation.updated_at, Conversation.sender_id)


@dataclass(frozen=True)
class ListPage:
    """One page.

    Attributes:
        rows: newest first.
        newer: what `after` takes to go on with newer ones; None at the newest.
        older: what `before` takes to go on with older ones; None at the oldest.
        total: how many fulfil the filters, at most `COUNTED`.
        capped: there are more than `total`.
    """

    rows: tuple[ConversationRow, ...]
    newer: Cursor | None
    older: Cursor | None
    total: int
    capped: bool


@dataclass(frozen=True)
class Choices:
    """What there is to filter by, each in alphabetical order: channels, languages (codes), need, place and tag keys."""

    channels: tuple[str, ...]
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    places: tuple[str, ...]
    tags: tuple[str, ...]


class ConversationList:
    """Reads the list; safe to use from several threads."""

    def __init__(self, engine: sa.Engine) -> None:
        """Of the conversations; nothing is read yet."""
        self._engine = engine

    def page(
        self, filters: Filters, *, before: Cursor | None = None, after: Cursor | None = None, limit: int = 50
    ) -> ListPage:
        """One page: the newest, or those right `before` (older) or right `after` (newer) a cursor.

        A page is found by the last conversation of the one before, not by counting: none is left out or shown twice,
        except those that parents go on with meanwhile, which become the newest. A cursor that is none counts as none.

        Raises:
            MemoryUnavailable: the database cannot be read.
        """
        limit = max(1, min(MOST_ROWS, limit))
        wanted = conditions(filters)
        start = _place(after) or _place(before)
        upwards = _place(after) is not None
        with transaction(self._engine) as connection:
            # one more than shown tells whether the list goes on; behind the start, one look does
            found = _standing(connection, wanted, start, newer=upwards, limit=limit + 1)
            onward, shown = len(found) > limit, found[:limit]
            back = bool(start and shown and _standing(connection, wanted, _of(shown[0]), newer=not upwards, limit=1))
            if upwards:
                shown = shown[::-1]
            total = _count(connection, wanted)
            rows = read_rows(connection, [row.sender_id for row in shown])
        newer, older = (onward, back) if upwards else (back, onward)
        return ListPage(
            rows,
            newer=_cursor(shown[0]) if newer else None,
            older=_cursor(shown[-1]) if older else None,
            total=min(total, COUNTED),
            capped=total > COUNTED,
        )

    def neighbours(self, filters: Filters, sender_id: str) -> tuple[str | None, str | None]:
        """The next newer and the next older conversation that fulfils the filters, whether this one does or not.

        Raises:
            MemoryUnavailable: the database cannot be read.
        """
        if not storable(sender_id):
            return None, None
        wanted = conditions(filters)
        with transaction(self._engine) as connection:
            own = connection.execute(sa.select(*_ORDER).where(Conversation.sender_id == sender_id)).first()
            if own is None:
                return None, None
            newer = _standing(connection, wanted, _of(own), newer=True, limit=1)
            older = _standing(connection, wanted, _of(own), newer=False, limit=1)
        return newer[0].sender_id if newer else None, older[0].sender_id if older else None

    def choices(self) -> Choices:
        """What the filters can be set to.

        Raises:
            MemoryUnavailable: the database cannot be read.
        """
        fact = ConversationFact.value
        with transaction(self._engine) as connection:
            return Choices(
                channels=_distinct(connection, Conversation.channel),
                languages=_distinct(connection, Conversation.language),
                needs=_distinct(connection, fact, ConversationFact.kind == FactKind.NEED),
                places=_distinct(connection, fact, ConversationFact.kind == FactKind.PLACE),
                tags=_distinct(connection, ConversationTag.tag),
            )


def _standing(
    connection: sa.Connection,
    wanted: Sequence[sa.ColumnElement[bool]],
    place: tuple[float, str] | None,
    *,
    newer: bool,
    limit: int,
) -> Sequence[sa.Row[float, str]]:
    """The conversations next to a place in the list, the nearest first."""
    statement = sa.select(*_ORDER).where(*wanted)
    if place:
        order, here = sa.tuple_(*_ORDER), sa.tuple_(*map(sa.literal, place))
        statement = statement.where(order > here if newer else order < here)
    direction = sa.asc if newer else sa.desc
    return connection.execute(statement.order_by(*map(direction, _ORDER)).limit(limit)).all()


def _count(connection: sa.Connection, wanted: Sequence[sa.ColumnElement[bool]]) -> int:
    some = sa.select(sa.literal(1)).select_from(Conversation).where(*wanted).limit(COUNTED + 1).subquery()
    return int(connection.scalar(sa.select(sa.func.count()).select_from(some)) or 0)


def _distinct(connection: sa.Connection, column: Any, *only: sa.ColumnElement[bool]) -> tuple[str, ...]:
    """The values of an indexed column, from one to the next larger; reading all rows would take long."""
    value = column.label("value")
    steps = sa.select(value).where(*only).order_by(column).limit(1).subquery().select().cte("steps", recursive=True)
    larger = sa.select(column).where(*only, column > steps.c.value).order_by(column).limit(1).scalar_subquery()
    steps = steps.union_all(sa.select(larger).where(steps.c.value.is_not(None)))
    return tuple(found for found in connection.scalars(sa.select(steps.c.value)) if found)


def _of(row: sa.Row[float, str]) -> tuple[float, str]:
    return float(row.updated_at), str(row.sender_id)


def _cursor(row: sa.Row[float, str]) -> Cursor:
    moment, sender_id = _of(row)
    return f"{moment!r}{_SEPARATOR}{sender_id}"


def _place(cursor: Cursor | None) -> tuple[float, str] | None:
    moment, separator, sender_id = (cursor or "").partition(_SEPARATOR)
    try:
        return (float(moment), sender_id) if separator and storable(sender_id) else None
    except ValueError:
        return None

"""The views of the list of conversations that somebody wants to come back to; each account has its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa

from bot.memory.database import transaction
from bot.memory.masking import mask
from bot.memory.reviewing.remarks import RemarkRefused
from bot.memory.reviewing.tables import SavedFilter

#: The field of the address with the words that were searched for.
WORDS: Final = "worte"
LONGEST_NAME: Final = 80
LONGEST_QUERY: Final = 2_000
MOST_FILTERS: Final = 30


@dataclass(frozen=True)
class SavedView:
    """A filter with a name.

    Attributes:
        id: of the row.
        name: what its button says.
        query: the part of the address behind the question mark; "" shows everything.
    """

    id: int
    name: str
    query: str


class SavedFilters:
    """Reads and writes saved filters; may be shared between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        """`engine`: of the conversations, migrated."""
        self._engine = engine

    def all(self, account_id: int) -> tuple[SavedView, ...]:
        """Those of one account, by name."""
        mine = sa.select(SavedFilter.id, SavedFilter.name, SavedFilter.query).where(
            SavedFilter.account_id == account_id
        )
        with transaction(self._engine) as connection:
            views = [SavedView(*row) for row in connection.execute(mine)]
        return tuple(sorted(views, key=lambda view: view.name.casefold()))

    def save(self, account_id: int, name: str, query: str) -> None:
        """Keeps a filter; one of the same name takes the new query. Its name and the words searched for are masked.

        Raises:
            RemarkRefused: no name, too long, or one too many. The message is German.
        """
        name = " ".join(name.split())
        if not name:
            raise RemarkRefused("Bitte geben Sie dem Filter einen Namen.")
        if len(name) > LONGEST_NAME:
            raise RemarkRefused(f"Der Name eines Filters hat höchstens {LONGEST_NAME} Zeichen.")
        if len(query) > LONGEST_QUERY:
            raise RemarkRefused("Dieser Filter ist zu lang zum Speichern. Bitte suchen Sie mit weniger Worten.")
        name, query = mask(name)[:LONGEST_NAME], _masked(query)[:LONGEST_QUERY]
        mine = SavedFilter.account_id == account_id
        same = sa.update(SavedFilter).where(mine, SavedFilter.name == name)
        with transaction(self._engine) as connection:
            if connection.execute(same.values(query=query)).rowcount:
                return
            if (connection.scalar(sa.select(sa.func.count()).where(mine)) or 0) >= MOST_FILTERS:
                raise RemarkRefused(f"Sie haben schon {MOST_FILTERS} Filter. Bitte löschen Sie zuerst einen.")
            connection.execute(sa.insert(SavedFilter).values(account_id=account_id, name=name, query=query))

    def delete(self, account_id: int, filter_id: int) -> bool:
        """Deletes a filter of this account; False if it has none of this id."""
        removal = sa.delete(SavedFilter).where(SavedFilter.account_id == account_id, SavedFilter.id == filter_id)
        with transaction(self._engine) as connection:
            return bool(connection.execute(removal).rowcount)


def _masked(query: str) -> str:
    fields = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, mask(value) if name == WORDS else value) for name, value in fields])

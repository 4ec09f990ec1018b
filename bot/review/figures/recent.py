"""The figures that were just shown, for the pictures on the same page: counted once, never two different answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

import sqlalchemy as sa

from bot.memory.reviewing.figures import Figures, Period
from bot.memory.reviewing.figures import figures as count

SECONDS: Final = 60.0
_MOST: Final = 8


class RecentFigures:
    """Counts, and remembers for a minute; may be shared between threads."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], float] = time.monotonic) -> None:
        """`engine`: of the conversations; `clock`: seconds."""
        self._engine = engine
        self._clock = clock
        self._known: dict[Period, tuple[float, Figures]] = {}
        self._lock = Lock()

    def fresh(self, period: Period) -> Figures:
        """Counted now.

        Raises:
            MemoryUnavailable: the database does not answer.
        """
        found = count(self._engine, period)
        now = self._clock()
        with self._lock:
            self._known[period] = (now, found)
            while len(self._known) > _MOST:
                del self._known[min(self._known, key=lambda one: self._known[one][0])]
        return found

    def recent(self, period: Period) -> Figures:
        """At most a minute old.

        Raises:
            MemoryUnavailable: see `fresh`.
        """
        with self._lock:
            at, found = self._known.get(period, (0.0, None))
        return found if found is not None and self._clock() - at < SECONDS else self.fresh(period)

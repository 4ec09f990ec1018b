"""What the homeserver has told and the database does not hold yet: nothing of it may be lost, whatever ends when."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

#: How long a gateway that is not the one to answer keeps what it has read: longer than the other's lease.
KEPT_SECONDS: Final = 600.0

#: Tries to do one thing now; True: it is done and need not be kept.
Errand = Callable[[], Awaitable[bool]]


@dataclass
class _Batch:
    position: str
    errands: list[Errand]
    since: float = field(default_factory=time.monotonic)


class Waiting:
    """Errands in the order they came, each batch with the position that is reached when it is done."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now`: a clock in seconds."""
        self._now = now
        self._batches: deque[_Batch] = deque()

    def __bool__(self) -> bool:
        return any(batch.errands for batch in self._batches)

    def add(self, position: str, errands: list[Errand]) -> None:
        """Puts what one answer of the homeserver held behind the rest; `position` is its token."""
        self._batches.append(_Batch(position, errands, self._now()))

    async def do(self) -> str | None:
        """Tries all of them once, in order; one that cannot be done yet does not hold up the others.

        Returns:
            The position up to which everything is done, if it has moved.

        Raises:
            whatever an errand raises: that one and all behind it are tried next time, still in order.
        """
        for batch in self._batches:
            later: list[Errand] = []
            try:
                while batch.errands:
                    if not await batch.errands[0]():
                        later.append(batch.errands[0])
                    del batch.errands[0]
            finally:
                batch.errands = later + batch.errands
        return self._done()

    def let_go(self) -> str | None:
        """For a gateway that is not to do them: forgets the old ones. Returns as `do`."""
        for batch in self._batches:
            if self._now() - batch.since > KEPT_SECONDS:
                batch.errands = []
        return self._done()

    def _done(self) -> str | None:
        position = None
        while self._batches and not self._batches[0].errands:
            position = self._batches.popleft().position
        return position

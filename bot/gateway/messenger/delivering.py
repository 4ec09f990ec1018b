"""Sends a part to its platform, not faster than the platform likes, and says what became of it."""

from __future__ import annotations

import logging
import random
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from aiolimiter import AsyncLimiter

from bot.gateway.messenger.faults import place_of
from bot.gateway.messenger.parts import restored
from bot.gateway.messenger.platform import Abilities, Messenger, NotSendable, PersonGone, TryLater
from bot.memory.messaging.records import PartRow

logger = logging.getLogger(__name__)

LONGEST_PAUSE: Final = 300.0
#: An answer that could not be sent for so long answers nothing any more.
LONGEST_TRYING: Final = 3 * 24 * 3600.0
#: A few messages may follow each other at once; only in the long run the platform's pace counts.
_AT_ONCE: Final = 10
_MOST_PACED: Final = 2000


class Fate(Enum):
    """What became of a part."""

    SENT = auto()
    DROPPED = auto()  # the platform will never take it
    LATER = auto()
    GONE = auto()  # the person is


@dataclass(frozen=True)
class Outcome:
    """What became of a part.

    Attributes:
        fate: see there.
        pause: of one that is sent later, in seconds.
        firm: the platform said so; nothing may go to this person before.
    """

    fate: Fate
    pause: float = 0.0
    firm: bool = False


class Delivery:
    """Sends for all platforms; keeps in memory only who was sent something lately."""

    def __init__(self, messengers: Mapping[str, Messenger]) -> None:
        """Create it inside a running event loop."""
        self._messengers = messengers
        self._pace = {name: _pace_of_all(messenger.abilities) for name, messenger in messengers.items()}
        self._pace_of_one: OrderedDict[str, AsyncLimiter] = OrderedDict()

    async def send(self, platform: str, person_key: str, chat: str, row: PartRow, now: float) -> Outcome:
        """Sends one part; `now` in seconds since 1970. Raises nothing."""
        try:
            part = restored(row.content)
            if not part.urgent:
                await self._wait_for_pace(platform, person_key)
            await self._messengers[platform].send(chat, part, row.key)
        except PersonGone:
            return Outcome(Fate.GONE)
        except NotSendable as error:
            logger.error("%s will not take a message: %s", platform, error)
            return Outcome(Fate.DROPPED)
        except TryLater as error:
            return self._later(platform, row, now, error.seconds)
        except Exception as error:  # a fault of the adapter
            logger.error("%s failed: %s", platform, place_of(error))
            return self._later(platform, row, now)
        return Outcome(Fate.SENT)

    def _later(self, platform: str, row: PartRow, now: float, told: float | None = None) -> Outcome:
        """`told`: the seconds the platform wants to be left alone."""
        if now - row.created_at > LONGEST_TRYING:
            logger.error("%s did not take a message for days", platform)
            return Outcome(Fate.DROPPED)
        if told is not None:
            return Outcome(Fate.LATER, told + random.random(), firm=True)
        return Outcome(Fate.LATER, back_off(row.attempts))

    async def _wait_for_pace(self, platform: str, person_key: str) -> None:
        seconds = self._messengers[platform].abilities.seconds_between
        if seconds > 0:
            pace = self._pace_of_one.pop(person_key, None) or AsyncLimiter(_AT_ONCE, _AT_ONCE * seconds)
            self._pace_of_one[person_key] = pace  # the latest last
            while len(self._pace_of_one) > _MOST_PACED:
                self._pace_of_one.popitem(last=False)
            await pace.acquire()
        await self._pace[platform].acquire()


def back_off(attempts: int) -> float:
    """Seconds until the next try: 1, 2, 4, … up to `LONGEST_PAUSE`, each between half of it and the whole."""
    pause = min(LONGEST_PAUSE, 2.0 ** min(attempts - 1, 16))
    return pause * random.uniform(0.5, 1.0)


def _pace_of_all(abilities: Abilities) -> AsyncLimiter:
    at_once = max(1.0, abilities.messages_a_second)
    return AsyncLimiter(at_once, at_once / abilities.messages_a_second)

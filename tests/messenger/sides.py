"""A platform as a test of faults uses it: people on it, and what goes wrong on its side."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Sequence
from typing import Any, Final, Protocol

from tests.messenger import telegram_troubles, whatsapp_troubles
from tests.messenger.standin_telegram import TelegramStandIn
from tests.messenger.standin_whatsapp import WhatsAppStandIn
from tests.messenger.wires import TelegramWire, WhatsAppWire, Wire

_NUMBERS = itertools.count(4_915_000_001)
_INDICES = itertools.count(1)
_ALWAYS: Final = 1000
_A_BUNDLE: Final = 10


class Side(Protocol):
    """A platform. A trouble is met by the next so many messages Lotte sends to this chat.

    Attributes:
        name: `Messenger.name`.
    """

    name: str

    def new_wire(self) -> Wire:
        """The telephone of somebody nobody has heard of."""
        ...

    def written(self, wire: Wire, text: str, hours_ago: float = 0.0) -> Any:
        """An update that says so, not yet delivered."""
        ...

    def bundled(self, updates: Sequence[Any]) -> Sequence[Any]:
        """The same as the platform would hand them over when there are many."""
        ...

    def push(self, *updates: Any) -> None:
        """Delivers as the platform does: each person's in order, again until acknowledged."""
        ...

    def deliver(self, update: Any) -> int:
        """Delivers once, now; the status of the answer."""
        ...

    def forge(self, update: Any) -> Sequence[int]:
        """Delivers it without, and with a wrong proof of where it comes from; the answers' statuses."""
        ...

    def is_called(self) -> bool:
        """The platform knows where to deliver."""
        ...

    def busy(self, wire: Wire, seconds: int, times: int = 1) -> None:
        """429: come back in so many seconds."""
        ...

    def broken(self, wire: Wire, times: int = 1) -> None:
        """500, not carried out."""
        ...

    def silent(self, wire: Wire, seconds: float, times: int = 1) -> None:
        """Says nothing for so long; not carried out."""
        ...

    def lost(self, wire: Wire, times: int = 1) -> None:
        """Carried out, and the connection breaks before the answer."""
        ...

    def hold(self) -> None:
        """Whatever Lotte sends to whomever hangs and is not carried out, until `let_go`."""
        ...

    def let_go(self) -> None: ...

    def leave(self, wire: Wire) -> None:
        """The person goes for good, as far as the platform tells."""
        ...

    def tries(self, wire: Wire) -> list[tuple[float, int]]:
        """When (seconds, monotonic) Lotte sent something to this chat, and the status of the answer; 0: none."""
        ...

    def check(self) -> None:
        """Raises AssertionError if a call of Lotte's was not as published."""
        ...


class TelegramSide:
    """See `Side`."""

    name = "telegram"

    def __init__(self, telegram: TelegramStandIn) -> None:
        self._telegram = telegram

    def new_wire(self) -> TelegramWire:
        return TelegramWire(self._telegram, next(_NUMBERS))

    def written(self, wire: Wire, text: str, hours_ago: float = 0.0) -> Any:
        assert isinstance(wire, TelegramWire)
        when = int(time.time() - 3600 * hours_ago)
        return self._telegram.update("message", wire.person.message(text=text, date=when))

    def bundled(self, updates: Sequence[Any]) -> Sequence[Any]:
        return updates  # one request each

    def push(self, *updates: Any) -> None:
        self._telegram.push(*updates)

    def deliver(self, update: Any) -> int:
        return self._telegram.deliver(update)

    def forge(self, update: Any) -> Sequence[int]:
        right = str(self._telegram.webhook["secret_token"])
        return [
            self._telegram.deliver(update, secret)
            for secret in ("", "geraten", right[:-1], right + "x", right.swapcase())
        ]

    def is_called(self) -> bool:
        return bool(self._telegram.webhook)

    def busy(self, wire: Wire, seconds: int, times: int = 1) -> None:
        self._telegram.trouble(telegram_troubles.too_many(seconds), times=times, chat=int(wire.chat))

    def broken(self, wire: Wire, times: int = 1) -> None:
        self._telegram.trouble(telegram_troubles.BROKEN, times=times, chat=int(wire.chat))

    def silent(self, wire: Wire, seconds: float, times: int = 1) -> None:
        self._telegram.trouble(telegram_troubles.hanging(seconds), times=times, chat=int(wire.chat))

    def lost(self, wire: Wire, times: int = 1) -> None:
        self._telegram.trouble(telegram_troubles.LOST, times=times, chat=int(wire.chat))

    def hold(self) -> None:
        self._telegram.trouble(telegram_troubles.hanging(600), times=_ALWAYS)

    def let_go(self) -> None:
        self._telegram.no_more_trouble()

    def leave(self, wire: Wire) -> None:
        """Blocks the bot."""
        assert isinstance(wire, TelegramWire)
        wire.person.block()

    def tries(self, wire: Wire) -> list[tuple[float, int]]:
        calls = self._telegram.asked("sendMessage")
        return [(call.at, call.status) for call in calls if call.params["chat_id"] == int(wire.chat)]

    def check(self) -> None:
        self._telegram.check()


class WhatsAppSide:
    """See `Side`."""

    name = "whatsapp"

    def __init__(self, whatsapp: WhatsAppStandIn) -> None:
        self._whatsapp = whatsapp

    def new_wire(self) -> WhatsAppWire:
        return WhatsAppWire(self._whatsapp, next(_INDICES))

    def written(self, wire: Wire, text: str, hours_ago: float = 0.0) -> Any:
        assert isinstance(wire, WhatsAppWire)
        when = str(int(time.time() - 3600 * hours_ago))
        return wire.person.message("text", {"body": text}, timestamp=when)

    def bundled(self, updates: Sequence[Any]) -> Sequence[Any]:
        groups = [updates[start : start + _A_BUNDLE] for start in range(0, len(updates), _A_BUNDLE)]
        return [self._whatsapp.together(*group) for group in groups]

    def push(self, *updates: Any) -> None:
        self._whatsapp.push(*updates)

    def deliver(self, update: Any) -> int:
        return self._whatsapp.deliver(update)

    def forge(self, update: Any) -> Sequence[int]:
        body = json.dumps(update).encode()
        right = self._whatsapp.signature(body)
        wrong = ("", "sha256=", "sha256=" + "0" * 64, right[:-1], right.removeprefix("sha256="), right.upper())
        tampered = self._whatsapp.deliver(update, raw=body + b" ", signature=right)
        return [tampered, *(self._whatsapp.deliver(update, raw=body, signature=one) for one in wrong)]

    def is_called(self) -> bool:
        return True  # entered once, by the operator

    def busy(self, wire: Wire, seconds: int, times: int = 1) -> None:
        self._whatsapp.trouble(whatsapp_troubles.too_many(seconds), times=times, chat=wire.chat)

    def broken(self, wire: Wire, times: int = 1) -> None:
        self._whatsapp.trouble(whatsapp_troubles.BROKEN, times=times, chat=wire.chat)

    def silent(self, wire: Wire, seconds: float, times: int = 1) -> None:
        self._whatsapp.trouble(whatsapp_troubles.hanging(seconds), times=times, chat=wire.chat)

    def lost(self, wire: Wire, times: int = 1) -> None:
        self._whatsapp.trouble(whatsapp_troubles.LOST, times=times, chat=wire.chat)

    def hold(self) -> None:
        self._whatsapp.trouble(whatsapp_troubles.hanging(600), times=_ALWAYS)

    def let_go(self) -> None:
        self._whatsapp.no_more_trouble()

    def leave(self, wire: Wire) -> None:
        """Has another number; who blocks Lotte is not told of by Meta."""
        assert isinstance(wire, WhatsAppWire)
        wire.person.change_number()

    def tries(self, wire: Wire) -> list[tuple[float, int]]:
        return [(call.at, call.status) for call in self._whatsapp.tries(wire.chat)]

    def check(self) -> None:
        self._whatsapp.check()

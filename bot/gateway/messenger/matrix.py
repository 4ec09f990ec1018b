"""Matrix: matrix-nio, end-to-end encrypted where the room is; choices are numbers, since Matrix knows no buttons."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from aiohttp import ClientError, web
from peewee import PeeweeException

from bot.gateway.messenger.faults import place_of
from bot.gateway.messenger.matrix_account import Account, NoAccess, close, open_account
from bot.gateway.messenger.matrix_inviting import Invitations
from bot.gateway.messenger.matrix_listening import Listener
from bot.gateway.messenger.matrix_reading import NAME
from bot.gateway.messenger.matrix_sending import Sender
from bot.gateway.messenger.matrix_signing import sign_this_device
from bot.gateway.messenger.matrix_state import AlreadyRunning, StateFolder
from bot.gateway.messenger.platform import Abilities, Part, Receive, TryLater
from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.leases import Lease
from bot.settings import Settings

logger = logging.getLogger(__name__)

_LEASE_SECONDS: Final = 45.0
_LONGEST_PAUSE: Final = 60.0
_REFUSED_PAUSE: Final = 300.0
_WAIT_FOR_OTHER: Final = 4.0
_CRASHES: Final = 3
_NEVER: Final = logging.CRITICAL + 1


class Holding(Protocol):
    """Who hands messages over when several gateways run: `bot.memory.messaging.leases.Lease`."""

    def hold(self, name: str, holder: str, seconds: float) -> bool:
        """True if it is the holder's for the next seconds."""
        ...


class Matrix:
    """Matrix as a `Messenger`.

    Each gateway is a device of its own, with its own keys in its own `LOTTE_VAR`: all of them follow the rooms and can
    send, one of them hands the messages over. If that one ends, the next still has what came meanwhile.
    """

    name = NAME
    abilities = Abilities(
        characters=8000,  # bytes; an event may have 65,536, and encrypting makes it larger
        messages_a_second=10.0,
        seconds_between=0.2,
    )

    def __init__(self, account: Account, folder: StateFolder, lease: Callable[[], Holding] | None = None) -> None:
        """Asks nobody yet.

        Args:
            account: Lotte's.
            folder: for its keys and its state.
            lease: opens the list of who has which right, when several gateways run; None: this is the only one.
        """
        # nio writes ids of people and rooms into its log; what matters our own logger says
        logging.getLogger("nio").setLevel(_NEVER)
        logging.getLogger("peewee").setLevel(_NEVER)
        self._account = account
        self._folder = folder
        self._open_lease = lease
        self._lease: Holding | None = None
        self._holder = ""
        self._sender: Sender | None = None
        self._invitations = Invitations()

    def routes(self, receive: Receive) -> Sequence[web.RouteDef]:
        """See `Messenger`: none, Lotte asks the homeserver."""
        return ()

    async def run(self, receive: Receive) -> None:
        """See `Messenger`."""
        failures = crashes = 0
        while True:
            began = time.monotonic()
            longest = _LONGEST_PAUSE
            try:
                with self._folder.alone():
                    await self._connected(receive)
            except AlreadyRunning:
                longest = _WAIT_FOR_OTHER
                if not failures:
                    logger.warning("Matrix: another gateway with this LOTTE_VAR has the account open; waiting for it")
            except NoAccess as error:
                longest = _LONGEST_PAUSE if error.later else _REFUSED_PAUSE
                logger.log(logging.WARNING if error.later else logging.ERROR, "Matrix: no access (%s)", error)
            except (ClientError, OSError, MemoryUnavailable, PeeweeException) as error:  # network, disk, database
                logger.warning("Matrix: the connection broke (%s)", type(error).__name__)
            except Exception as error:
                crashes += 1
                self._survive(error, crashes)
            lasted = time.monotonic() - began > _LONGEST_PAUSE
            failures, crashes = (1, 0) if lasted else (failures + 1, crashes)
            await asyncio.sleep(min(longest, 2.0 ** min(failures - 1, 16)))

    def _survive(self, error: Exception, crashes: int) -> None:
        """Anybody can send anything: what breaks nio or us again and again is passed over, with what came beside it."""
        logger.error("Matrix: %s", place_of(error))
        if crashes % _CRASHES == 0:
            logger.error("Matrix: beginning anew; what came meanwhile is not answered")
            self._folder.moved_to("")

    async def _connected(self, receive: Receive) -> None:
        client, state = await open_account(self._account, self._folder)
        # the same after a restart: whoever was killed takes its own right up again and waits for nobody
        self._holder = self._folder.name_of(state.device_id)
        try:
            sender = Sender(client)
            listener = Listener(client, sender, receive, self._is_ours, self._folder.moved_to, self._invitations.accept)
            await listener.start(state.position)
            await sign_this_device(client, self._folder.secret, self._account.password)
            self._invitations.connected(client)
            self._sender = sender
            logger.info("Matrix: connected")
            await listener.follow()
        finally:
            self._sender = None
            await self._invitations.disconnected()
            await close(client)
            await self._is_ours(0.0)  # the next one need not wait

    async def send(self, chat: str, part: Part, key: str) -> None:
        """See `Messenger`."""
        if self._sender is None:
            raise TryLater(2.0)
        await self._sender.send(chat, part.text, key, unasked=part.unasked)

    async def typing(self, chat: str, incoming_id: str) -> None:
        """See `Messenger`."""
        if self._sender is not None:
            await self._sender.typing(chat, incoming_id)

    def link(self, code: str) -> str | None:
        """See `Messenger`: a chat can be opened so, but nothing handed over; the code is written there by hand."""
        return None if code else f"https://matrix.to/#/{self._account.user}"

    def count(self, text: str) -> int:
        """See `Messenger`: bytes."""
        return len(text.encode())

    async def _is_ours(self, seconds: float = _LEASE_SECONDS) -> bool:
        if self._open_lease is None:
            return True
        try:
            if self._lease is None:
                self._lease = await asyncio.to_thread(self._open_lease)
            return await asyncio.to_thread(self._lease.hold, NAME, self._holder, seconds)
        except MemoryUnavailable as error:
            logger.error("Matrix: the database does not say who is to hand messages over: %s", error)
            return False


def from_settings(settings: Settings) -> Matrix | None:
    """Matrix as set up by the operator; None without a homeserver, or if the account is missing (logged)."""
    if not settings.matrix_homeserver:
        return None
    if not settings.matrix_user or not settings.matrix_password:
        logger.error("Matrix braucht auch LOTTE_MATRIX_USER und LOTTE_MATRIX_PASSWORD; siehe docs/messenger.md.")
        return None
    account = Account(settings.matrix_homeserver, settings.matrix_user, settings.matrix_password)
    folder = StateFolder(settings.var / "matrix", settings.secret or "")
    return Matrix(account, folder, lambda: Lease(settings.conversations_url))

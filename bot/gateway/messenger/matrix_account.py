"""Opens Lotte's account on the homeserver: the old login if it still holds, else a new one with the password."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Final

from nio import (
    AsyncClient,
    AsyncClientConfig,
    ErrorResponse,
    LoginError,
    LoginResponse,
    ProfileGetDisplayNameResponse,
    WhoamiError,
)

from bot.gateway.messenger.matrix_decrypting import CarefulClient
from bot.gateway.messenger.matrix_state import MatrixState, StateFolder
from bot.gateway.messenger.matrix_store import SealedStore

logger = logging.getLogger(__name__)

DEVICE_NAME: Final = "Lotte"
_REQUEST_SECONDS: Final = 20.0


class NoAccess(Exception):
    """The homeserver does not let Lotte in, or not now; the reason is for the log and names no person."""

    def __init__(self, reason: str, later: bool) -> None:
        """`later`: it may go by itself (busy, down); otherwise somebody must look at the settings."""
        super().__init__(reason)
        self.later = later


@dataclass(frozen=True)
class Account:
    """What the operator has set.

    Attributes:
        homeserver: its address, without trailing slash.
        user: Lotte's user id.
        password: hers.
    """

    homeserver: str
    user: str
    password: str


def reason(error: ErrorResponse) -> str:
    """What may stand in the log: the code alone, since the words can hold ids."""
    return str(error.status_code or type(error).__name__)


async def open_account(account: Account, folder: StateFolder) -> tuple[AsyncClient, MatrixState]:
    """A client that is logged in, with its keys loaded; the caller closes it.

    Raises:
        NoAccess: see there.
        aiohttp.ClientError, TimeoutError: the homeserver cannot be reached.
    """
    state = folder.read()
    if state is not None and (state.homeserver, state.user) != (account.homeserver, account.user):
        state = None
    if state is None:
        folder.without_keys()
    client = _client(account, folder)
    try:
        if state is not None and state.access_token:
            client.restore_login(state.user_id, state.device_id, state.access_token)
            answer = await client.whoami()
            if not isinstance(answer, WhoamiError):
                return client, state
            if answer.status_code != "M_UNKNOWN_TOKEN":
                raise NoAccess(reason(answer), later=True)
            await close(client)
            logger.warning("Matrix: the login is not valid any more; logging in anew")
            # After a soft logout the homeserver keeps the device. Else it is gone, and a new one must not bear its
            # name: the others' apps would refuse a known device with other keys.
            state = replace(state, access_token="", device_id=state.device_id if answer.soft_logout else "")
            if not state.device_id:
                folder.without_keys()
            client = _client(account, folder)
        state = await _log_in(client, account, state)
        folder.write(state)
        await _be_called_lotte(client)
        return client, state
    except BaseException:
        await close(client)
        raise


async def close(client: AsyncClient) -> None:
    """Ends the connections to the homeserver and to the keys."""
    await client.close()
    if client.store is not None:
        client.store.database.close()


def _client(account: Account, folder: StateFolder) -> AsyncClient:
    config = AsyncClientConfig(
        store=SealedStore,
        store_name=folder.keys_name,
        pickle_key=folder.pickle_key,
        encryption_enabled=True,
        store_sync_tokens=False,  # nio would move on before the messages are safe
        max_limit_exceeded=0,  # who waits, and how long, is decided above
        max_timeouts=0,
        request_timeout=_REQUEST_SECONDS,
    )
    return CarefulClient(account.homeserver, account.user, store_path=str(folder.folder), config=config)


async def _log_in(client: AsyncClient, account: Account, before: MatrixState | None) -> MatrixState:
    client.device_id = before.device_id if before is not None else ""
    answer = await client.login(account.password, device_name=DEVICE_NAME)
    if not isinstance(answer, LoginResponse):
        refused = isinstance(answer, LoginError) and answer.status_code in (
            "M_FORBIDDEN", "M_USER_DEACTIVATED", "M_INVALID_USERNAME", "M_UNRECOGNIZED",
        )  # fmt: skip
        raise NoAccess(reason(answer), later=not refused)
    return MatrixState(
        homeserver=account.homeserver,
        user=account.user,
        user_id=answer.user_id,
        device_id=answer.device_id,
        access_token=answer.access_token,
        position=before.position if before is not None else "",
    )


async def _be_called_lotte(client: AsyncClient) -> None:
    """Gives a new account a name people can read; one that was given by hand stays."""
    name = await client.get_displayname(client.user_id)
    localpart = client.user_id[1:].partition(":")[0]
    if isinstance(name, ProfileGetDisplayNameResponse) and name.displayname in (None, "", localpart):
        await client.set_displayname(DEVICE_NAME)

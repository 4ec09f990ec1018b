"""What the team's pages share: settings, connections, and who asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, ParamSpec, TypeVar

import sqlalchemy as sa
from aiohttp import web

from bot.memory.staff.accounts import Accounts
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.sessions import Staff, StaffSessions
from bot.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

SETTINGS: Final[web.AppKey[Settings]] = web.AppKey("settings", Settings)
MEMORY: Final[web.AppKey[sa.Engine]] = web.AppKey("memory", sa.Engine)
"""The database of conversations, accounts and the audit log (bot.memory)."""
OFFERS: Final[web.AppKey[sa.Engine]] = web.AppKey("offers", sa.Engine)
"""The database of offers (offer_db)."""
ACCOUNTS: Final[web.AppKey[Accounts]] = web.AppKey("accounts", Accounts)
STAFF_SESSIONS: Final[web.AppKey[StaffSessions]] = web.AppKey("staff_sessions", StaffSessions)
AUDIT: Final[web.AppKey[AuditLog]] = web.AppKey("audit", AuditLog)

STAFF: Final[web.RequestKey[Staff]] = web.RequestKey("staff", Staff)
"""Who asks; set by the guard for every area but `Area.OFFEN`."""


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs what waits for a database beside the event loop: parents' messages go through the same process."""
    return await asyncio.to_thread(function, *args, **kwargs)


_DRAWING: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")


async def in_drawing_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs what reckons or draws for seconds, one at a time, in a thread of its own.

    The threads of `in_thread` are those of the parents' pages too: a dozen reports at once would leave none for them.
    """
    return await asyncio.get_running_loop().run_in_executor(_DRAWING, partial(function, *args, **kwargs))


async def note(request: web.Request, action: str, subject: str = "", detail: str = "") -> None:
    """Writes into the audit log what the person who asks does.

    Args:
        request: of somebody signed in.
        action: German, e.g. "Angebot geändert".
        subject: id of what it is done to.
        detail: in words; never what a family wrote.
    """
    await in_thread(request.app[AUDIT].add, request[STAFF].name, action, subject, detail)

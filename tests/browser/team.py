"""Pages of the team in a browser that is signed in: an account of each role in the running Lotte's own database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from playwright.sync_api import Page

from bot.memory.database import open_engine
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.sessions import StaffSessions
from bot.memory.staff.tables import Role
from bot.review.guard import COOKIE
from bot.review.routing import PREFIX
from bot.settings import Settings
from tests.running import RunningLotte

#: `team_page(Role.LEITUNG, "/team/gespraeche", java_script_enabled=False)`
TeamPage = Callable[..., Page]
PASSWORD: Final = "ein langes Passwort"
DESK: Final[dict[str, Any]] = {"viewport": {"width": 1280, "height": 900}}


def account(settings: Settings, name: str, role: Role) -> int:
    """The id of this account, which is made if there is none; its password is `PASSWORD`."""
    with _memory(settings) as engine:
        accounts = Accounts(engine)
        known = {account.name: account.id for account in accounts.all()}
        return known[name] if name in known else accounts.add(name, role, PASSWORD)


def session_cookie(lotte: RunningLotte, role: Role) -> dict[str, str]:
    """The cookie of a new session of the role's account, as Playwright's `add_cookies` takes it; no form is filled in."""
    settings = lotte.settings
    account_id = account(settings, role.value, role)
    with _memory(settings) as engine:
        sessions = StaffSessions(
            engine, idle_seconds=60.0 * settings.team_idle_minutes, longest_seconds=3600.0 * settings.team_hours
        )
        token = sessions.start(account_id)
    host = lotte.address.removeprefix("http://").partition(":")[0]
    return {"name": COOKIE, "value": token, "domain": host, "path": PREFIX, "httpOnly": True, "sameSite": "Lax"}


@contextmanager
def _memory(settings: Settings) -> Iterator[sa.Engine]:
    engine = open_engine(settings.conversations_url)
    try:
        yield engine
    finally:
        engine.dispose()

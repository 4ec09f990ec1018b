"""The wiring of everything about accounts: pages, what they share, and what has to be forgotten after a time."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.memory.staff.signing_in import SigningIn
from bot.review.keys import MEMORY, SETTINGS
from bot.review.login import (
    account,
    accounts,
    audit_log,
    directory_login,
    expiry,
    password_login,
    second_factor,
    second_step,
    session_end,
)
from bot.review.login.before_login import BEFORE_LOGIN, BeforeLogin
from bot.review.login.limits import LOGIN_LIMITS, LoginLimits
from bot.review.login.sessions import SIGNING_IN

_PARTS: Final = (
    password_login,
    second_step,
    directory_login,
    session_end,
    account,
    second_factor,
    accounts,
    audit_log,
    expiry,
)


def add_pages(app: web.Application) -> None:
    """Adds the routes of all parts."""
    settings = app[SETTINGS]
    app[SIGNING_IN] = SigningIn(app[MEMORY])
    app[LOGIN_LIMITS] = LoginLimits(settings)
    app[BEFORE_LOGIN] = BeforeLogin(settings.secret or "", secure_cookie=settings.over_https)
    for part in _PARTS:
        part.add_pages(app)

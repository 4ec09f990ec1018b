"""The wiring of the team's pages: `create_team_app(settings, …)`, mounted at /team by the gateway."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from aiohttp import web

import bot.memory.database
import offer_db.database
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.sessions import StaffSessions
from bot.review import callbacks, headers, shell, start
from bot.review.conversations import pages as conversations
from bot.review.figures import pages as figures
from bot.review.gaps import pages as gaps
from bot.review.guard import errors_as_pages, only_who_may
from bot.review.in_use import marks_sessions_used
from bot.review.keys import ACCOUNTS, AUDIT, MEMORY, OFFERS, SETTINGS, STAFF_SESSIONS
from bot.review.learning import pages as learning
from bot.review.login import pages as login
from bot.review.offers import pages as offers
from bot.review.roles import Area
from bot.review.routing import PREFIX, RULES, add_routes
from bot.settings import Settings
from bot.web import assets
from bot.web.assets import ASSETS, Assets

STATIC: Final = Path(__file__).parent / "static"
_AREAS: Final = (start, callbacks, figures, login, conversations, offers, learning, gaps)
"""Modules with `add_pages(app)`, one for each part of the pages."""


def create_team_app(settings: Settings, *public_static: Path) -> web.Application:
    """The application; `public_static`: folders of the public pages whose files (KERN, fonts) these pages use too."""
    app = web.Application(middlewares=[errors_as_pages, only_who_may, marks_sessions_used])
    app[SETTINGS] = settings
    app[RULES] = {}
    app[ASSETS] = Assets(*public_static, STATIC, prefix=f"{PREFIX}/static")
    app[MEMORY] = bot.memory.database.open_engine(settings.conversations_url)
    app[OFFERS] = offer_db.database.open_engine(settings.offers_url)
    app[ACCOUNTS] = Accounts(app[MEMORY])
    app[AUDIT] = AuditLog(app[MEMORY])
    app[STAFF_SESSIONS] = StaffSessions(
        app[MEMORY],
        idle_seconds=60.0 * settings.team_idle_minutes,
        longest_seconds=3600.0 * settings.team_hours,
    )
    app.on_response_prepare.append(headers.add_headers)
    app.cleanup_ctx.append(_connections)
    shell.set_up(app)
    add_routes(app, Area.OFFEN, [web.get("/static/{version}/{name:.+}", assets.static)])
    for area in _AREAS:
        area.add_pages(app)
    return app


async def _connections(app: web.Application) -> AsyncIterator[None]:
    yield
    app[MEMORY].dispose()
    app[OFFERS].dispose()

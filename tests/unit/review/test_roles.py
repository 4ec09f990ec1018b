"""Who may enter what: every route of the team's pages, for every role and for nobody, taken from the router itself."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.typedefs import Handler

from bot.gateway.app import STATIC
from bot.memory.database import open_engine
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.sessions import StaffSessions
from bot.memory.staff.tables import Role
from bot.review.app import create_team_app
from bot.review.guard import COOKIE, CSRF_HEADER
from bot.review.roles import AREAS, Area
from bot.review.routing import PREFIX, RULES
from bot.settings import Settings
from scripts.docs_tables import RIGHTS_PAGE, rights_page
from tests.unit.review.conftest import Client

#: What each role may enter, written down a second time on purpose: whoever widens a role has to say so here too.
OPEN = {
    Role.REDAKTION: {Area.KONTO, Area.ANGEBOTE},
    Role.AUSWERTUNG: {Area.KONTO, Area.GESPRAECHE, Area.KORREKTUREN, Area.BERICHTE},
    Role.LEITUNG: set(Area) - {Area.OFFEN},
}
REACHED = "durchgelassen"


@web.middleware
async def _stop(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Stands where the pages would be: a request that gets here was let in, and does nothing more."""
    return web.Response(text=REACHED)


def _routes() -> Iterator[tuple[str, str]]:
    app = create_team_app(Settings(database_url="sqlite://"), STATIC)
    for route in app.router.routes():
        assert route.resource is not None
        yield route.method, route.resource.canonical


ROUTES = sorted(set(_routes()))


@pytest.fixture
async def team(settings: Settings) -> AsyncIterator[TestServer]:
    app = create_team_app(settings, STATIC)
    app.cleanup_ctx.clear()  # no jobs: nothing but the door is looked at
    app.middlewares.append(_stop)
    root = web.Application()
    root.add_subapp(PREFIX, app)
    async with TestServer(root) as server:
        yield server


def _sign_in(client: Client, role: Role, settings: Settings) -> str:
    """Gives the client a session of the role; returns the session's token for forms."""
    memory = open_engine(settings.conversations_url)
    sessions = StaffSessions(memory, idle_seconds=1800, longest_seconds=36_000)
    token = sessions.start(next(account.id for account in Accounts(memory).all() if account.name == role))
    staff = sessions.find(token)
    memory.dispose()
    assert staff is not None
    client.session.cookie_jar.update_cookies({COOKIE: token})
    return staff.csrf


@pytest.mark.parametrize("token", ["", "falsch", "é"])
async def test_no_change_goes_through_without_the_token_of_the_session(
    token: str, team: TestServer, settings: Settings
) -> None:
    rules = create_team_app(settings, STATIC)[RULES]
    client: Client = TestClient(team)
    _sign_in(client, Role.LEITUNG, settings)
    changes = [path for method, path in ROUTES if method == "POST" and rules[method, path] is not Area.OFFEN]
    assert len(changes) > 20
    passed = []
    for path in changes:
        address = PREFIX + re.sub(r"\{\w+\}", "1", path)
        answer = await client.post(address, data={"csrf": token}, allow_redirects=False)
        if answer.status != 403:
            passed.append((path, answer.status))
    await client.session.close()
    assert passed == []


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "niemand")
async def test_every_route_opens_for_its_roles_and_for_nobody_else(
    role: Role | None, team: TestServer, settings: Settings
) -> None:
    rules = create_team_app(settings, STATIC)[RULES]
    client: Client = TestClient(team)
    headers = {} if role is None else {CSRF_HEADER: _sign_in(client, role, settings)}
    wrong = []
    for method, path in ROUTES:
        area = rules.get(("GET" if method == "HEAD" else method, path))
        address = PREFIX + re.sub(r"\{\w+\}", "1", path)  # a number fits every placeholder
        answer = await client.request(method, address, headers=headers, allow_redirects=False)
        entered = answer.status == 200 and (method == "HEAD" or await answer.text() == REACHED)
        allowed = area is Area.OFFEN or (role is not None and area in OPEN[role])
        if area is None or entered is not allowed:
            wrong.append((method, path, area, answer.status))
    await client.session.close()
    assert wrong == []


def test_the_table_of_areas_is_what_was_meant() -> None:
    assert {role: set(areas) for role, areas in AREAS.items()} == OPEN


def test_a_route_without_a_rule_opens_for_nobody(tmp_path: Path) -> None:
    rules = create_team_app(Settings(var=tmp_path), STATIC)[RULES]
    assert {key for key in ROUTES if key[0] != "HEAD" and key not in rules} == set()


async def test_a_page_somebody_forgot_to_protect_stays_closed(settings: Settings) -> None:
    app = create_team_app(settings, STATIC)
    app.router.add_get("/vergessen", lambda request: web.Response(text="geheim"))  # type: ignore[arg-type]
    root = web.Application()
    root.add_subapp(PREFIX, app)
    async with TestClient(TestServer(root)) as client:
        answer = await client.get(f"{PREFIX}/vergessen")
        assert answer.status == 403
        assert "geheim" not in await answer.text()


def test_the_page_for_the_team_says_the_same() -> None:
    assert RIGHTS_PAGE.read_text(encoding="utf-8") == rights_page(), "python -m scripts.docs_tables"

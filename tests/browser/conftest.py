"""A real browser before the real, running Lotte. Skipped, by name, where no Chromium is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.memory.staff.tables import Role
from tests.browser.chromium import chromium_path, running_chromium
from tests.browser.foreign_page import ForeignPage, foreign_page
from tests.browser.gateways import running_gateway
from tests.browser.hostile_offers import hostile_offer
from tests.browser.team import DESK, TeamPage, session_cookie
from tests.browser.watching import Watch
from tests.running import RunningLotte

OpenPage = Callable[..., Page]
#: Patience for a machine that is busy with other things; nothing waits longer than it takes.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "de-DE", "timezone_id": "Europe/Berlin"}


@pytest.fixture(scope="session", autouse=True)
def chromium() -> str:
    """Path of the browser."""
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium ist nicht installiert")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the tests of a file; longer would be in the way of asynchronous tests, Playwright has a loop too."""
    with running_chromium(chromium) as browser:
        yield browser


@pytest.fixture(autouse=True)
def watch(lotte: RunningLotte) -> Iterator[Watch]:
    """In every test: no page asks another host, and nothing goes wrong that the test did not announce."""
    watch = Watch({lotte.address})
    yield watch
    watch.check()


@pytest.fixture
def open_page(browser: Browser, lotte: RunningLotte, watch: Watch) -> Iterator[OpenPage]:
    """`open_page("/angebote", color_scheme="dark")`: a page in a context of its own, on a phone unless told otherwise."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", cookies: Sequence[Any] = (), **options: object) -> Page:
        context = browser.new_context(**{"base_url": lotte.address, **PHONE, **options})
        contexts.append(context)
        context.add_cookies(list(cookies))
        context.set_default_timeout(PATIENCE_MS)
        watch.follow(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def team_page(open_page: OpenPage, lotte: RunningLotte) -> TeamPage:
    """`team_page(Role.LEITUNG, "/team/gespraeche", color_scheme="dark")`: a signed-in page of the team, on a desk."""

    def team_page(role: Role, path: str = "/team/", **options: object) -> Page:
        return open_page(path, cookies=[session_cookie(lotte, role)], **{**DESK, **options})

    return team_page


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The chat on a phone of 360 × 740."""
    return open_page()


@pytest.fixture
def plain_page(open_page: OpenPage) -> Page:
    """The chat without JavaScript."""
    return open_page(java_script_enabled=False)


@pytest.fixture
def arabic_page(open_page: OpenPage) -> Page:
    """The chat in Arabic."""
    return open_page("/?sprache=ar", locale="ar")


@pytest.fixture(scope="module")
def foreign(lotte: RunningLotte) -> Iterator[ForeignPage]:
    """A page of another origin, and a gateway that allows it to carry Lotte."""
    with foreign_page() as page, running_gateway(lotte, LOTTE_WIDGET_ORIGINS=page.origin) as address:
        page.widget = f"{address}/widget.js"
        yield page


@pytest.fixture
def open_foreign(foreign: ForeignPage, open_page: OpenPage, watch: Watch) -> Callable[..., Page]:
    """`open_foreign(style=STRICT)`: the foreign page, with Lotte in its corner."""

    def open_foreign(
        origin: str = "", *, style: str = "", script: dict[str, str] | None = None, **options: object
    ) -> Page:
        foreign.style, foreign.attributes = style, script or {}
        watch.own |= {foreign.origin, foreign.other_origin, foreign.widget.removesuffix("/widget.js")}
        return open_page(f"{origin or foreign.origin}/", **options)

    return open_foreign


@pytest.fixture(scope="module")
def hostile(lotte: RunningLotte) -> Iterator[str]:
    """The id of a hostile offer in the directory."""
    with hostile_offer(lotte.settings.offers_url) as offer_id:
        yield offer_id

"""What a page costs a parent: kilobytes on a prepaid card, and cookies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.talking import ask, cards, field
from tests.browser.weighing import loaded

BUDGET = 100_000
"""Bytes over the line for the first page, packed as they are sent, without fonts."""
FONTS = 120_000
PATHS = (
    "/",
    "/?sprache=ar",
    "/angebote",
    "/angebote/gf-elterngeldstelle",
    "/merkliste?angebote=gf-elterngeldstelle",
    "/datenschutz",
)


@pytest.mark.parametrize("path", PATHS)
def test_the_first_page_is_light(open_page: OpenPage, path: str) -> None:
    page = open_page("about:blank")
    size, fonts = loaded(page, lambda: page.goto(path))
    print(f"{path}: {size / 1000:.1f} kB, fonts {fonts / 1000:.1f} kB")
    assert 0 < size <= BUDGET
    assert fonts <= FONTS


def test_the_second_page_brings_what_is_new_and_nothing_else(open_page: OpenPage) -> None:
    page = open_page("/")
    page.wait_for_load_state("networkidle")
    size, fonts = loaded(page, lambda: page.goto("/impressum"))
    assert size <= 10_000
    assert fonts == 0


def test_the_corner_of_a_foreign_page_is_light(open_foreign: Callable[..., Page]) -> None:
    page = open_foreign()
    page.wait_for_load_state("networkidle")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    size, _ = loaded(page, lambda: page.goto(page.url))
    assert 20_000 < size <= BUDGET


def test_no_cookie_before_the_first_message_and_one_after_it(page: Page) -> None:
    for path in ("/angebote", "/merkliste", "/impressum", "/"):
        page.goto(path)
    expect(field(page)).to_be_visible()
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    ask(page, "kita für mein kind, 2 jahre, in wittingen")
    (cookie,) = page.context.cookies()
    assert cookie["httpOnly"] is True
    assert cookie["sameSite"] == "Lax"
    assert cookie["expires"] == -1  # it goes with the browser
    ask(page, "danke")
    assert page.context.cookies() == [cookie]
    assert page.evaluate("localStorage.length") == 0


def test_saving_sets_no_cookie(open_page: OpenPage) -> None:
    page = open_page("/angebote")
    cards(page).first.get_by_role("button").first.click()
    page.locator("[data-merkliste]").click()
    expect(cards(page)).to_have_count(1)
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") == ["lotte-merkliste"]

"""Leaving at once, as real telephones do it: with the memory for the way back that Playwright usually turns off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.chromium import running_chromium
from tests.browser.conftest import PHONE
from tests.browser.talking import ask, cards, save
from tests.browser.watching import Watch
from tests.running import RunningLotte

VIOLENCE = "mein mann hat mich geschlagen, ich habe angst vor ihm"


@pytest.fixture(scope="module")
def remembering(chromium: str) -> Iterator[Browser]:
    with running_chromium(chromium, without=["--disable-back-forward-cache"]) as browser:
        yield browser


@pytest.fixture
def context(remembering: Browser, lotte: RunningLotte, watch: Watch) -> Iterator[BrowserContext]:
    context = remembering.new_context(**{"base_url": lotte.address, **PHONE})  # type: ignore[arg-type]
    watch.follow(context)
    yield context
    context.close()


def test_the_way_back_shows_nothing(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/")
    ask(page, VIOLENCE)
    page.get_by_role("link", name="Alle Angebote").click()
    page.wait_for_url("**/angebote")
    page.get_by_role("link", name="Seite schnell verlassen").click()
    page.wait_for_url("about:blank")
    page.go_back()
    expect(page.get_by_text("Hallo, ich bin Lotte.")).to_be_visible()
    expect(page.get_by_text("geschlagen")).to_have_count(0)
    expect(page.locator(".karte")).to_have_count(0)


def test_whoever_comes_next_is_somebody_else(context: BrowserContext) -> None:
    page, other = context.new_page(), context.new_page()
    page.goto("/")
    ask(page, "beratung für schwangere in gifhorn")
    save(cards(page).first)
    other.goto("/angebote")
    expect(other.get_by_role("link", name="Merkliste")).to_contain_text("1")
    page.get_by_role("link", name="Seite schnell verlassen").click()
    page.wait_for_url("about:blank")
    expect(other.locator("[data-merkliste-anzahl]")).to_be_hidden()
    assert context.cookies() == []
    other.goto("/")
    ask(other, "hallo")
    expect(other.get_by_text("Ich weiß noch")).to_have_count(0)
    expect(other.locator(".chip")).to_have_count(0)


def test_what_is_deleted_in_one_tab_is_gone_in_the_other(context: BrowserContext) -> None:
    page, other = context.new_page(), context.new_page()
    page.goto("/")
    ask(page, VIOLENCE)
    other.goto("/")
    other.get_by_role("button", name="Gespräch löschen").click()
    other.get_by_role("button", name="Ja, alles löschen").click()
    expect(other.get_by_text("Unser Gespräch ist gelöscht")).to_be_visible()
    expect(page.get_by_text("geschlagen")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Hallo, ich bin Lotte.")).to_be_visible()
    expect(page.get_by_text("geschlagen")).to_have_count(0)

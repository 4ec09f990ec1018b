"""axe-core finds no violation on any page, in any state: light, dark, Arabic, without JavaScript, on a foreign page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import dark_violations, violations
from tests.browser.conftest import OpenPage
from tests.browser.talking import CHAT, ask, cards, chip, field, save, send
from tests.browser.test_widget import OpenForeign, open_lotte
from tests.browser.watching import Watch

KITA = "kita für mein kind, 2 jahre, in wittingen"
OFFER = "gf-elterngeldstelle"
DESKTOP = {"width": 1280, "height": 720}


def everywhere(page: Page) -> list[str]:
    """Violations in light and dark, on a phone and on a desk."""
    found = [*violations(page), *(f"dark: {one}" for one in dark_violations(page))]
    page.set_viewport_size(DESKTOP)
    return [*found, *(f"desktop: {one}" for one in violations(page))]


def empty(page: Page) -> None:
    expect(field(page)).to_be_visible()


def offers(page: Page) -> None:
    ask(page, KITA)
    expect(cards(page).first).to_be_visible()
    save(cards(page).first)


def buttons(page: Page) -> None:
    ask(page, "was kann man hier nachmittags mit kindern machen")
    expect(page.locator(".antworten").first).to_be_visible()


def danger(page: Page) -> None:
    ask(page, "mein kind ist bewusstlos und atmet nicht")
    expect(page.locator(".gefahr").first).to_be_visible()


def dialog(page: Page) -> None:
    ask(page, KITA)
    chip(page, "2 Jahre").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def searching(page: Page) -> None:
    page.route(CHAT, lambda route: None)
    send(page, "hallo")
    expect(page.get_by_text("Lotte sucht")).to_be_visible()


def error(page: Page) -> None:
    page.route(CHAT, lambda route: route.fulfill(status=503, json={"error": {"message": "Das geht gerade nicht."}}))
    ask(page, "hallo")
    expect(page.get_by_role("button", name="Noch einmal senden")).to_be_visible()


def steps(page: Page) -> None:
    ask(page, "mein kind ist 2, was muss ich als nächstes alles erledigen?")
    expect(page.get_by_role("link", name="Termine in meinen Kalender")).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "empty": empty, "offers": offers, "buttons": buttons, "danger": danger, "dialog": dialog, "searching": searching,
    "error": error, "steps": steps,
}  # fmt: skip
PAGES = {
    "list": "/angebote",
    "filtered": "/angebote?bedarf=kinderbetreuung&alter=2&ort=03151040&kostenlos=1",
    "nothing found": "/angebote?wort=zzzz&form=online&angebotssprache=el&alter=17",
    "second page": "/angebote?seite=2",
    "offer": f"/angebote/{OFFER}",
    "saved list, empty": "/merkliste",
    "saved list": f"/merkliste?angebote={OFFER},de-elterngeld,unbekannt",
    "Impressum": "/impressum",
    "Datenschutz": "/datenschutz",
    "Barrierefreiheit": "/barrierefreiheit",
    "404": "/nirgendwo",
    "offer that is not there": "/angebote/gibt-es-nicht",
}


@pytest.mark.parametrize("state", STATES)
def test_chat(open_page: OpenPage, watch: Watch, state: str) -> None:
    watch.expects("status of 503")
    page = open_page(bypass_csp=True)
    STATES[state](page)
    assert everywhere(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_pages(open_page: OpenPage, watch: Watch, name: str) -> None:
    watch.expects("status of 404")
    assert everywhere(open_page(PAGES[name], bypass_csp=True)) == []


def test_what_opens_on_the_list(open_page: OpenPage) -> None:
    page = open_page("/angebote", bypass_csp=True)
    page.locator(".sprachwahl summary").click()
    found = [*violations(page), *dark_violations(page)]
    page.keyboard.press("Escape")
    page.get_by_text("Mehr: Kosten, Sprache, Art der Hilfe").click()
    save(cards(page).first)
    found += [*violations(page), *dark_violations(page)]
    assert found == []


@pytest.mark.parametrize("code", ["ar", "leicht"])
def test_other_languages(open_page: OpenPage, code: str) -> None:
    page = open_page(f"/?sprache={code}", bypass_csp=True)
    ask(page, "أبحث عن حضانة لطفلي، عمره سنتان، في Wittingen" if code == "ar" else KITA)
    expect(cards(page).first).to_be_visible()
    found = violations(page)
    for path in ("/angebote", f"/angebote/{OFFER}", f"/merkliste?angebote={OFFER}"):
        page.goto(f"{path}{'&' if '?' in path else '?'}sprache={code}")
        found += violations(page)
    assert found == []


def test_arabic_danger_and_dialog(open_page: OpenPage) -> None:
    page = open_page("/?sprache=ar", locale="ar", bypass_csp=True)
    ask(page, "طفلي عمره سنتان")
    page.locator(".chip").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found = violations(page)
    page.keyboard.press("Escape")
    ask(page, "ابني ابتلع دواء ولا يتنفس")
    assert [*found, *violations(page)] == []


def test_the_window_on_a_foreign_page(open_foreign: OpenForeign) -> None:
    page = open_foreign()
    expect(page.get_by_role("button", name="Lotte fragen")).to_be_visible()
    found = violations(page)
    open_lotte(page)
    ask(page, KITA)
    assert [*found, *everywhere(page)] == []


def test_without_javascript(open_page: OpenPage, watch: Watch) -> None:
    """axe itself is a script, so the page is one whose own scripts never arrive: it looks the same."""
    watch.expects("ERR_FAILED")
    page = open_page("/impressum", bypass_csp=True)
    page.route(re.compile(r"\.js$"), lambda route: route.abort())
    page.goto("/")
    found = violations(page)
    page.get_by_label("Ihre Nachricht an Lotte").fill(KITA)
    page.get_by_role("button", name="Senden").click()
    expect(cards(page).first).to_be_visible()
    assert [*found, *everywhere(page)] == []

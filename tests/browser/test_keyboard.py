"""A whole conversation with the keyboard alone: the focus is always somewhere, always seen, and never trapped."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.talking import CHAT, SECONDS, answered, ask, cards, chip, field
from tests.browser.test_widget import OpenForeign

DESKTOP = {"viewport": {"width": 1280, "height": 720}}
#: The element that has the focus, inside every shadow, and how it shows that it has.
FOCUS = """() => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    const { top, bottom, left, right, width, height } = one.getBoundingClientRect();
    const inside = one.getRootNode().elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
    return {
        name: `${one.tagName} ${one.getAttribute("aria-label") ?? one.textContent.trim().slice(0, 40)}`,
        lost: one === document.body || one === document.documentElement,
        marked: outlineStyle === "auto" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none",
        seen: width > 0 && height > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
        covered: !inside || !(one.contains(inside) || inside.contains(one)),
    };
}"""


def check_focus(page: Page) -> str:
    """The focus is on something, marked, on the screen and not behind anything; gives its name."""
    focus = page.evaluate(FOCUS)
    assert not focus["lost"], "the focus is lost"
    assert focus["marked"], f"nothing shows that {focus['name']} has the focus"
    assert focus["seen"], f"{focus['name']} has the focus off the screen"
    assert not focus["covered"], f"{focus['name']} has the focus behind something else"
    return str(focus["name"])


def tab_to(page: Page, wanted: Locator, key: str = "Tab", most: int = 60) -> None:
    """Goes there key by key; each stop is a focus that can be seen."""
    for _ in range(most):
        if wanted.evaluate("one => one.getRootNode().activeElement === one"):
            return
        page.keyboard.press(key)
        check_focus(page)
    raise AssertionError(f"{wanted} cannot be reached with {key}")


def press_and_wait(page: Page) -> None:
    with page.expect_response(CHAT, timeout=SECONDS):
        page.keyboard.press("Enter")
    answered(page)


def test_a_whole_conversation(open_page: OpenPage) -> None:
    page = open_page(**DESKTOP)
    expect(field(page)).to_be_visible()
    # the first stop skips the head of the page
    page.keyboard.press("Tab")
    assert "Zum Inhalt springen" in check_focus(page)
    page.keyboard.press("Enter")
    tab_to(page, field(page))
    page.keyboard.type("was kann man hier nachmittags mit kindern machen")
    press_and_wait(page)
    expect(field(page)).to_be_focused()

    # a button answers; afterwards the focus is on what was answered
    reply = page.get_by_role("button", name="3 bis 5 Jahre").last
    tab_to(page, reply, "Shift+Tab")
    press_and_wait(page)
    expect(cards(page).first).to_be_visible()
    assert page.evaluate(FOCUS)["lost"] is False

    # a chip, its dialog, and back
    age = page.locator(".chip").first
    tab_to(page, age)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    inside = {check_focus(page)}
    for _ in range(8):  # the focus stays in it, and every stop can be seen
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUS)["name"]
        inside.add(name)
    assert not any("Senden" in name or "nachricht" in name.lower() for name in inside), inside
    page.keyboard.press("Escape")
    expect(age).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    tab_to(page, dialog.get_by_role("combobox"))
    page.keyboard.type("8")
    tab_to(page, dialog.get_by_role("button", name="Übernehmen"))
    press_and_wait(page)
    expect(chip(page, "8 Jahre")).to_be_visible()
    assert page.evaluate(FOCUS)["lost"] is False

    # an offer is saved, and found on the list
    save = page.locator(".karte").last.get_by_role("button", name=re.compile("^(Merken|Gemerkt)"))
    tab_to(page, save, "Shift+Tab", most=120)
    page.keyboard.press("Space")
    expect(save).to_have_attribute("aria-pressed", "true")
    check_focus(page)
    saved = page.get_by_role("link", name=re.compile("^Merkliste"))
    tab_to(page, saved, "Shift+Tab", most=120)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ihre Merkliste")).to_be_visible()
    expect(cards(page)).to_have_count(1)
    tab_to(page, page.get_by_role("link", name=re.compile("^Entfernen")))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Auf dieser Liste steht noch nichts.")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/angebote",
        "/angebote/gf-elterngeldstelle",
        "/merkliste?angebote=gf-elterngeldstelle,de-elterngeld",
        "/impressum",
    ],
)
@pytest.mark.parametrize("viewport", [(360, 740), (1280, 720)], ids=["phone", "desktop"])
def test_every_stop_can_be_seen_and_the_end_is_reached(
    open_page: OpenPage, path: str, viewport: tuple[int, int]
) -> None:
    page = open_page(path, viewport={"width": viewport[0], "height": viewport[1]})
    page.wait_for_load_state("networkidle")
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the end
        stops.append(check_focus(page))
    assert "Zum Inhalt springen" in stops[0]
    assert len(stops) > 5


def test_the_menu_of_languages_opens_and_closes(open_page: OpenPage) -> None:
    page = open_page("/angebote")
    menu = page.locator(".sprachwahl summary")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "Deutsch" in check_focus(page)
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator(".sprachwahl ul")).to_be_hidden()


def test_the_window_on_a_foreign_page(open_foreign: OpenForeign) -> None:
    page = open_foreign(**DESKTOP)
    opener = page.get_by_role("button", name="Lotte fragen")
    expect(opener).to_be_visible()
    tab_to(page, opener)
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type("kita für mein kind, 2 jahre, in wittingen")
    press_and_wait(page)
    tab_to(page, chip(page, "Wittingen"), "Shift+Tab")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_what_is_new_is_announced_politely(page: Page) -> None:
    """As a screen reader hears it: a log, which is polite by its role, and a status while Lotte searches."""
    log = page.get_by_role("log", name="Gespräch mit Lotte")
    expect(log).to_be_visible()
    assert log.get_attribute("aria-live") in (None, "polite")
    seen = []
    page.route(CHAT, lambda route: (seen.append(page.locator(".wartet").inner_text()), route.continue_()))
    ask(page, "hallo")
    assert "Lotte sucht" in seen[0]
    assert page.locator(".wartet").get_attribute("role") == "status"
    expect(page.locator(".von-lotte").last).to_contain_text("Lotte:")  # who speaks is said too

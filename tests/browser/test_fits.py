"""Small screens, large letters, thumbs, and people whom movement makes ill."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.talking import CHAT, ask, cards, chip
from tests.browser.watching import Watch

PATHS = (
    "/",
    "/angebote",
    "/angebote?wort=hebamme&ort=03151040&alter=2&kostenlos=1&form=online&angebotssprache=tr",
    "/angebote/gf-elterngeldstelle",
    "/merkliste",
    "/merkliste?angebote=gf-elterngeldstelle,de-elterngeld",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
    "/nirgendwo",
)
#: A narrow phone; a desktop at 200 %; one at 400 % (what WCAG 1.4.10 asks for).
SIZES = {"320 px": (320, 640), "200 %": (640, 360), "400 %": (320, 256)}
KITA = "kita für mein kind, 2 jahre, in wittingen"
#: Whatever is wider than the screen, or scrolls sideways inside it.
TOO_WIDE = """() => {
    const wide = [];
    const look = (root) => {
        for (const one of root.querySelectorAll("*")) {
            if (one.shadowRoot) look(one.shadowRoot);
            if (!one.checkVisibility() || one.closest(".nur-vorlesen, .sprung, svg")) continue;
            const { left, right, width } = one.getBoundingClientRect();
            const scrolls = ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
            if ((width > 1 && (right > innerWidth + 1 || left < -1)) || scrolls) wide.push(`${one.tagName}.${one.className} ${Math.round(left)}–${Math.round(right)}`);
        }
    };
    look(document);
    const page = document.documentElement.scrollWidth;
    return page > innerWidth ? [`page ${page}`, ...wide] : wide;
}"""
#: What is tapped, and smaller than 24 × 24 px: except links within a sentence (WCAG 2.5.8).
TOO_SMALL = """() => {
    const small = [];
    const look = (root) => {
        for (const one of root.querySelectorAll("a[href], button, select, summary, input, textarea, [role=button]")) {
            if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || one.closest(".nur-vorlesen, .sprung") || one.type === "hidden") continue;
            const { width, height } = one.getBoundingClientRect();
            const inSentence = one.matches("a") && getComputedStyle(one).display === "inline"
                && [...one.parentElement.childNodes].some((other) => other.nodeType === 3 && other.textContent.trim());
            if (Math.min(width, height) < 24 && !inSentence) small.push(`${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)} ${width.toFixed()}×${height.toFixed()}`);
        }
        for (const one of root.querySelectorAll("*")) if (one.shadowRoot) look(one.shadowRoot);
    };
    look(document);
    return small;
}"""


def faults(page: Page) -> list[str]:
    page.wait_for_load_state("networkidle")
    return [*page.evaluate(TOO_WIDE), *page.evaluate(TOO_SMALL)]


def resize(page: Page, name: str) -> None:
    width, height = SIZES[name]
    page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize("path", PATHS)
def test_no_page_scrolls_sideways_and_all_can_be_tapped(open_page: OpenPage, watch: Watch, path: str) -> None:
    watch.expects("status of 404")
    page = open_page(path)
    found = {}
    for name in SIZES:
        resize(page, name)
        page.reload()
        found[name] = faults(page)
    assert found == {name: [] for name in SIZES}


@pytest.mark.parametrize("name", SIZES)
def test_the_conversation_too(open_page: OpenPage, name: str) -> None:
    width, height = SIZES[name]
    page = open_page(viewport={"width": width, "height": height})
    ask(page, KITA)
    expect(cards(page).first).to_be_visible()
    found = {"offers": faults(page)}
    chip(page, "2 Jahre").click()
    expect(page.get_by_role("dialog")).to_be_in_viewport()
    found["dialog"] = faults(page)
    page.keyboard.press("Escape")
    ask(page, "mein kind ist bewusstlos und atmet nicht")
    expect(page.locator('.gefahr a[href="tel:112"]').first).to_be_in_viewport()
    found["danger"] = faults(page)
    assert found == {"offers": [], "dialog": [], "danger": []}


@pytest.mark.parametrize("code", ["ar", "ru", "pl", "uk"])
def test_longer_words_of_other_languages_fit(open_page: OpenPage, code: str) -> None:
    page = open_page()
    resize(page, "320 px")
    found = {}
    for path in ("/?", "/angebote?", "/merkliste?angebote=gf-elterngeldstelle&"):
        page.goto(f"{path}sprache={code}")
        found[path] = faults(page)
    assert found == {path: [] for path in found}


def test_without_javascript_too(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    resize(page, "320 px")
    page.get_by_label("Ihre Nachricht an Lotte").fill(KITA)
    page.get_by_role("button", name="Senden").click()
    expect(cards(page).first).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(TOO_SMALL) == []


def moving(page: Page) -> int:
    """How many things move while Lotte searches."""
    counted: list[int] = []
    script = """() => {
        const lotte = document.querySelector("lotte-chat").shadowRoot;
        return [...document.getAnimations(), ...lotte.getAnimations()].filter((one) => one.playState === "running").length;
    }"""

    def count(route: Route) -> None:
        counted.append(page.evaluate(script))
        route.continue_()

    page.route(CHAT, count)
    ask(page, "hallo")
    return counted[0]


def test_nothing_moves_for_those_who_asked_for_that(open_page: OpenPage) -> None:
    assert moving(open_page()) > 0
    assert moving(open_page(reduced_motion="reduce")) == 0


def test_the_field_stays_above_the_answers(page: Page) -> None:
    """Whatever is said, a parent can go on writing without scrolling."""
    ask(page, KITA)
    expect(page.locator(".eingabe textarea")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Senden")).to_be_in_viewport(ratio=1)

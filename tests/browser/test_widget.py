"""Lotte in the corner of a page of somebody else: allowed by name only, without a cookie, whatever styles are there."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.foreign_page import STRICT, ForeignPage
from tests.browser.talking import ask, cards, chip, field, tap
from tests.browser.watching import Watch

OpenForeign = Callable[..., Page]
DESKTOP = {"viewport": {"width": 1280, "height": 720}}


def opener(page: Page) -> Locator:
    return page.get_by_role("button", name="Lotte fragen")


def window(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Gespräch mit Lotte")


def open_lotte(page: Page) -> None:
    opener(page).click()
    expect(window(page)).to_be_visible()


def test_a_conversation_on_a_foreign_page_leaves_no_cookie(open_foreign: OpenForeign) -> None:
    page = open_foreign()
    open_lotte(page)
    expect(field(page)).to_be_focused()
    ask(page, "kita für mein kind, 2 jahre, in wittingen")
    expect(cards(page).first).to_be_visible()
    expect(chip(page, "Wittingen")).to_be_visible()
    ask(page, "es sind zwillinge")  # the same conversation: known by its token
    expect(chip(page, "Wittingen")).to_be_visible()
    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""


def test_chips_work_there_too(open_foreign: OpenForeign) -> None:
    page = open_foreign()
    open_lotte(page)
    ask(page, "kita für mein kind, 2 jahre, in wittingen")
    chip(page, "Wittingen").click()
    tap(page, page.get_by_role("dialog", name="Wo wohnen Sie?").get_by_role("button", name="Entfernen"))
    expect(chip(page, "Wittingen")).to_have_count(0)
    expect(chip(page, "2 Jahre")).to_be_visible()


def test_escape_closes_and_gives_the_focus_back(open_foreign: OpenForeign) -> None:
    page = open_foreign(**DESKTOP)
    for way in ("Escape", "Fenster schließen"):
        open_lotte(page)
        if way == "Escape":
            page.keyboard.press(way)
        else:
            page.get_by_role("button", name=way).click()
        expect(window(page)).to_be_hidden()
        expect(opener(page)).to_be_focused()
    expect(page.get_by_role("link", name="Weiter unten")).to_be_visible()


def test_escape_in_a_dialog_closes_the_dialog_alone(open_foreign: OpenForeign) -> None:
    page = open_foreign(**DESKTOP)
    open_lotte(page)
    ask(page, "kita für mein kind, 2 jahre, in wittingen")
    chip(page, "2 Jahre").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Wie alt ist das Kind?")).to_have_count(0)
    expect(window(page)).to_be_visible()


def test_the_page_around_stays_usable(open_foreign: OpenForeign) -> None:
    page = open_foreign(**DESKTOP)
    open_lotte(page)
    page.get_by_role("link", name="Weiter unten").click()
    assert page.url.endswith("#unten")
    expect(window(page)).to_be_visible()


def test_it_survives_a_reload(open_foreign: OpenForeign) -> None:
    page = open_foreign()
    open_lotte(page)
    ask(page, "kita für mein kind, 2 jahre, in wittingen")
    page.reload()
    open_lotte(page)
    expect(cards(page).first).to_be_visible()
    expect(page.locator(".von-eltern")).to_have_count(1)
    ask(page, "und in brome?")
    expect(chip(page, "2 Jahre")).to_be_visible()
    assert page.context.cookies() == []


def look(page: Page) -> str:
    """Size, place and letters of everything a parent sees of Lotte."""
    open_lotte(page)
    ask(page, "kita für mein kind, 2 jahre, in wittingen")
    page.evaluate("document.fonts.ready")
    return json.dumps(
        page.locator("lotte-chat").evaluate(
            """lotte => [...lotte.shadowRoot.querySelectorAll("section, p, h2, button, a, textarea, .karte, .chip")]
                .filter((one) => one.checkVisibility())
                .map((one) => {
                    const { fontSize, color, letterSpacing, textTransform, float, fontFamily } = getComputedStyle(one);
                    const { width, height } = one.getBoundingClientRect();
                    return [one.className, fontSize, color, letterSpacing, textTransform, float, fontFamily,
                        Math.round(width), Math.round(height)].join(" ");
                })"""
        ),
        indent=1,
    )


def test_styles_of_the_page_do_not_reach_in(open_foreign: OpenForeign) -> None:
    plain = look(open_foreign(**DESKTOP))
    assert look(open_foreign(style=STRICT, **DESKTOP)) == plain


def test_on_a_phone_the_window_fills_the_screen(open_foreign: OpenForeign) -> None:
    page = open_foreign(style=STRICT)
    open_lotte(page)
    box = window(page).bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)


def test_it_speaks_the_language_the_page_names(open_foreign: OpenForeign) -> None:
    page = open_foreign(script={"data-sprache": "ar"})
    page.locator("lotte-chat .oeffner").click()
    panel = page.locator("lotte-chat .fenster")
    expect(panel).to_have_attribute("lang", "ar")
    assert panel.evaluate("panel => getComputedStyle(panel).direction") == "rtl"
    expect(field(page)).to_be_focused()


def test_a_page_that_is_not_allowed_gets_nothing(open_foreign: OpenForeign, foreign: ForeignPage, watch: Watch) -> None:
    watch.expects("CORS policy", "ERR_FAILED", "dynamically imported module")
    page = open_foreign(foreign.other_origin)
    page.wait_for_load_state("networkidle")
    expect(page.locator("lotte-chat")).to_have_count(0)
    expect(page.get_by_role("heading", name="Familienwegweiser")).to_be_visible()
    lotte = foreign.widget.removesuffix("/widget.js")
    asked = page.evaluate(
        """async (lotte) => {
            const message = { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"text":"Hallo"}' };
            try { await fetch(`${lotte}/api/chat`, message); return "answered"; } catch { return "refused"; }
        }""",
        lotte,
    )
    assert asked == "refused"
    assert page.context.cookies() == []


def test_nobody_may_put_lotte_into_a_frame(open_foreign: OpenForeign, foreign: ForeignPage, watch: Watch) -> None:
    watch.expects("frame-ancestors", "X-Frame-Options")
    page = open_foreign()
    lotte = foreign.widget.removesuffix("/widget.js")
    page.evaluate(
        "(src) => { const frame = document.createElement('iframe'); frame.src = src; document.body.append(frame); }",
        lotte,
    )
    page.wait_for_timeout(500)
    frame = page.frames[-1]
    assert frame.locator("lotte-chat").count() == 0

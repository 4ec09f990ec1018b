"""The pages in other languages: Arabic from right to left, numbers not, and what is German marked as German."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.talking import ask, cards, field

DIRECTION = "element => getComputedStyle(element).direction"
LANGUAGES = {
    "de": "de", "leicht": "de-simple", "en": "en", "tr": "tr", "ru": "ru", "uk": "uk", "ar": "ar", "pl": "pl",
}  # fmt: skip


def test_arabic_runs_from_right_to_left_and_its_numbers_do_not(arabic_page: Page) -> None:
    page = arabic_page
    assert page.locator("html").get_attribute("dir") == "rtl"
    ask(page, "ابني ابتلع دواء ولا يتنفس")
    bubble = page.locator(".von-lotte.gefahr .blase").first
    assert bubble.evaluate(DIRECTION) == "rtl"
    number = page.locator('.blase a[href="tel:112"]').first
    expect(number).to_be_visible()
    assert number.evaluate(DIRECTION) == "ltr"
    assert number.inner_text() == "112"


def test_arabic_mirrors_the_page(arabic_page: Page, open_page: OpenPage) -> None:
    """Lotte speaks on the right, the parent on the left; the button to send stands on the left."""
    ask(arabic_page, "أبحث عن حضانة لطفلي، عمره سنتان، في Wittingen")
    german = open_page()
    ask(german, "kita für mein kind, 2 jahre, in wittingen")
    sides = {}
    for name, page in (("ar", arabic_page), ("de", german)):
        send, parent, lotte = (
            page.locator(selector).first.evaluate(
                "one => { const { left, right } = one.getBoundingClientRect(); return (left + right) / 2; }"
            )
            for selector in (".eingabe > .kern-btn", ".von-eltern .blase", ".von-lotte .blase")
        )
        sides[name] = (send < 180, parent < lotte)
    assert sides == {"ar": (True, True), "de": (False, False)}
    for page in (arabic_page, german):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_offers_are_german_on_an_arabic_page_and_say_so(arabic_page: Page) -> None:
    ask(arabic_page, "أبحث عن حضانة لطفلي، عمره سنتان، في Wittingen")
    title = cards(arabic_page).first.locator(".kern-title")
    expect(title).to_have_attribute("lang", "de")
    assert title.evaluate(DIRECTION) == "ltr"
    phone = arabic_page.locator(".karte .anrufen").first
    expect(phone).to_be_visible()


def test_the_list_in_arabic(arabic_page: Page) -> None:
    arabic_page.goto("/angebote?sprache=ar")
    assert arabic_page.locator("html").get_attribute("dir") == "rtl"
    assert arabic_page.locator("main").evaluate(DIRECTION) == "rtl"
    assert cards(arabic_page).first.locator(".kern-title").evaluate(DIRECTION) == "ltr"
    link = cards(arabic_page).first.get_by_role("link").last
    assert "sprache=ar" in (link.get_attribute("href") or "")


@pytest.mark.parametrize(("code", "lang"), LANGUAGES.items())
def test_every_language_of_the_menu(open_page: OpenPage, code: str, lang: str) -> None:
    page = open_page(f"/?sprache={code}")
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (lang, "rtl" if code == "ar" else "ltr")
    expect(field(page)).to_be_visible()
    expect(page.locator(".sprachwahl li")).to_have_count(len(LANGUAGES))
    page.locator(".sprachwahl summary").click()
    expect(page.locator(".sprachwahl a[aria-current]")).to_have_attribute("lang", lang)
    page.keyboard.press("Escape")
    expect(page.locator(".sprachwahl ul")).to_be_hidden()
    page.locator(".reiter a").nth(1).click()
    assert page.locator("html").get_attribute("lang") == lang  # the choice goes along
    assert page.context.cookies() == []


def test_lotte_answers_in_the_language_of_the_page(open_page: OpenPage) -> None:
    page = open_page("/?sprache=tr")
    ask(page, "hallo")
    german = open_page("/")
    ask(german, "hallo")
    last = [one.locator(".von-lotte .blase").last.inner_text() for one in (page, german)]
    assert last[0] != last[1]


def test_a_browser_in_another_language_is_offered_it_not_forced(open_page: OpenPage) -> None:
    page = open_page("/", locale="tr-TR")
    assert page.locator("html").get_attribute("lang") == "de"
    page.locator(".angebotene-sprache a").click()
    assert page.locator("html").get_attribute("lang") == "tr"

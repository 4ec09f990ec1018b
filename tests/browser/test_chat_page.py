"""The chat page in a real browser on a phone's width. Skipped, by name, where no Chromium is installed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.running import RunningLotte

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium ist nicht installiert")


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="de-DE")
        page = context.new_page()
        yield page
        browser.close()


@pytest.fixture
def page(browser_page: Page, lotte: RunningLotte) -> Page:
    browser_page.context.clear_cookies()
    browser_page.goto(lotte.address)
    browser_page.evaluate("sessionStorage.clear()")
    browser_page.goto(lotte.address)
    return browser_page


def ask(page: Page, words: str) -> None:
    page.get_by_label("Ihre Nachricht an Lotte").fill(words)
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_text("Lotte sucht")).to_be_hidden(timeout=15000)


def test_a_parent_finds_an_offer_and_can_call(page: Page) -> None:
    ask(page, "elterngeld antrag, baby 3 monate")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Elterngeldstelle"))
    expect(card).to_be_visible()
    expect(page.get_by_role("list", name="Verstanden")).to_contain_text("3 Monate")


def test_a_button_answers_the_question(page: Page) -> None:
    ask(page, "was kann man hier nachmittags mit kindern machen")
    page.get_by_role("button", name="3 bis 5 Jahre").click()
    expect(page.locator(".angebot").first).to_be_visible(timeout=15000)


def test_danger_shows_a_number_to_tap(page: Page) -> None:
    ask(page, "mein baby hat spülmaschinentabs verschluckt")
    expect(page.locator('.blase a[href="tel:112"]').first).to_be_visible()
    expect(page.locator('.blase a[href="tel:055119240"]').first).to_be_visible()
    expect(page.locator('a[href="tel:055119240"]').first).to_be_visible()


def test_who_cannot_call_can_write(page: Page) -> None:
    ask(page, "mein mann hat mich geschlagen, ich habe angst vor ihm")
    expect(page.get_by_role("link", name="Schreiben statt anrufen (Chat): Hilfetelefon").first).to_be_visible()


def test_the_next_steps_can_be_taken_along(page: Page) -> None:
    ask(page, "mein kind ist 2, was muss ich als nächstes alles erledigen?")
    link = page.get_by_role("link", name="Termine in meinen Kalender")
    expect(link).to_have_attribute("href", re.compile(r"^/kalender/.+\.ics$"))


def test_the_conversation_survives_a_reload(page: Page) -> None:
    ask(page, "Hallo")
    page.reload()
    expect(page.get_by_text("Hallo", exact=True)).to_be_visible()
    ask(page, "danke")
    expect(page.get_by_text("Sehr gern")).to_be_visible()


def test_leaving_quickly_leaves_nothing(page: Page, lotte: RunningLotte) -> None:
    ask(page, "Hallo")
    page.get_by_role("link", name="Seite schnell verlassen").click()
    page.wait_for_url("about:blank")
    page.goto(lotte.address)
    expect(page.get_by_text("Hallo", exact=True)).to_have_count(0)


def test_works_with_the_keyboard_alone(page: Page) -> None:
    page.get_by_label("Ihre Nachricht an Lotte").focus()
    page.keyboard.type("Hallo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Kita und Betreuung")).to_be_visible(timeout=15000)
    expect(page.get_by_label("Ihre Nachricht an Lotte")).to_be_focused()


def test_nothing_is_asked_of_another_host_and_nothing_goes_wrong(page: Page, lotte: RunningLotte) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.reload()
    ask(page, "<img src=x onerror=alert(1)> <b>Hallo</b>")
    assert asked
    assert [url for url in asked if not url.startswith(lotte.address)] == []
    assert wrong == []
    assert page.locator("#verlauf img, #verlauf b").count() == 0


def test_fits_a_narrow_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    ask(page, "hebamme gesucht, bin schwanger im 5. monat")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 360, "height": 740})
    assert width <= 320


def test_an_error_is_a_sentence(page: Page) -> None:
    ask(page, "///")
    expect(page.get_by_text("Das kann ich nicht lesen")).to_be_visible()


def test_arabic_runs_from_right_to_left_and_its_numbers_do_not(page: Page) -> None:
    ask(page, "ابني ابتلع دواء ولا يتنفس")
    bubble = page.locator(".von-lotte .blase").last
    assert bubble.evaluate("bubble => getComputedStyle(bubble).direction") == "rtl"
    number = page.locator('.blase a[href="tel:112"]').last
    expect(number).to_be_visible()
    assert number.evaluate("link => getComputedStyle(link).direction") == "ltr"

"""An old browser, or one that loads no scripts: the same conversation as pages and forms."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.talking import cards, titles
from tests.browser.watching import Watch


def ask(page: Page, words: str) -> None:
    page.get_by_label("Ihre Nachricht an Lotte").fill(words)
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_text("Sie haben geschrieben:")).to_be_visible()


def test_a_conversation_of_several_turns(plain_page: Page) -> None:
    page = plain_page
    expect(page.locator("noscript p")).to_contain_text("Ihr Browser führt kein JavaScript aus.")
    ask(page, "was kann man hier nachmittags mit kindern machen")
    page.get_by_role("button", name="3 bis 5 Jahre").click()
    expect(page.get_by_text("Sie haben geschrieben: 3 bis 5 Jahre")).to_be_visible()
    expect(cards(page).first).to_be_visible()
    ask(page, "in wittingen")
    known = page.get_by_role("list").filter(has_text="Wittingen")
    expect(known.get_by_role("listitem").filter(has_text="Wittingen")).to_be_visible()
    # taken away again
    page.get_by_role("button", name="Entfernen: Wittingen").click()
    expect(page.get_by_role("button", name="Entfernen: Wittingen")).to_have_count(0)
    expect(cards(page).first).to_be_visible()
    cookies = page.context.cookies()
    assert len(cookies) == 1


def test_a_form_sent_twice_is_one_message(plain_page: Page) -> None:
    ask(plain_page, "kita für mein kind, 2 jahre, in wittingen")
    before = titles(cards(plain_page))
    plain_page.reload()  # the browser sends the form again
    assert titles(cards(plain_page)) == before


def test_danger(plain_page: Page) -> None:
    ask(plain_page, "mein kind ist bewusstlos und atmet nicht")
    expect(plain_page.locator('main a[href="tel:112"]').first).to_be_visible()


def test_from_the_list_to_an_offer_to_the_saved_list(plain_page: Page) -> None:
    page = plain_page
    page.get_by_role("link", name="Alle Angebote").first.click()
    page.get_by_label("Was suchen Sie?").fill("hebamme")
    page.get_by_label("Wo wohnen Sie?").select_option(label="Wittingen")
    page.get_by_role("button", name="Angebote zeigen").click()
    expect(page).to_have_url(re.compile(r"wort=hebamme.*ort=03151040"))
    expect(page.get_by_role("heading", name=re.compile(r"Angebote?$")).first).to_be_visible()
    page.get_by_role("link", name="Nicht mehr danach suchen: Wittingen").click()
    expect(page.get_by_role("link", name="Nicht mehr danach suchen: Wittingen")).to_have_count(0)
    title = titles(cards(page))[0]
    page.get_by_role("link", name=f"Alle Angaben: {title}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name=re.compile("^(Merken|Gemerkt)")).click()
    expect(page).to_have_url(re.compile("/merkliste"))
    assert titles(cards(page)) == [title]
    expect(page.get_by_role("img", name=re.compile("QR"))).to_be_visible()
    page.get_by_role("link", name=f"Entfernen: {title}").click()
    expect(page.get_by_text("Auf dieser Liste steht noch nichts.")).to_be_visible()
    assert page.context.cookies() == []


def test_filters_that_are_hidden_can_be_opened(plain_page: Page) -> None:
    plain_page.goto("/angebote")
    plain_page.get_by_text("Mehr: Kosten, Sprache, Art der Hilfe").click()
    plain_page.get_by_label("kostenlos").check()
    plain_page.get_by_role("button", name="Angebote zeigen").click()
    expect(plain_page.get_by_role("link", name="Nicht mehr danach suchen: kostenlos")).to_be_visible()


def test_an_empty_message_is_answered_with_a_page(open_page: OpenPage, watch: Watch) -> None:
    watch.expects("status of 400")
    page = open_page(java_script_enabled=False)
    page.locator("textarea").evaluate("field => field.removeAttribute('required')")
    page.get_by_role("button", name="Senden").click()
    expect(page.locator("main").get_by_role("link", name="Lotte fragen")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile(r"[Ss]chreiben"))


def test_a_browser_that_got_its_script_late_goes_on(page: Page, watch: Watch) -> None:
    """The form was sent before the script was there: the page that answers it has the script, and the same conversation."""
    watch.expects("ERR_FAILED")
    page.route("**/lotte-chat.js", lambda route: route.abort(), times=1)
    page.goto("/")
    page.get_by_label("Ihre Nachricht an Lotte").fill("kita für mein kind, 2 jahre, in wittingen")
    page.get_by_role("button", name="Senden").click()
    expect(page.locator(".verlauf .karte").first).to_be_visible()
    expect(page.locator(".von-eltern")).to_have_count(1)
    page.reload()
    expect(page.locator(".von-eltern")).to_have_count(1)

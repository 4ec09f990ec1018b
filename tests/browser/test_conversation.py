"""A parent on a phone: a whole conversation up to the printed list, corrections, danger, coming back."""

from __future__ import annotations

import re
from datetime import timedelta

import segno
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.talking import ask, cards, chip, save, tap, titles
from tests.browser.watching import Watch
from tests.running import RunningLotte

KITA = "ich suche einen kita platz für meinen sohn, er ist 2, in wittingen"


def sheets(pdf: bytes) -> int:
    """Pages of a PDF as Chromium writes it."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_from_a_question_to_a_printed_list(page: Page, open_page: OpenPage, lotte: RunningLotte) -> None:
    ask(page, "was kann man hier nachmittags mit kindern machen")
    tap(page, page.get_by_role("button", name="3 bis 5 Jahre").last)
    expect(cards(page).first).to_be_visible()
    ask(page, "wittingen")
    last = page.locator(".von-lotte:has(.karte)").last.locator(".karte")
    wanted = [last.nth(0), last.nth(1)]
    names = [titles(card)[0] for card in wanted]
    for card in wanted:
        save(card)
    page.get_by_role("link", name=re.compile("^Merkliste")).click()

    expect(page.get_by_role("heading", name="Ihre Merkliste")).to_be_visible()
    assert titles(cards(page)) == names
    address = page.url
    assert re.fullmatch(rf"{lotte.address}/merkliste\?angebote=[a-z0-9_-]+,[a-z0-9_-]+", address)
    expect(page.get_by_text("Die Liste bleibt nur auf diesem Gerät.").first).to_be_visible()

    printing = page.get_by_role("button", name="Drucken")
    expect(printing).to_be_visible()
    page.evaluate("window.print = () => { document.title = 'gedruckt' }")
    printing.click()
    expect(page).to_have_title("gedruckt")
    page.emulate_media(media="print")
    expect(printing).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("^Anrufen")).first).to_be_hidden()
    expect(page.get_by_text(address).first).to_be_visible()
    code = page.locator("img.nur-druck")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.complete && image.naturalWidth > 0")
    assert sheets(page.pdf(format="A4")) == 1

    # the code is the address, drawn as segno draws it
    picture = page.request.get(code.get_attribute("src") or "").text()
    assert re.search(r' d="([^"]+)"', picture)[1] in segno.make(address, error="m", micro=False).svg_inline(  # type: ignore[index]
        border=4, dark="#000", light="#fff", omitsize=True
    )

    # somebody else opens the link: no login, and nothing is kept on that device unasked
    other = open_page(address)
    assert titles(cards(other)) == names
    assert other.evaluate("localStorage.length") == 0
    other.get_by_role("button", name="Diese Liste auf diesem Gerät merken").click()
    expect(other.get_by_role("link", name=re.compile("^Merkliste"))).to_contain_text("2")


def test_six_offers_fit_on_one_sheet(open_page: OpenPage) -> None:
    page = open_page("/angebote")
    ids = page.locator(".karte .kern-title").evaluate_all(
        "titles => titles.map(({ id }) => id.replace('angebot-', ''))"
    )[:6]
    page.goto(f"/merkliste?angebote={','.join(ids)}")
    expect(cards(page)).to_have_count(6)
    page.emulate_media(media="print")
    assert sheets(page.pdf(format="A4")) == 1


def test_the_list_is_shared_shrunk_and_emptied(page: Page) -> None:
    ask(page, KITA)
    for index in range(2):
        save(cards(page).nth(index))
    page.add_init_script("navigator.share = (data) => { window.shared = data; return Promise.resolve(); }")
    page.get_by_role("link", name=re.compile("^Merkliste")).click()
    page.get_by_role("button", name="Teilen").click()
    assert page.evaluate("window.shared.url") == page.url
    first = titles(cards(page))[0]
    page.get_by_role("link", name=f"Entfernen: {first}").click()
    expect(cards(page)).to_have_count(1)
    assert first not in titles(cards(page))
    page.get_by_role("link", name="Liste leeren").click()
    expect(page.get_by_text("Auf dieser Liste steht noch nichts.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_an_age_is_corrected_by_its_chip(page: Page) -> None:
    ask(page, KITA)
    expect(chip(page, "2 Jahre")).to_be_visible()
    before = titles(cards(page))
    chip(page, "2 Jahre").click()
    dialog = page.get_by_role("dialog", name="Wie alt ist das Kind?")
    dialog.get_by_role("combobox").select_option(label="7 Jahre")
    tap(page, dialog.get_by_role("button", name="Übernehmen"))
    expect(dialog).to_be_hidden()
    expect(chip(page, "7 Jahre")).to_be_visible()
    expect(chip(page, "2 Jahre")).to_have_count(0)
    expect(page.locator(".von-eltern").last).to_contain_text("7 Jahre")
    assert titles(page.locator(".von-eltern").last.locator("~ .von-lotte .karte")) != before


def test_a_place_is_taken_away_by_its_chip(page: Page) -> None:
    ask(page, KITA)
    chip(page, "Wittingen").click()
    tap(page, page.get_by_role("dialog", name="Wo wohnen Sie?").get_by_role("button", name="Entfernen"))
    expect(chip(page, "Wittingen")).to_have_count(0)
    expect(chip(page, "2 Jahre")).to_be_visible()
    answer = page.locator(".von-eltern").last.locator("~ .von-lotte")
    expect(answer.first).to_be_visible()
    expect(answer.locator(".karte").first).to_be_visible()


def test_a_dialog_can_be_left_without_a_change(page: Page) -> None:
    ask(page, KITA)
    said = page.locator(".von-eltern").count()
    chip(page, "2 Jahre").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chip(page, "2 Jahre")).to_be_focused()
    assert page.locator(".von-eltern").count() == said


def test_danger_shows_the_number_first_and_nothing_to_read(page: Page) -> None:
    ask(page, "mein kind ist bewusstlos und atmet nicht")
    answer = page.locator(".von-lotte.gefahr")
    numbers = answer.locator('a[href^="tel:"]')
    expect(numbers.first).to_have_attribute("href", "tel:112")
    expect(numbers.first).to_be_in_viewport()
    expect(answer.locator(".karte").first).to_be_visible()
    assert answer.locator(".karte").count() == answer.locator(".karte.notfall").count()
    assert answer.locator(".gruende, .quelle, .fuer-wen").count() == 0


def test_poison_shows_the_number_for_poison(page: Page) -> None:
    ask(page, "mein baby hat spülmaschinentabs verschluckt")
    expect(page.locator('.blase a[href="tel:055119240"]').first).to_be_in_viewport()
    expect(page.locator('.blase a[href="tel:112"]').first).to_be_visible()
    expect(page.locator('.karte a[href="tel:055119240"]').first).to_be_visible()


def test_who_cannot_call_can_write(page: Page) -> None:
    ask(page, "mein mann hat mich geschlagen, ich habe angst vor ihm")
    expect(page.get_by_role("link", name="Schreiben statt anrufen (Chat): Hilfetelefon").first).to_be_visible()


def test_the_next_steps_can_be_taken_along(page: Page) -> None:
    ask(page, "mein kind ist 2, was muss ich als nächstes alles erledigen?")
    link = page.get_by_role("link", name="Termine in meinen Kalender")
    expect(link).to_have_attribute("href", re.compile(r"^/kalender/.+\.ics$"))


def test_a_card_has_what_it_takes_to_choose_and_to_go(open_page: OpenPage) -> None:
    page = open_page(is_mobile=True, has_touch=True)  # with a mouse there is no map to open
    ask(page, "elterngeld antrag, baby 3 monate")
    card = cards(page).filter(has=page.get_by_role("heading", name="Elterngeldstelle")).first
    expect(card.locator(".fuer-wen")).to_be_visible()
    expect(card.locator(".gruende li").first).to_be_visible()
    expect(card.get_by_role("link", name=re.compile("^Webseite"))).to_have_attribute("href", re.compile("^https://"))
    expect(card.get_by_role("link", name=re.compile("^Weg"))).to_have_attribute("href", re.compile(r"^geo:0,0\?q="))
    card.get_by_role("link", name=re.compile("^Alle Angaben")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elterngeldstelle")
    expect(page.get_by_text(re.compile("geprüft")).first).to_be_visible()


def test_the_conversation_survives_a_reload(page: Page) -> None:
    ask(page, KITA)
    turns = page.locator(".von-eltern, .von-eltern ~ .von-lotte")
    before = turns.all_inner_texts()
    page.reload()
    expect(cards(page).first).to_be_visible()
    assert turns.all_inner_texts() == before
    expect(chip(page, "2 Jahre")).to_be_visible()
    ask(page, "danke")
    expect(page.get_by_text("Sehr gern")).to_be_visible()


def test_from_the_start_forgets_what_was_said(page: Page) -> None:
    ask(page, KITA)
    tap(page, "Von vorn")
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.get_by_text("wittingen")).to_have_count(0)
    expect(page.locator(".von-lotte")).to_have_count(1)


def test_deleting_deletes_here_and_there(page: Page) -> None:
    ask(page, KITA)
    tap(page, "Gespräch löschen")
    tap(page, page.locator(".antworten").last.get_by_role("button").first)
    expect(page.locator(".von-eltern")).to_have_count(0)
    expect(page.locator(".chip")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Hallo, ich bin Lotte.")).to_be_visible()
    expect(page.get_by_text("wittingen")).to_have_count(0)


def test_leaving_quickly_leaves_nothing(page: Page, lotte: RunningLotte) -> None:
    ask(page, KITA)
    page.get_by_role("link", name="Seite schnell verlassen").click()
    page.wait_for_url("about:blank")
    page.goto(lotte.address)
    expect(page.get_by_text("Hallo, ich bin Lotte.")).to_be_visible()
    expect(page.get_by_text("wittingen")).to_have_count(0)


def test_an_error_is_a_sentence(page: Page, watch: Watch) -> None:
    watch.expects("status of 400")
    ask(page, "///")
    expect(page.get_by_text("Das kann ich nicht lesen")).to_be_visible()


def test_there_is_no_hurry(page: Page, lotte: RunningLotte) -> None:
    """A child woke up in between: hours later everything is as it was."""
    page.clock.install()
    page.reload()
    ask(page, KITA)
    page.clock.fast_forward("06:00:00")
    lotte.let_time_pass(timedelta(hours=6))
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(0)
    expect(chip(page, "2 Jahre")).to_be_visible()
    ask(page, "was kostet das")
    expect(chip(page, "2 Jahre")).to_be_visible()

"""From the page into a messenger and back, with the real Lotte: taps, keys, no JavaScript, small screens, weight."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import dark_violations, violations
from tests.browser.conftest import OpenPage
from tests.browser.foreign_page import foreign_page
from tests.browser.gateways import running_gateway
from tests.browser.talking import ask, cards, chip, field, tap
from tests.browser.test_budget import BUDGET
from tests.browser.test_fits import TOO_SMALL, TOO_WIDE
from tests.browser.test_keyboard import check_focus, tab_to
from tests.browser.watching import Watch
from tests.browser.weighing import loaded
from tests.messenger.standin_whatsapp import APP_SECRET, NUMBER, PHONE_ID, TOKEN, VERIFY_TOKEN, WhatsAppStandIn
from tests.messenger.whatsapp_people import WhatsAppPerson
from tests.running import RunningLotte, free_port

KITA = "kita für mein kind, 2 jahre, in wittingen"
CODE = r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}"
SECONDS = 30
DESKTOP = {"viewport": {"width": 1280, "height": 720}}
WAYS = re.compile("^(WhatsApp|Matrix) öffnen$")


@pytest.fixture(scope="module")
def whatsapp() -> Iterator[WhatsAppStandIn]:
    with WhatsAppStandIn() as whatsapp:
        yield whatsapp


@pytest.fixture(scope="module")
def messengers(whatsapp: WhatsAppStandIn) -> dict[str, str]:
    """WhatsApp, whose address carries a code, and Matrix, whose address does not; nobody answers there."""
    return {
        "LOTTE_PUBLIC_URL": "http://lotte.example",
        "LOTTE_WHATSAPP_API": whatsapp.api,
        "LOTTE_WHATSAPP_TOKEN": TOKEN,
        "LOTTE_WHATSAPP_PHONE_ID": PHONE_ID,
        "LOTTE_WHATSAPP_NUMBER": NUMBER,
        "LOTTE_WHATSAPP_APP_SECRET": APP_SECRET,
        "LOTTE_WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
        "LOTTE_MATRIX_HOMESERVER": f"http://127.0.0.1:{free_port()}",
        "LOTTE_MATRIX_USER": "@lotte:matrix.example",
        "LOTTE_MATRIX_PASSWORD": "unbekannt",
    }


@pytest.fixture(scope="module")
def gateway(lotte: RunningLotte, whatsapp: WhatsAppStandIn, messengers: dict[str, str]) -> Iterator[str]:
    with running_gateway(lotte, **messengers) as address:
        assert whatsapp.set_webhook(f"{address}/messenger/whatsapp/webhook")
        yield address


@pytest.fixture
def open_here(open_page: OpenPage, watch: Watch, gateway: str) -> OpenPage:
    """`open_here("/weiter")`: a page of the gateway with messengers."""
    watch.own.add(gateway)

    def open_here(path: str = "/", **options: object) -> Page:
        return open_page(path, **{"base_url": gateway, **options})

    return open_here


_people = iter(range(1, 99))


@pytest.fixture
def person(whatsapp: WhatsAppStandIn) -> WhatsAppPerson:
    return WhatsAppPerson(whatsapp, next(_people))


def heard(person: WhatsAppPerson, words: str) -> str:
    """The last message in which the person reads these words, once it is there."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        for sent in reversed(person.whatsapp.messages(person.chat)):
            if words in sent.text:
                return sent.text
        time.sleep(0.1)
    raise AssertionError([sent.text for sent in person.whatsapp.messages(person.chat)])


def link_to_here(person: WhatsAppPerson) -> str:
    """Path and code of the address Lotte tells somebody who asks for the web."""
    person.say("/web")
    found = re.search(rf"http://lotte\.example(/weiter#{CODE})\n", heard(person, "/weiter#"))
    assert found
    return found[1]


def ways_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Im Messenger weiter")


def ways(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Im Messenger weiter")


def faults(page: Page) -> list[str]:
    return [*page.evaluate(TOO_WIDE), *page.evaluate(TOO_SMALL)]


# --- with JavaScript ------------------------------------------------------------------------------------------------


def test_from_the_page_into_a_messenger(open_here: OpenPage, person: WhatsAppPerson) -> None:
    page = open_here(**DESKTOP)
    ask(page, KITA)
    ways_button(page).click()
    link = ways(page).get_by_role("link", name="WhatsApp öffnen").get_attribute("href") or ""
    found = re.fullmatch(rf"https://wa\.me/{NUMBER}\?text=Hallo%20Lotte%20({CODE})", link)
    assert found, link
    expect(ways(page).get_by_text(f"Schreiben Sie Lotte dort: {found[1]}")).to_be_visible()
    expect(ways(page).get_by_role("img", name="QR-Code für WhatsApp")).to_be_visible()
    person.say(f"Hallo Lotte {found[1]}")
    for known in ("2 Jahre", "Wittingen"):
        assert known in heard(person, "Gut, wir machen hier weiter.")
    person.tap("Angebote zeigen")
    heard(person, "Das passt zu: 2 Jahre")
    person.say(found[1])
    heard(person, "Dieser Code gilt nicht mehr.")
    # here nothing has changed
    page.keyboard.press("Escape")
    expect(chip(page, "Wittingen")).to_be_visible()


def test_from_a_messenger_to_the_page(open_here: OpenPage, person: WhatsAppPerson) -> None:
    person.say(KITA)
    heard(person, "Das passt zu: 2 Jahre")
    link = link_to_here(person)
    page = open_here(link)
    expect(page.get_by_role("heading", name="Hier weitermachen?")).to_be_visible()
    expect(page.get_by_label("Code aus dem Messenger")).to_have_value(link.partition("#")[2])
    assert page.url.endswith("/weiter"), "the code is gone from the address"
    expect(page.get_by_role("heading", name="Im Messenger weiter")).to_be_hidden()
    page.get_by_role("button", name="Hier weitermachen").click()
    expect(page.get_by_text("Gut, wir machen hier weiter.")).to_be_visible()
    expect(chip(page, "Wittingen")).to_be_visible()
    expect(chip(page, "2 Jahre")).to_be_visible()
    tap(page, "Angebote zeigen")
    expect(cards(page).first).to_be_visible()
    page.reload()
    expect(cards(page).first).to_be_visible()
    expect(page.get_by_text("Gut, wir machen hier weiter.")).to_have_count(1)
    # the same link once more
    page.goto(link)
    page.get_by_role("button", name="Hier weitermachen").wait_for()


def test_a_link_that_was_used(open_here: OpenPage, person: WhatsAppPerson, watch: Watch) -> None:
    watch.expects("status of 400")
    link = link_to_here(person)
    for _ in range(2):
        page = open_here(link)
        page.get_by_role("button", name="Hier weitermachen").click()
    expect(page.get_by_text("Dieser Code gilt nicht.")).to_be_visible()
    expect(page.get_by_label("Code aus dem Messenger")).to_be_focused()


def test_another_language_takes_the_code_along(open_here: OpenPage, person: WhatsAppPerson) -> None:
    link = link_to_here(person)
    page = open_here(link)
    page.locator(".sprachwahl summary").click()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#code")).to_have_value(link.partition("#")[2])


def test_with_the_keyboard(open_here: OpenPage) -> None:
    page = open_here(**DESKTOP)
    expect(field(page)).to_be_visible()
    tab_to(page, ways_button(page))
    page.keyboard.press("Enter")
    expect(ways(page)).to_be_visible()
    expect(ways(page).get_by_role("link", name=WAYS).first).to_be_focused()
    tab_to(page, ways(page).get_by_role("button", name="Fenster schließen"))
    page.keyboard.press("Enter")
    expect(ways(page)).to_have_count(0)
    expect(ways_button(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(ways(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(ways_button(page)).to_be_focused()
    check_focus(page)
    # and the page of its own
    page.goto("/weiter")
    tab_to(page, page.get_by_role("button", name="Code holen"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name=WAYS).first)
    tab_to(page, page.get_by_label("Code aus dem Messenger"))


def test_when_it_does_not_work(open_here: OpenPage, watch: Watch) -> None:
    watch.expects("status of 503", "ERR_FAILED", "Failed to fetch")
    page = open_here()
    page.route("**/api/weiter", lambda route: route.fulfill(status=503, json={"error": {"message": "x"}}))
    ways_button(page).click()
    expect(page.get_by_text("Das geht gerade nicht.")).to_be_visible()
    expect(ways(page)).to_have_count(0)
    page.unroute("**/api/weiter")
    ways_button(page).click()
    expect(ways(page)).to_be_visible()


# --- without it -----------------------------------------------------------------------------------------------------


def test_without_javascript(open_here: OpenPage, person: WhatsAppPerson, watch: Watch) -> None:
    watch.expects("status of 400")
    page = open_here(java_script_enabled=False)
    page.get_by_label("Ihre Nachricht an Lotte").fill(KITA)
    page.get_by_role("button", name="Senden").click()
    page.get_by_role("link", name="Im Messenger weiter").click()
    page.get_by_role("button", name="Code holen").click()
    said = page.get_by_text("Schreiben Sie Lotte dort:").inner_text()
    assert faults(page) == []
    person.say(said.rpartition(" ")[2].lower())
    assert "Wittingen" in heard(person, "Gut, wir machen hier weiter.")
    # and back, into another browser
    other = open_here("/weiter", java_script_enabled=False)
    other.get_by_label("Code aus dem Messenger").fill("ABCD-EFG2")
    other.get_by_role("button", name="Hier weitermachen").click()
    expect(other.get_by_text("Dieser Code gilt nicht.")).to_be_visible()
    other.get_by_label("Code aus dem Messenger").fill(link_to_here(person).partition("#")[2])
    other.get_by_role("button", name="Hier weitermachen").click()
    expect(other.get_by_text("Gut, wir machen hier weiter.")).to_be_visible()
    expect(other.get_by_role("button", name="Entfernen: Wittingen")).to_be_visible()
    other.get_by_role("button", name="Angebote zeigen").click()
    expect(cards(other).first).to_be_visible()


# --- for everybody --------------------------------------------------------------------------------------------------


def dialog(page: Page) -> None:
    ways_button(page).click()
    expect(ways(page)).to_be_visible()


def with_code(page: Page) -> None:
    page.goto("/weiter#ABCD-EFGH")
    expect(page.get_by_role("heading", name="Hier weitermachen?")).to_be_visible()


def code_fetched(page: Page) -> None:
    page.goto("/weiter")
    page.get_by_role("button", name="Code holen").click()
    expect(page.get_by_role("link", name=WAYS).first).to_be_visible()


def code_wrong(page: Page) -> None:
    page.goto("/weiter")
    page.get_by_label("Code aus dem Messenger").fill("ABCD-EFG2")
    page.get_by_role("button", name="Hier weitermachen").click()
    expect(page.get_by_text("Dieser Code gilt nicht.")).to_be_visible()


STATES: dict[str, Callable[[Page], object]] = {
    "dialog": dialog,
    "page": lambda page: page.goto("/weiter"),
    "with a code": with_code,
    "code fetched": code_fetched,
    "wrong code": code_wrong,
}


@pytest.mark.parametrize("state", STATES)
def test_axe_and_small_screens(open_here: OpenPage, watch: Watch, state: str) -> None:
    watch.expects("status of 400")
    page = open_here(bypass_csp=True)
    STATES[state](page)
    page.wait_for_load_state("networkidle")
    found = [*violations(page), *dark_violations(page), *faults(page)]
    for width, height in ((320, 256), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        found += [*violations(page), *faults(page)]
    assert found == []


def test_on_a_telephone_the_link_is_enough(open_here: OpenPage) -> None:
    page = open_here()
    dialog(page)
    expect(ways(page).get_by_role("img")).to_have_count(0)
    expect(ways(page).get_by_role("link", name="WhatsApp öffnen")).to_be_in_viewport(ratio=1)


def test_in_arabic(open_here: OpenPage) -> None:
    page = open_here("/weiter?sprache=ar", locale="ar", bypass_csp=True)
    assert [*violations(page), *faults(page)] == []


@pytest.mark.parametrize("path", ["/", "/weiter"])
def test_it_is_light(open_here: OpenPage, path: str) -> None:
    page = open_here("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    size, _ = loaded(page, lambda: page.goto(path))
    print(f"{path}: {size / 1000:.1f} kB")
    assert 0 < size <= BUDGET
    assert not any("handover.js" in url for url in asked), "only who asks for it loads it"
    assert page.context.cookies() == []


def test_in_the_corner_of_a_foreign_page(
    lotte: RunningLotte, messengers: dict[str, str], open_page: OpenPage, watch: Watch, person: WhatsAppPerson, gateway: str
) -> None:  # fmt: skip
    with (
        foreign_page() as foreign,
        running_gateway(lotte, **messengers, LOTTE_WIDGET_ORIGINS=foreign.origin) as address,
    ):
        foreign.widget = f"{address}/widget.js"
        watch.own |= {foreign.origin, address}
        page = open_page(f"{foreign.origin}/", bypass_csp=True, **DESKTOP)
        page.get_by_role("button", name="Lotte fragen").click()
        ask(page, KITA)
        dialog(page)
        assert violations(page) == []
        said = ways(page).get_by_text("Schreiben Sie Lotte dort:").inner_text()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog", name="Gespräch mit Lotte")).to_be_visible()
        assert page.context.cookies() == []
        person.say(said.rpartition(" ")[2])
        assert "Wittingen" in heard(person, "Gut, wir machen hier weiter.")


def test_without_a_messenger_there_is_nothing_of_it(open_page: OpenPage, watch: Watch) -> None:
    watch.expects("status of 404")
    page = open_page()
    expect(field(page)).to_be_visible()
    expect(ways_button(page)).to_have_count(0)
    expect(page.get_by_text("Messenger")).to_have_count(0)
    response = page.goto("/weiter")
    assert response is not None
    assert response.status == 404

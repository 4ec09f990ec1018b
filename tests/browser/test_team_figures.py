"""The figures and the start page in a browser: pictures beside tables, a period chosen by hand, the call that was made."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from bot.memory.callbacks import CallbackBook
from bot.memory.conversations import Conversation
from bot.memory.database import open_engine
from bot.memory.staff.tables import Role
from tests.browser.axe import dark_violations, violations
from tests.browser.team import TeamPage
from tests.running import RunningLotte

DAY = 86_400
PHONE = {"viewport": {"width": 360, "height": 740}}
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module", autouse=True)
def talks(lotte: RunningLotte) -> Iterator[None]:
    """Ninety conversations of the last thirty days; what other tests said is there too."""
    engine = open_engine(lotte.settings.conversations_url)
    row = {"next_position": 1, "slots": "{}", "turns": 3}
    rows = [
        {
            "sender_id": f"figures-{n}",
            "created_at": time.time() - (n % 30) * DAY - 60,
            "updated_at": time.time() - (n % 30) * DAY,
            "channel": ("web", "telegram")[n % 2],
            "language": ("de", "tr", "ar")[n % 3],
            "first_offer_turn": n % 4 or None,
            "fallbacks": int(n % 5 == 0),
            "crisis": "gewalt" if n % 9 == 0 else None,
            "helped": ("ja", "nein", None)[n % 3],
            **row,
        }
        for n in range(90)
    ]
    with engine.begin() as connection:
        connection.execute(sa.insert(Conversation), rows)
    yield
    with engine.begin() as connection:
        connection.execute(sa.delete(Conversation).where(Conversation.sender_id.like("figures-%")))
    engine.dispose()


@pytest.fixture
def wish(lotte: RunningLotte) -> Iterator[None]:
    """One family waits for a call."""
    book = CallbackBook(lotte.settings.conversations_url)
    book.add("figures-wish", "05371 123456", "ab 16 Uhr", "tr")
    yield
    book.delete_of("figures-wish")
    book.close()


def scroll_through(page: Page) -> None:
    for picture in page.locator("img.bild").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True, timeout=30_000)
        assert picture.evaluate("one => one.naturalWidth") > 0


def test_every_number_has_its_meaning_and_every_picture_its_table(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, "/team/zahlen")
    for number in page.locator(".zahl").all():
        expect(number.locator(".zahl__bedeutung")).to_be_visible()
        expect(number.locator(".zahl__davor")).to_be_visible()
    scroll_through(page)
    assert page.locator("img.bild").count() == 4
    expect(page.get_by_role("table", name="Wann Eltern schreiben").get_by_role("row")).to_have_count(13)
    expect(page.get_by_role("table", name="Sprachen").get_by_text("Türkisch")).to_be_visible()


def test_a_period_is_chosen_with_the_keyboard(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, "/team/zahlen")
    page.get_by_label("Zeitraum").focus()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Anzeigen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("zeitraum=7"))
    expect(page.get_by_label("Zeitraum")).to_have_value("7")


def test_a_period_that_cannot_be_is_said_at_its_field(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, "/team/zahlen?zeitraum=von_bis&von=2026-11-10&bis=2026-11-01")
    expect(page.get_by_label("Letzter Tag")).to_have_accessible_description("Der letzte Tag liegt vor dem ersten.")


def test_the_table_is_a_file(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, "/team/zahlen", java_script_enabled=False, accept_downloads=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Tabelle (CSV)").click()
    assert download.value.suggested_filename.endswith(".csv")
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("Teil;Was;Wert;gezählt an;davor;Bedeutung")


@pytest.mark.parametrize("path", ["/team/", "/team/zahlen", "/team/rueckrufe"])
def test_nothing_is_in_the_way_of_anybody(team_page: TeamPage, wish: None, path: str) -> None:
    page = team_page(Role.LEITUNG, path, bypass_csp=True)
    scroll_through(page)
    assert violations(page) == []
    assert dark_violations(page) == []
    phone = team_page(Role.LEITUNG, path, bypass_csp=True, **PHONE)
    scroll_through(phone)
    assert phone.evaluate(WIDER_THAN_THE_SCREEN) <= 0
    assert violations(phone) == []


def test_from_the_start_page_to_the_call_that_was_made(team_page: TeamPage, wish: None) -> None:
    page = team_page(Role.LEITUNG)
    page.get_by_role("link", name="1 Familie wartet auf einen Anruf").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="05371 123456")).to_be_visible()
    expect(page.get_by_text("„ab 16 Uhr“")).to_be_visible()
    page.get_by_role("button", name="Angerufen, Nummer löschen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Die Nummer ist gelöscht.")
    expect(page.get_by_text("Gerade wartet niemand auf einen Anruf.")).to_be_visible()


def test_danger_that_nobody_has_seen_comes_first(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG)
    first = page.locator(".aufgaben li").first
    expect(first).to_contain_text("mit Gefahr aus den letzten 7 Tagen")
    expect(first).to_contain_text("zuerst")
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gespräche")

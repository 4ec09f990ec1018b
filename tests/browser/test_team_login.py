"""Signing in, as somebody of the team does it: with a password and a code, by keyboard alone, and out again."""

from __future__ import annotations

from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import Page, expect

from bot.memory.database import open_engine
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.sessions import StaffSessions
from bot.memory.staff.tables import Role
from tests.browser.axe import dark_violations, violations
from tests.browser.conftest import OpenPage
from tests.browser.team import DESK, PASSWORD, TeamPage, account
from tests.browser.watching import Watch
from tests.running import RunningLotte

REFUSED = r"status of 403"
PHONE = {"width": 360, "height": 740}


def fresh(lotte: RunningLotte, name: str, role: Role = Role.AUSWERTUNG) -> str:
    """An account of its own, without a second factor or failed tries."""
    account_id = account(lotte.settings, name, role)
    engine = open_engine(lotte.settings.conversations_url)
    Accounts(engine).remove_second_factor(account_id)
    Accounts(engine).set_active(account_id, True)
    engine.dispose()
    return name


def fill_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()


def test_a_session_opens_the_pages_of_its_role(team_page: TeamPage) -> None:
    page = team_page(Role.REDAKTION)
    expect(page.get_by_role("heading", name="Übersicht")).to_be_visible()
    expect(page.get_by_role("link", name="Angebote").first).to_be_visible()


def test_the_keyboard_alone_signs_in_and_out(open_page: OpenPage, lotte: RunningLotte) -> None:
    page = open_page("/team/konto", **DESK)
    for text in (None, None, fresh(lotte, "tastatur"), PASSWORD):  # "Zum Inhalt", the sign of the page, two fields
        page.keyboard.press("Tab")
        if text:
            page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mein Konto")).to_be_visible()  # where one wanted to go
    leave = page.get_by_role("button", name="Abmelden", exact=True)
    for _ in range(20):
        page.keyboard.press("Tab")
        if leave.evaluate("(button) => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sie sind abgemeldet.")).to_be_visible()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_after_signing_out_the_back_button_shows_nothing(
    open_page: OpenPage, lotte: RunningLotte, java_script_enabled: bool
) -> None:
    page = open_page("/team/konto", java_script_enabled=java_script_enabled, **DESK)
    fill_in(page, fresh(lotte, "zurueck"))
    expect(page.get_by_role("heading", name="Mein Konto")).to_be_visible()
    page.get_by_role("button", name="Abmelden", exact=True).click()
    expect(page.get_by_text("Sie sind abgemeldet.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    expect(page.get_by_text("Mein Konto")).to_have_count(0)


def test_a_wrong_password_is_said_and_the_name_stays(open_page: OpenPage, lotte: RunningLotte, watch: Watch) -> None:
    watch.expects(REFUSED)
    page = open_page("/team/anmelden")
    fill_in(page, fresh(lotte, "vertippt"), "das ist es nicht")
    expect(page.get_by_role("alert")).to_contain_text("Name oder Passwort stimmen nicht")
    expect(page.get_by_label("Name")).to_have_value("vertippt")
    expect(page.get_by_label("Passwort")).to_have_value("")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Übersicht")).to_be_visible()


def test_a_second_factor_is_set_up_and_asked_for(open_page: OpenPage, lotte: RunningLotte, watch: Watch) -> None:
    watch.expects(REFUSED, r"status of 422")
    page = open_page("/team/konto")
    fill_in(page, fresh(lotte, "zweifach"))
    page.get_by_role("link", name="Zweiten Faktor einrichten").click()
    expect(page.get_by_role("img", name="QR-Code")).to_be_visible()
    assert page.get_by_role("img", name="QR-Code").evaluate("(image) => image.complete && image.naturalWidth > 0")
    totp = pyotp.TOTP((page.locator(".geheimnis").text_content() or "").replace(" ", ""))
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_label("Code aus der App").fill("000000")
    page.get_by_role("button", name="Einrichten").click()
    expect(page.get_by_text("Der Code stimmt nicht.")).to_be_visible()
    expect(page.get_by_label("Code aus der App")).to_be_focused()
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_label("Code aus der App").fill(totp.now())
    page.get_by_role("button", name="Einrichten").click()
    expect(page.get_by_text("Der zweite Faktor ist eingerichtet.")).to_be_visible()
    page.get_by_role("button", name="Abmelden", exact=True).click()
    fill_in(page, "zweifach")
    expect(page.get_by_label("Code aus Ihrer App")).to_be_focused()
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Der Code stimmt nicht")
    page.get_by_label("Code aus Ihrer App").fill(totp.at(datetime.now(UTC), counter_offset=1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Übersicht")).to_be_visible()


def test_a_new_password_by_the_form(open_page: OpenPage, lotte: RunningLotte) -> None:
    page = open_page("/team/konto", java_script_enabled=False)
    fill_in(page, fresh(lotte, f"neu{datetime.now(UTC):%H%M%S}"))
    page.get_by_label("Jetziges Passwort").fill(PASSWORD)
    page.get_by_label("Neues Passwort", exact=True).fill("noch ein langes Passwort")
    page.get_by_label("Neues Passwort noch einmal").fill("noch ein langes Passwort")
    page.get_by_role("button", name="Passwort ändern").click()
    expect(page.get_by_text("Das neue Passwort gilt.")).to_be_visible()


def test_the_lead_closes_an_account_and_finds_it_in_the_log(team_page: TeamPage, lotte: RunningLotte) -> None:
    fresh(lotte, "gesperrt.werden")
    page = team_page(Role.LEITUNG, "/team/konten")
    page.get_by_role("link", name="Ändern von gesperrt.werden").click()
    page.get_by_role("button", name="Konto sperren").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    page.get_by_role("link", name="Protokoll").click()
    page.get_by_label("Woran (Kennung)").fill("gesperrt.werden")
    page.get_by_role("button", name="Zeigen", exact=True).click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("gesperrt")


def test_a_warning_comes_in_time_and_one_click_stays(team_page: TeamPage) -> None:
    page = team_page(Role.LEITUNG)
    page.clock.install()
    with page.expect_response("**/team/sitzung"):
        page.goto("/team/konto")
    page.clock.run_for(29 * 60 * 1000)
    expect(page.get_by_role("alert")).to_contain_text("weniger als zwei Minuten")
    page.get_by_role("button", name="Angemeldet bleiben").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_form_left_open_survives_the_end_of_the_session(
    team_page: TeamPage, lotte: RunningLotte, watch: Watch
) -> None:
    page = team_page(Role.LEITUNG)
    page.clock.install()
    with page.expect_response("**/team/sitzung"):  # from then on the page watches the clock
        page.goto("/team/protokoll")
    page.get_by_label("Woran (Kennung)").fill("halb fertig")
    engine = open_engine(lotte.settings.conversations_url)
    StaffSessions(engine, idle_seconds=1, longest_seconds=1).end_all(account(lotte.settings, "leitung", Role.LEITUNG))
    engine.dispose()
    page.clock.run_for(31 * 60 * 1000)
    expect(page.get_by_role("alert")).to_contain_text("ist noch da")
    expect(page.get_by_role("heading", name="Protokoll")).to_be_hidden()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Neu anmelden").click()
    again = opened.value
    fill_in(again, "leitung")
    expect(again.get_by_role("heading", name="Übersicht")).to_be_visible()
    page.get_by_role("button", name="Ich bin wieder angemeldet").click()
    expect(page.get_by_label("Woran (Kennung)")).to_have_value("halb fertig")
    page.get_by_role("button", name="Abmelden", exact=True).click()  # a form, with the new session's token
    expect(page.get_by_text("Sie sind abgemeldet.")).to_be_visible()


def test_without_anything_written_the_page_goes_to_the_login(team_page: TeamPage, lotte: RunningLotte) -> None:
    page = team_page(Role.AUSWERTUNG)
    page.clock.install()
    with page.expect_response("**/team/sitzung"):
        page.goto("/team/konto")
    engine = open_engine(lotte.settings.conversations_url)
    StaffSessions(engine, idle_seconds=1, longest_seconds=1).end_all(
        account(lotte.settings, "auswertung", Role.AUSWERTUNG)
    )
    engine.dispose()
    page.clock.run_for(31 * 60 * 1000)
    expect(page).to_have_url(f"{lotte.address}/team/anmelden?weiter=%2Fteam%2Fkonto")


@pytest.mark.parametrize(
    "path", ["/team/konto", "/team/konto/zweiter-faktor", "/team/konten", "/team/konten/{id}", "/team/protokoll"]
)
def test_axe_finds_nothing_when_signed_in(team_page: TeamPage, lotte: RunningLotte, path: str) -> None:
    other = account(lotte.settings, "redaktion", Role.REDAKTION)
    page = team_page(Role.LEITUNG, path.format(id=other), bypass_csp=True)
    assert everywhere(page) == []


@pytest.mark.parametrize("wrong", [False, True])
def test_axe_finds_nothing_before(open_page: OpenPage, watch: Watch, wrong: bool) -> None:
    watch.expects(REFUSED)
    page = open_page("/team/anmelden", bypass_csp=True, **DESK)
    if wrong:
        fill_in(page, "niemand", "das ist es nicht")
        expect(page.get_by_role("alert")).to_be_visible()
    assert everywhere(page) == []


def everywhere(page: Page) -> list[str]:
    """Violations on a desk, in the dark, and on a phone; and whether the page fits there."""
    found = [*violations(page), *(f"dark: {one}" for one in dark_violations(page))]
    page.set_viewport_size(PHONE)
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, *(f"phone: {one}" for one in violations(page)), *([f"{wider} px too wide"] if wider > 0 else [])]

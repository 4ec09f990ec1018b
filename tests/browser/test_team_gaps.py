"""The gaps in a browser: pictures beside tables, a choice in the address, files to take along; on a phone, in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from bot.memory.staff.tables import Role
from offer_db.database import open_engine, writing
from tests.browser.axe import dark_violations, violations
from tests.browser.team import TeamPage, session_cookie
from tests.running import RunningLotte

PHONE = {"viewport": {"width": 360, "height": 740}}
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - innerWidth"
MONTH = "2031-05"  # nobody else's


@pytest.fixture(scope="module", autouse=True)
def searches(lotte: RunningLotte) -> Iterator[None]:
    """Searches of one month, beside those of other tests."""
    engine = open_engine(lotte.settings.offers_url)
    rows = [
        {"m": MONTH, "n": need, "t": "", "p": phase, "k": place, "h": 3, "c": 8 + (7 * number) % 13}
        for number, (need, phase, place) in enumerate(
            product(
                ("kinderbetreuung", "gesundheit", "familienbildung_treffs"),
                ("geburt", "krippe", "kita"),
                ("03151009", "03151040", "03151025"),
            )
        )
    ]
    rows.append(rows[-1] | {"n": "familienbildung_treffs", "t": "krabbelgruppe", "p": "krippe", "h": 0, "c": 37})
    with writing(engine) as session:
        session.execute(text("INSERT INTO demand VALUES (:m, :n, :t, :p, :k, 'de', :h, '', 'web', :c)"), rows)
    # who asks first waits for the libraries that reckon, draw and print
    cookie = session_cookie(lotte, Role.LEITUNG)
    for path in ("", "/bild/ort.svg", ".pdf"):
        address = f"{lotte.address}/team/luecken{path}?zeitraum={MONTH}"
        with urlopen(Request(address, headers={"Cookie": f"{cookie['name']}={cookie['value']}"}), timeout=90) as answer:
            assert answer.status == 200
    yield
    with writing(engine) as session:
        session.execute(text("DELETE FROM demand WHERE month = :m"), {"m": MONTH})
    engine.dispose()


def test_pictures_load_and_stand_beside_their_tables(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, "/team/luecken?zeitraum=2031")
    expect(page.get_by_role("heading", name="Angebotslücken", exact=True)).to_be_visible()
    pictures = page.locator("main img").all()
    assert len(pictures) == 3
    for image in pictures:
        assert image.get_attribute("alt")
        image.scroll_into_view_if_needed()
        page.wait_for_function("one => one.complete && one.naturalWidth > 0", arg=image.element_handle())
    assert page.locator("main table").count() > len(pictures)


def test_a_choice_stands_in_the_address(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, "/team/luecken")
    page.get_by_label("Zeitraum").select_option("2031")
    page.get_by_label("Nur ein Ort, eine Sprache oder ein Kanal").select_option("ort:03151040")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.locator("main")).to_contain_text("2031 · Wittingen")
    assert "ausschnitt=ort%3A03151040" in page.url
    expect(page.get_by_label("Zeitraum")).to_have_value("2031")


@pytest.mark.parametrize(("name", "start"), [("PDF", b"%PDF-"), ("CSV", b"\xef\xbb\xbftabelle;")])
def test_files_to_take_along(team_page: TeamPage, name: str, start: bytes) -> None:
    page = team_page(Role.LEITUNG, f"/team/luecken?zeitraum={MONTH}")
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    assert download.value.suggested_filename == f"angebotsluecken-{MONTH}.{name.lower()}"
    assert Path(download.value.path()).read_bytes().startswith(start)


@pytest.mark.parametrize("options", [{}, PHONE])
def test_axe_finds_nothing_in_the_light_and_in_the_dark(team_page: TeamPage, options: dict[str, object]) -> None:
    page = team_page(Role.AUSWERTUNG, f"/team/luecken?zeitraum={MONTH}", bypass_csp=True, **options)
    assert violations(page) == []
    assert dark_violations(page) == []


def test_it_fits_a_narrow_screen(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, f"/team/luecken?zeitraum={MONTH}", **PHONE)
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0


def test_without_javascript_and_with_the_keyboard_alone(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, "/team/luecken", java_script_enabled=False)
    page.get_by_label("Zeitraum").focus()
    page.get_by_label("Zeitraum").select_option("2031")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("2031, Angebote vom")

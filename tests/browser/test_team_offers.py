"""The offers in the hands of an editor, in a real browser: find, change, preview, publish, take back, import, export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from bot.memory.staff.tables import Role
from offer_db.cells import cells_of
from offer_db.database import open_engine, reading
from offer_db.editing import edit_offer
from offer_db.loading import load_offers
from offer_db.records import Offer
from offer_db.reporting import add_report
from offer_db.versions import versions
from tests.browser.axe import dark_violations, violations
from tests.browser.hostile_offers import MARK, TITLE
from tests.browser.team import TeamPage
from tests.browser.test_fits import TOO_SMALL, TOO_WIDE
from tests.browser.watching import Watch
from tests.running import RunningLotte

ID = "gf-lebenshilfe"
EDIT = f"/team/angebote/{ID}"
CSV = "kennung;telefon\ngf-lebenshilfe;05371 111111\ngf-but;keine Nummer\n"


@pytest.fixture
def engine(lotte: RunningLotte) -> Iterator[sa.Engine]:
    """The running Lotte's offers; the one these tests change stands there afterwards as before."""
    engine = open_engine(lotte.settings.offers_url)
    before = cells_of(stored(engine))
    yield engine
    edit_offer(engine, ID, before, "Test")
    engine.dispose()


def stored(engine: sa.Engine) -> Offer:
    with reading(engine) as session:
        return load_offers(session, [ID])[ID]


def save(page: Page, name: str = "Speichern") -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_find_change_publish_and_take_back(team_page: TeamPage, engine: sa.Engine, watch: Watch) -> None:
    watch.expects("status of 404")
    before = stored(engine)
    page = team_page(Role.REDAKTION, "/team/angebote")
    page.get_by_label("Suche in Titel").fill("heilpädagogischer")
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_role("row").get_by_role("link", name=before.title).click()
    page.get_by_label("Titel", exact=False).first.fill("Kindergarten Probe")
    preview = page.locator("#vorschau")
    expect(preview.get_by_role("heading", name="Kindergarten Probe")).to_be_visible()
    save(page, "Speichern und pausieren")
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    expect(page.locator(".stand")).to_contain_text("pausiert")
    # families: gone while it pauses, there with its new name when it is published
    answer = page.goto(f"/angebote/{ID}", timeout=30_000)  # the first look of families opens the directory
    assert answer is not None
    assert answer.status == 404
    page.goto(EDIT)
    save(page, "Speichern und veröffentlichen")
    page.goto("/angebote?wort=Kindergarten+Probe")
    expect(page.get_by_role("heading", name="Kindergarten Probe")).to_be_visible()
    page.goto(EDIT)
    page.get_by_role("link", name="Verlauf").click()
    row = page.get_by_role("row").filter(has_text="Kindergarten Probe")
    expect(row.first).to_contain_text(before.title)
    # nothing is taken back before what that changes was seen
    page.get_by_role("link", name=re.compile(r"^Zurücknehmen \(veröffentlicht, .*, von redaktion\)$")).click()
    expect(page.get_by_role("row").filter(has_text="Zustand")).to_contain_text(re.compile(r"veröffentlicht\s*pausiert"))
    assert stored(engine).state == "veroeffentlicht"
    page.get_by_role("button", name="Ja, zurücknehmen").click()
    expect(page.get_by_text("Zurückgenommen.")).to_be_visible()
    assert stored(engine).state == "pausiert"
    page.get_by_role("link", name="Diese und alle späteren Änderungen zurücknehmen").nth(1).click()
    expect(page.get_by_role("row").filter(has_text="Kindergarten Probe")).to_contain_text(before.title)
    page.get_by_role("button", name="Ja, zurücknehmen").click()
    expect(page.get_by_text("Zurückgenommen.")).to_be_visible()
    assert stored(engine) == before


def test_errors_at_the_field_lose_nothing(team_page: TeamPage, engine: sa.Engine, watch: Watch) -> None:
    watch.expects("status of 400")
    page = team_page(Role.REDAKTION, EDIT)
    page.get_by_label("Postleitzahl").fill("385")
    page.get_by_label("Alter von").fill("80")
    page.get_by_label("Beschreibung").fill("Ein neuer Text.")
    expect(page.locator("#vorschau").get_by_role("link", name="Postleitzahl")).to_be_visible()
    save(page)
    problems = page.locator("#fehlerliste")
    expect(problems).to_be_focused()
    problems.get_by_role("link", name="Postleitzahl").click()
    field = page.get_by_label("Postleitzahl")
    expect(field).to_be_focused()
    expect(field).to_have_value("385")
    expect(field).to_have_accessible_description(
        "Fünf Ziffern. Zum Beispiel: 38518 „385“ ist keine Postleitzahl (fünf Ziffern)."
    )
    expect(page.get_by_label("Beschreibung")).to_have_value("Ein neuer Text.")
    field.fill("38518")
    page.get_by_label("Alter von").fill("36")
    expect(page.locator("#klartext-age_min_months")).to_have_text("ab 3 Jahren")
    save(page)
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    assert stored(engine).description == "Ein neuer Text."


def test_topics_are_searched(team_page: TeamPage, engine: sa.Engine) -> None:
    page = team_page(Role.REDAKTION, EDIT)
    page.get_by_label("Thema suchen").fill("elterng")
    expect(page.get_by_text("1 Thema gefunden")).to_be_visible()
    page.get_by_role("checkbox", name="Elterngeld").check()
    page.get_by_label("Thema suchen").press("Enter")
    assert page.url.endswith(EDIT)  # not sent by that
    save(page)
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    assert "elterngeld" in stored(engine).topics


def test_two_at_once(team_page: TeamPage, engine: sa.Engine, watch: Watch) -> None:
    watch.expects("status of 409")
    mine = team_page(Role.REDAKTION, EDIT)
    edit_offer(engine, ID, {"phone": "05371 222222"}, "leitung")
    mine.get_by_role("textbox", name="Telefon").fill("05371 333333")
    save(mine)
    expect(mine.get_by_role("row").filter(has_text="05371 222222")).to_contain_text("05371 333333")
    expect(mine.get_by_role("textbox", name="Telefon")).to_have_value("05371 333333")
    save(mine)
    expect(mine.get_by_text("Gespeichert.")).to_be_visible()
    assert stored(engine).phone == "05371 333333"


def test_checked_and_the_worklist(team_page: TeamPage, engine: sa.Engine) -> None:
    add_report(engine, ID, "telefon", date(2026, 11, 1))
    page = team_page(Role.REDAKTION, "/team/angebote")
    page.get_by_role("link", name="Arbeitsliste").click()
    line = page.get_by_role("listitem").filter(has_text="Die Telefonnummer stimmt nicht.")
    line.get_by_role("link", name="Öffnen").click()
    page.get_by_role("button", name="Alle Angaben geprüft").click()
    expect(page.get_by_text("Als geprüft vermerkt.")).to_be_visible()
    expect(page.locator(".stand")).to_contain_text("von redaktion")
    page.goto("/team/angebote/aufgaben")
    line.get_by_role("button", name="Erledigt").click()
    expect(page.get_by_text("Erledigt.", exact=True)).to_be_visible()
    expect(line).to_have_count(0)


def test_a_file_is_looked_at_before_it_is_taken(team_page: TeamPage, engine: sa.Engine, tmp_path: Path) -> None:
    file = tmp_path / "telefone.csv"
    file.write_text(CSV, encoding="utf-8")
    page = team_page(Role.REDAKTION, "/team/angebote/import")
    page.get_by_label("Tabelle mit Angeboten").set_input_files(file)
    page.get_by_role("button", name="Ansehen").click()
    expect(page.get_by_role("row").filter(has_text="keine Telefonnummer")).to_contain_text("telefon")
    expect(page.get_by_role("row").filter(has_text="keine Telefonnummer")).to_contain_text("gf-but")
    expect(page.get_by_role("row").filter(has_text="05371 111111")).to_contain_text(stored(engine).phone)
    assert stored(engine).phone != "05371 111111"
    page.get_by_role("button", name="Nur die guten Zeilen übernehmen (1)").click()
    expect(page.get_by_text("Die Datei ist übernommen.")).to_be_visible()
    expect(page.get_by_text("1 geändert, 1 fehlerhafte Zeile nicht übernommen.")).to_be_visible()
    assert stored(engine).phone == "05371 111111"


@pytest.mark.parametrize(("link", "ending"), [("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json")])
def test_all_offers_as_a_file(team_page: TeamPage, link: str, ending: str) -> None:
    page = team_page(Role.REDAKTION, "/team/angebote")
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    assert download.value.suggested_filename.endswith(f".{ending}")
    assert download.value.path().stat().st_size > 50_000 or ending == "xlsx"


def test_without_javascript(team_page: TeamPage, engine: sa.Engine) -> None:
    page = team_page(Role.REDAKTION, EDIT, java_script_enabled=False)
    expect(page.get_by_label("Thema suchen")).to_be_hidden()
    page.get_by_role("textbox", name="Kosten").fill("5 Euro")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.locator("#vorschau")).to_contain_text("Kosten: 5 Euro")
    expect(page.get_by_role("textbox", name="Kosten")).to_have_value("5 Euro")
    save(page)
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    assert stored(engine).cost == "5 Euro"


def test_by_keyboard_alone(team_page: TeamPage, engine: sa.Engine) -> None:
    page = team_page(Role.REDAKTION, EDIT)
    page.locator("#feld-cost").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("7 Euro")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Speichern":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    assert stored(engine).cost == "7 Euro"


PATHS = (
    "/team/angebote",
    EDIT,
    f"{EDIT}/verlauf",
    f"{EDIT}/verlauf/zurueck",
    "/team/angebote/neu",
    "/team/angebote/aufgaben",
    "/team/angebote/import",
)


@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_kept_out(team_page: TeamPage, engine: sa.Engine, path: str) -> None:
    edit_offer(engine, ID, {"cost": "mit Verlauf"}, "Test")
    newest = versions(engine, ID)[0].id
    page = team_page(Role.REDAKTION, path.replace("verlauf/z", f"verlauf/{newest}/z"), bypass_csp=True)
    assert violations(page) == []
    assert dark_violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate(TOO_SMALL) == []
    # tables may be pushed aside inside their frame, the page may not
    assert [one for one in page.evaluate(TOO_WIDE) if one.startswith("page ")] == []


def test_the_page_of_errors_keeps_nobody_out(team_page: TeamPage, watch: Watch) -> None:
    watch.expects("status of 400")
    page = team_page(Role.REDAKTION, "/team/angebote/neu", bypass_csp=True)
    save(page, "Als Entwurf speichern")
    expect(page.locator("#fehlerliste")).to_be_visible()
    assert violations(page) == []
    assert dark_violations(page) == []


def test_a_hostile_offer_stays_text(team_page: TeamPage, hostile: str) -> None:
    for path in (f"/team/angebote?wort={hostile}", f"/team/angebote/{hostile}", "/team/angebote/aufgaben"):
        page = team_page(Role.REDAKTION, path)
        expect(page.get_by_text(TITLE).first).to_be_visible()
        page.wait_for_timeout(150)
        assert page.evaluate(f"'{MARK}' in window") is False
        assert page.locator('a[href^="javascript:" i]').count() == 0

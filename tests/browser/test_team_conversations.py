"""The team reads conversations: filter, keep a filter, open, go on by keyboard, mark, note, tag, save as a test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.memory.conversations import ConversationArchive
from bot.memory.staff.tables import Role
from bot.settings import ROOT
from tests.browser.axe import dark_violations, violations
from tests.browser.team import TeamPage
from tests.browser.watching import Watch
from tests.conversations import play
from tests.running import RunningLotte
from tests.unit.review.talks import WITTINGEN, keep, offer, said, tapped, typed

LIST = "/team/gespraeche"
#: Words no other conversation of the session has.
OWN = "quietscheente"
CHILD = {"age_months": [24, 35], "label": "2 Jahre", "role": "Sohn"}
IDS = ("probe-neu", "probe-mitte", "probe-alt")


@pytest.fixture(scope="module", autouse=True)
def seeded(lotte: RunningLotte) -> Iterator[None]:
    """Two hundred conversations nobody had."""
    command = [sys.executable, "-m", "scripts.team_seed"]
    fill = [*command, "--conversations", "200", "--trotzdem"]
    subprocess.run(fill, cwd=ROOT, env=lotte.environment, check=True, capture_output=True)
    yield
    subprocess.run([*command, "--entfernen"], cwd=ROOT, env=lotte.environment, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def three(lotte: RunningLotte) -> Iterator[None]:
    """Three conversations of one subject, an hour apart."""
    keep(lotte.settings, IDS[0], typed(f"{OWN} neu", "freizeit_ferien", 0.3), said("Hier:"), hours_ago=1)
    keep(
        lotte.settings,
        IDS[1],
        typed(f"{OWN} mitte, krippe in wittingen", confidence=0.8, children=[CHILD], place=WITTINGEN),
        said("Das passt:", buttons=["Mehr Angebote"], offers=[offer("gf-familienbuero", "Familienbüro", "passt")]),
        tapped("Mehr Angebote", "mehr_angebote"),
        said("Mehr habe ich nicht."),
        hours_ago=2,
    )
    keep(lotte.settings, IDS[2], typed(f"{OWN} er schlägt mich", "krise_gewalt"), said("110"), hours_ago=3)
    yield
    with closing(ConversationArchive(lotte.settings.conversations_url)) as archive:
        for sender_id in IDS:
            archive.delete(sender_id)


def hits(page: Page) -> list[str]:
    """The first words of the list."""
    return page.locator(".gespraeche .worte").all_inner_texts()


def test_filters_replace_the_hits_alone_and_stand_in_the_address(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, LIST)
    page.evaluate("document.body.dataset.da = 'ja'")
    page.get_by_label("Worte der Eltern").fill(OWN)
    page.get_by_label("Worte der Eltern").press("Enter")
    expect(page.get_by_role("heading", name="3 Gespräche")).to_be_visible()
    page.get_by_label("Gefahr", exact=True).check()
    expect(page.get_by_role("heading", name="1 Gespräch", exact=True)).to_be_visible()
    expect(page.locator("#trefferzahl")).to_have_text("1 Gespräch")
    assert page.url.endswith(f"{LIST}?gefahr=1&worte={OWN}")
    assert page.evaluate("document.body.dataset.da") == "ja", "die Seite wurde ganz neu geladen"
    expect(page.locator(".gespraeche")).to_contain_text("Gefahr: Gewalt")
    page.get_by_role("link", name="Gefahr – Filter entfernen").click()
    expect(page.get_by_role("heading", name="3 Gespräche")).to_be_visible()
    expect(page.get_by_label("Gefahr", exact=True)).not_to_be_checked()


def test_a_day_that_is_chosen_is_meant(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, f"{LIST}?worte={OWN}")
    page.get_by_label("Von", exact=True).fill("2026-01-01")
    page.get_by_label("Von", exact=True).blur()
    expect(page.get_by_role("link", name="ab 01.01.2026")).to_be_visible()
    assert page.get_by_label("Zeitraum").input_value() == "von_bis"


def test_paging_goes_on_and_back(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, LIST)
    first = hits(page)
    assert len(first) == 50
    page.get_by_role("link", name="Ältere").click()
    page.wait_for_url("**aelter=**")
    expect(page.locator("#treffer-titel")).to_be_focused()
    assert hits(page) != first
    page.go_back()
    expect(page.get_by_role("link", name="Neuere")).to_have_count(0)
    assert hits(page) == first


def test_a_filter_is_kept_and_deleted(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, f"{LIST}?worte={OWN}&unsicher=1")
    page.get_by_text("Diese Filter speichern").click()
    page.get_by_label("Name des Filters").fill("Enten, unsicher")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status").filter(has_text="Gespeichert.")).to_be_visible()
    page.goto(LIST)
    page.get_by_role("link", name="Enten, unsicher").click()
    expect(page.get_by_role("heading", name="1 Gespräch", exact=True)).to_be_visible()
    page.get_by_role("button", name="Filter Enten, unsicher löschen").click()
    expect(page.get_by_role("link", name="Enten, unsicher")).to_have_count(0)


def test_by_keyboard_through_the_chosen_list(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, f"{LIST}?worte={OWN}&stand=neu")
    page.get_by_role("link", name=f"{OWN} neu").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".blase").first).to_contain_text("neu")
    page.keyboard.press("j")
    expect(page.locator(".blase").first).to_contain_text("mitte")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".blase").first).to_contain_text("neu")
    page.keyboard.press("g")
    expect(page.locator(".blase").first).to_contain_text("mitte")
    page.keyboard.press("k")  # the newer one is reviewed and no longer in the list
    expect(page.locator(".blase").first).to_contain_text("mitte")
    page.keyboard.press("m")
    expect(page.get_by_role("heading", name="Stand: markiert")).to_be_visible()
    page.keyboard.press("Alt+g")
    expect(page.locator(".blase").first).to_contain_text("schlägt")
    page.keyboard.press("g")
    expect(page.get_by_role("status").filter(has_text="Hier ist die Liste zu Ende")).to_be_visible()


def test_letters_typed_into_a_field_are_no_keys_and_can_be_switched_off(team_page: TeamPage) -> None:
    page = team_page(Role.AUSWERTUNG, f"{LIST}/{IDS[0]}?worte={OWN}")
    page.get_by_label("Neue Notiz").press_sequentially("jgkm")
    expect(page.get_by_label("Neue Notiz")).to_have_value("jgkm")
    assert page.url.endswith(f"{IDS[0]}?worte={OWN}")
    page.get_by_text("Tasten", exact=True).click()
    page.get_by_label("Einzelne Buchstaben als Tasten").uncheck()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator(".blase").first).to_contain_text("neu")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".blase").first).to_contain_text("mitte")


def remarked(page: Page) -> None:
    """Marks, tags and notes; works with and without scripts."""
    page.get_by_role("button", name="Markieren").click()
    expect(page.get_by_role("heading", name="Stand: markiert")).to_be_visible()
    page.get_by_label("Neues Schlagwort").fill("Ente fehlt")
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.get_by_role("button", name="Ente fehlt – Schlagwort entfernen")).to_be_visible()
    page.get_by_label("Neue Notiz").fill("Frau Krause anrufen: 05371 123456")
    page.get_by_role("button", name="Notiz speichern").click()
    expect(page.locator(".notiz")).to_have_text("Frau [Name] anrufen: [Telefon]")
    page.get_by_role("button", name="Notiz vom").click()
    expect(page.locator(".notiz")).to_have_count(0)
    page.get_by_role("button", name="Ente fehlt – Schlagwort entfernen").click()
    expect(page.get_by_role("button", name="Ente fehlt – Schlagwort entfernen")).to_have_count(0)


def test_marks_tags_and_notes(team_page: TeamPage) -> None:
    remarked(team_page(Role.AUSWERTUNG, f"{LIST}/{IDS[1]}"))


def test_everything_works_without_scripts_on_a_phone(team_page: TeamPage) -> None:
    phone = {"viewport": {"width": 360, "height": 740}}
    page = team_page(Role.AUSWERTUNG, LIST, java_script_enabled=False, **phone)
    page.get_by_label("Worte der Eltern").fill(OWN)
    page.get_by_label("Unsicher verstanden").check()
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("heading", name="1 Gespräch", exact=True)).to_be_visible()
    page.get_by_role("link", name=f"{OWN} neu").click()
    remarked(page)
    page.get_by_role("button", name="Geprüft und weiter").first.click()
    expect(page.get_by_role("status").filter(has_text="Hier ist die Liste zu Ende")).to_be_visible()


@pytest.mark.parametrize("path", [LIST, f"{LIST}?gefahr=1&von=gestern", f"{LIST}/{IDS[1]}"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_in_anybodys_way(team_page: TeamPage, path: str, width: int) -> None:
    page = team_page(Role.LEITUNG, path, bypass_csp=True, viewport={"width": width, "height": 800})
    for closed in page.locator("main details > summary").all():
        closed.click()
    assert violations(page) == []
    assert dark_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "breiter als der Bildschirm"


def test_a_real_conversation_becomes_a_test_that_can_be_played(
    team_page: TeamPage, lotte: RunningLotte, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = lotte.parent()
    parent.say("Meine Tochter ist 18 Monate, ich suche eine Krippe in Wittingen für die quakente")
    parent.tap("Mehr Angebote")
    page = team_page(Role.AUSWERTUNG, f"{LIST}?worte=quakente")
    page.locator(".gespraeche .worte a").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Gesprächstest speichern").click()
    download.value.save_as(tmp_path / "neu.yml")
    monkeypatch.setattr(play, "FOLDER", tmp_path)
    (case,) = play.conversations()
    assert [next(iter(turn)) for turn in case["zuege"]] == ["eltern", "tippt"]
    play.play(lotte, case)


def test_what_a_family_deletes_is_gone_for_the_team(team_page: TeamPage, lotte: RunningLotte, watch: Watch) -> None:
    watch.expects("status of 404")
    page = team_page(Role.AUSWERTUNG, f"{LIST}/{IDS[0]}")
    with closing(ConversationArchive(lotte.settings.conversations_url)) as archive:
        archive.delete(IDS[0])
    page.get_by_role("button", name="Markieren").click()
    expect(page.get_by_text("Das gibt es nicht, oder nicht mehr.")).to_be_visible()

"""Correcting a message and proposing the change, as somebody of the team does it; and what a trial looks like."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from bot.learning.comparing import Change, Comparison, Figure, Lesson
from bot.memory.database import open_engine
from bot.memory.reviewing.basket import Basket
from bot.memory.reviewing.learning_runs import LearningRuns
from bot.memory.reviewing.tables import LearningRun
from bot.memory.staff.tables import Role
from tests.browser.axe import violations
from tests.browser.team import TeamPage
from tests.browser.watching import Watch
from tests.running import RunningLotte
from tests.unit.review.talks import keep, said, typed

SENTENCE = "wir schlafen seit gestern mit den kindern im alten wohnmobil"
REFUSED = r"status of 4(00|09)"
RESULT = Comparison(
    (Figure("akt", 90, 92, 100), Figure("bedarf1", 80, 79, 100)),
    (Figure("wohnen_alltag", 8, 9, 10),),
    (Change("kein dach", "wohnen_alltag", "ausserhalb", "wohnen_alltag"),),
    (Change("husten seit tagen", "gesundheit", "gesundheit", "wohnen_alltag"),),
    (Lesson(SENTENCE, "wohnen_alltag", "freizeit_ferien", "wohnen_alltag", True),),
)


@pytest.fixture
def memory(lotte: RunningLotte) -> Iterator[sa.Engine]:
    engine = open_engine(lotte.settings.conversations_url)
    yield engine
    for row in Basket(engine).open():
        Basket(engine).remove(row.id)
    with engine.begin() as connection:
        connection.execute(sa.delete(LearningRun))
    engine.dispose()


@pytest.fixture
def talk(lotte: RunningLotte, memory: sa.Engine) -> str:
    sender_id = f"wohnmobil-{id(memory)}"
    return keep(lotte.settings, sender_id, typed(SENTENCE, "freizeit_ferien"), said("Das passt:"))


def correct(page: Page) -> None:
    page.get_by_label("Bedarf oder Handlung").select_option("Wohnen und Alltag")
    page.get_by_role("button", name="In den Korb").click()


@pytest.mark.parametrize("with_script", [True, False], ids=["mit Skript", "ohne Skript"])
def test_from_the_message_to_the_proposal(team_page: TeamPage, talk: str, watch: Watch, with_script: bool) -> None:
    watch.expects(REFUSED)
    page = team_page(Role.AUSWERTUNG, f"/team/gespraeche/{talk}", java_script_enabled=with_script)
    page.get_by_role("link", name="richtig wäre").click()
    expect(page.get_by_label("Bedarf oder Handlung")).to_have_value("freizeit_ferien")
    expect(page.get_by_label("Satz, der aufgenommen wird")).to_have_value(SENTENCE)
    page.get_by_role("button", name="In den Korb").click()
    expect(page.get_by_role("alert")).to_contain_text("Alles steht so da")
    correct(page)
    expect(page.get_by_text("berichtigt: Wohnen und Alltag")).to_be_visible()
    page.get_by_role("link", name="Korrekturen").click()
    expect(page.get_by_role("heading", name="Im Korb: 1")).to_be_visible()
    page.get_by_role("link", name="Vorschlagen").click()
    expect(page.get_by_role("heading", name="data/nlu/bedarf/wohnen_alltag.yml")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als ein Patch").click()
    assert f"+    - {SENTENCE}\n" in download.value.path().read_text(encoding="utf-8")


def test_by_keyboard_alone(team_page: TeamPage, talk: str, memory: sa.Engine) -> None:
    page = team_page(Role.AUSWERTUNG, f"/team/gespraeche/{talk}/berichtigen/0")
    page.get_by_label("Bedarf oder Handlung").focus()
    page.keyboard.type("Wohnen")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.includes('In den Korb')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("berichtigt: Wohnen und Alltag")).to_be_visible()
    assert [row.right.intent for row in Basket(memory).open()] == ["wohnen_alltag"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_for_everybody(
    team_page: TeamPage, talk: str, memory: sa.Engine, watch: Watch, scheme: str, width: int
) -> None:
    watch.expects(REFUSED)
    page = team_page(
        Role.LEITUNG,
        f"/team/gespraeche/{talk}/berichtigen/0",
        color_scheme=scheme,
        bypass_csp=True,
        viewport={"width": width, "height": 900},
    )
    found = violations(page)
    page.get_by_role("button", name="In den Korb").click()
    found += violations(page)
    correct(page)
    runs = LearningRuns(memory)
    done = runs.begin("leitung", [1], "lotte-alt.tar.gz")
    runs.finish(done, "lotte-neu.tar.gz", RESULT.to_json())
    for path in ("/team/korrekturen", "/team/korrekturen/vorschlag", f"/team/korrekturen/versuche/{done}"):
        page.goto(page.url.partition("/team")[0] + path)
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert found == []


def test_a_trial_shows_how_far_it_is_and_then_how_it_came_out(
    team_page: TeamPage, memory: sa.Engine, lotte: RunningLotte, watch: Watch
) -> None:
    watch.expects(REFUSED)
    runs = LearningRuns(memory)
    # nobody works on it: as long as the lock is held, the pages believe that it runs
    folder = lotte.settings.var / "lernen"
    folder.mkdir(exist_ok=True)
    with (folder / "lauf.sperre").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = runs.begin("leitung", [1, 2], "lotte-alt.tar.gz")
        runs.progress(run, "Das Verstehen wird trainiert", 0.42)
        page = team_page(Role.LEITUNG, f"/team/korrekturen/versuche/{run}")
        expect(page.get_by_text("Fortschritt: 42 %")).to_be_visible()
        runs.progress(run, "Der Kandidat wird gemessen", 0.91)
        expect(page.get_by_text("Fortschritt: 91 %")).to_be_visible(timeout=10_000)
        runs.finish(run, "lotte-neu.tar.gz", RESULT.to_json())
        expect(page.get_by_role("heading", name="Jetzt gegen neu")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("an 1 Stelle schlechter")).to_be_visible()
    expect(page.get_by_label("Ich habe die Verluste angesehen")).not_to_be_checked()
    page.get_by_label("Ich habe die Verluste angesehen").check()
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("Seit diesem Versuch haben sich")).to_be_visible()

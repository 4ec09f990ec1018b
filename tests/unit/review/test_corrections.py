"""Correcting a message, the basket, the proposal, and what a trial shows; no model is trained here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

import bot.learning.lock
from bot.learning.additions import Additions
from bot.learning.comparing import Change, Comparison, Figure, Lesson
from bot.learning.errors import RunRefused
from bot.learning.example import Example
from bot.learning.trials import Trials
from bot.memory.conversations import ConversationArchive
from bot.memory.database import open_engine
from bot.memory.reviewing.basket import TAKEN_OVER, Basket, Right, corrections_of
from bot.memory.reviewing.learning_runs import LearningRuns, RunState
from bot.memory.staff.tables import Role
from bot.model import model_path
from bot.review.learning.door import ModelDoor, ModelNotLoaded
from bot.settings import Settings
from tests.unit.review.conftest import Client
from tests.unit.review.talks import WITTINGEN, audit_log, keep, post, said, tapped, typed

AsRole = Callable[[Role], Awaitable[Client]]
SENTENCE = "Mein Sohn Max, 3, schläft im Auto auf dem Parkplatz in Wittingen"
FORM = "/team/gespraeche/auto/berichtigen/0"
FIELDS = {
    "satz": "Mein Sohn, 3, schläft im Auto auf dem Parkplatz in Wittingen",
    "anliegen": "freizeit_ferien",
    "zweites": "",
    "alter": "3 Jahre",
    "ort": "03151040",
    "gefahr": "",
}


@pytest.fixture
def talk(settings: Settings) -> str:
    child = {"age_months": [36, 47], "label": "3 Jahre", "role": "Sohn"}
    return keep(
        settings,
        "auto",
        typed(SENTENCE, "freizeit_ferien", children=[child], place=WITTINGEN),
        said("Das passt:"),
        tapped("Mehr Angebote", "mehr_angebote"),
    )


@pytest.fixture
def basket(settings: Settings) -> Iterator[Basket]:
    engine = open_engine(settings.conversations_url)
    yield Basket(engine)
    engine.dispose()


@pytest.mark.usefixtures("talk")
async def test_the_form_shows_what_was_understood_and_nobody(as_role: AsRole, settings: Settings) -> None:
    page = await (await (await as_role(Role.AUSWERTUNG)).get(FORM)).text()
    assert '<option value="freizeit_ferien" selected>' in page
    assert '<option value="03151040" selected>' in page
    assert 'value="3 Jahre"' in page
    assert FIELDS["satz"] in page
    assert "Max" not in page
    assert audit_log(settings)[-1].action == "Nachricht zum Berichtigen angesehen"


@pytest.mark.usefixtures("talk")
async def test_a_correction_goes_into_the_basket_and_back_to_its_message(
    as_role: AsRole, settings: Settings, basket: Basket
) -> None:
    client = await as_role(Role.AUSWERTUNG)
    answer = await post(client, f"{FORM}?sprache=de&worte=a%26b%23c", {**FIELDS, "anliegen": "wohnen_alltag"})
    assert answer.status == 303, await answer.text()
    assert answer.headers["Location"] == "/team/gespraeche/auto?hinweis=gespeichert&sprache=de&worte=a%26b%23c#n0"
    (row,) = basket.open()
    assert row.right == Right("wohnen_alltag")
    assert (row.sentence, row.who) == (FIELDS["satz"], "auswertung")
    assert row.understood["needs"] == ["freizeit_ferien"]
    assert "berichtigt" in await (await client.get("/team/gespraeche/auto")).text()
    page = await (await client.get("/team/korrekturen")).text()
    assert "<span>Wohnen und Alltag</span> <strong>1</strong>" in page
    assert audit_log(settings)[-1].action == "Korrekturen angesehen"
    assert (await post(client, f"/team/korrekturen/{'0' * 5000}1/loeschen")).status == 404
    basket.mark([row.id], TAKEN_OVER)
    assert not basket.remove(row.id), "what a model has learned stays"


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({"gefahr": "kindeswohl"}, Right("krise_kindeswohl")),
        ({"alter": ""}, Right(ages=())),
        ({"alter": "3 Jahre; 18 Monate"}, Right(ages=((36, 47), (18, 18)))),
        ({"ort": "keiner"}, Right(place_key="")),
        (
            {"anliegen": "wohnen_alltag", "zweites": "finanzielle_hilfen"},
            Right("wohnen_alltag", "finanzielle_hilfen"),
        ),
        ({"anliegen": "gruss", "ort": "03151009"}, Right("gruss", place_key="03151009")),
    ],
)
async def test_only_what_was_wrong_is_kept(
    as_role: AsRole, basket: Basket, change: dict[str, str], right: Right
) -> None:
    answer = await post(await as_role(Role.AUSWERTUNG), FORM, {**FIELDS, **change})
    assert answer.status == 303, await answer.text()
    assert [row.right for row in basket.open()] == [right]


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({}, "", "Alles steht so da"),
        ({"anliegen": "gibtesnicht"}, "anliegen", "worum es geht"),
        ({"anliegen": ""}, "anliegen", "worum es geht"),
        ({"anliegen": "gruss", "zweites": "gesundheit"}, "zweites", "zweiter Bedarf"),
        ({"alter": "blau"}, "alter", "blau"),
        ({"ort": "99"}, "ort", "Ort"),
        ({"gefahr": "feuer"}, "gefahr", "Gefahr"),
        ({"anliegen": "gesundheit", "satz": "3"}, "satz", "nichts übrig"),
        ({"anliegen": "gesundheit", "satz": "wir finden keine wohnung mit drei kindern"}, "satz", "Wohnen und Alltag"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field(
    as_role: AsRole, basket: Basket, change: dict[str, str], field: str, words: str
) -> None:
    answer = await post(await as_role(Role.AUSWERTUNG), FORM, {**FIELDS, **change})
    page = await answer.text()
    assert answer.status == 400
    assert words in page.partition(f'id="fehler-{field}"')[2]
    assert "0171" not in page
    assert list(basket.open()) == []


@pytest.mark.usefixtures("talk")
async def test_a_sentence_that_was_cleaned_once_more_is_shown_and_no_mistake(as_role: AsRole, basket: Basket) -> None:
    sent = {**FIELDS, "anliegen": "gesundheit", "satz": "Mein Sohn Max, 0171 1234567"}
    answer = await post(await as_role(Role.AUSWERTUNG), FORM, sent)
    page = await answer.text()
    assert answer.status == 400
    assert "noch einmal bereinigt" in page.partition('id="bemerkt-satz"')[2]
    assert ">Mein Sohn</textarea>" in page
    assert "kern-icon--danger" not in page
    assert "aria-invalid" not in page
    assert "0171" not in page
    assert list(basket.open()) == []


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize("message", [("auto", "3"), ("auto", "99"), ("auto", "x"), ("fort", "0")])
async def test_only_what_was_typed_can_be_corrected(as_role: AsRole, message: tuple[str, str]) -> None:
    talk, position = message
    answer = await (await as_role(Role.AUSWERTUNG)).get(f"/team/gespraeche/{talk}/berichtigen/{position}")
    assert answer.status == 404


async def test_a_correction_goes_with_its_conversation(settings: Settings, talk: str, basket: Basket) -> None:
    basket.put(talk, 0, "ein Satz", {"intent": "gruss"}, Right("dank"), "auswertung")
    assert corrections_of(basket._engine, talk)[0].sentence == "ein Satz"
    archive = ConversationArchive(settings.conversations_url)
    archive.delete(talk)
    archive.close()
    assert list(basket.open()) == []


async def test_a_message_is_corrected_once(talk: str, basket: Basket) -> None:
    basket.put(talk, 0, "erst", {"intent": "gruss"}, Right("dank"), "a")
    basket.put(talk, 0, "dann", {"intent": "gruss"}, Right("ja"), "b")
    assert [row.sentence for row in basket.open()] == ["dann"]


async def test_the_proposal_as_page_patch_and_files(
    as_role: AsRole, settings: Settings, talk: str, basket: Basket
) -> None:
    client = await as_role(Role.AUSWERTUNG)
    assert (await client.get("/team/korrekturen/vorschlag.zip")).status == 404
    understood = {"intent": "gruss", "language": "de", "needs": [], "children": [], "place": None, "crisis": None}
    basket.put(talk, 0, "<b>wir</b> schlafen im auto", understood, Right("wohnen_alltag", None, ((36, 47),)), "a")
    page = await (await client.get("/team/korrekturen/vorschlag")).text()
    assert "data/nlu/bedarf/wohnen_alltag.yml" in page
    assert "<b>wir</b>" not in page
    patch = await (await client.get("/team/korrekturen/vorschlag.patch")).text()
    assert "\n+    - <b>wir</b> schlafen im auto\n" in patch
    answer = await client.get("/team/korrekturen/vorschlag.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="vorschlag.zip"'
    with zipfile.ZipFile(io.BytesIO(await answer.read())) as archive:
        assert set(archive.namelist()) == {
            "LIESMICH.txt",
            "data/nlu/bedarf/wohnen_alltag.yml",
            "vorschlag.patch",
            "faelle_fuer_die_entwicklung.yml",
        }
        assert archive.read("vorschlag.patch").decode() == patch
    assert audit_log(settings)[-1].detail == "vorschlag.zip"


async def test_from_ages_and_places_no_model_learns(as_role: AsRole, talk: str, basket: Basket) -> None:
    client = await as_role(Role.AUSWERTUNG)
    basket.put(talk, 0, "ein Satz", {"intent": "gruss", "needs": []}, Right(ages=((36, 47),)), "a")
    page = await (await client.get("/team/korrekturen")).text()
    assert "nichts auszuprobieren" in page
    assert 'action="/team/korrekturen/ausprobieren"' not in page


async def test_a_correction_can_be_thrown_away(as_role: AsRole, talk: str, basket: Basket) -> None:
    client = await as_role(Role.AUSWERTUNG)
    made = basket.put(talk, 0, "ein Satz", {"intent": "gruss"}, Right("dank"), "a")
    assert (await post(client, f"/team/korrekturen/{made}/loeschen")).status == 303
    assert (await post(client, f"/team/korrekturen/{made}/loeschen")).status == 404
    assert list(basket.open()) == []


RESULT = Comparison(
    (Figure("akt", 90, 92, 100),),
    (Figure("wohnen_alltag", 8, 9, 10), Figure("gesundheit", 9, 8, 10)),
    (Change("kein dach", "wohnen_alltag", "ausserhalb", "wohnen_alltag"),),
    (Change("husten", "gesundheit", "gesundheit", "wohnen_alltag"),),
    (Lesson("wir schlafen im auto", "wohnen_alltag", "freizeit_ferien", "wohnen_alltag", True),),
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    models = settings.var / "models"
    models.mkdir()
    return settings.copy(update={"models": models})


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the models that were put into service; Rasa itself is not there."""
    names: list[str] = []

    async def load(self: ModelDoor, model: Path) -> None:
        names.append(model.name)

    monkeypatch.setattr(ModelDoor, "load", load)
    return names


def ready(settings: Settings, talk: str, basket: Basket, result: Comparison = RESULT) -> int:
    """A trial that has ended well, with its candidate."""
    correction = basket.put(talk, 0, "wir schlafen im auto", {"intent": "gruss"}, Right("wohnen_alltag"), "a")
    runs, additions = LearningRuns(basket._engine), Additions(settings.var)
    present = model_path(settings.models, additions.link)
    present.touch()
    run = runs.begin("auswertung", [correction], present.name)
    state = additions.write(str(run), [Example("wir schlafen im auto", "wohnen_alltag")])
    candidate = model_path(settings.models, state)
    candidate.touch()
    runs.finish(run, candidate.name, result.to_json())
    return run


async def test_old_beside_new_in_words(as_role: AsRole, settings: Settings, talk: str, basket: Basket) -> None:
    run = ready(settings, talk, basket)
    page = await (await (await as_role(Role.AUSWERTUNG)).get(f"/team/korrekturen/versuche/{run}")).text()
    for words in ("an 1 Stelle schlechter", "Gesundheit: 8 statt 9 von 10", "+1 besser", "−1 schlechter", "kein dach"):
        assert words in page, words
    assert "Übernehmen kann die Leitung" in page
    assert f"/versuche/{run}/uebernehmen" not in page


async def test_only_the_head_takes_over(
    as_role: AsRole, settings: Settings, talk: str, basket: Basket, loaded: list[str]
) -> None:
    run = ready(settings, talk, basket)
    path = f"/team/korrekturen/versuche/{run}/uebernehmen"
    for role in (Role.AUSWERTUNG, Role.REDAKTION):
        assert (await post(await as_role(role), path, {"trotzdem": "ja"})).status == 403
        assert (await post(await as_role(role), "/team/korrekturen/zurueck")).status == 403
    assert loaded == []


async def test_taken_over_and_taken_back(
    as_role: AsRole, settings: Settings, talk: str, basket: Basket, loaded: list[str]
) -> None:
    run, client, runs = ready(settings, talk, basket), await as_role(Role.LEITUNG), LearningRuns(basket._engine)
    before = model_path(settings.models, Additions(settings.var).link).name
    path = f"/team/korrekturen/versuche/{run}/uebernehmen"
    assert (await post(client, path)).status == 400, "losses need a tick"
    assert loaded == []
    answer = await post(client, path, {"trotzdem": "ja"})
    assert answer.headers["Location"] == "/team/korrekturen?hinweis=modell_neu"
    candidate = runs.get(run)
    assert candidate is not None
    assert candidate.state is RunState.UEBERNOMMEN
    assert list(basket.open()) == []
    # what the next start would take
    assert model_path(settings.models, Additions(settings.var).link).name == candidate.model
    assert (await post(client, path, {"trotzdem": "ja"})).status == 409, "once is enough"
    assert (await post(client, "/team/korrekturen/zurueck")).status == 303
    assert loaded == [candidate.model, before]
    assert model_path(settings.models, Additions(settings.var).link).name == before
    assert len(basket.open()) == 1
    assert (await post(client, "/team/korrekturen/zurueck")).status == 409
    actions = [entry.action for entry in audit_log(settings)]
    assert actions[-2:] == ["Modell übernommen", "Voriges Modell zurückgeholt"]


async def test_a_model_that_does_not_load_changes_nothing(
    as_role: AsRole, settings: Settings, talk: str, basket: Basket, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(self: ModelDoor, model: Path) -> None:
        raise ModelNotLoaded("Das bisherige Modell ist weiter im Betrieb.")

    monkeypatch.setattr(ModelDoor, "load", refuse)
    run = ready(settings, talk, basket)
    answer = await post(
        await as_role(Role.LEITUNG), f"/team/korrekturen/versuche/{run}/uebernehmen", {"trotzdem": "ja"}
    )
    assert answer.status == 409
    assert "weiter im Betrieb" in await answer.text()
    assert Additions(settings.var).present() == "keine"
    assert len(basket.open()) == 1


async def test_what_was_compared_with_another_model_is_not_taken_over(
    as_role: AsRole, settings: Settings, talk: str, basket: Basket, loaded: list[str]
) -> None:
    first, second = ready(settings, talk, basket), ready(settings, talk, basket)
    client = await as_role(Role.LEITUNG)
    for run, status in ((second, 303), (first, 409)):
        answer = await post(client, f"/team/korrekturen/versuche/{run}/uebernehmen", {"trotzdem": "ja"})
        assert answer.status == status
    assert len(loaded) == 1


@pytest.fixture
def sleeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trial's process that sleeps instead of training."""
    popen = bot.learning.lock.subprocess.Popen
    monkeypatch.setattr(bot.learning.lock.subprocess, "Popen", lambda _, **options: popen(["sleep", "60"], **options))


@pytest.mark.usefixtures("sleeping")
async def test_one_trial_at_a_time_with_progress_and_an_end(
    as_role: AsRole, settings: Settings, talk: str, basket: Basket
) -> None:
    client, runs = await as_role(Role.AUSWERTUNG), LearningRuns(basket._engine)
    assert (await post(client, "/team/korrekturen/ausprobieren")).status == 409, "nothing to learn"
    basket.put(talk, 0, "wir schlafen im auto", {"intent": "gruss"}, Right("wohnen_alltag"), "a")
    answer = await post(client, "/team/korrekturen/ausprobieren")
    assert answer.status == 303
    page = answer.headers["Location"].partition("?")[0]
    assert (await post(client, "/team/korrekturen/ausprobieren")).status == 409
    (run,) = runs.in_state(RunState.LAEUFT)
    runs.progress(run.id, "Das Verstehen wird trainiert", 0.42)
    for path in (page, f"{page}/fortschritt"):
        shown = await (await client.get(path)).text()
        assert 'value="42"' in shown
        assert "Das Verstehen wird trainiert" in shown
    assert (await post(client, f"{page}/abbrechen")).status == 303
    assert "Abgebrochen von auswertung." in await (await client.get(page)).text()
    part = await client.get(f"{page}/fortschritt")
    assert part.headers["HX-Refresh"] == "true"
    assert (await post(client, f"{page}/abbrechen")).status == 409
    assert (await post(client, "/team/korrekturen/ausprobieren")).status == 303, "the lock is free again"


@pytest.mark.usefixtures("sleeping")
def test_a_trial_whose_process_is_gone_has_failed(settings: Settings, talk: str, basket: Basket) -> None:
    basket.put(talk, 0, "wir schlafen im auto", {"intent": "gruss"}, Right("wohnen_alltag"), "a")
    trials, after_restart = Trials(settings, basket._engine), Trials(settings, basket._engine)
    run = trials.start("auswertung")
    after_restart.settle()
    assert [row.id for row in trials.runs.in_state(RunState.LAEUFT)] == [run], "it still runs"
    with pytest.raises(RunRefused):
        after_restart.start("leitung")
    trials.shut_down()
    after_restart.settle()
    row = trials.runs.get(run)
    assert row is not None
    assert row.state is RunState.GESCHEITERT
    assert "beendet" in row.message
    trained = model_path(settings.models, Additions(settings.var).folder(str(run)))
    trained.touch()
    trials.start("auswertung")
    trials.shut_down()
    assert not trained.exists(), "65 MB that nobody can take over"

"""The whole loop with the real processes: misunderstood, corrected, tried, taken over, understood, and back again.

Trains one model (a few minutes on an idle machine). Models are kept in a folder of the test's own.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa

from bot.learning.comparing import Comparison
from bot.memory.conversations import ConversationArchive
from bot.memory.database import open_engine
from bot.memory.reviewing.basket import Basket
from bot.memory.reviewing.learning_runs import LearningRuns, RunRow, RunState
from bot.memory.reviewing.transcript import read_transcript
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.sessions import StaffSessions
from bot.memory.staff.tables import Role
from bot.model import additions_folder, ensure_model, model_path
from bot.review.guard import COOKIE
from bot.review.learning.correction_form import as_understood
from bot.review.learning.door import ModelDoor, ModelNotLoaded
from bot.settings import load_settings
from tests.running import RunningLotte, running_lotte

NEED = "wohnen_alltag"
MESSAGE = "wo können wir heute nacht schlafen mit den kindern"
#: What other families wrote, and the team corrected in the same way.
SIMILAR = (
    "wo kann ich heute nacht schlafen mit kindern",
    "wir wissen nicht wo wir nächste woche schlafen sollen",
    "gibt es eine notschlafstelle für familien",
    "ab morgen haben wir keine bleibe mehr",
    "wo kann ich unterkommen mit meinem kind",
    "übernachten mit kindern, wir haben nichts",
    "unser baby und wir haben keine bleibe",
    "wir schlafen gerade im auto mit den kindern",
    "ohne festen wohnsitz mit säugling",
    "kein zuhause mehr mit drei kindern",
)
#: The same kind of message, written for this test and taught to nobody.
HELD_BACK = (
    "heute nacht wissen wir nicht wohin mit den kleinen",
    "brauchen dringend einen platz zum schlafen, zwei kinder dabei",
    "wir haben keine bleibe und das baby ist drei monate alt",
    "wo kann eine familie unterkommen wenn sie raus muss",
    "seit gestern schlafen wir mit den kindern im auto",
    "gibt es hier eine notunterkunft wo man mit kindern übernachten kann",
    "wir haben für heute nacht keinen schlafplatz",
    "meine kinder und ich wissen nicht wo wir schlafen sollen",
    "wo schlafen wir ab morgen mit dem baby",
    "wir sind ohne bleibe, drei kinder",
)
#: What has nothing to do with it and must stay as it is.
ELSEWHERE = (
    ("Meine Tochter ist 18 Monate, ich suche eine Krippe in Wittingen", "kinderbetreuung"),
    ("Mein Sohn wird im Mai 4 und spricht kaum", "entwicklung_foerderung"),
    ("wer zahlt die klassenfahrt, mein kind ist in der 3. klasse", "bildung_teilhabe"),
    ("ich bin im 5. monat schwanger und suche eine hebamme", "schwangerschaft_geburt"),
)
AT_LEAST_BETTER = 4
#: Part of the messages each question is put to. New sentences move the model's boundaries a little everywhere, and what
#: lies close to one falls to either side: one message in a hundred says nothing about the model.
TOLERANCE = 0.01
TRAINING_SECONDS = 3600


@pytest.fixture(scope="module")
def lotte(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLotte]:
    models = tmp_path_factory.mktemp("models")
    fitting = ensure_model(load_settings().models)
    try:
        os.link(fitting, models / fitting.name)
    except OSError:  # another disk
        (models / fitting.name).write_bytes(fitting.read_bytes())
    with running_lotte(LOTTE_MODELS=str(models)) as lotte:
        yield lotte


@pytest.fixture(scope="module")
def memory(lotte: RunningLotte) -> Iterator[sa.Engine]:
    engine = open_engine(lotte.settings.conversations_url)
    yield engine
    engine.dispose()


class Answer(NamedTuple):
    status: int
    text: str


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Member:
    """Somebody of the team with a session."""

    def __init__(self, lotte: RunningLotte, memory: sa.Engine, role: Role) -> None:
        sessions = StaffSessions(memory, idle_seconds=36_000, longest_seconds=36_000)
        token = sessions.start(Accounts(memory).add(role.value, role, "ein langes Passwort"))
        staff = sessions.find(token)
        assert staff is not None
        self._csrf = staff.csrf
        self._address, self._cookie = f"{lotte.address}/team", f"{COOKIE}={token}"
        self._opener = urllib.request.build_opener(NoRedirects)

    def send(self, path: str, **fields: str) -> Answer:
        return self._ask(path, urllib.parse.urlencode({**fields, "csrf": self._csrf}).encode())

    def see(self, path: str) -> str:
        answer = self._ask(path)
        assert answer.status == 200, answer.text
        return answer.text

    def _ask(self, path: str, body: bytes | None = None) -> Answer:
        request = urllib.request.Request(self._address + path, data=body, headers={"Cookie": self._cookie})
        try:
            with self._opener.open(request, timeout=700) as response:
                return Answer(response.status, response.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode())


def first_need(lotte: RunningLotte, text: str) -> str:
    status, answer = lotte.parent().post("/api/understand", json.dumps({"text": text}).encode())
    assert status == 200, answer
    return (answer["needs"] or [answer["intent"]])[0] if not answer["crisis"] else answer["crisis"]


def understood_right(lotte: RunningLotte, texts: Sequence[str]) -> int:
    return sum(first_need(lotte, text) == NEED for text in texts)


def correct(member: Member, memory: sa.Engine, sender_id: str) -> None:
    transcript = read_transcript(memory, sender_id)
    assert transcript is not None
    turn = next(turn for turn in transcript.turns if turn.number == 1)
    assert turn.understood is not None
    fields = as_understood(turn.text, turn.understood)
    answer = member.send(
        f"/gespraeche/{sender_id}/berichtigen/{turn.position}",
        satz=fields.satz,
        anliegen=NEED,
        zweites="",
        gefahr="",
        alter=fields.alter,
        ort=fields.ort,
    )
    assert answer.status == 303, (turn.text, answer.text)


def wait_for_end(runs: LearningRuns) -> RunRow:
    deadline, shares = time.monotonic() + TRAINING_SECONDS, []
    while time.monotonic() < deadline:
        (run,) = runs.latest()
        if run.state is not RunState.LAEUFT:
            assert shares == sorted(shares), "progress never goes back"
            return run
        shares.append(run.share)
        time.sleep(1)
    raise TimeoutError("the candidate was not ready in time")


class Questions(threading.Thread):
    """Parents who go on writing while something happens."""

    def __init__(self, lotte: RunningLotte) -> None:
        super().__init__(daemon=True)
        self._lotte, self._over = lotte, threading.Event()
        self.slowest, self.asked, self.failed = 0.0, 0, list[str]()

    def run(self) -> None:
        parent = self._lotte.parent()
        while not self._over.is_set():
            started = time.monotonic()
            try:
                parent.say("Krippe in Wittingen, meine Tochter ist 2")
            except (AssertionError, OSError) as error:
                self.failed.append(str(error))
            self.asked += 1
            self.slowest = max(self.slowest, time.monotonic() - started)

    def end(self) -> None:
        self._over.set()
        self.join()


def test_a_misunderstood_message_is_learned_and_can_be_unlearned(lotte: RunningLotte, memory: sa.Engine) -> None:
    evaluation, head = (Member(lotte, memory, role) for role in (Role.AUSWERTUNG, Role.LEITUNG))
    basket, runs = Basket(memory), LearningRuns(memory)
    assert first_need(lotte, MESSAGE) != NEED, "choose another message: this one is understood by now"
    before = understood_right(lotte, HELD_BACK)

    # said, and corrected beside the message
    with closing(ConversationArchive(lotte.settings.conversations_url)) as archive:
        known: set[str] = set()
        for text in (MESSAGE, *SIMILAR):
            lotte.parent().say(text)
            (sender_id,) = set(archive.sender_ids()) - known
            known.add(sender_id)
            correct(evaluation, memory, sender_id)
    assert {row.sentence for row in basket.open()} == {MESSAGE, *SIMILAR}

    # tried in the background
    assert evaluation.send("/korrekturen/ausprobieren").status == 303
    run = wait_for_end(runs)
    assert run.state is RunState.FERTIG, (run.message, lotte.log("gateway")[-3000:])
    page = f"/korrekturen/versuche/{run.id}"
    comparison = Comparison.from_json(run.result)
    assert "gelernt" in evaluation.see(page)
    assert next(lesson for lesson in comparison.lessons if lesson.text == MESSAGE).learned
    assert [figure for figure in comparison.overall if figure.new < figure.old - TOLERANCE * figure.of] == []
    assert first_need(lotte, MESSAGE) != NEED, "nothing has changed yet"

    # taken over by the head alone, while parents go on writing
    assert evaluation.send(f"{page}/uebernehmen", trotzdem="ja").status == 403
    questions = Questions(lotte)
    questions.start()
    answer = head.send(f"{page}/uebernehmen", trotzdem="ja")
    questions.end()
    assert answer.status == 303, answer.text
    assert questions.asked > 3
    assert questions.failed == []
    print(f"{questions.asked} messages while the model was exchanged, the slowest {questions.slowest:.1f} s")

    # understood, and better on that kind of message, no worse elsewhere
    assert lotte.parent().say(MESSAGE)["understood"]["needs"][0] == NEED
    assert understood_right(lotte, HELD_BACK) >= before + AT_LEAST_BETTER
    assert [text for text, need in ELSEWHERE if first_need(lotte, text) != need] == []
    assert list(basket.open()) == []
    additions = additions_folder(lotte.settings.var)
    assert model_path(lotte.settings.models, additions).name == run.model, "a restart takes the same model"

    # a broken file changes nothing
    broken = lotte.settings.models / "kaputt.tar.gz"
    broken.write_bytes(b"kein Modell")
    with pytest.raises(ModelNotLoaded, match="weiter im Betrieb"):
        asyncio.run(ModelDoor(lotte.settings.rasa_url, lotte.settings.internal_token or "").load(broken))
    assert first_need(lotte, MESSAGE) == NEED

    # back with one click, also after a restart
    lotte.stop()
    lotte.model = ensure_model(lotte.settings.models, additions)
    assert lotte.model.name == run.model
    lotte.start()
    assert first_need(lotte, MESSAGE) == NEED
    assert head.send("/korrekturen/zurueck").status == 303
    assert first_need(lotte, MESSAGE) != NEED
    assert {row.sentence for row in basket.open()} == {MESSAGE, *SIMILAR}
    actions = [entry.action for entry in AuditLog(memory).latest(200)]
    assert {"Nachricht berichtigt", "Ausprobieren begonnen", "Modell übernommen", "Voriges Modell zurückgeholt"} <= set(
        actions
    )

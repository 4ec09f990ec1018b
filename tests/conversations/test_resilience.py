"""What parents get when something breaks, through the real processes."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.postgres import fresh_database
from tests.running import RunningLotte, free_port, offered, running_lotte, said

START = [sys.executable, "-m", "bot"]

FAMILIES = (
    ("Meine Tochter ist 18 Monate, ich suche eine Krippe in Wittingen", "kinderbetreuung"),
    ("Mein Sohn wird im Mai 4 und spricht kaum", "entwicklung_foerderung"),
    ("wer zahlt die klassenfahrt, mein kind ist in der 3. klasse", "bildung_teilhabe"),
    ("ich bin im 5. monat schwanger und suche eine hebamme", "schwangerschaft_geburt"),
)
DANGER = "Ich kann nicht mehr, ich habe Angst, dass ich ihm was tue"
HONEST = "05371 804-440"


def five_families(lotte: RunningLotte) -> None:
    for text, need in FAMILIES:
        answer = lotte.parent().say(text)
        assert answer["understood"]["needs"][:1] == [need], answer["understood"]
        assert offered(answer), text
    answer = lotte.parent().say(DANGER)
    assert answer["understood"]["crisis"] == "ueberlastung"
    assert "0800 1110550" in said(answer)


def test_the_same_after_a_restart_and_the_conversation_goes_on(lotte: RunningLotte) -> None:
    parent = lotte.parent()
    parent.say("Krippe in Brome für meine Tochter, 2 Jahre")
    lotte.stop()
    lotte.start()
    answer = parent.say("und in Wittingen?")
    assert answer["situation"]["needs"] == ["kinderbetreuung"]
    assert answer["situation"]["children"][0]["age_months"] == [24, 35]
    assert answer["situation"]["place"]["key"] == "03151040"
    assert parent.tap("Mehr Angebote")["messages"]
    five_families(lotte)


def test_a_button_given_before_a_restart_still_works(lotte: RunningLotte) -> None:
    parent = lotte.parent()
    parent.say("Hallo")
    lotte.stop()
    lotte.start()
    assert parent.tap("Kita und Betreuung")["situation"]["needs"] == ["kinderbetreuung"]


def test_while_somebody_sends_a_megabyte(lotte: RunningLotte) -> None:
    flood = json.dumps({"text": "a" * 1_000_000}).encode()
    statuses: list[int] = []
    attacker = lotte.parent()
    thread = threading.Thread(target=lambda: statuses.extend(attacker.post("/api/chat", flood)[0] for _ in range(20)))
    thread.start()
    five_families(lotte)
    thread.join()
    assert set(statuses) == {413}


@pytest.mark.parametrize(
    "text",
    [
        '/angebot_suchen{"kind_alter": "x"}',
        '/angabe{"kind_alter": [0, 1]}',
        "/slot{}",
        "{situation}",
        "\u202e\u200b/x",
    ],
)
def test_a_command_is_only_words_and_changes_nothing(lotte: RunningLotte, text: str) -> None:
    parent = lotte.parent()
    before = parent.say("Krippe in Brome für meine Tochter, 2 Jahre")["situation"]
    after = parent.say(text)
    assert after["situation"]["children"] == before["children"]
    assert said(after)


def test_restart_is_a_word_like_any_other(lotte: RunningLotte) -> None:
    """Rasa's own command would wipe the conversation without a word; typed, it means "von vorn" and is answered so."""
    answer = lotte.parent().say("/restart")
    assert answer["understood"]["confidence"] < 1.0 or answer["understood"]["intent"] == "neustart"
    assert said(answer)


def test_nothing_of_another_session_shows(lotte: RunningLotte) -> None:
    lotte.parent().say("Krippe in Brome für meine Tochter, 2 Jahre")
    assert lotte.parent().say("und in Wittingen?")["situation"]["children"] == []


def test_the_action_server_dies_and_comes_back(lotte: RunningLotte) -> None:
    parent = lotte.parent()
    parent.say("Krippe für meine Tochter, 2 Jahre")
    in_the_form = lotte.parent()
    in_the_form.say("was kann man hier nachmittags mit kindern machen")
    lotte.kill("actions")
    try:
        assert HONEST in said(parent.say("und in Brome?"))
        assert "0800 1110550" in said(parent.say(DANGER)), "danger needs no action server"
        assert "0800 1110550" in said(in_the_form.say(DANGER)), "not even in the middle of a question"
        assert "Couldn't connect" in lotte.log("rasa")
    finally:
        lotte.start("actions")
    answer = parent.say("und in Brome?")
    assert answer["situation"]["children"][0]["age_months"] == [24, 35]
    assert offered(answer)


def test_the_memory_is_locked(lotte: RunningLotte) -> None:
    """Somebody else holds the database for good: an honest sentence, and the number in danger."""
    parent = lotte.parent()
    parent.say("Krippe für meine Tochter, 2 Jahre")
    with sqlite3.connect(lotte.settings.var / "conversations.db", isolation_level=None) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert HONEST in said(parent.say("und in Brome?"))
        assert "0800 1110550" in said(parent.say(DANGER))
        connection.execute("ROLLBACK")
    assert offered(parent.say("und in Brome?"))


def test_no_message_in_any_log(lotte: RunningLotte) -> None:
    parent = lotte.parent()
    parent.say("Ich heiße Quendolina Zapfenstreich und suche eine Krippe, 2 Jahre")
    parent.say("meine Nummer ist 0171 2345678")
    for name in ("rasa", "actions", "gateway"):
        log = lotte.log(name)
        for word in ("Quendolina", "2345678", "Krippe", "Wittingen"):
            assert word not in log, name


@pytest.fixture(scope="module")
def lotte_on_postgres(server: str) -> Iterator[RunningLotte]:
    with fresh_database(server, "lotte") as url, running_lotte(database_url=url) as running:
        yield running


def test_the_same_on_postgresql(lotte_on_postgres: RunningLotte) -> None:
    five_families(lotte_on_postgres)
    parent = lotte_on_postgres.parent()
    parent.say("Krippe in Brome für meine Tochter, 2 Jahre")
    assert parent.say("und in Wittingen?")["situation"]["children"][0]["age_months"] == [24, 35]


def test_starting_twice_names_the_port(lotte: RunningLotte) -> None:
    second = subprocess.run(
        START, cwd=ROOT, env=lotte.environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert second.returncode == 1
    assert f"Der Port {lotte.settings.port} ist schon belegt" in second.stderr


@pytest.mark.parametrize("victim", ["actions", "the starter, by Ctrl-C"])
def test_one_command_starts_all_and_ends_all(lotte: RunningLotte, tmp_path: Path, victim: str) -> None:
    own = {name: str(free_port()) for name in ("PORT", "LOTTE_RASA_PORT", "LOTTE_ACTIONS_PORT")}
    process = subprocess.Popen(
        START,
        cwd=ROOT,
        env={**os.environ, **own, "LOTTE_VAR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    pids: dict[str, int] = {}
    output = []
    for line in process.stdout:
        output.append(line)
        if started := re.search(r"(\w+) started \(pid=(\d+)\)", line):
            pids[started[1]] = int(started[2])
        if f"Lotte ist bereit: http://127.0.0.1:{own['PORT']}/" in line:
            if victim in pids:
                os.kill(pids[victim], signal.SIGKILL)
            else:
                process.send_signal(signal.SIGINT)
    code = process.wait(30)
    told = "".join(output)
    assert set(pids) == {"rasa", "actions", "gateway"}
    assert (code, "ausgefallen" in told) == ((1, True) if victim in pids else (0, False)), told[-2000:]
    assert [pid for pid in pids.values() if Path(f"/proc/{pid}").exists()] == []

"""A conversation saved as a conversation test can be read and played by what plays them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from bot.memory.reviewing.basket import CorrectionRow, Right
from bot.memory.reviewing.rows import ConversationRow
from bot.memory.reviewing.transcript import Transcript, turns_of
from bot.review.conversations.directory import DirectoryNames
from bot.review.conversations.testcase import test_file as made
from tests.conversations import play
from tests.running import RunningLotte
from tests.unit.review.talks import WITTINGEN, Event, offer, said, tapped, typed

NAMES = DirectoryNames({"03151040": "Wittingen", "03151009": "Gifhorn"}, {})
CHILD = {"age_months": [24, 35], "label": "2 Jahre", "role": "Sohn"}
CRIB = typed('ich suche: eine "Krippe" {dringend}, # [Name] - ja', children=[CHILD], place=WITTINGEN)
FOUND = said("Hier:", buttons=["Mehr Angebote"], offers=[offer("gf-familienbuero", "Familienbüro")], found=True)
MORE = tapped("Mehr Angebote", "mehr_angebote")


def transcript(*events: Event | list[Event]) -> Transcript:
    flat = [event for part in events for event in (part if isinstance(part, list) else [part])]
    row = ConversationRow(
        "abcdef0123456789", 0.0, 0.0, "web", "de", 1, "", (), (), None, False, 0, 0.9, None, False, "neu", ()
    )
    return Transcript(row, turns_of(enumerate(flat)))


def corrected(position: int, right: Right) -> dict[int, CorrectionRow]:
    return {position: CorrectionRow(1, "abcdef", position, "", {}, right, "auswertung", 0.0, "offen")}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the player looks for conversations."""
    monkeypatch.setattr(play, "FOLDER", tmp_path)
    return tmp_path


def read(folder: Path, text: str) -> dict[str, Any]:
    (folder / "neu.yml").write_text(text, encoding="utf-8")
    (case,) = play.conversations()
    assert all(turn.keys() <= play.TURN_KEYS for turn in case["zuege"])
    return case


class Answering:
    """A Lotte that answers as it is written, and her parent in one."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self._answers = list(answers)
        self.language: str | None = None
        self.heard: list[str] = []

    def parent(self) -> Answering:
        return self

    def say(self, text: str) -> dict[str, Any]:
        self.heard.append(text)
        return self._answers.pop(0)

    def tap(self, label: str) -> dict[str, Any]:
        return self.say(f"[{label}]")


def answer(*offers: str, **understood: Any) -> dict[str, Any]:
    shown = [{"id": offer_id} for offer_id in offers]
    return {"understood": understood, "situation": {}, "messages": [{"text": "", "buttons": [], "offers": shown}]}


CRIB_FACTS = {
    "act": "angebot_suchen",
    "needs": ["kinderbetreuung"],
    "children": [{"age_months": [24, 35]}],
    "place": {"name": "Wittingen"},
    "crisis": None,
}


def test_what_happened_can_be_played(folder: Path) -> None:
    case = read(folder, made(transcript(CRIB, FOUND, MORE, said("Mehr habe ich nicht.")), {}, NAMES))
    lotte = Answering(answer("gf-familienbuero", **CRIB_FACTS), answer())
    play.play(cast(RunningLotte, lotte), case)
    assert lotte.heard == ['ich suche: eine "Krippe" {dringend}, # [Name] - ja', "[Mehr Angebote]"]


def test_a_played_test_fails_where_lotte_does_something_else(folder: Path) -> None:
    case = read(folder, made(transcript(CRIB, FOUND), {}, NAMES))
    wrong = Answering(answer("gf-familienbuero", **{**CRIB_FACTS, "needs": ["gesundheit"]}))
    with pytest.raises(AssertionError, match="versteht bedarf"):
        play.play(cast(RunningLotte, wrong), case)


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (Right(intent="gesundheit"), {"handlung": "angebot_suchen", "bedarf": "gesundheit", "gefahr": None}),
        (Right(intent="krise_gewalt"), {"handlung": "krise", "bedarf": None, "gefahr": "gewalt"}),
        (Right(intent="dank"), {"handlung": "smalltalk", "bedarf": None}),
        (Right(ages=((36, 47), (0, 11))), {"kinder": [[36, 47], [0, 11]], "bedarf": "kinderbetreuung"}),
        (Right(ages=()), {"kinder": []}),
        (Right(place_key="03151009"), {"ort": "Gifhorn"}),
        (Right(place_key=""), {"ort": None}),
    ],
)
def test_what_was_corrected_is_expected_and_offers_are_not(
    folder: Path, right: Right, expected: dict[str, Any]
) -> None:
    text = made(transcript(CRIB, FOUND), corrected(0, right), NAMES)
    (turn,) = read(folder, text)["zuege"]
    assert {key: turn["versteht"].get(key) for key in expected} == expected
    assert "bietet" not in turn
    assert "berichtigt: Was Lotte danach anbieten soll" in text


def test_buttons_nobody_was_shown_become_a_remark(folder: Path) -> None:
    text = made(transcript(CRIB, FOUND, tapped("3 Jahre\n- boese: 1", "aendern", was="child"), said("Gut.")), {}, NAMES)
    assert len(read(folder, text)["zuege"]) == 1
    assert "aendert: {feld: ..." in text


def test_what_lotte_said_first_is_no_turn(folder: Path) -> None:
    case = read(folder, made(transcript(said("Guten Tag!"), typed("hallo", "gruss"), said("Hallo!")), {}, NAMES))
    assert [turn["eltern"] for turn in case["zuege"]] == ["hallo"]
    assert case["zuege"][0]["bietet"] in (False, "nein")


def test_the_head_says_what_is_left_to_do() -> None:
    head = made(transcript(CRIB), {}, NAMES).split("- gespraech")[0]
    assert all(line.startswith("#") for line in head.splitlines() if line)
    assert "Kein Mensch darf zu erkennen sein" in head

"""Plays the conversations of *.yml through the real running processes, as a browser would."""

from __future__ import annotations

import re
from typing import Any

import pytest

import texts
from bot.settings import ROOT
from tests.conversations.coverage import Said, everything_said
from tests.conversations.play import conversations, play
from tests.running import RunningLotte

CASES = conversations()
PLAYED: set[str] = set()
# Said by the gateway and the page, not by the dialogue: tests/unit/gateway, tests/messenger, tests/browser.
OUTSIDE_THE_DIALOGUE = (
    "fehler_", "seite_", "chat_", "karte_", "messenger_", "stoerung", "geloescht", "kalender_", "rueckruf_notiert",
    "rueckruf_keine_nummer", "rueckruf_geloescht",
)  # fmt: skip
# Families of one sentence each: one of them shows that all are reached (tests/unit/test_texts.py knows their keys).
FAMILIES = (
    "begriff_", "bedarf_", "grund_", "wunsch_", "tag_", "weiter_", "unbekannt_", "fehlt_", "sorge_", "fuer_", "alter_",
)  # fmt: skip
# Depends on the day and the hour, or on offers with known hours: tests/unit/actions.
BY_THE_CLOCK = ("mensch_offen", "mensch_wieder_offen", "heute_geschlossen")
# Only where no offer at all answers a need; the district has some for each: tests/unit/actions.
ONLY_WITHOUT_OFFERS = ("gelockert_bedarf",)


@pytest.mark.parametrize("case", CASES, ids=[case["gespraech"] for case in CASES])
def test_conversation(lotte: RunningLotte, case: dict[str, Any]) -> None:
    play(lotte, case)
    PLAYED.add(case["gespraech"])


def test_there_are_enough_and_none_twice() -> None:
    names = [case["gespraech"] for case in CASES]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


@pytest.fixture(scope="module")
def said(lotte: RunningLotte) -> Said:
    if len(PLAYED) < len(CASES):
        pytest.skip("only after all conversations")
    return everything_said(lotte.settings.conversations_url)


def test_no_rule_is_dead_and_no_response_unreachable(said: Said) -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/rules").glob("*.yml")))
    expected = set(re.findall(r"action: (\w+)", rules)) | set(texts.load().responses)
    assert expected - said.names == {"utter_default"}  # Rasa's own, for an intent without a rule: there is none


def test_never_two_questions_in_one_answer(said: Said) -> None:
    assert said.most_questions == 1


def test_no_phrase_is_unreachable(said: Said) -> None:
    exempt = (*OUTSIDE_THE_DIALOGUE, *FAMILIES, *BY_THE_CLOCK, *ONLY_WITHOUT_OFFERS)
    unsaid = [key for key in texts.load().phrases if not key.startswith(exempt) and not _was_said(key, said)]
    assert not unsaid, ", ".join(unsaid)
    silent = [name for name in FAMILIES if not any(_was_said(key, said) for key in _family(name))]
    assert not silent, ", ".join(silent)


def _was_said(key: str, said: Said) -> bool:
    """In any language, in any variant: some are only for those who do not write German."""
    return any(said.has(variant) for code in texts.LANGUAGES for variant in texts.load(code).phrases[key])


def _family(name: str) -> list[str]:
    return [key for key in texts.load().phrases if key.startswith(name)]

"""What the action server reads from the conversation."""

from __future__ import annotations

from typing import Any

import pytest

from actions.latest_message import AWAY_SECONDS, choice, intent_before, text, understood, was_away
from tests.unit.actions.fakes import conversation

HALF_A_DAY = AWAY_SECONDS


def user(intent: str | None = None, at: float = 0.0) -> dict[str, Any]:
    parsed = {"parse_data": {"intent": {"name": intent}}} if intent else {}
    return {"event": "user", "timestamp": at, **parsed}


def bot(at: float = 0.0) -> dict[str, Any]:
    return {"event": "bot", "timestamp": at}


def test_typed_words() -> None:
    tracker = conversation("suche kita", {"intent": "kinderbetreuung"})
    assert (text(tracker), choice(tracker)) == ("suche kita", {})
    assert understood(tracker) == {"intent": "kinderbetreuung"}


@pytest.mark.parametrize("facts", [{}, {"angebot": "gf-x"}])
def test_the_label_of_a_button_is_no_text(facts: dict[str, str]) -> None:
    tracker = conversation("Kita und Betreuung", choice=facts)
    assert (text(tracker), choice(tracker)) == ("", facts)


def test_before_the_first_message() -> None:
    tracker = conversation()
    tracker.latest_message = {}
    assert (text(tracker), choice(tracker), understood(tracker)) == ("", {}, {})
    tracker.latest_message = {"text": None, "understood": None}
    assert (text(tracker), understood(tracker)) == ("", {})


def test_nobody_can_change_the_message_through_it() -> None:
    tracker = conversation("x", {"intent": "gruss"}, choice={"art": "telefon"})
    understood(tracker)["intent"] = "dank"
    choice(tracker).clear()
    assert (understood(tracker), choice(tracker)) == ({"intent": "gruss"}, {"art": "telefon"})


@pytest.mark.parametrize(
    ("events", "intent"),
    [
        ([], None),
        ([user("gruss")], None),
        ([user("gruss"), bot(), user("dank")], "gruss"),
        ([user("gruss"), user("dank"), bot(), user("nein")], "dank"),
        ([user(), bot(), user("dank")], None),
        ([{"event": "user", "parse_data": None}, user("dank")], None),
        ([{"event": "user", "parse_data": {"intent": None}}, user("dank")], None),
    ],
)
def test_intent_before(events: list[dict[str, Any]], intent: str | None) -> None:
    assert intent_before(conversation(events=events)) == intent


@pytest.mark.parametrize(
    ("events", "away"),
    [
        ([], False),
        ([user(at=5)], False),
        ([bot(at=0), user(at=HALF_A_DAY)], False),
        ([bot(at=0), user(at=HALF_A_DAY + 1)], True),
        ([user(at=0), bot(at=1), user(at=90_000)], True),
        # what followed the message does not count, nor a pause long ago
        ([bot(at=0), user(at=90_000), {"event": "slot", "timestamp": 90_001}, bot(at=90_001)], True),
        ([bot(at=0), user(at=90_000), bot(at=90_001), user(at=90_060)], False),
        # an event without a time
        ([{"event": "action"}, user(at=90_000)], True),
        ([{"event": "action", "timestamp": None}, user(at=10)], False),
    ],
)
def test_was_away(events: list[dict[str, Any]], away: bool) -> None:
    assert was_away(conversation(events=events)) is away

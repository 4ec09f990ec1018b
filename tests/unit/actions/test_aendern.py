"""A tap on what Lotte has understood: the picture is corrected and the answer comes anew, or the numbers do."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.aendern import ActionAendern
from actions.situation import Situation
from bot.channel import chosen
from offer_db.records import Topic
from tests.unit.actions.fakes import FakeDirectory, conversation, offer, result

SOHN = {"age_months": [36, 47], "label": "3 Jahre", "role": "Sohn"}
KITA: dict[str, Any] = {
    "children": [SOHN],
    "focus": [SOHN],
    "needs": ["kinderbetreuung"],
    "topics": ["krippe"],
    "wishes": ["kostenlos"],
    "place": {"key": "03151040", "name": "Wittingen"},
    "shown": ["gf-x"],
    "last": ["gf-x"],
}
TOPICS = (Topic("krippe", "kinderbetreuung", "Krippe"),)
PLACES = {"03151009": "Gifhorn"}
ALARM = {"event": "user", "parse_data": {"intent": {"name": "krise_suizid"}}}
TAP = {"event": "user", "parse_data": {"intent": {"name": "aendern"}}}


@pytest.fixture
def directory(monkeypatch: pytest.MonkeyPatch) -> FakeDirectory:
    fake = FakeDirectory([result("gf-a"), result("gf-b")], [offer("de-notruf-112")], TOPICS, PLACES)
    monkeypatch.setattr(context, "directory", lambda: fake)
    return fake


async def tap(
    payload: str,
    label: str = "…",
    situation: dict[str, Any] | None = None,
    language: str | None = None,
    before: dict[str, Any] = TAP,
) -> tuple[Situation, list[dict[str, Any]]]:
    """The situation afterwards, and what was said."""
    data = chosen(payload, label)
    tracker = conversation(
        label, data["understood"], data["choice"], {"situation": situation, "sprache": language}, [before, TAP]
    )
    dispatcher = CollectingDispatcher()
    (slot,) = await ActionAendern().run(dispatcher, tracker, {})
    assert slot["name"] == "situation"
    return Situation.from_slot(slot["value"]), dispatcher.messages


def offers(said: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for message in said for one in (message.get("custom") or {}).get("offers", [])]


async def test_an_age_is_corrected_in_the_words_of_the_chip(directory: FakeDirectory) -> None:
    situation, said = await tap("/aendern was=child nr=0 zu=48..59", "4 Jahre", KITA)
    assert [(child.label, child.role) for child in situation.focus] == [("4 Jahre", "Sohn")]
    assert offers(said) == ["gf-a"]
    assert (situation.shown, situation.last) == (("gf-a",), ("gf-a",))
    (request,) = directory.requests
    assert (request.ages[0].min_months, request.text) == (48, ""), "the label is no word to search with"


async def test_a_place_is_called_as_in_the_data(directory: FakeDirectory) -> None:
    situation, _ = await tap("/aendern was=place nr=0 zu=03151009", "irgendwas", KITA)
    assert situation.place == {"key": "03151009", "name": "Gifhorn"}


@pytest.mark.parametrize("language", [None, "tr", "leicht", "fr"])
@pytest.mark.parametrize(
    "payload", ["/aendern was=place nr=0 zu=03151999", "/aendern was=child nr=7", "/aendern", "/aendern was=wish zu=x"]
)
async def test_what_fits_nothing_is_answered_all_the_same(
    directory: FakeDirectory, payload: str, language: str | None
) -> None:
    situation, said = await tap(payload, "…", KITA, language)
    assert (situation.children, situation.place) == (Situation.from_slot(KITA).children, KITA["place"])
    assert offers(said) == ["gf-a"]


async def test_another_need_takes_its_topics_along(directory: FakeDirectory) -> None:
    situation, said = await tap("/aendern was=need nr=0 zu=gesundheit", "Gesundheit", KITA)
    assert (situation.needs, situation.topics) == (("gesundheit",), ())
    assert offers(said) == ["gf-a"]


async def test_a_new_need_may_lead_to_one_question(directory: FakeDirectory) -> None:
    money = {"needs": ["finanzielle_hilfen"], "place": KITA["place"]}
    situation, said = await tap("/aendern was=need nr=0 zu=kinderbetreuung", "Kita", money)
    assert [message["response"] for message in said] == ["utter_ask_kind_alter"]
    assert situation.asked == ("kind_alter",)


@pytest.mark.parametrize("situation", [None, {}, {"needs": ["kinderbetreuung"], "topics": ["krippe"]}])
async def test_without_a_need_it_is_asked_for(directory: FakeDirectory, situation: dict[str, Any] | None) -> None:
    after, said = await tap("/aendern was=need nr=0", "Kita weg", situation)
    assert [message["response"] for message in said] == ["utter_ask_bedarf"]
    assert after.needs == ()
    assert directory.requests == []


async def test_no_question_in_a_language_nobody_reads(directory: FakeDirectory) -> None:
    _, said = await tap("/aendern was=need nr=0", "…", {"needs": ["kinderbetreuung"]}, "fr")
    assert offers(said) == ["gf-a"]


async def test_an_age_taken_out_is_not_asked_for(directory: FakeDirectory) -> None:
    situation, said = await tap("/aendern was=child nr=0", "ohne Kind", {**KITA, "topics": []})
    assert offers(said) == ["gf-a"]
    assert situation.children == ()


# --- danger ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        "/aendern was=child nr=0 zu=48..59",
        "/aendern was=child nr=0",
        "/aendern was=need nr=0",
        "/aendern was=place nr=0",
    ],
)
async def test_right_after_an_alarm_the_numbers_stay(directory: FakeDirectory, payload: str) -> None:
    situation, said = await tap(payload, "4 Jahre", KITA, before=ALARM)
    assert offers(said) == ["de-notruf-112"]
    assert directory.requests == []
    assert situation != Situation.from_slot(KITA), "what was corrected counts later"


async def test_who_asks_for_something_else_then_gets_it(directory: FakeDirectory) -> None:
    money = {"needs": ["finanzielle_hilfen"]}
    situation, said = await tap("/aendern was=need nr=0 zu=kinderbetreuung", "Kita", money, before=ALARM)
    assert offers(said) == ["gf-a"], "without a question first"
    assert situation.needs == ("kinderbetreuung",)

"""Whether it has helped: asked once, at the right time, and answered honestly."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import texts
from actions import context
from actions.geholfen import ActionGeholfen, ActionGeholfenFragen, ask_behind_offers
from actions.gespraech import ActionNeustart
from actions.situation import HELPED, Situation
from actions.suchen import ActionSuchen
from bot.choices import chosen
from tests.unit.actions.fakes import FakeDirectory, conversation, offer, result

GERMAN = texts.load()
SHOWN = Situation(last=("gf-a",), answers=1)
ASKED = "utter_ask_geholfen"


def thanks(text: str, situation: Situation, language: str | None = None) -> Tracker:
    return conversation(text, slots={"situation": situation.to_slot(), "sprache": language})


def said(dispatcher: CollectingDispatcher) -> list[str | None]:
    return [message.get("response") for message in dispatcher.messages]


@pytest.mark.parametrize(
    ("text", "situation", "language", "asks"),
    [
        ("danke", SHOWN, None, True),
        ("danke", SHOWN, "tr", True),
        ("danke", SHOWN, "leicht", True),
        # nothing was shown, or nothing was found at last
        ("danke", Situation(), None, False),
        ("danke", Situation(answers=2), None, False),
        # asked before, or danger came up
        ("danke", SHOWN.hinting(HELPED), None, False),
        # a question the parent cannot read
        ("merci", SHOWN, "fr", False),
        # said already
        ("danke, das hat mir sehr geholfen", SHOWN, None, False),
        ("das hilft mir weiter, danke", SHOWN, None, False),
        ("Thank you, that helped a lot", SHOWN, "en", False),
        ("teşekkürler, çok yardımcı oldunuz", SHOWN, "tr", False),
        ("спасибо, вы мне помогли", SHOWN, "ru", False),
        ("дякую, це допомогло", SHOWN, "uk", False),
        ("dziękuję, bardzo mi to pomogło", SHOWN, "pl", False),
        ("شكرا، لقد ساعدتموني", SHOWN, "ar", False),
    ],
)
async def test_behind_thanks(text: str, situation: Situation, language: str | None, asks: bool) -> None:
    dispatcher = CollectingDispatcher()
    events = await ActionGeholfenFragen().run(dispatcher, thanks(text, situation, language), {})
    assert said(dispatcher) == ([ASKED] if asks else [])
    after = [Situation.from_slot(event["value"]) for event in events]
    assert after == ([situation.hinting(HELPED)] if asks else [])


@pytest.mark.parametrize(
    ("situation", "understood", "asks"),
    [
        (Situation(last=("gf-a",), answers=2), {}, True),
        (Situation(last=("gf-a",), answers=5), {}, True),
        # too early
        (SHOWN, {}, False),
        # this time nothing was found
        (Situation(answers=2), {}, False),
        # once is enough
        (Situation(last=("gf-a",), answers=2, hinted=(HELPED,)), {}, False),
        # one question is enough
        (Situation(last=("gf-a",), answers=2, asked=("kind_alter",)), {}, False),
        # a number for a quiet worry stands there already
        (Situation(last=("gf-a",), answers=2), {"worry": "ueberlastung"}, False),
    ],
)
def test_behind_offers(situation: Situation, understood: dict[str, Any], asks: bool) -> None:
    dispatcher = CollectingDispatcher()
    after = ask_behind_offers(dispatcher, conversation("x", understood), situation)
    assert said(dispatcher) == ([ASKED] if asks else [])
    assert (HELPED in after.hinted) is (asks or HELPED in situation.hinted)


async def test_it_comes_with_the_second_answer_and_never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "directory", lambda: FakeDirectory([result("a")]))
    slot: dict[str, Any] = {}
    asked = []
    for need in ("gesundheit", "wohnen_alltag", "finanzielle_hilfen"):
        understood = {"needs": [need], "topics": ["x"], "intent": need, "act": "angebot_suchen"}
        dispatcher = CollectingDispatcher()
        (event,) = await ActionSuchen().run(dispatcher, conversation("x", understood, slots={"situation": slot}), {})
        slot = event["value"]
        asked.append(ASKED in said(dispatcher))
    assert asked == [False, True, False]


async def test_a_fresh_start_does_not_ask_again() -> None:
    before = Situation(place={"key": "03151009", "name": "Gifhorn"}, answers=3).hinting("ort", HELPED)
    (event,) = await ActionNeustart().run(CollectingDispatcher(), thanks("von vorn", before), {})
    after = Situation.from_slot(event["value"])
    assert after.is_empty
    assert after.hinted == (HELPED, "bedarf")
    assert after.answers == 0


@pytest.fixture
def directory(monkeypatch: pytest.MonkeyPatch) -> FakeDirectory:
    fake = FakeDirectory([], [offer("gf-familienbuero", title="Familienbüro")])
    monkeypatch.setattr(context, "directory", lambda: fake)
    return fake


async def tapped(answer: str) -> dict[str, Any]:
    data = chosen(f"/geholfen art={answer}", "x")
    assert data["intent"]["name"] == "geholfen"
    assert data["understood"]["act"] == "feedback"
    dispatcher = CollectingDispatcher()
    tracker = conversation("x", data["understood"], data["choice"])
    assert await ActionGeholfen().run(dispatcher, tracker, {}) == []
    (message,) = dispatcher.messages
    return dict(message)


async def test_yes_is_thanked_for(directory: FakeDirectory) -> None:
    message = await tapped("ja")
    assert message["response"] == "utter_geholfen_ja"
    assert message["buttons"] == []


@pytest.mark.parametrize("answer", ["nein", "unsinn"])
async def test_no_leads_to_a_human_and_to_another_try(directory: FakeDirectory, answer: str) -> None:
    message = await tapped(answer)
    assert message["text"].startswith(GERMAN.phrase("geholfen_nein"))
    assert [one["title"] for one in message["custom"]["offers"]] == ["Familienbüro"]
    assert [button["payload"] for button in message["buttons"]] == ["/rueckruf", "/mehr_angebote", "/ja"]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_buttons_are_those_the_conversation_is_counted_by(language: str) -> None:
    for variant in texts.load(language).responses[ASKED]:
        assert [button["payload"] for button in variant["buttons"]] == ["/geholfen art=ja", "/geholfen art=nein"]

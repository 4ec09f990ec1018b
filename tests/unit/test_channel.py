"""What a tapped button says; the door itself is tested through the running processes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered

import texts
from bot.channel import TOKEN_HEADER, LotteChannel, ModelExchange, _Collected, answered_in
from bot.choices import BadChoice, chosen
from bot.memory.conversations import MemoryUnavailable
from bot.nlu.message_keys import UNDERSTOOD


@pytest.mark.parametrize(
    ("payload", "label", "expected"),
    [
        (
            "/kinderbetreuung",
            "Kita",
            {"intent": "kinderbetreuung", "act": "angebot_suchen", "needs": ["kinderbetreuung"]},
        ),
        ("/weiss_nicht", "Überspringen", {"intent": "weiss_nicht", "act": "nachfrage", "needs": [], "children": []}),
        (
            "/angabe alter=36..71",
            "3 bis 5 Jahre",
            {"children": [{"age_months": [36, 71], "label": "3 bis 5 Jahre", "role": None}], "act": "nachfrage"},
        ),
        (
            "/aendern was=child nr=0 zu=36..47",
            "3 Jahre",
            # not a child said anew: the situation alone knows which one is meant
            {"intent": "aendern", "act": "nachfrage", "children": [], "needs": [], "place": None},
        ),
        (
            "/angabe alter=-9..0 als=schwanger",
            "Ich bin schwanger",
            {"children": [{"age_months": [-9, 0], "label": "schwanger", "role": None}]},
        ),
    ],
)
def test_chosen(payload: str, label: str, expected: dict[str, Any]) -> None:
    data = chosen(payload, label)
    assert data["text"] == label
    assert {name: data["understood"][name] for name in expected} == expected
    assert data["understood"]["crisis"] is None


@pytest.mark.parametrize(
    ("payload", "choice"),
    [
        ("/angebot_details angebot=gf-but", {"angebot": "gf-but"}),
        ("/feedback angebot=gf-but art=telefon", {"angebot": "gf-but", "art": "telefon"}),
        ("/feedback art=gibt_es_nicht", {"art": "gibt_es_nicht"}),
        ("/gruss", {}),
        ("/aendern was=child nr=0 zu=36..47", {"was": "child", "nr": "0", "zu": "36..47"}),
        ("/aendern was=child nr=1 zu=-9..0", {"was": "child", "nr": "1", "zu": "-9..0"}),
        ("/aendern was=place nr=0 zu=03151040", {"was": "place", "nr": "0", "zu": "03151040"}),
        ("/aendern was=place nr=0 zu=ausserhalb:celle", {"was": "place", "nr": "0", "zu": "ausserhalb:celle"}),
        ("/aendern was=need nr=12", {"was": "need", "nr": "12"}),
        ("/angabe alter=0..11 als=a=b", {"alter": "0..11", "als": "a=b"}),
    ],
)
def test_what_the_action_learns_of_a_button(payload: str, choice: dict[str, str]) -> None:
    assert chosen(payload, "Mehr dazu")["choice"] == choice


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "kita",
        "/",
        "/kita{}",
        '/angabe{"x": 1}',
        "/angabe alter=3",
        "/angabe alter=a..b",
        "/x y=z",
        "/A",
        "/aendern was=name nr=0",
        "/aendern was=child nr=-1",
        "/aendern was=child nr=100",
        "/aendern was=child nr=0 zu=",
        "/aendern was=child nr=0 zu=a b",
        "/aendern was=child nr=0 zu=<b>",
        "/aendern was=child nr=0 zu={x}",
        "/aendern was=child nr=0 zu=" + "3" * 41,
        "/aendern  was=child",
        "/aendern was=child\nnr=0",
    ],
)
def test_what_is_no_choice(payload: str) -> None:
    with pytest.raises(BadChoice):
        chosen(payload, "x")


def test_no_channel_without_a_secret() -> None:
    with pytest.raises(Exception, match="LOTTE_INTERNAL_TOKEN"):
        LotteChannel.from_credentials({"token": ""})


# --- what actions say -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "passed"),
    [
        ({"text": "Hallo"}, {"text": "Hallo", "buttons": [], "offers": []}),
        ({"text": None, "custom": None}, {"text": "", "buttons": [], "offers": []}),
        (
            {"text": "x", "buttons": [{"title": "Ja", "payload": "/ja"}], "custom": {"offers": [{"id": "gf-x"}]}},
            {"text": "x", "buttons": [{"title": "Ja", "payload": "/ja"}], "offers": [{"id": "gf-x"}]},
        ),
        (
            {"text": "x", "custom": {"callback": {"phone": "1"}}},
            {"text": "x", "buttons": [], "offers": [], "callback": {"phone": "1"}},
        ),
        (
            {"text": "x", "custom": {"calendar": {"steps": ["u7"]}, "offers": []}},
            {"text": "x", "buttons": [], "offers": [], "calendar": {"steps": ["u7"]}},
        ),
        # what nobody agreed on stays inside
        ({"text": "x", "custom": {"intern": 1}}, {"text": "x", "buttons": [], "offers": []}),
    ],
)
async def test_what_is_passed_on(said: dict[str, Any], passed: dict[str, Any]) -> None:
    output = _Collected()
    await output.send_response("s", said)
    assert output.messages == [passed]


# --- a button that is typed -----------------------------------------------------------------------------------------

DELETE = [{"title": "Ja, alles löschen", "payload": "/daten_loeschen"}, {"title": "Nein, behalten", "payload": "/nein"}]
OWN = [{"title": "Nummer jetzt löschen", "payload": "/rueckruf_loeschen"}]


class FakeAgent:
    """A model that understands what it is told to, and a conversation that went as it is told."""

    def __init__(self, understood: Mapping[str, Any], events: Sequence[Event] | None) -> None:
        self.processor = self.tracker_store = self
        self.domain = SimpleNamespace(intents=["daten_loeschen", "nein", "ja", "angabe"])
        self._understood = {"crisis": None, "language": "de", "intent": "angabe", **understood}
        self._events = events
        self.asked_memory = False
        self.handled: list[UserMessage] = []

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        return {"text": message.text, "intent": {"name": self._understood["intent"]}, UNDERSTOOD: self._understood}

    async def retrieve(self, sender: str) -> Any:
        self.asked_memory = True
        return None if self._events is None else SimpleNamespace(events=self._events)

    async def handle_message(self, message: UserMessage) -> None:
        self.handled.append(message)
        await message.output_channel.send_response(message.sender_id, {"text": "gut"})

    async def slots(self, sender: str) -> dict[str, Any]:
        return {}


def said_with(*buttons: Mapping[str, str]) -> BotUttered:
    return BotUttered("…", data={"buttons": list(buttons)})


async def post(agent: FakeAgent, body: Mapping[str, str]) -> dict[str, Any]:
    """The answer of /message, without a server around it."""
    routes = LotteChannel("secret").blueprint(_nobody)
    handler = next(route.handler for route in routes._future_routes if route.uri == "/message")
    request = SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)), json=body)
    return dict(json.loads((await handler(request)).body))


async def _nobody(message: UserMessage) -> None:
    raise AssertionError("the channel answers by itself")


async def typed(text: str, events: Sequence[Event] | None, **understood: Any) -> tuple[dict[str, Any], FakeAgent]:
    agent = FakeAgent(understood, events)
    return await post(agent, {"sender": "s", "text": text}), agent


async def test_a_typed_button_counts_as_tapped() -> None:
    _, agent = await typed("ja", [UserUttered("daten weg"), said_with(*DELETE)], intent="ja")
    (message,) = agent.handled
    assert message.parse_data["intent"]["name"] == "daten_loeschen"
    assert message.text == "ja", "the conversation keeps what the parent wrote"


@pytest.mark.parametrize(
    "events",
    [
        [UserUttered("x"), said_with(*DELETE), SlotSet("situation", {})],
        [UserUttered("x"), BotUttered("erst"), said_with(*DELETE), BotUttered("zuletzt")],
        [UserUttered("x"), said_with(DELETE[0]), said_with(DELETE[1])],
    ],
)
async def test_all_buttons_of_the_last_answer_count(events: list[Event]) -> None:
    _, agent = await typed("ja", events, intent="ja")
    assert agent.handled[0].parse_data["intent"]["name"] == "daten_loeschen"


@pytest.mark.parametrize(
    ("text", "events", "understood"),
    [
        # nothing was asked, or long ago
        ("ja", None, {"intent": "ja"}),
        ("ja", [], {"intent": "ja"}),
        ("ja", [said_with(*DELETE), UserUttered("und sonst"), BotUttered("…")], {"intent": "ja"}),
        ("ja", [BotUttered("…", data={"buttons": None})], {"intent": "ja"}),
        # other words
        ("suche kita", [said_with(*DELETE)], {"intent": "angabe"}),
    ],
)
async def test_else_it_is_a_message(text: str, events: list[Event] | None, understood: dict[str, Any]) -> None:
    _, agent = await typed(text, events, **understood)
    assert agent.handled[0].parse_data["intent"]["name"] == understood["intent"]


async def test_danger_is_never_taken_for_a_button() -> None:
    _, agent = await typed("ja", [said_with(*DELETE)], intent="ja", crisis="suizid")
    assert not agent.asked_memory
    assert agent.handled[0].parse_data[UNDERSTOOD]["crisis"] == "suizid"


async def test_a_long_message_costs_no_look_into_the_memory() -> None:
    _, agent = await typed("ja " * 40, [said_with(*DELETE)], intent="ja")
    assert not agent.asked_memory


async def test_a_button_of_the_gateway_goes_back_to_it() -> None:
    answer, agent = await typed("nummer jetzt loeschen", [said_with(*OWN)])
    assert answer == {"own": "/rueckruf_loeschen"}
    assert agent.handled == []


async def test_a_tapped_button_is_not_read_again() -> None:
    agent = FakeAgent({}, [said_with(*DELETE)])
    answer = await post(agent, {"sender": "s", "text": "Nein, behalten", "payload": "/nein"})
    assert not agent.asked_memory
    assert agent.handled[0].parse_data["choice"] == {}
    assert answer["messages"] == [{"text": "gut", "buttons": [], "offers": []}]
    assert (answer["complete"], answer[UNDERSTOOD]["intent"], answer["situation"]) == (True, "nein", {})


# --- a message that is asked again ----------------------------------------------------------------------------------

UNDERSTOOD_BEFORE = {"crisis": None, "language": "de", "intent": "angabe", "act": "nachfrage"}


def answered_before(message_id: str) -> list[Event]:
    return [
        UserUttered("drei", parse_data={UNDERSTOOD: UNDERSTOOD_BEFORE}, message_id=message_id),
        SlotSet("situation", {}),
        BotUttered("Hier:", data={"custom": {"offers": [{"id": "gf-but"}]}, "buttons": [{"title": "Mehr"}]}),
        BotUttered("Noch etwas?", data={"custom": {"callback": True}}),
    ]


async def test_what_was_answered_is_not_understood_again() -> None:
    agent = FakeAgent({}, answered_before("m1"))
    answer = await post(agent, {"sender": "s", "text": "drei", "message_id": "m1", "again": True})
    assert agent.handled == []
    assert answer["messages"] == [
        {"text": "Hier:", "buttons": [{"title": "Mehr"}], "offers": [{"id": "gf-but"}]},
        {"text": "Noch etwas?", "buttons": [], "offers": [], "callback": True},
    ]
    assert (answer["complete"], answer[UNDERSTOOD]) == (True, UNDERSTOOD_BEFORE)


@pytest.mark.parametrize("events", [None, [], answered_before("m0"), [*answered_before("m1"), UserUttered("vier")]])
async def test_what_was_not_answered_is_asked_of_the_model(events: list[Event] | None) -> None:
    agent = FakeAgent({}, events)
    await post(agent, {"sender": "s", "text": "drei", "message_id": "m1", "again": True})
    assert [message.message_id for message in agent.handled] == ["m1"]


# --- the language of the page ---------------------------------------------------------------------------------------


def languages(message: UserMessage) -> list[Any]:
    """What the slot `sprache` would be filled from."""
    return [one["value"] for one in message.parse_data.get("entities") or [] if one["entity"] == "sprache"]


@pytest.mark.parametrize("said", [{"text": "suche kita"}, {"text": "Nein", "payload": "/nein"}, {"text": "ja"}])
@pytest.mark.parametrize("language", ["tr", "de", "leicht"])
async def test_the_page_decides_the_language_of_the_answer(said: dict[str, str], language: str) -> None:
    agent = FakeAgent({"language": "en", "intent": "ja"}, [said_with(*DELETE)])
    answer = await post(agent, {"sender": "s", "language": language, **said})
    assert languages(agent.handled[0]) == [language]
    assert answer["language"] == language
    assert answer[UNDERSTOOD]["language"] in ("en", "de"), "what was recognised stays so"


async def test_what_was_recognised_gives_way_and_other_entities_stay() -> None:
    parsed = {"entities": [{"entity": "ort", "value": "Brome"}, {"entity": "sprache", "value": "de"}], "text": "x"}
    entities = answered_in(parsed, "tr")["entities"]
    assert [(one["entity"], one["value"]) for one in entities] == [("ort", "Brome"), ("sprache", "tr")]
    assert len(parsed["entities"]) == 2, "what was parsed is not changed"


async def test_without_a_language_the_message_decides() -> None:
    agent = FakeAgent({"language": "tr"}, None)
    answer = await post(agent, {"sender": "s", "text": "merhaba"})
    assert languages(agent.handled[0]) == []
    assert answer["language"] == "tr"


class ForgetfulAgent(FakeAgent):
    """Its memory is gone in the middle of a turn."""

    async def handle_message(self, message: UserMessage) -> None:
        raise MemoryUnavailable("gone")


@pytest.mark.parametrize(
    ("page", "recognised", "said_in"),
    [({}, "tr", "tr"), ({"language": "tr"}, "de", "tr"), ({"language": "de"}, "tr", "de")],
)
async def test_an_emergency_text_is_said_in_that_language_too(
    page: dict[str, str], recognised: str, said_in: str
) -> None:
    agent = ForgetfulAgent({"language": recognised, "crisis": "suizid", "intent": "krise_suizid"}, None)
    answer = await post(agent, {"sender": "s", "text": "…", **page})
    (message,) = answer["messages"]
    assert message["text"] == texts.load(said_in).responses["utter_krise_suizid"][0]["text"]
    assert not answer["complete"]


async def test_only_the_gateway_comes_in() -> None:
    routes = LotteChannel("secret").blueprint(_nobody)
    (guard,) = [one.middleware for one in routes._future_middleware]
    assert await guard(SimpleNamespace(headers={TOKEN_HEADER: "secret"})) is None
    for headers in ({}, {TOKEN_HEADER: ""}, {TOKEN_HEADER: "Secret"}, {TOKEN_HEADER: "sécret"}):
        refused = await guard(SimpleNamespace(headers=headers))
        assert refused is not None
        assert refused.status == 403


async def test_a_broken_model_changes_nothing_and_one_is_loaded_at_a_time(tmp_path: Path) -> None:
    broken = tmp_path / "kaputt.tar.gz"
    broken.write_bytes(b"kein Modell")
    names = ("processor", "domain", "tracker_store", "lock_store", "action_endpoint", "nlg", "http_interpreter")
    agent, exchange = SimpleNamespace(**dict.fromkeys(names, "old")), ModelExchange()
    assert exchange.begin(agent, broken)
    assert exchange.loading == broken.name
    assert not exchange.begin(agent, broken), "another one waits"
    async with asyncio.timeout(60):
        while exchange.loading:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert set(vars(agent).values()) == {"old"}

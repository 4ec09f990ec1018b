"""Chips: what is known in words, what may be changed to what, and what goes to the dialogue."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

import texts
from bot.gateway.corrections import Change, age_label, chips, read_change
from bot.gateway.errors import ApiError
from tests.unit.gateway.fake_rasa import FakeRasa

SITUATION = {
    "children": [
        {"age_months": [36, 47], "label": "3 Jahre", "role": "Sohn"},
        {"age_months": [-5, -5], "label": "im 5. Monat", "role": None},
    ],
    "needs": ["kinderbetreuung"],
    "topics": ["krippe", "gibt_es_nicht"],
    "wishes": ["kostenlos"],
    "place": {"key": "03151040", "name": "Wittingen"},
}


def test_everything_known_is_a_chip() -> None:
    found = chips(SITUATION, texts.load(), {"krippe": "Krippe"}.get)
    assert [(chip["field"], chip["index"], chip["label"], chip["value"]) for chip in found] == [
        ("child", 0, "Sohn, 3 Jahre", "36..47"),
        ("child", 1, "im 5. Monat", "-5..-5"),
        ("need", 0, texts.load().phrase("bedarf_kinderbetreuung"), "kinderbetreuung"),
        ("topic", 0, "Krippe", "krippe"),
        ("wish", 0, texts.load().phrase("wunsch_kostenlos"), "kostenlos"),
        ("place", 0, "Wittingen", "03151040"),
    ]


def test_nothing_known_is_no_chip() -> None:
    assert chips({}, texts.load(), {}.get) == []


@pytest.mark.parametrize(
    ("value", "change"),
    [
        ({"field": "child", "index": 1, "value": "36..47"}, Change("child", 1, "36..47")),
        ({"field": "child", "index": 0, "value": "-9..-1"}, Change("child", 0, "-9..-1")),
        ({"field": "need", "index": 0, "value": "gesundheit"}, Change("need", 0, "gesundheit")),
        ({"field": "place", "value": "03151040"}, Change("place", 0, "03151040")),
        ({"field": "wish", "index": 2, "value": None}, Change("wish", 2, None)),
        ({"field": "topic"}, Change("topic", 0, None)),
    ],
)
def test_what_may_be_changed(value: dict[str, Any], change: Change) -> None:
    assert read_change(value) == change


@pytest.mark.parametrize(
    "value",
    [
        None,
        "child",
        [],
        {},
        {"field": "kind"},
        {"field": ["child"]},
        {"field": "child", "index": -1},
        {"field": "child", "index": True},
        {"field": "child", "index": 0.5},
        {"field": "child", "index": 10**9},
        {"field": "child", "index": 0, "value": "3 Jahre"},
        {"field": "child", "index": 0, "value": "47..36"},
        {"field": "child", "index": 0, "value": "0..999"},
        {"field": "child", "index": 0, "value": "0..11 als=x"},
        {"field": "child", "index": 0, "value": "٣٦..٤٧"},
        {"field": "need", "index": 0, "value": "krise_gewalt"},
        {"field": "need", "index": 0, "value": 5},
        {"field": "topic", "index": 0, "value": "krippe"},
        {"field": "wish", "index": 0, "value": "kostenlos"},
        {"field": "place", "value": "../etc"},
        {"field": "place", "value": ""},
    ],
)
def test_what_may_not(value: object) -> None:
    with pytest.raises(ApiError) as error:
        read_change(value)
    assert (error.value.status, error.value.code) == (400, "form")


@pytest.mark.parametrize(
    ("value", "language", "label"),
    [
        ("36..47", None, "3 Jahre"),
        ("12..23", "de", "1 Jahr"),
        ("0..11", "de", "unter 1 Jahr"),
        ("-9..-1", "leicht", texts.load("leicht").phrase("chat_alter_schwanger")),
        ("18..18", "de", "18 Monate"),
        ("24..35", "ru", "2 года"),
        ("60..71", "ru", "5 лет"),
        ("36..47", "tr", "3 yaş"),
        ("36..71", "de", "3–5 Jahre"),
        ("40..44", "de", "3 Jahre"),
    ],
)
def test_ages_in_words(value: str, language: str | None, label: str) -> None:
    assert age_label(value, language) == label


async def test_a_correction_reaches_the_dialogue_as_a_choice(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    response = await client.post("/api/chat", json={"change": {"field": "child", "index": 0, "value": "36..47"}})
    assert response.status == 200
    assert (rasa.asked[0]["payload"], rasa.asked[0]["text"]) == ("/aendern was=child nr=0 zu=36..47", "3 Jahre")


async def test_taking_away_says_so(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    await client.post("/api/chat", json={"change": {"field": "place", "value": None}, "language": "de"})
    asked = rasa.asked[0]
    assert (asked["payload"], asked["language"]) == ("/aendern was=place nr=0", "de")
    assert asked["text"] == texts.load().phrase("chat_ohne_place")


async def test_a_message_says_one_thing(client: TestClient[Any, Any]) -> None:
    body = {"text": "kita", "change": {"field": "place", "value": None}}
    assert (await client.post("/api/chat", json=body)).status == 400


@pytest.mark.parametrize("language", ["xx", "", 5, "fr"])
async def test_only_languages_of_the_page(client: TestClient[Any, Any], language: object) -> None:
    assert (await client.post("/api/chat", json={"text": "kita", "language": language})).status == 400

"""What the component leaves on a message, and what the components after it make of that."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.child_age_extractor import ChildAgeExtractor
from bot.nlu.language.bare_facts import is_bare
from bot.nlu.language_recognizer import ENTITY, LanguageRecognizer
from bot.nlu.message_keys import CHILDREN, LANGUAGE, PLACE, TOPICS, UNDERSTOOD
from bot.nlu.message_summary import MessageSummary
from bot.nlu.place_extractor import PlaceExtractor
from bot.nlu.topic_extractor import TopicExtractor

ROOT = Path(__file__).parents[3]
COMPONENTS = (
    LanguageRecognizer({}),
    TopicExtractor({"topics": str(ROOT / "data/gifhorn/topics.csv")}),
    ChildAgeExtractor({}),
    PlaceExtractor({"places": str(ROOT / "data/gifhorn/municipalities.csv")}),
    MessageSummary({}),
)


def understand(text: str) -> Message:
    message = Message({TEXT: text})
    for component in COMPONENTS:
        component.process([message])
    return message


@pytest.mark.parametrize(
    ("text", "language", "entity"),
    [
        ("my daughter is 3, kita in Gifhorn", "en", ["en"]),
        ("Ich suche eine Kita in Gifhorn", "de", ["de"]),
        ("Hebamme", None, []),
        ("3", None, []),
    ],
)
def test_key_and_entity(text: str, language: str | None, entity: list[str]) -> None:
    message = understand(text)
    assert message.get(LANGUAGE) == language
    found = [e for e in message.get(ENTITIES, []) if e["entity"] == ENTITY]
    assert [e["value"] for e in found] == entity
    assert all(e["start"] == e["end"] == 0 and e["text"] == "" for e in found)
    assert message.get(UNDERSTOOD)["language"] == (language or "de")


def test_a_foreign_message_is_read_in_its_language() -> None:
    message = understand("kızım 3 yaşında, Gifhorn'da kindergeld nasıl alınır")
    assert [child["age_months"] for child in message.get(CHILDREN)] == [[36, 47]]
    assert message.get(PLACE)["name"] == "Gifhorn"
    assert [topic.key for topic in message.get(TOPICS)] == ["kindergeld"]


def test_german_things_in_other_letters_are_topics() -> None:
    for text in ("как оформить киндергельд малышу", "كيف اقدم على كيندرغيلد لابني"):
        assert [topic.key for topic in understand(text).get(TOPICS)] == ["kindergeld"]


@pytest.mark.parametrize(
    "text",
    ["we need a joint account for our kid", "ابني لا يسمع الكلام ويضرب اخته", "мы ищем друга для сына", "kurs dla mam"],
)
def test_foreign_words_are_no_misspelt_german_topics(text: str) -> None:
    assert understand(text).get(TOPICS) == []


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("3 yaşında", True),
        ("gifhornda oturuyoruz", True),
        ("ему 5 лет", True),
        ("we live in Wittingen", True),
        ("she is 4 and bites other kids", False),
        ("сыну 5 лет, он не говорит", False),
        ("sie ist 4", True),
    ],
)
def test_bare_facts_in_every_language(text: str, bare: bool) -> None:
    message = understand(text)
    facts = [(e["start"], e["end"]) for e in message.get(ENTITIES) if e["entity"] in ("kind_alter", "ort")]
    assert is_bare(text, facts, message.get(LANGUAGE)) is bare


def test_the_domain_keeps_the_language_of_the_conversation() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    slot = domain["slots"][ENTITY]
    assert ENTITY in domain["entities"]
    assert slot["type"] == "text"
    assert slot["influence_conversation"] is False
    assert slot["mappings"] == [{"type": "from_entity", "entity": ENTITY}]

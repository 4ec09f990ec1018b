"""The text files: no key twice, no number that is not in the data, nothing a parent should not read."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import texts
from bot.channel import chosen
from bot.nlu.language.acts import NEEDS
from bot.nlu.language.recognition import UNDERSTOOD_ELSEWHERE
from bot.settings import ROOT
from bot.texts_importer import TextsImporter

GERMAN = texts.load()
OTHERS = texts.LANGUAGES[1:]


def _sentences(own: texts.Texts) -> dict[str, str]:
    said = {f"{key}[{i}]": v["text"] for key, variants in own.responses.items() for i, v in enumerate(variants)}
    return {**said, **own.phrases}


SENTENCES = _sentences(GERMAN)
ALL_SENTENCES = [
    (code, key, text) for code in texts.LANGUAGES for key, text in _sentences(texts.load_own(code)).items()
]
NUMBER = re.compile(r"\b(?:11[02]|116 ?\d{3}|0\d{2,4}[ /-]\d[\d -]{3,12}\d)\b")


def _known_numbers() -> set[str]:
    with (ROOT / "data/gifhorn/offers.csv").open(encoding="utf-8") as file:
        return {re.sub(r"\D", "", row["phone"]) for row in csv.DictReader(file) if row["confidence"] != "low"}


def test_every_number_is_in_the_data() -> None:
    known = _known_numbers()
    for code, key, text in ALL_SENTENCES:
        for number in NUMBER.findall(text):
            assert re.sub(r"\D", "", number) in known, (code, key, number)


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("medizin", ["112", "0551 19240"]),
        ("gewalt", ["110", "116 016"]),
        ("kindeswohl", ["110", "112", "05371 19222"]),
        ("suizid", ["112", "0800 1110111"]),
        ("ueberlastung", ["112", "0800 1110550"]),
    ],
)
def test_emergency_numbers_second_check(kind: str, numbers: list[str]) -> None:
    """Written a second time here on purpose: a slip in a text must not pass unseen."""
    for language in texts.LANGUAGES:
        for variant in texts.load_own(language).responses[f"utter_krise_{kind}"]:
            assert [number for number in numbers if number not in variant["text"]] == [], language


@pytest.mark.parametrize("key", SENTENCES)
def test_plain_words(key: str) -> None:
    text = SENTENCES[key]
    assert text == text.strip()
    assert not re.search(r"\b(du|dein|dir|dich|bzw|ggf|gem\.|i\. ?d\. ?R|diesbezüglich|hinsichtlich|zwecks)\b", text), (
        text
    )
    longest = max(len(sentence.split()) for sentence in re.split(r"[.!?:]\s", text))
    assert longest <= 24, text


def _payloads(variants: list[dict[str, Any]]) -> list[str]:
    return [button["payload"] for variant in variants[:1] for button in variant.get("buttons", [])]


def test_every_button_can_be_tapped() -> None:
    for payload in (payload for variants in GERMAN.responses.values() for payload in _payloads(variants)):
        assert chosen(payload, "x")["intent"]["name"], payload


def test_lotte_speaks_what_she_understands() -> None:
    assert set(OTHERS) == set(UNDERSTOOD_ELSEWHERE)


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_says_the_same(language: str) -> None:
    """Same keys (but for the page), same buttons, same placeholders, same numbers."""
    own = texts.load_own(language)
    assert set(own.responses) == set(GERMAN.responses)
    missing = set(GERMAN.phrases) - set(own.phrases)
    assert {key for key in missing if not key.startswith("seite_")} == {"hinweis_andere_sprache"}
    assert set(own.phrases) <= set(GERMAN.phrases)
    for key, variants in own.responses.items():
        assert _payloads(variants) == _payloads(GERMAN.responses[key]), key
    german, placeholder = _sentences(GERMAN), re.compile(r"\{\w+\}")
    for key, text in _sentences(own).items():
        assert sorted(placeholder.findall(text)) == sorted(placeholder.findall(german[key])), key
        assert sorted(NUMBER.findall(text)) == sorted(NUMBER.findall(german[key])), key


def test_what_is_missing_is_said_in_german() -> None:
    english = texts.load("en")
    assert english.phrases["hinweis_andere_sprache"] == GERMAN.phrases["hinweis_andere_sprache"]
    assert english.phrases["knopf_mensch"] != GERMAN.phrases["knopf_mensch"]
    assert texts.load("fr") is texts.load() is texts.load(None)
    assert [code for code in ("de", "ar", None, "fr", "") if not texts.spoken(code)] == ["fr", ""]


def test_the_domain_holds_every_language_with_its_condition() -> None:
    variants = TextsImporter().get_domain().responses["utter_ask_bedarf"]
    spoken = [variant.get("condition", [{"value": "de"}])[0]["value"] for variant in variants]
    assert set(spoken) == set(texts.LANGUAGES)


def test_every_need_has_a_name() -> None:
    assert [need for need in NEEDS if f"bedarf_{need}" not in GERMAN.phrases] == []


def test_a_key_that_stands_twice_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "a.yml").write_text("phrases:\n  x: 'eins'\n  x: 'zwei'\n", encoding="utf-8")
    monkeypatch.setattr(texts, "TEXTS", tmp_path)
    texts.load_own.cache_clear()
    try:
        with pytest.raises(texts.TextError, match=r"a\.yml.*x steht zweimal"):
            texts.load()
    finally:
        monkeypatch.undo()
        texts.load_own.cache_clear()


def test_a_missing_placeholder_names_the_key() -> None:
    with pytest.raises(texts.TextError, match="gefunden"):
        GERMAN.phrase("gefunden")


def test_domain_and_rules_only_say_what_exists() -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/rules").glob("*.yml")))
    said = set(re.findall(r"action: (utter_\w+)", rules))
    assert said <= set(GERMAN.responses)
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(re.findall(r"action: (action_(?!deactivate)\w+)", rules)) <= set(domain["actions"])


def test_every_phrase_is_said_somewhere() -> None:
    """A sentence nobody says any more would be corrected by staff in vain. Families of keys are built from codes."""
    built = ("grund_", "bedarf_", "hinweis_")
    files = [path for folder in ("actions", "bot") for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    code = "".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".html"))
    assert [key for key in GERMAN.phrases if not key.startswith(built) and key not in code] == []

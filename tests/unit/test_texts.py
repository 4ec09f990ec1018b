"""The text files: no key twice, no number that is not in the data, nothing a parent should not read."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml

import texts
from bot.channel import chosen
from bot.nlu.language.acts import NEEDS
from bot.settings import ROOT

GERMAN = texts.load()
SENTENCES = {
    **{
        f"{key}[{i}]": variant["text"]
        for key, variants in GERMAN.responses.items()
        for i, variant in enumerate(variants)
    },
    **GERMAN.phrases,
}
NUMBER = re.compile(r"\b(?:11[02]|116 ?\d{3}|0\d{2,4}[ /-]\d[\d -]{3,12}\d)\b")


def _known_numbers() -> set[str]:
    with (ROOT / "data/gifhorn/offers.csv").open(encoding="utf-8") as file:
        return {re.sub(r"\D", "", row["phone"]) for row in csv.DictReader(file) if row["confidence"] != "low"}


@pytest.mark.parametrize("key", SENTENCES)
def test_every_number_is_in_the_data(key: str) -> None:
    known = _known_numbers()
    for number in NUMBER.findall(SENTENCES[key]):
        assert re.sub(r"\D", "", number) in known, (key, number)


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
    text = GERMAN.responses[f"utter_krise_{kind}"][0]["text"]
    assert [number for number in numbers if number not in text] == []


@pytest.mark.parametrize("key", SENTENCES)
def test_plain_words(key: str) -> None:
    text = SENTENCES[key]
    assert text == text.strip()
    assert not re.search(r"\b(du|dein|dir|dich|bzw|ggf|gem\.|i\. ?d\. ?R|diesbezüglich|hinsichtlich|zwecks)\b", text), (
        text
    )
    longest = max(len(sentence.split()) for sentence in re.split(r"[.!?:]\s", text))
    assert longest <= 24, text


def test_every_button_can_be_tapped() -> None:
    for key, variants in GERMAN.responses.items():
        for button in (button for variant in variants for button in variant.get("buttons", [])):
            data = chosen(button["payload"], button["title"])
            assert data["intent"]["name"], (key, button)


def test_every_need_has_a_name() -> None:
    assert [need for need in NEEDS if f"bedarf_{need}" not in GERMAN.phrases] == []


def test_a_key_that_stands_twice_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "a.yml").write_text("phrases:\n  x: 'eins'\n  x: 'zwei'\n", encoding="utf-8")
    monkeypatch.setattr(texts, "TEXTS", tmp_path)
    texts.load.cache_clear()
    try:
        with pytest.raises(texts.TextError, match=r"a\.yml.*x steht zweimal"):
            texts.load()
    finally:
        monkeypatch.undo()
        texts.load.cache_clear()


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

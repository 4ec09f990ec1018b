"""The text files: no key twice, no number that is not in the data, nothing a parent should not read."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import texts
from actions.situation import ASK_AGE, ASK_NEED, ASK_PLACE
from bot.channel import chosen
from bot.gateway.corrections import FIELDS
from bot.gateway.messenger.commands import COMMANDS as MESSENGER_COMMANDS
from bot.gateway.requests import COMMANDS
from bot.nlu.language.acts import CRISIS_KINDS, NEEDS
from bot.nlu.language.recognition import UNDERSTOOD_ELSEWHERE
from bot.settings import ROOT
from bot.texts_importer import TextsImporter
from offer_db.vocabulary import Wish

GERMAN = texts.load()
#: Leichte Sprache is German: nobody writes it, and where it is missing German is said.
OTHERS = tuple(code for code in texts.LANGUAGES if not texts.is_german(code))


def _sentences(own: texts.Texts) -> dict[str, str]:
    """Every variant of every text, as `key[0]`, `key[1]`, …"""
    said = {key: [variant["text"] for variant in variants] for key, variants in own.responses.items()}
    return {f"{key}[{i}]": text for key, variants in {**said, **own.phrases}.items() for i, text in enumerate(variants)}


SENTENCES = _sentences(GERMAN)
ALL_SENTENCES = [
    (code, key, text) for code in texts.LANGUAGES for key, text in _sentences(texts.load_own(code)).items()
]
PLACEHOLDER = re.compile(r"\{\w+\}")
NUMBER = re.compile(r"\b(?:11[02]|116 ?\d{3}|0\d{2,4}[ /-]\d[\d -]{3,12}\d)\b")


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data/gifhorn" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _known_numbers() -> set[str]:
    return {re.sub(r"\D", "", row["phone"]) for row in _rows("offers.csv") if row["confidence"] != "low"}


def test_every_number_is_in_the_data() -> None:
    known = _known_numbers()
    for code, key, text in ALL_SENTENCES:
        for number in NUMBER.findall(text):
            assert re.sub(r"\D", "", number) in known, (code, key, number)


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("medizin", ["112", "0551 19240"]),
        ("medizin_gift", ["112", "0551 19240"]),
        ("gewalt", ["110", "116 016"]),
        ("kindeswohl", ["110", "112", "05371 19222"]),
        ("suizid", ["112", "0800 1110111"]),
        ("ueberlastung", ["112", "0800 1110550"]),
    ],
)
def test_emergency_numbers_second_check(kind: str, numbers: list[str]) -> None:
    """Written a second time here on purpose: a slip in a text must not pass unseen."""
    for language in texts.LANGUAGES:
        for variant in texts.load(language).responses[f"utter_krise_{kind}"]:
            assert [number for number in numbers if number not in variant["text"]] == [], language


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_who_has_swallowed_something_reads_one_line(language: str) -> None:
    own = texts.load(language)
    for variant in own.responses["utter_krise_medizin_gift"]:
        assert len(f"{variant['text']} {own.phrase('krise_angebote')}".split()) <= 25


@pytest.mark.parametrize("key", SENTENCES)
def test_plain_words(key: str) -> None:
    text = SENTENCES[key]
    assert text == text.strip()
    assert not re.search(r"\b(du|dein|dir|dich|bzw|ggf|gem\.|i\. ?d\. ?R|diesbezüglich|hinsichtlich|zwecks)\b", text), (
        text
    )


def _payloads(variant: dict[str, Any]) -> list[str]:
    return [button["payload"] for button in variant.get("buttons", [])]


def test_every_button_can_be_tapped() -> None:
    for variants in GERMAN.responses.values():
        for payload in (payload for variant in variants for payload in _payloads(variant)):
            assert chosen(payload, "x")["intent"]["name"], payload


def test_lotte_speaks_what_she_understands() -> None:
    assert set(OTHERS) == set(UNDERSTOOD_ELSEWHERE)


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_says_the_same(language: str) -> None:
    """Same keys, and in every variant the same buttons, placeholders and numbers."""
    own = texts.load_own(language)
    assert set(own.responses) == set(GERMAN.responses)
    missing = set(GERMAN.phrases) - set(own.phrases)
    assert missing == {"hinweis_andere_sprache"}
    assert set(own.phrases) <= set(GERMAN.phrases)
    _assert_alike(own)


def test_easy_german_says_the_same_as_far_as_it_goes() -> None:
    own = texts.load_own(texts.EASY_LANGUAGE)
    assert set(own.responses) <= set(GERMAN.responses)
    assert set(own.phrases) <= set(GERMAN.phrases)
    _assert_alike(own)


def test_variants_differ_in_words_only() -> None:
    _assert_alike(GERMAN)
    for key, variants in [*GERMAN.responses.items(), *GERMAN.phrases.items()]:
        assert len({str(variant) for variant in variants}) == len(variants), key


def _assert_alike(own: texts.Texts) -> None:
    """Each variant says what the first German one says, in whatever number of variants."""
    for key, variants in own.responses.items():
        for variant in variants:
            assert _payloads(variant) == _payloads(GERMAN.responses[key][0]), key
    for key, text in _sentences(own).items():
        german = SENTENCES[f"{key.partition('[')[0]}[0]"]
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(german)), key
        assert sorted(NUMBER.findall(text)) == sorted(NUMBER.findall(german)), key


def test_what_is_missing_is_said_in_german() -> None:
    english = texts.load("en")
    assert english.phrases["hinweis_andere_sprache"] == GERMAN.phrases["hinweis_andere_sprache"]
    assert english.phrases["knopf_mensch"] != GERMAN.phrases["knopf_mensch"]
    assert texts.load("fr") is texts.load() is texts.load(None)
    assert [code for code in ("de", "ar", None, "fr", "") if not texts.spoken(code)] == ["fr", ""]
    assert texts.spoken("leicht")


@pytest.mark.parametrize(
    ("language", "german", "locale"),
    [("de", True, "de"), ("leicht", True, "de"), ("tr", False, "tr"), ("fr", False, "de")],
)
def test_easy_german_is_german(language: str, german: bool, locale: str) -> None:
    assert texts.is_german(language) is german
    assert texts.load(language).locale == locale


def test_texts_of_easy_german_need_not_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "a.yml").write_text("phrases:\n  x: 'eins'\n", encoding="utf-8")
    monkeypatch.setattr(texts, "TEXTS", tmp_path)
    texts.load_own.cache_clear()
    try:
        assert texts.load("leicht").phrase("x") == "eins"
        (tmp_path / "leicht").mkdir()
        (tmp_path / "leicht" / "a.yml").write_text("phrases:\n  x: 'leicht eins'\n", encoding="utf-8")
        texts.load_own.cache_clear()
        assert texts.load("leicht").phrase("x") == "leicht eins"
    finally:
        monkeypatch.undo()
        texts.load_own.cache_clear()


def test_the_domain_holds_every_language_with_its_condition() -> None:
    variants = TextsImporter().get_domain().responses["utter_ask_bedarf"]
    spoken = [variant.get("condition", [{"value": "de"}])[0]["value"] for variant in variants]
    own = {code for code in texts.LANGUAGES if "utter_ask_bedarf" in texts.load_own(code).responses}
    assert set(spoken) == own >= {"de", *OTHERS}


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


def _code(*suffixes: str) -> str:
    files = [
        path for folder in ("actions", "bot", "texts") for path in sorted((ROOT / folder).rglob("*")) if path.is_file()
    ]
    return "".join(path.read_text(encoding="utf-8") for path in files if path.suffix in suffixes)


def _domain() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8")))


def _rules() -> list[dict[str, Any]]:
    paths = sorted((ROOT / "data/rules").glob("*.yml"))
    return [rule for path in paths for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]]


def test_rules_only_do_what_exists() -> None:
    done = {step["action"] for rule in _rules() for step in rule["steps"] if "action" in step}
    rasas_own = {"action_deactivate_loop"}
    domain = _domain()
    assert done <= {*GERMAN.responses, *domain["actions"], *domain["forms"], *rasas_own}


def test_every_response_is_reachable() -> None:
    """Said by a rule, asked by a form, said by an action, or what Rasa itself says when no rule fits."""
    by_rules = {step["action"] for rule in _rules() for step in rule["steps"] if "action" in step}
    by_forms = {f"utter_ask_{slot}" for form in _domain()["forms"].values() for slot in form["required_slots"]}
    asked = {f"utter_ask_{question}" for question in (ASK_NEED, ASK_AGE, ASK_PLACE)}
    by_intent = {f"utter_{intent}" for intent in ("smalltalk", "wer_bist_du", "abschied")}  # ActionPlaudern
    by_actions = set(re.findall(r'response="(utter_\w+)"', _code(".py")))
    said = by_rules | by_forms | asked | by_intent | by_actions | {"utter_default"}
    assert set(GERMAN.responses) - said == set()
    assert {key for key in said if key.startswith("utter_")} - set(GERMAN.responses) == set()


def test_every_rule_can_begin() -> None:
    """A rule begins with an intent the domain has, or goes on with a form that is active; no intent is without one."""
    domain = _domain()
    intents = {intent for entry in domain["intents"] for intent in entry}
    begun: set[str] = set()
    for rule in _rules():
        first = rule["steps"][0]
        alternatives = {step["intent"] for step in first.get("or", [first]) if "intent" in step}
        active = {condition["active_loop"] for condition in rule.get("condition", [])}
        assert alternatives <= intents, rule["rule"]
        assert active <= set(domain["forms"]), rule["rule"]
        assert alternatives or first["action"] in active, rule["rule"]
        begun |= alternatives
    assert intents - begun == set()


#: Families of phrases whose keys code builds from what stands behind the prefix.
BUILT = {
    "begriff_": {row["key"] for row in _rows("topics.csv")},
    "bedarf_": set(NEEDS),
    "sorge_": set(CRISIS_KINDS),
    "tag_": {"heute", "morgen", *map(str, range(7))},
    "wunsch_": set(Wish),
    "details_": {"kosten", "telefon", "adresse", "zeiten"},
    "chat_aendern_": set(FIELDS),
    "chat_ohne_": set(FIELDS),
    "messenger_befehl_": set(MESSENGER_COMMANDS),
    "grund_": None,
    "hinweis_": None,
}


def test_every_phrase_is_said_somewhere() -> None:
    """A sentence nobody says any more would be corrected by staff in vain."""
    code = _code(".py", ".html", ".js")
    unsaid = {key for key in GERMAN.phrases if key not in code and key.removesuffix("_ohne") not in code}
    unsaid -= {f"chat_{command}_text" for command in COMMANDS}
    for prefix, known in BUILT.items():
        unsaid -= {key for key in unsaid if key.startswith(prefix) and (known is None or key[len(prefix) :] in known)}
    assert unsaid == set()


def test_every_variant_of_a_phrase_is_said() -> None:
    """Only `Texts.varied` says the second one; elsewhere it would never be heard."""
    varied = set(re.findall(r'\bfound\([^()]*"(\w+)"\)', _code(".py")))
    assert {key for key, variants in GERMAN.phrases.items() if len(variants) > 1} <= varied


def test_every_family_is_complete() -> None:
    for prefix, left_out in (
        ("bedarf_", set()),
        ("sorge_", set()),
        ("tag_", set()),
        ("wunsch_", {Wish.NAEHER}),
        ("chat_ohne_", set()),
        ("messenger_befehl_", set()),
    ):
        assert {f"{prefix}{name}" for name in (BUILT[prefix] or set()) - left_out} - set(GERMAN.phrases) == set()


def _offers_of_topics() -> dict[str, list[str]]:
    """Topic → ids of the offers that carry it and are shown to families."""
    shown = {row["id"] for row in _rows("offers.csv") if row["confidence"] != "low"}
    found: dict[str, list[str]] = {}
    for row in _rows("offer_topics.csv"):
        for topic in row["topics"].split(";") if row["id"] in shown else ():
            found.setdefault(topic, []).append(row["id"])
    return found


TERMS = [key for key in GERMAN.phrases if key.startswith("begriff_")]


@pytest.mark.parametrize("key", TERMS)
def test_an_official_word_is_explained_in_one_sentence(key: str) -> None:
    """The word, "heißt:", what it means; no sum and no claim, which belong to the offers and their sources."""
    (sentence,) = GERMAN.phrases[key]
    assert re.fullmatch(r"[\w ]+ heißt: [^.!?]+\.", sentence)
    assert not re.search(r"€|Euro|Anspruch|Recht auf|muss|müssen|[4-9]\d*|\d{2}", sentence)
    assert _offers_of_topics().get(key.removeprefix("begriff_")), "kein Angebot trägt dieses Thema"

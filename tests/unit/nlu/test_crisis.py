"""Danger in a message: the patterns and their notation, the decision, and what the trained detector finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from bot.nlu.language import crisis
from bot.nlu.language.acts import CRISIS_KINDS, crisis_kind
from bot.nlu.language.crisis import CrisisDetector, above_threshold, by_pattern, calming, message_parts, most_urgent
from bot.nlu.language.crisis_patterns import PatternError, needed_words, patterns, read, sounds, translate
from offer_db.meaning import shared_encoder

ROOT = Path(__file__).resolve().parents[3]
TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("gefahr_saetze.yml").read_text(encoding="utf-8"))
DANGEROUS = [(kind, text) for kind, texts in TABLE["gefahr"].items() for text in texts]
CORE = [(kind, text) for kind, texts in TABLE["kern"].items() for text in texts]
HARMLESS: list[str] = TABLE["harmlos"]

MIN_RECALL = 0.97
MAX_FALSE_ALARMS = 0.02


def training_sentences() -> Iterator[tuple[str, str | None]]:
    """(sentence, kind of danger or None) of all data files."""
    for file in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in block:
                for line in block["examples"].splitlines():
                    if line.strip().startswith("- "):
                        yield line.strip()[2:], crisis_kind(block["intent"])


@pytest.fixture(scope="module")
def detector() -> CrisisDetector:
    return CrisisDetector.train(list(training_sentences()), shared_encoder().encode)


# --- the notation ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Er würgt mich!", "er wurgt mich "),
        ("er wuergt mich", "er wurgt mich "),
        ("bewustlos", "bewustlos "),
        ("bewusstlos", "bewustlos "),
        ("geschütelt, geschüttelt", "geschutelt geschutelt "),
        ("  ", ""),
    ],
)
def test_sounds(text: str, spoken: str) -> None:
    assert sounds(text) == spoken


def file_with(pattern: str, harmless: str = "xyz") -> str:
    kinds = {"medizin": [pattern]}
    groups = {"wer": "er|sie", "alle": "{wer}|ich"}
    return yaml.safe_dump({"woerter": groups, "gefahr": kinds, "harmlos": {"alle": [harmless]}})


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("atmet nicht", "Er atmet nicht!", True),
        ("atmet nicht", "er atmet auch nicht", False),
        ("atmet <1> nicht", "er atmet auch nicht", True),
        ("atmet <1> nicht", "er atmet ja auch nicht", False),
        ("atmet [gar] nicht", "atmet gar nicht", True),
        ("atmet [gar] nicht", "atmet nicht", True),
        ("vergift*", "eine Vergiftung", True),
        ("*reiniger", "Abflussreiniger", True),
        ("gift", "vergiftet", False),
        ("{wer} atmet", "sie atmet", True),
        ("{alle} atmet", "ich atmet", True),
        ("{alle} atmet", "es atmet", False),
        ("(kriegt|hat keine) luft", "hat keine Luft", True),
        ("# wochen", "12 Wochen", True),
        ("# wochen", "zwölf Wochen", False),
        ("schlägt", "schlaegt", True),
    ],
)
def test_notation(pattern: str, text: str, fits: bool) -> None:
    assert (read(file_with(pattern)).kind_of(text) == "medizin") is fits


def test_harmless_phrase_takes_the_alarm_back_in_its_statement_only() -> None:
    found = read(file_with("atmet nicht", harmless="kurs*"))
    assert found.kind_of("atmet nicht") == "medizin"
    assert found.kind_of("Kurse: wenn ein Kind atmet nicht") is None


@pytest.mark.parametrize("pattern", ["{unbekannt} atmet", "(atmet nicht", "atmet)"])
def test_unreadable_pattern_is_named(pattern: str) -> None:
    with pytest.raises(PatternError, match="Muster"):
        translate(pattern, {})


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("schlägt mich", {"schlagt"}),
        ("{wer} <2> schlägt", {"schlagt"}),
        ("(haut|tritt) *kind", {"haut", "trit"}),
        ("vergift*", None),
        ("(haut|vergift*)", None),
        ("[gar] haut", {"haut"}),
    ],
)
def test_needed_words(pattern: str, needs: set[str] | None) -> None:
    assert needed_words(pattern, {"wer": "er|sie"}) == (None if needs is None else frozenset(needs))


def test_ruling_out_by_words_changes_no_result() -> None:
    for kind in CRISIS_KINDS:
        for text in [text for _, text in DANGEROUS[::4]] + HARMLESS[::8]:
            spoken = sounds(text)
            slow = any(pattern.expression.search(spoken) for pattern in patterns().danger[kind].patterns)
            assert patterns().danger[kind].found_in(spoken) == slow, (kind, text)


def test_the_file_knows_every_kind() -> None:
    assert set(patterns().danger) == set(CRISIS_KINDS)


# --- the patterns of the project ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "text"), CORE)
def test_core_sentences_need_no_training(kind: str, text: str) -> None:
    assert by_pattern(message_parts(text)) == kind


@pytest.mark.parametrize(
    "text",
    [
        "er schlägt mich nicht",
        "keine Suizidgedanken, nur traurig",
        "Vortrag über Vergiftung bei Kindern, was tun",
        "früher hat mein Mann mich geschlagen",
        "was mache ich wenn mein Kind keine Luft bekommt, gibt es einen Kurs",
        "mein Sohn schlägt andere Kinder",
        "ich lach mich tot",
        "ich raste aus mit diesem Formular",
        "meine Katze hat Gift geschluckt",
    ],
)
def test_negation_past_and_other_topics_are_no_pattern(text: str) -> None:
    assert by_pattern([text]) is None


def test_a_harmless_sentence_beside_it_hides_no_danger() -> None:
    assert by_pattern(message_parts("Ich suche einen Schwimmkurs. Mein Mann schlägt mich.")) == "gewalt"


def test_typing_errors_and_missing_umlauts() -> None:
    for text in (
        "mein man schlegt mich",
        "mein mann schlaegt mich",
        "MEIN MANN SCHLÄGT MICH",
        "mein mann schlagt mich",
    ):
        assert by_pattern([text]) == "gewalt", text


# --- the decision ---------------------------------------------------------------------------------------------------


def test_parts_are_the_whole_and_its_clauses() -> None:
    assert message_parts("suche kita") == ["suche kita"]
    assert message_parts("Suche eine Kita. Mein Mann schlägt mich.")[0] == "Suche eine Kita. Mein Mann schlägt mich."
    assert len(message_parts("Suche eine Kita. Mein Mann schlägt mich.")) == 3


@pytest.mark.parametrize(
    ("scores", "parts"),
    [
        ([0.0], []),
        ([crisis.WHOLE], [0]),
        ([crisis.WHOLE - 0.01], []),
        ([0.1, crisis.CLAUSE], [1]),
        ([0.1, crisis.CLAUSE - 0.01], []),
        ([crisis.WHOLE, 0.99], [1, 0]),
    ],
)
def test_above_threshold(scores: list[float], parts: list[int]) -> None:
    assert above_threshold(scores) == parts


def test_the_more_urgent_kind_wins_when_nearly_equal() -> None:
    assert most_urgent({"ueberlastung": 0.42, "suizid": 0.40, "gewalt": 0.18}) == "suizid"
    assert most_urgent({"ueberlastung": 0.60, "suizid": 0.30, "gewalt": 0.10}) == "ueberlastung"


def test_harmless_phrases_ask_for_a_clearer_danger() -> None:
    assert calming("gewalt", "mein mann schlägt mich") == 0.0
    assert calming("gewalt", "früher hat er mich geschlagen") == crisis.CALMED
    assert calming("gewalt", "ich bin todmüde") == crisis.CALMED_ELSEWHERE


# --- trained on data/nlu --------------------------------------------------------------------------------------------


def test_table_is_large_and_not_trained_on() -> None:
    known = {text.casefold() for text, _ in training_sentences()}
    assert len(DANGEROUS) >= 100
    assert len(HARMLESS) >= 150
    assert not [text for _, text in DANGEROUS if text.casefold() in known]
    assert not [text for text in HARMLESS if text.casefold() in known]


@pytest.mark.parametrize(("kind", "text"), CORE)
def test_core_sentences_are_always_found(detector: CrisisDetector, kind: str, text: str) -> None:
    finding = detector.detect(text)
    assert finding is not None
    assert finding.kind == kind


def test_recall(detector: CrisisDetector) -> None:
    missed = [text for _, text in DANGEROUS if detector.detect(text) is None]
    assert len(missed) <= (1 - MIN_RECALL) * len(DANGEROUS), missed


def test_false_alarms(detector: CrisisDetector) -> None:
    alarms = [(text, finding) for text in HARMLESS if (finding := detector.detect(text))]
    assert len(alarms) <= MAX_FALSE_ALARMS * len(HARMLESS), alarms


def test_given_vectors_change_nothing(detector: CrisisDetector) -> None:
    text = "Ich suche einen Kitaplatz. Und ich weiß nicht, wie lange ich noch ruhig bleibe, ich will ihm wehtun."
    assert detector.detect(text, shared_encoder().encode(message_parts(text))) == detector.detect(text)


@pytest.mark.parametrize("text", ["", "   ", "?", "12345", "ja"])
def test_texts_without_words_are_no_danger(detector: CrisisDetector, text: str) -> None:
    assert detector.detect(text) is None


def test_saved_and_restored(detector: CrisisDetector, tmp_path: Path) -> None:
    detector.save(tmp_path)
    restored = CrisisDetector.load(tmp_path, shared_encoder().encode)
    texts = [text for _, text in DANGEROUS[::9]] + HARMLESS[::15]
    vectors = shared_encoder().encode(texts)
    assert np.allclose(restored.model.danger(texts, vectors), detector.model.danger(texts, vectors))
    assert [restored.detect(text) for text in texts] == [detector.detect(text) for text in texts]


def test_what_was_learned_is_the_same_after_saving(detector: CrisisDetector, tmp_path: Path) -> None:
    detector.save(tmp_path)
    again = CrisisDetector.load(tmp_path, detector.encode)
    texts = ["ich hab ihn so fest geschüttelt", "krippe in wittingen", "er macht mir angst wenn er trinkt"]
    vectors = detector.encode(texts)
    assert np.allclose(detector.model.danger(texts, vectors), again.model.danger(texts, vectors))
    assert np.allclose(detector.model.kind_shares(texts, vectors), again.model.kind_shares(texts, vectors))


def test_the_quick_decision_is_scikit_learns(detector: CrisisDetector) -> None:
    model = detector.model
    texts = [text for _, text in DANGEROUS[:20]] + HARMLESS[:20] + ["", "…"]
    slow = model.by_wording.decision_function(model.wording.features(texts))
    assert np.allclose([model._wording_score.of(text) for text in texts], slow, atol=1e-4)

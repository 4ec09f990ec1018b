"""Danger in a message: the patterns and their notation, and the decision."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
import yaml

from bot.nlu.language.acts import CRISIS_KINDS
from bot.nlu.language.crisis import (
    CALMED,
    EXHAUSTED,
    IN_GERMAN,
    PATTERN_SHARE,
    WORRY,
    by_pattern,
    find,
    message_parts,
    most_urgent,
)
from bot.nlu.language.crisis_patterns import (
    Pattern,
    PatternError,
    PatternList,
    needed_words,
    patterns,
    read,
    sounds,
    translate,
)
from bot.nlu.language.hygiene import fold
from bot.nlu.language.sentence_model import Reading
from tests.danger_sentences import CORE, DANGEROUS, HARMLESS

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
    listed = [Pattern(re.compile(rf"\b{word} "), frozenset({word})) for word in ("schlagt", "kita", "atmet")]
    listed.append(Pattern(re.compile(r"\bwurg\w* "), None))
    for text in [text for _, text in DANGEROUS[::4]] + HARMLESS[::8]:
        spoken = sounds(text)
        assert PatternList(listed).found_in(spoken) == any(pattern.expression.search(spoken) for pattern in listed)


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

TWO_CLAUSES = "Suche eine Kita. Und abends wird es laut."


def reading(danger: float, kind: str = "gewalt") -> Reading:
    return Reading({"kinderbetreuung": 1.0}, {"medizin": 0.0, kind: danger})


def silent(_: Sequence[str]) -> list[tuple[str, Reading]]:
    return []


def test_parts_are_the_whole_and_its_clauses() -> None:
    assert message_parts("suche kita") == ["suche kita"]
    assert message_parts("Suche eine Kita. Mein Mann schlägt mich.")[0] == "Suche eine Kita. Mein Mann schlägt mich."
    assert len(message_parts("Suche eine Kita. Mein Mann schlägt mich.")) == 3


@pytest.mark.parametrize(
    ("danger", "certain"),
    [
        (0.0, None),
        (IN_GERMAN.alone - WORRY - 0.01, None),
        (IN_GERMAN.alone - WORRY + 0.01, False),
        (IN_GERMAN.alone - 0.01, False),
        (IN_GERMAN.alone + 0.01, True),
        (1.4, True),
    ],
)
def test_the_model_alone_must_be_sure(danger: float, certain: bool | None) -> None:
    """Well below its threshold it says nothing, a little below it is worry, above it is an alarm."""
    finding = find("suche kita", reading(danger), silent, "de")
    assert (finding.certain if finding else None) is certain
    if finding:
        assert (finding.kind, finding.reason) == ("gewalt", "gelernt")
        assert 0.0 <= finding.score <= 1.0


@pytest.mark.parametrize(
    ("danger", "certain"),
    [
        (0.0, None),
        (IN_GERMAN.with_pattern - WORRY - 0.01, None),
        (IN_GERMAN.with_pattern - WORRY + 0.01, False),
        (IN_GERMAN.with_pattern + 0.01, True),
    ],
)
def test_with_a_pattern_it_may_be_less_sure(danger: float, certain: bool | None) -> None:
    finding = find("mein mann schlägt mich", reading(danger, "suizid"), silent, "de")
    assert (finding.certain if finding else None) is certain
    if finding:
        assert (finding.kind, finding.reason) == ("gewalt", "muster"), "the pattern names the kind"


def test_a_model_that_is_surer_than_the_pattern_names_the_kind() -> None:
    finding = find("mein mann schlägt mich", reading(PATTERN_SHARE + 0.1, "suizid"), silent, "de")
    assert finding is not None
    assert (finding.kind, finding.reason, finding.certain) == ("suizid", "muster", True)


def test_whole_and_clauses_name_the_kind_together() -> None:
    """One clause alone easily mistakes a blow for an accident."""
    whole = Reading({}, {"medizin": 0.1, "gewalt": 0.5})
    clause = Reading({}, {"medizin": 0.45, "gewalt": 0.3})
    finding = find(TWO_CLAUSES, whole, lambda clauses: [(clauses[1], clause)], "de")
    assert finding is not None
    assert (finding.kind, finding.certain) == ("gewalt", True)


def test_in_another_language_a_pattern_is_enough() -> None:
    finding = find("he hits me", reading(0.0), silent, "en")
    assert finding is not None
    assert finding.kind == "gewalt"


@pytest.mark.parametrize(
    ("danger", "certain"),
    [
        (IN_GERMAN.alone + 0.01, None),
        (IN_GERMAN.alone + IN_GERMAN.clause - WORRY + 0.01, False),
        (IN_GERMAN.alone + IN_GERMAN.clause + 0.01, True),
    ],
)
def test_a_clause_must_sound_worse_than_a_whole_message(danger: float, certain: bool | None) -> None:
    finding = find(TWO_CLAUSES, reading(0.1), lambda clauses: [(clauses[1], reading(danger, "kindeswohl"))], "de")
    assert (finding.certain if finding else None) is certain
    if finding:
        assert finding.kind == "kindeswohl"


def test_something_harmless_beside_it_asks_for_more() -> None:
    danger = reading(IN_GERMAN.alone + CALMED / 2)
    assert is_certain("er hat mich gehauen", danger)
    assert is_certain("früher hat er mich gehauen", danger) is False
    assert is_certain("früher hat er mich gehauen", reading(IN_GERMAN.alone + CALMED + 0.01))


def test_something_harmless_beside_faint_danger_leaves_nothing() -> None:
    assert is_certain("früher hat er mich gehauen", reading(IN_GERMAN.alone - WORRY / 2)) is None


def test_a_clause_that_sounds_worse_decides() -> None:
    quiet, loud = reading(IN_GERMAN.alone - 0.1), reading(IN_GERMAN.alone + IN_GERMAN.clause + 0.1, "suizid")
    finding = find(TWO_CLAUSES, quiet, lambda clauses: [(clauses[1], loud)], "de")
    assert finding is not None
    assert (finding.kind, finding.certain) == ("suizid", True)


# --- worn out, without danger ---------------------------------------------------------------------------------------


def is_certain(text: str, whole: Reading) -> bool | None:
    finding = find(text, whole, silent, "de")
    return None if finding is None else finding.certain


EXHAUSTION = [
    "Ich kann nicht mehr",
    "ich kann einfach nicht mehr",
    "kann ich nicht mehr",
    "ich pack das nicht mehr",
    "ich schaffe es nicht mehr",
    "wir schaffen das alles nicht mehr",
    "ich kann bald nicht mehr",
    "ich bin völlig am Ende",
    "bin nervlich am ende",
    "ich bin am Ende meiner Kraft",
    "bin am Limit",
    "es ist mir alles zu viel",
    "ich habe keine Kraft mehr",
    "ich fühle mich ausgebrannt",
    "ich bin fertig mit den Nerven",
]


@pytest.mark.parametrize("text", EXHAUSTION)
def test_a_parent_who_is_worn_out_is_named_somebody_to_talk_to(text: str) -> None:
    finding = find(text, reading(0.0), silent, "de")
    assert finding is not None
    assert (finding.kind, finding.certain) == ("ueberlastung", False)


@pytest.mark.parametrize(
    "text",
    [
        "suche eine Kita",
        "am Ende des Monats",
        "er ist am Ende der 4. Klasse",
        "was passiert am Ende der Elternzeit",
        "ich kann das Formular nicht mehr finden",
        "ich schaffe den Weg nicht mehr bis fünf",
        "ich kann mich nicht mehr anmelden",
        "mein Sohn mag nicht mehr in die Kita",
    ],
)
def test_not_every_end_is_exhaustion(text: str) -> None:
    assert find(text, reading(0.0), silent, "de") is None


@pytest.mark.parametrize(
    "text",
    [
        "mein Sohn kann nicht mehr laufen",
        "das Baby kann nicht mehr allein trinken",
        "ich kann nicht mehr schwanger werden",
        "ich kann nicht mehr arbeiten, weil die Kita zu hat",
    ],
)
def test_what_somebody_cannot_do_any_more_is_no_exhaustion(text: str) -> None:
    assert not EXHAUSTED.search(fold(text))


@pytest.mark.parametrize(
    "text",
    ["ich bin mit den Nerven am Ende", "mir wächst alles über den Kopf", "ich bin echt fertig", "ich bin so erschöpft"],
)
def test_exhaustion_not_found_yet(text: str) -> None:
    assert EXHAUSTED.search(fold(text))


def test_real_danger_is_more_than_exhaustion() -> None:
    finding = find("ich kann nicht mehr", reading(0.9, "suizid"), silent, "de")
    assert finding is not None
    assert (finding.kind, finding.certain) == ("suizid", True)


def test_a_pattern_names_the_worry_before_exhaustion_does() -> None:
    faint = reading(IN_GERMAN.with_pattern - WORRY + 0.01)
    finding = find("mein mann schlägt mich, ich kann nicht mehr", faint, silent, "de")
    assert finding is not None
    assert (finding.kind, finding.certain) == ("gewalt", False)


def test_a_message_of_one_clause_is_read_once() -> None:
    def never(_: Sequence[str]) -> list[tuple[str, Reading]]:
        raise AssertionError

    assert find("suche kita", reading(0.0), never, "de") is None


def test_the_more_urgent_kind_wins_when_nearly_equal() -> None:
    assert most_urgent({"ueberlastung": 0.42, "suizid": 0.40, "gewalt": 0.18}) == "suizid"
    assert most_urgent({"ueberlastung": 0.60, "suizid": 0.30, "gewalt": 0.10}) == "ueberlastung"

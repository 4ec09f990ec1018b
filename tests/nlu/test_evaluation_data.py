"""The evaluation set is only worth something while its labels obey the shared definitions; this checks both files."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent / "evaluation"
SEED = ROOT / "data" / "gifhorn"
TODAY = "2026-11-22"

FIELDS = {
    "id", "text", "today", "act", "needs", "children", "place", "crisis", "offers", "half", "voice",
}  # fmt: skip
ACTS = {"angebot_suchen", "nachfrage", "smalltalk", "krise", "datenschutz", "feedback", "mensch", "ausserhalb"}
DANGERS = {"medizin", "gewalt", "kindeswohl", "suizid", "ueberlastung"}
NEEDS = {
    "schwangerschaft_geburt", "fruehe_hilfen", "kinderbetreuung", "finanzielle_hilfen", "bildung_teilhabe",
    "gesundheit", "entwicklung_foerderung", "erziehungsberatung", "trennung_alleinerziehend",
    "krise_gewalt_kinderschutz", "schule_uebergang", "freizeit_ferien", "familienbildung_treffs", "migration_sprache",
    "wohnen_alltag", "sucht_psyche", "behinderung_inklusion",
}  # fmt: skip
LANGUAGES = {"en", "tr", "ru", "uk", "pl", "ar"}
OLDEST_CHILD = 251  # months: grown-up children with a disability or in training still belong to a family
WIDEST_AGE = 59  # months: "Grundschulkind" 72..131 is the widest age LABELS.md knows

Message = dict[str, Any]


def read_jsonl(path: Path) -> list[Message]:
    """One message a line; a broken line fails with its number."""
    messages = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            messages.append(json.loads(line))
        except json.JSONDecodeError as error:
            pytest.fail(f"{path.name}, Zeile {number}: {error}")
    return messages


GERMAN = read_jsonl(HERE / "messages.jsonl")
FOREIGN = read_jsonl(HERE / "messages_other_languages.jsonl")
EVERY = GERMAN + FOREIGN


def failing(messages: list[Message], holds: Callable[[Message], object]) -> list[str]:
    """Ids of the messages for which the rule does not hold, so that one run names them all."""
    return [message["id"] for message in messages if not holds(message)]


def rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_fields_are_complete() -> None:
    assert not failing(GERMAN, lambda m: set(m) - {"note"} == FIELDS)
    assert not failing(FOREIGN, lambda m: set(m) - {"note"} == FIELDS | {"language"})


def test_ids_are_unique_and_shaped() -> None:
    assert not failing(GERMAN, lambda m: re.fullmatch(r"ev-\d{4}", m["id"]))
    assert not failing(FOREIGN, lambda m: re.fullmatch(rf"ev-{m['language']}-\d{{2}}", m["id"]))
    assert len({m["id"] for m in EVERY}) == len(EVERY)


def test_no_two_messages_are_alike() -> None:
    letter_for_letter = Counter(m["text"].lower() for m in EVERY)
    word_for_word = Counter(words_of(m["text"]) or m["text"] for m in EVERY)
    assert [text for text, count in (letter_for_letter | word_for_word).items() if count > 1] == []


def test_texts_fit_through_the_door() -> None:
    assert not failing(EVERY, lambda m: 1 <= len(m["text"]) <= 1000 and m["text"] == m["text"].strip())
    assert not failing(EVERY, lambda m: not re.search(r"[\x00-\x08\x0b-\x1f]", m["text"]))


def test_every_message_is_set_on_the_same_day() -> None:
    assert not failing(EVERY, lambda m: m["today"] == TODAY)


def test_labels_come_from_the_shared_lists() -> None:
    assert not failing(EVERY, lambda m: m["act"] in ACTS)
    assert not failing(EVERY, lambda m: set(m["needs"]) <= NEEDS)
    assert not failing(EVERY, lambda m: m["crisis"] is None or m["crisis"] in DANGERS)
    assert not failing(EVERY, lambda m: m["half"] in {"a", "b"})
    assert not failing(EVERY, lambda m: re.fullmatch(r"[a-zäöüß_]+", m["voice"]))
    assert {m["language"] for m in FOREIGN} == LANGUAGES


def test_danger_and_act_go_together() -> None:
    assert not failing(EVERY, lambda m: (m["act"] == "krise") == (m["crisis"] is not None))


def test_needs_are_at_most_two_and_different() -> None:
    assert not failing(EVERY, lambda m: len(m["needs"]) == len(set(m["needs"])) <= 2)


def test_acts_without_a_need_carry_none() -> None:
    without = {"smalltalk", "datenschutz", "feedback", "mensch", "ausserhalb"}
    assert not failing(EVERY, lambda m: not (m["act"] in without and (m["needs"] or m["children"])))


def is_month_range(value: object) -> bool:
    if not (isinstance(value, list) and len(value) == 2 and all(type(month) is int for month in value)):
        return False
    low, high = int(value[0]), int(value[1])
    before_birth = -9 <= low <= high <= 0
    after_birth = 0 <= low <= high <= OLDEST_CHILD and high - low <= WIDEST_AGE
    return before_birth or after_birth


def test_ages_are_closed_ranges_of_months() -> None:
    assert not failing(EVERY, lambda m: all(set(child) == {"age_months"} for child in m["children"]))
    assert not failing(EVERY, lambda m: all(is_month_range(child["age_months"]) for child in m["children"]))


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ([36, 47], True),
        ([-9, 0], True),
        ([0, 0], True),
        ([47, 36], False),
        ([-2, 5], False),
        ([0, 131], False),
        ([36], False),
        ([36.0, 47.0], False),
        ("36-47", False),
    ],
)
def test_month_range_check_itself(value: object, good: bool) -> None:
    assert is_month_range(value) is good


PLAIN_AGES: dict[str, tuple[str, Callable[[int], list[int]]]] = {
    "years": (
        r"\b(?:ist|sind|sohn|tochter|kind),? (\d\d?) ?j(?:ahre?)?\b(?! und| \d|,)",
        lambda n: [12 * n, 12 * n + 11],
    ),
    "months": (r"\b(?:ist|sohn|tochter|baby|kind|enkelin),? (\d\d?) ?mon(?:ate?)?\b", lambda n: [n, n]),
    "form": (r"\b([1-4])\. ?klasse\b", lambda n: [60 + 12 * n, 83 + 12 * n]),
}


@pytest.mark.parametrize("kind", PLAIN_AGES)
def test_plain_ages_agree_with_their_label(kind: str) -> None:
    """A second, dumb reading of the plainest age phrases guards against slips of arithmetic."""
    phrase, months = PLAIN_AGES[kind]

    def agrees(message: Message) -> bool:
        said = [int(number) for number in re.findall(phrase, message["text"].lower())]
        labelled = [child["age_months"] for child in message["children"]]
        return not said or any(months(number) in labelled for number in said)

    assert any(re.search(phrase, message["text"].lower()) for message in GERMAN)
    assert not failing(GERMAN, agrees)


def test_places_exist() -> None:
    known = {row["key"] for row in rows("municipalities.csv") if row["kind"] != "ausserhalb"}
    assert not failing(EVERY, lambda m: m["place"] in known | {"ausserhalb", None})


def test_offers_exist_and_may_be_recommended() -> None:
    fit = {row["id"] for row in rows("offers.csv") if row["confidence"] != "low" and row["target"] != "nur Fachkräfte"}
    assert not failing(EVERY, lambda m: set(m["offers"]) <= fit)
    assert not failing(EVERY, lambda m: len(m["offers"]) == len(set(m["offers"])) <= 8)


def test_there_is_enough_of_everything() -> None:
    acts = Counter(m["act"] for m in GERMAN)
    wanted = {"angebot_suchen": 430, "nachfrage": 50, "krise": 60, "smalltalk": 25, "datenschutz": 20, "feedback": 15}
    wanted |= {"mensch": 15, "ausserhalb": 60}
    assert {act: acts[act] for act, least in wanted.items() if acts[act] < least} == {}
    asking = [m for m in GERMAN if m["act"] == "angebot_suchen"]
    first = Counter(m["needs"][0] for m in asking if m["needs"])
    assert {need: first[need] for need in NEEDS if first[need] < 22} == {}
    dangers = Counter(m["crisis"] for m in GERMAN)
    assert {danger: dangers[danger] for danger in DANGERS if dangers[danger] < 10} == {}
    assert sum(bool(m["offers"]) for m in GERMAN) >= 160
    assert sum(m.get("note", "").endswith("Gefahrenwort ohne Gefahr") for m in GERMAN) >= 40
    assert min(Counter(m["language"] for m in FOREIGN).values()) >= 40


def test_half_b_is_at_least_as_full_as_half_a() -> None:
    """Half b is what is reported: later messages went there, danger to both, so that half a shows where it fails."""
    cells: Counter[tuple[str, str, str]] = Counter()
    for message in GERMAN:
        cell = (message["act"], (message["needs"] or [""])[0], message["crisis"] or "")
        cells[cell] += 1 if message["half"] == "b" else -1
    assert {cell: lead for cell, lead in cells.items() if lead < -3} == {}
    assert sum(cells.values()) >= 0

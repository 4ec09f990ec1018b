"""What the compared systems answer, in the terms of the chat contract."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.understanding import from_lotte
from scripts.evaluation.fresh import in_fresh_process, peak_mib, resident_mib
from scripts.evaluation.rows import rasa_training
from scripts.evaluation.rows.rasa_pipeline import from_intents
from scripts.evaluation.rows.rasa_training import LOTTE, RASA_DEFAULT, trained
from scripts.evaluation.rows.search_box import Entry, SearchBox, measure_search_box, parents_words

BOX = SearchBox(
    [
        Entry("treff", "Offener Elterntreff", "Frühstück für Familien mit Babys.", "AWO", "Elternfrühstück"),
        Entry("hebamme", "Hebammenzentrale", "Wir vermitteln Hebammen.", "Landkreis", "Hebamme Wochenbett"),
        Entry("geld", "Elterngeldstelle", "Antrag und Beratung, auch zur Hebamme.", "Landkreis", "Elterngeld"),
    ]
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Wo gibt es eine Hebamme?", ["hebamme", "geld"]),
        ("HEBAMMEN gesucht", ["hebamme", "geld"]),
        ("Frühstücken mit Elterngeld", ["geld", "treff"]),
        ("und der die das", []),
        ("Quantenphysik", []),
        ("", []),
        ('" OR title:* NEAR(', []),
    ],
)
def test_search_box(text: str, ids: list[str]) -> None:
    assert BOX.search(text) == ids


def test_search_box_stops_at_its_limit() -> None:
    assert BOX.search("Hebamme Frühstück Elterngeld", limit=1) != []
    assert len(BOX.search("Hebamme Frühstück Elterngeld", limit=1)) == 1


def test_search_box_is_scored_for_offers_alone() -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": str(number),
            "text": text,
            "act": "angebot_suchen",
            "needs": ["gesundheit"],
            "children": [],
            "place": None,
        }
        | {"crisis": None, "offers": ["x"]}
        for number, text in enumerate(("Kinderarzt", "Zahnspange"))
    ]
    score, _ = measure_search_box([Entry("x", "Kinderarzt", "", "", "")], rows)
    assert {name: (score.hits[name], score.of[name]) for name in score.of} == {"angebot3": (1, 2)}
    assert len(score.milliseconds) == 2


def test_parents_words_are_plain_words() -> None:
    words = parents_words()
    assert "elterngeld" in words["elterngeld"]
    assert not any("|" in text for text in words.values())


@pytest.mark.parametrize(
    ("intent", "act", "needs", "crisis"),
    [
        ("gesundheit", "angebot_suchen", ["gesundheit"], None),
        ("krise_gewalt_kinderschutz", "angebot_suchen", ["krise_gewalt_kinderschutz"], None),
        ("krise_suizid", "krise", [], "suizid"),
        ("gruss", "smalltalk", [], None),
        ("nlu_fallback", "ausserhalb", [], None),
        (None, "ausserhalb", [], None),
    ],
)
def test_a_stock_intent_in_terms_of_the_contract(
    intent: str | None, act: str, needs: list[str], crisis: str | None
) -> None:
    got = from_intents({"intent": {"name": intent}, "intent_ranking": [{"name": "gruss"}, {"name": "gesundheit"}]})
    assert (got["act"], got["needs"], got["crisis"]) == (act, needs, crisis)
    assert got["ranking"] == ["gruss", "gesundheit"]


def test_a_stock_pipeline_without_an_answer() -> None:
    assert from_intents({})["act"] == "ausserhalb"


def test_lotte_answers_in_the_contract_already() -> None:
    got = from_lotte({"understood": {"act": "krise"}, "intent_ranking": [{"name": "gruss"}]})
    assert got == {"act": "krise", "ranking": ["gruss"]}


def test_a_stock_pipeline_is_not_asked_for_what_it_cannot_know() -> None:
    assert not RASA_DEFAULT.abilities & {"alter", "ort", "sprache"}


def test_a_fitting_training_is_taken_with_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def train(_: object, __: object, folder: Path, name: str, ____: object) -> tuple[float, float]:
        made.append(name)
        (folder / f"{name}.tar.gz").touch()
        return 118.0, 900.0

    monkeypatch.setattr(rasa_training, "in_fresh_process", train)
    first = trained(RASA_DEFAULT, tmp_path / "models")
    assert trained(RASA_DEFAULT, tmp_path / "models") == first
    assert (first.model.exists(), first.seconds, first.peak_mib) == (True, 118.0, 900.0)
    trained(RASA_DEFAULT, tmp_path / "models", 10)
    trained(LOTTE, tmp_path / "models")
    assert [name.split("-")[0] for name in made] == ["rasa_default", "rasa_default", "config"]


def test_an_interrupted_training_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object, __: object, folder: Path, name: str, ____: object) -> tuple[float, float]:
        (folder / f"{name}.tar.gz").touch()
        raise RuntimeError

    monkeypatch.setattr(rasa_training, "in_fresh_process", interrupted)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            trained(RASA_DEFAULT, tmp_path)


def test_a_fresh_process_has_a_memory_of_its_own() -> None:
    ballast = bytearray(200 * 2**20)
    ballast[::4096] = b"x" * len(ballast[::4096])
    assert peak_mib() >= resident_mib() > 200
    assert in_fresh_process(peak_mib) < 200 < len(ballast)

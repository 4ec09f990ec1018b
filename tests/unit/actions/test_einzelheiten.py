"""What was asked about an offer is answered, or honestly not."""

from __future__ import annotations

import pytest

import texts
from actions.einzelheiten import asked_aspects, told
from tests.unit.actions.fakes import offer

GERMAN = texts.load()


@pytest.mark.parametrize(
    ("words", "aspects"),
    [
        ("was kostet das zweite?", ("kosten",)),
        ("muss man da bezahlen", ("kosten",)),
        ("telefonnummer vom ersten", ("telefon",)),
        ("wo ist das genau", ("adresse",)),
        ("wann haben die offen", ("zeiten",)),
        ("was kostet das und wann ist das", ("kosten", "zeiten")),
        ("wie lange wartet man da", ("anderes",)),
        ("mehr zum ersten", ()),
        ("", ()),
    ],
)
def test_asked_aspects(words: str, aspects: tuple[str, ...]) -> None:
    assert asked_aspects(words) == aspects


def test_only_what_was_asked_is_told() -> None:
    known = offer("a", cost="kostenlos", phone="05371 1", opening_hours="")
    assert told(known, ("kosten",), GERMAN) == [GERMAN.phrase("details_kosten", kosten="kostenlos")]
    assert told(known, ("telefon",), GERMAN) == [GERMAN.phrase("details_telefon", telefon="05371 1")]


@pytest.mark.parametrize("aspects", [("zeiten",), ("anderes",)])
def test_what_is_not_known_is_said(aspects: tuple[str, ...]) -> None:
    assert told(offer("a", opening_hours=""), aspects, GERMAN) == [GERMAN.phrase("details_weiss_nicht")]


def test_without_a_question_all_is_told_and_what_is_missing() -> None:
    sentences = told(offer("a", description="Ein Treff.", cost="", phone="05371 1", opening_hours=""), (), GERMAN)
    assert sentences == [
        GERMAN.phrase("details"),
        "Ein Treff.",
        GERMAN.phrase("details_unbekannt", fehlt="Kosten, Öffnungszeiten"),
    ]

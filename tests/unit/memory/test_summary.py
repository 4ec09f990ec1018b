"""What staff find a conversation by, read from its events."""

from __future__ import annotations

from typing import Any

import pytest

from bot.memory.reviewing.summary import FactKind, is_complaint, summarised
from tests.rasa_events import action, said, slot, tapped, typed

FOUND = {"hits": 3, "relaxed": []}
SEARCH = action("action_suchen")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], {"turns": 0, "channel": None, "language": None, "lowest_confidence": None, "offer_turn": None}),
        ([typed(channel="telegram")], {"channel": "telegram"}),
        ([typed(channel=None)], {"channel": None}),
        ([slot("sprache", "tr"), slot("sprache", "en"), slot("situation", {})], {"language": "en"}),
        ([slot("sprache", None)], {"language": None}),
        ([typed(confidence=0.9), typed(confidence=0.3)], {"turns": 2, "lowest_confidence": 0.3}),
        ([tapped("Ja", "ja"), typed(confidence=0.4)], {"turns": 2, "lowest_confidence": 0.4}),
        ([tapped("Ja", "ja")], {"lowest_confidence": None}),
        ([typed(crisis=None), typed(crisis="gewalt"), typed(crisis="suizid")], {"crisis": "gewalt"}),
        ([typed(), action("action_nicht_verstanden"), typed(), action("action_nicht_verstanden")], {"fallbacks": 2}),
        # offers
        ([typed(), SEARCH, said("Wie alt?"), typed(), SEARCH, said(offers=["a"], outcome=FOUND)], {"offer_turn": 2}),
        ([SEARCH, said(offers=["a"])], {"offer_turn": 0}),
        ([typed(), action("action_krise_angebote"), said(offers=["de-notruf-112"])], {"offer_turn": None}),
        ([typed(), SEARCH, said(offers=["gf-familienbuero"])], {"offer_turn": None}),
        ([typed(), action("action_angebot_details"), said(offers=["a"])], {"offer_turn": None}),
        ([typed(), action("action_angebot_details"), said(offers=["a"], outcome=FOUND)], {"offer_turn": 1}),
        # nothing fitted
        ([typed(), SEARCH, said(offers=["a"], outcome=FOUND)], {"no_offer": False}),
        ([typed(), SEARCH, said(offers=["a"], outcome={"hits": 3, "relaxed": ["ort"]})], {"no_offer": True}),
        ([typed(), SEARCH, said(offers=["gf-familienbuero"], outcome={"hits": 0, "relaxed": []})], {"no_offer": True}),
        # feedback
        ([tapped("Ja", "geholfen", art="ja")], {"helped": "ja", "bad_feedback": False}),
        ([tapped("Nein", "geholfen", art="nein")], {"helped": "nein", "bad_feedback": True}),
        ([tapped("Nein", "geholfen", art="nein"), tapped("Ja", "geholfen", art="ja")], {"helped": "ja"}),
        ([tapped("?", "geholfen", art="vielleicht")], {"helped": None, "bad_feedback": False}),
        ([typed("du bist blöd", "beleidigung")], {"bad_feedback": True}),
        ([typed("die nummer stimmt nicht", "feedback")], {"bad_feedback": True}),
        ([typed("sehr hilfreich", "feedback")], {"bad_feedback": False}),
        ([tapped("Kita Nord", "feedback", angebot="a", art="telefon")], {"bad_feedback": True}),
        # facts and words
        (
            [
                typed(needs=["kinderbetreuung", "gesundheit"], place={"key": "03151009", "name": "Gifhorn"}),
                typed(needs=["gesundheit"], place=None),
                tapped("Wittingen", "aendern", was="place", nr="0", zu="03151040"),
                tapped("ohne", "aendern", was="need", nr="0"),
            ],
            {
                "facts": (
                    (FactKind.NEED, "kinderbetreuung"),
                    (FactKind.NEED, "gesundheit"),
                    (FactKind.PLACE, "03151009"),
                    (FactKind.PLACE, "03151040"),
                )
            },
        ),
        ([typed("Tagesmütter, Tagesmutter!"), tapped("Mehr Angebote", "mehr_angebote")], {"words": ("tagesmutt",)}),
    ],
)
def test_summary(events: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    summary = summarised(events)
    facts = dict.fromkeys(summary.facts)
    found = {name: getattr(summary, name) for name in expected}
    if "facts" in expected:
        assert set(facts) == set(expected["facts"])
        assert len(facts) == len(summary.facts)
        found["facts"] = expected["facts"]
    assert found == expected


def test_messages_know_their_place() -> None:
    first, second = summarised([slot("x", 1), typed("a"), said(), tapped("b", "ja")]).messages
    assert (first.offset, first.turn, first.text, first.tapped) == (1, 1, "a", False)
    assert (second.offset, second.turn, second.text, second.tapped) == (3, 2, "b", True)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("Die Adresse ist falsch", True),
        ("das war nicht hilfreich", True),
        ("nutzlos", True),
        ("gut gemeint, aber veraltet", True),
        ("Hat mir sehr geholfen!", False),
        ("kann ich nur weiterempfehlen", False),
        ("Daumen hoch", False),
    ],
)
def test_complaint(words: str, complaint: bool) -> None:
    assert is_complaint(words) is complaint

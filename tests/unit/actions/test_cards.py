"""What a search adds to a card: reasons as sentences, how far it is; and cards of offers nobody searched for."""

from __future__ import annotations

from datetime import datetime, time

import pytest

import texts
from actions import context
from actions.cards import card, familienbuero_cards, plain_card, why
from actions.family import Child
from offer_db.opening import TIMEZONE
from offer_db.reasons import REASON_VALUES
from offer_db.records import Offer, Opening, Reason
from tests.unit.actions.fakes import FakeDirectory, hit, offer
from texts.cards import next_step, offer_card

GERMAN = texts.load()

VALUES = {
    "schluessel": "gesundheit",
    "thema": "Kur",
    "kind_von": "18",
    "kind_bis": "18",
    "ort": "Brome",
    "km": "3,2",
    "gebiet": "x",
    "bis": "16:00",
    "zielgruppe": "Alleinerziehende",
}


@pytest.mark.parametrize("code", REASON_VALUES)
def test_every_reason_has_a_sentence(code: str) -> None:
    reason = Reason(code, {name: VALUES.get(name, "1") for name in REASON_VALUES[code]})
    assert "{" not in why(reason, [], GERMAN)


@pytest.mark.parametrize(
    ("code", "values", "sentence"),
    [
        ("alter", {"kind_von": "18", "kind_bis": "18"}, "passt für 18 Monate"),
        ("alter", {"kind_von": "36", "kind_bis": "47"}, "passt zum Alter (Kindergartenkind)"),
        ("alter", {"kind_von": "48", "kind_bis": "59"}, "passt für 4 Jahre"),
        ("alter", {"kind_von": "-5", "kind_bis": "-4"}, "schon in der Schwangerschaft"),
        ("offen_jetzt", {"bis": ""}, "Tag und Nacht"),
        ("bedarf", {"schluessel": "kinderbetreuung"}, "hilft bei: Kita und Betreuung"),
    ],
)
def test_sentences(code: str, values: dict[str, str], sentence: str) -> None:
    children = [Child((36, 47), "Kindergartenkind")]
    assert why(Reason(code, values), children, GERMAN) == sentence


# --- the card -------------------------------------------------------------------------------------------------------


def test_a_search_adds_no_field_and_takes_none() -> None:
    assert set(card(hit("gf-x"), [], GERMAN)) == set(offer_card(offer("gf-x"), Opening(), GERMAN))


class OpenDirectory(FakeDirectory):
    """Everything is open until eight."""

    def opening(self, offer: Offer) -> Opening:
        return Opening(True, time(20))


def test_a_card_without_a_search_knows_whether_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "directory", lambda: OpenDirectory(offers=[offer("gf-familienbuero")]))
    shown = plain_card(offer("gf-x"), GERMAN)
    assert (shown["open_now"], shown["why"], shown["distance_km"]) == (True, [], None)
    assert "20:00" in shown["next_step"]
    assert [one["open_now"] for one in familienbuero_cards(GERMAN)] == [True]


def test_without_a_familienbuero_there_is_no_card_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "directory", FakeDirectory)
    assert familienbuero_cards(GERMAN) == []


def test_a_hit_says_why_how_far_and_what_next() -> None:
    found = hit("gf-x", Reason("kostenlos"), distance_km=3.1623, open_now=True, opens_until=time(16))
    shown = card(found, [], GERMAN)
    assert (shown["distance_km"], shown["open_now"]) == (3.2, True)
    assert shown["why"] == [why(Reason("kostenlos"), [], GERMAN)]
    assert shown["next_step"] == next_step(found.offer, Opening(True, time(16)), GERMAN)
    assert "16:00" in shown["next_step"]


def test_a_closed_offer_says_when_it_opens() -> None:
    soon = datetime(2026, 11, 27, 8, 30, tzinfo=TIMEZONE)
    shown = card(hit("gf-x", open_now=False, opens_next=soon), [], GERMAN)
    assert (shown["open_now"], shown["distance_km"]) == (False, None)
    assert "08:30" in shown["next_step"]


def test_an_age_is_said_in_the_parents_words() -> None:
    reason = Reason("alter", {"kind_von": "84", "kind_bis": "107", "von": "72", "bis": "131"})
    shown = card(hit("gf-x", reason), [Child((84, 107), "2. Klasse")], GERMAN)
    assert shown["why"] == ["passt für 2. Klasse"]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_cards_in_every_language(language: str) -> None:
    own = texts.load(language)
    shown = card(hit("gf-x", Reason("bedarf", {"schluessel": "gesundheit"}), cost=""), [], own)
    assert all([shown["next_step"], *shown["why"], *shown["unknown"]])

"""Offers as cards: nothing invented, notes for staff said in a parent's words, reasons as sentences."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

import texts
from actions.cards import _honest, card, offer_card, why
from actions.family import Child
from actions.ways import next_step
from offer_db.opening import TIMEZONE
from offer_db.reasons import REASON_VALUES
from offer_db.records import Opening, Reason
from tests.unit.actions.fakes import hit, offer

GERMAN = texts.load()
#: What the chat contract (DESIGN, section 6) and the page expect of an offer.
CARD = {
    "id", "title", "description", "provider", "needs", "age_months", "place", "distance_km", "why", "cost", "phone",
    "email", "url", "address", "opening_hours", "open_now", "next_step", "unknown", "verified_on",
}  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("", None),
        ("kostenlos", "kostenlos"),
        (
            "für Eltern weitgehend kostenlos (Eingliederungshilfe), prüfen",
            "für Eltern weitgehend kostenlos (Eingliederungshilfe) (bitte erfragen)",
        ),
        ("2014: 90 Euro (prüfen)", "2014: 90 Euro (bitte erfragen)"),
        (
            "Mo-Fr 9-17 Uhr; Di und Do oft bis 19 Uhr (prüfen)",
            "Mo-Fr 9-17 Uhr; Di und Do oft bis 19 Uhr (bitte erfragen)",
        ),
    ],
)
def test_notes_for_staff(stated: str, shown: str | None) -> None:
    assert _honest(stated) == shown


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


def test_both_cards_have_the_fields_of_the_contract() -> None:
    assert set(card(hit("gf-x"), [], GERMAN)) == set(offer_card(offer("gf-x"), GERMAN)) == CARD


@pytest.mark.parametrize(
    ("known", "field", "value"),
    [
        ({}, "needs", ["kinderbetreuung"]),
        ({}, "age_months", [12, 75]),
        ({}, "place", "Gifhorn"),
        ({"town": ""}, "place", None),
        ({"phone": ""}, "phone", None),
        ({"email": ""}, "email", None),
        ({"url": ""}, "url", None),
        ({"cost": ""}, "cost", None),
        ({"cost": "90 Euro (prüfen)"}, "cost", "90 Euro (bitte erfragen)"),
        ({"opening_hours": ""}, "opening_hours", None),
        ({}, "address", "Schlossplatz 1, 38518 Gifhorn"),
        ({"address": ""}, "address", None),
        ({"postcode": "", "town": ""}, "address", "Schlossplatz 1"),
        ({"town": ""}, "address", "Schlossplatz 1, 38518"),
        ({}, "verified_on", None),
        ({"verified_on": date(2025, 5, 1)}, "verified_on", "2025-05-01"),
        ({}, "unknown", []),
        ({"cost": ""}, "unknown", [GERMAN.phrase("unbekannt_kosten")]),
        (
            {"cost": "", "opening_hours": ""},
            "unknown",
            [GERMAN.phrase("unbekannt_kosten"), GERMAN.phrase("unbekannt_zeiten")],
        ),
    ],
)
def test_what_is_not_known_stays_so(known: dict[str, Any], field: str, value: object) -> None:
    assert offer_card(offer("gf-x", **known), GERMAN)[field] == value


def test_without_a_search_there_is_no_reason_and_no_next_step() -> None:
    shown = offer_card(offer("gf-x"), GERMAN)
    assert (shown["why"], shown["next_step"], shown["open_now"], shown["distance_km"]) == ([], None, None, None)


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

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from offer_db.ages import AgeRange
from offer_db.gazetteer import Gazetteer
from offer_db.merging import CellError, formats_of, is_free, merge
from offer_db.records import Municipality, Offer, Topic
from tests.unit.offer_db.offers import OFFER

PLACES = Gazetteer(
    [
        Municipality("03151", "Landkreis Gifhorn", "Landkreis", None, (), 52.56, 10.6),
        Municipality("03151009", "Gifhorn", "Stadt", "03151", ("38518",), 52.4885, 10.5452),
        Municipality("03151040", "Wittingen", "Stadt", "03151", ("29378",), 52.7281, 10.7391),
    ]
)
TOPICS = {"kita": Topic("kita", "kinderbetreuung", "Kita und Kindergarten"), "hort": Topic("hort", "x", "Hort")}
NEW: dict[str, Any] = {
    "id": "gf-neu",
    "title": "Neu",
    "provider": "Träger",
    "category": "kinderbetreuung",
    "description": "Etwas.",
    "age_min_months": 0,
    "age_max_months": 35,
    "target": "alle",
    "reach": "landkreis",
    "reach_area": "Landkreis Gifhorn",
    "confidence": "high",
}


def merged(stored: Offer | None, **values: Any) -> Offer:
    base = NEW if stored is None else {"id": stored.id}
    return merge(stored, base | values, PLACES, TOPICS).offer


def test_an_empty_change_changes_nothing() -> None:
    assert merged(OFFER) == OFFER


def test_blank_stays_blank() -> None:
    offer = merged(None)
    assert (offer.phone, offer.email, offer.url, offer.address, offer.cost) == ("", "", "", "", "")
    assert (offer.verified_on, offer.verified_by, offer.latitude, offer.municipality_key) == (None, "", None, None)
    assert not offer.free_of_charge


@pytest.mark.parametrize(
    ("stored_state", "stored_confidence", "values", "state"),
    [
        (None, "", {}, "veroeffentlicht"),
        (None, "", {"confidence": "low"}, "entwurf"),
        (None, "", {"confidence": "low", "state": "veroeffentlicht"}, "entwurf"),
        (None, "", {"confidence": "low", "verified_on": date(2026, 1, 1), "verified_by": "FB"}, "veroeffentlicht"),
        (None, "", {"state": "pausiert"}, "pausiert"),
        ("veroeffentlicht", "high", {"confidence": "low"}, "entwurf"),
        ("entwurf", "low", {"confidence": "high"}, "veroeffentlicht"),
        ("entwurf", "high", {"confidence": "medium"}, "entwurf"),
        ("veroeffentlicht", "low", {"confidence": "low"}, "veroeffentlicht"),
        ("veroeffentlicht", "low", {"state": "veroeffentlicht"}, "veroeffentlicht"),
        ("pausiert", "high", {"confidence": "low"}, "pausiert"),
        ("pausiert", "high", {"state": "veroeffentlicht"}, "pausiert"),
        ("beendet", "low", {"confidence": "high"}, "beendet"),
        ("veroeffentlicht", "high", {"state": "beendet"}, "beendet"),
    ],
)
def test_state(stored_state: str | None, stored_confidence: str, values: dict[str, Any], state: str) -> None:
    stored = None if stored_state is None else replace(OFFER, state=stored_state, confidence=stored_confidence)
    assert merged(stored, **values).state == state


def test_a_confirmation_is_never_overwritten() -> None:
    confirmed = replace(OFFER, verified_on=date(2026, 4, 1), verified_by="Familienbüro")
    later = {"verified_on": date(2026, 5, 1), "verified_by": "Datei"}
    assert merged(confirmed, **later) == confirmed
    assert merged(confirmed, verified_on=None, verified_by="") == confirmed
    assert merged(OFFER, **later).verified_by == "Datei"


def test_general_knowledge_is_not_a_confirmation() -> None:
    assert merged(None, source_checked="Allgemeinwissen, prüfen").verified_on is None
    assert merged(None, source_checked="gespeicherte Seite").verified_on is None


def test_professionals() -> None:
    locked = merged(None, target="nur Fachkräfte")
    assert locked.audience == "fachkraefte"
    assert merged(None, target="nur Fachkräfte", audience="familien").audience == "fachkraefte"
    assert merged(locked, target="alle").audience == "familien"
    assert merged(replace(OFFER, audience="fachkraefte")).audience == "fachkraefte"


def test_needs_keep_their_ranks() -> None:
    assert merged(None, needs=("gesundheit", "kinderbetreuung")).needs == ("kinderbetreuung", "gesundheit")
    two = replace(OFFER, needs=("kinderbetreuung", "gesundheit"))
    assert merged(two).needs == two.needs
    assert merged(two, needs=()).needs == ("kinderbetreuung",)
    assert merged(two, category="gesundheit").needs == ("gesundheit",)


def test_derived_values_follow_their_source() -> None:
    assert merged(OFFER, town="Wittingen", postcode="29378").municipality_key == "03151040"
    assert merged(OFFER, town="Nirgends", postcode="").latitude is None
    assert merged(OFFER, age_max_months=35).life_phases == ("krippe",)
    assert merged(OFFER, opening_hours="nach Absprache").opening_hours_osm == ""
    assert merged(OFFER, reach="bundesweit", reach_area="").reach_key is None
    by_hand = replace(OFFER, opening_hours_osm="Mo-Fr 08:00-12:00; PH off")
    assert merged(by_hand) == by_hand


@pytest.mark.parametrize(
    ("values", "column", "reason"),
    [
        ({"age_min_months": 80}, "age_max_months", "bevor es mit 80 beginnt"),
        ({"topics": ("kita", "unbekannt")}, "topics", "„unbekannt“ gibt es nicht"),
        ({"reach": "gemeinde", "reach_area": ""}, "reach_area", "muss das Gebiet genannt sein"),
        ({"reach": "gemeinde", "reach_area": "Hintertupfing"}, "reach_area", "steht nicht in der Ortsliste"),
        ({"verified_on": date(2026, 1, 1)}, "verified_by", "gehört ein Name"),
        ({"verified_by": "Ich"}, "verified_on", "gehört ein Prüfdatum"),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "valid_to", "bevor sie beginnt"),
    ],
)
def test_contradictions_name_their_column(values: dict[str, Any], column: str, reason: str) -> None:
    with pytest.raises(CellError, match=reason) as caught:
        merged(OFFER, **values)
    assert caught.value.alias == column


@pytest.mark.parametrize(
    ("cost", "free"),
    [
        ("kostenlos", True),
        ("Für Familien kostenlos", True),
        ("keine Kosten", True),
        ("", False),
        ("Treff kostenlos; Essen günstig", False),
        ("bei wenig Einkommen kostenlos", False),
        ("Beratung per Mail kostenlos; manche Kurse kosten", False),
        ("Krankenkasse", False),
    ],
)
def test_free_means_wholly_free(cost: str, free: bool) -> None:
    assert is_free(cost) is free


@pytest.mark.parametrize(
    ("changes", "formats"),
    [
        ({}, ("vor_ort",)),
        ({"reach": "online"}, ("online",)),
        ({"reach": "bundesweit", "address": "", "town": ""}, ("telefonisch",)),
        ({"reach": "bundesweit", "address": "", "town": "", "phone": ""}, ()),
        ({"description": "Eine Hebamme kommt nach Hause."}, ("vor_ort", "hausbesuch")),
        ({"description": "Sie müssen nicht zu Hause bleiben."}, ("vor_ort",)),
    ],
)
def test_formats_are_read_not_guessed(changes: dict[str, Any], formats: tuple[str, ...]) -> None:
    assert formats_of(replace(OFFER, **changes)) == formats


def test_given_formats_win() -> None:
    assert merged(None, formats=("online", "vor_ort")).formats == ("vor_ort", "online")
    assert merged(OFFER, ages=AgeRange(0, 1)).formats == OFFER.formats

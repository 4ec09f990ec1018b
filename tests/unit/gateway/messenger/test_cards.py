"""A card says what is known, how to reach it, and never more."""

from __future__ import annotations

from typing import Any

import texts
from bot.gateway.messenger.cards import call_card, card

GERMAN = texts.load()
OFFER: dict[str, Any] = {
    "id": "gf-familienbuero", "title": "Familienbüro", "description": "Beratung. Auch im Chat.",
    "provider": "Landkreis Gifhorn", "needs": [], "age_months": [0, 216], "for_whom": "für alle Familien",
    "place": "Gifhorn", "distance_km": 3.25, "why": ["in Gifhorn", "kostenlos"], "cost": "kostenlos",
    "phone": "05371 804-440", "email": "a@lotte.example", "url": "https://familie.example/",
    "address": "Schloßplatz 1, 38518 Gifhorn",
    "opening_hours": "Mo 8-12 Uhr", "opening_today": "8:00–12:00", "open_now": True, "verified_on": None,
    "next_step": "Sie können jetzt anrufen, bis 12:00 Uhr.", "unknown": [],
}  # fmt: skip


def test_everything_that_is_known() -> None:
    assert card(OFFER, GERMAN, "https://lotte.example").splitlines() == [
        "Familienbüro",
        "Landkreis Gifhorn",
        "in Gifhorn · kostenlos",
        "Heute: 8:00–12:00 (jetzt offen)",
        "Schloßplatz 1, 38518 Gifhorn (3,2 km entfernt)",
        "Weg: https://www.openstreetmap.org/search?query=Schlo%C3%9Fplatz%201%2C%2038518%20Gifhorn",
        "Anrufen: 05371 804-440",
        "Sie können jetzt anrufen, bis 12:00 Uhr.",
        "Alle Angaben: https://lotte.example/angebote/gf-familienbuero",
    ]


def test_what_is_not_known_is_not_said() -> None:
    bare = {
        **OFFER, "provider": "", "why": [], "cost": None, "phone": None, "address": None, "distance_km": None,
        "opening_hours": None, "opening_today": None, "open_now": None, "unknown": ["Kosten bitte erfragen"],
        "next_step": "Schreiben Sie dorthin eine E-Mail.",
    }  # fmt: skip
    assert card(bare, GERMAN, None).splitlines() == [
        "Familienbüro",
        "für alle Familien",
        "E-Mail: a@lotte.example",
        "Kosten bitte erfragen",
        "Webseite: https://familie.example/",
    ]
    by_web = {**bare, "email": None, "next_step": "Sehen Sie auf der Webseite nach."}
    assert card(by_web, GERMAN, "https://lotte.example").splitlines()[2:] == [
        "Webseite: https://familie.example/",
        "Kosten bitte erfragen",
        "Alle Angaben: https://lotte.example/angebote/gf-familienbuero",
    ]


def test_a_distance_is_said_once_and_hours_stand_in_for_today() -> None:
    told = card(
        {**OFFER, "why": ["3,2 km entfernt, in Gifhorn"], "opening_today": None, "open_now": None}, GERMAN, None
    )
    assert told.count("km") == 1
    assert "Zeiten: Mo 8-12 Uhr" in told.splitlines()


def test_an_address_that_is_none_is_not_linked() -> None:
    assert "javascript" not in card({**OFFER, "url": "javascript:alert(1)"}, GERMAN, None)


def test_in_danger_a_name_and_a_number() -> None:
    assert call_card(OFFER, GERMAN, None).splitlines() == [
        "Familienbüro",
        "Anrufen: 05371 804-440",
        "Zeiten: Mo 8-12 Uhr",
        "Schreiben statt anrufen (Chat): https://familie.example/",
    ]
    assert "/angebote/gf-familienbuero" in call_card(OFFER, GERMAN, "https://lotte.example")
    assert call_card({**OFFER, "phone": None}, GERMAN, None) == card({**OFFER, "phone": None}, GERMAN, None)

"""Offers in words: nothing invented, notes for staff said in a parent's words, for whom, open when, what to do now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

import texts
from offer_db.ages import AgeRange
from offer_db.opening import TIMEZONE
from offer_db.records import Opening
from tests.unit.actions.fakes import offer, said
from texts import cards
from texts.cards import _honest, for_whom, next_step, offer_card, opening_today, opens, unknown

GERMAN = texts.load()
#: What the chat contract (DESIGN, section 6) and the page expect of an offer.
CARD = {
    "id", "title", "description", "provider", "needs", "age_months", "for_whom", "place", "distance_km", "why", "cost",
    "phone", "email", "url", "address", "opening_hours", "open_now", "opening_today", "next_step", "unknown",
    "verified_on",
}  # fmt: skip
OWN = said(
    weiter_anrufen_jetzt="jetzt bis {bis}",
    weiter_anrufen_immer="immer",
    weiter_anrufen_ab="{tag} ab {zeit}",
    weiter_anrufen="anrufen",
    weiter_schreiben="schreiben",
    weiter_webseite="webseite",
    weiter_hingehen="hingehen",
    weiter_familienbuero="familienbüro",
    unbekannt_kosten="kosten?",
    unbekannt_zeiten="zeiten?",
    tag_heute="heute",
    tag_morgen="morgen",
    **{f"tag_{number}": name for number, name in enumerate(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"))},
)
#: A Wednesday evening; winter time, so one day more is 24 hours more.
NOW = datetime(2026, 11, 25, 19, 30, tzinfo=TIMEZONE)
NOTHING = {"phone": "", "email": "", "url": "", "address": ""}


class FrozenDatetime(datetime):
    """The present stands still."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return NOW.astimezone(tz)


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "datetime", FrozenDatetime)


def at(days: int, hour: int = 8, minute: int = 0) -> datetime:
    return (NOW + timedelta(days=days)).replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(0, 20, 5), {"tag": "heute", "zeit": "20:05"}),
        (at(1), {"tag": "morgen", "zeit": "08:00"}),
        (at(1, 0, 0), {"tag": "morgen", "zeit": "00:00"}),
        (at(2, 8, 30), {"tag": "Fr", "zeit": "08:30"}),
        (at(3), {"tag": "Sa", "zeit": "08:00"}),
        (at(4), {"tag": "So", "zeit": "08:00"}),
        (at(5), {"tag": "Mo", "zeit": "08:00"}),
        (at(6), {"tag": "Di", "zeit": "08:00"}),
    ],
)
def test_opens(moment: datetime, words: dict[str, str]) -> None:
    assert opens(moment, OWN) == words


@pytest.mark.parametrize(
    ("known", "opening", "step"),
    [
        # a number: now, always, from when, or just call
        ({}, Opening(True, time(16, 0)), "jetzt bis 16:00"),
        ({}, Opening(True, time(9, 5)), "jetzt bis 09:05"),
        ({}, Opening(True), "immer"),
        ({}, Opening(False, None, at(1)), "morgen ab 08:00"),
        ({}, Opening(None, None, at(5, 9, 15)), "Mo ab 09:15"),
        ({}, Opening(False), "anrufen"),
        ({}, Opening(), "anrufen"),
        # without a number, what is known; being open does not help to call
        ({"phone": "", "email": "a@example.org", "url": "https://example.org"}, Opening(True, time(16)), "schreiben"),
        ({"phone": "", "url": "https://example.org"}, Opening(False, None, at(1)), "webseite"),
        ({"phone": ""}, Opening(), "hingehen"),
        (NOTHING, Opening(True), "familienbüro"),
        (NOTHING, Opening(), "familienbüro"),
    ],
)
def test_next_step(known: dict[str, str], opening: Opening, step: str) -> None:
    assert next_step(offer("x", **known), opening, OWN) == step


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ({}, []),
        ({"cost": ""}, ["kosten?"]),
        ({"opening_hours": ""}, ["zeiten?"]),
        ({"cost": "", "opening_hours": ""}, ["kosten?", "zeiten?"]),
    ],
)
def test_unknown(known: dict[str, str], missing: list[str]) -> None:
    assert unknown(offer("x", **known), OWN) == missing


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_real_texts_have_every_line(language: str) -> None:
    own = texts.load(language)
    openings = [Opening(True, time(16)), Opening(True), *(Opening(False, None, at(day)) for day in range(7)), Opening()]
    offers = [offer("x"), *(offer("x", **{**NOTHING, name: "da"}) for name in NOTHING), offer("x", **NOTHING)]
    sentences = [next_step(one, opening, own) for one in offers for opening in openings]
    sentences += unknown(offer("x", cost="", opening_hours=""), own)
    assert [sentence for sentence in sentences if not sentence or "{" in sentence] == []


# --- for whom -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (0, 216, "für alle Familien"),
        (0, 300, "für alle Familien"),
        (-9, 216, "für Schwangere und Familien"),
        (-9, 0, "für Schwangere"),
        (-9, -1, "für Schwangere"),
        (-9, 1, "für Schwangere und Kinder bis zu 1 Monat"),
        (-6, 8, "für Schwangere und Kinder bis zu 8 Monaten"),
        (-9, 12, "für Schwangere und Kinder bis zu 1 Jahr"),
        (-3, 24, "für Schwangere und Kinder bis zu 2 Jahren"),
        (0, 6, "für Kinder von 0 bis 6 Monaten"),
        (0, 12, "für Kinder von 0 bis 12 Monaten"),
        (0, 36, "für Kinder von 0 bis 3 Jahren"),
        (0, 32, "für Kinder von 0 bis 2 Jahren"),
        (12, 75, "für Kinder von 1 bis 6 Jahren"),
        (0, 131, "für Kinder von 0 bis 10 Jahren"),
        (108, 131, "für Kinder von 9 bis 10 Jahren"),
        (54, 84, "für Kinder von 4½ bis 7 Jahren"),
        (0, 66, "für Kinder von 0 bis 5½ Jahren"),
        (18, 84, "für Kinder von 18 Monaten bis 7 Jahren"),
        (2, 168, "für Kinder von 2 Monaten bis 14 Jahren"),
        (12, 216, "für Kinder ab 1 Jahr"),
        (6, 216, "für Kinder ab 6 Monaten"),
        (66, 216, "für Kinder ab 5½ Jahren"),
        (36, 324, "für Kinder ab 3 Jahren"),
        (36, 47, "für Kinder mit 3 Jahren"),
        (6, 6, "für Kinder mit 6 Monaten"),
    ],
)
def test_ages_in_words(first: int, last: int, words: str) -> None:
    assert for_whom(offer("x", ages=AgeRange(first, last), target="alle"), GERMAN) == words


@pytest.mark.parametrize(
    ("ages", "target", "words"),
    [
        ((0, 36), "", "für Kinder von 0 bis 3 Jahren"),
        ((-9, 12), "Alleinerziehende", "für Schwangere und Kinder bis zu 1 Jahr · Alleinerziehende"),
        ((36, 75), "Kinder mit Behinderung", "für Kinder von 3 bis 6 Jahren · Kinder mit Behinderung"),
        (
            (12, 75),
            "Zugewanderte; Familien mit Hilfebedarf",
            "für Kinder von 1 bis 6 Jahren · Zugewanderte, Familien mit Hilfebedarf",
        ),
        ((12, 75), "alle; ", "für Kinder von 1 bis 6 Jahren"),
        # an offer for a group is none for all families
        ((0, 216), "geringes Einkommen", "für jedes Alter · geringes Einkommen"),
        ((-9, 216), "Zugewanderte", "für jedes Alter · Zugewanderte"),
    ],
)
def test_target_groups_stand_behind_the_ages(ages: tuple[int, int], target: str, words: str) -> None:
    assert for_whom(offer("x", ages=AgeRange(*ages), target=target), GERMAN) == words


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_ages_in_every_language(language: str) -> None:
    own = texts.load(language)
    ranges = [(0, 216), (-9, 216), (-9, 0), (-9, 12), (0, 6), (0, 36), (6, 42), (12, 216), (36, 47)]
    sentences = [for_whom(offer("x", ages=AgeRange(*ages)), own) for ages in ranges]
    assert [one for one in sentences if not one or "{" in one] == []
    assert len(set(sentences)) == len(ranges)


# --- open today -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("osm", "day", "words"),
    [
        ("Mo-Fr 08:30-12:00; PH unknown", date(2026, 11, 23), "8:30–12:00"),
        ("Mo 08:30-12:00,14:00-16:00", date(2026, 11, 23), "8:30–12:00, 14:00–16:00"),
        ("Mo-Fr 08:30-12:00", date(2026, 11, 22), "geschlossen"),
        ("Fr 20:00-26:00", date(2026, 11, 27), "20:00–24:00"),
        ("24/7", date(2026, 11, 22), "Tag und Nacht"),
        ("Mo-Fr 08:30-12:00; PH unknown", date(2026, 12, 25), None),
        ("", date(2026, 11, 23), None),
        ("kaputt", date(2026, 11, 23), None),
    ],
)
def test_opening_today(osm: str, day: date, words: str | None) -> None:
    assert opening_today(osm, day, GERMAN) == words


# --- the card -------------------------------------------------------------------------------------------------------


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


def test_a_card_has_the_fields_of_the_contract() -> None:
    assert set(offer_card(offer("gf-x"), Opening(), GERMAN)) == CARD


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
    assert offer_card(offer("gf-x", **known), Opening(), GERMAN)[field] == value


def test_without_a_search_there_is_no_reason() -> None:
    shown = offer_card(offer("gf-x"), Opening(), GERMAN)
    assert (shown["why"], shown["open_now"], shown["distance_km"]) == ([], None, None)


def test_a_card_says_whether_it_is_open_and_when_today() -> None:
    """Wednesday evening, half past seven."""
    one = offer("gf-x", opening_hours_osm="Mo-Fr 08:30-12:00; We 14:00-20:00")
    shown = offer_card(one, Opening(True, time(20)), GERMAN)
    assert (shown["open_now"], shown["opening_today"]) == (True, "14:00–20:00")
    assert shown["next_step"] == next_step(one, Opening(True, time(20)), GERMAN)

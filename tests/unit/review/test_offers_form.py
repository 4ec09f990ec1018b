"""The form of an offer: complete, in step with the field table, and honest about what follows from what."""

from __future__ import annotations

import pytest
from multidict import MultiDict

from bot.review.offers.age_words import first_month, in_words, last_month
from bot.review.offers.catalogue import Catalogue
from bot.review.offers.differences import shown
from bot.review.offers.fields import FORM_FIELDS, GROUPS, LABELS, NOT_IN_THE_FORM, SEVERAL
from bot.review.offers.form_reading import read_cells
from bot.review.offers.names import (
    AUDIENCE_NAMES,
    CONFIDENCE_NAMES,
    FORMAT_NAMES,
    PHASE_NAMES,
    REACH_NAMES,
    STATE_NAMES,
)
from offer_db.ages import LIFE_PHASES
from offer_db.cells import cells_of
from offer_db.fields import FIELDS
from offer_db.records import Topic
from offer_db.vocabulary import Audience, Confidence, Format, Reach, State
from tests.unit.offer_db.offers import OFFER


def test_every_column_has_one_place() -> None:
    placed = [field.alias for group in GROUPS for field in group.fields]
    assert sorted([*placed, *NOT_IN_THE_FORM]) == sorted(column.alias for column in FIELDS)
    assert set(LABELS) == {column.alias for column in FIELDS}


def test_boxes_are_the_fields_that_hold_several() -> None:
    assert {alias for alias, field in FORM_FIELDS.items() if field.kind in ("kaestchen", "themen")} == SEVERAL


def test_hints_speak_of_forms_not_of_files() -> None:
    words = ("Semikolon", "Spalte", ".csv", "Schlüssel")
    assert [f.alias for f in FORM_FIELDS.values() if any(word in f.help for word in words)] == []


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (STATE_NAMES, State),
        (REACH_NAMES, Reach),
        (CONFIDENCE_NAMES, Confidence),
        (FORMAT_NAMES, Format),
        (AUDIENCE_NAMES, Audience),
        (PHASE_NAMES, LIFE_PHASES),
    ],
)
def test_every_key_has_a_name(names: dict[str, str], keys: object) -> None:
    assert set(names) == set(keys)  # type: ignore[call-overload]


def sent(**changed: str) -> MultiDict[str]:
    """The form as it is sent with the stored offer, but for what was changed."""
    form: MultiDict[str] = MultiDict()
    for alias, cell in cells_of(OFFER).items():
        value = changed.get(alias, cell)
        for part in value.split(";") if alias in SEVERAL else [value]:
            if part or alias not in SEVERAL:
                form.add(alias, part)
    return form


STORED = cells_of(OFFER)


def test_what_nobody_touched_stays() -> None:
    cells = read_cells(sent(), STORED)
    assert cells == {alias: STORED[alias] for alias in FORM_FIELDS}


def test_what_is_still_ticked_keeps_its_order() -> None:
    stored = {**STORED, "topics": "kita;elterngeld"}
    form = sent(topics="elterngeld;hebamme;kita")
    assert read_cells(form, stored)["topics"] == "kita;elterngeld;hebamme"


def test_new_hours_are_translated_anew() -> None:
    assert "opening_hours_osm" not in read_cells(sent(opening_hours="Di 9-11 Uhr"), STORED)
    both = read_cells(sent(opening_hours="Di 9-11 Uhr", opening_hours_osm="Tu 09:00-11:00"), STORED)
    assert both["opening_hours_osm"] == "Tu 09:00-11:00"
    assert read_cells(sent(opening_hours_osm=""), STORED)["opening_hours_osm"] == ""


def test_life_phases_follow_the_age_unless_they_were_chosen() -> None:
    assert read_cells(sent(age_max_months="35"), STORED)["life_phase"] == ""
    assert read_cells(sent(age_max_months="35", life_phase="krippe"), STORED)["life_phase"] == "krippe"
    chosen = {**STORED, "life_phase": "kita"}
    assert read_cells(sent(age_max_months="35", life_phase="kita"), chosen)["life_phase"] == "kita"


def test_of_a_stale_form_only_the_order_is_kept() -> None:
    stored = {**STORED, "topics": "kita;elterngeld"}
    form = sent(topics="elterngeld;kita", opening_hours="Di 9-11 Uhr", age_max_months="35")
    cells = read_cells(form, stored, stale=True)
    assert (cells["topics"], cells["opening_hours_osm"]) == ("kita;elterngeld", STORED["opening_hours_osm"])
    assert cells["life_phase"] == STORED["life_phase"]


def test_an_empty_form_is_read_too() -> None:
    cells = read_cells(MultiDict(), {})
    assert cells == dict.fromkeys(FORM_FIELDS, "")


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (-9, "ab 9 Monaten vor der Geburt"),
        (0, "ab der Geburt"),
        (1, "ab 1 Monat"),
        (12, "ab 1 Jahr"),
        (36, "ab 3 Jahren"),
        (42, "ab 3 Jahren und 6 Monaten"),
    ],
)
def test_from_which_age(months: int, words: str) -> None:
    assert first_month(months) == words


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (-1, "bis 1 Monat vor der Geburt"),
        (0, "bis zur Geburt"),
        (11, "bis zum 1. Geburtstag"),
        (35, "bis zum 3. Geburtstag"),
        (36, "bis 3 Jahre"),
        (18, "bis 1 Jahr und 6 Monate"),
    ],
)
def test_up_to_which_age(months: int, words: str) -> None:
    assert last_month(months) == words


@pytest.mark.parametrize(
    ("alias", "cell", "words"),
    [
        ("state", "veroeffentlicht", "veröffentlicht"),
        ("category", "gesundheit", "Gesundheit"),
        ("needs", "gesundheit;sucht_psyche", "Gesundheit, Sucht und Psyche"),
        ("topics", "kita;fremd", "Kindertagesstätte, fremd"),
        ("verified_on", "2026-05-01", "01.05.2026"),
        ("valid_to", "morgen", "morgen"),
        ("reach", "mond", "mond"),
        ("phone", "05371 82-0", "05371 82-0"),
        ("id", "gf-but", "gf-but"),
        ("topics", "", ""),
    ],
)
def test_cells_as_people_read_them(alias: str, cell: str, words: str) -> None:
    topic = Topic("kita", "kinderbetreuung", "Kindertagesstätte")
    assert shown(alias, cell, Catalogue((), (), {"kinderbetreuung": (topic,)})) == words


def test_what_is_no_number_has_no_words() -> None:
    assert in_words("age_min_months", "drei") == ""
    assert in_words("age_max_months", "35") == "bis zum 3. Geburtstag"

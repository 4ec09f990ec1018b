from __future__ import annotations

from dataclasses import replace

import pytest

from offer_db.cells import cells_of, changes, fingerprint, read_cells
from offer_db.fields import BY_NAME, FIELDS
from offer_db.identifying import id_from_title
from offer_db.merging import merge
from tests.unit.offer_db.offers import OFFER
from tests.unit.offer_db.test_merging import PLACES, TOPICS


def test_cells_and_back_is_the_same_offer() -> None:
    cells = cells_of(OFFER)
    assert list(cells) == [field.alias for field in FIELDS]
    values, problems = read_cells((BY_NAME[alias], cell) for alias, cell in cells.items())
    assert problems == []
    assert merge(OFFER, values, PLACES, TOPICS).offer == OFFER


def test_changes_name_the_cells_that_differ() -> None:
    later = cells_of(replace(OFFER, phone="", title="Neu"))
    assert [(one.alias, one.heading, one.before, one.after) for one in changes(cells_of(OFFER), later)] == [
        ("title", "titel", "Beratung", "Neu"),
        ("phone", "telefon", "05371 82-0", ""),
    ]
    assert changes(later, later) == ()
    assert changes({}, {"phone": ""}) == ()


def test_a_fingerprint_is_another_after_every_change() -> None:
    assert fingerprint(OFFER) == fingerprint(replace(OFFER))
    assert fingerprint(OFFER) != fingerprint(replace(OFFER, notes="x"))


def test_all_bad_cells_are_told_and_the_good_ones_read() -> None:
    cells = {"title": " ", "age_min_months": "drei", "email": "a@example.org", "state": "", "phone": "ruf an"}
    values, problems = read_cells((BY_NAME[alias], cell) for alias, cell in cells.items())
    assert values == {"email": "a@example.org"}
    assert [problem.alias for problem in problems] == ["title", "age_min_months", "phone"]


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("Familienbüro Gifhorn", (), "gf-familienbuero-gifhorn"),
        ("Café für Groß & Klein", (), "gf-cafe-fuer-gross-klein"),
        ("A\u0308mterlotse", (), "gf-aemterlotse"),
        ("Kita A", {"gf-kita-a"}, "gf-kita-a-2"),
        ("Kita A", {"gf-kita-a", "gf-kita-a-2", "gf-kita-a-4"}, "gf-kita-a-3"),
        ("", (), "gf-angebot"),
        ("اختبار", (), "gf-angebot"),
        ("x" * 300, (), "gf-" + "x" * 60),
    ],
)
def test_an_id_from_a_title(title: str, taken: set[str], expected: str) -> None:
    assert id_from_title(title, taken) == expected
    BY_NAME["id"].parse(expected)

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from offer_db.ages import AgeRange
from offer_db.describing import describe_reason
from offer_db.places import PlaceTree
from offer_db.ranking import Question
from offer_db.reasons import MOST, REASON_VALUES, reasons
from offer_db.records import Municipality, Offer, Reason
from offer_db.vocabulary import Wish
from tests.unit.offer_db.offers import OFFER

TREE = PlaceTree(
    [
        Municipality("03151", "Landkreis Gifhorn", "Landkreis", None, (), 52.56, 10.6),
        Municipality("03151009", "Gifhorn", "Stadt", "03151", (), 52.4885, 10.5452),
        Municipality("03151040", "Wittingen", "Stadt", "03151", (), 52.7281, 10.7391),
    ]
)
NOTHING_ASKED = Question((), (), {}, (), None, "", frozenset(), date(2026, 5, 1))


def codes(offer: Offer, distance: float | None = None, is_open: bool | None = None, **asked: Any) -> list[str]:
    question = replace(NOTHING_ASKED, **asked)
    found = reasons(offer, question, distance_km=distance, open_now=is_open, opens_until=time(12) if is_open else None)
    for reason in found:
        assert set(reason.values) == set(REASON_VALUES[reason.code])
        assert describe_reason(reason)
    assert len(found) <= MOST
    return [reason.code for reason in found]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"topics": ("kita",), "needs": ("kinderbetreuung",)}, "thema"),
        ({"topics": ("elterngeld",), "needs": ("kinderbetreuung",)}, "bedarf"),
        ({"ages": (AgeRange(18, 18),)}, "alter"),
        ({"place": TREE.place("03151009")}, "ort"),
        ({"place": TREE.place("03151040"), "distance": 12.34}, "ort_nahe"),
        ({"place": TREE.place("03151040"), "distance": 30.0}, "kostenlos"),
        ({"place": TREE.place("03151")}, "kostenlos"),
        ({"is_open": True}, "offen_jetzt"),
        ({"is_open": False}, "kostenlos"),
        ({"is_open": None}, "kostenlos"),
        ({"ages": (AgeRange(96, 107),)}, "kostenlos"),
    ],
)
def test_the_most_telling_reason_comes_first(asked: dict[str, Any], first: str) -> None:
    assert codes(OFFER, **asked)[0] == first


@pytest.mark.parametrize(
    ("changes", "asked", "code", "present"),
    [
        ({"ages": AgeRange(0, 216)}, {"ages": (AgeRange(36, 47),)}, "alter_alle", True),
        ({"ages": AgeRange(0, 216)}, {"ages": (AgeRange(36, 47),)}, "alter", False),
        ({"free_of_charge": False}, {}, "kostenlos", False),
        ({"formats": ("hausbesuch",)}, {}, "hausbesuch", True),
        ({"reach": "bundesweit", "reach_key": None}, {}, "bundesweit", True),
        ({"reach": "online", "reach_key": None}, {}, "online", True),
        ({"reach": "land", "reach_area": "Niedersachsen"}, {}, "land", True),
        ({"phone": ""}, {}, "telefonisch", False),
        ({}, {}, "telefonisch", True),
        ({"target": "getrennte Eltern"}, {"text": "Wir leben getrennt"}, "zielgruppe", True),
        ({"target": "getrennte Eltern"}, {}, "zielgruppe", False),
        ({"reach": "gemeinde", "reach_area": "Wittingen", "reach_key": "03151040"}, {}, "ort", False),
    ],
)
def test_a_reason_is_given_only_if_it_is_true(
    changes: dict[str, Any], asked: dict[str, Any], code: str, present: bool
) -> None:
    assert (code in codes(replace(OFFER, **changes), **asked)) is present


def test_values_are_strings_for_sentences() -> None:
    question = replace(NOTHING_ASKED, ages=(AgeRange(18, 20),), place=TREE.place("03151040"))
    found = reasons(OFFER, question, distance_km=12.34, open_now=True, opens_until=time(12))
    assert found == (
        Reason("alter", {"kind_von": "18", "kind_bis": "20", "von": "12", "bis": "75"}),
        Reason("ort_nahe", {"ort": "Gifhorn", "km": "12,3"}),
        Reason("offen_jetzt", {"bis": "12:00"}),
        Reason("kostenlos", {}),
    )


@pytest.mark.parametrize(
    ("changes", "wish", "expected"),
    [
        ({}, Wish.KOSTENLOS, ["bedarf", "kostenlos", "alter", "ort"]),
        ({}, Wish.TELEFONISCH, ["bedarf", "telefonisch", "alter", "ort"]),
        ({"formats": ("vor_ort", "online")}, Wish.ONLINE, ["bedarf", "online", "alter", "ort"]),
        ({"formats": ("hausbesuch",)}, Wish.HAUSBESUCH, ["bedarf", "hausbesuch", "alter", "ort"]),
        # A wish that had to be let go is no reason.
        ({"free_of_charge": False}, Wish.KOSTENLOS, ["bedarf", "alter", "ort", "landkreis"]),
        ({}, Wish.NAEHER, ["bedarf", "alter", "ort", "kostenlos"]),
    ],
)
def test_what_was_wished_for_comes_right_behind_the_subject(
    changes: dict[str, Any], wish: Wish, expected: list[str]
) -> None:
    asked = {"needs": ("kinderbetreuung",), "ages": (AgeRange(18, 20),), "place": TREE.place("03151009")}
    assert codes(replace(OFFER, **changes), wishes=frozenset({wish}), **asked) == expected

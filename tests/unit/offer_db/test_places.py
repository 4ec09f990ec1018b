from __future__ import annotations

import pytest

from offer_db.gazetteer import Gazetteer
from offer_db.places import PlaceTree, distance_km
from offer_db.records import Municipality

DISTRICT = Municipality("03151", "Landkreis Gifhorn", "Landkreis", None, (), 52.56, 10.6)
SAMTGEMEINDE = Municipality("031515402", "Samtgemeinde Brome", "Samtgemeinde", "03151", ("38465", "38468"), 52.6, 10.94)
BROME = Municipality("03151005", "Brome", "Mitgliedsgemeinde", "031515402", ("38465",), 52.6002, 10.9375)
EHRA = Municipality("03151008", "Ehra-Lessien", "Mitgliedsgemeinde", "031515402", ("38468",), 52.5667, 10.8)
WITTINGEN = Municipality("03151040", "Wittingen", "Stadt", "03151", ("29378", "29379"), 52.7281, 10.7391)
GIFHORN = Municipality("03151009", "Gifhorn", "Stadt", "03151", ("38518", "38559"), 52.4885, 10.5452)
WAGENHOFF = Municipality("03151035", "Wagenhoff", "Mitgliedsgemeinde", "03151", ("38559",), 52.55, 10.52)
WOLFSBURG = Municipality("03103000", "Wolfsburg", "ausserhalb", None, ("38440",), 52.4239, 10.7812)
ALL = (DISTRICT, SAMTGEMEINDE, BROME, EHRA, WITTINGEN, GIFHORN, WAGENHOFF, WOLFSBURG)
TREE = PlaceTree(ALL)


@pytest.mark.parametrize(
    ("place", "reach", "reach_key", "serves"),
    [
        ("03151005", "gemeinde", "03151005", True),
        ("03151005", "gemeinde", "031515402", True),
        ("03151005", "gemeinde", "03151008", False),
        ("03151005", "gemeinde", "03151040", False),
        ("031515402", "gemeinde", "031515402", True),
        ("031515402", "gemeinde", "03151008", True),
        ("031515402", "gemeinde", "03151040", False),
        ("03151", "gemeinde", "03151040", True),
        ("03103000", "gemeinde", "03151009", False),
        ("03151005", "landkreis", "03151", True),
        ("03151", "landkreis", "03151", True),
        ("03103000", "landkreis", "03151", False),
        ("03103000", "region", None, True),
        ("03103000", "bundesweit", None, True),
        ("03151040", "land", None, True),
        ("03151040", "online", None, True),
    ],
)
def test_reach(place: str, reach: str, reach_key: str | None, serves: bool) -> None:
    found = TREE.place(place)
    assert found is not None
    assert found.serves(reach, reach_key) is serves


@pytest.mark.parametrize("key", [None, "", "99999999"])
def test_an_unknown_place_is_none(key: str | None) -> None:
    assert TREE.place(key) is None


def test_outside_and_whole_district() -> None:
    assert not TREE.place("03103000").inside_district  # type: ignore[union-attr]
    assert TREE.place("03151").whole_district  # type: ignore[union-attr]
    assert not TREE.place("031515402").whole_district  # type: ignore[union-attr]


def test_a_circle_of_parents_does_not_hang() -> None:
    circle = [
        Municipality("1", "A", "Stadt", "2", (), 52.0, 10.0),
        Municipality("2", "B", "Stadt", "1", (), 52.0, 10.0),
    ]
    assert PlaceTree(circle).place("1").around == {"1", "2"}  # type: ignore[union-attr]


def test_distance() -> None:
    # 29.7 km as the crow flies by the coordinates of municipalities.csv.
    assert distance_km((52.4885, 10.5452), (52.7281, 10.7391)) == pytest.approx(29.7, abs=0.2)
    assert distance_km((52.0, 10.0), (52.0, 10.0)) == 0


@pytest.mark.parametrize(
    ("town", "postcode", "key"),
    [
        ("Wittingen", "29378", "03151040"),
        ("wittingen ", "", "03151040"),
        ("", "29379", "03151040"),
        ("", "38559", None),  # two municipalities share it
        ("Gifhorn", "38559", "03151009"),
        ("Knesebeck", "29379", "03151040"),
        ("", "38465", "03151005"),  # the Samtgemeinde that repeats it does not count
        ("Königslutter / Wolfsburg", "", None),
        ("", "", None),
    ],
)
def test_locating_an_address(town: str, postcode: str, key: str | None) -> None:
    found = Gazetteer(ALL).locate(town, postcode)
    assert (found.key if found else None) == key

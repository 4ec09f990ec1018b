"""The municipality a shared location lies in, by the real data; what is far from all of them is nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.gateway.messenger.whereabouts import nearest, point
from bot.settings import Settings
from offer_db.records import Municipality
from offer_db.search import OfferDirectory


@pytest.fixture(scope="module")
def municipalities(offers: Path) -> tuple[Municipality, ...]:
    directory = OfferDirectory(Settings(var=offers).offers_url)
    try:
        return directory.municipalities()
    finally:
        directory.close()


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (52.4885, 10.5452, "Gifhorn"),
        (52.74, 10.73, "Wittingen"),
        (52.60, 10.94, "Brome"),  # not "Samtgemeinde Brome", whose middle is the same
        (52.43, 10.78, "Wolfsburg"),  # next to the district: the dialogue says so
        (52.56, 10.60, "Wagenhoff"),  # the middle of the district is no place to live
        (52.52, 13.40, None),  # Berlin
        (52.37, 9.73, None),  # Hannover
        (0.0, 0.0, None),
        (-90.0, 180.0, None),
        (float("inf"), 10.5, None),
        (52.5, float("nan"), None),
        (10**400, 10.5, None),
    ],
)
def test_nearest(municipalities: tuple[Municipality, ...], latitude: float, longitude: float, name: str | None) -> None:
    place = nearest(municipalities, latitude, longitude)
    assert (place.name if place else None) == name


def test_without_data_there_is_no_place() -> None:
    assert nearest((), 52.5, 10.5) is None


@pytest.mark.parametrize("wrong", ["52", None, True, [], float("inf"), float("-inf"), float("nan"), 10**400, 180.1])
def test_what_is_no_point(wrong: object) -> None:
    assert point(52, 10.5) == (52.0, 10.5)
    assert point(wrong, 10.5) is None
    assert point(52.5, wrong) is None

"""Labels in few characters."""

from __future__ import annotations

import pytest

from bot.gateway.messenger.labels import shortened, shortened_apart, utf16_units


@pytest.mark.parametrize(
    ("label", "most", "short"),
    [
        ("", 20, ""),
        ("Mehr Angebote", 20, "Mehr Angebote"),
        ("Ein neues Thema hier", 20, "Ein neues Thema hier"),
        ("Beratung in der Schwangerschaft", 20, "Beratung in der…"),
        ("Beratung in der Schwangerschaft", 24, "Beratung in der…"),
        ("Beratung in der Schwangerschaft", 16, "Beratung in der…"),
        ("Schwangerschaftskonfliktberatung", 20, "Schwangerschaftskon…"),
        ("Ja, Schwangerschaftskonfliktberatung", 20, "Ja, Schwangerschaft…"),
        ("ж" * 30, 20, "ж" * 19 + "…"),
    ],
)
def test_shortened(label: str, most: int, short: str) -> None:
    assert shortened(label, most) == short


@pytest.mark.parametrize("most", [2, 3, 20, 24])
def test_emoji_count_as_telephones_count(most: int) -> None:
    assert utf16_units("😀") == 2
    assert utf16_units(shortened("😀" * 20, most, utf16_units)) <= most


@pytest.mark.parametrize(
    ("labels", "short"),
    [
        (["Ja", "Nein"], ["Ja", "Nein"]),
        (
            ["Beratung in der Schwangerschaft", "Hilfe nach der Geburt zu Hause"],
            ["Beratung in der…", "Hilfe nach der…"],
        ),
        (
            ["Beratung in der Schwangerschaft", "Beratung in der Samtgemeinde"],
            ["Beratung in der Sch…", "Beratung in der Sam…"],
        ),
    ],
)
def test_they_stay_apart(labels: list[str], short: list[str]) -> None:
    assert shortened_apart(labels, 20) == short

"""Which need a danger is about."""

from __future__ import annotations

import pytest

from bot.nlu.language.decision import needs_in_danger

BABY = [(3, 3)]
SCHOOLCHILD = [(84, 95)]


@pytest.mark.parametrize(
    ("kind", "needs", "ages", "expected"),
    [
        ("medizin", [], [], ["gesundheit"]),
        ("gewalt", [], [], ["krise_gewalt_kinderschutz"]),
        ("kindeswohl", [], [], ["krise_gewalt_kinderschutz"]),
        ("suizid", [], [], ["sucht_psyche"]),
        ("gewalt", ["kinderbetreuung"], [], ["krise_gewalt_kinderschutz", "kinderbetreuung"]),
        ("medizin", ["kinderbetreuung", "gesundheit"], [], ["gesundheit", "kinderbetreuung"]),
        ("suizid", ["wohnen_alltag", "finanzielle_hilfen"], [], ["sucht_psyche", "wohnen_alltag"]),
        ("ueberlastung", [], [], ["erziehungsberatung"]),
        ("ueberlastung", [], BABY, ["fruehe_hilfen"]),
        ("ueberlastung", [], SCHOOLCHILD, ["erziehungsberatung"]),
        ("ueberlastung", [], [(-3, -2)], ["fruehe_hilfen"]),
        ("ueberlastung", [], [(35, 47)], ["fruehe_hilfen"]),
        ("ueberlastung", [], [(36, 47)], ["erziehungsberatung"]),
        ("ueberlastung", ["fruehe_hilfen"], [], ["fruehe_hilfen"]),
        ("ueberlastung", ["gesundheit", "fruehe_hilfen"], [], ["fruehe_hilfen", "gesundheit"]),
    ],
)
def test_needs_in_danger(kind: str, needs: list[str], ages: list[tuple[int, int]], expected: list[str]) -> None:
    assert needs_in_danger(kind, needs, ages) == expected


def test_the_given_list_is_left_as_it_was() -> None:
    needs = ["kinderbetreuung", "gesundheit"]
    needs_in_danger("medizin", needs, [])
    assert needs == ["kinderbetreuung", "gesundheit"]

"""Which need a danger is about."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.crisis_classifier import needs_in_danger

BABY: list[dict[str, Any]] = [{"age_months": [3, 3]}]
SCHOOLCHILD: list[dict[str, Any]] = [{"age_months": [84, 95]}]


@pytest.mark.parametrize(
    ("kind", "needs", "children", "expected"),
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
        ("ueberlastung", [], [{"age_months": [-3, -2]}], ["fruehe_hilfen"]),
        ("ueberlastung", [], [{"age_months": [35, 47]}], ["fruehe_hilfen"]),
        ("ueberlastung", [], [{"age_months": [36, 47]}], ["erziehungsberatung"]),
        ("ueberlastung", ["fruehe_hilfen"], [], ["fruehe_hilfen"]),
        ("ueberlastung", ["gesundheit", "fruehe_hilfen"], [], ["fruehe_hilfen", "gesundheit"]),
    ],
)
def test_needs_in_danger(kind: str, needs: list[str], children: list[dict[str, Any]], expected: list[str]) -> None:
    assert needs_in_danger(kind, needs, children) == expected


def test_the_given_list_is_left_as_it_was() -> None:
    needs = ["kinderbetreuung", "gesundheit"]
    needs_in_danger("medizin", needs, [])
    assert needs == ["kinderbetreuung", "gesundheit"]

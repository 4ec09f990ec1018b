"""Children that are named without an age."""

from __future__ import annotations

import pytest

from bot.nlu.language.child_reference import find_references


def named(text: str) -> list[tuple[str, bool, str]]:
    """Role, whether it is another one, and the words of each child."""
    return [(one.role, one.another, text[one.start : one.end]) for one in find_references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("und für den Großen?", [("Große", False, "Großen")]),
        ("und für den grossen", [("Große", False, "grossen")]),
        ("und für die Kleine?", [("Kleine", False, "Kleine")]),
        ("unser kleiner", [("Kleine", False, "kleiner")]),
        ("was ist mit dem Mittleren", [("Mittlere", False, "Mittleren")]),
        ("und die älteste?", [("Älteste", False, "älteste")]),
        ("für unsere jüngste", [("Jüngste", False, "jüngste")]),
        ("für meinen Sohn", [("Sohn", False, "Sohn")]),
        ("mein baby", [("Baby", False, "baby")]),
        ("meine maus", [("Maus", False, "maus")]),
        ("wie ist das bei meinem enkel", [("Enkel", False, "enkel")]),
        # the noun says more than the size
        ("fuer den großen sohn", [("Sohn", False, "sohn")]),
        ("die kleine Schwester", [("Schwester", False, "Schwester")]),
        # another one; the word for it belongs to the reference
        ("mein anderer Sohn", [("Sohn", True, "anderer Sohn")]),
        ("meine andere tochter", [("Tochter", True, "andere tochter")]),
        ("für das andere Kind", [("Kind", True, "andere Kind")]),
        ("mein zweiter sohn auch", [("Sohn", True, "zweiter sohn")]),
        ("die dritte Tochter", [("Tochter", True, "dritte Tochter")]),
        ("ich habe noch eine Tochter", [("Tochter", True, "Tochter")]),
        ("noch ein Kind", [("Kind", True, "Kind")]),
        ("ich habe noch einen jungen", [("Junge", True, "jungen")]),
        ("ich habe eine Tochter", [("Tochter", False, "Tochter")]),
        # several, in their order
        ("mein Sohn und meine Tochter", [("Sohn", False, "Sohn"), ("Tochter", False, "Tochter")]),
        ("mein Kind und mein anderes Kind", [("Kind", False, "Kind"), ("Kind", True, "anderes Kind")]),
        # an age beside it changes nothing
        ("mein Sohn ist 3", [("Sohn", False, "Sohn")]),
    ],
)
def test_references(text: str, expected: list[tuple[str, bool, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "meine Kinder",
        "für beide",
        "die Zwillinge",
        "große Sorgen",
        "die große Frage ist wann",
        "ein kleines Problem",
        "ich brauche einen Kindergarten",
        "Kinderarzt",
        "die Kita",
        "mein Mann",
        "der Opa",
        "mein Hund",
        "das andere Angebot",
        "das zweite bitte",
        "die Mutter von nebenan",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert named(text) == []

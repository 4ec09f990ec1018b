"""Which part of a message is about which child."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.language.child_age import find_children
from bot.nlu.language.child_needs import parts_of_children

TODAY = date(2026, 11, 22)


def parts(text: str) -> list[str]:
    """The parts as the pipeline asks for them: by the ages it found."""
    return parts_of_children(text, [(child.start, child.end) for child in find_children(text, TODAY)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die Große (6) braucht Nachhilfe, der Kleine (2) eine Krippe",
            ["Die Große (6) braucht Nachhilfe", "der Kleine (2) eine Krippe"],
        ),
        (
            "Mein Sohn ist 6 und braucht Nachhilfe und meine Tochter ist 2 und braucht eine Krippe",
            ["Mein Sohn ist 6 und braucht Nachhilfe", "und meine Tochter ist 2 und braucht eine Krippe"],
        ),
        # before the first child belongs to it, behind the last to the last
        (
            "Hallo, meine tochter 3 spricht nicht, mein sohn 8 wird gemobbt. was tun?",
            ["Hallo, meine tochter 3 spricht nicht", "mein sohn 8 wird gemobbt. was tun?"],
        ),
        (
            "Suche Kita für meine Tochter (3) und Hort für den Sohn (7)",
            ["Suche Kita für meine Tochter (3)", "und Hort für den Sohn (7)"],
        ),
        ("Sohn 2: Krippe. Tochter 6: Hort", ["Sohn 2: Krippe", "Tochter 6: Hort"]),
        ("Mein Sohn ist 3 und beißt, während meine Tochter, 8, nicht lesen kann", [
            "Mein Sohn ist 3 und beißt", "während meine Tochter, 8, nicht lesen kann"]),
        # a comma between child and age is no turn
        ("Der Große, 6, braucht Hort, und der Kleine, 2, eine Krippe", [
            "Der Große, 6, braucht Hort", "und der Kleine, 2, eine Krippe"]),
        # three children
        ("Sohn 8 wird gemobbt, Tochter 5 spricht kaum, Baby 6 Monate schreit viel", [
            "Sohn 8 wird gemobbt", "Tochter 5 spricht kaum", "Baby 6 Monate schreit viel"]),
        # twins share their part
        ("Zwillinge 2 Jahre suchen Krippe, der Große 6 Jahre Hort", [
            "Zwillinge 2 Jahre suchen Krippe", "Zwillinge 2 Jahre suchen Krippe", "der Große 6 Jahre Hort"]),
    ],
)  # fmt: skip
def test_divided(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ich brauche Hilfe",
        "Hilfe für meinen Sohn, 4, er beißt",
        "Zwillinge, 2 Jahre, brauchen eine Krippe",
        "meine Kinder sind 3 und 5",
        "Kinder 3, 5 und 8 suchen Ferienspaß",
    ],
)
def test_not_divided(text: str) -> None:
    assert parts(text) == []


def test_one_child_a_line() -> None:
    assert parts("Sohn 2 Krippe\nTochter 6 Hort") == ["Sohn 2 Krippe", "Tochter 6 Hort"]


@given(st.text(alphabet="ab 12,.;und\n", max_size=60), st.lists(st.integers(0, 59), max_size=6))
def test_one_part_for_each_child_or_none(text: str, starts: list[int]) -> None:
    spans = [(start, start + 1) for start in sorted(starts) if start < len(text)]
    found = parts_of_children(text, spans)
    assert found == [] or len(found) == len(spans)
    assert all(part in text for part in found)

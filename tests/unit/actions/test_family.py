"""Who is meant by "der Große", who joins the family, who was corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from actions.family import Child, children_of, free_role, joined, referred, stranger, told_apart

SON = Child((36, 47), "3 Jahre", "Sohn")
SECOND_SON = Child((96, 107), "8 Jahre", "Sohn (2)")
DAUGHTER = Child((24, 35), "2 Jahre", "Tochter")
OLDER = Child((72, 83), "6 Jahre", "Große")
YOUNGER = Child((24, 35), "2 Jahre", "Kleine")
TWIN = Child((24, 35), "2 Jahre", "Zwillinge")
TWO, FIVE, EIGHT = (Child((12 * n, 12 * n + 11), f"{n} Jahre", "Kind") for n in (2, 5, 8))
UNBORN = Child((-5, -4), "schwanger, 5. Monat")


def aged(years: int, role: str | None = None) -> Child:
    return Child((12 * years, 12 * years + 11), f"{years} Jahre", role)


def family_after(known: Sequence[Child], new: Sequence[Child]) -> tuple[Child, ...]:
    return joined(known, new)[0]


def spoken_of(*roles: str, another: bool = False) -> list[dict[str, Any]]:
    return [{"role": role, "another": another} for role in roles]


# --- the form of the chat contract ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "child"),
    [
        ({"age_months": [36, 47], "label": "3 Jahre"}, Child((36, 47), "3 Jahre")),
        ({"age_months": [36, 47], "label": "3 Jahre", "role": "Sohn"}, SON),
        ({"age_months": (36, 47), "label": "3 Jahre", "role": None, "needs": None, "topics": None}, aged(3)),
        (
            {"age_months": [72, 83], "label": "6 Jahre", "needs": ["schule_uebergang"], "topics": ["nachhilfe"]},
            Child((72, 83), "6 Jahre", None, ("schule_uebergang",), ("nachhilfe",)),
        ),
    ],
)
def test_children_of(value: dict[str, Any], child: Child) -> None:
    assert children_of([value]) == (child,)


def test_no_children() -> None:
    assert children_of([]) == ()


# --- a message with ages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "new", "family"),
    [
        # the first children of a family
        ([], [SON], [SON]),
        ([], [SON, DAUGHTER], [SON, DAUGHTER]),
        # another role joins, behind those known
        ([SON], [DAUGHTER], [SON, DAUGHTER]),
        ([OLDER, YOUNGER], [DAUGHTER], [OLDER, YOUNGER, DAUGHTER]),
        ([SON], [SECOND_SON], [SON, SECOND_SON]),
        # the same role is a correction
        ([SON], [aged(4, "Sohn")], [aged(4, "Sohn")]),
        ([SON, DAUGHTER], [aged(4, "Sohn")], [aged(4, "Sohn"), DAUGHTER]),
        # all of them once more
        ([SON, DAUGHTER], [aged(4, "Sohn"), aged(1, "Tochter")], [aged(4, "Sohn"), aged(1, "Tochter")]),
        ([TWIN, TWIN], [aged(3, "Zwillinge"), aged(3, "Zwillinge")], [aged(3, "Zwillinge")] * 2),
        # without a role: of one child it is a correction, of several it corrects the one that comes nearest
        ([aged(3)], [aged(4)], [aged(4)]),
        ([OLDER, YOUNGER], [aged(3)], [OLDER, aged(3, "Kleine")]),
        ([YOUNGER, OLDER], [aged(7)], [YOUNGER, aged(7, "Große")]),
        # who was without a role is taken for the one who is named now
        ([aged(3)], [SON], [SON]),
    ],
)
def test_joined(known: list[Child], new: list[Child], family: list[Child]) -> None:
    assert family_after(known, new) == tuple(family)


def test_joined_leaves_what_it_was_given() -> None:
    known = [OLDER, YOUNGER]
    joined(known, [aged(3)])
    assert known == [OLDER, YOUNGER]


def test_a_correction_keeps_what_the_child_is_called() -> None:
    """Else the next child replaces it: "meine Tochter ist 1" – "nein, sie ist 2" – "und mein Sohn ist 4"."""
    corrected = family_after([aged(1, "Tochter")], [aged(2)])
    assert family_after(corrected, [aged(4, "Sohn")]) == (aged(2, "Tochter"), aged(4, "Sohn"))


def test_the_older_one_is_one_of_two_children_without_names() -> None:
    assert family_after([TWO, FIVE], [aged(6, "Große")]) == (TWO, aged(6, "Große"))


def test_a_vague_age_does_not_replace_an_exact_one() -> None:
    exact, vague = Child((6, 6), "6 Monate", "Baby"), Child((0, 11), "Baby", "Baby")
    assert exact in family_after([OLDER, exact], [vague])


def test_a_child_joins_a_pregnancy() -> None:
    assert family_after([UNBORN], [SON]) == (UNBORN, SON)


def test_a_pregnancy_joins_a_child() -> None:
    assert set(family_after([SON], [UNBORN])) == {SON, UNBORN}


# --- another one of the same role -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "known", "references", "roles"),
    [
        ([SON], [], [], ["Sohn"]),
        ([SON], [SON], spoken_of("Sohn"), ["Sohn"]),
        ([SON], [SON], spoken_of("Sohn", another=True), ["Sohn (2)"]),
        ([SON], [SON, SECOND_SON], spoken_of("Sohn", another=True), ["Sohn (3)"]),
        ([SON], [], spoken_of("Tochter", another=True), ["Sohn"]),
        ([SON, aged(8, "Sohn")], [], [], ["Sohn", "Sohn (2)"]),
        ([TWIN, TWIN], [], [], ["Zwillinge", "Zwillinge"]),
        ([aged(3), aged(5)], [], [], [None, None]),
    ],
)
def test_told_apart(
    new: list[Child], known: list[Child], references: list[dict[str, Any]], roles: list[str | None]
) -> None:
    assert [child.role for child in told_apart(new, known, references)] == roles


def test_free_role() -> None:
    assert [free_role("Sohn", used) for used in ({"Tochter"}, {"Sohn"}, {"Sohn", "Sohn (2)"})] == [
        "Sohn", "Sohn (2)", "Sohn (3)",
    ]  # fmt: skip


def test_the_message_is_about_those_it_names() -> None:
    assert joined([OLDER, YOUNGER], [aged(3)])[1] == (aged(3, "Kleine"),)


@pytest.mark.parametrize(
    ("references", "role"),
    [
        (spoken_of("Sohn"), None),
        (spoken_of("Tochter"), "Tochter"),
        (spoken_of("Sohn", "Tochter"), "Tochter"),
        (spoken_of("Sohn", another=True), "Sohn (2)"),
    ],
)
def test_stranger(references: list[dict[str, Any]], role: str | None) -> None:
    assert stranger([SON], [SON], references) == role


# --- a message without ages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "focus", "references", "meant"),
    [
        # nothing changes: nobody named, or nobody known yet
        ([SON], [SON], [], None),
        ([], [], spoken_of("Sohn"), None),
        # by name
        ([SON, DAUGHTER], [SON, DAUGHTER], spoken_of("Tochter"), [DAUGHTER]),
        ([SON, DAUGHTER], [DAUGHTER], spoken_of("Sohn"), [SON]),
        ([SON, DAUGHTER], [SON], spoken_of("Sohn", "Tochter"), [SON, DAUGHTER]),
        ([SON], [SON], spoken_of("Sohn", "Sohn"), [SON]),
        # by size among several
        ([OLDER, YOUNGER], [YOUNGER], spoken_of("Große"), [OLDER]),
        ([OLDER, YOUNGER], [OLDER], spoken_of("Kleine"), [YOUNGER]),
        ([SON, DAUGHTER], [DAUGHTER], spoken_of("Älteste"), [SON]),
        ([SON, DAUGHTER], [SON], spoken_of("Jüngste"), [DAUGHTER]),
        ([SON, DAUGHTER], [SON], spoken_of("Baby"), [DAUGHTER]),
        ([FIVE, EIGHT, TWO], [TWO], spoken_of("Mittlere"), [FIVE]),
        ([TWO, FIVE], [TWO], spoken_of("Mittlere"), []),
        # the only child, called otherwise
        ([SON], [SON], spoken_of("Kind"), [SON]),
        ([SON], [SON], spoken_of("Kleine"), [SON]),
        ([SON], [SON], spoken_of("Junge"), [SON]),
        ([aged(3)], [aged(3)], spoken_of("Tochter"), [aged(3)]),
        # … but not one that cannot be it
        ([SON], [SON], spoken_of("Tochter"), []),
        ([SON], [SON], spoken_of("Große"), []),
        ([OLDER], [OLDER], spoken_of("Kleine"), []),
        # "mein Kind", "die Maus" among several: the one the talk is about
        ([SON, DAUGHTER], [DAUGHTER], spoken_of("Kind"), [DAUGHTER]),
        ([SON, DAUGHTER], [SON], spoken_of("Maus"), [SON]),
        ([SON, DAUGHTER], [], spoken_of("Kind"), []),
        # a boy among a son and a daughter
        ([SON, DAUGHTER], [DAUGHTER], spoken_of("Junge"), [SON]),
        # the other one
        ([SON, SECOND_SON], [SON], spoken_of("Sohn", another=True), [SECOND_SON]),
        ([SON, SECOND_SON], [SECOND_SON], spoken_of("Sohn", another=True), [SON]),
        ([SON, DAUGHTER], [SON], spoken_of("Kind", another=True), [DAUGHTER]),
        ([SON], [SON], spoken_of("Sohn", another=True), []),
        ([SON, DAUGHTER], [SON], spoken_of("Sohn", another=True), []),
        # one of two is not known
        ([SON], [SON], spoken_of("Sohn", "Tochter"), []),
    ],
)
def test_referred(
    known: list[Child], focus: list[Child], references: list[dict[str, Any]], meant: list[Child] | None
) -> None:
    assert referred(known, focus, references) == (None if meant is None else tuple(meant))


def test_the_unborn_child_is_nobodys_older_one() -> None:
    assert referred([UNBORN], [UNBORN], spoken_of("Große")) == ()


def test_a_niece_is_no_daughter() -> None:
    assert referred([DAUGHTER], [DAUGHTER], spoken_of("Nichte")) == ()

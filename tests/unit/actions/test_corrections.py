"""What parents correct or take out of the picture Lotte has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.corrections import Correction, corrected
from actions.family import Child
from actions.situation import ASK_AGE, ASK_NEED, HINT_PLACE, Situation

SOHN = Child((36, 47), "3 Jahre", "Sohn")
TOCHTER = Child((72, 83), "6 Jahre", "Tochter")
WITTINGEN = {"key": "03151040", "name": "Wittingen"}
NEEDS_OF_TOPICS = {"krippe": "kinderbetreuung", "kosten": "kinderbetreuung", "logopaedie": "entwicklung_foerderung"}
FAMILY = Situation(
    children=(SOHN, TOCHTER),
    focus=(SOHN, TOCHTER),
    needs=("kinderbetreuung", "entwicklung_foerderung"),
    topics=("krippe", "logopaedie"),
    wishes=("kostenlos", "naeher"),
    place=WITTINGEN,
    shown=("a", "b"),
    last=("b",),
)
CARE = Child((12, 23), "1 Jahr", "Kleine", ("kinderbetreuung",), ("krippe",))
SPEECH = Child((48, 59), "4 Jahre", "Große", ("entwicklung_foerderung",), ("logopaedie",))
#: What each child needs is its own.
APART = replace(FAMILY, children=(CARE, SPEECH), focus=(CARE, SPEECH))


def change(situation: Situation, field: str, index: int = 0, value: str | None = None, label: str = "") -> Situation:
    return corrected(situation, Correction(field, index, value, label), NEEDS_OF_TOPICS)


# --- what fits nothing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "index", "value"),
    [
        ("child", 2, None),
        ("child", 2, "36..47"),
        ("child", 0, "47..36"),
        ("child", 0, "-40..0"),
        ("child", 0, "0..999"),
        ("child", 0, "36"),
        ("child", 0, "kinderbetreuung"),
        ("need", 2, None),
        ("need", 2, "gesundheit"),
        ("need", 0, "geschenke"),
        ("need", 0, "kinderbetreuung"),
        ("topic", 2, None),
        ("topic", 0, "logopaedie"),
        ("wish", 2, None),
        ("wish", 0, "online"),
        ("place", 1, None),
        ("place", 1, "03151009"),
        ("name", 0, None),
    ],
)
def test_what_fits_nothing_changes_nothing(field: str, index: int, value: str | None) -> None:
    assert change(FAMILY, field, index, value, "x") == FAMILY


@pytest.mark.parametrize("field", ["child", "need", "topic", "wish", "place"])
def test_nothing_can_be_taken_out_of_nothing(field: str) -> None:
    assert change(Situation(), field) == Situation()


# --- children -------------------------------------------------------------------------------------------------------


def test_an_age_is_corrected_and_the_child_stays_the_same() -> None:
    own = replace(SOHN, needs=("gesundheit",), topics=("zaehne",))
    situation = change(replace(FAMILY, children=(own, TOCHTER), focus=(own, TOCHTER)), "child", 0, "48..59", "4 Jahre")
    assert situation.children == (replace(own, age_months=(48, 59), label="4 Jahre"), TOCHTER)
    assert situation.focus == situation.children


def test_before_birth() -> None:
    assert change(FAMILY, "child", 0, "-9..0", "schwanger").children[0].age_months == (-9, 0)


@pytest.mark.parametrize(
    ("children", "focus", "index", "left", "meant"),
    [
        ((SOHN, TOCHTER), (SOHN, TOCHTER), 0, (TOCHTER,), (TOCHTER,)),
        ((SOHN, TOCHTER), (SOHN, TOCHTER), 1, (SOHN,), (SOHN,)),
        # the question was about the one that is gone: now the others are meant
        ((SOHN, TOCHTER), (TOCHTER,), 1, (SOHN,), (SOHN,)),
        # it was not about the one that is gone
        ((SOHN, TOCHTER), (SOHN,), 1, (SOHN,), (SOHN,)),
        # it is about a child whose age is not known yet
        ((SOHN, TOCHTER), (), 1, (SOHN,), ()),
        # twins
        ((SOHN, SOHN), (SOHN, SOHN), 1, (SOHN,), (SOHN,)),
        ((SOHN, SOHN), (SOHN,), 1, (SOHN,), (SOHN,)),
        ((SOHN,), (SOHN,), 0, (), ()),
    ],
)
def test_a_child_is_taken_out(
    children: tuple[Child, ...], focus: tuple[Child, ...], index: int, left: tuple[Child, ...], meant: tuple[Child, ...]
) -> None:
    situation = change(replace(FAMILY, children=children, focus=focus), "child", index)
    assert (situation.children, situation.focus) == (left, meant)


def test_of_twins_one_grows_older() -> None:
    situation = change(replace(FAMILY, children=(SOHN, SOHN), focus=(SOHN, SOHN)), "child", 1, "48..59", "4 Jahre")
    assert [child.label for child in situation.children] == ["3 Jahre", "4 Jahre"]
    assert {child.label for child in situation.focus} == {"3 Jahre", "4 Jahre"}


def test_nobody_is_asked_for_an_age_that_was_taken_out() -> None:
    situation = change(Situation(children=(SOHN,), focus=(SOHN,), needs=("kinderbetreuung",)), "child")
    assert situation.missing() is None
    assert situation.worth_telling() == HINT_PLACE, "only the place is still worth a hint"
    later = Situation.from_slot(situation.showing(["a"]).to_slot()).after({"wishes": ["kostenlos"]})
    assert later.missing() is None, "and not a turn later either"
    assert change(later.after({"intent": "naechste_schritte"}), "wish").missing() is None
    assert Situation(needs=("kinderbetreuung",)).missing() == ASK_AGE, "else it would be asked"


def test_a_child_said_again_counts() -> None:
    situation = change(Situation(children=(SOHN,), focus=(SOHN,), needs=("kinderbetreuung",)), "child")
    again = situation.after({"children": [{"age_months": [0, 11], "label": "Baby"}]})
    assert [child.label for child in again.focus] == ["Baby"]


# --- needs and topics -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("index", "value", "needs", "topics"),
    [
        (0, "gesundheit", ("gesundheit", "entwicklung_foerderung"), ("logopaedie",)),
        (1, "gesundheit", ("kinderbetreuung", "gesundheit"), ("krippe",)),
        (0, None, ("entwicklung_foerderung",), ("logopaedie",)),
        (1, None, ("kinderbetreuung",), ("krippe",)),
        # what is asked for already is asked for once
        (0, "entwicklung_foerderung", ("entwicklung_foerderung",), ("logopaedie",)),
        (1, "kinderbetreuung", ("kinderbetreuung",), ("krippe",)),
    ],
)
def test_a_need_is_replaced_or_taken_out(
    index: int, value: str | None, needs: tuple[str, ...], topics: tuple[str, ...]
) -> None:
    situation = change(FAMILY, "need", index, value)
    assert (situation.needs, situation.topics) == (needs, topics)
    assert (situation.children, situation.place, situation.wishes) == (FAMILY.children, FAMILY.place, FAMILY.wishes)


def test_what_a_child_alone_needs_changes_too() -> None:
    situation = change(APART, "need", 0, "gesundheit")
    assert situation.focus == (replace(CARE, needs=("gesundheit",), topics=()), SPEECH)
    assert situation.children == situation.focus
    assert [(one.needs, one.children[0].label) for one in situation.questions()] == [
        (("gesundheit",), "1 Jahr"),
        (("entwicklung_foerderung",), "4 Jahre"),
    ]


def test_a_child_that_needs_nothing_else_is_no_longer_meant() -> None:
    situation = change(APART, "need", 0)
    assert situation.focus == (SPEECH,)
    assert situation.children == (replace(CARE, needs=(), topics=()), SPEECH), "but it is not forgotten"
    assert [question.needs for question in situation.questions()] == [("entwicklung_foerderung",)]


def test_without_any_need_all_are_meant() -> None:
    situation = change(change(APART, "need", 0), "need", 0)
    assert situation.needs == situation.topics == ()
    assert [child.label for child in situation.focus] == ["4 Jahre"]
    assert not any(child.needs for child in situation.children)


@pytest.mark.parametrize("before", [{}, {"asked": (ASK_NEED,), "hinted": (ASK_NEED, "x")}, {"asked": (ASK_AGE,)}])
def test_without_a_need_it_is_asked_for(before: dict[str, Any]) -> None:
    situation = change(Situation(needs=("kinderbetreuung",), topics=("krippe",), place=WITTINGEN, **before), "need")
    assert situation.missing() == ASK_NEED
    assert "x" in situation.hinted or not before.get("hinted")


def test_who_never_said_a_need_is_asked_too() -> None:
    """ "hallo, mein Sohn ist 3", and then the age is corrected: there is still nothing to look for."""
    greeted = Situation(children=(SOHN,), focus=(SOHN,)).asking(ASK_NEED)
    assert change(greeted, "child", 0, "48..59", "4 Jahre").missing() == ASK_NEED


def test_with_a_topic_left_there_is_something_to_look_for() -> None:
    situation = change(replace(FAMILY, needs=("kinderbetreuung",)), "need")
    assert (situation.needs, situation.topics) == ((), ("logopaedie",))
    assert situation.missing() != ASK_NEED


def test_another_need_is_a_question_for_offers_and_no_longer_for_steps() -> None:
    steps = replace(FAMILY, steps=True)
    assert not change(steps, "need", 0, "gesundheit").steps
    assert change(steps, "need", 0).steps
    assert change(steps, "child", 0, "0..11", "Baby").steps


def test_a_topic_is_taken_out_everywhere() -> None:
    situation = change(replace(APART, topics=("krippe", "logopaedie")), "topic", 1)
    assert situation.topics == ("krippe",)
    assert [child.topics for child in situation.focus] == [("krippe",), ()]
    assert situation.children == situation.focus


# --- wishes and place -----------------------------------------------------------------------------------------------


def test_a_wish_is_taken_out() -> None:
    assert change(FAMILY, "wish", 0).wishes == ("naeher",)
    assert change(FAMILY, "wish", 1).wishes == ("kostenlos",)


def test_a_place_is_replaced() -> None:
    situation = change(FAMILY, "place", 0, "03151009", "Gifhorn")
    assert situation.place == {"key": "03151009", "name": "Gifhorn"}
    assert situation.wishes == FAMILY.wishes


def test_a_place_that_was_not_known_is_said() -> None:
    assert change(replace(FAMILY, place=None), "place", 0, "03151009", "Gifhorn").place is not None


def test_without_a_place_nothing_is_nearer_and_nobody_asks_for_it() -> None:
    situation = change(FAMILY, "place")
    assert (situation.place, situation.wishes) == (None, ("kostenlos",))
    assert situation.missing() is None
    assert situation.worth_telling() is None


# --- what was shown -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "index", "value", "kept"),
    [
        ("child", 0, "48..59", False),
        ("child", 0, None, False),
        ("need", 0, "gesundheit", False),
        ("topic", 0, None, False),
        ("wish", 0, None, False),
        ("place", 0, None, False),
        ("place", 0, "03151009", False),
        ("child", 5, None, True),
        ("place", 0, "03151040", True),
    ],
)
def test_what_was_shown_is_forgotten_for_another_question(
    field: str, index: int, value: str | None, kept: bool
) -> None:
    situation = change(FAMILY, field, index, value, "Wittingen")
    assert (situation.shown, situation.last) == ((FAMILY.shown, FAMILY.last) if kept else ((), ()))


def test_it_survives_the_slot() -> None:
    situation = change(FAMILY, "child", 0)
    assert Situation.from_slot(situation.to_slot()) == situation

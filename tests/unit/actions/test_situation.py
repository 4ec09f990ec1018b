"""How messages change the picture of a family, and what is still worth asking."""

from __future__ import annotations

from typing import Any

import pytest

from actions.situation import ASK_AGE, HINT_PLACE, Child, Situation

TOCHTER = {"age_months": [18, 18], "label": "18 Monate", "role": "Tochter"}
SOHN = {"age_months": [48, 59], "label": "4 Jahre", "role": "Sohn"}
SIE = {"age_months": [24, 35], "label": "2 Jahre", "role": None}
SCHWANGER = {"age_months": [-5, -4], "label": "schwanger, 5. Monat", "role": None}
WITTINGEN = {"key": "03151040", "name": "Wittingen"}


def after(*messages: dict[str, Any]) -> Situation:
    situation = Situation()
    for message in messages:
        situation = situation.after(message)
    return situation


def test_facts_join_over_several_messages() -> None:
    situation = after(
        {"needs": ["kinderbetreuung"], "topics": ["krippe"]}, {"children": [TOCHTER]}, {"place": WITTINGEN}
    )
    assert situation.needs == ("kinderbetreuung",)
    assert situation.topics == ("krippe",)
    assert situation.focus == (Child((18, 18), "18 Monate", "Tochter"),)
    assert situation.place == WITTINGEN


def test_a_correction_replaces() -> None:
    assert [child.label for child in after({"children": [TOCHTER]}, {"children": [SIE]}).children] == ["2 Jahre"]


def test_another_child_joins_and_becomes_the_focus() -> None:
    situation = after({"children": [TOCHTER]}, {"children": [SOHN]})
    assert [child.role for child in situation.children] == ["Tochter", "Sohn"]
    assert [child.role for child in situation.focus] == ["Sohn"]


def test_a_new_need_keeps_child_and_place_and_forgets_what_was_shown() -> None:
    situation = after({"needs": ["kinderbetreuung"], "children": [TOCHTER], "place": WITTINGEN}).showing(["a", "b"])
    situation = situation.after({"needs": ["finanzielle_hilfen"]})
    assert (situation.focus[0].label, situation.place) == ("18 Monate", WITTINGEN)
    assert situation.shown == situation.last == ()


def test_shown_offers_stay_while_nothing_changes() -> None:
    situation = after({"needs": ["kinderbetreuung"]}).showing(["a"]).after({"needs": []}).showing(["b"])
    assert situation.shown == ("a", "b")
    assert situation.last == ("b",)


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ({}, "bedarf"),
        ({"place": WITTINGEN}, "bedarf"),
        ({"children": [SOHN]}, "bedarf"),
        ({"children": [SCHWANGER]}, None),
        ({"needs": ["erziehungsberatung"]}, "kind_alter"),
        ({"needs": ["erziehungsberatung"], "children": [SOHN]}, None),
        ({"needs": ["kinderbetreuung"], "topics": ["krippe"]}, None),
        ({"needs": ["finanzielle_hilfen"]}, None),
        ({"needs": ["schwangerschaft_geburt"]}, None),
    ],
)
def test_what_is_missing(message: dict[str, Any], question: str | None) -> None:
    assert after(message).missing() == question


def test_never_two_questions_before_offers() -> None:
    situation = after({}).asking("bedarf").after({"needs": ["erziehungsberatung"]})
    assert situation.missing() is None
    assert situation.showing(["a"]).after({"needs": ["freizeit_ferien"]}).missing() == "kind_alter"


@pytest.mark.parametrize(
    ("situation", "hint"),
    [
        (after({"needs": ["kinderbetreuung"], "topics": ["krippe"]}), "kind_alter"),
        (after({"needs": ["finanzielle_hilfen"]}), "ort"),
        (after({"needs": ["kinderbetreuung"], "children": [SOHN]}), "ort"),
        (after({"needs": ["finanzielle_hilfen"], "place": WITTINGEN}), None),
        (after({"needs": ["finanzielle_hilfen"]}).hinting("ort"), None),
        (after({"needs": ["kinderbetreuung"]}).hinting("kind_alter"), "ort"),
    ],
)
def test_each_hint_is_given_once(situation: Situation, hint: str | None) -> None:
    assert situation.worth_telling() == hint


@pytest.mark.parametrize(
    ("key", "outside"),
    [("03151040", False), ("031515402", False), ("03151", False), ("03103000", True), ("ausserhalb:berlin", True)],
)
def test_outside(key: str, outside: bool) -> None:
    assert after({"place": {"key": key, "name": "x"}}).outside is outside


def test_the_slot_keeps_everything() -> None:
    situation = after(
        {"needs": ["kinderbetreuung"], "topics": ["krippe"], "children": [TOCHTER, SOHN], "place": WITTINGEN}
    )
    situation = situation.asking("bedarf").showing(["a"])
    assert Situation.from_slot(situation.to_slot()) == situation
    assert Situation.from_slot(None) == Situation()


def test_after_danger_a_vague_question_is_about_it() -> None:
    assert after().after_danger(["krise_gewalt_kinderschutz"]).needs == ("krise_gewalt_kinderschutz",)
    assert after({"needs": ["kinderbetreuung"]}).after_danger(["gesundheit"]).needs == ("kinderbetreuung",)


def test_older_than_ten() -> None:
    assert after({"children": [{"age_months": [168, 179], "label": "14 Jahre"}]}).too_old
    assert not after({"children": [SOHN]}).too_old
    assert not Situation().too_old


def test_who_was_asked_is_not_reminded_of_it() -> None:
    situation = Situation(needs=("schule_uebergang",))
    assert situation.worth_telling() == ASK_AGE
    skipped = situation.asking(ASK_AGE).after({})
    assert skipped.missing() is None
    assert skipped.worth_telling() == HINT_PLACE
    assert skipped.showing(["gf-x"]).worth_telling() == HINT_PLACE, "nor at the next question"

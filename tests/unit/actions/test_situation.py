"""How messages change the picture of a family, and what is still worth asking."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions.family import Child
from actions.situation import ASK_AGE, ASK_NEED, ASK_PLACE, HINT_PLACE, NEARER, STEPS, Question, Situation

TOCHTER = {"age_months": [18, 18], "label": "18 Monate", "role": "Tochter"}
SOHN = {"age_months": [48, 59], "label": "4 Jahre", "role": "Sohn"}
SIE = {"age_months": [24, 35], "label": "2 Jahre", "role": None}
SCHWANGER = {"age_months": [-5, -4], "label": "schwanger, 5. Monat", "role": None}
WITTINGEN = {"key": "03151040", "name": "Wittingen"}
GIFHORN = {"key": "03151009", "name": "Gifhorn"}
GROSSE = {"age_months": [72, 83], "label": "6 Jahre", "role": "Große"}
KLEINE = {"age_months": [24, 35], "label": "2 Jahre", "role": "Kleine"}
GROSSE_SCHOOL = {**GROSSE, "needs": ["schule_uebergang"], "topics": ["nachhilfe"]}
KLEINE_CARE = {**KLEINE, "needs": ["kinderbetreuung"], "topics": ["krippe"]}


def after(*messages: dict[str, Any]) -> Situation:
    situation = Situation()
    for message in messages:
        situation = situation.after(message)
    return situation


def named(role: str, *, another: bool = False) -> dict[str, Any]:
    """A message that speaks of a child without its age."""
    return {"references": [{"role": role, "another": another}]}


def labels(children: tuple[Child, ...]) -> list[str]:
    return [child.label for child in children]


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
        {"needs": ["kinderbetreuung"], "topics": ["krippe"], "children": [TOCHTER, GROSSE_SCHOOL]},
        {"place": WITTINGEN, "wishes": ["kostenlos", STEPS]},
        named("Neffe"),
    )
    assert situation.awaited
    assert situation.steps
    situation = situation.asking("bedarf").showing(["a"])
    assert Situation.from_slot(situation.to_slot()) == situation
    assert Situation.from_slot(None) == Situation()


def test_the_slot_is_json_and_ignores_what_it_does_not_know() -> None:
    slot = after({"children": [GROSSE_SCHOOL], "wishes": ["kostenlos"], "place": WITTINGEN}, named("Sohn")).to_slot()
    assert json.loads(json.dumps(slot)) == slot
    assert Situation.from_slot({**slot, "aus_einer_alten_fassung": 1}) == Situation.from_slot(slot)
    assert Situation.from_slot({"needs": ["gesundheit"]}) == Situation(needs=("gesundheit",))


# --- which child is meant -------------------------------------------------------------------------------------------


def test_and_for_the_older_one_changes_the_focus_only() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [KLEINE, GROSSE]}, named("Große"))
    assert labels(situation.children) == ["2 Jahre", "6 Jahre"]
    assert labels(situation.focus) == ["6 Jahre"]
    assert situation.needs == ("freizeit_ferien",)


def test_another_focus_forgets_what_was_shown() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [KLEINE, GROSSE]}).showing(["a"])
    assert situation.after(named("Große")).shown == ()
    assert situation.after(named("Kleine")).after(named("Kleine")).showing(["b"]).after({}).shown == ("b",)


def test_naming_the_child_in_focus_changes_nothing() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [SOHN]}).showing(["a"])
    assert situation.after(named("Sohn")) == situation


def test_a_child_not_known_yet_is_waited_for() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [SOHN]}).showing(["a"]).after(named("Tochter"))
    assert (situation.awaited, situation.focus, situation.missing()) == ("Tochter", (), ASK_AGE)
    assert labels(situation.children) == ["4 Jahre"], "the son is not forgotten"
    answered = situation.asking(ASK_AGE).after({"children": [SIE]})
    assert [(child.role, child.label) for child in answered.children] == [("Sohn", "4 Jahre"), ("Tochter", "2 Jahre")]
    assert (answered.awaited, labels(answered.focus)) == (None, ["2 Jahre"])


def test_another_son_is_waited_for_beside_the_first() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [SOHN]}, named("Sohn", another=True))
    assert situation.awaited == "Sohn (2)"
    situation = situation.after({"children": [SIE]})
    assert [child.role for child in situation.children] == ["Sohn", "Sohn (2)"]


def test_waiting_ends_when_the_talk_returns_to_a_known_child() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [SOHN]}, named("Tochter"), named("Sohn"))
    assert (situation.awaited, labels(situation.focus)) == (None, ["4 Jahre"])


def test_the_age_of_the_awaited_child_is_asked_even_after_a_question() -> None:
    """ "Never two questions in a row" is about one subject; a child that comes up new is a new one."""
    situation = after({"children": [SOHN]}).asking(ASK_NEED).after({"needs": ["freizeit_ferien"]})
    assert situation.missing() is None
    assert situation.after(named("Tochter")).missing() == ASK_AGE


def test_who_does_not_tell_the_awaited_age_gets_offers_without_it() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [SOHN]}, named("Tochter")).asking(ASK_AGE).after({})
    assert (situation.missing(), situation.focus) == (None, ())


def test_a_topic_alone_is_enough_unless_a_child_is_awaited() -> None:
    krippe = {"needs": ["kinderbetreuung"], "topics": ["krippe"]}
    assert after(krippe).missing() is None
    assert after({"children": [SOHN]}, krippe, named("Tochter")).missing() == ASK_AGE


def test_my_other_son_with_his_age() -> None:
    message = {"children": [{**SOHN, "age_months": [96, 107], "label": "8 Jahre"}], **named("Sohn", another=True)}
    situation = after({"children": [SOHN]}, message)
    assert [(child.role, child.label) for child in situation.children] == [("Sohn", "4 Jahre"), ("Sohn (2)", "8 Jahre")]


def test_two_sons_in_one_message() -> None:
    eight = {**SOHN, "age_months": [96, 107], "label": "8 Jahre"}
    references = [{"role": "Sohn", "another": False}, {"role": "Sohn", "another": True}]
    situation = after({"children": [SOHN, eight], "references": references})
    assert [child.role for child in situation.children] == ["Sohn", "Sohn (2)"]


def test_three_sons_one_after_the_other() -> None:
    one, six = ({**SOHN, "age_months": [12 * n, 12 * n + 11], "label": f"{n}"} for n in (1, 6))
    more = named("Sohn", another=True)
    assert len(after({"children": [SOHN]}, {"children": [one], **more}, {"children": [six], **more}).children) == 3


def test_the_focus_is_part_of_the_children_after_a_correction() -> None:
    three = {"age_months": [36, 47], "label": "3 Jahre", "role": None}
    situation = after({"children": [KLEINE, GROSSE]}, named("Kleine"), {"children": [three]})
    assert set(situation.focus) <= set(situation.children)
    assert labels(situation.after(named("Kind", another=True)).focus) == ["6 Jahre"]


def test_of_two_named_the_unknown_one_is_awaited() -> None:
    references = [{"role": "Sohn", "another": False}, {"role": "Tochter", "another": False}]
    assert after({"children": [SOHN]}, {"references": references}).awaited == "Tochter"


def test_the_first_child_keeps_the_name_it_was_given_before_its_age() -> None:
    situation = after({"needs": ["freizeit_ferien"], **named("Sohn")}, {"children": [SIE]})
    assert [child.role for child in situation.children] == ["Sohn"]


# --- wishes ---------------------------------------------------------------------------------------------------------


def test_wishes_add_up_while_the_question_stays() -> None:
    situation = after({"needs": ["erziehungsberatung"]}, {"wishes": ["kostenlos"]}, {"wishes": ["online", "kostenlos"]})
    assert situation.wishes == ("kostenlos", "online")


def test_a_wish_comes_with_its_need() -> None:
    assert after({"needs": ["erziehungsberatung"], "wishes": ["online"]}).wishes == ("online",)


def test_a_new_need_drops_the_wishes_of_the_old_one() -> None:
    situation = after({"needs": ["erziehungsberatung"], "wishes": ["online"]}, {"needs": ["finanzielle_hilfen"]})
    assert situation.wishes == ()


def test_a_new_wish_forgets_what_was_shown_and_the_same_once_more_does_not() -> None:
    situation = after({"needs": ["erziehungsberatung"], "wishes": ["online"]}).showing(["a"])
    assert situation.after({"wishes": ["online"]}).shown == ("a",)
    assert situation.after({"wishes": ["kostenlos"]}).shown == ()


def test_nearer_asks_for_the_place_once() -> None:
    situation = after({"needs": ["erziehungsberatung"], "topics": ["trotz"], "wishes": [NEARER]})
    assert situation.missing() == ASK_PLACE
    asked = situation.asking(ASK_PLACE).after({})
    assert asked.missing() is None
    assert asked.worth_telling() != HINT_PLACE, "who did not say it is not reminded of it"
    assert situation.after({"place": WITTINGEN}).missing() is None


# --- next steps -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", [{"intent": STEPS}, {"wishes": [STEPS]}])
def test_next_steps_are_a_question_of_their_own(message: dict[str, Any]) -> None:
    situation = after(message)
    assert situation.steps
    assert situation.wishes == ()
    assert situation.missing() == ASK_AGE, "without an age there is no next step"
    assert situation.after({"children": [SOHN]}).missing() is None
    assert situation.asking(ASK_AGE).after({}).missing() is None


def test_next_steps_keep_what_was_asked_before() -> None:
    situation = after({"needs": ["kinderbetreuung"], "topics": ["krippe"]}, {"intent": STEPS})
    assert (situation.needs, situation.topics) == (("kinderbetreuung",), ("krippe",))
    situation = situation.after({"intent": STEPS, "needs": ["finanzielle_hilfen"]})
    assert (situation.needs, situation.topics) == (("finanzielle_hilfen",), ())


def test_a_need_ends_the_question_of_steps() -> None:
    assert not after({"intent": STEPS}, {"children": [SOHN]}, {"needs": ["kinderbetreuung"]}).steps
    assert after({"intent": STEPS}, {"children": [SOHN]}, {"place": WITTINGEN}).steps


def test_steps_of_a_pregnancy_are_no_search_for_a_midwife() -> None:
    assert after({"children": [SCHWANGER]}).needs == ("schwangerschaft_geburt",)
    assert after({"intent": STEPS}, {"children": [SCHWANGER]}).needs == ()


# --- one search, or one for each child ------------------------------------------------------------------------------


def test_one_question_for_all() -> None:
    situation = after({"needs": ["freizeit_ferien"], "topics": ["turnen"], "children": [GROSSE, KLEINE]})
    assert situation.questions() == (Question(situation.focus, ("freizeit_ferien",), ("turnen",)),)


def test_nothing_known_is_one_empty_question() -> None:
    assert Situation().questions() == (Question((), (), ()),)


def test_a_question_for_each_need() -> None:
    situation = after({"needs": ["schule_uebergang", "kinderbetreuung"], "children": [GROSSE_SCHOOL, KLEINE_CARE]})
    large, small = situation.children
    assert situation.questions() == (
        Question((large,), ("schule_uebergang",), ("nachhilfe",)),
        Question((small,), ("kinderbetreuung",), ("krippe",)),
    )


def test_children_of_the_same_need_share_a_question() -> None:
    other = {**KLEINE_CARE, "role": "Tochter", "topics": ["krippe", "tagespflege"]}
    situation = after({"needs": ["schule_uebergang"], "children": [KLEINE_CARE, GROSSE_SCHOOL, other]})
    assert [(labels(one.children), one.topics) for one in situation.questions()] == [
        (["2 Jahre", "2 Jahre"], ("krippe", "tagespflege")),
        (["6 Jahre"], ("nachhilfe",)),
    ]


def test_a_child_without_needs_of_its_own_has_those_of_the_message() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [GROSSE_SCHOOL, KLEINE]})
    assert [one.needs for one in situation.questions()] == [("schule_uebergang",), ("freizeit_ferien",)]


def test_a_new_need_is_for_all_children_again() -> None:
    situation = after({"needs": ["schule_uebergang"], "children": [GROSSE_SCHOOL, KLEINE_CARE]})
    situation = situation.after({"needs": ["finanzielle_hilfen"]})
    assert [one.needs for one in situation.questions()] == [("finanzielle_hilfen",)]


def test_a_need_asked_later_is_also_that_of_the_child_named_then() -> None:
    situation = after(
        {"needs": ["schule_uebergang"], "children": [GROSSE_SCHOOL, KLEINE_CARE]},
        {"needs": ["finanzielle_hilfen"]},
        named("Große"),
    )
    assert [one.needs for one in situation.questions()] == [("finanzielle_hilfen",)]


# --- after danger ---------------------------------------------------------------------------------------------------


def test_after_danger_a_vague_question_is_about_it() -> None:
    danger = {"intent": "krise_gewalt", "needs": ["krise_gewalt_kinderschutz", "kinderbetreuung"], "crisis": "gewalt"}
    assert after().after_danger(danger).needs == ("krise_gewalt_kinderschutz", "kinderbetreuung")
    before = after({"needs": ["freizeit_ferien"], "topics": ["turnen"]}).showing(["a"])
    situation = before.after_danger(danger)
    assert (situation.needs, situation.topics, situation.shown) == (("freizeit_ferien",), ("turnen",), ("a",))


def test_what_is_said_in_danger_of_child_and_place_counts_later() -> None:
    danger = {"needs": ["gesundheit"], "children": [TOCHTER], "place": WITTINGEN, "wishes": ["heute"]}
    situation = after({"needs": ["kinderbetreuung"], "place": GIFHORN}).after_danger(danger)
    assert (labels(situation.focus), situation.place) == (["18 Monate"], WITTINGEN)
    assert situation.wishes == (), "“heute” in danger is no wish for an offer that is open today"


def test_a_child_named_in_danger_leaves_the_question_before_as_it_was() -> None:
    before = after({"needs": ["kinderbetreuung"], "children": [SOHN]}).showing(["a"])
    situation = before.after_danger({"needs": ["gesundheit"], **named("Tochter")})
    assert (labels(situation.focus), situation.shown) == (["4 Jahre"], ("a",))


def test_a_greeting_can_tell_facts_but_no_question() -> None:
    message = {"intent": "gruss", "needs": ["gesundheit"], "wishes": ["online", STEPS], "children": [SOHN]}
    situation = after({"place": WITTINGEN}).noting(message)
    assert (labels(situation.focus), situation.place) == (["4 Jahre"], WITTINGEN)
    assert (situation.needs, situation.wishes, situation.steps) == ((), (), False)


def test_a_greeting_can_turn_to_another_child() -> None:
    situation = after({"needs": ["freizeit_ferien"], "children": [KLEINE, GROSSE]}).noting(named("Große"))
    assert labels(situation.focus) == ["6 Jahre"]


def test_a_danger_of_which_nothing_is_known() -> None:
    assert Situation().after_danger({}) == Situation()


@pytest.mark.parametrize(
    ("situation", "empty"),
    [
        (Situation(), True),
        (Situation(hinted=("ort",), asked=("bedarf",)), True),
        (Situation(needs=("gesundheit",)), False),
        (Situation(topics=("kur",)), False),
        (Situation(place=WITTINGEN), False),
        (after({"children": [SOHN]}), False),
    ],
)
def test_is_empty(situation: Situation, empty: bool) -> None:
    assert situation.is_empty is empty


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

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from offer_db.ages import AgeRange
from offer_db.candidates import Candidate
from offer_db.places import PlaceTree
from offer_db.ranking import WEIGHTS, Question, Signs, age_fit, cover, rank
from offer_db.records import Municipality

WITTINGEN = Municipality("03151040", "Wittingen", "Stadt", "03151", (), 52.7281, 10.7391)
DISTRICT = Municipality("03151", "Landkreis Gifhorn", "Landkreis", None, (), 52.56, 10.6)
TREE = PlaceTree([WITTINGEN, DISTRICT])
QUESTION = Question(("kinderbetreuung",), (), {}, (), None, "", frozenset(), date(2026, 5, 1))
PLAIN = Candidate("x", AgeRange(0, 216), "landkreis", "03151", "alle", "medium", None, "h", None, None, "")


def offer(offer_id: str, **changes: Any) -> Candidate:
    return replace(PLAIN, id=offer_id, **changes)


def order(question: Question, *candidates: Candidate, signs: Signs | None = None) -> list[str]:
    return [item.candidate.id for item in rank(candidates, question, signs or Signs())]


def test_the_weights_keep_their_promise() -> None:
    w = WEIGHTS
    most_soft = w.meaning + w.words + w.age + w.reach + w.distance + w.phone + w.trust
    least_need = w.need_further + 2 * w.need_later
    assert least_need + w.group > most_soft, "an asked need outweighs everything but a topic"
    least_topic = w.topic_aside - 0.2 * 2 - 0.2 * 2
    assert least_topic + w.group > w.need_primary + most_soft, "an asked topic outweighs everything"


def test_topic_before_need_before_nothing() -> None:
    question = replace(QUESTION, needs=("finanzielle_hilfen",), topics=("elterngeld",))
    loud = Signs(words={"nothing": 1.0}, meaning={"loud": 1.0})
    assert order(
        question,
        offer("nothing", content_hash="loud", phone="1", confidence="high"),
        offer("further", needs={"finanzielle_hilfen": 2}),
        offer("primary", needs={"finanzielle_hilfen": 1}),
        offer("topic", topics={"elterngeld": 3}, reach="bundesweit", target="Menschen mit Schulden"),
        offer("main-topic", topics={"elterngeld": 1}, reach="bundesweit"),
        signs=loud,
    ) == ["main-topic", "topic", "primary", "further", "nothing"]


def test_made_for_the_age_beats_made_for_every_age() -> None:
    question = replace(QUESTION, ages=(AgeRange(36, 47),))
    need = {"kinderbetreuung": 1}
    assert order(
        question, offer("every", needs=need), offer("kita", ages=AgeRange(36, 75), needs=need, reach="land")
    ) == ["kita", "every"]


@pytest.mark.parametrize(
    ("asked", "better", "worse"),
    [
        (((36, 47),), (36, 75), (0, 216)),
        (((36, 47),), (36, 47), (36, 75)),
        (((18, 18),), (12, 36), (0, 131)),
        (((-5, -4),), (-9, 0), (-9, 216)),
        (((6, 8), (60, 71)), (0, 84), (0, 12)),
    ],
)
def test_age_fit(asked: tuple[tuple[int, int], ...], better: tuple[int, int], worse: tuple[int, int]) -> None:
    children = [AgeRange(*child) for child in asked]
    assert age_fit(AgeRange(*better), children) > age_fit(AgeRange(*worse), children)


def test_local_before_national_and_near_before_far() -> None:
    question = replace(QUESTION, place=TREE.place("03151040"))
    need = {"kinderbetreuung": 1}
    assert order(
        question,
        offer("national", needs=need, reach="bundesweit", reach_key=None),
        offer("district", needs=need),
        offer("district-here", needs=need, coordinates=(52.7281, 10.7391)),
        offer("here", needs=need, reach="gemeinde", reach_key="03151040", coordinates=(52.7281, 10.7391)),
    ) == ["here", "district-here", "district", "national"]


def test_without_a_place_one_municipality_ranks_below_the_district_unless_the_topic_matches() -> None:
    need = {"kinderbetreuung": 1}
    village = offer("village", needs=need, reach="gemeinde", reach_key="03151040", confidence="high", phone="1")
    district = offer("district", needs={"kinderbetreuung": 2}, confidence="low")
    for place in (None, TREE.place("03151")):
        question = replace(QUESTION, place=place)
        assert order(question, village, district) == ["district", "village"]
        assert (
            order(replace(question, topics=("kita",)), replace(village, topics={"kita": 1}), district)[0] == "village"
        )


def test_special_groups_step_back_until_they_are_spoken_of() -> None:
    need = {"kinderbetreuung": 1}
    group, everybody = offer("a-group", needs=need, target="Menschen mit Schulden"), offer("everybody", needs=need)
    assert order(QUESTION, group, everybody) == ["everybody", "a-group"]
    assert order(replace(QUESTION, text="Wir haben Schulden"), group, everybody) == ["a-group", "everybody"]


def test_lately_confirmed_before_long_ago() -> None:
    fresh, old = offer("z-fresh", verified_on=date(2026, 4, 1)), offer("a-old", verified_on=date(2024, 4, 1))
    assert order(QUESTION, old, fresh) == ["z-fresh", "a-old"]


def test_every_asked_subject_is_answered() -> None:
    question = replace(QUESTION, needs=("a", "b"))
    ranked = rank(
        [offer(str(number), needs={"a": 1}) for number in range(5)] + [offer("b", needs={"b": 1})], question, Signs()
    )
    assert [item.candidate.id for item in cover(ranked, question, 3)] == ["0", "1", "b"]
    assert [item.candidate.id for item in cover(ranked, question, 1)] == ["0"]
    assert cover(ranked, question, 0) == []

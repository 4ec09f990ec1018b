from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from offer_db.ages import AgeRange
from offer_db.candidates import Candidate
from offer_db.places import PlaceTree
from offer_db.ranking import NEARER, WEIGHTS, Question, Signs, Weights, age_fit, cover, only_mentioned, rank
from offer_db.records import Municipality
from offer_db.vocabulary import Wish

WITTINGEN = Municipality("03151040", "Wittingen", "Stadt", "03151", (), 52.7281, 10.7391)
DISTRICT = Municipality("03151", "Landkreis Gifhorn", "Landkreis", None, (), 52.56, 10.6)
TREE = PlaceTree([WITTINGEN, DISTRICT])
QUESTION = Question(("kinderbetreuung",), (), {}, (), None, "", frozenset(), date(2026, 5, 1))
PLAIN = Candidate("x", AgeRange(0, 216), "landkreis", "03151", "alle", "medium", None, "h", None, None, "")


def offer(offer_id: str, **changes: Any) -> Candidate:
    return replace(PLAIN, id=offer_id, **changes)


def order(question: Question, *candidates: Candidate, signs: Signs | None = None) -> list[str]:
    return [item.candidate.id for item in rank(candidates, question, signs or Signs())]


@pytest.mark.parametrize("w", [WEIGHTS, NEARER])
def test_the_weights_keep_their_promise(w: Weights) -> None:
    most_soft = w.meaning + w.words + w.age + w.reach + w.distance + w.phone + w.trust
    least_need = w.need_further + 2 * w.need_later
    assert least_need + w.group > most_soft, "an asked need outweighs everything but a topic"
    least_topic = w.topic_aside - 0.2 * 2 - 0.2 * 2
    assert least_topic + w.group > w.need_primary + w.adviser + most_soft, "an asked topic outweighs everything"
    assert w.mentioned_elsewhere < w.mentioned < 1, "what was only mentioned counts less than what was asked"


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


def test_nearer_is_worth_more_than_the_better_offer_but_not_than_the_subject() -> None:
    near, far = {"coordinates": (52.7281, 10.7391)}, {"coordinates": (52.4885, 10.5452)}  # Wittingen, Gifhorn
    question = replace(QUESTION, place=TREE.place("03151040"), ages=(AgeRange(36, 47),), topics=("kita",))
    offers = (
        offer("near", needs={"kinderbetreuung": 2}, confidence="low", **near),
        offer("far", needs={"kinderbetreuung": 1}, ages=AgeRange(36, 75), confidence="high", phone="1", **far),
        offer("far-topic", needs={"kinderbetreuung": 1}, topics={"kita": 1}, **far),
    )
    signs = Signs(meaning={"h": 0.0}, words={"far": 1.0})
    assert order(question, *offers, signs=signs) == ["far-topic", "far", "near"]
    wished = frozenset({Wish.NAEHER})
    assert order(replace(question, wishes=wished), *offers, signs=signs) == ["far-topic", "near", "far"]
    # Without a place there is no near.
    for place in (None, TREE.place("03151")):
        assert order(replace(question, place=place, wishes=wished), *offers, signs=signs)[1:] == ["far", "near"]


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


@pytest.mark.parametrize(
    ("needs", "topics", "mentioned"),
    [
        (["schwangerschaft_geburt"], {"hebamme": "schwangerschaft_geburt"}, set()),
        (["schwangerschaft_geburt"], {"schwangerschaft": "schwangerschaft_geburt"}, set()),
        (
            ["schwangerschaft_geburt"],
            {"schwangerschaft": "schwangerschaft_geburt", "hebamme": "schwangerschaft_geburt"},
            {"schwangerschaft"},
        ),
        (
            ["entwicklung_foerderung"],
            {"kita": "kinderbetreuung", "logopaedie": "entwicklung_foerderung"},
            {"kita"},
        ),
        (["wohnen_alltag"], {"kinderpsyche": "sucht_psyche"}, {"kinderpsyche"}),
        (["kinderbetreuung"], {}, set()),
    ],
)
def test_which_topics_only_describe_the_situation(
    needs: list[str], topics: dict[str, str], mentioned: set[str]
) -> None:
    assert only_mentioned(needs, topics) == mentioned


def test_a_topic_that_was_only_mentioned_stands_behind_the_asked_need_but_gets_the_last_place() -> None:
    question = replace(
        QUESTION,
        needs=("wohnen_alltag",),
        topics=("mobilitaet", "kinderpsyche"),
        mentioned=frozenset({"kinderpsyche"}),
    )
    offers = [offer(f"need-{number}", needs={"wohnen_alltag": 1}, phone="1") for number in range(4)]
    ranked = rank([*offers, offer("clinic", topics={"kinderpsyche": 1}, reach="region")], question, Signs())
    assert ranked[-1].candidate.id == "clinic"
    assert [item.candidate.id for item in cover(ranked, question, 3)] == ["need-0", "need-1", "clinic"]
    situation = replace(question, topics=("kita",), mentioned=frozenset({"kita"}))
    ranked = rank([*offers, offer("kita", topics={"kita": 1}, reach="region")], situation, Signs())
    assert [item.candidate.id for item in cover(ranked, situation, 3)] == ["need-0", "need-1", "need-2"]


def test_an_adviser_comes_first_unless_a_topic_was_asked() -> None:
    need = {"behinderung_inklusion": 1}
    pass_, adviser = offer("a-pass", needs=need, phone="1"), offer("z-adviser", needs=need, adviser=True)
    question = replace(QUESTION, needs=("behinderung_inklusion",))
    assert order(question, pass_, adviser) == ["z-adviser", "a-pass"]
    asked = replace(question, topics=("ausweis",))
    assert order(asked, replace(pass_, topics={"ausweis": 1}), adviser)[0] == "a-pass"
    assert order(question, pass_, replace(adviser, needs={}))[0] == "a-pass", "not without the need"

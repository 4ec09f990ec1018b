"""Which wishes are let go: a hand-made directory that knows what each offer fulfils."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from offer_db.ages import AgeRange
from offer_db.candidates import Candidate, Filters
from offer_db.ranking import Question
from offer_db.relaxing import RELAXATIONS, find
from offer_db.vocabulary import Wish
from offer_db.wishes import fewer, known_wishes

FREE, ONLINE, TODAY, HOME = Wish.KOSTENLOS, Wish.ONLINE, Wish.HEUTE, Wish.HAUSBESUCH
PLAIN = Candidate("x", AgeRange(0, 216), "landkreis", "03151", "alle", "medium", None, "h", None, None, "")


@dataclass
class Directory:
    """Offers with the wishes they fulfil; counts how often it is asked."""

    offers: dict[Candidate, set[Wish]]
    asked: int = 0

    def __call__(
        self, filters: Filters, needs: tuple[str, ...], topics: tuple[str, ...]
    ) -> tuple[list[Candidate], int]:
        self.asked += 1
        found = [
            offer
            for offer, fulfils in self.offers.items()
            if filters.wishes <= fulfils
            and offer.id not in filters.exclude
            and (not filters.ages or any(ages.overlaps(offer.ages) for ages in filters.ages))
            and (not (needs or topics) or {*offer.needs, *offer.topics} & {*needs, *topics})
        ]
        return found, len(found)


class Hashable(Candidate):
    """A candidate that can be a key."""

    def __hash__(self) -> int:
        return hash(self.id)


def offer(
    offer_id: str, *fulfils: Wish, ages: tuple[int, int] = (0, 216), topic: str = ""
) -> tuple[Candidate, set[Wish]]:
    values = vars(PLAIN) | {"id": offer_id, "ages": AgeRange(*ages), "needs": {"n": 1}}
    return Hashable(**values | {"topics": {topic: 1} if topic else {}}), set(fulfils)


def search(
    offers: list[tuple[Candidate, set[Wish]]],
    *wishes: Wish,
    topics: tuple[str, ...] = (),
    ages: tuple[AgeRange, ...] = (),
    exclude: frozenset[str] = frozenset(),
) -> tuple[list[str], tuple[str, ...]]:
    question = Question(("n",), topics, {}, ages, None, "", frozenset(), date(2026, 5, 1))
    filters = Filters(datetime(2026, 5, 1, 12), ages, exclude=exclude, wishes=frozenset(wishes))
    found = find(Directory(dict(offers)), filters, question)
    return [candidate.id for candidate in (*found.first, *found.others)], found.relaxed


def test_a_wish_that_can_be_had_is_kept() -> None:
    offers = [offer("paid"), offer("free", FREE)]
    assert search(offers) == (["paid", "free"], ())
    assert search(offers, FREE) == (["free"], ())


@pytest.mark.parametrize(
    ("offers", "wishes", "expected"),
    [
        ([offer("a")], (FREE,), (["a"], ("kostenlos",))),
        # One of two is enough.
        ([offer("a", FREE)], (FREE, ONLINE), (["a"], ("online",))),
        ([offer("a", ONLINE)], (FREE, ONLINE), (["a"], ("kostenlos",))),
        # Each can be had, not both: what costs nothing is harder to do without than today.
        ([offer("a", FREE), offer("b", TODAY)], (FREE, TODAY), (["a"], ("heute",))),
        # Two of three, and no more.
        ([offer("a", FREE), offer("b", HOME)], (FREE, HOME, TODAY), (["a"], ("hausbesuch", "heute"))),
        ([offer("a", FREE), offer("b", HOME, TODAY)], (FREE, HOME, TODAY), (["b"], ("kostenlos",))),
        ([offer("a")], (FREE, ONLINE, TODAY, HOME), (["a"], ("kostenlos", "hausbesuch", "online", "heute"))),
    ],
)
def test_as_few_wishes_as_possible_are_let_go(
    offers: list[tuple[Candidate, set[Wish]]], wishes: tuple[Wish, ...], expected: tuple[list[str], tuple[str, ...]]
) -> None:
    assert search(offers, *wishes) == expected
    assert [key for key in RELAXATIONS if key in expected[1]] == list(expected[1])


def test_a_wish_goes_before_topic_and_age() -> None:
    offers = [
        offer("topic", topic="t", ages=(0, 12)),
        offer("free", FREE, ages=(0, 12)),
        offer("old", FREE, ages=(90, 99)),
    ]
    assert search(offers, FREE, topics=("t",), ages=(AgeRange(6, 6),)) == (["topic", "free"], ("kostenlos",))
    assert search(offers[:1] + offers[2:], FREE, ages=(AgeRange(6, 6),)) == (["topic"], ("kostenlos",))


def test_a_wish_that_is_not_to_blame_stays() -> None:
    offers = [offer("free", FREE), offer("paid")]
    assert search(offers, FREE, topics=("t",)) == (["free"], ("thema",))
    assert search([offer("a", FREE, ages=(90, 99)), offer("b", ages=(90, 99))], FREE, ages=(AgeRange(6, 6),)) == (
        ["a"],
        ("alter",),
    )
    assert search([], FREE) == ([], ("bedarf",))


def test_when_all_that_fits_was_shown_nothing_is_let_go() -> None:
    offers = [offer("free", FREE), offer("paid")]
    assert search(offers, FREE, exclude=frozenset({"free"})) == ([], ())


def test_without_wishes_nothing_is_asked_twice() -> None:
    directory = Directory(dict([offer("a")]))
    question = Question(("n",), (), {}, (), None, "", frozenset(), date(2026, 5, 1))
    find(directory, Filters(datetime(2026, 5, 1)), question)
    assert directory.asked == 1
    find(directory, replace(Filters(datetime(2026, 5, 1)), wishes=frozenset({FREE})), question)
    assert directory.asked > 2


def test_unknown_wishes_fall_away() -> None:
    assert known_wishes({"kostenlos", "schnell", ""}) == {FREE}
    assert [len(part) for part in fewer(frozenset({FREE, ONLINE, TODAY}))] == [3, 2, 2, 2, 1, 1, 1, 0]

"""From the situation to the search: one request a question, each counted, the hits in turn."""

from __future__ import annotations

import pytest

from actions import context
from actions.family import Child
from actions.searching import HITS, search
from actions.situation import Situation
from offer_db.ages import AgeRange
from offer_db.records import Demand, SearchRequest, SearchResult
from tests.unit.actions.fakes import FakeDirectory, result

LARGE = Child((72, 83), "6 Jahre", "Große", ("schule_uebergang",), ("nachhilfe",))
SMALL = Child((24, 35), "2 Jahre", "Kleine", ("kinderbetreuung",), ("krippe",))
TODDLER = Child((12, 23), "1 Jahr", "Sohn", ("fruehe_hilfen",))
SCHOOLBOY = Child((84, 107), "2. Klasse", "Junge", ("gesundheit",))


def found(
    monkeypatch: pytest.MonkeyPatch,
    situation: Situation,
    *results: SearchResult,
    words: str = "",
    exclude: frozenset[str] = frozenset(),
) -> tuple[SearchResult, FakeDirectory]:
    """The result, and the directory that was asked for it."""
    directory = FakeDirectory(results)
    monkeypatch.setattr(context, "directory", lambda: directory)
    return search(situation, words, exclude, "tr", "telegram"), directory


def test_everything_known_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = Situation(
        focus=(Child((24, 35), "2 Jahre"), Child((48, 59), "4 Jahre")),
        needs=("kinderbetreuung", "gesundheit"),
        topics=("krippe",),
        wishes=("kostenlos",),
        place={"key": "03151040", "name": "Wittingen"},
    )
    _, directory = found(monkeypatch, situation, result("a"), words="suche krippe", exclude=frozenset({"x"}))
    assert directory.requests == [
        SearchRequest(
            needs=("kinderbetreuung", "gesundheit"),
            topics=("krippe",),
            ages=(AgeRange(24, 35), AgeRange(48, 59)),
            place_key="03151040",
            text="suche krippe",
            limit=HITS,
            exclude=frozenset({"x"}),
            wishes=frozenset({"kostenlos"}),
        )
    ]


def test_one_question_gives_its_result_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    only = result("a", "b", relaxed=("ort",), total=7)
    assert found(monkeypatch, Situation(), only)[0] is only


@pytest.mark.parametrize(
    ("situation", "answer", "demand"),
    [
        (Situation(), result(), Demand(language="tr", hits=0, channel="telegram")),
        (
            Situation(
                needs=("kinderbetreuung", "gesundheit"),
                topics=("krippe", "kita"),
                focus=(Child((24, 35), "2 Jahre"), Child((84, 95), "7 Jahre")),
                place={"key": "03151040", "name": "Wittingen"},
            ),
            result("a", "b", relaxed=("kostenlos", "ort")),
            Demand("kinderbetreuung", "krippe", "krippe", "03151040", "tr", 2, "kostenlos+ort", "", "telegram"),
        ),
        (
            Situation(needs=("gesundheit",), focus=(Child((200, 211), "16 Jahre"),)),
            result("a"),
            Demand(need="gesundheit", language="tr", hits=1, channel="telegram"),
        ),
    ],
)
def test_every_search_is_counted_without_words(
    monkeypatch: pytest.MonkeyPatch, situation: Situation, answer: SearchResult, demand: Demand
) -> None:
    _, directory = found(monkeypatch, situation, answer, words="mein Sohn Tim aus der Hauptstraße 5")
    assert directory.demands == [demand]


def test_asking_for_more_is_no_new_question(monkeypatch: pytest.MonkeyPatch) -> None:
    _, directory = found(monkeypatch, Situation(needs=("gesundheit",)), result(), exclude=frozenset({"a"}))
    assert len(directory.requests) == 1
    assert directory.demands == []


def test_each_child_with_needs_of_its_own_has_its_own_search(monkeypatch: pytest.MonkeyPatch) -> None:
    _, directory = found(monkeypatch, Situation(focus=(LARGE, SMALL)), result("a"), result("b"))
    assert [(one.needs, one.topics, one.ages) for one in directory.requests] == [
        (("schule_uebergang",), ("nachhilfe",), (AgeRange(72, 83),)),
        (("kinderbetreuung",), ("krippe",), (AgeRange(24, 35),)),
    ]
    assert [one.need for one in directory.demands] == ["schule_uebergang", "kinderbetreuung"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("a", "b", "c"), ("x", "y", "z"), ["a", "x", "b"]),
        (("a",), ("x", "y", "z"), ["a", "x", "y"]),
        (("a", "b", "c"), ("x",), ["a", "x", "b"]),
        ((), ("x", "y"), ["x", "y"]),
        ((), (), []),
        # what fits both children is named once
        (("a", "b"), ("a", "y"), ["a", "b", "y"]),
    ],
)
def test_the_hits_of_two_searches_take_turns(
    monkeypatch: pytest.MonkeyPatch, first: tuple[str, ...], second: tuple[str, ...], expected: list[str]
) -> None:
    together, _ = found(monkeypatch, Situation(focus=(LARGE, SMALL)), result(*first), result(*second))
    assert [hit.offer.id for hit in together.hits] == expected


@pytest.mark.parametrize(
    ("first", "second", "relaxed"),
    [((), (), ()), (("ort",), (), ("ort",)), ((), ("alter",), ("alter",)), (("ort",), ("alter",), ("ort",))],
)
def test_what_was_let_go_for_one_child_is_said(
    monkeypatch: pytest.MonkeyPatch, first: tuple[str, ...], second: tuple[str, ...], relaxed: tuple[str, ...]
) -> None:
    together, _ = found(
        monkeypatch,
        Situation(focus=(LARGE, SMALL)),
        result("a", relaxed=first, total=4),
        result("b", relaxed=second, total=2),
    )
    assert (together.relaxed, together.exact, together.total) == (relaxed, not relaxed, 6)


def test_at_most_three_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = Situation(focus=(LARGE, SMALL, TODDLER, SCHOOLBOY))
    together, directory = found(monkeypatch, situation, result("a"), result("b"), result("c"))
    assert len(directory.requests) == HITS
    assert [hit.offer.id for hit in together.hits] == ["a", "b", "c"]

"""Figures of a period on both databases: what is counted, where a period ends, what comes before it."""

from __future__ import annotations

import itertools
import time
from dataclasses import astuple, replace
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from bot.memory.callbacks import CallbackBook
from bot.memory.conversations import Conversation
from bot.memory.database import MemoryUnavailable, open_engine
from bot.memory.reviewing.figures import Period, Totals, figures, median
from bot.memory.reviewing.tables import Correction
from bot.memory.reviewing.waiting import MOST, Waiting, waiting
from offer_db.opening import TIMEZONE

_numbers = itertools.count(1)
NOVEMBER = Period(date(2026, 11, 2), date(2026, 11, 15), TIMEZONE)  # two weeks, from a Monday to a Sunday
NOTHING = Totals()


def at(words: str) -> float:
    """ "3.11. 14:05" in 2026, here."""
    return datetime.strptime(f"2026 {words}", "%Y %d.%m. %H:%M").replace(tzinfo=TIMEZONE).timestamp()


def talk(memory_engine: sa.Engine, begun: float, **columns: Any) -> str:
    sender = f"s{next(_numbers)}"
    row = {"next_position": 1, "slots": "{}", "turns": 2, "channel": "web", "updated_at": begun, **columns}
    with memory_engine.begin() as connection:
        connection.execute(sa.insert(Conversation).values(sender_id=sender, created_at=begun, **row))
    return sender


def added(*parts: Totals) -> Totals:
    return Totals(*map(sum, zip(*map(astuple, parts), strict=True)))


def test_nothing_is_nothing(memory_engine: sa.Engine) -> None:
    found = figures(memory_engine, NOVEMBER)
    assert (found.totals, found.before) == (NOTHING, NOTHING)
    assert [week.monday for week in found.weeks] == [date(2026, 11, 2), date(2026, 11, 9)]
    assert found.hours == (0,) * 24
    assert found.median_turns is None
    assert found.totals.share_helped is found.totals.share_with_offer is found.totals.share_not_understood is None


def test_where_nobody_said_anything_nothing_is_counted(memory_engine: sa.Engine) -> None:
    talk(memory_engine, at("3.11. 14:05"), turns=0)
    assert figures(memory_engine, NOVEMBER).totals == NOTHING


def test_every_number(memory_engine: sa.Engine) -> None:
    talk(memory_engine, at("2.11. 00:00"), turns=4, first_offer_turn=1, helped="ja", language="tr")
    talk(
        memory_engine, at("3.11. 08:59"), turns=3, first_offer_turn=2, helped="nein", no_offer=True, channel="telegram"
    )
    talk(memory_engine, at("10.11. 08:00"), turns=2, fallbacks=2, crisis="gewalt")
    talk(memory_engine, at("15.11. 23:59"), turns=1, first_offer_turn=1, crisis="medizin")
    found = figures(memory_engine, NOVEMBER)
    assert found.totals == Totals(
        conversations=4,
        with_offer=3,
        nothing_found=1,
        asked_yes=1,
        asked_no=1,
        messages=10,
        not_understood=2,
        with_fallback=1,
        in_danger=2,
    )
    assert found.totals.share_with_offer == 0.75
    assert found.totals.share_helped == 0.5
    assert found.totals.share_not_understood == 0.2
    assert found.totals.share_with_fallback == found.totals.share_nothing_found == 0.25
    assert found.turns_to_offer == {1: 2, 2: 1}
    assert found.median_turns == 1
    assert found.channels == {"web": 3, "telegram": 1}
    assert found.dangers == {"gewalt": 1, "medizin": 1}
    assert {hour: count for hour, count in enumerate(found.hours) if count} == {0: 1, 8: 2, 23: 1}
    first, second = found.weeks
    assert (first.totals.conversations, second.totals.conversations) == (2, 2)
    assert added(first.totals, second.totals) == found.totals


@pytest.mark.parametrize(
    ("begun", "in_period", "in_before"),
    [
        ("1.11. 23:59", 0, 1),
        ("2.11. 00:00", 1, 0),
        ("15.11. 23:59", 1, 0),
        ("16.11. 00:00", 0, 0),
        # the fourteen days before begin in summer time
        ("19.10. 00:00", 0, 1),
        ("18.10. 23:59", 0, 0),
    ],
)
def test_days_begin_at_midnight_here(memory_engine: sa.Engine, begun: str, in_period: int, in_before: int) -> None:
    talk(memory_engine, at(begun), first_offer_turn=3)
    found = figures(memory_engine, NOVEMBER)
    assert (found.totals.conversations, found.before.conversations) == (in_period, in_before)
    assert found.median_turns_before == (3 if in_before else None)


def test_the_hour_that_comes_twice_in_autumn(memory_engine: sa.Engine) -> None:
    talk(memory_engine, at("25.10. 02:30"))
    talk(memory_engine, at("25.10. 02:30") + 3600)
    found = figures(memory_engine, Period(date(2026, 10, 25), date(2026, 10, 25), TIMEZONE))
    assert found.hours[2] == 2


def test_a_week_is_cut_where_the_period_begins(memory_engine: sa.Engine) -> None:
    talk(memory_engine, at("3.11. 12:00"))
    talk(memory_engine, at("4.11. 12:00"))
    found = figures(memory_engine, replace(NOVEMBER, first=date(2026, 11, 4)))
    assert [(week.monday.day, week.totals.conversations) for week in found.weeks] == [(2, 1), (9, 0)]


def test_rare_languages_stand_together(memory_engine: sa.Engine) -> None:
    for language, number in (("de", 7), ("ar", 5), ("tr", 4), ("uk", 1)):
        for _ in range(number):
            talk(memory_engine, at("3.11. 12:00"), language=language)
    assert list(figures(memory_engine, NOVEMBER).languages.items()) == [("de", 7), ("ar", 5), ("", 5)]


@pytest.mark.parametrize(
    ("counts", "middle"),
    [({}, None), ({2: 1}, 2), ({1: 1, 2: 1}, 1.5), ({1: 3, 9: 1}, 1), ({1: 2, 3: 2}, 2), ({3: 1, 1: 1, 2: 1}, 2)],
)
def test_median(counts: dict[int, int], middle: float | None) -> None:
    assert median(counts) == middle


def test_a_database_that_is_down_says_so() -> None:
    with pytest.raises(MemoryUnavailable):
        figures(open_engine("postgresql://lotte@127.0.0.1:1/nichts"), NOVEMBER)


def test_what_waits(memory_engine: sa.Engine) -> None:
    now = at("20.11. 12:00")
    assert waiting(memory_engine, now) == Waiting(0, 0, 0, 0)
    talk(memory_engine, at("1.10. 12:00"))
    talk(memory_engine, at("1.10. 12:00"), review_state="geprueft")
    corrected = talk(memory_engine, at("1.10. 12:00"), review_state="markiert")
    talk(memory_engine, at("1.10. 12:00"), crisis="gewalt")  # long ago
    talk(memory_engine, at("14.11. 12:00"), crisis="gewalt")
    talk(memory_engine, at("14.11. 12:00"), crisis="gewalt", review_state="geprueft")
    with memory_engine.begin() as connection:
        row = {"sender_id": corrected, "intent": "gruss", "sentence": "x", "understood": "{}", "who": "a", "at": 1.0}
        rows = [{**row, "position": n, "state": state} for n, state in enumerate(("offen", "uebernommen", "offen"))]
        # from an age or a place alone no model learns
        rows.append({**row, "position": 3, "intent": None, "state": "offen"})
        connection.execute(sa.insert(Correction), rows)
    book = CallbackBook(memory_engine.url.render_as_string(hide_password=False))
    book.add("s", "05371 1", "", "de")
    book.close()
    assert waiting(memory_engine, now) == Waiting(danger=1, unreviewed=3, corrections=2, callbacks=1)


def test_more_than_a_thousand_are_not_counted_to_the_end(memory_engine: sa.Engine) -> None:
    row = {"created_at": 1.0, "updated_at": 1.0, "next_position": 1, "slots": "{}"}
    with memory_engine.begin() as connection:
        connection.execute(sa.insert(Conversation), [{"sender_id": f"m{n}", **row} for n in range(MOST + 20)])
    assert waiting(memory_engine, time.time()).unreviewed == MOST + 1


def test_figures_are_sums(memory_engine: sa.Engine) -> None:
    """Two halves of a period together are the whole."""
    for number in range(40):
        talk(memory_engine, at(f"{2 + number % 14}.11. {number % 24:02}:30"), helped=("ja", "nein", None)[number % 3])
    first = figures(memory_engine, replace(NOVEMBER, last=date(2026, 11, 7)))
    second = figures(memory_engine, replace(NOVEMBER, first=date(2026, 11, 8)))
    whole = figures(memory_engine, NOVEMBER)
    assert added(first.totals, second.totals) == whole.totals
    assert tuple(map(sum, zip(first.hours, second.hours, strict=True))) == whole.hours

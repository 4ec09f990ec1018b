"""The page of figures: which days, how numbers are read, what stands in the file, who sees it."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from bot.memory.database import open_engine
from bot.memory.messaging.counts import Counts, What
from bot.memory.reviewing.figures import Figures, Period, Totals, Week
from bot.memory.staff.tables import Role
from bot.review.charts import Series, columns, courses
from bot.review.figures import numbers
from bot.review.figures.drawings import DRAWINGS
from bot.review.figures.periods import is_whole, read_period
from bot.review.figures.post import HEADINGS, post_lines
from bot.review.figures.recent import SECONDS, RecentFigures
from bot.settings import Settings
from offer_db.opening import TIMEZONE
from tests.unit.review.conftest import Client
from tests.unit.review.talks import change, keep, typed

AsRole = Callable[[Role], Awaitable[Client]]
TODAY = date(2026, 11, 23)
TOTALS = Totals(1234, 617, 100, 35, 5, 5000, 250, 200, in_danger=7)
FIGURES = Figures(
    totals=TOTALS,
    before=Totals(),
    weeks=(Week(date(2026, 11, 16), TOTALS), Week(date(2026, 11, 23), Totals())),
    hours=tuple(range(24)),
    turns_to_offer={1: 400, 2: 200, 9: 10, 12: 4, 30: 3},
    median_turns_before=None,
    languages={"de": 1200, "tr": 30, "": 4},
    channels={"web": 1000, "lotte": 200, "": 34},
    dangers={"gewalt": 7},
)


def days(first: tuple[int, int], last: tuple[int, int] = (11, 23)) -> Period:
    return Period(date(2026, *first), date(2026, *last), TIMEZONE)


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ({}, days((10, 25))),
        ({"zeitraum": "7"}, days((11, 17))),
        ({"zeitraum": "90"}, days((8, 26))),
        ({"zeitraum": "unsinn"}, days((10, 25))),
        ({"zeitraum": "7", "von": "2026-01-01"}, days((11, 17))),
        ({"zeitraum": "von_bis", "von": "2026-11-01", "bis": "2026-11-02"}, days((11, 1), (11, 2))),
        ({"von": "01.11.2026"}, days((11, 1))),
    ],
)
def test_period(query: dict[str, str], period: Period) -> None:
    chosen = read_period(query, TODAY)
    assert chosen.period == period
    assert chosen.problems == {}
    assert read_period(dict(part.split("=") for part in chosen.query.split("&")), TODAY).period == period


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"zeitraum": "von_bis"}, "von"),
        ({"von": "gestern"}, "von"),
        ({"von": "1066-10-14"}, "von"),
        ({"von": "2026-11-10", "bis": "2026-11-09"}, "bis"),
        ({"von": "2026-11-10", "bis": "<script>"}, "bis"),
        ({"von": "2020-01-01"}, "von"),
    ],
)
def test_a_period_that_cannot_be_names_its_field(query: dict[str, str], field: str) -> None:
    chosen = read_period(query, TODAY)
    assert list(chosen.problems) == [field]
    assert chosen.period == days((10, 25))


def test_the_period_before_is_as_long_and_ends_where_it_begins() -> None:
    assert days((11, 17)).before == days((11, 10), (11, 16))
    assert days((11, 23)).before == days((11, 22), (11, 22))


@pytest.mark.parametrize(("first", "whole"), [((8, 26), True), ((8, 25), False)])
def test_what_may_be_deleted_already(first: tuple[int, int], whole: bool) -> None:
    assert is_whole(days(first), TODAY, 90) is whole


def test_numbers_as_they_are_read() -> None:
    found = {one.name: (one.value, one.basis, one.before) for one in numbers.numbers(FIGURES)}
    assert found == {
        "Gespräche": ("1.234", "", "0"),
        "Mit gezeigtem Angebot": ("50,0 %", "617 von 1.234 Gesprächen", "–"),
        "Hat geholfen": ("87,5 %", "35 von 40 Antworten, aus 1.234 Gesprächen", "–"),
        "Nachrichten bis zum ersten Angebot": ("1", "aus 617 Gesprächen mit Angebot", "–"),
        "Nicht verstandene Nachrichten": ("5,0 %", "250 von 5.000 Nachrichten", "–"),
        "Gespräche mit „nicht verstanden“": ("16,2 %", "200 von 1.234 Gesprächen", "–"),
        "Nichts genau Passendes": ("8,1 %", "100 von 1.234 Gesprächen", "–"),
        "Gefahr erkannt": ("7", "Gespräche", "0"),
    }
    assert all(len(one.meaning) > 40 for one in numbers.numbers(FIGURES)), "every number says what it means"


def test_lines() -> None:
    assert [(line.name, line.number) for line in numbers.turn_lines(FIGURES)] == [
        ("1", 400),
        ("2", 200),
        ("9", 10),
        ("10 und mehr", 7),
    ]
    assert [line.name for line in numbers.language_lines(FIGURES)] == ["Deutsch", "Türkisch", "andere (je unter 5)"]
    assert [(line.name, line.number) for line in numbers.channel_lines(FIGURES)] == [
        ("Webseite", 1200),
        ("unbekannt", 34),
    ]
    assert numbers.danger_lines(FIGURES)[0].part == 1.0
    assert [(line.name, line.number) for line in numbers.hour_lines(FIGURES)[:2]] == [
        ("0–2 Uhr", None),
        ("2–4 Uhr", None),
    ]
    assert [line.said for line in numbers.hour_lines(FIGURES)[:3]] == ["unter 5", "verdeckt", "9"]
    assert sum(line.number or 0 for line in numbers.hour_lines(FIGURES)) == sum(FIGURES.hours) - 1 - 5


@pytest.mark.parametrize(
    ("dangers", "said"),
    [
        ({"gewalt": 7, "kindeswohl": 5}, ["7", "5"]),
        ({"gewalt": 9, "sucht": 6, "kindeswohl": 4}, ["9", "verdeckt", "unter 5"]),
        ({"gewalt": 9, "sucht": 1, "kindeswohl": 1}, ["verdeckt", "unter 5", "unter 5"]),
        ({"gewalt": 9, "sucht": 3, "kindeswohl": 1}, ["9", "unter 5", "unter 5"]),
        ({"gewalt": 2}, ["unter 5"]),
    ],
)
def test_small_numbers_of_dangers_stay_hidden(dangers: dict[str, int], said: list[str]) -> None:
    few = dataclasses.replace(FIGURES, dangers=dangers, totals=Totals(in_danger=3))
    lines = numbers.danger_lines(few)
    assert [line.said for line in lines] == said
    assert all((line.number is None) is (line.part is None) for line in lines)
    assert ("Gefahr erkannt", "unter 5") in [(one.name, one.value) for one in numbers.numbers(few)]
    rows = [row for row in csv.reader(io.StringIO("".join(numbers.csv(few, ""))), delimiter=";") if row[0] == "Gefahr"]
    assert [row[2] for row in rows] == said


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ([7, 0, 12], ["7", "0", "12"]),
        ([7, 12, 2], ["verdeckt", "12", "unter 5"]),
        ([7, 2, 3], ["7", "unter 5", "unter 5"]),
    ],
)
def test_a_small_week_of_dangers_is_not_told_by_the_sum(weeks: list[int], said: list[str]) -> None:
    totals = [Totals(in_danger=number) for number in weeks]
    mondays = [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
    some = dataclasses.replace(FIGURES, weeks=tuple(map(Week, mondays, totals)), totals=Totals(in_danger=sum(weeks)))
    assert list(numbers.danger_weeks(some)) == said
    rows = csv.reader(io.StringIO("".join(numbers.csv(some, ""))), delimiter=";")
    assert [row[2] for row in rows if row[0].startswith("Woche") and row[1] == "Gefahr erkannt"] == said


def test_file_for_spreadsheets() -> None:
    text = "".join(numbers.csv(FIGURES, "=1+1"))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert {len(row) for row in rows} == {6}
    assert rows[1][1] == "'=1+1"
    assert ["Woche ab 16.11.2026", "Hat geholfen", "87,5 %", "40", "", ""] in rows
    assert ["Sprache", "andere (je unter 5)", "4", "Gespräche", "", ""] in rows


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("figures", [FIGURES, None], ids=["some", "none"])
def test_drawings(name: str, figures: Figures | None) -> None:
    nothing = Figures(Totals(), Totals(), FIGURES.weeks[1:], (0,) * 24, {}, None, {}, {}, {})
    drawn = DRAWINGS[name](figures or nothing)
    assert drawn.startswith(b"<?xml")
    assert drawn == DRAWINGS[name](figures or nothing), "the same figures are the same picture"
    assert b"<script" not in drawn
    addresses = re.findall(rb'href="([^"]*)"', drawn)
    assert [address for address in addresses if not address.startswith(b"#")] == []


def test_many_labels_are_thinned_out() -> None:
    assert len(columns([str(n) for n in range(100)], list(range(100)), about="x")) > 1000
    assert len(courses(["a", "b"], [Series("eins", [None, None])], about="x")) > 1000


def test_what_was_just_shown_is_not_counted_again(settings: Settings) -> None:
    engine, now = open_engine(settings.conversations_url), [0.0]
    recent = RecentFigures(engine, lambda: now[0])
    period = days((11, 1))
    shown = recent.fresh(period)
    now[0] = SECONDS - 1
    assert recent.recent(period) is shown
    now[0] = SECONDS
    again = recent.recent(period)
    assert again is not shown
    for first in range(2, 12):
        now[0] += 1
        recent.fresh(days((11, first)))
    assert recent.recent(period) is not again, "only a few are remembered"
    engine.dispose()


async def test_page_says_what_each_number_means(as_role: AsRole, settings: Settings) -> None:
    for helped in ("nein", "ja", "ja", "ja"):
        change(settings, keep(settings, secrets.token_hex(4), typed("Kita?")), helped=helped)
    client = await as_role(Role.AUSWERTUNG)
    page = await (await client.get("/team/zahlen?zeitraum=7")).text()
    assert "3 von 4 Antworten" in page
    assert "75,0 %" in page
    for number in numbers.numbers(FIGURES):
        assert number.meaning in page.replace("&#34;", '"')
    answer = await client.get("/team/zahlen.csv?zeitraum=7")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "3 von 4 Antworten" in await answer.text()
    answer = await client.get("/team/zahlen/bild/stunden.svg?zeitraum=7")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert (await client.get("/team/zahlen/bild/anderes.svg")).status == 404


@pytest.mark.parametrize("query", ["?zeitraum=90", "?von=2020-01-01", "?von=%22%3E%3Cscript%3E", "?von=%00"])
async def test_page_stands_whatever_the_address_says(as_role: AsRole, query: str) -> None:
    answer = await (await as_role(Role.LEITUNG)).get(f"/team/zahlen{query}")
    assert answer.status == 200
    assert "<script>" not in await answer.text()


async def test_editors_of_offers_see_no_figures(as_role: AsRole) -> None:
    client = await as_role(Role.REDAKTION)
    for path in ("/team/zahlen", "/team/zahlen.csv", "/team/zahlen/bild/stunden.svg"):
        assert (await client.get(path)).status == 403


def test_the_post_has_a_number_below_each_heading() -> None:
    (line,) = post_lines({"telegram": {"empfangen": 1234, "abgewiesen": 3}})
    assert line.name == "Telegram"
    assert dict(zip(HEADINGS, line.numbers, strict=True)) == {
        **dict.fromkeys(HEADINGS, "0"), "empfangen": "1.234", "abgewiesen": "3",
    }  # fmt: skip
    assert {what for what, _ in HEADINGS.values()} == set(What), "nothing is counted and not shown"


async def test_the_post_stands_on_the_page_once_there_is_some(as_role: AsRole, settings: Settings) -> None:
    client = await as_role(Role.AUSWERTUNG)
    assert "Post der Messenger" not in await (await client.get("/team/zahlen")).text()
    counts = Counts(settings.conversations_url)
    counts.add("matrix", What.REFUSED, 7)
    counts.close()
    page = await (await client.get("/team/zahlen")).text()
    assert re.search(r"Post der Messenger.*Matrix.*>7<", page, re.DOTALL)

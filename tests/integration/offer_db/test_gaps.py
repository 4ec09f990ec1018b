"""Demand against supply, on both databases: what was counted, what there is, and the sentence that says it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, text

from offer_db.csvfile import read_text
from offer_db.database import writing
from offer_db.gaps import GapQuery, GapReport, UnknownPart, gap_report
from offer_db.gaps_lattice import ANY
from offer_db.importing import import_offers

TODAY = date(2026, 11, 23)
OFFERS = (
    "id,title,provider,category,description,age_min_months,age_max_months,target,reach,reach_area,confidence,state\n"
    "gf-a,Kita A,T,kinderbetreuung,Text,36,71,alle,gemeinde,Wittingen,high,veroeffentlicht\n"
    "gf-b,Kita B,T,kinderbetreuung,Text,36,71,alle,gemeinde,Brome,high,entwurf\n"
    "de-c,Hotline,T,gesundheit,Text,0,216,alle,bundesweit,,high,veroeffentlicht\n"
)


def counted(engine: Engine, need: str, phase: str, place: str, count: int, **more: str | int) -> None:
    row = {"month": "2026-10", "topic": "", "language": "de", "channel": "web", "hits": 0, "relaxed": "", **more}
    with writing(engine) as session:
        session.execute(
            text(
                "INSERT INTO demand (month, need, topic, age_band, municipality_key, language, hits, relaxed, channel,"
                " count) VALUES (:month, :need, :topic, :phase, :place, :language, :hits, :relaxed, :channel, :count)"
            ),
            row | {"need": need, "phase": phase, "place": place, "count": count},
        )


@pytest.fixture
def world(engine: Engine) -> Engine:
    with writing(engine) as session:
        import_offers(session, read_text(OFFERS, "a.csv"))
    counted(engine, "kinderbetreuung", "krippe", "03151040", 37)
    counted(engine, "kinderbetreuung", "kita", "03151040", 20, hits=3)
    counted(engine, "gesundheit", "kita", "03151009", 12, hits=1, month="2026-11")
    counted(engine, "gesundheit", "krippe", "03151005", 6, hits=1, language="tr", channel="telegram")
    return engine


def report(engine: Engine, **query: str) -> GapReport:
    return gap_report(engine, GapQuery(**query), TODAY)


def cell(shown: GapReport, table: str, row: str, column: str) -> tuple[int | None, int | None, int]:
    """Searches, unmet and offers of one cell."""
    found = shown.table(table)
    assert found is not None
    line = next(line for line in found.lines if line.key == row)
    place = [key for key, _ in found.columns].index(column)
    return line.searches[place], line.unmet[place], line.offers[place]


def test_the_strongest_gap_is_a_sentence(world: Engine) -> None:
    first = report(world).gaps[0]
    assert (
        first == "Für 0- bis 2-Jährige in Wittingen gab es 37 Fragen zum Thema „Kinderbetreuung“, "
        "und Lotte kennt kein Angebot dafür."
    )


def test_what_only_comes_from_far_is_said(world: Engine) -> None:
    sentences = report(world).gaps
    assert (
        "Für 3- bis 5-Jährige in Gifhorn gab es 12 Fragen zum Thema „Gesundheit“, "
        "und Lotte kennt kein Angebot aus dem Landkreis, nur 1 Angebot von weiter her." in sentences
    )


def test_need_against_life_phase_and_place(world: Engine) -> None:
    shown = report(world)
    assert cell(shown, "lebensphase", "kinderbetreuung", "krippe") == (37, 37, 0)
    assert cell(shown, "lebensphase", "kinderbetreuung", "kita") == (20, 0, 1)
    assert cell(shown, "ort", "kinderbetreuung", "03151040") == (57, 37, 1)
    assert cell(shown, "ort", "kinderbetreuung", "031515402") == (0, 0, 0)  # a draft is no offer
    assert cell(shown, "ort", "gesundheit", "031515402") == (6, 0, 1)  # counted where its Samtgemeinde is


@pytest.mark.parametrize(
    ("period", "sum_"), [(ANY, 75), ("2026", 75), ("2026-Q4", 75), ("2026-10", 63), ("2026-11", 12), ("2026-Q1", 0)]
)
def test_periods(world: Engine, period: str, sum_: int) -> None:
    table = report(world, period=period).table("lebensphase")
    assert table is not None
    assert table.sums.total == sum_


def test_the_course_over_time(world: Engine) -> None:
    table = report(world, period="2026").table("verlauf")
    assert table is not None
    assert table.columns == (("2026-10", "Oktober 2026"), ("2026-11", "November 2026"))
    assert table.sums.searches == (63, 12)


def test_one_part_of_the_families(world: Engine) -> None:
    turkish = report(world, side="sprache", part="tr")
    assert turkish.title == "alles bisher · Türkisch"
    assert cell(turkish, "lebensphase", "gesundheit", "krippe") == (6, 0, 1)
    telegram = report(world, side="kanal", part="telegram").table("lebensphase")
    assert telegram is not None
    assert telegram.sums.total == 6
    brome = report(world, side="ort", part="031515402")
    assert cell(brome, "ort", "gesundheit", "031515402/03151005")[:2] == (6, 0)


def test_what_is_small_is_hidden_with_what_would_tell_it(world: Engine) -> None:
    counted(world, "gesundheit", "geburt", "03151009", 3, hits=1)
    shown = report(world)
    assert cell(shown, "lebensphase", "gesundheit", "geburt")[0] is None
    # in Gifhorn the 12 are all but the 3, and all of the 12 there are; only the sum of all tells nobody
    assert [cell(shown, "lebensphase", "gesundheit", phase)[0] for phase in ("krippe", "kita")] == [None, None]
    table = shown.table("lebensphase")
    assert table is not None
    assert table.sums.total == 78
    assert "3 Fragen" not in "".join(shown.gaps)


def test_a_need_is_divided_by_its_topics(world: Engine) -> None:
    counted(world, "kinderbetreuung", "krippe", "03151040", 9, topic="kita")
    table = report(world, need="kinderbetreuung").table("lebensphase")
    assert table is not None
    assert {line.key: line.total for line in table.lines if line.total} == {
        "kinderbetreuung/kita": 9,
        "kinderbetreuung/": 57,
    }


def test_an_unfinished_period_says_so(world: Engine) -> None:
    assert [report(world, period=period).unfinished for period in (ANY, "2026-Q4", "2026-11", "2026-10")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "query",
    [
        {"period": "gestern"},
        {"period": "2026-13"},
        {"need": "pferde"},
        {"side": "name", "part": "Anna"},
        {"side": "ort", "part": "Schlossplatz"},
        {"side": "sprache", "part": "xx"},
    ],
)
def test_what_there_is_not_is_refused_in_german(world: Engine, query: dict[str, str]) -> None:
    with pytest.raises(UnknownPart, match="„"):
        report(world, **query)


def test_choices(world: Engine) -> None:
    choices = report(world).choices
    assert [value for value, _ in choices.periods] == [ANY, "2026", "2026-Q4", "2026-10", "2026-11"]
    assert dict(choices.parts["sprache"]) == {"de": "Deutsch", "tr": "Türkisch"}
    assert dict(choices.parts["kanal"]) == {"web": "Webseite", "telegram": "Telegram"}


def test_without_any_search_the_report_is_empty(engine: Engine) -> None:
    shown = report(engine)
    assert shown.gaps == ()
    assert shown.choices.periods == ((ANY, "alles bisher"),)

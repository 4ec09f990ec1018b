"""The next steps of a child: births as ranges, months of life, school years, and the file staff write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from offer_db.step_times import (
    BirthRange,
    DaysOfYear,
    LifeMonths,
    SchoolDates,
    SchoolEvent,
    add_months,
    at_school,
    birth_range,
    school_year,
)
from offer_db.steps import PlannedStep, Source, Step, StepState, plan
from offer_db.steps_file import StepsFileInvalid, load_steps

TODAY = date(2026, 11, 22)
STEP = Step(
    id="u7",
    title="U7 beim Kinderarzt",
    text="Machen Sie einen Termin.",
    time=LifeMonths(20, 23),
    birthdays=None,
    deadline="",
    bring=(),
    offers=(),
    topics=(),
    need="gesundheit",
    sources=(Source("https://example.org", "", "x"),),
    certain=True,
    valid_from=None,
    valid_to=None,
    verified_on=None,
)
MAY = DaysOfYear((5, 1), (5, 31))
REGISTRATION = replace(STEP, id="schulanmeldung", time=SchoolDates(SchoolEvent.EINSCHULUNG, -1, MAY))
FLEXIBLE = replace(
    STEP,
    id="flexi",
    time=SchoolDates(SchoolEvent.EINSCHULUNG, 0, DaysOfYear((1, 1), (5, 1))),
    birthdays=DaysOfYear((7, 2), (10, 1)),
)


def born(first: str, last: str | None = None) -> BirthRange:
    return BirthRange(date.fromisoformat(first), date.fromisoformat(last or first))


def only(step: Step, birth: BirthRange, today: date = TODAY) -> PlannedStep | None:
    planned = plan([step], birth, today)
    return planned[0] if planned else None


@pytest.mark.parametrize(
    ("age_months", "earliest", "latest"),
    [
        ((36, 47), "2022-11-23", "2023-11-22"),
        ((18, 18), "2025-04-23", "2025-05-22"),
        ((0, 0), "2026-10-23", "2026-11-22"),
        ((0, 11), "2025-11-23", "2026-11-22"),
        ((-5, -4), "2027-03-22", "2027-04-22"),
        ((-9, 0), "2026-11-22", "2027-08-22"),
        ((-1, 0), "2026-11-22", "2026-12-22"),
        ((-2, -2), "2027-01-07", "2027-02-06"),
        ((-1, 2), "2026-08-23", "2026-12-22"),
    ],
)
def test_an_age_is_a_range_of_births(age_months: tuple[int, int], earliest: str, latest: str) -> None:
    assert birth_range(age_months, TODAY) == born(earliest, latest)


def test_a_range_of_births_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        born("2024-02-02", "2024-02-01")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-22", -11, "2025-12-22"),
        ("2026-11-22", 0, "2026-11-22"),
    ],
)
def test_months_are_added_by_the_calendar(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("birth", "year"),
    [
        ("2020-01-01", 2026),
        ("2020-07-01", 2026),
        ("2020-09-30", 2026),
        ("2020-10-01", 2026),  # completes the sixth year on 30 September: §§ 187, 188 BGB
        ("2020-10-02", 2027),
        ("2020-12-31", 2027),
    ],
)
def test_school_year(birth: str, year: int) -> None:
    assert school_year(date.fromisoformat(birth)) == year


@pytest.mark.parametrize(
    ("step", "birth", "start", "end", "state", "exact"),
    [
        # Months of life: the last one is still open.
        (STEP, born("2025-02-10"), "2026-10-10", "2027-02-09", "jetzt", True),
        (STEP, born("2025-03-23"), "2026-11-23", "2027-03-22", "bald", True),
        (STEP, born("2025-09-22"), "2027-05-22", "2027-09-21", "bald", True),
        (STEP, born("2025-09-23"), "2027-05-23", "2027-09-22", "spaeter", True),
        (STEP, born("2024-11-23"), "2026-07-23", "2026-11-22", "jetzt", True),
        # Known by the year only: from the first possible day to the last possible one.
        (STEP, born("2024-01-01", "2024-12-31"), "2025-09-01", "2026-12-30", "jetzt", False),
        (replace(STEP, time=LifeMonths(-9, -1)), born("2027-05-10"), "2026-08-10", "2027-05-09", "jetzt", True),
        # Days of a calendar year.
        (REGISTRATION, born("2021-11-05"), "2027-05-01", "2027-05-31", "bald", True),
        (REGISTRATION, born("2021-11-05", "2022-09-01"), "2027-05-01", "2027-05-31", "bald", True),
        (REGISTRATION, born("2021-11-05", "2022-11-01"), "2027-05-01", "2028-05-31", "bald", False),
        # The first of two possible school years is over: only the second one lies ahead.
        (REGISTRATION, born("2020-11-05", "2021-11-04"), "2027-05-01", "2027-05-31", "bald", False),
        (
            replace(STEP, time=SchoolDates(SchoolEvent.KLASSE_5, 0, DaysOfYear((2, 1), (6, 30)))),
            *(born("2017-03-01"), "2027-02-01", "2027-06-30", "bald", True),
        ),
        # Over the turn of the year.
        (
            replace(STEP, time=SchoolDates(SchoolEvent.EINSCHULUNG, -1, DaysOfYear((9, 1), (2, 28)))),
            *(born("2021-01-01"), "2026-09-01", "2027-02-28", "jetzt", True),
        ),
        # For some birthdays only.
        (FLEXIBLE, born("2021-08-15"), "2027-01-01", "2027-05-01", "bald", True),
        (FLEXIBLE, born("2021-08-01", "2021-08-31"), "2027-01-01", "2027-05-01", "bald", True),
        (FLEXIBLE, born("2020-11-23", "2021-11-22"), "2027-01-01", "2027-05-01", "bald", False),
        # A rule that holds from or until a day.
        (replace(STEP, valid_from=date(2026, 12, 1)), born("2025-02-10"), "2026-12-01", "2027-02-09", "bald", True),
        (replace(STEP, valid_to=date(2026, 12, 31)), born("2025-02-10"), "2026-10-10", "2026-12-31", "jetzt", True),
    ],
)
def test_window_and_state(step: Step, birth: BirthRange, start: str, end: str, state: str, exact: bool) -> None:
    planned = only(step, birth)
    assert planned is not None
    assert (planned.start.isoformat(), planned.end.isoformat(), planned.state, planned.exact) == (
        *(start, end, state, exact),
    )


@pytest.mark.parametrize(
    ("step", "birth"),
    [
        (STEP, born("2024-11-22")),  # ended yesterday
        (REGISTRATION, born("2019-11-01")),
        (FLEXIBLE, born("2021-03-01", "2021-06-30")),
        (replace(STEP, valid_to=date(2026, 10, 1)), born("2025-02-10")),
        (replace(STEP, valid_from=date(2027, 3, 1)), born("2025-02-10")),
    ],
)
def test_what_is_over_or_for_others_is_left_out(step: Step, birth: BirthRange) -> None:
    assert only(step, birth) is None


def test_the_most_urgent_step_comes_first() -> None:
    times = {
        "jahrelang_offen": LifeMonths(0, 200),
        "spaeter": LifeMonths(40, 41),
        "endet_in_einem_jahr": LifeMonths(6, 32),
        "endet_bald": LifeMonths(20, 21),
        "bald": LifeMonths(24, 30),
        "gleich": LifeMonths(22, 30),
        "vorbei": LifeMonths(0, 5),
    }
    steps = [replace(STEP, id=name, time=time) for name, time in times.items()]
    birth = born("2025-02-10")
    planned = plan(steps, birth, TODAY, limit=9)
    assert [(found.step.id, found.state) for found in planned] == [
        ("endet_bald", "jetzt"),
        ("endet_in_einem_jahr", "jetzt"),
        ("gleich", "bald"),
        ("bald", "bald"),
        ("jahrelang_offen", "jetzt"),
        ("spaeter", "spaeter"),
    ]
    assert plan(steps, birth, TODAY, limit=2) == planned[:2]


def test_a_birth_known_by_the_year_does_not_make_a_step_less_urgent() -> None:
    checkup = replace(STEP, id="u9", time=LifeMonths(59, 63))  # ends between April 2027 and March 2028
    steps = [replace(STEP, id="bald", time=LifeMonths(61, 80)), checkup]
    planned = plan(steps, born("2021-12-01", "2022-11-30"), TODAY)
    assert [(found.step.id, found.state) for found in planned] == [("u9", "jetzt"), ("bald", "bald")]


days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
births = st.builds(lambda first, width: BirthRange(first, first + timedelta(width)), days, st.integers(0, 400))
months = st.tuples(st.integers(-9, 140), st.integers(0, 60)).map(lambda m: LifeMonths(m[0], m[0] + m[1]))
month_days = st.dates(date(2001, 1, 1), date(2001, 12, 31)).map(lambda day: (day.month, day.day))
days_of_year = st.builds(DaysOfYear, month_days, month_days)
school_dates = st.builds(SchoolDates, st.sampled_from(SchoolEvent), st.integers(-3, 3), days_of_year)
steps = st.builds(
    lambda time, birthdays, since: replace(STEP, time=time, birthdays=birthdays, valid_from=since),
    st.one_of(months, school_dates),
    st.none() | days_of_year,
    st.none() | days,
)


@given(steps, births, days)
def test_what_has_ended_never_comes_back(step: Step, birth: BirthRange, today: date) -> None:
    planned = only(step, birth, today)
    if planned is None:
        assert only(step, birth, today + timedelta(90)) is None
    else:
        assert today <= planned.end
        assert planned.start <= planned.end
        assert (planned.state == StepState.JETZT) == (planned.start <= today)


@given(months.filter(lambda time: time.first >= 0), births, days)
def test_no_window_after_birth_begins_before_it(time: LifeMonths, birth: BirthRange, today: date) -> None:
    planned = only(replace(STEP, time=time), birth, today)
    assert planned is None or planned.start >= birth.earliest


@given(steps, births, days, st.integers(0, 400))
def test_the_window_of_a_range_holds_that_of_every_birth_in_it(
    step: Step, birth: BirthRange, today: date, later: int
) -> None:
    day = min(birth.earliest + timedelta(later), birth.latest)
    one, whole = only(step, BirthRange(day, day), today), only(step, birth, today)
    if one is None:
        return
    assert whole is not None
    assert whole.start <= one.start
    assert one.end <= whole.end
    if whole.exact:
        assert (one.start, one.end) == (whole.start, whole.end)


@given(st.integers(0, 140), st.integers(0, 24), days)
def test_a_range_of_births_has_the_age_it_was_made_from(youngest: int, more: int, today: date) -> None:
    birth = birth_range((youngest, youngest + more), today)
    assert add_months(birth.latest, youngest) <= today
    assert add_months(birth.earliest, youngest + more + 1) >= today
    assert birth.latest <= today


def entry(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": "u7",
        "titel": "U7",
        "text": "Machen Sie einen Termin.",
        "zeit": {"bezug": "geburt", "von_monat": 20, "bis_monat": 23},
        "bedarf": "gesundheit",
        "quellen": [{"adresse": "https://example.org/u7", "stand": 2025, "sagt": "21. bis 24. Lebensmonat"}],
        "sicher": "ja",
    }
    return {name: value for name, value in {**plain, **changes}.items() if value != "weg"}


def written(tmp_path: Path, *entries: dict[str, Any]) -> Path:
    path = tmp_path / "uebergaenge.yml"
    content = {"stand": date(2026, 11, 22), "schritte": list(entries)}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    full = entry(
        id="flexi",
        zeit={"bezug": "einschulung", "jahr": 0, "von": "01-01", "bis": "05-01"},
        nur_geburtstag={"von": "07-02", "bis": "10-01"},
        frist="Bis zum 1. Mai.",
        mitbringen=["Geburtsurkunde"],
        angebote=["gf-familienbuero"],
        themen=["einschulung"],
        sicher="nein",
        gueltig_ab=date(2026, 8, 1),
        gueltig_bis=None,
        geprueft_am=None,
    )
    first, second = load_steps(written(tmp_path, entry(), full))
    assert first.time == LifeMonths(20, 23)
    assert first.sources == (Source("https://example.org/u7", "2025", "21. bis 24. Lebensmonat"),)
    assert (first.certain, second.certain) == (True, False)
    assert second.time == SchoolDates(SchoolEvent.EINSCHULUNG, 0, DaysOfYear((1, 1), (5, 1)))
    assert second.birthdays == DaysOfYear((7, 2), (10, 1))
    assert (second.bring, second.offers, second.topics) == (
        ("Geburtsurkunde",),
        ("gf-familienbuero",),
        ("einschulung",),
    )
    assert (second.valid_from, second.valid_to, second.verified_on) == (date(2026, 8, 1), None, None)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"titel": "weg"}, "Schritt „u7“, Feld „titel“: fehlt."),
        ({"text": "  "}, "Schritt „u7“, Feld „text“"),
        ({"id": "U 7"}, "Schritt „U 7“, Feld „id“: Erlaubt sind kleine"),
        ({"id": "weg"}, "Schritt „Nr. 1“, Feld „id“: fehlt."),
        ({"tittel": "U7"}, "Schritt „u7“, Feld „tittel“: Dieses Feld gibt es nicht."),
        ({"zeit": "weg"}, "Feld „zeit“: fehlt."),
        ({"zeit": "im Mai"}, "Feld „zeit“: Hier stehen mehrere Felder."),
        ({"zeit": {"bezug": "taufe"}}, "Feld „zeit.bezug“: Erlaubt ist: geburt, einschulung, klasse_5."),
        ({"zeit": {"bezug": "geburt", "von_monat": "drei", "bis_monat": 4}}, "Feld „zeit.von_monat“: Hier steht eine"),
        ({"zeit": {"bezug": "geburt", "von_monat": True, "bis_monat": 4}}, "Feld „zeit.von_monat“"),
        ({"zeit": {"bezug": "geburt", "von_monat": -12, "bis_monat": 4}}, "Feld „zeit.von_monat“"),
        ({"zeit": {"bezug": "geburt", "von_monat": 5, "bis_monat": 4}}, "Feld „zeit.bis_monat“: liegt vor"),
        ({"zeit": {"bezug": "geburt", "von_monat": 5, "bis_monat": 6, "jahr": 1}}, "Feld „zeit.jahr“: Dieses Feld"),
        ({"zeit": {"bezug": "klasse_5", "jahr": 0, "von": "31.05.", "bis": "06-30"}}, "Feld „zeit.von“: Hier stehen"),
        ({"zeit": {"bezug": "klasse_5", "jahr": 0, "von": "02-29", "bis": "06-30"}}, "Feld „zeit.von“"),
        ({"zeit": {"bezug": "klasse_5", "jahr": 0, "von": "05-01"}}, "Feld „zeit.bis“"),
        ({"nur_geburtstag": {"von": "07-01", "bis": "13-01"}}, "Feld „nur_geburtstag.bis“"),
        ({"bedarf": "geld"}, "Feld „bedarf“: Erlaubt ist: schwangerschaft_geburt, "),
        ({"quellen": []}, "Feld „quellen“: fehlt."),
        ({"quellen": [{"adresse": "Amt", "sagt": "x"}]}, "Feld „quellen 1.adresse“: Hier steht eine Adresse"),
        ({"quellen": [{"adresse": "https://example.org"}]}, "Feld „quellen 1.sagt“: fehlt."),
        ({"sicher": "vielleicht"}, "Feld „sicher“: Erlaubt ist: ja, nein."),
        ({"angebote": "gf-familienbuero"}, "Feld „angebote“: Hier steht eine Liste."),
        ({"mitbringen": [["Pass"]]}, "Feld „mitbringen“: Hier steht ein Text."),
        ({"gueltig_ab": "August"}, "Feld „gueltig_ab“: Hier steht ein Tag"),
        ({"gueltig_ab": date(2027, 1, 1), "gueltig_bis": date(2026, 1, 1)}, "Feld „gueltig_bis“: liegt vor"),
    ],
)
def test_a_slip_is_named_with_file_step_and_field(tmp_path: Path, changes: dict[str, Any], named: str) -> None:
    with pytest.raises(StepsFileInvalid) as refused:
        load_steps(written(tmp_path, entry(**changes)))
    assert str(refused.value).startswith("uebergaenge.yml, ")
    assert named in str(refused.value)


def test_every_bad_step_is_named(tmp_path: Path) -> None:
    with pytest.raises(StepsFileInvalid) as refused:
        load_steps(written(tmp_path, entry(), entry(id="u8", text="weg"), entry()))
    assert refused.value.problems == (
        "Schritt „u8“, Feld „text“: fehlt.",
        "Schritt „u7“, Feld „id“: steht zweimal in der Datei.",
    )


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"stand: 2026-11-22\nschritte: []\n", "Feld „schritte“: fehlt."),
        (b"schritte:\n- id: u7\n", "Feld „stand“: fehlt."),
        (b"stand: 2026-11-22\nschritte:\n- id: u7\nmehr: 1\n", "Feld „mehr“: Dieses Feld gibt es nicht."),
        (
            b"stand: 2026-11-22\nschritte:\n- id: u7\n  frist: a\n  frist: b\n",
            "Zeile 5: Das Feld „frist“ steht zweimal",
        ),
        (b"stand: 2026-11-22\nschritte:\n- id: u7\n frist: a\n", "Zeile 4 ist nicht lesbar"),
        (b"- u7\n", "Die Datei hat keine Felder."),
        ("stand: M\u00e4rz".encode("latin-1"), "Die Datei ist nicht lesbar"),
        (None, "Die Datei ist nicht lesbar"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None, named: str) -> None:
    path = tmp_path / "uebergaenge.yml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StepsFileInvalid, match=r"uebergaenge\.yml, ") as refused:
        load_steps(path)
    assert named in str(refused.value)


def test_who_is_at_school_is_past_its_beginning() -> None:
    first_class = birth_range((72, 95), date(2026, 11, 22))
    assert at_school(first_class, date(2026, 11, 22)).latest == date(2020, 10, 1)
    assert at_school(first_class, date(2027, 5, 1)).latest == date(2020, 10, 1)

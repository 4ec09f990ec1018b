"""The calendar over a real socket and a real offer database; its address holds everything, nothing is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar, Component
from itsdangerous import URLSafeTimedSerializer

import texts
from bot.gateway.calendar import CALENDARS, CalendarGone, Calendars, add_calendar, calendar_path, links
from bot.gateway.calendar_file import calendar_file
from bot.gateway.offers import OFFERS, Offers
from bot.settings import Settings
from offer_db.database import open_engine
from offer_db.step_times import BirthRange, LifeMonths
from offer_db.steps import PlannedStep, Source, Step, StepState
from tests.unit.offer_db.offers import OFFER

SECRET = "geheim"
NOW = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Europe/Berlin"))
TODAY = NOW.date()
BIRTH = BirthRange(date(2025, 2, 1), date(2025, 2, 28))
STEP = Step(
    id="u7",
    title="U7 beim Kinderarzt",
    text="Machen Sie einen Termin; Ihr Kind wird untersucht.",
    time=LifeMonths(20, 23),
    birthdays=None,
    deadline="Danach zahlt die Kasse nicht mehr.",
    bring=("Gelbes Heft", "Versichertenkarte"),
    offers=("gf-x",),
    topics=(),
    need="gesundheit",
    sources=(Source("https://example.org", "", "x"),),
    certain=True,
    valid_from=None,
    valid_to=None,
    verified_on=None,
)
PLANNED = PlannedStep(STEP, date(2027, 3, 28), date(2027, 6, 27), StepState.BALD, exact=True)
STEPS = """
stand: 2026-11-22
schritte:
- id: hilfe
  titel: "Hilfe holen"
  text: "Das Familienbüro hilft Ihnen."
  zeit: {bezug: geburt, von_monat: 0, bis_monat: 100}
  angebote: [gibt-es-nicht, de-u10-u11, gf-familienbuero]  # die zweite ohne Anschrift und Telefon
  bedarf: fruehe_hilfen
  quellen: [{adresse: "https://example.org", sagt: "x"}]
  sicher: nein
- id: u2
  titel: "U2"
  text: "Die U2 ist in den ersten Tagen."
  zeit: {bezug: geburt, von_monat: 0, bis_monat: 0}
  bedarf: gesundheit
  quellen: [{adresse: "https://example.org", sagt: "x"}]
  sicher: ja
"""


def event_of(planned: PlannedStep = PLANNED, **of_offer: Any) -> Component:
    file = calendar_file([(planned, replace(OFFER, **of_offer))], NOW)
    return Calendar.from_ical(file).walk("VEVENT")[0]


def test_an_event_holds_what_a_parent_needs() -> None:
    event = event_of()
    assert event["SUMMARY"] == "U7 beim Kinderarzt"
    assert (event.start, event.end) == (date(2027, 3, 28), date(2027, 3, 29))
    assert event["DESCRIPTION"].splitlines() == [
        "Machen Sie einen Termin; Ihr Kind wird untersucht.",
        "Zeit: 28.03.2027 bis 27.06.2027.",
        "Frist: Danach zahlt die Kasse nicht mehr.",
        "Mitbringen: Gelbes Heft; Versichertenkarte.",
        "Hier hilft man Ihnen: Beratung, Schlossplatz 1, 38518 Gifhorn, Telefon 05371 82-0",
    ]


def test_the_reminder_comes_a_week_before_and_wakes_nobody() -> None:
    event = event_of()
    (alarm,) = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert datetime.combine(event.start, datetime.min.time()) + alarm["TRIGGER"].dt == datetime(2027, 3, 21, 9)


def test_what_is_not_known_is_said_or_left_out() -> None:
    step = replace(STEP, deadline="", bring=(), certain=False)
    lines = event_of(replace(PLANNED, step=step, exact=False), address="")["DESCRIPTION"].splitlines()
    assert lines[1:] == [
        "Zeit: ungefähr 28.03.2027 bis 27.06.2027.",
        "Hier hilft man Ihnen: Beratung, Telefon 05371 82-0",
        "Das kann sich ändern. Bitte fragen Sie vorher nach.",
    ]


def test_what_is_open_already_stands_on_today() -> None:
    assert event_of(replace(PLANNED, start=date(2026, 10, 1))).start == TODAY


def test_a_second_import_changes_the_event_and_doubles_none() -> None:
    uid = event_of()["UID"]
    assert event_of(replace(PLANNED, step=replace(STEP, text="Neuer Text.")), phone="")["UID"] == uid
    assert event_of(replace(PLANNED, end=date(2027, 7, 1)))["UID"] != uid
    assert event_of(replace(PLANNED, step=replace(STEP, id="u8")))["UID"] != uid


def test_the_file_is_a_calendar_in_german() -> None:
    text = calendar_file([(PLANNED, None)], NOW).decode()
    assert text.count("X-WR-CALNAME:Lotte: nächste Schritte\r\n") == 1
    for line in ("BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-TIMEZONE:Europe/Berlin", "DTSTART;VALUE=DATE:20270328"):
        assert f"{line}\r\n" in text
    assert "DTSTAMP:20261122T090000Z" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_message_with_a_calendar_has_a_link() -> None:
    message = {"calendar": {"birth": ["2025-02-01", "2025-02-28"], "steps": ["u7"], "label": "In meinen Kalender"}}
    (link,) = links(message, SECRET)
    assert link["label"] == "In meinen Kalender"
    assert link["href"].startswith("/kalender/")
    assert link["href"].endswith(".ics")


@pytest.mark.parametrize("message", [{}, {"calendar": None}, {"text": "Hallo"}])
def test_a_message_without_a_calendar_has_none(message: dict[str, Any]) -> None:
    assert links(message, SECRET) == []


@pytest.fixture
def calendars(settings: Settings, tmp_path: Path) -> Iterator[Calendars]:
    steps_file = tmp_path / "uebergaenge.yml"
    steps_file.write_text(STEPS, encoding="utf-8")
    offers = Offers(settings.offers_url)
    yield Calendars(SECRET, offers, steps_file)
    offers.close()


@pytest.fixture
async def client(settings: Settings, calendars: Calendars) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application()
    app[OFFERS] = Offers(settings.offers_url)
    add_calendar(app, settings)
    app[CALENDARS] = calendars
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_the_address_leads_to_the_file(client: TestClient[Any, Any]) -> None:
    today = datetime.now(UTC).date()
    birth = BirthRange(today - timedelta(400), today - timedelta(380))
    response = await client.get(calendar_path(SECRET, birth, ["hilfe", "u2", "unbekannt"]))
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].endswith('.ics"')
    (event,) = Calendar.from_ical(await response.read()).walk("VEVENT")  # the U2 is over, the third there never was
    assert event["SUMMARY"] == "Hilfe holen"
    assert "Telefon 05371 804-440" in event["DESCRIPTION"]


@pytest.mark.parametrize("token", ["x", "x.y.z", "WyIyMDI1LTAyLTAxIl0.aXVnaA.aXVnaA", "ä", "%00", "a" * 300])
async def test_a_forged_address_leads_nowhere(client: TestClient[Any, Any], token: str) -> None:
    response = await client.get(f"/kalender/{token}.ics")
    assert response.status == 404
    assert await response.text() == texts.load().phrase("kalender_abgelaufen")


def token_of(secret: str = SECRET, salt: str = "lotte-kalender") -> str:
    return str(URLSafeTimedSerializer(secret, salt=salt).dumps(["2025-02-01", "2025-02-28", "u2"]))


@pytest.mark.parametrize("other", [{"secret": "anders"}, {"salt": "lotte-session"}], ids=["secret", "salt"])
def test_only_our_own_signature_for_this_counts(calendars: Calendars, other: dict[str, str]) -> None:
    token = token_of(**other)
    with pytest.raises(CalendarGone) as gone:
        calendars.file(token, NOW)
    assert gone.value.status == 404


def test_an_old_address_is_gone(calendars: Calendars, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.calendar.TOKEN_SECONDS", -1)
    with pytest.raises(CalendarGone) as gone:
        calendars.file(token_of(), NOW)
    assert gone.value.status == 410


def test_when_all_is_over_the_address_is_gone(calendars: Calendars) -> None:
    with pytest.raises(CalendarGone) as gone:
        calendars.file(token_of(), NOW)
    assert gone.value.status == 410


def test_an_offer_that_families_may_not_see_is_not_named(calendars: Calendars, settings: Settings) -> None:
    token = calendar_path(SECRET, BIRTH, ["hilfe"]).removeprefix("/kalender/").removesuffix(".ics")
    engine = open_engine(settings.offers_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE offer SET valid_to = '2026-01-01' WHERE id = 'gf-familienbuero'")
    assert "05371 804-440" not in calendars.file(token, NOW).decode()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE offer SET valid_to = NULL WHERE id = 'gf-familienbuero'")
    engine.dispose()
    assert "05371 804-440" in calendars.file(token, NOW).decode().replace("\r\n ", "")

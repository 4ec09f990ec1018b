from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine

from offer_db import links
from offer_db.editing import confirm, edit_offer, set_state
from offer_db.reporting import add_report
from offer_db.vocabulary import ReportKind, State
from offer_db.worklist import KINDS, REPORTED, worklist
from tests.integration.offer_db.test_editing import NEW

TODAY = date(2026, 11, 23)
URL = "https://example.org/treff"
NIGHT = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def offer_id(engine: Engine) -> str:
    """An offer with nothing to do about it."""
    whole = {"topics": "kita", "url": URL, "state": "veroeffentlicht"}
    offer = edit_offer(engine, None, NEW | whole, "Anna")
    confirm(engine, offer.id, "Anna", TODAY)
    return offer.id


def kinds(engine: Engine) -> list[str]:
    return [item.kind for item in worklist(engine, TODAY) if item.kind != "familienbuero"]


def test_a_whole_offer_asks_for_nothing(engine: Engine, offer_id: str) -> None:
    assert kinds(engine) == []


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"verified_on": "2026-05-26"}, "alt"),
        ({"verified_on": "", "verified_by": ""}, "alt"),
        ({"url": ""}, "ohne_kontakt"),
        ({"topics": ""}, "ohne_thema"),
        ({"town": "Nirgends"}, "ort_unbekannt"),
        ({"state": "entwurf"}, "entwurf"),
        ({"valid_to": "2026-11-22"}, "abgelaufen"),
        ({"valid_to": "2026-12-01"}, "laeuft_ab"),
        ({"age_min_months": "0", "age_max_months": "330"}, "alter_unplausibel"),
    ],
)
def test_each_kind_of_work(engine: Engine, offer_id: str, cells: dict[str, str], kind: str) -> None:
    offer = edit_offer(engine, offer_id, cells, "Anna")
    (item,) = (item for item in worklist(engine, TODAY) if item.kind != "familienbuero")
    assert (item.kind, item.offer_id, item.title) == (kind, offer_id, offer.title)
    assert item.sentence.endswith(".")
    set_state(engine, offer_id, State.BEENDET)
    assert kinds(engine) == []


def test_reports_come_first_with_their_number(engine: Engine, offer_id: str) -> None:
    edit_offer(engine, offer_id, {"verified_on": "2026-01-01"}, "Anna")
    for kind in ReportKind:
        add_report(engine, offer_id, kind, TODAY)
    items = [item for item in worklist(engine, TODAY) if item.kind != "familienbuero"]
    assert [item.kind for item in items] == ["gemeldet"] * len(ReportKind) + ["alt"]
    assert all(item.serious and item.report_id for item in items[:-1])
    assert set(REPORTED) == set(ReportKind)


def test_the_order_knows_every_kind(engine: Engine, offer_id: str) -> None:
    edit_offer(engine, offer_id, {"topics": "", "verified_on": "2026-01-01", "state": "entwurf", "url": ""}, "Anna")
    found = kinds(engine)
    assert found == sorted(found, key=list(KINDS).index) == ["ohne_kontakt", "ohne_thema", "entwurf", "alt"]


def test_an_address_is_dead_after_two_days(engine: Engine, offer_id: str) -> None:
    assert links.due(engine, NIGHT) == (URL,)
    assert not links.record(engine, URL, 404, "", NIGHT)
    assert not links.record(engine, URL, 404, "", NIGHT + timedelta(hours=5))
    assert links.due(engine, NIGHT) == ()
    assert links.due(engine, NIGHT + timedelta(days=1)) == (URL,)
    assert kinds(engine) == []
    # No answer proves nothing in either direction.
    assert not links.record(engine, URL, None, "Zeitüberschreitung", NIGHT + timedelta(hours=22))
    assert links.record(engine, URL, None, links.NAME_UNKNOWN, NIGHT + timedelta(days=1))
    (item,) = (item for item in worklist(engine, TODAY) if item.kind == "toter_link")
    assert (item.offer_id, item.serious) == (offer_id, True)
    assert item.sentence == (
        "https://example.org/treff ist nicht zu erreichen (Den Namen gibt es nicht), zuletzt am 23.11.2026 versucht."
    )
    assert not links.record(engine, URL, 200, "", NIGHT + timedelta(days=2))
    assert links.dead(engine) == ()


@pytest.mark.parametrize(
    ("status", "problem", "gone"),
    [
        (404, "", True),
        (410, "", True),
        (None, links.NAME_UNKNOWN, True),
        (None, "Zeitüberschreitung", False),
        (403, "", False),
        (500, "", False),
        (200, "", False),
    ],
)
def test_once_is_enough_if_a_person_asks(
    engine: Engine, offer_id: str, status: int | None, problem: str, gone: bool
) -> None:
    assert links.record(engine, URL, status, problem, NIGHT, on_demand=True) is gone
    assert [link.offer_id for link in links.dead(engine)] == ([offer_id] if gone else [])


def test_an_address_nobody_names_any_more_is_forgotten(engine: Engine, offer_id: str) -> None:
    links.record(engine, URL, 404, "", NIGHT, on_demand=True)
    edit_offer(engine, offer_id, {"url": "https://example.org/neu"}, "Anna")
    assert links.dead(engine) == ()
    links.record(engine, "https://example.org/neu", 200, "", NIGHT)
    edit_offer(engine, offer_id, {"url": URL}, "Anna")
    assert links.dead(engine) == ()
    assert links.due(engine, NIGHT) == (URL,)


def test_times_with_a_zone_are_the_same_moment(engine: Engine, offer_id: str) -> None:
    links.record(engine, URL, 200, "", NIGHT)
    summer = timezone(timedelta(hours=2))
    assert links.due(engine, NIGHT.astimezone(summer)) == ()
    assert links.due(engine, (NIGHT + timedelta(seconds=1)).astimezone(summer)) == (URL,)
    assert links.due(engine, NIGHT.replace(tzinfo=None)) == ()


def test_ended_offers_are_not_visited(engine: Engine, offer_id: str) -> None:
    set_state(engine, offer_id, State.BEENDET)
    assert links.due(engine, NIGHT) == ()

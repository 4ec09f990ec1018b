"""Notes of parents on offers, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, text

from offer_db.csvfile import read_text
from offer_db.database import writing
from offer_db.errors import UnknownReport
from offer_db.importing import import_offers
from offer_db.reporting import add_report, resolve_report
from offer_db.search import OfferDirectory, OfferReport
from offer_db.vocabulary import ReportKind

ROWS = (
    "id,title,provider,category,description,age_min_months,age_max_months,target,reach,reach_area,confidence\n"
    "gf-a,Kita A,T,kinderbetreuung,Text,0,35,alle,gemeinde,Brome,high\n"
)


@pytest.fixture
def noting(engine: Engine) -> Iterator[OfferDirectory]:
    with writing(engine) as session:
        import_offers(session, read_text(ROWS, "a.csv"))
    with OfferDirectory(engine.url.render_as_string(hide_password=False)) as directory:
        yield directory


def test_a_note_until_it_is_dealt_with(noting: OfferDirectory) -> None:
    assert noting.open_reports() == ()
    assert noting.report("gf-a", "telefon")
    assert noting.report("gf-a", "die Nummer gehört jetzt Frau Müller")
    assert not noting.report("gf-b", "telefon")
    first, second = noting.open_reports()
    assert (first.offer_id, first.offer_title, first.kind, first.resolved_on) == ("gf-a", "Kita A", "telefon", None)
    assert second.kind == "sonstiges"
    noting.resolve_report(first.id)
    noting.resolve_report(first.id)
    assert noting.open_reports() == (second,)
    for unknown in (0, -1, 4711, 2**40, 2**70):
        with pytest.raises(UnknownReport, match=str(unknown)):
            noting.resolve_report(unknown)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_can_be_noted(noting: OfferDirectory, kind: ReportKind) -> None:
    assert noting.report("gf-a", kind)
    assert [report.kind for report in noting.open_reports()] == [kind]


def test_oldest_first_and_the_day_it_was_dealt_with_stays(noting: OfferDirectory, engine: Engine) -> None:
    add_report(engine, "gf-a", "voll", date(2026, 11, 2))
    add_report(engine, "gf-a", "kosten", date(2026, 11, 1))
    reports = noting.open_reports()
    assert [report.kind for report in reports] == ["kosten", "voll"]
    assert isinstance(reports[0], OfferReport)
    resolve_report(engine, reports[0].id, date(2026, 11, 3))
    resolve_report(engine, reports[0].id, date(2026, 11, 9))
    with engine.connect() as connection:
        days = connection.execute(text("SELECT resolved_on FROM offer_report WHERE kind = 'kosten'")).scalar_one()
    assert str(days) == "2026-11-03"


def test_an_import_keeps_the_notes_and_the_end_of_an_offer_removes_them(noting: OfferDirectory, engine: Engine) -> None:
    noting.report("gf-a", "zeiten")
    with writing(engine) as session:
        import_offers(session, read_text(ROWS.replace("Kita A", "Kita Anna"), "a.csv"))
    assert [report.offer_title for report in noting.open_reports()] == ["Kita Anna"]
    with writing(engine) as session:
        session.execute(text("DELETE FROM offer WHERE id = 'gf-a'"))
    assert noting.open_reports() == ()

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from offer_db.constraints import MESSAGES, MISSING_REFERENCE, MISSING_VALUE, constraint_name, explain
from offer_db.csvfile import read_text
from offer_db.database import writing
from offer_db.editing import confirm, set_state
from offer_db.errors import NotAllowed, UnknownOffer
from offer_db.importing import import_offers
from offer_db.vocabulary import State

ROW = (
    "id,title,provider,category,description,age_min_months,age_max_months,target,reach,reach_area,confidence\n"
    "gf-a,A,T,kinderbetreuung,Text,0,35,alle,gemeinde,Brome,high\n"
)
SEARCH = "'gesundheit', '', 'kita', '', 'de'"
REPORT = "INSERT INTO offer_report (offer_id, kind, reported_on, resolved_on) VALUES"


@pytest.fixture
def one_offer(engine: Engine) -> Engine:
    with writing(engine) as session:
        import_offers(session, read_text(ROW, "a.csv"))
    return engine


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE offer SET state = 'fertig'", "ck_offer_state"),
        ("UPDATE offer SET audience = 'alle'", "ck_offer_audience"),
        ("UPDATE offer SET age_min_months = 40", "ck_offer_age_order"),
        ("UPDATE offer SET age_min_months = -10", "ck_offer_age_limits"),
        ("UPDATE offer SET reach_key = NULL", "ck_offer_reach_needs_area"),
        ("UPDATE offer SET verified_by = 'Ich'", "ck_offer_verified_pair"),
        ("UPDATE offer SET valid_from = '2026-02-01', valid_to = '2026-01-01'", "ck_offer_valid_order"),
        ("UPDATE offer SET title = ''", "ck_offer_title"),
        ("INSERT INTO provider (name, kind) VALUES ('T', '')", "uq_provider_name"),
        (
            "INSERT INTO offer_need (offer_id, need, rank) VALUES ('gf-a', 'gesundheit', 1)",
            "uq_offer_need_offer_id_rank",
        ),
        ("INSERT INTO offer_need (offer_id, need, rank) VALUES ('gf-a', 'pferde', 2)", "ck_offer_need_need"),
        ("INSERT INTO offer_need (offer_id, need, rank) VALUES ('gf-a', 'kinderbetreuung', 2)", "pk_offer_need"),
        ("UPDATE offer_location SET postcode = '123'", "ck_offer_location_postcode"),
        (f"INSERT INTO demand VALUES ('2026', {SEARCH}, 1, '', 'web', 1)", "ck_demand_month"),
        (
            f"INSERT INTO demand VALUES ('2026-10', {SEARCH.replace('gesundheit', 'pferde')}, 1, '', '', 1)",
            "ck_demand_need",
        ),
        (f"INSERT INTO demand VALUES ('2026-10', {SEARCH.replace('kita', 'opa')}, 1, '', '', 1)", "ck_demand_age_band"),
        (f"INSERT INTO demand VALUES ('2026-10', {SEARCH}, 4, '', '', 1)", "ck_demand_hits"),
        (f"INSERT INTO demand VALUES ('2026-10', {SEARCH}, 3, '', 'fax', 1)", "ck_demand_channel"),
        (f"INSERT INTO demand VALUES ('2026-10', {SEARCH}, 3, '', '', 0)", "ck_demand_count"),
        (
            f"INSERT INTO demand VALUES ('2026-10', {SEARCH}, 3, '', '', 1), ('2026-10', {SEARCH}, 3, '', '', 1)",
            "pk_demand",
        ),
        (f"{REPORT} ('gf-a', 'frech', '2026-10-01', NULL)", "ck_offer_report_kind"),
        (f"{REPORT} ('gf-a', 'voll', '2026-10-02', '2026-10-01')", "ck_offer_report_resolved_order"),
    ],
)
def test_a_broken_rule_is_explained(one_offer: Engine, statement: str, constraint: str) -> None:
    with pytest.raises(IntegrityError) as caught, writing(one_offer) as session:
        session.execute(text(statement))
    assert constraint_name(caught.value) == constraint
    assert explain(caught.value) == MESSAGES[constraint]


def test_rules_without_a_name_are_explained_too(one_offer: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, writing(one_offer) as session:
        session.execute(text("UPDATE offer SET title = NULL"))
    assert explain(caught.value) == MISSING_VALUE
    with pytest.raises(IntegrityError) as caught, writing(one_offer) as session:
        session.execute(text("INSERT INTO offer_topic (offer_id, topic_key, rank) VALUES ('gf-a', 'nichts', 1)"))
    # SQLite does not say which reference is meant.
    assert explain(caught.value) in (MISSING_REFERENCE, MESSAGES["fk_offer_topic_topic_key_topic"])


def test_editing(one_offer: Engine) -> None:
    set_state(one_offer, "gf-a", State.PAUSIERT)
    confirm(one_offer, "gf-a", "Familienbüro", date(2026, 5, 1))
    with pytest.raises(UnknownOffer, match="gf-b"):
        set_state(one_offer, "gf-b", State.BEENDET)
    with pytest.raises(NotAllowed, match="wer geprüft hat"):
        confirm(one_offer, "gf-a", "  ", date(2026, 5, 1))

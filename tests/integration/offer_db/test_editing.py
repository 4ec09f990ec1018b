from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from offer_db.cells import cells_of, fingerprint
from offer_db.csvfile import read_text
from offer_db.database import reading, writing
from offer_db.editing import check_cells, confirm, edit_offer, set_state
from offer_db.errors import EditRefused, NotAllowed, UnknownOffer
from offer_db.importing import import_offers
from offer_db.loading import load_offers
from offer_db.models import OfferVersion
from offer_db.records import Offer
from offer_db.vocabulary import State
from offer_db.words import word_scores

NEW = {
    "title": "Krabbelgruppe Brome",
    "provider": "Gemeinde Brome",
    "category": "familienbildung_treffs",
    "description": "Eltern und Babys spielen.",
    "age_min_months": "3",
    "age_max_months": "35",
    "target": "alle",
    "reach": "gemeinde",
    "reach_area": "Brome",
    "confidence": "high",
}


def stored(engine: Engine, offer_id: str) -> Offer:
    with reading(engine) as session:
        return load_offers(session, [offer_id])[offer_id]


def version_count(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(OfferVersion)) or 0


def refused_fields(caught: pytest.ExceptionInfo[EditRefused]) -> list[str]:
    return [problem.alias for problem in caught.value.problems]


def test_a_new_offer_is_a_draft_with_an_id_from_its_title(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    assert (offer.id, offer.state, offer.reach_key) == ("gf-krabbelgruppe-brome", "entwurf", "03151005")
    assert edit_offer(engine, None, NEW | {"id": ""}, "Anna").id == "gf-krabbelgruppe-brome-2"
    assert edit_offer(engine, None, NEW | {"kennung": "gf-eigene", "state": "veroeffentlicht"}, "Anna").state == (
        "veroeffentlicht"
    )
    assert stored(engine, offer.id) == offer


def test_every_wrong_field_is_named_at_once(engine: Engine) -> None:
    wrong = NEW | {
        "title": " ",
        "age_min_months": "drei",
        "topics": "reiten",
        "phone": "ruf an",
        "reach_area": "Bromme",
        "confidence": "low",
        "state": "veroeffentlicht",
        "valid_from": "2026-02-01",
        "valid_to": "2026-01-01",
        "verified_by": "Anna",
        "farbe": "rot",
    }
    with pytest.raises(EditRefused) as caught:
        edit_offer(engine, None, wrong, "Anna")
    assert refused_fields(caught) == [
        "farbe",
        "title",
        "topics",
        "age_min_months",
        "phone",
        "reach_area",
        "state",
        "valid_to",
        "verified_on",
    ]
    assert str(caught.value.problems[3]) == (
        "„alter_von_monate“: „drei“ ist keine ganze Zahl. Gemeint ist das Alter in Monaten."
    )
    with pytest.raises(EditRefused) as caught:
        edit_offer(engine, None, {"title": "Nur ein Titel"}, "Anna")
    assert set(refused_fields(caught)) == set(NEW) - {"title", "reach_area"}
    assert {problem.reason for problem in caught.value.problems} == {"Bitte ausfüllen."}
    assert version_count(engine) == 0


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"id": "gf-anders"}, ["id"]),
        ({"confidence": "low", "state": "veroeffentlicht"}, ["state"]),
        ({"verified_on": "2026-05-01"}, ["verified_by"]),
        ({"verified_by": "Anna"}, ["verified_on"]),
        ({"age_min_months": "40"}, ["age_max_months"]),
        ({"reach_area": ""}, ["reach_area"]),
        ({"topics": "reiten;kita;klettern"}, ["topics", "topics"]),
    ],
)
def test_what_does_not_fit_the_rest(engine: Engine, cells: dict[str, str], fields: list[str]) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    with pytest.raises(EditRefused) as caught:
        edit_offer(engine, offer.id, cells, "Anna")
    assert refused_fields(caught) == fields
    assert stored(engine, offer.id) == offer


def test_an_id_that_is_taken(engine: Engine) -> None:
    edit_offer(engine, None, NEW | {"id": "gf-a"}, "Anna")
    with pytest.raises(EditRefused) as caught:
        edit_offer(engine, None, NEW | {"id": "gf-a"}, "Anna")
    assert refused_fields(caught) == ["id"]
    with pytest.raises(UnknownOffer):
        edit_offer(engine, "gf-b", NEW, "Anna")


def test_a_person_may_do_what_a_file_may_not(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    for state in ("pausiert", "veroeffentlicht", "beendet", "entwurf"):
        assert edit_offer(engine, offer.id, {"state": state}, "Anna").state == state
    cells = {"verified_on": "01.05.2026", "verified_by": "Anna"}
    assert edit_offer(engine, offer.id, cells, "Anna").verified_on == date(2026, 5, 1)
    assert edit_offer(engine, offer.id, {"verified_on": "2026-06-01"}, "Anna").verified_on == date(2026, 6, 1)
    assert edit_offer(engine, offer.id, {"verified_on": "", "verified_by": ""}, "Anna").verified_on is None


def test_typing_nothing_anew_changes_nothing(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    assert edit_offer(engine, offer.id, cells_of(offer), "Anna") == offer
    set_state(engine, offer.id, State.ENTWURF)
    assert version_count(engine) == 1


def test_who_was_slower_is_told(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    known = fingerprint(offer)
    edit_offer(engine, offer.id, {"phone": "05371 82-0"}, "Anna", known=known)
    with pytest.raises(EditRefused, match="inzwischen geändert") as caught:
        edit_offer(engine, offer.id, {"email": "a@example.org"}, "Bert", known=known)
    assert refused_fields(caught) == [""]
    assert stored(engine, offer.id).email == ""


def test_checking_writes_nothing(engine: Engine) -> None:
    assert check_cells(engine, None, NEW).id == "gf-krabbelgruppe-brome"
    offer = edit_offer(engine, None, NEW, "Anna")
    assert check_cells(engine, offer.id, {"title": "Anders"}).title == "Anders"
    assert stored(engine, offer.id) == offer
    with pytest.raises(EditRefused):
        check_cells(engine, offer.id, {"title": ""})


def test_a_doubtful_offer_is_published_after_somebody_checked_it(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW | {"confidence": "low"}, "Anna")
    with pytest.raises(NotAllowed, match="zuerst prüfen"):
        set_state(engine, offer.id, State.VEROEFFENTLICHT, "Anna")
    confirm(engine, offer.id, "Anna", date(2026, 11, 23))
    assert stored(engine, offer.id).state == "entwurf"
    set_state(engine, offer.id, State.VEROEFFENTLICHT, "Anna")
    assert stored(engine, offer.id).state == "veroeffentlicht"


def test_the_kind_of_a_provider_stays_with_the_provider(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW | {"provider_type": "Kommune"}, "Anna")
    other = edit_offer(engine, None, NEW | {"provider": "DRK", "provider_type": "freier Träger"}, "Anna")
    assert edit_offer(engine, None, NEW | {"provider_type": ""}, "Anna").provider_kind == "Kommune"
    # A form sends all cells, the kind of the provider before as well.
    moved = edit_offer(engine, offer.id, cells_of(offer) | {"provider": "DRK"}, "Anna")
    assert moved.provider_kind == "freier Träger"
    assert stored(engine, other.id).provider_kind == "freier Träger"


def test_search_words_follow_an_edit(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    edit_offer(engine, offer.id, {"description": "Wir singen mit der Gitarre."}, "Anna")
    with reading(engine) as session:
        assert offer.id in word_scores(session, "Gitarre", 5)
        assert word_scores(session, "spielen", 5) == {}


def test_a_file_after_an_edit_finds_what_was_typed(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    edit_offer(engine, offer.id, {"phone": "05371 82-0"}, "Anna")
    with writing(engine) as session:
        report = import_offers(session, read_text(f"id,phone\n{offer.id},05371 82-0\n", "a.csv"))
    assert report.unchanged == 1

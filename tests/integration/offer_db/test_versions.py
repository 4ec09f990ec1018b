from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from offer_db.cells import fingerprint
from offer_db.csvfile import read_text
from offer_db.database import writing
from offer_db.editing import confirm, edit_offer, set_state
from offer_db.errors import EditRefused, NotAllowed, UnknownOffer, UnknownVersion
from offer_db.importing import import_offers
from offer_db.versions import check_undo, undo, versions
from offer_db.vocabulary import NEEDS, Format, State
from tests.integration.offer_db.test_editing import NEW, stored

_numbers = itertools.count(1)


def actions(engine: Engine, offer_id: str) -> list[str]:
    return [version.action for version in versions(engine, offer_id)]


def test_every_change_is_told_with_who_and_what(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    edit_offer(engine, offer.id, {"phone": "05371 82-0", "title": "Krabbeltreff"}, "Bert")
    confirm(engine, offer.id, "Anna", date(2026, 11, 23))
    set_state(engine, offer.id, State.VEROEFFENTLICHT)
    told = versions(engine, offer.id)
    assert [(version.action, version.by, version.can_undo) for version in told] == [
        ("zustand", "Befehlszeile", True),
        ("geprueft", "Anna", True),
        ("bearbeitet", "Bert", True),
        ("angelegt", "Anna", False),
    ]
    assert [(change.heading, change.before, change.after) for change in told[2].changes] == [
        ("titel", "Krabbelgruppe Brome", "Krabbeltreff"),
        ("telefon", "", "05371 82-0"),
    ]
    assert {change.alias for change in told[1].changes} == {"verified_on", "verified_by"}


def test_each_kind_of_change_can_be_undone(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    with writing(engine) as session:
        import_offers(session, read_text(f"id,phone\n{offer.id},05371 82-0\n", "a.csv"), name="a.csv")
    assert undo(engine, offer.id, versions(engine, offer.id)[0].id, "Anna") == offer
    set_state(engine, offer.id, State.BEENDET)
    assert undo(engine, offer.id, versions(engine, offer.id)[0].id, "Anna") == offer
    confirm(engine, offer.id, "Anna", date(2026, 11, 23))
    assert undo(engine, offer.id, versions(engine, offer.id)[0].id, "Anna") == offer
    assert stored(engine, offer.id) == offer
    assert actions(engine, offer.id) == [
        *("zurueckgenommen", "geprueft"),
        *("zurueckgenommen", "zustand"),
        *("zurueckgenommen", "importiert"),
        "angelegt",
    ]


def test_undoing_an_undo_and_an_older_change(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    first = edit_offer(engine, offer.id, {"title": "Eins"}, "Anna")
    second = edit_offer(engine, offer.id, {"title": "Zwei", "phone": "05371 82-0"}, "Anna")
    newest, older, _ = versions(engine, offer.id)
    assert undo(engine, offer.id, older.id, "Bert") == offer
    assert undo(engine, offer.id, versions(engine, offer.id)[0].id, "Bert") == second
    assert undo(engine, offer.id, newest.id, "Bert") == first
    # What is as it was before makes no version.
    count = len(versions(engine, offer.id))
    undo(engine, offer.id, newest.id, "Bert")
    assert len(versions(engine, offer.id)) == count


def test_an_undo_can_be_looked_at_and_is_for_what_was_seen(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    seen = edit_offer(engine, offer.id, {"title": "Eins"}, "Anna")
    version_id = versions(engine, offer.id)[0].id
    assert check_undo(engine, offer.id, version_id) == offer
    assert stored(engine, offer.id) == seen
    edit_offer(engine, offer.id, {"phone": "05371 82-0"}, "Bert")
    with pytest.raises(EditRefused, match="inzwischen geändert"):
        undo(engine, offer.id, version_id, "Anna", known=fingerprint(seen))
    assert stored(engine, offer.id).title == "Eins"
    assert undo(engine, offer.id, version_id, "Anna", known=fingerprint(stored(engine, offer.id))) == offer
    with pytest.raises(UnknownVersion):
        check_undo(engine, offer.id, 99_999)


def test_an_offer_from_before_the_history(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    with writing(engine) as session:
        session.execute(text("DELETE FROM offer_version"))
    assert versions(engine, offer.id) == ()
    edit_offer(engine, offer.id, {"title": "Neu"}, "Anna")
    change, base = versions(engine, offer.id)
    assert (base.action, base.by, base.changes, base.can_undo) == ("ausgangsfassung", "", (), False)
    assert undo(engine, offer.id, change.id, "Anna") == offer


def test_what_changed_at_another_offer_is_told_too(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    other = edit_offer(engine, None, NEW, "Anna")
    edit_offer(engine, other.id, {"provider_type": "Kommune"}, "Anna")
    edit_offer(engine, offer.id, {"title": "Neu"}, "Anna")
    change, between, _ = versions(engine, offer.id)
    assert [one.alias for one in change.changes] == ["title"]
    assert (between.action, [one.alias for one in between.changes]) == ("ausgangsfassung", ["provider_type"])


def test_what_cannot_be_undone(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW | {"topics": "kita"}, "Anna")
    other = edit_offer(engine, None, NEW, "Anna")
    edit_offer(engine, offer.id, {"topics": ""}, "Anna")
    newest, first = versions(engine, offer.id)
    with pytest.raises(NotAllowed):
        undo(engine, offer.id, first.id, "Anna")
    for version_id in (0, 99_999, versions(engine, other.id)[0].id):
        with pytest.raises(UnknownVersion):
            undo(engine, offer.id, version_id, "Anna")
    with pytest.raises(UnknownOffer):
        undo(engine, "gf-nichts", newest.id, "Anna")
    with pytest.raises(UnknownOffer):
        versions(engine, "gf-nichts")
    with writing(engine) as session:
        session.execute(text("DELETE FROM topic WHERE key = 'kita'"))
    with pytest.raises(EditRefused, match="„kita“ gibt es nicht"):
        undo(engine, offer.id, newest.id, "Anna")


def test_what_was_published_unchecked_may_come_back(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW | {"confidence": "low"}, "Anna")
    with writing(engine) as session:
        session.execute(text("UPDATE offer SET state = 'veroeffentlicht'"))
    set_state(engine, offer.id, State.PAUSIERT)
    assert undo(engine, offer.id, versions(engine, offer.id)[0].id, "Anna").state == "veroeffentlicht"


WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@st.composite
def edits(draw: st.DrawFn) -> dict[str, str]:
    ages = sorted(draw(st.tuples(st.integers(-9, 330), st.integers(-9, 330))))
    valid = sorted(draw(st.tuples(DAYS, DAYS)))
    verified = draw(st.booleans())
    cells = {
        "title": f"T{draw(WORDS)}",
        "provider": f"P{draw(st.sampled_from('abc'))}",
        "provider_type": draw(st.sampled_from(["", "Verein", "Kommune"])),
        "category": draw(st.sampled_from(list(NEEDS))),
        "needs": ";".join(draw(st.lists(st.sampled_from(list(NEEDS)), max_size=3))),
        "topics": ";".join(draw(st.lists(st.sampled_from(["kita", "elterngeld", "hebamme"]), max_size=3))),
        "description": f"D{draw(WORDS)}",
        "age_min_months": str(ages[0]),
        "age_max_months": str(ages[1]),
        "target": draw(st.sampled_from(["alle", "nur Fachkräfte", "Menschen mit Schulden"])),
        "audience": draw(st.sampled_from(["", "familien", "fachkraefte"])),
        "formats": ";".join(draw(st.lists(st.sampled_from([str(form) for form in Format]), max_size=4))),
        "life_phase": draw(st.sampled_from(["", "kita;krippe", "geburt"])),
        "town": draw(st.sampled_from(["", "Brome", "Nirgends"])),
        "cost": draw(st.sampled_from(["", "kostenlos", "5 Euro"])),
        "opening_hours": draw(st.sampled_from(["", "Mo-Fr 8-12 Uhr", "nach Anmeldung"])),
        "reach": draw(st.sampled_from(["gemeinde", "bundesweit"])),
        "reach_area": draw(st.sampled_from(["Brome", "Gifhorn"])),
        "confidence": draw(st.sampled_from(["high", "medium"])),
        "state": draw(st.sampled_from([str(state) for state in State])),
        "valid_from": valid[0].isoformat(),
        "valid_to": valid[1].isoformat(),
        "verified_on": draw(DAYS).isoformat() if verified else "",
        "verified_by": "Anna" if verified else "",
        "notes": draw(WORDS),
    }
    return {
        alias: cell
        for alias, cell in cells.items()
        if alias.startswith(("age", "valid", "veri")) or draw(st.booleans())
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=edits(), second=edits())
def test_an_undo_restores_exactly(engine: Engine, first: dict[str, str], second: dict[str, str]) -> None:
    # Providers of their own: the kind of a provider is shared, see the test above.
    number = next(_numbers)
    own = {"provider": f"{number}", "id": f"gf-{number}"}
    offer = edit_offer(engine, None, NEW | {**first, **own}, "Anna")
    if "provider" in second:
        second = second | {"provider": f"{number} {second['provider']}"}
    changed = edit_offer(engine, offer.id, second, "Anna")
    if changed == offer:
        return
    assert undo(engine, offer.id, versions(engine, offer.id)[0].id, "Bert") == offer
    assert stored(engine, offer.id) == offer

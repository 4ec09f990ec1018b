from __future__ import annotations

import pytest
from sqlalchemy import Engine

from offer_db.csvfile import read_text
from offer_db.database import writing
from offer_db.editing import edit_offer
from offer_db.errors import FileUnreadable
from offer_db.importing import import_offers
from offer_db.previewing import preview_import
from tests.integration.offer_db.test_editing import NEW, stored, version_count

HEAD = ";".join(("id", *NEW))
ROW = ";".join(("gf-neu", *NEW.values()))


def test_a_preview_tells_what_an_import_would_do(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW, "Anna")
    other = edit_offer(engine, None, NEW | {"title": "Anders"}, "Anna")
    lines = [
        HEAD,
        ROW,
        ";".join((offer.id, *(NEW | {"title": "Neuer Titel", "target": "Väter"}).values())),
        ";".join((other.id, *(NEW | {"title": "Anders"}).values())),
        ";".join(("gf-falsch", *(NEW | {"age_min_months": "drei", "reach": "mond"}).values())),
    ]
    preview = preview_import(engine, read_text("\n".join(lines), "a.csv"), "a.csv")
    assert str(preview) == "1 neu, 1 geändert, 1 unverändert, 1 fehlerhaft"
    assert [new.id for new in preview.new] == ["gf-neu"]
    ((old, differences),) = preview.changed
    assert old == offer
    assert [(one.heading, one.before, one.after) for one in differences] == [
        ("titel", "Krabbelgruppe Brome", "Neuer Titel"),
        ("zielgruppe", "alle", "Väter"),
    ]
    assert [(problem.line, problem.column) for problem in preview.problems] == [(5, "age_min_months"), (5, "reach")]
    assert preview.ids == {5: "gf-falsch"}
    assert stored(engine, offer.id) == offer
    assert version_count(engine) == 2


def test_the_import_then_does_that(engine: Engine) -> None:
    content = "\n".join([HEAD, *(ROW.replace("gf-neu", f"gf-{number}") for number in range(900))])
    assert str(preview_import(engine, read_text(content, "a.csv"), "a.csv")) == (
        "900 neu, 0 geändert, 0 unverändert, 0 fehlerhaft"
    )
    with writing(engine) as session:
        assert import_offers(session, read_text(content, "a.csv")).new == 900
    assert str(preview_import(engine, read_text(content, "a.csv"), "a.csv")) == (
        "0 neu, 0 geändert, 900 unverändert, 0 fehlerhaft"
    )


def test_new_offers_may_be_refused_for_other_reasons(engine: Engine) -> None:
    old = edit_offer(engine, None, NEW | {"id": "gf-alt"}, "Anna")
    rows = [
        HEAD,
        ROW.replace("gf-neu", "gf-nein").replace(";3;", ";drei;"),
        ROW,
        ROW.replace("gf-neu", "gf-nein"),
        ROW.replace("gf-neu", old.id).replace("Krabbelgruppe", "Treff"),
        ROW.replace("gf-neu", ""),
    ]
    file = read_text("\n".join(rows), "a.csv")
    preview = preview_import(engine, file, "a.csv", lambda offer: "" if offer.id == "gf-neu" else "Nein.")
    assert str(preview) == "1 neu, 1 geändert, 0 unverändert, 3 fehlerhaft"
    assert preview.ids == {2: "gf-nein", 4: "gf-nein", 6: ""}
    assert [str(problem) for problem in preview.problems][1] == "Zeile 4, Spalte „id“: Nein."


def test_a_file_that_is_no_offer_file(engine: Engine) -> None:
    with pytest.raises(FileUnreadable, match="„farbe“"):
        preview_import(engine, read_text("id;farbe\ngf-a;rot\n", "a.csv"), "a.csv")

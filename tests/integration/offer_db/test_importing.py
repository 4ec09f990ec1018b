from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from offer_db.csvfile import open_csv, read_text
from offer_db.database import reading, writing
from offer_db.editing import confirm, set_state
from offer_db.errors import FileUnreadable, ImportRefused
from offer_db.exporting import export_csv
from offer_db.importing import ImportReport, import_offers
from offer_db.loading import load_offers
from offer_db.models import Offer as OfferRow
from offer_db.records import Offer
from offer_db.versions import versions
from offer_db.vocabulary import State

HEAD = "id,title,provider,category,description,age_min_months,age_max_months,target,reach,reach_area,confidence"
A = "gf-a,Kita A,Träger,kinderbetreuung,Eine Kita.,12,75,alle,gemeinde,Brome,high"
B = 'gf-b,"Beratung, B",Träger,erziehungsberatung,"Zwei\nZeilen.",0,216,alle,landkreis,Landkreis Gifhorn,low'
C = "de-c,Fachleute,Bund,gesundheit,Hotline.,0,216,nur Fachkräfte,bundesweit,,high"


def load(engine: Engine, *lines: str, skip_bad: bool = False) -> ImportReport:
    with writing(engine) as session:
        return import_offers(session, read_text("\n".join(lines) + "\n", "probe.csv"), skip_bad=skip_bad)


def stored(engine: Engine) -> dict[str, Offer]:
    with reading(engine) as session:
        return load_offers(session, session.scalars(select(OfferRow.id)).all())


def test_importing_twice_changes_nothing(engine: Engine) -> None:
    assert str(load(engine, HEAD, A, B, C)) == "3 neu, 0 geändert, 0 unverändert, 0 fehlerhaft"
    before = stored(engine)
    assert str(load(engine, HEAD, A, B, C)) == "0 neu, 0 geändert, 3 unverändert, 0 fehlerhaft"
    assert stored(engine) == before
    assert (before["gf-a"].state, before["gf-b"].state) == ("veroeffentlicht", "entwurf")
    assert before["de-c"].audience == "fachkraefte"
    assert before["gf-b"].description == "Zwei\nZeilen."
    assert before["gf-a"].phone == ""
    assert all(offer.verified_on is None for offer in before.values())


def test_german_headings_semicolons_and_bom(engine: Engine) -> None:
    german = (
        "\ufeffkennung;titel;traeger;bedarf;beschreibung;alter_von_monate;alter_bis_monate;zielgruppe;reichweite;"
        "gebiet;vertrauen;themen\n"
        'gf-a;Kita A;Träger;kinderbetreuung;Eine Kita.;12;75;alle;gemeinde;Brome;high;"kita;tagesmutter"\n'
    )
    with writing(engine) as session:
        assert import_offers(session, read_text(german, "deutsch.csv")).new == 1
    assert stored(engine)["gf-a"].topics == ("kita", "tagesmutter")
    assert stored(engine)["gf-a"].topic_names == ("Kita und Kindergarten", "Kindertagespflege")


def test_every_bad_row_is_named_and_nothing_is_written(engine: Engine) -> None:
    bad_age = "gf-d,D,Träger,kinderbetreuung,Text,drei,75,alle,gemeinde,Brome,high"
    bad_place = "gf-e,E,Träger,kinderbetreuung,Text,0,75,alle,gemeinde,Nirgends,high"
    short = "gf-f,F"
    two = "gf-g,,Träger,quatsch,Text,0,75,alle,gemeinde,Brome,high"
    with pytest.raises(ImportRefused) as caught:
        load(engine, HEAD, A, bad_age, B, bad_place, short, two, A)
    # gf-b has a line break in a cell: the lines after it still count as an editor shows them.
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [
        (3, "age_min_months"),
        (7, ""),
        (8, "title"),
        (8, "category"),
        (9, "id"),
        (6, "reach_area"),
    ]
    assert "5 Zeilen sind fehlerhaft, es wurde nichts gespeichert" in str(caught.value)
    assert stored(engine) == {}


def test_skip_bad_writes_the_good_rows(engine: Engine) -> None:
    report = load(engine, HEAD, A, "gf-d,D,T,kinderbetreuung,Text,drei,75,alle,gemeinde,Brome,high", B, skip_bad=True)
    assert str(report) == "2 neu, 0 geändert, 0 unverändert, 1 fehlerhaft"
    assert str(report.problems[0]).startswith("Zeile 3, Spalte „age_min_months“: „drei“ ist keine ganze Zahl")
    assert set(stored(engine)) == {"gf-a", "gf-b"}


def test_a_bad_row_in_a_later_chunk_undoes_the_earlier_ones(engine: Engine) -> None:
    rows = [A.replace("gf-a", f"gf-{number}") for number in range(900)]
    with pytest.raises(ImportRefused):
        load(engine, HEAD, *rows, A.replace("75", "x"))
    assert stored(engine) == {}
    assert load(engine, HEAD, *rows).new == 900


def test_some_columns_update_only_these(engine: Engine) -> None:
    load(engine, HEAD, A, B)
    before = stored(engine)
    report = load(engine, "id,needs,topics", "gf-a,gesundheit;fruehe_hilfen,kita", "gf-b,,")
    assert (report.changed, report.unchanged) == (1, 1)
    after = stored(engine)
    assert after["gf-a"].needs == ("kinderbetreuung", "gesundheit", "fruehe_hilfen")
    assert after["gf-a"].title == before["gf-a"].title
    assert after["gf-b"] == before["gf-b"]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("id,needs", "gf-x,gesundheit"), "„gf-x“ gibt es nicht; zum Anlegen fehlen die Spalten titel, traeger"),
        (("id,topics", "gf-a,pferde"), "Das Thema „pferde“ gibt es nicht"),
        (("id,needs", "gf-a,pferde"), "„pferde“ gibt es nicht. Erlaubt:"),
        (("id,phone", "gf-a,ruf an"), "keine Telefonnummer"),
    ],
)
def test_partial_files_are_checked_too(engine: Engine, lines: tuple[str, ...], reason: str) -> None:
    load(engine, HEAD, A)
    with pytest.raises(ImportRefused) as caught:
        load(engine, *lines)
    assert reason in str(caught.value.problems[0])


def test_what_staff_did_by_hand_stays(engine: Engine) -> None:
    load(engine, HEAD, A, B)
    set_state(engine, "gf-a", State.PAUSIERT)
    confirm(engine, "gf-b", "Familienbüro", date(2026, 5, 1))
    set_state(engine, "gf-b", State.VEROEFFENTLICHT)
    confirm(engine, "gf-a", "Familienbüro", date(2026, 5, 1))
    report = load(engine, HEAD + ",state,verified_on,verified_by", A + ",veroeffentlicht,2020-01-01,Datei", B + ",,,")
    after = stored(engine)
    assert after["gf-a"].state == "pausiert"
    assert (after["gf-a"].verified_on, after["gf-a"].verified_by) == (date(2026, 5, 1), "Familienbüro")
    assert after["gf-b"].state == "veroeffentlicht"
    assert [(notice.line, notice.column) for notice in report.notices] == [(2, "state")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "leer"),
        ("\n", "leer"),
        ("id,titel,farbe\n", "„farbe“"),
        ("id,kennung\n", "auf Deutsch und auf Englisch"),
        ("id,id\n", "zweimal"),
        ("id,,title\n", "Spalte 2 ohne Namen"),
        ("title\n", "„kennung“"),
        ('id,title\ngf-a,"offen\n', "Ab Zeile 2"),
    ],
)
def test_unreadable_files(engine: Engine, content: str, reason: str) -> None:
    with pytest.raises(FileUnreadable, match=reason), writing(engine) as session:
        import_offers(session, read_text(content, "probe.csv"))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_other_encodings_are_refused_with_advice(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "alt.csv"
    path.write_bytes(f"{HEAD}\n{A}\n".encode(encoding))
    with pytest.raises(FileUnreadable, match="CSV UTF-8"), open_csv(path):
        pass


def test_export_and_import_are_a_round_trip(engine: Engine, tmp_path: Path) -> None:
    load(engine, HEAD, A, B, C)
    load(engine, "id,notes,topics,phone,opening_hours", 'gf-a,"=SUMME(A1;""x"")",kita,05371 82-0,Mo-Fr 8-12 Uhr')
    confirm(engine, "gf-b", "Familienbüro", date(2026, 5, 1))
    set_state(engine, "gf-b", State.VEROEFFENTLICHT)
    before = stored(engine)
    path = tmp_path / "export.csv"
    path.write_text("".join(export_csv(engine)), encoding="utf-8", newline="")
    assert "'=SUMME" in path.read_text(encoding="utf-8")
    with open_csv(path) as file, writing(engine) as session:
        assert str(import_offers(session, file)) == "0 neu, 0 geändert, 3 unverändert, 0 fehlerhaft"
    with writing(engine) as session:
        session.execute(text("DELETE FROM offer"))
    with open_csv(path) as file, writing(engine) as session:
        assert import_offers(session, file).new == 3
    assert stored(engine) == before


def test_every_problem_of_a_row_is_named(engine: Engine) -> None:
    with pytest.raises(ImportRefused) as caught:
        load(
            engine, HEAD + ",topics,valid_from,valid_to", A.replace("Brome", "Bromme") + ",reiten,2026-02-01,2026-01-01"
        )
    assert {problem.column for problem in caught.value.problems} == {"topics", "reach_area", "valid_to"}


def test_a_new_offer_leaves_the_kind_of_its_provider_alone(engine: Engine) -> None:
    load(engine, HEAD + ",provider_type", A + ",Verein")
    load(engine, HEAD, B)
    assert {offer.provider_kind for offer in stored(engine).values()} == {"Verein"}


def test_an_import_writes_versions_and_a_repeated_one_does_not(engine: Engine) -> None:
    load(engine, HEAD, A, B)
    load(engine, HEAD, A, B)
    assert [version.action for version in versions(engine, "gf-a")] == ["importiert"]
    load(engine, "id,phone", "gf-a,05371 82-0")
    newest, first = versions(engine, "gf-a")
    assert (newest.by, newest.action) == ("Import Datei", "importiert")
    assert [(change.heading, change.before, change.after) for change in newest.changes] == [
        ("telefon", "", "05371 82-0")
    ]
    assert {change.alias for change in first.changes} >= {"id", "title", "provider"}
    assert len(versions(engine, "gf-b")) == 1


def test_deleting_an_offer_takes_everything_along(engine: Engine) -> None:
    load(engine, HEAD, A)
    with writing(engine) as session:
        session.execute(text("DELETE FROM offer"))
        for table in (
            "offer_need",
            "offer_location",
            "offer_contact",
            "offer_hours",
            "offer_phase",
            "offer_words",
            "offer_version",
        ):
            assert session.execute(select(func.count()).select_from(text(table))).scalar() == 0

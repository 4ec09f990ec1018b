from __future__ import annotations

from pathlib import Path

import pytest

from offer_db.cli import main
from offer_db.search import Demand, OfferDirectory

DATA = Path(__file__).parents[3] / "data" / "gifhorn"
SMALL = Path(__file__).parent / "small"
ROWS = (
    "kennung;titel;traeger;bedarf;beschreibung;alter_von_monate;alter_bis_monate;zielgruppe;reichweite;gebiet;vertrauen\n"
    "gf-a;Kita A;Träger;kinderbetreuung;Eine Kita.;12;75;alle;gemeinde;Brome;high\n"
)


def run(url: str, *arguments: str) -> int:
    return main(["--database-url", url, *arguments])


def test_a_whole_day(empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, exported = tmp_path / "angebote.csv", tmp_path / "export.csv"
    table.write_text(ROWS, encoding="utf-8")
    assert run(empty_url, "migrate") == 0
    assert run(empty_url, "seed", str(SMALL)) == 0
    assert run(empty_url, "import", str(table)) == 0
    assert "1 neu, 0 geändert" in capsys.readouterr().out
    assert run(empty_url, "import", str(table)) == 0
    assert "0 neu, 0 geändert, 1 unverändert" in capsys.readouterr().out
    assert run(empty_url, "search", "--need", "kinderbetreuung", "--age", "18", "--place", "Brome") == 0
    out = capsys.readouterr().out
    assert "Kita A [gf-a]" in out
    assert "passt zum Alter (12 bis 75 Monate)" in out
    assert run(empty_url, "confirm", "gf-a", "--by", "Familienbüro", "--on", "2026-05-01") == 0
    assert run(empty_url, "state", "gf-a", "pausiert") == 0
    assert run(empty_url, "export", str(exported)) == 0
    assert "pausiert;;;2026-05-01;Familienbüro" in exported.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(empty_url, "export") == 0
    assert capsys.readouterr().out.startswith("\ufeffkennung;titel")


def test_history_undo_and_worklist(empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, later = tmp_path / "angebote.csv", tmp_path / "später.csv"
    table.write_text(ROWS, encoding="utf-8")
    later.write_text("kennung;telefon\ngf-a;05371 82-0\n", encoding="utf-8")
    run(empty_url, "seed", str(SMALL))
    run(empty_url, "import", str(table))
    capsys.readouterr()
    assert run(empty_url, "import", "--preview", str(later)) == 0
    out = capsys.readouterr().out
    assert "geändert: Kita A [gf-a]: telefon" in out
    assert "0 neu, 1 geändert, 0 unverändert, 0 fehlerhaft. Es wurde nichts gespeichert." in out
    assert run(empty_url, "worklist", "--kind", "ohne_kontakt") == 0
    out = capsys.readouterr().out
    assert "Ohne Kontakt: Kita A [gf-a]: Telefon, E-Mail und Webseite fehlen." in out
    assert "Ohne Thema: Kita A" not in out
    run(empty_url, "import", str(later))
    run(empty_url, "state", "gf-a", "pausiert", "--by", "Anna")
    capsys.readouterr()
    assert run(empty_url, "history", "gf-a") == 0
    out = capsys.readouterr().out
    assert "Fassung 3, " in out
    assert "Zustand gesetzt von Anna" in out
    assert "aus einer Datei übernommen von Import später.csv\n    telefon: „“ → „05371 82-0“" in out
    assert run(empty_url, "undo", "gf-a", "2") == 0
    assert run(empty_url, "undo", "gf-a", "1") == 1
    assert "Vor dieser Fassung gab es nichts" in capsys.readouterr().err
    run(empty_url, "worklist")
    assert "Ohne Kontakt 1" in capsys.readouterr().out


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_exports(empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str) -> None:
    table, exported = tmp_path / "angebote.csv", tmp_path / f"export.{ending}"
    table.write_text(ROWS, encoding="utf-8")
    run(empty_url, "seed", str(SMALL))
    run(empty_url, "import", str(table))
    capsys.readouterr()
    assert run(empty_url, "export", str(exported)) == 0
    assert exported.read_bytes().startswith({"csv": b"\xef\xbb\xbfkennung", "xlsx": b"PK", "json": b"{"}[ending])
    if ending != "json":
        assert run(empty_url, "import", str(exported)) == 0
        assert "0 neu, 0 geändert, 1 unverändert" in capsys.readouterr().out
    assert run(empty_url, "export", "--format", ending) == (1 if ending == "xlsx" else 0)


def test_errors_go_to_stderr_in_german(empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "angebote.csv"
    table.write_text(ROWS.replace("12", "zwölf"), encoding="utf-8")
    assert run(empty_url, "import", str(table)) == 1
    assert "python -m offer_db migrate" in capsys.readouterr().err
    run(empty_url, "seed", str(SMALL))
    capsys.readouterr()
    for arguments, message in (
        (("import", str(table)), "Zeile 2, Spalte „alter_von_monate“: „zwölf“ ist keine ganze Zahl"),
        (("import", str(tmp_path / "fehlt.csv")), "gibt es nicht"),
        (("search", "--place", "Hintertupfing"), "gibt es nicht in der Ortsliste"),
        (("search", "--topic", "reiten"), "Das Thema „reiten“ gibt es nicht"),
        (("state", "gf-x", "beendet"), "kein Angebot mit der Kennung „gf-x“"),
        (("seed", str(tmp_path / "leer")), "keine der Dateien"),
        (("export", str(tmp_path / "kein" / "ordner.csv")), "lässt sich nicht schreiben"),
        (("export", str(tmp_path / "kein" / "ordner.xlsx")), "lässt sich nicht schreiben"),
        (("import", str(tmp_path / "fehlt.xlsx")), "nicht lesbar"),
        (("import", "--preview", str(table)), "„zwölf“ ist keine ganze Zahl"),
        (("history", "gf-x"), "kein Angebot mit der Kennung „gf-x“"),
        (("undo", "gf-x", "1"), "kein Angebot mit der Kennung „gf-x“"),
        (("reports", "--resolve", "7"), "keinen Hinweis mit der Nummer 7"),
    ):
        assert run(empty_url, *arguments) == 1, arguments
        captured = capsys.readouterr()
        assert message in captured.err
        assert captured.out == "" or "nichts gespeichert" in captured.out
    assert run(empty_url, "import", "--skip-bad", str(table)) == 0
    assert "1 fehlerhaft" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("quatsch",),
        ("search", "--age", "drei"),
        ("search", "--need", "pferde"),
        ("search", "--wish", "schnell"),
        ("demand", "--month", "Mai"),
        ("demand", "--exact"),
        ("demand", "--by", "name"),
        ("reports", "--resolve", "alle"),
        ("undo", "gf-a", "letzte"),
        ("worklist", "--kind", "alles"),
        ("export", "--format", "pdf"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_check_finds_what_is_wrong(empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "angebote.csv"
    table.write_text(ROWS, encoding="utf-8")
    run(empty_url, "seed", str(SMALL))
    run(empty_url, "import", str(table))
    capsys.readouterr()
    assert run(empty_url, "check") == 1  # there is no Familienbüro
    out = capsys.readouterr().out
    assert "FEHLER familienbuero" in out
    for code in ("thema: gf-a", "kontakt: gf-a", "pruefung: gf-a"):
        assert code in out
    run(empty_url, "confirm", "gf-a", "--by", "Familienbüro", "--on", "2020-01-01")
    run(empty_url, "check", "--code", "pruefung")
    assert "(01.01.2020)" in capsys.readouterr().out


def test_the_real_directory_has_nothing_serious(seeded_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(seeded_url, "check") == 0
    assert "FEHLER" not in capsys.readouterr().out


def test_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields"]) == 0
    assert "kennung / id (Pflicht)" in capsys.readouterr().out


def test_what_families_left_behind(empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "angebote.csv"
    table.write_text(ROWS, encoding="utf-8")
    for command in ("demand", "reports"):
        assert run(empty_url, command) == 1
        assert "python -m offer_db migrate" in capsys.readouterr().err
    run(empty_url, "seed", str(SMALL))
    run(empty_url, "import", str(table))
    with OfferDirectory(empty_url) as directory:
        for _ in range(5):
            directory.count_demand(Demand(need="gesundheit", month="2026-10", language="de"))
            directory.count_demand(Demand(need="gesundheit", month="2026-11", hits=3))
        directory.report("gf-a", "telefon")
        (report,) = directory.open_reports()
    capsys.readouterr()
    assert run(empty_url, "demand", "--month", "2026-10", "--unmet") == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["2026-10;gesundheit;5;5"]
    assert run(empty_url, "demand", "--by", "bedarf") == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["gesundheit;10;5"]
    assert run(empty_url, "reports") == 0
    out = capsys.readouterr().out
    assert "telefon: Kita A [gf-a]" in out
    assert "Offene Hinweise: 1" in out
    assert run(empty_url, "reports", "--resolve", str(report.id)) == 0
    run(empty_url, "reports")
    assert "Offene Hinweise: 0" in capsys.readouterr().out


def test_a_wish_on_the_command_line(seeded_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(seeded_url, "search", "--need", "gesundheit", "--wish", "kostenlos") == 0
    assert "kostenlos" in capsys.readouterr().out
    assert run(seeded_url, "search", "--need", "gesundheit", "--wish", "hausbesuch", "--wish", "online") == 0
    assert "Nichts gefunden" in capsys.readouterr().out

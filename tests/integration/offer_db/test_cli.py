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
        (("reports", "--resolve", "7"), "keinen Hinweis mit der Nummer 7"),
    ):
        assert run(empty_url, *arguments) == 1, arguments
        captured = capsys.readouterr()
        assert message in captured.err
        assert captured.out == ""
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
    assert capsys.readouterr().out.splitlines()[1:] == ["2026-10;gesundheit;;;;de;0;;5;5"]
    assert run(empty_url, "demand", "--by", "bedarf") == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["gesundheit;6;5"]
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

"""The operator's file: what may stand there, German errors that name the field, the warning about what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import __main__ as start
from bot.operator import SECTIONS, OperatorError, load_operator
from bot.settings import ROOT


def written(folder: Path, text: str) -> Path:
    path = folder / "betreiber.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "section", "name", "lines"),
    [
        ("impressum: {behoerde: {wert: Amt, quelle: x}}", "impressum", "behoerde", ("Amt",)),
        ("impressum: {anschrift: {wert: [Weg 1, 12345 Ort]}}", "impressum", "anschrift", ("Weg 1", "12345 Ort")),
        ("impressum: {anschrift: {wert: '', quelle: ''}}", "impressum", "anschrift", ()),
        ("impressum: {anschrift: {wert: []}}", "impressum", "anschrift", ()),
        ("impressum: {anschrift: {wert:, quelle:}}", "impressum", "anschrift", ()),
        ("impressum: {anschrift:}", "impressum", "anschrift", ()),
        ("impressum:", "impressum", "anschrift", ()),
        ("datenschutz: {}", "impressum", "anschrift", ()),
        ("impressum: {telefon: {wert: 05371 82-1}}", "impressum", "telefon", ("05371 82-1",)),
        ("barrierefreiheit: {stand: {wert: nicht}}", "barrierefreiheit", "stand", ("nicht vereinbar",)),
        ("barrierefreiheit: {pruefung_datum: {wert: 2026-12-01}}", "barrierefreiheit", "pruefung_datum", ("1. Dezember 2026",)),  # noqa: E501
    ],
)  # fmt: skip
def test_what_is_stated(tmp_path: Path, text: str, section: str, name: str, lines: tuple[str, ...]) -> None:
    assert load_operator(written(tmp_path, text))[section][name].lines == lines


@pytest.mark.parametrize(
    ("name", "value", "href"),
    [
        ("telefon", "05371 82-0", "tel:05371820"),
        ("telefon", "+49 (5371) 82-0", "tel:+495371820"),
        ("email", "a@b.example", "mailto:a@b.example"),
        ("behoerde", "Amt", None),
    ],
)
def test_what_a_tap_opens(tmp_path: Path, name: str, value: str, href: str | None) -> None:
    path = written(tmp_path, f"impressum: {{{name}: {{wert: '{value}', quelle: x}}}}")
    assert load_operator(path)["impressum"][name].href == href


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("impresum: {}", "„impresum“: Dieses Feld gibt es nicht"),
        ("impressum: {fax: {wert: 1}}", "„impressum.fax“: Dieses Feld gibt es nicht"),
        ("impressum: {behoerde: {wert: Amt, stand: 2026}}", "„impressum.behoerde.stand“: Dieses Feld gibt es nicht"),
        ("impressum: {behoerde: Amt}", "„impressum.behoerde“: Hier stehen mehrere Felder"),
        ("impressum: [Amt]", "„impressum“: Hier stehen mehrere Felder"),
        ("impressum: {telefon: {wert: keins}}", "„impressum.telefon.wert“: Hier steht eine Telefonnummer"),
        ("impressum: {telefon: {wert: 0537112}}", "„impressum.telefon.wert“: Setzen Sie die Nummer"),
        ("impressum: {email: {wert: lotte at beispiel}}", "„impressum.email.wert“: Hier steht eine E-Mail"),
        ("barrierefreiheit: {stand: {wert: fast}}", "Erlaubt ist: teilweise, nicht"),
        ("barrierefreiheit: {pruefung_datum: {wert: gestern}}", "Hier steht ein Tag"),
        ("impressum: {}\nimpressum: {}", "steht zweimal da"),
        ("impressum: {", "ist nicht lesbar"),
        ("", "Die Datei hat keine Felder"),
    ],
)
def test_what_cannot_be_used_is_said_with_file_and_field(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(OperatorError) as caught:
        load_operator(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="nicht lesbar"):
        load_operator(tmp_path / "fehlt.yml")


def test_the_warning_names_every_required_field(tmp_path: Path) -> None:
    warning = load_operator(written(tmp_path, "impressum:")).warning()
    assert warning is not None
    for section, fields in SECTIONS.items():
        for name, field in fields.items():
            assert (f"{section}.{name} (" in warning) is field.required, name


def test_nothing_missing_is_no_warning(tmp_path: Path) -> None:
    right = {"text": "x", "phone": "'0123 45'", "email": "a@b.example", "day": "2026-12-01", "conformance": "nicht"}
    lines = []
    for section, fields in SECTIONS.items():
        lines += [f"{section}:"] + [
            f"  {name}: {{wert: {right[f.kind]}, quelle: x}}" for name, f in fields.items() if f.required
        ]
    assert load_operator(written(tmp_path, "\n".join(lines))).warning() is None


def test_a_statement_without_source_is_named(tmp_path: Path) -> None:
    warning = load_operator(written(tmp_path, "impressum: {ust_id: {wert: x}}")).warning()
    assert warning is not None
    assert warning.endswith("Ohne Quelle stehen da:\n  impressum.ust_id")


def test_the_file_of_the_project_has_every_field_and_a_source_for_all_it_states() -> None:
    path = ROOT / "data" / "betreiber.yml"
    operator = load_operator(path)
    assert [
        name for stated in operator.sections.values() for name, said in stated.items() if said.lines and not said.source
    ] == []
    text = path.read_text(encoding="utf-8")
    assert [name for fields in SECTIONS.values() for name in fields if f"\n  {name}:" not in text] == []


def test_the_start_ends_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOTTE_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("LOTTE_OPERATOR", str(written(tmp_path, "impressum: {fax: {wert: 1}}")))
    monkeypatch.setattr(start, "_check_ports", lambda settings: None)
    assert start.main() == 1
    assert "Lotte startet nicht." in (said := capsys.readouterr().err)
    assert "impressum.fax" in said

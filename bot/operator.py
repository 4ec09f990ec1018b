"""Who runs this installation, for Impressum, Datenschutz, Barrierefreiheit: data/betreiber.yml (docs/pflichtseiten.md).

Nothing is made up here: what the file does not say is missing, and the pages and the start say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from babel.dates import format_date

from offer_db.yaml_fields import Fields, FieldWrong, read_fields

Kind = Literal["text", "phone", "email", "day", "conformance"]

VALUE: Final = "wert"
SOURCE: Final = "quelle"
# Not "vollstaendig": the page itself names what is missing, and nobody concerned has checked it yet.
_CONFORMANCE: Final = {
    "teilweise": "teilweise vereinbar",
    "nicht": "nicht vereinbar",
}


class OperatorError(Exception):
    """The file cannot be used; the message is German and names file and field."""


@dataclass(frozen=True)
class Field:
    """One thing an operator states.

    Attributes:
        label: German name of it, as it stands on the page and in the warning.
        kind: what may stand there; a text may have several lines.
        required: whether a page without it is incomplete.
    """

    label: str
    kind: Kind = "text"
    required: bool = True


SECTIONS: Final[Mapping[str, Mapping[str, Field]]] = {
    "impressum": {
        "behoerde": Field("Name der Behörde"),
        "vertretung": Field("Vertreten durch"),
        "anschrift": Field("Anschrift"),
        "telefon": Field("Telefon", "phone"),
        "email": Field("E-Mail", "email"),
        "ust_id": Field("Umsatzsteuer-ID", required=False),
        "aufsicht": Field("Aufsicht", required=False),
        "ansprechstelle": Field("Fragen zu Lotte und den Angeboten", required=False),
        "ansprechstelle_telefon": Field("Telefon", "phone", required=False),
        "ansprechstelle_email": Field("E-Mail", "email", required=False),
    },
    "datenschutz": {
        "verantwortlich": Field("Verantwortlich"),
        "datenschutzbeauftragte": Field("Datenschutz-Beauftragte"),
        "aufsichtsbehoerde": Field("Aufsichtsbehörde für den Datenschutz"),
        "rechtsgrundlage": Field("Rechtsgrundlage"),
        "hosting": Field("Hosting"),
    },
    "barrierefreiheit": {
        "stand": Field("Stand der Vereinbarkeit", "conformance"),
        "pruefung_datum": Field("Tag der Prüfung", "day"),
        "pruefung_art": Field("Art der Prüfung"),
        "maengel": Field("Bekannte Mängel", required=False),
        "kontakt": Field("Kontakt für Rückmeldungen"),
        "kontakt_telefon": Field("Telefon", "phone", required=False),
        "kontakt_email": Field("E-Mail", "email", required=False),
        "durchsetzung": Field("Schlichtungs- oder Durchsetzungsstelle"),
        "landesgesetz": Field("Gesetz des Landes", required=False),
    },
}


@dataclass(frozen=True)
class Statement:
    """What the operator says about one field.

    Attributes:
        field: what it is about.
        lines: as written, each one line of the page; empty if nothing is stated.
        source: where it is from; "" if nobody said.
    """

    field: Field
    lines: tuple[str, ...] = ()
    source: str = ""

    @property
    def href(self) -> str | None:
        """What a tap on it opens; None for what nobody can call or write to."""
        if not self.lines or self.field.kind not in ("phone", "email"):
            return None
        if self.field.kind == "email":
            return f"mailto:{self.lines[0]}"
        return "tel:" + re.sub(r"[^\d+]", "", self.lines[0])


@dataclass(frozen=True)
class Operator:
    """All statements, by section and field of `SECTIONS`."""

    path: Path
    sections: Mapping[str, Mapping[str, Statement]]

    def __getitem__(self, section: str) -> Mapping[str, Statement]:
        """The statements of one page."""
        return self.sections[section]

    def warning(self) -> str | None:
        """A German text for whoever starts Lotte: what is still to be filled in; None if nothing is."""
        named = [
            (f"{section}.{name}", said)
            for section, all_said in self.sections.items()
            for name, said in all_said.items()
        ]
        missing = [f"{name} ({said.field.label})" for name, said in named if said.field.required and not said.lines]
        unproven = [name for name, said in named if said.lines and not said.source]
        parts = []
        if missing:
            parts.append("Auf den Pflichtseiten fehlen Angaben. Bitte tragen Sie ein:\n  " + "\n  ".join(missing))
        if unproven:
            parts.append("Ohne Quelle stehen da:\n  " + "\n  ".join(unproven))
        return f"Achtung, {self.path}: " + "\n".join(parts) if parts else None


def load_operator(path: Path) -> Operator:
    """Reads and checks the file.

    Raises:
        OperatorError: it is missing, no YAML, or has a field that nobody knows or that is filled in wrongly.
    """
    try:
        top = read_fields(path)
        sections = {name: _section(top, name, fields) for name, fields in SECTIONS.items()}
        top.finish()
    except FieldWrong as error:
        raise OperatorError(f"{path}: {error}") from error
    return Operator(path, sections)


def _section(top: Fields, name: str, fields: Mapping[str, Field]) -> Mapping[str, Statement]:
    if name not in top:
        top.values.pop(name, None)
        return {key: Statement(field) for key, field in fields.items()}
    section = top.entry(name)
    statements = {key: _statement(section, key, field) for key, field in fields.items()}
    section.finish()
    return statements


def _statement(section: Fields, name: str, field: Field) -> Statement:
    if name not in section:
        section.values.pop(name, None)
        return Statement(field)
    entry = section.entry(name)
    for key in (VALUE, SOURCE):
        if entry.values.get(key) in ("", []):
            del entry.values[key]
    lines = _lines(entry, field.kind) if VALUE in entry else ()
    entry.values.pop(VALUE, None)
    source = entry.text(SOURCE, required=False)
    entry.finish()
    return Statement(field, lines, source)


def _lines(entry: Fields, kind: Kind) -> tuple[str, ...]:
    if kind == "day":
        day = entry.day(VALUE)
        return (format_date(day, "d. MMMM yyyy", locale="de"),) if day else ()
    if kind == "conformance":
        return (entry.choice(VALUE, _CONFORMANCE),)
    if kind == "text":
        return entry.texts(VALUE) if isinstance(entry.values[VALUE], list) else (entry.text(VALUE),)
    if isinstance(entry.values[VALUE], int):  # YAML takes 0537112 for a number of another system
        raise entry.wrong(VALUE, "Setzen Sie die Nummer bitte in Anführungszeichen.")
    said = entry.text(VALUE)
    if kind == "phone" and not re.fullmatch(r"\+?[\d ()/-]{4,}", said):
        raise entry.wrong(VALUE, "Hier steht eine Telefonnummer, zum Beispiel 0123 456789.")
    if kind == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", said):
        raise entry.wrong(VALUE, "Hier steht eine E-Mail-Adresse.")
    return (said,)

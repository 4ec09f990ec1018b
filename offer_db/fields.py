"""The field table: every column of an offer file, once. Import, export, help and documentation are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from offer_db import parsers
from offer_db.ages import LIFE_PHASES
from offer_db.records import Offer
from offer_db.vocabulary import NEEDS, Audience, Confidence, Format, Reach, State


@dataclass(frozen=True)
class Field:
    """One column.

    Attributes:
        heading: German heading, used for export.
        alias: English heading, accepted as well (data/gifhorn/offers.csv).
        parse: from cell to value, raises ValueError with a German sentence.
        read: the same value of an offer that exists.
        help: German sentence for staff.
        example: a cell as it could stand there.
        required: a new offer cannot do without; the cell may never be empty.
    """

    heading: str
    alias: str
    parse: parsers.Parser
    read: Callable[[Offer], object]
    help: str
    example: str
    required: bool = False


FIELDS: Final[tuple[Field, ...]] = (
    Field(
        "kennung",
        "id",
        parsers.identifier,
        lambda o: o.id,
        "Eindeutige Kennung, bleibt für immer gleich. Daran erkennt Lotte das Angebot wieder.",
        "gf-familienbuero",
        required=True,
    ),
    Field(
        "titel",
        "title",
        parsers.text(200),
        lambda o: o.title,
        "Name des Angebots, wie Familien ihn verstehen.",
        "Familienbüro Gifhorn",
        required=True,
    ),
    Field(
        "traeger",
        "provider",
        parsers.text(200),
        lambda o: o.provider,
        "Wer das Angebot macht.",
        "DRK-Kreisverband Gifhorn",
        required=True,
    ),
    Field(
        "traeger_art",
        "provider_type",
        parsers.text(60),
        lambda o: o.provider_kind,
        "Art des Trägers, zum Beispiel Landkreis, Kommune, Verein, freier Träger.",
        "freier Träger",
    ),
    Field(
        "bedarf",
        "category",
        parsers.one_of(NEEDS),
        lambda o: o.needs[0] if o.needs else "",
        "Der wichtigste Bedarf, auf den das Angebot antwortet (ein Schlüssel).",
        "erziehungsberatung",
        required=True,
    ),
    Field(
        "weitere_bedarfe",
        "needs",
        parsers.many_of(NEEDS),
        lambda o: o.needs[1:],
        "Weitere Bedarfe, mit Semikolon getrennt, der wichtigste zuerst.",
        "fruehe_hilfen;gesundheit",
    ),
    Field(
        "themen",
        "topics",
        parsers.keys,
        lambda o: o.topics,
        "Themen aus topics.csv, mit Semikolon getrennt. Unbekannte Themen sind ein Fehler.",
        "elterngeld;kindergeld",
    ),
    Field(
        "beschreibung",
        "description",
        parsers.text(1_000),
        lambda o: o.description,
        "Zwei, drei kurze Sätze in einfacher Sprache.",
        "Berät zu allen Fragen rund um Familie.",
        required=True,
    ),
    Field(
        "alter_von_monate",
        "age_min_months",
        parsers.age,
        lambda o: o.ages.min_months,
        "Ab welchem Alter in Monaten (0 = Geburt, -9 bis -1 = Schwangerschaft).",
        "0",
        required=True,
    ),
    Field(
        "alter_bis_monate",
        "age_max_months",
        parsers.age,
        lambda o: o.ages.max_months,
        "Bis zu welchem Alter in Monaten, einschließlich (bis zum 3. Geburtstag = 35).",
        "35",
        required=True,
    ),
    Field(
        "lebensphasen",
        "life_phase",
        parsers.many_of(LIFE_PHASES),
        lambda o: o.life_phases,
        "Lebensphasen mit Semikolon getrennt. Fehlt die Spalte, ergeben sie sich aus dem Alter.",
        "krippe;kita",
    ),
    Field(
        "zielgruppe",
        "target",
        parsers.text(200),
        lambda o: o.target,
        "Für wen, „alle“ für alle Familien. „nur Fachkräfte“ wird Familien nie gezeigt.",
        "alle",
        required=True,
    ),
    Field(
        "fuer",
        "audience",
        parsers.one_of(Audience),
        lambda o: o.audience,
        "familien oder fachkraefte. Fehlt die Spalte, entscheidet die Zielgruppe.",
        "familien",
    ),
    Field(
        "kosten",
        "cost",
        parsers.text(300),
        lambda o: o.cost,
        "Kosten in Worten. „kostenlos“ allein gilt als kostenlos.",
        "kostenlos",
    ),
    Field(
        "sprachen",
        "languages",
        parsers.text(300),
        lambda o: o.languages,
        "Sprachen, in denen beraten wird.",
        "Deutsch; Russisch",
    ),
    Field(
        "formen",
        "formats",
        parsers.many_of(Format),
        lambda o: o.formats,
        "vor_ort, hausbesuch, telefonisch, online, mit Semikolon getrennt. "
        "Fehlt die Spalte bei einem neuen Angebot, wird die Form aus den anderen Angaben abgelesen.",
        "vor_ort;telefonisch",
    ),
    Field(
        "anschrift",
        "address",
        parsers.text(200),
        lambda o: o.address,
        "Straße und Hausnummer. Bei Schutzorten leer lassen.",
        "Schlossplatz 1",
    ),
    Field("plz", "postcode", parsers.postcode, lambda o: o.postcode, "Postleitzahl, fünf Ziffern.", "38518"),
    Field("ort", "town", parsers.text(100), lambda o: o.town, "Ort der Anschrift.", "Gifhorn"),
    Field(
        "telefon",
        "phone",
        parsers.phone,
        lambda o: o.phone,
        "Eine Telefonnummer. Unbekannt = leer, nie raten.",
        "05371 82-0",
    ),
    Field("email", "email", parsers.email, lambda o: o.email, "E-Mail-Adresse.", "info@example.org"),
    Field(
        "webseite",
        "url",
        parsers.url,
        lambda o: o.url,
        "Webadresse mit http:// oder https://.",
        "https://www.example.org",
    ),
    Field(
        "oeffnungszeiten",
        "opening_hours",
        parsers.text(300),
        lambda o: o.opening_hours,
        "Öffnungszeiten in Worten, so wie die Quelle sie nennt.",
        "Mo-Fr 8-12 Uhr",
    ),
    Field(
        "oeffnungszeiten_osm",
        "opening_hours_osm",
        parsers.osm_hours,
        lambda o: o.opening_hours_osm,
        "Dieselben Zeiten in OSM-Schreibweise. Fehlt die Spalte, werden eindeutige Zeiten übersetzt.",
        "Mo-Fr 08:00-12:00; PH off",
    ),
    Field(
        "reichweite",
        "reach",
        parsers.one_of(Reach),
        lambda o: o.reach,
        "gemeinde, landkreis, region, land, bundesweit oder online.",
        "gemeinde",
        required=True,
    ),
    Field(
        "gebiet",
        "reach_area",
        parsers.text(200),
        lambda o: o.reach_area,
        "Für welches Gebiet. Bei gemeinde und landkreis ein Name aus municipalities.csv.",
        "Samtgemeinde Brome",
    ),
    Field(
        "quelle",
        "source_url",
        parsers.text(2_000),
        lambda o: o.source,
        "Woher die Angaben stammen.",
        "https://www.example.org/angebot",
    ),
    Field(
        "quelle_geprueft",
        "source_checked",
        parsers.text(60),
        lambda o: o.source_checked,
        "„gespeicherte Seite“ oder „Allgemeinwissen, prüfen“.",
        "gespeicherte Seite",
    ),
    Field("quelle_stand", "source_date", parsers.text(60), lambda o: o.source_date, "Stand der Quelle.", "2026-01"),
    Field(
        "vertrauen",
        "confidence",
        parsers.one_of(Confidence),
        lambda o: o.confidence,
        "high, medium oder low. Neue Angebote mit low bleiben Entwurf, bis jemand sie prüft.",
        "high",
        required=True,
    ),
    Field(
        "hinweise",
        "notes",
        parsers.text(1_000),
        lambda o: o.notes,
        "Notizen für Mitarbeitende, werden Familien nicht gezeigt.",
        "Telefon von 2019, bitte anrufen",
    ),
    Field(
        "zustand",
        "state",
        parsers.one_of(State),
        lambda o: o.state,
        "entwurf, veroeffentlicht, pausiert oder beendet. "
        "pausiert und beendet werden von einer Datei nie überschrieben.",
        "veroeffentlicht",
    ),
    Field(
        "gueltig_von",
        "valid_from",
        parsers.day,
        lambda o: o.valid_from,
        "Erster Tag, an dem das Angebot gezeigt wird. Leer = sofort.",
        "2026-01-01",
    ),
    Field(
        "gueltig_bis",
        "valid_to",
        parsers.day,
        lambda o: o.valid_to,
        "Letzter Tag, an dem das Angebot gezeigt wird. Leer = unbegrenzt.",
        "31.12.2026",
    ),
    Field(
        "geprueft_am",
        "verified_on",
        parsers.day,
        lambda o: o.verified_on,
        "Wann ein Mensch die Angaben bestätigt hat. Steht schon ein Tag in der Datenbank, bleibt er.",
        "2026-05-01",
    ),
    Field(
        "geprueft_von",
        "verified_by",
        parsers.text(100),
        lambda o: o.verified_by,
        "Wer die Angaben bestätigt hat. Gehört zu geprueft_am.",
        "Familienbüro",
    ),
)
"""All columns in the order of an export."""

BY_NAME: Final[dict[str, Field]] = {name: field for field in FIELDS for name in (field.heading, field.alias)}
REQUIRED: Final[tuple[Field, ...]] = tuple(field for field in FIELDS if field.required)
# Cells that may be empty although their parser knows no empty value: empty means "not said".
OPTIONAL_CHOICES: Final = frozenset({"audience", "state"})


def show(value: object) -> str:
    """A value as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def table_markdown() -> str:
    """The field table as Markdown for docs/angebote-pflegen.md; a test keeps the page in step."""
    lines = ["| Spalte | auch | Pflicht | Bedeutung | Beispiel |", "|---|---|---|---|---|"]
    for field in FIELDS:
        needed = "ja" if field.required else ""
        lines.append(f"| `{field.heading}` | `{field.alias}` | {needed} | {field.help} | `{field.example}` |")
    return "\n".join(lines)

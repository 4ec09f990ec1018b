"""The closed lists of the domain: needs, states, reach, formats. Keys are what CSV files and reports show."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

DISTRICT_KEY: Final = "03151"
"""Key of Landkreis Gifhorn (official five-digit district key)."""

FAMILIENBUERO_ID: Final = "gf-familienbuero"
"""The offer that is the district's human contact: first stop for every question about family."""

AGE_MIN_MONTHS: Final = -9
AGE_MAX_MONTHS: Final = 330
"""Offers reach from pregnancy (months until birth, negative) to 27 years, the end of youth welfare law (SGB VIII)."""

NEEDS: Final[dict[str, str]] = {
    "schwangerschaft_geburt": "Schwangerschaft und Geburt",
    "fruehe_hilfen": "Frühe Hilfen",
    "kinderbetreuung": "Kinderbetreuung",
    "finanzielle_hilfen": "Finanzielle Hilfen",
    "bildung_teilhabe": "Bildung und Teilhabe",
    "gesundheit": "Gesundheit",
    "entwicklung_foerderung": "Entwicklung und Förderung",
    "erziehungsberatung": "Erziehungsberatung",
    "trennung_alleinerziehend": "Trennung und Alleinerziehende",
    "krise_gewalt_kinderschutz": "Krise, Gewalt und Kinderschutz",
    "schule_uebergang": "Schule und Übergang",
    "freizeit_ferien": "Freizeit und Ferien",
    "familienbildung_treffs": "Familienbildung und Treffs",
    "migration_sprache": "Migration und Sprache",
    "wohnen_alltag": "Wohnen und Alltag",
    "sucht_psyche": "Sucht und Psyche",
    "behinderung_inklusion": "Behinderung und Inklusion",
}
"""Key and German name of every need."""


class State(StrEnum):
    """Where an offer stands: only `VEROEFFENTLICHT` is ever shown to families."""

    ENTWURF = "entwurf"
    VEROEFFENTLICHT = "veroeffentlicht"
    PAUSIERT = "pausiert"
    BEENDET = "beendet"


class Audience(StrEnum):
    """For whom an offer is meant; `FACHKRAEFTE` is never recommended to families."""

    FAMILIEN = "familien"
    FACHKRAEFTE = "fachkraefte"


class Reach(StrEnum):
    """How far an offer serves, from near to far."""

    GEMEINDE = "gemeinde"
    LANDKREIS = "landkreis"
    REGION = "region"
    LAND = "land"
    BUNDESWEIT = "bundesweit"
    ONLINE = "online"


class Format(StrEnum):
    """How an offer is given."""

    VOR_ORT = "vor_ort"
    HAUSBESUCH = "hausbesuch"
    TELEFONISCH = "telefonisch"
    ONLINE = "online"


class Wish(StrEnum):
    """What a family asks for beside its subject, the ones it can least do without first.

    All but `NAEHER` are filters: an offer fulfils them or is not named, see `offer_db.wishes`.
    """

    KOSTENLOS = "kostenlos"
    TELEFONISCH = "telefonisch"
    HAUSBESUCH = "hausbesuch"
    ONLINE = "online"
    HEUTE = "heute"
    NAEHER = "naeher"


class ReportKind(StrEnum):
    """What a parent says is wrong with an offer."""

    TELEFON = "telefon"
    ADRESSE = "adresse"
    ZEITEN = "zeiten"
    GIBT_ES_NICHT = "gibt_es_nicht"
    VOLL = "voll"
    KOSTEN = "kosten"
    SONSTIGES = "sonstiges"


class Channel(StrEnum):
    """Through what a family writes to the bot: our page, our window on another's page, a messenger."""

    WEB = "web"
    WIDGET = "widget"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    MATRIX = "matrix"


class ChangeKind(StrEnum):
    """How a version of an offer came about; German names are in `offer_db.versions.CHANGE_NAMES`."""

    AUSGANGSFASSUNG = "ausgangsfassung"
    ANGELEGT = "angelegt"
    BEARBEITET = "bearbeitet"
    IMPORTIERT = "importiert"
    ZUSTAND = "zustand"
    GEPRUEFT = "geprueft"
    ZURUECKGENOMMEN = "zurueckgenommen"


class Confidence(StrEnum):
    """How well the source supports an offer (see data/gifhorn/SOURCES.md)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class PlaceKind(StrEnum):
    """What a row of municipalities.csv is."""

    LANDKREIS = "Landkreis"
    STADT = "Stadt"
    EINHEITSGEMEINDE = "Einheitsgemeinde"
    SAMTGEMEINDE = "Samtgemeinde"
    MITGLIEDSGEMEINDE = "Mitgliedsgemeinde"
    AUSSERHALB = "ausserhalb"


OUTSIDE: Final = "ausserhalb"
"""Stands for every place outside the district; keys of those known by name only begin with it and a colon."""

TARGET_EVERYBODY: Final = "alle"
TARGET_PROFESSIONALS: Final = "nur Fachkräfte"
GENERAL_KNOWLEDGE: Final = "Allgemeinwissen, prüfen"
"""Value of `source_checked` for rows without a stored source."""

"""The form of an offer: which field stands where, how it is filled in, and what is said beside it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.review.offers.names import AUDIENCE_NAMES, CONFIDENCE_NAMES, FORMAT_NAMES, PHASE_NAMES, REACH_NAMES
from offer_db.fields import BY_NAME, FIELDS
from offer_db.vocabulary import NEEDS

NOT_IN_THE_FORM: Final = frozenset({"id", "state"})
"""The id never changes; the state is what the buttons below the form set."""
SEVERAL: Final = frozenset({"needs", "topics", "life_phase", "formats"})
"""Fields that hold several keys: boxes to tick."""


@dataclass(frozen=True)
class FormField:
    """One field.

    Attributes:
        alias: of `offer_db.fields.Field`; name of the field in the form.
        label: German, as people say it.
        kind: `text`, `lang`, `zahl`, `datum`, `tel`, `email`, `url`, `ort` (text with the list of places), `traeger`
            (with the list of providers), `auswahl` (one of `choices`), `kaestchen` (several of `choices`) or `themen`
            (several of the topics).
        hint: one sentence; empty is what the field table says.
        choices: key to German name.
        wide: takes a line of its own.
    """

    alias: str
    label: str
    kind: str = "text"
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    wide: bool = False

    @property
    def required(self) -> bool:
        """An offer cannot do without."""
        return BY_NAME[self.alias].required

    @property
    def help(self) -> str:
        """What is said below the label."""
        return self.hint or BY_NAME[self.alias].help

    @property
    def example(self) -> str:
        """A value as it could stand there; empty where one chooses."""
        chosen = self.kind in ("auswahl", "kaestchen", "themen", "datum")
        return "" if chosen else BY_NAME[self.alias].example


@dataclass(frozen=True)
class FormGroup:
    """Fields under one heading; `key` names it in addresses."""

    key: str
    title: str
    fields: tuple[FormField, ...]


GROUPS: Final[tuple[FormGroup, ...]] = (
    FormGroup(
        "was",
        "Was es ist",
        (
            FormField("title", "Titel", wide=True),
            FormField("provider", "Träger", "traeger"),
            FormField("provider_type", "Art des Trägers"),
            FormField("description", "Beschreibung", "lang", wide=True),
        ),
    ),
    FormGroup(
        "bedarf",
        "Bedarf und Themen",
        (
            FormField(
                "category",
                "Wichtigster Bedarf",
                "auswahl",
                "Der Bedarf, auf den das Angebot zuerst antwortet.",
                NEEDS,
            ),
            FormField("needs", "Weitere Bedarfe", "kaestchen", "Worauf das Angebot auch antwortet.", NEEDS, wide=True),
            FormField(
                "topics",
                "Themen",
                "themen",
                "Danach wird gesucht: Ohne Thema findet Lotte das Angebot bei genauen Fragen nicht.",
                wide=True,
            ),
        ),
    ),
    FormGroup(
        "fuer-wen",
        "Für wen",
        (
            FormField(
                "age_min_months", "Alter von (Monate)", "zahl", "0 ist die Geburt, -9 bis -1 die Schwangerschaft."
            ),
            FormField("age_max_months", "Alter bis (Monate)", "zahl", "Einschließlich: bis zum 3. Geburtstag ist 35."),
            FormField(
                "life_phase",
                "Lebensphasen",
                "kaestchen",
                "Ist nichts angekreuzt, ergeben sie sich aus dem Alter. Ändern Sie nur das Alter, ändern sie sich mit.",
                PHASE_NAMES,
                wide=True,
            ),
            FormField("target", "Zielgruppe"),
            FormField(
                "audience", "Gedacht für", "auswahl", "Was nur für Fachkräfte ist, sehen Familien nie.", AUDIENCE_NAMES
            ),
        ),
    ),
    FormGroup(
        "wie",
        "Kosten, Sprachen, Form",
        (
            FormField("cost", "Kosten"),
            FormField("languages", "Sprachen"),
            FormField("formats", "Form", "kaestchen", "Wie Familien das Angebot bekommen.", FORMAT_NAMES, wide=True),
        ),
    ),
    FormGroup(
        "kontakt",
        "Kontakt und Ort",
        (
            FormField("phone", "Telefon", "tel"),
            FormField("email", "E-Mail", "email"),
            FormField("url", "Webseite", "url", wide=True),
            FormField("address", "Straße und Hausnummer", "text", "Bei Schutzorten leer lassen."),
            FormField("postcode", "Postleitzahl", "text", "Fünf Ziffern."),
            FormField("town", "Ort", "ort", "Aus der Ortsliste, sonst fehlt die Entfernung."),
        ),
    ),
    FormGroup(
        "zeiten",
        "Öffnungszeiten",
        (
            FormField("opening_hours", "Öffnungszeiten", wide=True),
            FormField(
                "opening_hours_osm",
                "Öffnungszeiten in OSM-Schreibweise",
                "text",
                "Daraus liest Lotte „jetzt offen“. Ändern Sie nur die Zeiten darüber, wird diese Zeile neu übersetzt, "
                "wenn das eindeutig geht.",
                wide=True,
            ),
        ),
    ),
    FormGroup(
        "gebiet",
        "Gebiet",
        (
            FormField("reach", "Reichweite", "auswahl", "Für wen es räumlich da ist.", REACH_NAMES),
            FormField(
                "reach_area", "Gebiet", "ort", "Bei Gemeinde und Landkreis ein Name aus der Ortsliste, sonst frei."
            ),
        ),
    ),
    FormGroup(
        "gueltigkeit",
        "Gültigkeit",
        (FormField("valid_from", "Gültig von", "datum"), FormField("valid_to", "Gültig bis", "datum")),
    ),
    FormGroup(
        "herkunft",
        "Quelle und Prüfung",
        (
            FormField("source_url", "Quelle", wide=True),
            FormField("source_checked", "Wie die Quelle geprüft ist"),
            FormField("source_date", "Stand der Quelle"),
            FormField(
                "confidence",
                "Wie sicher ist die Quelle?",
                "auswahl",
                "Ist sie unsicher, lässt sich das Angebot erst nach einer Prüfung veröffentlichen.",
                CONFIDENCE_NAMES,
            ),
            FormField("verified_on", "Geprüft am", "datum", "Wann ein Mensch alle Angaben bestätigt hat."),
            FormField("verified_by", "Geprüft von"),
            FormField("notes", "Hinweise für das Team", "lang", wide=True),
        ),
    ),
)
"""All fields but `NOT_IN_THE_FORM`, each once; a test holds them against the field table."""

FORM_FIELDS: Final[Mapping[str, FormField]] = {one.alias: one for group in GROUPS for one in group.fields}
LABELS: Final[Mapping[str, str]] = {
    **{column.alias: column.heading for column in FIELDS},
    "id": "Kennung",
    "state": "Zustand",
    **{alias: one.label for alias, one in FORM_FIELDS.items()},
}
"""How a column is called on these pages."""

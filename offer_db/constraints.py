"""What a broken rule of the database means, in German: one table from constraint name to sentence."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import DBAPIError

from offer_db.models import Base
from offer_db.vocabulary import AGE_MAX_MONTHS, AGE_MIN_MONTHS, ReportKind

MESSAGES: Final[dict[str, str]] = {
    "uq_municipality_name": "Einen Ort mit diesem Namen gibt es schon.",
    "ck_municipality_kind": "Die Art des Ortes ist unbekannt.",
    "ck_municipality_coordinates": "Die Koordinaten liegen nicht auf der Erde.",
    "fk_municipality_parent_key_municipality": "Den übergeordneten Ort gibt es nicht.",
    "fk_municipality_postcode_municipality_key_municipality": "Die Postleitzahl gehört zu einem unbekannten Ort.",
    "ck_municipality_postcode_postcode": "Eine Postleitzahl hat fünf Ziffern.",
    "ck_topic_need": "Das Thema steht unter einem unbekannten Bedarf.",
    "uq_provider_name": "Einen Träger mit diesem Namen gibt es schon.",
    "ck_provider_name": "Der Träger braucht einen Namen.",
    "ck_offer_id": "Das Angebot braucht eine Kennung.",
    "ck_offer_title": "Das Angebot braucht einen Titel.",
    "ck_offer_state": "Den Zustand gibt es nicht; erlaubt sind entwurf, veroeffentlicht, pausiert, beendet.",
    "ck_offer_audience": "Ein Angebot ist für familien oder für fachkraefte.",
    "ck_offer_reach": (
        "Die Reichweite gibt es nicht; erlaubt sind gemeinde, landkreis, region, land, bundesweit, online."
    ),
    "ck_offer_confidence": "Das Vertrauen ist high, medium oder low.",
    "ck_offer_age_order": "Das Alter endet, bevor es beginnt.",
    "ck_offer_age_limits": f"Das Alter liegt zwischen {AGE_MIN_MONTHS} und {AGE_MAX_MONTHS} Monaten.",
    "ck_offer_valid_order": "Die Gültigkeit endet, bevor sie beginnt.",
    "ck_offer_verified_pair": "Zu einer Prüfung gehören immer beide: das Datum und wer geprüft hat.",
    "ck_offer_reach_needs_area": "Bei der Reichweite gemeinde oder landkreis muss ein bekanntes Gebiet stehen.",
    "fk_offer_provider_id_provider": "Den Träger des Angebots gibt es nicht, oder er hat noch Angebote.",
    "fk_offer_reach_key_municipality": "Das Gebiet des Angebots gibt es nicht, oder es wird noch gebraucht.",
    "ck_offer_location_postcode": "Eine Postleitzahl hat fünf Ziffern.",
    "fk_offer_location_offer_id_offer": "Die Anschrift gehört zu einem unbekannten Angebot.",
    "fk_offer_location_municipality_key_municipality": "Den Ort der Anschrift gibt es nicht.",
    "fk_offer_contact_offer_id_offer": "Die Kontaktdaten gehören zu einem unbekannten Angebot.",
    "uq_offer_words_offer_id": "Die Suchwörter dieses Angebots gibt es schon.",
    "fk_offer_words_offer_id_offer": "Die Suchwörter gehören zu einem unbekannten Angebot.",
    "fk_offer_hours_offer_id_offer": "Die Öffnungszeiten gehören zu einem unbekannten Angebot.",
    "uq_offer_need_offer_id_rank": "Zwei Bedarfe eines Angebots haben denselben Rang.",
    "ck_offer_need_rank": "Der Rang eines Bedarfs ist mindestens 1.",
    "ck_offer_need_need": "Den Bedarf gibt es nicht.",
    "fk_offer_need_offer_id_offer": "Der Bedarf gehört zu einem unbekannten Angebot.",
    "ck_offer_topic_rank": "Der Rang eines Themas ist mindestens 1.",
    "fk_offer_topic_offer_id_offer": "Das Thema gehört zu einem unbekannten Angebot.",
    "fk_offer_topic_topic_key_topic": "Das Thema gibt es nicht, oder es wird noch gebraucht.",
    "ck_offer_phase_phase": "Die Lebensphase gibt es nicht.",
    "fk_offer_phase_offer_id_offer": "Die Lebensphase gehört zu einem unbekannten Angebot.",
    "ck_offer_format_format": "Die Form gibt es nicht; erlaubt sind vor_ort, hausbesuch, telefonisch, online.",
    "fk_offer_format_offer_id_offer": "Die Form gehört zu einem unbekannten Angebot.",
    "ck_demand_month": "Ein Monat sieht aus wie 2026-05.",
    "ck_demand_need": "Den Bedarf gibt es nicht.",
    "ck_demand_age_band": "Die Lebensphase gibt es nicht.",
    "ck_demand_channel": "Den Kanal gibt es nicht.",
    "ck_demand_hits": "Gezählt werden 0 bis 3 Treffer; mehr zählen als 3.",
    "ck_demand_count": "Eine Suche, die gezählt wird, kam mindestens einmal vor.",
    "ck_offer_report_kind": (
        "Die Art des Hinweises gibt es nicht; erlaubt sind " + ", ".join(str(kind) for kind in ReportKind) + "."
    ),
    "ck_offer_report_resolved_order": "Ein Hinweis kann nicht erledigt sein, bevor er kam.",
    "fk_offer_report_offer_id_offer": "Der Hinweis gehört zu einem unbekannten Angebot.",
    "ck_offer_version_action": "Diese Art von Änderung gibt es nicht.",
    "fk_offer_version_offer_id_offer": "Die Fassung gehört zu einem unbekannten Angebot.",
    "ck_offer_link_failures": "Fehlschläge einer Webadresse werden ab 0 gezählt.",
    **{
        f"pk_{name}": "Diesen Eintrag gibt es schon."
        for name in (
            "municipality",
            "municipality_postcode",
            "topic",
            "provider",
            "offer",
            "offer_location",
            "offer_contact",
            "offer_hours",
            "offer_need",
            "offer_topic",
            "offer_phase",
            "offer_format",
            "offer_words",
            "offer_vector",
            "offer_seed_file",
            "offer_report",
            "offer_version",
            "offer_link",
            "demand",
        )
    },
}
"""Every named constraint of the tables (a test compares this table with the models)."""

MISSING_VALUE: Final = "Ein Feld, das nicht leer sein darf, ist leer."
MISSING_REFERENCE: Final = "Der Eintrag verweist auf etwas, das es nicht gibt, oder wird selbst noch gebraucht."
TOO_LONG: Final = "Ein Text ist zu lang."
UNKNOWN_RULE: Final = "Die Änderung verletzt eine Regel der Datenbank."


def explain(error: DBAPIError) -> str:
    """The German sentence for a violated constraint, on SQLite and on PostgreSQL."""
    return MESSAGES.get(constraint_name(error) or "", _without_name(str(error.orig)))


def constraint_name(error: DBAPIError) -> str | None:
    """The name of the violated constraint, or None where the database does not tell (SQLite: foreign keys)."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if isinstance(name, str):
        return name
    message = str(error.orig)
    if check := re.search(r"CHECK constraint failed: (\w+)", message):
        return check.group(1)
    if unique := re.search(r"UNIQUE constraint failed: ([\w., ]+)", message):
        # SQLite names the columns only: "offer_need.offer_id, offer_need.rank".
        columns = [column.strip().split(".") for column in unique.group(1).split(",")]
        return _unique_constraint(columns[0][0], {column[-1] for column in columns})
    return None


def _unique_constraint(table_name: str, columns: set[str]) -> str | None:
    table = Base.metadata.tables.get(table_name)
    if table is None:
        return None
    if {column.name for column in table.primary_key.columns} == columns:
        return f"pk_{table_name}"
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and {column.name for column in constraint.columns} == columns:
            return str(constraint.name)
    return None


def _without_name(message: str) -> str:
    if "NOT NULL" in message or "not-null" in message:
        return MISSING_VALUE
    if "too long" in message:
        return TOO_LONG
    if "FOREIGN KEY" in message or "foreign key" in message:
        return MISSING_REFERENCE
    return UNKNOWN_RULE

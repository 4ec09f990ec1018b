"""Which intents exist and which dialogue act each one is (the acts of the chat contract)."""

from __future__ import annotations

from typing import Final

NEEDS: Final = (
    "schwangerschaft_geburt",
    "fruehe_hilfen",
    "kinderbetreuung",
    "finanzielle_hilfen",
    "bildung_teilhabe",
    "gesundheit",
    "entwicklung_foerderung",
    "erziehungsberatung",
    "trennung_alleinerziehend",
    "krise_gewalt_kinderschutz",
    "schule_uebergang",
    "freizeit_ferien",
    "familienbildung_treffs",
    "migration_sprache",
    "wohnen_alltag",
    "sucht_psyche",
    "behinderung_inklusion",
)

CRISIS_INTENT_PREFIX: Final = "krise_"
CRISIS_KINDS: Final = ("medizin", "gewalt", "kindeswohl", "suizid", "ueberlastung")

POISONING: Final = "krise_medizin_gift"  # a medical emergency with a text of its own

OUT_OF_SCOPE: Final = "ausserhalb"
FACT_ONLY: Final = "angabe"
SEARCH: Final = "angebot_suchen"
STEPS: Final = "naechste_schritte"
MORE: Final = "mehr_angebote"

_ACTS: Final = {
    SEARCH: "angebot_suchen",
    STEPS: "angebot_suchen",
    FACT_ONLY: "nachfrage",
    MORE: "nachfrage",
    "angebot_details": "nachfrage",
    "aendern": "nachfrage",
    "weiss_nicht": "nachfrage",
    "ja": "nachfrage",
    "nein": "nachfrage",
    "gruss": "smalltalk",
    "dank": "smalltalk",
    "abschied": "smalltalk",
    "wer_bist_du": "smalltalk",
    "smalltalk": "smalltalk",
    POISONING: "krise",
    "neustart": "smalltalk",
    "datenschutz": "datenschutz",
    "daten_loeschen": "datenschutz",
    "mensch_sprechen": "mensch",
    "rueckruf": "mensch",
    "rueckruf_ja": "mensch",
    "feedback": "feedback",
    "geholfen": "feedback",
    "beleidigung": "ausserhalb",
    OUT_OF_SCOPE: "ausserhalb",
}


def crisis_kind(intent: str | None) -> str | None:
    """`krise_medizin` → `medizin`; None for every other intent, also for the need krise_gewalt_kinderschutz."""
    kind = (intent or "").removeprefix(CRISIS_INTENT_PREFIX)
    return kind if kind in CRISIS_KINDS and intent != kind else None


def act_of(intent: str | None) -> str:
    """The dialogue act of an intent; an unknown one is out of scope.

    Examples:
        kinderbetreuung → angebot_suchen, krise_gewalt → krise, gruss → smalltalk
    """
    if intent in NEEDS:
        return "angebot_suchen"
    if crisis_kind(intent):
        return "krise"
    return _ACTS.get(intent or "", "ausserhalb")

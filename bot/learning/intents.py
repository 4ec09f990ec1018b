"""What a message can be corrected to beside a need: the acts that are taught, and the kinds of danger. Pure."""

from __future__ import annotations

from typing import Final

from bot.nlu.language.acts import CRISIS_INTENT_PREFIX

ACTS: Final = (
    "angebot_suchen",
    "naechste_schritte",
    "angabe",
    "mehr_angebote",
    "angebot_details",
    "weiss_nicht",
    "ja",
    "nein",
    "gruss",
    "dank",
    "abschied",
    "smalltalk",
    "wer_bist_du",
    "neustart",
    "mensch_sprechen",
    "rueckruf",
    "feedback",
    "datenschutz",
    "daten_loeschen",
    "ausserhalb",
    "beleidigung",
)
"""The intents of `data/nlu/gespraech`; a test holds that none is missing."""


def crisis_intent(kind: str) -> str:
    """`medizin` → `krise_medizin`."""
    return f"{CRISIS_INTENT_PREFIX}{kind}"

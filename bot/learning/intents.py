"""What a message can be corrected to beside a need: the acts that are taught, and the kinds of danger. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

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


def got_intent(understood: Mapping[str, Any]) -> str:
    """What a message was taken for (DESIGN.md, 6): the danger before all else, then the first need, then the intent."""
    if danger := understood.get("crisis"):
        return crisis_intent(danger)
    needs = understood.get("needs")
    return str(needs[0] if needs else understood["intent"])

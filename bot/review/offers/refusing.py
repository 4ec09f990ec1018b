"""Which new offers these pages do not take, although nothing is wrong with them by themselves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from offer_db.records import Offer

#: The examples of the field table, but as an offer nobody mistakes for a real one if the line is forgotten.
SAMPLE: Final[Mapping[str, str]] = {
    "id": "beispiel",
    "title": "Beispiel, bitte löschen",
    "state": "entwurf",
    "provider": "Beispielträger",
}
PAGES: Final = frozenset({"neu", "aufgaben", "import", "links", "vorschau"})
"""What stands in addresses where the id of an offer stands; a test compares it with the routes."""


def why_refused(offer: Offer) -> str:
    """Why a new offer cannot be taken; empty if it can."""
    if offer.id in PAGES:
        return f"Die Kennung „{offer.id}“ braucht Lotte selbst. Bitte eine andere wählen."
    if offer.id == SAMPLE["id"] or offer.title == SAMPLE["title"]:
        return "Das ist die Beispielzeile der Vorlage. Bitte löschen oder Kennung und Titel ändern."
    return ""

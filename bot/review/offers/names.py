"""German names of the keys staff choose from; the keys themselves stand in files and in the database. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from offer_db.vocabulary import Audience, Confidence, Format, Reach, State

STATE_NAMES: Final[Mapping[str, str]] = {
    State.ENTWURF: "Entwurf",
    State.VEROEFFENTLICHT: "veröffentlicht",
    State.PAUSIERT: "pausiert",
    State.BEENDET: "beendet",
}
REACH_NAMES: Final[Mapping[str, str]] = {
    Reach.GEMEINDE: "eine Gemeinde oder Samtgemeinde",
    Reach.LANDKREIS: "der Landkreis",
    Reach.REGION: "die Region",
    Reach.LAND: "das Land",
    Reach.BUNDESWEIT: "ganz Deutschland",
    Reach.ONLINE: "überall, nur online",
}
CONFIDENCE_NAMES: Final[Mapping[str, str]] = {
    Confidence.HIGH: "hoch: die Quelle nennt alles",
    Confidence.MEDIUM: "mittel: das meiste steht in der Quelle",
    Confidence.LOW: "niedrig: erst prüfen, dann veröffentlichen",
}
FORMAT_NAMES: Final[Mapping[str, str]] = {
    Format.VOR_ORT: "vor Ort",
    Format.HAUSBESUCH: "zu Hause bei der Familie",
    Format.TELEFONISCH: "am Telefon",
    Format.ONLINE: "online",
}
AUDIENCE_NAMES: Final[Mapping[str, str]] = {
    Audience.FAMILIEN: "Familien",
    Audience.FACHKRAEFTE: "nur Fachkräfte (wird Familien nie gezeigt)",
}
PHASE_NAMES: Final[Mapping[str, str]] = {
    "schwangerschaft": "Schwangerschaft",
    "geburt": "Geburt",
    "krippe": "Krippe",
    "kita": "Kita",
    "uebergang_schule": "Übergang in die Schule",
    "grundschule": "Grundschule",
    "uebergang_sek1": "Übergang in die 5. Klasse",
}

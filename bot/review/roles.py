"""Who may do what. Every route of the team's pages belongs to one area; a role opens some areas. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.memory.staff.tables import Role


class Area(StrEnum):
    """A part of the team's pages. `OFFEN` needs no login, `KONTO` any."""

    OFFEN = "offen"
    KONTO = "konto"
    GESPRAECHE = "gespraeche"
    RUECKRUFE = "rueckrufe"
    KORREKTUREN = "korrekturen"
    UEBERNAHME = "uebernahme"
    ANGEBOTE = "angebote"
    BERICHTE = "berichte"
    KONTEN = "konten"
    PROTOKOLL = "protokoll"


#: The offers' editors see no conversation; whoever reads conversations changes no offer, puts no model into service,
#: and sees no telephone number: side by side, day and words would tell which conversation it belongs to.
AREAS: Final[Mapping[Role, frozenset[Area]]] = {
    Role.REDAKTION: frozenset({Area.KONTO, Area.ANGEBOTE}),
    Role.AUSWERTUNG: frozenset({Area.KONTO, Area.GESPRAECHE, Area.KORREKTUREN, Area.BERICHTE}),
    Role.LEITUNG: frozenset(Area) - {Area.OFFEN},
}

ROLE_NAMES: Final[Mapping[Role, str]] = {
    Role.REDAKTION: "Redaktion",
    Role.AUSWERTUNG: "Auswertung",
    Role.LEITUNG: "Leitung",
}


def may(role: Role, area: Area) -> bool:
    """Whether this role may enter this area."""
    return area is Area.OFFEN or area in AREAS[role]

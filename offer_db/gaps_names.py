"""How periods, life phases, places, languages and channels are called in reports and sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from babel import Locale

from offer_db.gaps_lattice import ANY
from offer_db.vocabulary import DISTRICT_KEY, NEEDS, OUTSIDE, Channel

PHASE_NAMES: Final[Mapping[str, str]] = {
    "schwangerschaft": "Schwangerschaft",
    "geburt": "Rund um die Geburt",
    "krippe": "0 bis 2 Jahre",
    "kita": "3 bis 5 Jahre",
    "uebergang_schule": "Vor der Einschulung",
    "grundschule": "Grundschule",
    "uebergang_sek1": "Wechsel in Klasse 5",
    "": "Alter nicht genannt",
}
FOR_PHASE: Final[Mapping[str, str]] = {
    "schwangerschaft": "Für werdende Eltern",
    "geburt": "Für Familien rund um die Geburt",
    "krippe": "Für 0- bis 2-Jährige",
    "kita": "Für 3- bis 5-Jährige",
    "uebergang_schule": "Für Kinder vor der Einschulung",
    "grundschule": "Für Grundschulkinder",
    "uebergang_sek1": "Für Kinder vor dem Wechsel in Klasse 5",
}
CHANNEL_NAMES: Final[Mapping[str, str]] = {
    Channel.WEB: "Webseite",
    Channel.WIDGET: "Fenster auf anderer Seite",
    Channel.TELEGRAM: "Telegram",
    Channel.WHATSAPP: "WhatsApp",
    Channel.MATRIX: "Matrix",
    "": "Kanal unbekannt",
}
_GERMAN: Final = Locale("de")
_PERIOD: Final = re.compile(r"[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?")


def is_period(written: str) -> bool:
    """Whether this is a month "2026-10", a quarter "2026-Q4", a year "2026" or `ANY`."""
    return written == ANY or _PERIOD.fullmatch(written) is not None


def period_name(period: str) -> str:
    """A period in words.

    >>> period_name("2026-10"), period_name("2026-Q4"), period_name("2026"), period_name("*")
    ('Oktober 2026', '4. Quartal 2026', '2026', 'alles bisher')
    """
    if period == ANY:
        return "alles bisher"
    year, _, part = period.partition("-")
    if not part:
        return year
    months = _GERMAN.months["stand-alone"]["wide"]
    return f"{part[1]}. Quartal {year}" if part[0] == "Q" else f"{months[int(part)]} {year}"


def place_name(path: str, names: Mapping[str, str]) -> str:
    """The name of an area or a place in it; `names` are those of the municipalities by key."""
    area, _, within = path.partition("/")
    if path.endswith("/") and area not in ("", OUTSIDE, DISTRICT_KEY):
        return f"{names.get(area, area)}, ohne Gemeinde"
    return {"": "Ort nicht genannt", OUTSIDE: "Außerhalb des Landkreises"}.get(
        area, names.get(within or area, within or area)
    )


def in_place(path: str, names: Mapping[str, str]) -> str:
    """The same as it stands in a sentence.

    >>> in_place("a", {"a": "Samtgemeinde Brome"}), in_place("03151", {"03151": "Landkreis Gifhorn"})
    ('in der Samtgemeinde Brome', 'im Landkreis Gifhorn')
    """
    area, _, within = path.partition("/")
    if area in ("", OUTSIDE):
        return "ohne Ortsangabe" if not area else "außerhalb des Landkreises"
    name = names.get(within or area, within or area)
    if name.startswith("Samtgemeinde "):
        return f"in der {name}"
    return f"im {name}" if name.startswith("Landkreis ") else f"in {name}"


def subject_name(subject: str, topics: Mapping[str, str]) -> str:
    """The name of a need, or of a topic; `topics` are topic names by key."""
    need, slash, topic = subject.partition("/")
    if topic:
        return topics.get(topic, topic)
    if not need:
        return "Bedarf nicht genannt"
    return f"{NEEDS.get(need, need)}{', ohne Thema' if slash else ''}"


def language_name(code: str) -> str:
    """The German name of a language, its code where there is none; "" is what was too short to tell."""
    return _GERMAN.languages.get(code, code) or "Sprache unbekannt"

"""The filters of the list as they stand in the address: read, written, and taken away one by one. Pure.

    ?zeitraum=7&anliegen=kinderbetreuung&nichts_gefunden=1&worte=krippe

`zeitraum` stays relative ("the last seven days"), so that a saved filter means the same tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from bot.memory.reviewing.listing import Filters
from bot.memory.reviewing.tables import ReviewState
from bot.review.addresses import written
from bot.review.conversations import names
from bot.review.conversations.directory import DirectoryNames
from bot.review.shell import amount

PERIODS: Final[Mapping[str, str]] = {
    "heute": "Heute",
    "7": "Letzte 7 Tage",
    "30": "Letzte 30 Tage",
    "von_bis": "Von – bis",
}
SIGNS: Final[Mapping[str, str]] = {
    "gefahr": "Gefahr",
    "nichts_gefunden": "Kein Angebot gefunden",
    "nicht_verstanden": "Nicht verstanden",
    "unsicher": "Unsicher verstanden",
    "schlechte_rueckmeldung": "Schlechte Rückmeldung",
}
"""What a conversation can be marked with, in the order of the list; keys of the address."""
FIELDS: Final[Mapping[str, str]] = {"von": "Von", "bis": "Bis", "mindestens": "Mindestens", "hoechstens": "Höchstens"}
"""The fields in which something can be wrong; keys of the address."""

LONGEST_WORDS: Final = 200
_MOST_TURNS: Final = 9_999
_KEYS: Final = (
    "zeitraum",
    "von",
    "bis",
    "kanal",
    "sprache",
    "anliegen",
    "ort",
    "schlagwort",
    "stand",
    *SIGNS,
    "mindestens",
    "hoechstens",
    "worte",
)


@dataclass(frozen=True)
class Chosen:
    """What somebody chose to see.

    Attributes:
        values: key of the address → what stands in its field; only fields that hold something.
        filters: what is asked of the database; a field with a problem is not in it.
        problems: key → German sentence for the field.
    """

    values: Mapping[str, str]
    filters: Filters
    problems: Mapping[str, str]

    @property
    def query(self) -> str:
        """The part of the address behind the question mark, the same for the same choice; "" for everything."""
        return urlencode(self.values)


@dataclass(frozen=True)
class Chip:
    """An active filter: what it says, and the address of the list without it."""

    text: str
    without: str


def read_filters(query: Mapping[str, str], now: datetime) -> Chosen:
    """Reads the address.

    Args:
        query: its parameters; unknown ones (paging, notices) are left alone.
        now: with the time zone days are counted in.
    """
    values = {key: written(query.get(key, "")[:LONGEST_WORDS]) for key in _KEYS}
    if values["zeitraum"] not in PERIODS:
        # whoever fills in a day means it, whether or not the period was set to it
        values["zeitraum"] = "von_bis" if values["von"] or values["bis"] else ""
    if values["zeitraum"] != "von_bis":
        values["von"] = values["bis"] = ""
    if values["stand"] not in names.STATE_NAMES:
        values["stand"] = ""
    for sign in SIGNS:
        values[sign] = "1" if values[sign] else ""
    problems: dict[str, str] = {}
    since, until = _period(values, now, problems)
    least, most = _turns(values, "mindestens", problems), _turns(values, "hoechstens", problems)
    if least is not None and most is not None and least > most:
        problems["hoechstens"] = "„Höchstens“ ist kleiner als „mindestens“."
        most = None
    filters = Filters(
        since=since,
        until=until,
        channel=values["kanal"],
        language=values["sprache"],
        need=values["anliegen"],
        place_key=values["ort"],
        tag=values["schlagwort"],
        state=values["stand"] if values["stand"] != ReviewState.NEU else "",
        no_offer=bool(values["nichts_gefunden"]),
        fallback=bool(values["nicht_verstanden"]),
        low_confidence=bool(values["unsicher"]),
        crisis=bool(values["gefahr"]),
        bad_feedback=bool(values["schlechte_rueckmeldung"]),
        not_reviewed=values["stand"] == ReviewState.NEU,
        least_turns=least,
        most_turns=most,
        words=values["worte"],
    )
    filled = {key: value for key, value in values.items() if value}
    return Chosen(MappingProxyType(filled), filters, MappingProxyType(problems))


def chips(chosen: Chosen, directory: DirectoryNames) -> tuple[Chip, ...]:
    """One chip for each active filter; a period from–to is one, and what has a problem is none."""
    counting = {key: value for key, value in chosen.values.items() if key not in chosen.problems}
    found = []
    for key, value in counting.items():
        away = {"zeitraum", "von", "bis"} if key == "zeitraum" else {key}
        left = {other: there for other, there in chosen.values.items() if other not in away}
        if said := _said(key, value, counting, directory):
            found.append(Chip(said, urlencode(left)))
    return tuple(found)


def _said(key: str, value: str, values: Mapping[str, str], directory: DirectoryNames) -> str:
    """What the chip of a filter says; "" where it has none of its own."""
    if key in ("von", "bis"):
        return ""
    if key in SIGNS:
        return SIGNS[key]
    if key == "zeitraum":
        return _period_said(value, values)
    wording: Mapping[str, tuple[str, Callable[[str], str]]] = {
        "kanal": ("Kanal", names.channel_name),
        "sprache": ("Sprache", names.language_name),
        "anliegen": ("Bedarf", names.need_name),
        "ort": ("Ort", directory.place),
        "schlagwort": ("Schlagwort", str),
        "stand": ("Stand", lambda state: names.STATE_NAMES.get(state, state)),
        "mindestens": (FIELDS["mindestens"], _messages),
        "hoechstens": (FIELDS["hoechstens"], _messages),
        "worte": ("Worte", str),
    }
    heading, said = wording[key]
    return f"{heading}: {said(value)}"


def _period_said(value: str, values: Mapping[str, str]) -> str:
    if value != "von_bis":
        return PERIODS[value]
    first, last = (_german(values.get(key, "")) for key in ("von", "bis"))
    return f"{first} – {last}" if first and last else f"ab {first}" if first else f"bis {last}" if last else ""


def _messages(turns: str) -> str:
    return amount(int(turns), "Nachricht", "Nachrichten")


def _period(values: Mapping[str, str], now: datetime, problems: dict[str, str]) -> tuple[float | None, float | None]:
    """First and last moment, seconds since 1970; None where it is open."""
    midnight = datetime.combine(now.date(), time.min, now.tzinfo)
    match values["zeitraum"]:
        case "heute":
            return midnight.timestamp(), None
        case "7" | "30" as days:
            # today is one of the days
            first = now.date() - timedelta(days=int(days) - 1)
            return datetime.combine(first, time.min, now.tzinfo).timestamp(), None
        case "von_bis":
            first_day, last_day = _day(values, "von", problems), _day(values, "bis", problems)
            if first_day and last_day and first_day > last_day:
                problems["bis"] = "Der letzte Tag liegt vor dem ersten."
                last_day = None
            since = datetime.combine(first_day, time.min, now.tzinfo).timestamp() if first_day else None
            # the last day counts whole
            end = last_day + timedelta(days=1) if last_day else None
            until = datetime.combine(end, time.min, now.tzinfo).timestamp() if end else None
            return since, until
    return None, None


def _day(values: Mapping[str, str], key: str, problems: dict[str, str]) -> date | None:
    if not values[key]:
        return None
    try:
        day = date.fromisoformat(values[key])
    except ValueError:
        try:  # browsers without a calendar leave it to the hand
            day = datetime.strptime(values[key], "%d.%m.%Y").date()
        except ValueError:
            problems[key] = "Bitte schreiben Sie den Tag wie 23.11.2026."
            return None
    if not 2000 <= day.year <= 2999:
        problems[key] = "Dieses Jahr gibt es hier nicht."
        return None
    return day


def _german(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    except ValueError:
        return value


def _turns(values: Mapping[str, str], key: str, problems: dict[str, str]) -> int | None:
    if not values[key]:
        return None
    if values[key].isascii() and values[key].isdigit() and int(values[key]) <= _MOST_TURNS:
        return int(values[key])
    problems[key] = "Bitte schreiben Sie eine ganze Zahl."
    return None

"""From the text of a CSV cell to a value. Each parser raises `ValueError` with a German sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from offer_db.hours import is_valid
from offer_db.vocabulary import AGE_MAX_MONTHS, AGE_MIN_MONTHS

Parser = Callable[[str], object]
_QUOTED = 80
"""Characters of a wrong value that a message repeats."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
# Emergency numbers have three digits, "+49 (0)5371 82-0" is as good as "05371 82-0".
_PHONE = re.compile(r"\+?[0-9][0-9 ()/\-]{1,38}")
_EMAIL = re.compile(r"(?=.{3,200}$)[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def text(longest: int) -> Callable[[str], str]:
    """Text of at most `longest` characters, without control characters."""

    def parse(cell: str) -> str:
        value = _CONTROL.sub("", cell).replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(value) > longest:
            raise ValueError(f"Der Text ist {len(value)} Zeichen lang, erlaubt sind {longest}.")
        return value

    return parse


def identifier(cell: str) -> str:
    """An offer's id: small letters, digits, hyphens and underscores."""
    value = cell.strip()
    if not _ID.fullmatch(value):
        raise ValueError(
            f"„{_short(value)}“ ist keine Kennung. Erlaubt sind Kleinbuchstaben, Ziffern, Binde- und Unterstriche."
        )
    return value


def age(cell: str) -> int:
    """Months, negative before birth."""
    try:
        months = int(cell.strip())
    except ValueError as error:
        raise ValueError(f"„{_short(cell.strip())}“ ist keine ganze Zahl. Gemeint ist das Alter in Monaten.") from error
    if not AGE_MIN_MONTHS <= months <= AGE_MAX_MONTHS:
        raise ValueError(f"{months} liegt nicht zwischen {AGE_MIN_MONTHS} und {AGE_MAX_MONTHS} Monaten.")
    return months


def one_of(allowed: Iterable[str]) -> Callable[[str], str]:
    """One key of a closed list; where the keys have German names (a mapping), those count as well."""
    named = allowed.items() if isinstance(allowed, dict) else ()
    names: dict[str, str] = {key: name for key, name in named if isinstance(name, str)}
    keys, by_name = tuple(allowed), {name.casefold(): key for key, name in names.items()}

    def parse(cell: str) -> str:
        value = by_name.get(cell.strip().casefold(), cell.strip())
        if value not in keys and names:
            raise ValueError(f"„{_short(value)}“ gibt es nicht. Erlaubt: {', '.join(names.values())}.")
        if value not in keys:
            raise ValueError(f"„{_short(value)}“ gibt es nicht. Erlaubt: {', '.join(keys)}.")
        return value

    return parse


def many_of(allowed: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Keys of a closed list, separated by semicolons; each counts once, the order stays."""
    one = one_of(allowed)

    def parse(cell: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(part) for part in _parts(cell)))

    return parse


def keys(cell: str) -> tuple[str, ...]:
    """Keys of an open list (topics), separated by semicolons; whether they exist is checked against the database."""
    return tuple(dict.fromkeys(_parts(cell)))


def day(cell: str) -> date | None:
    """A date as 2026-03-31 or 31.03.2026; None for an empty cell."""
    value = cell.strip()
    if not value:
        return None
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(value, pattern).date()
        except ValueError:
            continue
    raise ValueError(f"„{_short(value)}“ ist kein Datum. Gemeint ist zum Beispiel 2026-03-31 oder 31.03.2026.")


def postcode(cell: str) -> str:
    """Five digits or nothing."""
    value = cell.strip()
    if value and not re.fullmatch(r"[0-9]{5}", value):
        raise ValueError(f"„{_short(value)}“ ist keine Postleitzahl (fünf Ziffern).")
    return value


def phone(cell: str) -> str:
    """A phone number as people write it, or nothing."""
    value = cell.strip()
    if value and not _PHONE.fullmatch(value):
        raise ValueError(f"„{_short(value)}“ ist keine Telefonnummer. Bitte nur eine Nummer, ohne weitere Wörter.")
    return value


def email(cell: str) -> str:
    """An e-mail address or nothing."""
    value = cell.strip()
    if value and not _EMAIL.fullmatch(value):
        raise ValueError(f"„{_short(value)}“ ist keine E-Mail-Adresse.")
    return value


def url(cell: str) -> str:
    """A web address with http:// or https://, or nothing."""
    value = cell.strip()
    if value and not _URL.fullmatch(value):
        raise ValueError(f"„{_short(value)}“ ist keine Webadresse. Sie beginnt mit http:// oder https://.")
    return value


def osm_hours(cell: str) -> str:
    """Opening hours in OSM syntax, or nothing."""
    value = cell.strip()
    if value and not is_valid(value):
        raise ValueError(
            f"„{_short(value)}“ ist keine gültige OSM-Angabe. Richtig ist zum Beispiel Mo-Fr 08:00-12:00; PH off."
        )
    return value


def _short(value: str) -> str:
    """As much of a value as a message needs."""
    return value if len(value) <= _QUOTED else f"{value[:_QUOTED]} …"


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]

"""Opening hours: German text to OSM syntax where that is safe. (What is open when, `offer_db.opening` says.)

Safe means: the whole text is weekdays and times and nothing casts doubt on it. "Stand 2018", "prüfen", "nach
Anmeldung" and the like stay text: a wrong "jetzt geöffnet" costs a family a bus ride.
"""

from __future__ import annotations

import re
from typing import Final

from opening_hours import validate

ALWAYS: Final = "24/7"

_DAYS: Final[dict[str, str]] = {
    **dict.fromkeys(("mo", "montag", "montags"), "Mo"),
    **dict.fromkeys(("di", "dienstag", "dienstags"), "Tu"),
    **dict.fromkeys(("mi", "mittwoch", "mittwochs"), "We"),
    **dict.fromkeys(("do", "donnerstag", "donnerstags"), "Th"),
    **dict.fromkeys(("fr", "freitag", "freitags"), "Fr"),
    **dict.fromkeys(("sa", "samstag", "samstags", "sonnabend", "sonnabends"), "Sa"),
    **dict.fromkeys(("so", "sonntag", "sonntags"), "Su"),
}
_ALWAYS = re.compile(r"(rund um die uhr|24 ?/ ?7|tag und nacht|24 stunden( täglich)?)")
_DOUBT = re.compile(r"stand|prüfen|\b(19|20)\d\d\b|anmeld|verein|nicht gesehen|oft|meist|sonst|außer|ferien|ca\.|etwa")
_DAY = r"(?:" + "|".join(sorted(_DAYS, key=len, reverse=True)) + r")\.?"
_SPAN = rf"{_DAY}(?: ?(?:-|bis) ?{_DAY})?"
_DAY_LIST = rf"{_SPAN}(?: ?(?:,|und|&|/) ?{_SPAN})*"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?"
_TIMES = rf"{_CLOCK}(?: ?uhr)? ?(?:-|bis) ?{_CLOCK}(?: ?uhr)?"
_TIME_LIST = rf"{_TIMES}(?: ?(?:,|und|&|/) ?{_TIMES})*"
_RULE = re.compile(rf"(?P<days>täglich|werktags|{_DAY_LIST}):? ?(?:von )?(?P<times>{_TIME_LIST})")


def to_osm(text: str) -> str:
    """The OSM `opening_hours` expression for a German text, or "" if it cannot be converted safely.

    Hours that do not name public holidays are "unknown" on them: the sources do not say, so neither do we.

    >>> to_osm("Mo und Mi 8:30-15:30, Fr 8-12 Uhr")
    'Mo,We 08:30-15:30; Fr 08:00-12:00; PH unknown'
    >>> to_osm("Di und Mi 14-16:30 (Stand 2018)")
    ''
    """
    plain = re.sub(r"\s+", " ", text.strip().lower().replace("–", "-").replace("—", "-"))
    if not plain or _DOUBT.search(plain):
        return ""
    plain = re.sub(r" ?\([^()]*\)", "", plain).strip(" .;")
    if _ALWAYS.fullmatch(plain):
        return ALWAYS
    rules: list[str] = []
    seen: set[str] = set()
    position = 0
    while position < len(plain):
        match = _RULE.match(plain, position)
        if match is None:
            return ""
        days, times = _days(match["days"]), _times(match["times"])
        # A weekday named twice would silently replace its first rule in OSM syntax.
        if not days or not times or seen & set(_listed(days)):
            return ""
        seen |= set(_listed(days))
        rules.append(f"{days} {times}")
        position = match.end()
        separator = re.compile(r" ?[,;] ?(?:und )?| und ").match(plain, position)
        if position < len(plain) and separator is None:
            return ""
        position = separator.end() if separator else position
    if "Mo-Su" not in rules[0]:
        rules.append("PH unknown")
    osm = "; ".join(rules)
    return osm if is_valid(osm) else ""


def is_valid(osm: str) -> bool:
    """True if `osm` is an `opening_hours` expression that can be evaluated."""
    return bool(osm) and bool(validate(osm))


def _days(text: str) -> str:
    if text == "täglich":
        return "Mo-Su"
    if text == "werktags":
        return ""  # with or without Saturday? People differ.
    spans = re.split(r" ?(?:,|und|&|/) ?", text)
    return ",".join("-".join(_DAYS[day.strip(" .")] for day in re.split(r" ?(?:-|\bbis\b) ?", span)) for span in spans)


def _listed(days: str) -> list[str]:
    order = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    listed: list[str] = []
    for span in days.split(","):
        first, _, last = span.partition("-")
        start, end = order.index(first), order.index(last or first)
        listed.extend(order[start : end + 1] if start <= end else order[start:] + order[: end + 1])
    return listed


def _times(text: str) -> str:
    spans = []
    for span in re.split(r" ?(?:,|und|&|/) ?", text):
        start, end = (_clock(part) for part in re.split(r" ?(?:-|bis) ?", span))
        if not start or not end or start >= end:
            return ""
        spans.append(f"{start}-{end}")
    return ",".join(spans)


def _clock(text: str) -> str:
    hour, _, minute = text.replace("uhr", "").strip().replace(".", ":").partition(":")
    if int(hour) > 24 or int(minute or 0) > 59 or (int(hour) == 24 and int(minute or 0)):
        return ""
    return f"{int(hour):02d}:{int(minute or 0):02d}"

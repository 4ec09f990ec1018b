"""Times of birthdays and births: "im Mai", "nächsten Monat", "am 3.5.", "im Sommer", "in 2 Wochen"."""

from dataclasses import dataclass
from datetime import date
from re import Match

from bot.nlu.language.ages.grammar import any_of, several
from bot.nlu.language.ages.labels import MONTH_NAMES, dative

_WEEKDAYS = any_of("montag dienstag mittwoch donnerstag freitag samstag sonntag")
_SEASONS = {
    "fruhling": (3, 5),
    "fruhjahr": (3, 5),
    "sommer": (6, 8),
    "sommerferien": (7, 8),
    "herbst": (9, 11),
    "herbstferien": (10, 10),
    "winter": (12, 2),
    "weihnachten": (12, 12),
    "silvester": (12, 12),
    "neujahr": (1, 1),
    "ostern": (4, 4),
    "osterferien": (4, 4),
    "jahresende": (12, 12),
}
"""First and last month."""
_SEASON_SAID = {
    "weihnachten": "an Weihnachten",
    "ostern": "an Ostern",
    "fruhling": "im Frühling",
    "fruhjahr": "im Frühjahr",
}
_LEAD = several(
    "im in den am an zu zum ab anfang mitte ende schon noch jetzt letzten letztem nachsten kommenden diesen diesem "
    "vergangenen vergangenem dieses ca etwa so der"
)
_SOON = (
    r"(?:morgen|ubermorgen|(?:(?:am|dieses|nachstes) )?wochenende|(?:diese|nachste|kommende|ubernachste) woche|"
    rf"nachsten? tag|(?:am|nachsten|kommenden) {_WEEKDAYS}|in kurze|gleich)"
)
_JUST_NOW = (
    r"(?:gestern|vorgestern|(?:letzte|vorige|vergangene|diese)r? woche|(?:letztes|am) wochenende|"
    r"vor (?:ein paar|wenigen) tag|"
    rf"letzten {_WEEKDAYS})"
)

#: One time, as a part of a rule; the groups are read by `future` and `past`.
WHEN = (
    rf"(?:{_LEAD}(?:(?P<day>d(?:\d{{4}}|-)-\d\d-\d\d)|%(?P<month>\d+)|d(?P<dated>\d{{4}}-\d\d)|"
    rf"(?P<season>{'|'.join(_SEASONS)}))"
    r"|(?P<today>heute)|(?:dies(?:en|er|es|em)|ende des|ende) (?P<this>monat|jahr)|(?P<thisyear>heuer)"
    r"|(?:im |in )?(?P<far>uber)?(?:nachste[nsrm]?|kommende[nsrm]?) (?P<next>monat|jahr)"
    r"|(?:im )?(?:letzte[nsrm]?|vergangene[nsrm]?|vorige[nsrm]?) (?P<gone>monat|jahr)"
    rf"|(?P<soon>{_SOON})|(?P<justnow>{_JUST_NOW})"
    r"|(?:in|vor) (?:ca |etwa |knapp |rund |gut )*#(?P<count>[\d.]+) (?P<unit>tag|woche|monat))"
)


@dataclass(frozen=True)
class Span:
    """Calendar months from today (forwards or backwards), and how to say it on a chip."""

    first: int
    last: int
    said: str
    day: date | None = None
    """The very day, when it is known."""


def future(match: Match[str], today: date) -> Span | None:
    """The time of a match of WHEN, looking forward from today; None for a time that is over."""
    if day := match["day"]:
        return _on_day(_next_day(day, today), today)
    if month := match["month"]:
        away = (int(month) - today.month) % 12
        return Span(away, away, f"im {MONTH_NAMES[int(month) - 1]}")
    if dated := match["dated"]:
        year, number = int(dated[:4]), int(dated[5:])
        away = 12 * (year - today.year) + number - today.month
        return Span(away, away, f"im {MONTH_NAMES[number - 1]}") if away >= 0 else None
    if season := match["season"]:
        return _season(season, today)
    if match["today"]:
        return Span(0, 0, "heute", today)
    if match["next"]:
        return _next(match["next"], bool(match["far"]), today)
    if this := match["this"]:
        return Span(0, 0, "diesen Monat") if this == "monat" else Span(0, 12 - today.month, "dieses Jahr")
    if match["soon"]:
        return Span(0, 0, "bald")
    if match["count"]:
        return _counted(match)
    return Span(0, 12 - today.month, "dieses Jahr") if match["thisyear"] else None


def past(match: Match[str], today: date) -> Span | None:
    """The time of a match of WHEN, looking back from today, in months ago; None for a time to come."""
    if day := match["day"]:
        return _on_day(_last_day(day, today), today)
    if month := match["month"]:
        ago = (today.month - int(month)) % 12
        return Span(ago, ago, f"seit {MONTH_NAMES[int(month) - 1]}")
    if dated := match["dated"]:
        ago = 12 * (today.year - int(dated[:4])) + today.month - int(dated[5:])
        return Span(ago, ago, f"seit {MONTH_NAMES[int(dated[5:]) - 1]}") if ago >= 0 else None
    if season := match["season"]:
        first, last = _SEASONS[season]
        length = (last - first) % 12
        ago = (today.month - last) % 12
        return Span(ago, ago + length, f"seit {season.capitalize()}")
    if match["today"]:
        return Span(0, 0, "heute", today)
    if match["gone"]:
        return (
            Span(1, 1, "letzten Monat")
            if match["gone"] == "monat"
            else Span(today.month, today.month + 11, "letztes Jahr")
        )
    if this := match["this"]:
        return Span(0, 0, "diesen Monat") if this == "monat" else Span(0, today.month - 1, "dieses Jahr")
    if match["justnow"]:
        return Span(0, 0, "gerade")
    return _counted(match) if match["count"] else None


def _season(name: str, today: date) -> Span:
    first, last = _SEASONS[name]
    length = (last - first) % 12
    label = _SEASON_SAID.get(name, f"im {name.capitalize()}")
    passed = (today.month - first) % 12
    if passed <= length:
        return Span(0, length - passed, label)
    away = (first - today.month) % 12
    return Span(away, away + length, label)


def _next(unit: str, after_next: bool, today: date) -> Span:
    if unit == "monat":
        return Span(2, 2, "übernächsten Monat") if after_next else Span(1, 1, "nächsten Monat")
    away = 13 - today.month + (12 if after_next else 0)
    return Span(away, away + 11, "übernächstes Jahr" if after_next else "nächstes Jahr")


def _counted(match: Match[str]) -> Span:
    count, unit = float(match["count"]), match["unit"]
    away = int(count) if unit == "monat" else int(count * (7 if unit == "woche" else 1) / 30.4375)
    return Span(away, away, f"in {dative(count, unit)}")


def _on_day(day: date | None, today: date) -> Span | None:
    if day is None:
        return None
    months = abs(12 * (day.year - today.year) + day.month - today.month)
    return Span(months, months, f"im {MONTH_NAMES[day.month - 1]}", day)


def _next_day(canon: str, today: date) -> date | None:
    day = _dated(canon, today.year)
    if day is None or canon[1] != "-":
        return day if day is not None and day >= today else None
    return day if day >= today else _dated(canon, today.year + 1)


def _last_day(canon: str, today: date) -> date | None:
    day = _dated(canon, today.year)
    if day is None or canon[1] != "-":
        return day if day is not None and day <= today else None
    return day if day <= today else _dated(canon, today.year - 1)


def _dated(canon: str, year: int) -> date | None:
    """The day of "d2023-05-12", or of "d--05-12" in `year`; None when there is no such day."""
    text = canon[1:]
    try:
        return date.fromisoformat(text if text[0] != "-" else f"{year}-{text[2:]}")
    except ValueError:
        return date.fromisoformat(f"{year}-02-28") if text.endswith("-02-29") else None

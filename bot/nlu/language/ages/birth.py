"""Ages counted from birth: "geboren am 12.3.2023", "geb. 3/22", "Jahrgang 2022", "vor 3 Wochen entbunden"."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.language.ages import labels, months
from bot.nlu.language.ages.dates import full_year
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.grammar import pattern, pieces, several, some
from bot.nlu.language.ages.reading import Reading
from bot.nlu.language.ages.when import WHEN, past

_DATE = r"(?P<date>d(?:\d{4}|-)-\d\d(?:-\d\d)?|y\d{4}|%\d+(?: #\d\d)?|[#¤]\d{1,2} [./] #\d\d|¤)"
_LINK = several("am im in den der vom war ist wurde er sie es : = ca etwa anfang mitte ende sommer")
_BORN = r"(?:geboren\w*|geb|(?:zur|auf die) welt(?: gekommen| gebracht)?|auf der welt|entbunden)"
_PARENT = r"(?:=mutter|=mama|=mami|=vater|=papa|=eltern)"
_SPAN = several("ca etwa ungefähr knapp rund genau gerade gut erst") + r"#(?P<n>[\d.]+) (?P<u>tag|woche|monat|jahr)"
_SOME = some(3)

_DATED = (
    pattern(rf"(?:geboren|geb|\*|geburts(?:datum|tag|jahr|monat)|jahrgang|jg|baujahr) {_LINK}{_DATE}"),
    pattern(rf"(?:geboren|geb) in \S+ (?:\S+ )?(?:am |im ){_DATE}"),
    pattern(rf"{_DATE} {_SOME}{_BORN}"),
    pattern(r"(?P<date>y\d{4})(?: -)? er(?: jahrgang)?|jahrgang (?P<short>#\d\d)"),
    pattern(r"~\S+(?: [a-z]+)? (?:[(,:] )?(?:vom |aus )?(?P<date>d\d{4}-\d\d(?:-\d\d)?|y20\d\d(?= [),]|$))"),
    pattern(r"\( (?P<date>d\d{4}-\d\d(?:-\d\d)?) \)"),
    re.compile(r"^(?:am |im |vom )?(?P<date>d\d{4}-\d\d(?:-\d\d)?|y20\d\d)(?: \.)?$"),
)
_AGO = (
    pattern(rf"vor {_SPAN} {_SOME}(?:{_BORN}|{_PARENT} geworden|(?:ein|unser|mein|das) ~\S+ bekommen)"),
    pattern(rf"(?:geboren|entbunden|geburt|entbindung|entbindung war|geburt war|geburt ist) {_SOME}vor {_SPAN}"),
    pattern(rf"seit {_SPAN} {_SOME}{_PARENT}"),
    pattern(rf"{_PARENT} seit {_SPAN}"),
)
_LATELY = pattern(rf"{WHEN} {_SOME}(?:{_BORN}|{_PARENT} geworden)")
_YEARS = pattern(rf"(?:jahrgang |geboren |geb )?y\d{{4}}(?: (?:,|und|u|&) y\d{{4}})+(?: {_SOME}{_BORN})?")
_TO_COME = re.compile(r"(?:^| )(?:kommt|kommen|soll|sollte|wird)(?: \S+){0,4}$")
_BORN_SAID = re.compile(r"(?:^| )(?:geboren|geb|(?:zur|auf die) welt)(?: |$)")
#: The other child of a sentence with "geboren": "Mia ist im Mai 2020 geboren, Ben im August 2023".
_ANOTHER_BORN = pattern(r"(?:,|und|~\S+) (?P<name>\S+ )?(?:(?:im|am|vom) )?(?P<date>d\d{4}-\d\d(?:-\d\d)?)")
_ARTICLES = pieces("der die das den dem des ein eine einen einem mein meine meinen unser unsere unseren im am vom zum")
_NO_NAMES = ("ung", "zug", "trag", "eld", "heit", "keit", "ion", "kurs", "min", "termin", "anfang", "ende", "start")
_ADULT_MONTHS = 12 * 18
_FAR_MONTHS = 12 * 45


def find(reading: Reading, today: date) -> Iterator[Finding]:
    """All ages said by a date or time of birth."""
    yield from _years(reading, today)
    for match, first, last in reading.find(_ANOTHER_BORN):
        named = match["name"] and reading.tokens[reading.at(match.start("name"))]
        is_child = reading.canon(first).startswith("~") or (named and (named.capital or named.canon.startswith("~")))
        if is_child and _BORN_SAID.search(f"{reading.left(first)} {reading.right(last)}"):
            age = _age_of(match["date"], "", today)
            if age and not _is_grown_up(reading, first, age):
                yield Finding(last, last, age, _label(age), "age")
    for rule in _DATED:
        for match, first, last in reading.find(rule):
            if _TO_COME.search(reading.left(first)) or not _is_of_somebody(reading, first):
                continue
            groups = match.groupdict()
            canon = groups.get("date") or groups.get("short") or ""
            position = match.start("date") if groups.get("date") else match.start()
            age = _age_of(canon, reading.tokens[reading.at(position)].text, today)
            if age and not _is_grown_up(reading, first, age):
                start = first + 1 if reading.canon(first).startswith("~") else first
                yield Finding(start, last, age, _label(age), "age")
    for rule in _AGO:
        for match, first, last in reading.find(rule):
            value, unit = float(match["n"]), match["u"]
            yield Finding(first, last, months.of_unit(value, unit), labels.age(value, unit), "age")
    for match, first, last in reading.find(_LATELY):
        span = past(match, today)
        if span is None or _TO_COME.search(reading.left(first)):
            continue
        if span.day is not None:
            done = months.completed_months(span.day, today)
            yield Finding(first, last, (done, done), labels.completed(done), "age")
        else:
            age = months.turned(0, span.first, span.last)
            yield Finding(first, last, age, _label(age), "age")


def _is_of_somebody(reading: Reading, first: int) -> bool:
    """A date in brackets is a birth date behind a name or a child only: "Emil (Mai 2022)"."""
    if reading.canon(first) != "(":
        return True
    before = reading.tokens[first - 1] if first else None
    if before is None:
        return False
    behind_article = first > 1 and reading.tokens[first - 2].word in _ARTICLES
    name = before.capital and before.canon == before.word and before.word.isalpha() and not behind_article
    return before.canon.startswith("~") or (name and not before.word.endswith(_NO_NAMES))


def _years(reading: Reading, today: date) -> Iterator[Finding]:
    """One child a year: "2017, 2019 und 2022 geboren"."""
    for match, first, last in reading.find(_YEARS):
        if not re.search(r"jahrgang|geb", match.group()):
            continue
        for i in range(first, last + 1):
            if reading.canon(i).startswith("y") and (age := _age_of(reading.canon(i), "", today)):
                yield Finding(i, i, age, _label(age), "age", group=first)


def _age_of(canon: str, text: str, today: date) -> months.Months | None:
    """The age for a canonical date; None for one that lies ahead or makes no sense."""
    if canon.startswith("y"):
        year = int(canon[1:])
        return _between((year, 1), (year, 12), today)
    if canon == "¤":
        return _short_date(text, today)
    if canon.startswith("#"):
        numbers = re.findall(r"\d+", canon)
        if len(numbers) == 1:
            year = full_year(int(numbers[0]))
            return _between((year, 1), (year, 12), today)
        return _month_and_year(int(numbers[0]), int(numbers[1]), today)
    if canon.startswith("%"):
        month, *year_part = re.findall(r"\d+", canon)
        if year_part:
            return _month_and_year(int(month), int(year_part[0]), today)
        ago = (today.month - int(month)) % 12
        return max(0, ago - 1), ago
    if canon[1] != "-" and len(canon) == len("d2022-05"):
        return _month_and_year(int(canon[6:]), int(canon[1:5]), today)
    return _on_day(canon, today)


def _short_date(text: str, today: date) -> months.Months | None:
    """Month and year, as "3.22" and "03/22" behind "geb."."""
    found = re.fullmatch(r"(\d{1,2})[./](\d{2})", text)
    return _month_and_year(int(found[1]), int(found[2]), today) if found else None


def _month_and_year(month: int, year: int, today: date) -> months.Months | None:
    if not 1 <= month <= 12:
        return None
    return _between((full_year(year), month), (full_year(year), month), today)


def _between(first: tuple[int, int], last: tuple[int, int], today: date) -> months.Months | None:
    if first > (today.year, today.month):
        return None
    return months.born_in(first, last, today)


def _on_day(canon: str, today: date) -> months.Months | None:
    text = canon[1:]
    year = today.year
    try:
        if text[0] == "-":
            birth = date(year, int(text[2:4]), int(text[5:7]))
            birth = birth if birth <= today else birth.replace(year=year - 1)
        else:
            birth = date.fromisoformat(text)
    except ValueError:
        return None
    done = months.completed_months(birth, today)
    return (done, done) if birth <= today else None


def _is_grown_up(reading: Reading, first: int, age: months.Months) -> bool:
    if age[0] >= _FAR_MONTHS:
        return True
    left = reading.left(first)
    return age[0] >= _ADULT_MONTHS and "~" not in left.rsplit(" =", 1)[-1] and not reading.canon(first).startswith("~")


def _label(age: months.Months) -> str:
    low, high = age
    if high - low <= 1:
        return labels.completed(high)
    return labels.span(low // 12, high // 12, "jahr") if low // 12 < high // 12 else labels.age(low // 12)

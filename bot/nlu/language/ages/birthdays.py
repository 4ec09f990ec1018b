"""Birthdays to come and just past: "wird im Mai 4", "nächsten Monat wird er 1", "seit August 3"."""

from collections.abc import Iterator
from datetime import date
from re import Match

from bot.nlu.language.ages import labels, months
from bot.nlu.language.ages.answers import MAX_CHILD
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.grammar import pattern, some
from bot.nlu.language.ages.reading import Reading
from bot.nlu.language.ages.when import WHEN, Span, future, past

_SOME = some(4)
_AGE = r"#(?P<n>[\d.]+)(?: (?P<u>jahr|monat|woche))?(?: alt)?"
_BIRTHDAY = r"(?:@(?P<n>\d+)|#(?P<m>\d+)(?: \.)?) geburtstag"
_END = r"(?= (?:[,.!?;)]|und|aber|wird|werden|alt|jahr)|$)"

_COMING = (
    pattern(rf"(?:wird|werden|wirt) {_SOME}{WHEN} {_SOME}{_AGE}"),
    pattern(rf"{WHEN} {_SOME}(?:wird|werden) {_SOME}{_AGE}"),
    pattern(rf"(?:wird|werden) {_SOME}{_AGE} (?:schon |dann )?{WHEN}"),
    pattern(rf"{WHEN} {_SOME}{_AGE} (?:wird|werden)"),
    pattern(rf"(?:~\S+|[(,]|und)(?: [a-z]+)? (?=im|am|nächst|ende|anfang|mitte|kommend){WHEN} (?:dann )?{_AGE}{_END}"),
    pattern(rf"(?:hat|feiert|ist|steht) {_SOME}{WHEN} {_SOME}{_BIRTHDAY}"),
    pattern(rf"{WHEN} {_SOME}{_BIRTHDAY}"),
)
_PASSED = (
    pattern(rf"{WHEN} {_SOME}{_AGE} (?:geworden|wurde)"),
    pattern(rf"wurde {_SOME}{WHEN} {_SOME}{_AGE}"),
    pattern(rf"{WHEN} wurde {_SOME}{_AGE}"),
    pattern(rf"{_AGE} (?:ist |wurde )?{_SOME}{WHEN} geworden"),
    pattern(rf"seit {WHEN} (?:schon |jetzt |nun |erst |ist (?:er|sie|es) )*{_AGE}{_END}"),
    pattern(rf"(?:hatte|feierte|war) {_SOME}{WHEN} {_SOME}{_BIRTHDAY}"),
    pattern(rf"{WHEN} {_SOME}{_BIRTHDAY} (?:gehabt|gefeiert)"),
)
_BEFORE_BIRTHDAY = pattern(rf"(?:(?:kurz )?vor (?:dem|ihrem|seinem) |bald {_SOME}){_BIRTHDAY}")


def find(reading: Reading, today: date) -> Iterator[Finding]:
    """All ages said by a birthday."""
    if not any(sign in reading.line for sign in ("#", "@")):
        return
    for rule in _PASSED:
        for match, first, last in reading.find(rule):
            if (span := past(match, today)) and (found := _turned(match, span, today)):
                yield from _checked(reading, match, Finding(_number_at(reading, first), last, *found, kind="age"))
    for rule in _COMING:
        for match, first, last in reading.find(rule):
            if (span := future(match, today)) and (found := _turning(match, span, today)):
                yield from _checked(reading, match, Finding(_number_at(reading, first), last, *found, kind="age"))
    for match, first, last in reading.find(_BEFORE_BIRTHDAY):
        value = _value(match)
        yield Finding(first, last, months.almost(value, "jahr"), f"fast {labels.age(value)}", "age")


def _number_at(reading: Reading, first: int) -> int:
    """Leave out the child's noun or the comma that a rule needed in front."""
    return first + 1 if reading.canon(first)[:1] in ("~", "(", ",") or reading.canon(first) == "und" else first


def _value(match: Match[str]) -> float:
    groups = match.groupdict()
    return float(groups.get("n") or groups.get("m") or 0)


def _unit(match: Match[str]) -> str:
    return match.groupdict().get("u") or "jahr"


def _turning(match: Match[str], span: Span, today: date) -> tuple[months.Months, str] | None:
    value, unit = _value(match), _unit(match)
    if span.day is not None:
        at = months.exactly(value, unit)
        left = -months.completed_months(span.day, today)
        return (max(0, at - left), max(0, at - left)), labels.birthday(value, span.said, unit)
    if unit != "jahr":
        return months.almost(value, unit), f"fast {labels.age(value, unit)}"
    return months.turning(value, span.first, span.last), labels.birthday(value, span.said)


def _turned(match: Match[str], span: Span, today: date) -> tuple[months.Months, str] | None:
    value, unit = _value(match), _unit(match)
    if unit != "jahr":
        return None
    if span.day is not None:
        at = months.exactly(value, unit) + months.completed_months(span.day, today)
        return (at, at), labels.birthday(value, span.said)
    return months.turned(value, span.first, span.last), labels.birthday(value, span.said)


def _checked(reading: Reading, match: Match[str], finding: Finding) -> Iterator[Finding]:
    """Leave out grown-ups and animals: "mein Mann wird im Mai 40", "unser Hund wird nächste Woche 3"."""
    sentence = f"{reading.left(finding.first)} {match.group()}"
    child_named = "~" in sentence
    grown_up = _value(match) > MAX_CHILD and _unit(match) == "jahr" and not child_named
    animal = "°" in sentence and not child_named
    if not grown_up and not animal and " =ich " not in f" {match.group()} ":
        yield finding

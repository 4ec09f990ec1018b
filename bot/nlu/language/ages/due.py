"""When a child will be born: "ET im März", "Geburtstermin am 3.2.", "wir bekommen im April ein Kind"."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.language.ages import labels, months
from bot.nlu.language.ages.grammar import any_of, pattern, several, some
from bot.nlu.language.ages.months import Months
from bot.nlu.language.ages.reading import Reading
from bot.nlu.language.ages.when import WHEN, Span, future

Statement = tuple[int, int, Months, str]
"""First and last piece, range of months, label."""

_PARENTS = r"(?:=mutter|=mama|=eltern|=vater|=papa)"
_DATE_WORDS = "et vet geburtstermin entbindungstermin stichtag termin entbindung geburt kaiserschnitt"
_LINK = several(
    "ist war wäre am im um den ca für der steht laut bei soll sein dann ungefähr etwa anfang mitte ende "
    "liegt habe hab ich "
    "=ich voraussichtlich frauenarzt : geplant"
)
_A_BABY = r"(?:~Baby|~Kind|~\*\S+|~Bruder|~Schwester|nachwuchs)"
_MAX_DAYS = 290
_MAX_MONTHS = 9

_DATED = (
    pattern(rf"(?:{any_of(_DATE_WORDS)}|errechnet|niederkunft|entbinde) {_LINK}{WHEN}"),
    pattern(rf"{WHEN} {several('ist steht habe hab ich =ich kommt wäre der die mein ihr unser')}{any_of(_DATE_WORDS)}"),
    pattern(rf"(?:bekomm|krieg|erwarte)\w* {some(5)}{WHEN} (?:@\d+ )?{some(5)}(?:@\d+ )?(?:~\S+|nachwuchs)"),
    pattern(rf"{WHEN} (?:bekomm|krieg|erwarte)\w* {some(5)}(?:@\d+ )?(?:~\S+|nachwuchs)"),
    pattern(
        rf"{_A_BABY}(?: °?(?:nr|nummer) #\d)? (?:kommt|kommen|soll) {some(5)}{WHEN}"
        r"(?: (?:kommen|(?:zur|auf die) welt(?: kommen)?))?"
    ),
    pattern(rf"{WHEN} (?:kommt|kommen|soll) {some(5)}(?:@\d+ )?{_A_BABY}"),
    pattern(rf"werde\w* {some(5)}{WHEN} {some(5)}{_PARENTS}"),
    pattern(rf"{WHEN} werde\w* {some(5)}{_PARENTS}"),
)
_COUNT = r"#(?P<left>\d+) (?P<per>monat|woche|tag)"
_COUNTED = (
    pattern(
        rf"noch {several('ca etwa knapp')}{_COUNT} (?:bis )?(?:zur |zum )?(?:geburt|entbindung|et|geburtstermin|termin)"
    ),
    pattern(
        rf"(?:geburt|entbindung|geburtstermin|et|{_A_BABY} kommt|"
        rf"entbinde) {several('ist =ich in schon ca etwa')}{_COUNT}"
    ),
    pattern(
        rf"in {several('ca etwa knapp schon')}{_COUNT} (?:ist|kommt|entbinde|steht|habe|bekomme|bekommen) "
        rf"{several('der die unser das mein =ich wir ein unsere')}(?:{_A_BABY}|et|entbindung|geburt|"
        rf"geburtstermin|termin)"
    ),
)
#: "Das Kind kommt im August in die Schule" is no birth.
_GOES_ON = re.compile(r"(?:in|zur|zum|aus|auf|eingeschult|mit|zu|eine?n?)(?: |$)")


#: The whole message is the date: an answer to "When will your child be born?".
_ANSWER = pattern(rf"{WHEN}")
_AROUND_ANSWER = frozenset(
    "mein unser der ist am im termin geburtstermin soll sein so circa ca ungefahr etwa . , ! voraussichtlich".split()
)


def find(reading: Reading, today: date, talk: bool) -> Iterator[Statement]:
    """All expected births; `talk` tells whether the message speaks of pregnancy otherwise ("Termin" alone is none)."""
    for rule in _DATED:
        for match, first, last in reading.find(rule):
            words = match.group()
            bare_date = "termin" in words.split() and not talk and "errechne" not in reading.line
            elsewhere = ("komm" in words or " soll " in words) and _GOES_ON.match(reading.right(last))
            if bare_date or elsewhere:
                continue
            span = future(match, today)
            if span is not None and (age := _age(span, today)):
                yield first, last, age, f"Geburt {span.said}"
    yield from _answered(reading, today)
    for rule in _COUNTED:
        for match, first, last in reading.find(rule):
            count, unit = int(match["left"]), match["per"]
            yield first, last, months.due_after(count * months.MONTHS[unit]), f"Geburt in {labels.dative(count, unit)}"


def _answered(reading: Reading, today: date) -> Iterator[Statement]:
    for match, first, last in reading.find(_ANSWER):
        others = (token.canon for i, token in enumerate(reading.tokens) if not first <= i <= last)
        names_year = any(token.canon.startswith(("y", "d")) for token in reading.tokens[first : last + 1])
        if names_year and all(other in _AROUND_ANSWER for other in others):
            span = future(match, today)
            if span is not None and (age := _age(span, today)):
                yield first, last, age, f"Geburt {span.said}"


def _age(span: Span, today: date) -> Months | None:
    if span.day is not None:
        return months.due_on(span.day, today) if (span.day - today).days <= _MAX_DAYS else None
    return months.due_in(span.first, min(span.last, _MAX_MONTHS)) if span.first <= _MAX_MONTHS else None

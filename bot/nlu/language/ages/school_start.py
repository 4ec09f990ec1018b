"""Beginning school: "kommt nächstes Jahr in die Schule", "Einschulung im Sommer", "gerade eingeschult"."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.language.ages import months
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.grammar import pattern, several, some
from bot.nlu.language.ages.months import Months
from bot.nlu.language.ages.reading import Reading

STARTS_SOON: Months = (60, 74)
"""LABELS.md: "kommt nächstes Jahr in die Schule"."""
_SCHOOL_YEAR_BEGINS = 8

_NEXT = r"(?:nächste|kommende)[nsrm]?"
_SOON = (
    rf"(?:(?:im )?{_NEXT} (?:jahr|sommer|schuljahr|monat)|dies(?:es|en|em) (?:jahr|sommer|schuljahr)|heuer|"
    rf"jetzt|bald|demnächst|"
    r"in kürze|im (?:sommer|herbst|%8|%9)|ab (?:%8|%9|sommer)|zum (?:sommer|(?:neuen )?schuljahr)|(?<!seit )%[89]|"
    r"nach den (?:sommerferien|ferien)|in #1 jahr|in ein paar (?:monat|woche)|in #\d+ (?:monat|woche))"
)
_LATER = r"(?:(?:im )?übernächste[nsrm]? (?:jahr|sommer)|in #2 jahr)"
_GOES = r"(?:kommt|kommen|geht|gehen|muss|müsste|soll|sollte|darf|wird|werden|kann|startet)"
_INTO_SCHOOL = r"(?:in die|in der|in|zur) (?:grundschule|schule)"
_TO_SCHOOL = rf"(?:{_INTO_SCHOOL}|in (?:die|der) (?:#1 \. klasse|@1 klasse|@1)|eingeschult|schulkind|~Schulkind)"
_ENTRY = r"(?:einschulung|schulstart|schulanfang|schuleintritt|schulbeginn)"
_SOME = r"(?:(?![#@%.!?;()]|[dy][\d-]|n\d)\S+ ){0,5}?"

_WILL_START = pattern(
    rf"{_GOES} {_SOME}{_SOON} {_SOME}{_TO_SCHOOL}",
    rf"{_SOON} {_SOME}{_GOES} {_SOME}{_TO_SCHOOL}",
    rf"{_SOON} {_SOME}{_TO_SCHOOL}(?: {_GOES})?",
    rf"(?:kommt|kommen) {several('er sie es dann auch mein meine ~Sohn ~Tochter ~Kind')}{_TO_SCHOOL} {_SOON}",
    rf"(?:kommt|kommen) {several('er sie es dann auch schon erst')}{_INTO_SCHOOL}",
    rf"{_INTO_SCHOOL} (?:kommt|kommen)",
    rf"(?:wird|werden|soll|sollte|muss) {_SOME}eingeschult(?: werden)?",
    r"eingeschult (?:wird|werden)(?: soll| muss)?",
)
_ENTRY_AHEAD = pattern(
    rf"{_ENTRY} {several('ist steht wäre kommt dann schon')}(?:{_SOON}|an|bevor|vor der tür)",
    rf"{_SOON} {several('ist steht wäre kommt die seine ihre dann schon')}{_ENTRY}",
    rf"(?:kurz )?vor (?:der|seiner|ihrer|dem) {_ENTRY}",
    r"bevor (?:er|sie|es|~\S+) in die schule kommt",
    r"(?:kann|flexi|muss|soll) - (?:~Kind|~\+Kinder)",
    r"(?:kannkind|flexikind|musskind)\w*",
)
_WILL_START_LATER = pattern(rf"{_GOES} {_SOME}{_LATER} {_SOME}{_TO_SCHOOL}", rf"{_LATER} {_SOME}{_TO_SCHOOL}")
_STARTED = pattern(
    rf"(?:wurde|wurden|ist|sind|gerade|frisch|jetzt) {some(5)}eingeschult(?: worden)?",
    r"eingeschult (?:worden|wurde|wurden)",
    rf"(?:ist|sind) {some(5)}{_INTO_SCHOOL} gekommen",
    r"(?:gerade|frisch|eben) in die (?:grundschule|schule) gekommen",
    r"seit (?:%8|%9|(?:dem|diesem) sommer|kurzem|diesem (?:schul)?jahr) (?:in der|zur) (?:grundschule|schule)",
)
_LAST_YEAR = re.compile(r"letzte[sn] (?:jahr|sommer)")
_NOT_STARTED = re.compile(r"(?:^| )(?:wann|zuruckgestellt|nicht|wird|soll)(?: |$)")
_ASKS_WHEN = re.compile(r"(?:^| )(?:wann|ab welchem alter)(?: |$)")
_TIME = pattern(_SOON)
# "er kommt in der Schule nicht mit" is in it already
_KEEPS_UP = re.compile(r"^(?:\S+ ){0,3}(?:mit|klar|zurecht|hinterher|nach)(?: |$)")
_PAST = re.compile(r" (?:gekommen|worden|wurde|wurden|war)$")


def find(reading: Reading, today: date) -> Iterator[Finding]:
    """All children about to begin school, or who just have."""
    if (
        "schul" not in reading.line
        and "@1" not in reading.line
        and "#1 ." not in reading.line
        and "-" not in reading.line
    ):
        return
    for match, first, last in reading.find(_STARTED):
        if not _NOT_STARTED.search(match.group()):
            in_second = _LAST_YEAR.search(match.group()) is not None and today.month >= _SCHOOL_YEAR_BEGINS
            number = 2 if in_second else 1
            yield Finding(first, last, months.school_year(number), f"{number}. Klasse", "class")
    for _, first, last in reading.find(_WILL_START_LATER):
        yield Finding(first, last, (STARTS_SOON[0] - 12, STARTS_SOON[1] - 12), "Schule in 2 Jahren", "class")
    # "wann kommt ein Kind in die Schule?" is no child's age, "er kommt im Sommer in die Schule, wann anmelden?" is
    asks_when = _ASKS_WHEN.search(reading.line) is not None
    for rule in (_WILL_START, _ENTRY_AHEAD):
        for match, first, last in reading.find(rule):
            in_school = "in der" in match.group() and _KEEPS_UP.match(reading.right(last)) is not None
            if not in_school and not _PAST.search(match.group()) and (not asks_when or _TIME.search(match.group())):
                yield Finding(first, last, STARTS_SOON, "kommt in die Schule", "class")

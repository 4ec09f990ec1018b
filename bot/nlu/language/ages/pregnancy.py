"""Before birth: "schwanger", "im 5. Monat", "34. SSW", "20+3", "letztes Trimester"; expected dates: `due.py`."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.language.ages import due, months
from bot.nlu.language.ages.expecting import is_pregnant
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.grammar import RANK, pattern, rank_of
from bot.nlu.language.ages.months import PREGNANCY
from bot.nlu.language.ages.reading import Reading

_MAX_WEEK = 42
_MAX_MONTH = 10
#: From here on "18+5" alone is a week of pregnancy; below it may be two children's ages.
_SURE_WEEK = 18

_TALK = re.compile(r"schwanger|ungebor|noch nicht (?:geboren|auf der welt)|(?:^| )ssw(?: |$)|geburtstermin|entbindung")
_LOSS = re.compile(r"(?:^| )(?:fehlgeburt\w*|sternenkind\w*|totgeburt|verloren|abgang)(?: |$)")
_FEAR = re.compile(r"(?:^| )(?:angst|sorgen?|furcht\w*|risiko|drohende)(?: |$)")
_AGAIN = re.compile(
    r"(?:^| )(?:jetzt|nun|wieder|erneut|aktuell|diesmal)(?: [^.!?;#]\S*){0,3} (?:schwanger(?!schaft)|[#@]\d+)"
)
_BORN_EARLY = re.compile(
    r"(?:^| )(?:~Frühchen|fruhgeb\w*|geboren|entbunden|zur welt|geholt)(?: |$)|(?:^| )aus der [#@]"
)
_OTHER_MONTHS = re.compile(
    r"elterngeld|elternzeit|beikost|lebens|bezug|schulden|ruckstand|gehalt|rate|miete|probezeit|arbeitslos|impf"
)

_WEEK_NAMED = pattern(
    rf"{RANK} (?:ssw|schwangerschaftswoche\w*)",
    r"(?:ssw|schwangerschaftswoche) (?:: )?#\d+(?: \+ #(?P<days>[0-6]))?",
)
_WEEK_AND_DAYS = pattern(r"#\d+ \+ #(?P<days>[0-6])(?: (?:ssw|woche))?")
_I_AM_IN_WEEK = pattern(
    rf"(?:bin|sind) (?:(?:=ich|wir|jetzt|schon|gerade|erst|nun|bereits) )*in der {RANK} woche(?! krank)"
)
#: "bin 19 und in der 12. Woche"
_AND_IN_WEEK = pattern(rf"(?:und|,) (?:(?:jetzt|schon|gerade) )*in der {RANK} woche(?! krank)")
_I_AM_SO_OLD = re.compile(r"(?:^| )bin #\d+(?: jahr)?(?: alt)?$")
_WEEK_ANSWER = re.compile(r"^in der (?:@\d+|#\d+ \.) woche(?=$| [.,!;]| und )")
_WEEK_OF_TALK = pattern(rf"(?:in der |der )?{RANK} woche", r"woche (?:: )?#\d+")
_MONTH_NAMED = pattern(
    rf"{RANK} schwangerschaftsmonat\w*",
    rf"(?:im |in dem |in )?{RANK} monat (?:lang )?schwanger",
    r"(?:hoch)?schwanger (?:[,(] )?(?:jetzt |schon |erst |und )?(?:im |in dem )?(?:@\d+|#\d+ \.) monat",
)
_MONTH_IN_BRACKETS = pattern(rf"\( (?:im )?{RANK} monat \)")
_BELLY = pattern(rf"(?:bauch|babybauch|kugel) (?:[,(] )?(?:in der )?{RANK} woche")
_MONTH_ALONE = pattern(rf"(?:im|in dem|in) {RANK} monat")
_MONTH_ANSWER = re.compile(r"^(?:(?:=ich )?bin )?(?:@\d+|#\d+ \.) monat(?=$| [.,!;]| und )")
_MONTH_OF_TALK = pattern(rf"{RANK} monat", r"monat (?:: )?#\d+")
_THIRD = pattern(rf"{RANK} (?:trimester|trimenon|schwangerschaftsdrittel)", r"letzte[sn] (?:trimester|drittel)")
_TWINS = re.compile(
    r"(?:schwanger|erwarte\w*|bekomm\w*|krieg\w*)(?: \S+){0,6} ~\*Zwillinge|~\*Zwillinge(?: \S+){0,2} unterwegs"
)


def find(reading: Reading, today: date) -> Iterator[Finding]:
    """All statements about a child not yet born; none where a pregnancy was lost."""
    if _LOSS.search(reading.line) and not (_FEAR.search(reading.line) or _AGAIN.search(reading.line)):
        return
    count = 2 if _TWINS.search(reading.line) else 1
    role = "Zwillinge" if count == 2 else None
    talk = _TALK.search(reading.line) is not None
    for first, last, age, label in [*_weeks(reading, talk), *_months(reading, talk), *due.find(reading, today, talk)]:
        yield Finding(first, last, age, label, "unborn", count=count, role=role)
    for match, first, last in reading.find(_THIRD):
        third = rank_of(match) or 3
        if third <= 3:
            age = (3 * third - 12, 3 * third - 9)
            yield Finding(first, last, age, f"schwanger, {third}. Trimester", "unborn", count=count, role=role)
    for first, last in is_pregnant(reading):
        yield Finding(first, last, PREGNANCY, "schwanger", "unborn", count=count, role=role)


def _weeks(reading: Reading, talk: bool) -> Iterator[due.Statement]:
    if _BORN_EARLY.search(reading.line) and "schwanger" not in reading.line:
        return
    for rule in (_WEEK_NAMED, _BELLY, _WEEK_AND_DAYS, _I_AM_IN_WEEK, _AND_IN_WEEK, _WEEK_ANSWER, _WEEK_OF_TALK):
        if rule is _WEEK_OF_TALK and not talk:
            continue
        for match, first, last in reading.find(rule):
            week = rank_of(match)
            doubtful = (rule is _WEEK_AND_DAYS and not talk and (week < _SURE_WEEK or "~+" in reading.line)) or (
                rule is _WEEK_OF_TALK and not _counts_pregnancy(reading, first, last)
            )
            doubtful = doubtful or (rule is _AND_IN_WEEK and not _I_AM_SO_OLD.search(reading.left(first)))
            if 1 <= week <= _MAX_WEEK and not doubtful:
                extra = int(match.groupdict().get("days") or 0)
                yield first, last, months.pregnancy_week(week + extra / 7), f"{week}. SSW"


def _months(reading: Reading, talk: bool) -> Iterator[due.Statement]:
    counts_else = _OTHER_MONTHS.search(reading.line) is not None
    sure = (_MONTH_NAMED, _MONTH_IN_BRACKETS) if talk else (_MONTH_NAMED,)
    for rule in sure if counts_else else (*sure, _MONTH_ANSWER, _MONTH_ALONE, _MONTH_OF_TALK):
        for match, first, last in reading.find(rule):
            number = rank_of(match)
            doubtful = (rule is _MONTH_OF_TALK and not (talk and _counts_pregnancy(reading, first, last))) or (
                rule is _MONTH_ALONE and not talk and _is_month_of_life(reading, first, last)
            )
            if 1 <= number <= _MAX_MONTH and not doubtful:
                yield first, last, months.pregnancy_month(number), f"schwanger, {number}. Monat"


def _counts_pregnancy(reading: Reading, first: int, last: int) -> bool:
    """True for "in der 12. Woche", "12 Wochen schwanger"; not for "schwanger, seit 3 Wochen krank", "in 2 Wochen"."""
    left = reading.left(first)
    if re.match(r"(?:lang )?schwanger", reading.right(last)):
        return True
    if left.endswith("schwanger") and not left.endswith("nicht schwanger"):
        return True
    canons = [reading.canon(i) for i in range(first, last)]
    ranked = any(canon.startswith("@") or canon in (".", "in") for canon in canons)
    return ranked and not left.endswith(("seit", "vor", "in", "nach"))


def _is_month_of_life(reading: Reading, first: int, last: int) -> bool:
    """True for "mein Baby ist im 5. Monat", which is born already, and "in 3 Monaten", a span of time."""
    about_child = re.search(r"~\S+(?: \S+){0,3}$", reading.left(first)) is not None
    return about_child or reading.tokens[last].text.lower() != "monat"

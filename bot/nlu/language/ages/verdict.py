"""Decides whether an amount of time is a child's age: who it is about, and what the words around it say.

The questions are asked in a fixed order: first what speaks against an age, then what speaks for one.
"""

import re

from bot.nlu.language.ages import time_words
from bot.nlu.language.ages.amounts import Amount
from bot.nlu.language.ages.answers import MAX_ANSWER, MAX_CHILD, is_answer, is_named_in_list, is_set_off
from bot.nlu.language.ages.reading import Reading
from bot.nlu.language.ages.spans import (
    asks_how_long,
    follows_a_span_word,
    is_rest_of_time,
    is_span_by_left,
    is_told,
    part,
)
from bot.nlu.language.ages.subjects import Kind, Subject, head_behind, subject_of

_MAX_GROWN_CHILD = 45
_MIN_YOUNG_PARENT = 14
#: Younger children do not write "kann ich mit 12 …" themselves.
_MIN_WRITER = 10

#: The "nicht" of "klappt nicht, 3 Jahre" belongs to its verb, that of "ist nicht 3" to the number.
_NEGATED = re.compile(
    r"(?:^|(?:^| )(?:,|;|-|ist|sind|wird|er|sie|es|und|nein|ne|doch|ja|~\S+|=\S+|ja auch|auch|aber|also) )"
    r"(?:nicht|kein|keine|keinen)(?: (?:mehr|erst|etwa|wie gesagt))?$"
)
_CORRECTED = re.compile(r"(?:^| )(?:nicht|kein|keine)(?: mehr)?$")
_OTHER_TIME_BEFORE = re.compile(
    r"(?:^| )(?P<word>wenn|sobald|bis|bevor|solange|falls|als|seit|seitdem|nachdem|ab wann|"
    r"damals)(?: (?![,.(])\S+){1,5}$"
)
_OTHER_TIME_BEHIND = re.compile(r"^(?:geworden )?(?P<verb>ist|wird|war|wurde|sind|werden|waren|wurden)(?: |$)")
_PAST_BEHIND = re.compile(r"^(?:war|waren)(?: |$)")
_PAST_BEFORE = re.compile(r"(?:^| )(?:war|waren)(?: (?!,)\S+){0,3}$")
#: What makes the writer a parent. "mein Vater" and a brother do not: children write to Lotte too.
_WRITES_AS_PARENT = re.compile(
    r"(?:^| )(?:als|bin|junge|werdende|eine|=alleinerziehende) (?:=mutter|=mama|=vater|=papa)(?: |$)"
    r"|schwanger|~(?!Bruder|Schwester|\+Kinder)"
)
_NEWBORN = frozenset({"~Baby", "~Neugeborenes", "~Frühchen"})
_STILL = re.compile(
    r"^(?:noch|immer|schon|nicht|kein|keine|endlich|normal|so|in die|weder|gar|bereits|\w+t (?:er|sie|es))(?: |$)"
)
#: Behind "mit 9" a question of what a child may do at that age: "Handy mit 9 erlauben?", "mit 6 allein zur Schule".
_AT_THIS_AGE = re.compile(
    r"^(?:erlaub\w*|verb\w+|ok|okay|zu (?:fruh|spat|jung|klein)|sinnvoll|ja|nein|oder|allein\w*|darf|durfen|kann|"
    r"konnen|muss|mussen|soll\w*|zum|zur|zu hause|gut|ratsam|moglich|ins|in den|uberhaupt|wirklich|anfangen|lernen|"
    r"wie|was|wann|wo|warum|wieso|welche\w*|wieviel)"
    r"(?: |$)"
)
#: "einen, der sagt er ist 13": not the child.
_CLAIMED = re.compile(
    r"(?:^| )(?:der|die|einer|jemand|typ) (?:sagt|sagte|behauptet|schreibt|meint)(?: ,)?(?: dass)? (?:er|sie)(?: ist)?$"
)
#: What follows a child's name and age: "Ben 4 spricht schlecht".
_SAID_OF_A_NAME = frozenset(
    "ist hat spricht geht kommt schlaft braucht isst will kann hort mag wird beisst haut schreit weint redet lauft "
    "macht besucht sind haben brauchen gehen".split()
)
_NO_AGE_BEFORE = ("um", "halb", "gegen", "fur", "nach")
_COUNTS_PEOPLE = ("es sind", "das sind", "es ist", "das ist")


def is_age(reading: Reading, run: list[Amount]) -> bool:
    """True when all amounts of `run` (listed together) are ages of children."""
    first, last = run[0], run[-1]
    left, right = reading.left(first.first), reading.right(last.last)
    if _is_negated(left, right) or _is_another_time(left, right) or _CLAIMED.search(left):
        return False
    subject = (head_behind(reading, last) if last.old else None) or subject_of(reading, first.first, last.last)
    if _is_somebody_else(reading, subject, run):
        return False
    if last.old:
        return True
    if last.unit is not None:
        return _is_age_with_unit(reading, run, subject, left, right)
    return _is_age_without_unit(reading, run, subject, left, right)


def _is_negated(left: str, right: str) -> bool:
    return _NEGATED.search(left) is not None or (_CORRECTED.search(left) is not None and "sondern" in right)


def _is_another_time(left: str, right: str) -> bool:
    """True for a time that is not now: "bis er 3 ist", "wenn sie 1 wird", "als er 2 Jahre alt war"."""
    if _PAST_BEHIND.match(right) or _PAST_BEFORE.search(left):
        return True
    before, behind = _OTHER_TIME_BEFORE.search(left), _OTHER_TIME_BEHIND.match(right)
    if before is None or behind is None:
        return False
    return not (before["word"] in ("wenn", "falls") and behind["verb"] in ("ist", "sind"))


def _is_somebody_else(reading: Reading, subject: Subject, run: list[Amount]) -> bool:
    """True for a grown-up's, an animal's or a thing's age, and for ages too high to be a child's."""
    in_years = run[0].unit in (None, "jahr")
    oldest = max(amount.value for amount in run) if in_years else 0
    if oldest > MAX_CHILD and oldest % 1:
        return True  # a temperature, a weight
    if subject.kind is Kind.ADULT:
        return subject.copula or oldest >= _MIN_YOUNG_PARENT
    if subject.kind in (Kind.THING, Kind.WE):
        return True
    if subject.kind is Kind.SELF:
        return not in_years or oldest > MAX_CHILD or _WRITES_AS_PARENT.search(reading.line) is not None
    if subject.kind in (Kind.CHILD, Kind.CHILDREN):
        sibling = subject.index is not None and reading.canon(subject.index) in ("~Schwester", "~Bruder")
        return oldest > (MAX_CHILD if sibling else _MAX_GROWN_CHILD)
    if oldest > MAX_CHILD:
        return oldest > MAX_ANSWER or not is_answer(reading, run)
    speaks_of_self = reading.canon(run[0].first - 1) == "als" or (
        "schwanger" in reading.line and "~" not in reading.line
    )
    return oldest >= _MIN_YOUNG_PARENT and speaks_of_self


def _is_age_with_unit(reading: Reading, run: list[Amount], subject: Subject, left: str, right: str) -> bool:
    unit = run[-1].unit
    if is_span_by_left(left, unit) and not _is_written_short(reading, run, left):
        return False
    if is_answer(reading, run):
        return True
    if is_rest_of_time(run[0]) and not subject.copula:
        return False
    if unit == "tag":
        newborn = subject.index is not None and reading.canon(subject.index) in _NEWBORN
        return subject.kind is Kind.CHILD and (subject.copula or newborn)
    if subject.kind in (Kind.CHILD, Kind.CHILDREN, Kind.AGE_WORD):
        return not (subject.has and _goes_on(right))
    if subject.has:
        return False
    if subject.copula or subject.linked or run[0].bound or (subject.opened and subject.named):
        return True
    if asks_how_long(reading, run) or follows_a_span_word(reading, run):
        return False
    if part(reading, run) == (run[0].first, run[-1].last):
        return True
    return reading.tokens[run[-1].last].word not in time_words.FOREIGN_UNITS and not is_told(reading, run)


def _is_age_without_unit(reading: Reading, run: list[Amount], subject: Subject, left: str, right: str) -> bool:
    if is_answer(reading, run) or is_named_in_list(reading, run):
        return True
    too_old = max(amount.value for amount in run) > MAX_CHILD and not (subject.copula or subject.opened)
    if too_old or subject.has or left.endswith(_NO_AGE_BEFORE):
        return False
    if is_set_off(reading, run):
        return True
    if subject.named and _is_behind_a_name(reading, run):
        return True
    if subject.kind is Kind.CHILDREN:
        return len(run) > 1 or subject.copula or run[0].modifiers != "" or _is_one_for_all(reading, subject)
    if subject.kind in (Kind.CHILD, Kind.AGE_WORD):
        return True
    if subject.kind is Kind.SELF:
        at_this_age = left.endswith(" mit") and run[0].value >= _MIN_WRITER and _AT_THIS_AGE.match(right) is not None
        return subject.copula or subject.opened or at_this_age
    if subject.copula:
        return not left.endswith(_COUNTS_PEOPLE) or "~" in reading.line
    following = reading.canon(run[-1].last + 1)
    if subject.named and subject.opened:
        return following in (")", ",", "]", "und") and reading.canon(run[0].first - 1) in ("(", "[")
    if left.endswith(("sondern", "(")):
        return following in (")", "", ",", ".", "!", "und")
    if not f" {left}".endswith(" mit") or left.endswith(("oder mit", "erst mit")):
        return False
    return (
        not right or right.startswith(",") or _STILL.match(right) is not None or _AT_THIS_AGE.match(right) is not None
    )


def _is_behind_a_name(reading: Reading, run: list[Amount]) -> bool:
    """True for "Ben 4 spricht schlecht" and for both numbers of "Lea 6 und Max 2 brauchen"."""
    before = reading.canon(run[0].first - 2)
    of_children = before.startswith("~+")
    if before not in ("", ",", ":", ".", ";", "!", "und") and not of_children:
        return False
    behind = run[-1].last + 1
    following = reading.canon(behind)
    of_the_next = reading.canon(run[0].first - 3).startswith("#") and "~+" in reading.left(run[0].first)
    if of_the_next and following in ("", ".", "!", "?", ","):
        return True
    if (following == "und" or (of_children and following == ",")) and reading.canon(behind + 2).startswith("#"):
        return reading.tokens[behind + 1].capital
    return following in _SAID_OF_A_NAME


def _is_written_short(reading: Reading, run: list[Amount], left: str) -> bool:
    """True for "für 10j.": nobody writes a span of time like this behind "für"."""
    return left.endswith("fur") and reading.tokens[run[-1].last].word in time_words.GLUED_UNITS


def _is_one_for_all(reading: Reading, subject: Subject) -> bool:
    """True for one number for several children: "Zwillinge 3", "beide 3"."""
    return subject.index is not None and reading.canon(subject.index).startswith(("~*", "~+beide"))


def _goes_on(right: str) -> bool:
    """True for "hat 3 Jahre gewartet"; "hat 4 Jahre" and "hat 4 Jahre und …" say an age in other languages' way."""
    return bool(right) and not right.startswith((",", "und", "aber", ")", "alt"))

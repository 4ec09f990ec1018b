"""Numbers that are ages by their place alone: an answer to "Wie alt ist Ihr Kind?", a list of names with numbers."""

import re

from bot.nlu.language.ages.amounts import Amount
from bot.nlu.language.ages.grammar import pieces
from bot.nlu.language.ages.modifiers import Shift, shift_of
from bot.nlu.language.ages.reading import SENTENCE_ENDS, Reading
from bot.nlu.language.ages.spans import part
from bot.nlu.language.ages.tokens import Token

MAX_CHILD = 17
#: Kindergeld and youth services end at 25 and 27: no bare number above is a child's age.
MAX_ANSWER = 27
_FILLER = pieces(
    "ja nein nee ne no doch also ah ahm hm hmm oh sorry entschuldigung bitte danke hallo hi moin er sie "
    "es ist sind wird alt das dass ungefahr glaub glaube denke meinte meine mein unser falsch quatsch "
    "stimmt genau okay ok na naja tja und gut jetzt schon erst vielleicht im mal sagen also , . ! ? ; : ( "
    ") - … ' \" alter bald geworden is war =ich wurde nur so fast korrektur korrigiere pardon upps ups wir "
    "~+beide "
    "haben hat ein eine der die ihr sein = wurd eher wohl jahr keine ahnung oder weiss nicht genau sicher ohm ehm eh"
)
_HOUR = frozenset({"um", "gegen", "halb"})
_STREETS = (
    "str",
    "strasse",
    "weg",
    "ring",
    "platz",
    "allee",
    "gasse",
    "damm",
    "kamp",
    "hof",
    "berg",
    "wall",
    "stieg",
    "ufer",
)
_BEFORE_A_NAME = frozenset({"mein", "meine", "unser", "unsere", "das", "ist", *SENTENCE_ENDS})
#: A number behind a subject at school is a mark.
_SUBJECTS = ("mathe", "mathematik", "deutsch", "englisch", "franzosisch", "biologie", "sachkunde", "religion", "musik")
_SET_OFF = pieces("also und zwar sind ist jetzt beide ~+beide")
_OPENS = frozenset({",", *SENTENCE_ENDS})
_CLOSES = frozenset({"", ",", *SENTENCE_ENDS})
_WEEKDAYS = pieces("montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so uhr")
_ASKS_FOR_A_NUMBER = re.compile(
    r"(?:^| )(?:wie ?viele?|wie (?:oft|lange|gross|hoch)|ab wann|um|uhr|note\w*|zensur\w*|zeugnis)(?: |$)"
)
#: A list of points: "1. Antrag, 2. Ausweis".
_LISTED = re.compile(r"#1 \. .*#2 \. ")
_NAMES_WITH_NUMBERS = re.compile(r"(?:^|(?<=[,;.] )|(?<=und ))[a-z]+ #\d+(?= [,;.]| und|$)")


def is_answer(reading: Reading, run: list[Amount]) -> bool:
    """True when the whole message is this answer: "3", "so um die 4", "nein, 4 Jahre", "3 und 5"."""
    inside = range(run[0].first, run[-1].last + 1)
    if not all(token.canon in _FILLER for i, token in enumerate(reading.tokens) if i not in inside):
        return False
    if reading.canon(run[0].first - 1) in _HOUR:
        return False
    most = MAX_ANSWER if len(run) == 1 else MAX_CHILD
    return all(amount.value <= most or amount.unit not in (None, "jahr") for amount in run)


def is_named_in_list(reading: Reading, run: list[Amount]) -> bool:
    """True for "Lukas 8, Emma 6" and "Lea, 7, hat …": a name and a number, twice or set off by commas."""
    first, last = part(reading, run)
    if (first, last) == (run[0].first, run[-1].last):
        opens = first == 2 or reading.canon(first - 3) in _BEFORE_A_NAME
        enclosed = reading.canon(first - 1) == reading.canon(last + 1) == ","
        return first >= 2 and opens and enclosed and _is_name(reading.tokens[first - 2])
    several = len(_NAMES_WITH_NUMBERS.findall(reading.line)) > 1
    return several and last == run[-1].last and first + 1 == run[0].first and _is_name(reading.tokens[first])


def is_set_off(reading: Reading, run: list[Amount]) -> bool:
    """True for a number alone between commas or sentence ends: "hört schlecht, 5", "Kita gesucht. also 3 und 6"."""
    shifted = shift_of(run[0].modifiers) in (Shift.ALMOST, Shift.JUST, Shift.NOT_YET)
    first, last = part(reading, run)
    if shifted and first == run[0].first and reading.canon(run[-1].last + 1) in ("und", "aber"):
        return True  # "fast 3 und spricht kaum"
    if first == 0 and reading.canon(last + 1) != ",":
        return False
    if last > run[-1].last or any(reading.canon(i) not in _SET_OFF for i in range(first, run[0].first)):
        return False
    before, behind = reading.tokens[first - 1] if first else None, reading.canon(last + 1)
    if (before is not None and before.canon not in _OPENS) or behind not in _CLOSES:
        return False
    if _ASKS_FOR_A_NUMBER.search(reading.left(first)):
        return False
    named = reading.tokens[first - 2].word if first > 1 else ""
    if named.endswith(_STREETS) or named in _WEEKDAYS or reading.tokens[run[0].number_at].text.startswith("0"):
        return False
    return behind != "." or _LISTED.search(reading.line) is None


def _is_name(token: Token) -> bool:
    word = token.word
    return token.capital and token.canon == word and word.isalpha() and not word.endswith((*_STREETS, *_SUBJECTS))

"""Numbers that are ages by their place alone: an answer to "Wie alt ist Ihr Kind?", a list of names with numbers."""

import re

from bot.nlu.language.ages.amounts import Amount
from bot.nlu.language.ages.grammar import pieces
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


def _is_name(token: Token) -> bool:
    return token.capital and token.canon == token.word and token.word.isalpha() and not token.word.endswith(_STREETS)

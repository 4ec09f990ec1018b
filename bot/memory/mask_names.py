"""Masks names of persons by what stands around them, and common first names wherever they stand.

"ich heiße Anna Krause", "mein Sohn Max", "Frau Schmidt", "LG Sabine". In lower case only where the words around leave
no doubt ("mein name ist jana krause"), or for a common name next to a word for a person ("mein sohn max").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.memory import name_words as known

NAME = "[Name]"

_TOKEN = re.compile(r"\[[^\[\]\n]*\]|[^\W\d_](?:[\w'’-]*\w)?|\d+|\n|[^\w\s]")
_CALLED = {"heiße", "heisse", "heise", "heiss", "heißt", "heisst", "heist", "heißen", "heissen", "hieß", "hiess"}
_NO_SUBJECT = {"wie", "was", "das", "es", "dies", "welche", "welcher", "wer"}
_CLOSINGS = {"lg", "vg", "mfg", "gruß", "gruss", "grüße", "grüsse", "grüßen", "grüssen", "gruesse", "gruessen", "glg"}
_HERE = {"ist", "spricht", "schreibt", "meldet"}
_NAME_WORDS = {"name", "namens", "namen", "vorname", "nachname", "familienname", "mädchenname", "rufname", "nachnamen"}
_EQUALS = {"ist", "lautet", "war", ":", "="}
_BETWEEN_NAME = _EQUALS | {
    "meiner",
    "meines",
    "unserer",
    "unseres",
    "tochter",
    "sohnes",
    "kindes",
    "babys",
    "des",
    "der",
}
_ABBREVIATED = {"dr", "prof", "fr", "hr", "fam", "med"}
_AND = {"und", ",", "&", "/", "u", "sowie"}
_RELATIVES = {"oma", "opa", "tante", "onkel", "sohn", "tochter"}
_SAINTS = {"st", "sankt", "san", "santa"}
_HAS_AGE = {"ist", "wird", "wurde", "war", "hat"}
_CHILDREN = (*known.KIN, *known.KIN_PLURAL)  # "das Patenkind ist 26 Monate alt"
_YEARS = {"jahr", "jahre", "jahren", "monat", "monate", "monaten", "wochen"}
_DATE = "[datum]"
_LONGEST_NAME, _LONGEST_INITIALS = 3, 2

Tokens = Sequence[re.Match[str]]
Span = tuple[int, int]
"""First and last token of a name."""


def mask_names(text: str) -> str:
    """ "mein Sohn Max" -> "mein Sohn [Name]"; what is only maybe a name stays."""
    tokens = list(_TOKEN.finditer(text))
    spans = {span for rule in _RULES for span in rule(tokens)}
    for first, last in sorted(_merged(spans), reverse=True):
        text = text[: tokens[first].start()] + NAME + text[tokens[last].end() :]
    return text


def _self(tokens: Tokens) -> Iterator[Span]:
    """ "ich heiße …", "wir heißen …", "mein Name ist …", "Nachname: …", "ich bin die Jana"."""
    for index, token in enumerate(tokens):
        word, before = token[0].lower(), _lower(tokens, index - 1)
        if word in _CALLED and (before in ("ich", "wir") or _lower(tokens, index + 1) in ("ich", "wir")):
            start = index + 1 + (_lower(tokens, index + 1) in ("ich", "wir"))
            yield from _names(tokens, start, certain=True)
        elif word in _NAME_WORDS:
            start, said = index + 1, word == "namens" or (word == "namen" and before == "mit")
            while _lower(tokens, start) in _BETWEEN_NAME:
                said = said or _lower(tokens, start) in _EQUALS
                start += 1
            plain = word in ("vorname", "nachname", "familienname", "rufname") and _looks_like_name(tokens, start)
            if said or plain or (word != "namen" and _is_known(_lower(tokens, start))):
                yield from _names(tokens, start, certain=True)
        elif word == "bin" and before == "ich":
            start = index + 1 + (_lower(tokens, index + 1) in ("die", "der", "es", "s"))
            if _is_known(_lower(tokens, start)):
                yield from _names(tokens, start)


def _called(tokens: Tokens) -> Iterator[Span]:
    """ "Meine Tochter heißt Leni", "sie heißen Max und Leni"; not "Was heißt BuT?"."""
    for index, token in enumerate(tokens):
        if token[0].lower() not in _CALLED:
            continue
        before = [_lower(tokens, place) for place in range(max(0, index - 6), index)]
        if before[-1:] and before[-1] in _NO_SUBJECT:
            continue
        if any(word in known.KIN or word in known.KIN_PLURAL or word in ("er", "sie") for word in before):
            yield from _names(tokens, index + 1, certain=True, several=True)


def _kin(tokens: Tokens) -> Iterator[Span]:
    """ "mein Sohn Max", "unsere Zwillinge Mia und Ben", "meine Frau Anna Krause"."""
    for index, token in enumerate(tokens):
        word = token[0].lower()
        plural = word in known.KIN_PLURAL
        if not plural and word not in known.KIN:
            continue
        start = index + 1
        while _lower(tokens, start) in (",", "(", ":", "-", "namens"):
            start += 1
        owned = any(_lower(tokens, place) in known.POSSESSIVES for place in range(max(0, index - 5), index))
        owned = owned or (word in _RELATIVES and token[0][0].isupper())
        if owned and start == index + 1 and word not in known.KIN_ADJECTIVES:
            yield from _names(tokens, start, several=plural)
        elif _is_known(_lower(tokens, start)):
            yield from _names(tokens, start, several=True)


def _of_an_age(tokens: Tokens) -> Iterator[Span]:
    """ "mein sohn thaddäus ist 3", "Quirina ist am [Datum] geboren", "Quirina ist 2 Jahre alt": who has an age."""
    for index, token in enumerate(tokens):
        if token[0].lower() not in _HAS_AGE or index == 0:
            continue
        name = tokens[index - 1][0]
        if not name[0].isalpha() or name.lower() in known.NO_NAMES or name.lower().endswith(_CHILDREN):
            continue
        after = [_lower(tokens, place) for place in range(index + 1, index + 7)]
        number = any(word.isdigit() for word in after[:2])
        of_kin = _lower(tokens, index - 2) in known.KIN and _lower(tokens, index - 3) in known.POSSESSIVES
        born = _DATE in after and not {"geboren", "geb"}.isdisjoint(after)
        old = number and not _YEARS.isdisjoint(after[:3]) and "alt" in after[:4]
        if (of_kin and (number or born)) or ((born or old) and _looks_like_name(tokens, index - 1)):
            yield index - 1, index - 1


def _titled(tokens: Tokens) -> Iterator[Span]:
    """ "Frau Schmidt", "Herrn Dr. Yilmaz", "Familie Al-Hassan", "frau schmidt"; not "meine Frau arbeitet"."""
    for index, token in enumerate(tokens):
        word = token[0].lower()
        if word not in known.TITLES:
            continue
        start = index + 1
        while _lower(tokens, start) in known.TITLES or (
            _lower(tokens, start) in (".", "med") and _lower(tokens, start - 1) in _ABBREVIATED
        ):
            start += 1
        while _lower(tokens, start) in known.PARTICLES:
            start += 1
        if token[0][0].isupper() or word in ("herr", "herrn"):
            yield from _names(tokens, start, certain=token[0] in ("herr", "herrn"))
        elif _lower(tokens, start) in known.SURNAMES:
            yield from _names(tokens, start, certain=True)


def _signed(tokens: Tokens) -> Iterator[Span]:
    """ "Liebe Grüße Anna", "LG Sabine", "mfg t. müller" at the end of a message or line."""
    for index, token in enumerate(tokens):
        if token[0].lower() not in _CLOSINGS:
            continue
        start = index + 1
        while _lower(tokens, start) in (",", "!", ".", "\n", "von", "ihre", "ihr", "eure", "deine", "die", "der", "-"):
            start += 1
        for first, last in _names(tokens, start, certain=True):
            if _lower(tokens, last + 1) in ("", "\n", ".", "!", ",", ")", "&", "und", "mit", "aus"):
                yield first, last


def _here(tokens: Tokens) -> Iterator[Span]:
    """ "Hier ist Mehmet", "hier schreibt die Jana"."""
    for index, token in enumerate(tokens):
        if token[0].lower() != "hier" or _lower(tokens, index + 1) not in _HERE:
            continue
        start = index + 2 + (_lower(tokens, index + 2) in ("die", "der"))
        for first, last in _names(tokens, start):
            alone = _lower(tokens, last + 1) in ("", ".", ",", "!", "aus", "und", "\n")
            if last > first or _is_known(_lower(tokens, first)) or (alone and start == index + 3):
                yield first, last


def _common(tokens: Tokens) -> Iterator[Span]:
    """A common first name with a capital, anywhere; with what follows if that is a surname."""
    for index, token in enumerate(tokens):
        word = token[0]
        if not word[0].isupper() or _lower(tokens, index - 1) in _SAINTS or _before_saint(tokens, index):
            continue
        if _is_bare_name(word.lower()):
            last = index
            if _lower(tokens, index + 1) in known.SURNAMES and tokens[index + 1][0][0].isupper():
                last = index + 1
            yield index, last
        elif word.lower() in known.SURNAMES and _is_initial(tokens, index):
            yield index - 2, index


_RULES: tuple[Callable[[Tokens], Iterator[Span]], ...] = (
    _self,
    _called,
    _kin,
    _of_an_age,
    _titled,
    _signed,
    _here,
    _common,
)


def _names(tokens: Tokens, start: int, *, certain: bool = False, several: bool = False) -> Iterator[Span]:
    """The name that begins at `start`, and more after "und" if `several`; `certain` lets unknown lower case pass."""
    last = start - 1
    while last - start + 1 < _LONGEST_NAME and _continues(tokens, start, last + 1, certain):
        last += 1
    while last >= start and _lower(tokens, last) in known.PARTICLES:
        last -= 1
    if last < start:
        return
    yield start, last
    if several and _lower(tokens, last + 1) in _AND:
        following = last + 2
        if _is_known(_lower(tokens, following)) or _looks_like_name(tokens, following):
            yield from _names(tokens, following, several=True)


def _continues(tokens: Tokens, start: int, index: int, certain: bool) -> bool:
    if index >= len(tokens) or not tokens[index][0][0].isalpha():
        return False
    word = tokens[index][0].lower()
    if index > start and word in known.PARTICLES:
        return index + 1 < len(tokens) and _looks_like_name(tokens, index + 1)
    if _looks_like_name(tokens, index):
        return True
    if word in known.NO_NAMES or word in known.PLACES or word in known.KIN or word.endswith(known.NOUN_ENDINGS):
        return False
    if index == start:
        return certain or _is_known(word)
    return certain and (word in known.SURNAMES or _is_known(word) or _ends(tokens, index))


def _looks_like_name(tokens: Tokens, index: int) -> bool:
    """A word with a capital that is no other word that could stand there."""
    if index >= len(tokens) or not _has_capital(tokens[index][0]):
        return False
    word = tokens[index][0].lower()
    if word in known.FIRST_NAMES or (word in known.SURNAMES and word not in known.NO_NAMES):
        return True
    nouns = (known.NO_NAMES, known.PLACES, known.KIN, known.KIN_PLURAL, known.TITLES)
    return len(word) > 1 and not any(word in several for several in nouns) and not word.endswith(known.NOUN_ENDINGS)


def _has_capital(word: str) -> bool:
    """Whether the capital says something, which it does not WHERE ALL ARE CAPITALS."""
    return word[0].isupper() and (len(word) <= _LONGEST_INITIALS or not word.isupper())


def _ends(tokens: Tokens, index: int) -> bool:
    return index + 1 >= len(tokens) or tokens[index + 1][0] in (".", ",", "!", "\n")


def _is_known(word: str) -> bool:
    return word in known.FIRST_NAMES or ("-" in word and all(part in known.FIRST_NAMES for part in word.split("-")))


def _is_bare_name(word: str) -> bool:
    if word in known.NEED_CONTEXT:
        return False
    return _is_known(word) or (len(word) > 4 and word[-1] == "s" and word[:-1] in known.FIRST_NAMES)


def _is_initial(tokens: Tokens, index: int) -> bool:
    return (
        index >= 2 and tokens[index - 1][0] == "." and len(tokens[index - 2][0]) == 1 and tokens[index - 2][0].isupper()
    )


def _before_saint(tokens: Tokens, index: int) -> bool:
    return _lower(tokens, index - 1) == "." and _lower(tokens, index - 2) in _SAINTS


def _lower(tokens: Tokens, index: int) -> str:
    return tokens[index][0].lower() if 0 <= index < len(tokens) else ""


def _merged(spans: set[Span]) -> list[Span]:
    """Overlapping spans as one."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged

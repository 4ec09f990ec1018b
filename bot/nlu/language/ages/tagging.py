"""Tags the pieces that are not people: units of time, numbers that are numbers only before a unit, check-ups."""

from dataclasses import replace

from bot.nlu.language.ages import time_words
from bot.nlu.language.ages.grammar import pieces
from bot.nlu.language.ages.numbers import slipped_cardinal
from bot.nlu.language.ages.tokens import Token, number_canon, tail_unit
from bot.nlu.language.hygiene import fold

_ONE = pieces("ein eine einen einem einer eines")
_ABBREVIATED = pieces("j jr jhr mon mo kl geb ca jg nr gr std wo wch str ssw mte u")
_DASHES = frozenset("-–—‐‑")
_LAST_EXAM = 11
_UNIT_CANONS = frozenset({"jahr", "monat", "woche", "tag", "jahr alt", "monat alt", "woche alt", "tag alt"})


def without_joints(tokens: list[Token]) -> list[Token]:
    """Drop the hyphen of "3-jährig", "drei- und" and the dot of "J.", "Kl."; ranges like "3-4" keep theirs."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        before = out[-1] if out else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if before is not None and before.word == "ein" and token.text in _DASHES and _goes_on(after):
            out[-1] = replace(before, canon="#1", number=1.0)
            continue
        if _is_joint(before, token, after):
            continue
        if before is not None and token.text == "." and token.glued and before.word in _ABBREVIATED:
            out[-1] = replace(before, end=token.end)
            continue
        if token.text in _DASHES:
            token = replace(token, canon="-")
        out.append(token)
    return out


def _goes_on(after: Token | None) -> bool:
    """True behind the hyphen of "ein- bis dreijährig"."""
    return after is not None and after.word in ("bis", "und", "oder")


def _is_joint(before: Token | None, token: Token, after: Token | None) -> bool:
    """True for the hyphen behind a number that goes on with a word: "3-jährig", "drei- und"."""
    if before is None or after is None or token.text not in _DASHES or not token.glued:
        return False
    return before.canon[:1] in ("#", "@") and after.canon[:1] not in ("#", "@")


def tag_units(tokens: list[Token]) -> list[Token]:
    """Units of time, "jährig", "alt", and the words in front of them that only there are numbers."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        before = out[-1] if out else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        numeric = before is not None and before.canon[:1] in "#@"
        if token.canon == token.word:
            in_years = len(out) > 1 and out[-2].canon == "jahr"
            if numeric and before is not None and (unit := _unit_behind(token, in_years)):
                token = replace(token, canon=unit)
            elif token.word in time_words.UNITS and len(token.word) > 2:
                token = replace(token, canon=time_words.UNITS[token.word])
            elif fold(token.text) in time_words.OLD and before is not None and before.canon in _UNIT_CANONS:
                token = replace(token, canon="alt")
            elif after is not None and (time_words.unit_of(after.word) or after.canon in _UNIT_CANONS):
                token = _number_before_unit(token)
        out.append(token)
    return out


def _unit_behind(token: Token, in_years: bool) -> str | None:
    """The unit behind a number; a lone "m" or "w" counts when glued to it or after years ("1 J 8 M")."""
    if token.word in time_words.FOREIGN_UNITS:
        return time_words.FOREIGN_UNITS[token.word]
    if unit := tail_unit(token.word):
        return f"{unit} alt"
    if token.word in time_words.GLUED_UNITS and (token.glued or in_years or token.word in ("j", "jr", "jhr")):
        return time_words.GLUED_UNITS[token.word]
    return time_words.unit_of(token.word)


def _number_before_unit(token: Token) -> Token:
    if token.word in _ONE:
        return replace(token, canon="#1", number=1.0)
    value = slipped_cardinal(token.text.lower())
    return token if value is None else replace(token, canon=number_canon(value), number=float(value))


def tag_exams(tokens: list[Token]) -> list[Token]:
    """Check-ups: "U7a", "u 9", "U-8", "J1" -> "!u7a" …; "3 u 5" and "U-Bahn" stay what they are."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        skip = 2 if token.word == "u" and i + 2 < len(tokens) and tokens[i + 1].text in _DASHES else 1
        follower = tokens[i + skip] if i + skip < len(tokens) else None
        is_exam = (
            follower is not None
            and follower.number is not None
            and 1 <= follower.number <= _LAST_EXAM
            and follower.text.isdigit()
            and ((token.word == "u" and not _counts(out)) or (token.text == "J" and follower.glued))
        )
        if not is_exam or follower is None or follower.number is None:
            out.append(token)
            i += 1
            continue
        number = int(follower.number)
        last = i + skip
        letter = ""
        if (
            token.word == "u"
            and last + 1 < len(tokens)
            and number == 7
            and tokens[last + 1].word == "a"
            and tokens[last + 1].glued
        ):
            letter, last = "a", last + 1
        canon = f"!{token.word}{number}{letter}"
        out.append(replace(token, end=tokens[last].end, canon=canon))
        i = last + 1
    return out


def _counts(out: list[Token]) -> bool:
    """True when the piece before is a number or its unit, so that "u" means "und"."""
    return bool(out) and (out[-1].number is not None or out[-1].canon in _UNIT_CANONS or out[-1].word == "j")

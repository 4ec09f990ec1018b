"""Pieces that only together mean something: "12. Mai 2023" is one date, "zwei ein halb" one number."""

from dataclasses import replace

from bot.nlu.language.ages import time_words
from bot.nlu.language.ages.grammar import pieces
from bot.nlu.language.ages.tokens import Token, number_canon

_MONTH_LEADS = pieces("im seit anfang mitte ende letzten nachsten kommenden geb geboren et")
#: Days with a name, as the date they stand for.
_NAMED_DAYS = {"silvester": "d--12-31", "neujahr": "d--01-01", "nikolaus": "d--12-06", "heiligabend": "d--12-24"}
_HALVES = frozenset({"halbes", "halb", "halben", "halbe"})
_TAILS = (
    (("und", "ein", "halb"), 0.5),
    (("und", "halb"), 0.5),
    (("und", "einhalb"), 0.5),
    (("ein", "halb"), 0.5),
    (("einhalb",), 0.5),
    (("halb",), 0.5),
    (("dreiviertel",), 0.75),
)
_ONE_AND_A_HALF = (("ein", "und", "ein", "halb"), ("ein", "ein", "halb"), ("ein", "einhalb"))


def join(tokens: list[Token]) -> list[Token]:
    """Dates with a month's name and spoken halves become one piece each."""
    return _with_halves(_with_months(tokens))


def _with_months(tokens: list[Token]) -> list[Token]:
    """Month names become "%5"; "12. Mai 2023", "3. Mai" and "Mai 2023" one date."""
    out: list[Token] = []
    i = 0
    tokens = [replace(token, canon=_NAMED_DAYS[token.word]) if token.word in _NAMED_DAYS else token for token in tokens]
    while i < len(tokens):
        month = _month_at(tokens, i)
        if month is None:
            out.append(tokens[i])
            i += 1
        else:
            i = _append_month(out, tokens, i, month)
    return out


def _append_month(out: list[Token], tokens: list[Token], i: int, month: int) -> int:
    """Append the date around the month name at `i`, taking a day back from `out`; return the next index."""
    name = tokens[i]
    i += 1
    if name.word in time_words.SHORT_MONTHS and i < len(tokens) and tokens[i].text == ".":
        i += 1
    year = tokens[i].canon[1:] if i < len(tokens) and tokens[i].canon.startswith("y") else None
    last = tokens[i] if year else tokens[i - 1]
    dotted = len(out) >= 2 and out[-1].text == "."
    day = out[-2] if dotted else out[-1] if out and year else None
    if day is not None and day.text.isdigit() and day.number and 1 <= day.number <= 31:
        del out[-2 if dotted else -1 :]
        canon = f"d{year or '-'}-{month:02}-{int(day.number):02}"
        out.append(replace(day, end=last.end, canon=canon, number=None))
    else:
        canon = f"d{year}-{month:02}" if year else f"%{month}"
        out.append(replace(name, end=last.end, canon=canon))
    return i + 1 if year else i


def _month_at(tokens: list[Token], i: int) -> int | None:
    token = tokens[i]
    if not token.word.isalpha() or token.number is not None:
        return None
    before = tokens[i - 1].canon if i else ""
    after = tokens[i + 1].canon if i + 1 < len(tokens) else ""
    loosely = (
        before in _MONTH_LEADS
        or (before == "." and i >= 2 and tokens[i - 2].number is not None)
        or (after.startswith("y") and len(token.word) <= 4)
        or (after == "." and len(token.word) <= 4 and i + 2 < len(tokens) and tokens[i + 2].canon.startswith("y"))
    )
    return time_words.month_of(token.word, loosely=loosely)


def _with_halves(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        taken = _spoken_half(tokens, i)
        if taken is None:
            out.append(tokens[i])
            i += 1
            continue
        length, value = taken
        out.append(replace(tokens[i], end=tokens[i + length - 1].end, canon=number_canon(value), number=value))
        i += length
    return out


def _spoken_half(tokens: list[Token], i: int) -> tuple[int, float] | None:
    """Pieces taken and value: "2 ein halb" (3, 2.5), "ein halbes [jahr]" (2, 0.5); None when there is no half."""
    words = tuple(token.word for token in tokens[i : i + 5])
    value = tokens[i].number
    if value is not None:
        if not value.is_integer():
            return None
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is not None and following.number is not None and 0 < following.number < 1:
            return 2, value + following.number
        for tail, part in _TAILS:
            end = 1 + len(tail)
            if words[1:end] == tail and not _is_number(tokens, i + end):
                return end, value + part
        return None
    for head in _ONE_AND_A_HALF:
        if words[: len(head)] == head:
            return len(head), 1.5
    article = 1 if words[0] in ("ein", "einem", "eines") else 0
    rest = words[article : article + 2]
    if len(rest) == 2 and time_words.unit_of(rest[1]) == "jahr":
        if rest[0] in _HALVES:
            return article + 1, 0.5
        if rest[0] == "dreiviertel":
            return article + 1, 0.75
    return None


def _is_number(tokens: list[Token], i: int) -> bool:
    """True before a number: in "um 3, halb 4" the half belongs to the hour behind it."""
    return i < len(tokens) and tokens[i].number is not None

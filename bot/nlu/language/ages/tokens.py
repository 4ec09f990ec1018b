"""Cuts a message into pieces: words, numbers, dates, marks; each knows where it stands in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.nlu.language.ages import time_words
from bot.nlu.language.ages.dates import date_canon
from bot.nlu.language.ages.grammar import pieces
from bot.nlu.language.ages.numbers import cardinal, fraction, ordinal, slipped_cardinal
from bot.nlu.language.hygiene import skeleton

_PIECE = re.compile(
    r"""
      (?P<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d))
    | (?P<day>\d{1,2}\s?(?P<sep>[./-])\s?\d{1,2}\s?(?P=sep)(?:\s?(?:19|20)\d{2}|\d{2})(?!\d))    # 12.3.2023, 12/03/23
    | (?P<month>(?:0?[1-9]|1[0-2])\s?[./]\s?(?:19|20)\d{2}(?!\d))                    # 05.2021, 3/2022
    | (?P<anniversary>\d{1,2}\.\s?(?:0?[1-9]|1[0-2])\.(?!\d|\s*kla?ss?e))         # 3.5.
    | (?P<clock>\d{1,2}[:.]\d{2}(?=\s*(?:uhr|h\b))|\d{1,2}:\d{2})
    | (?P<heart><\s?[/\\]?3+)
    | (?P<fraction>\d*\s?[½¼¾]|\d+\s+[13]/[24](?![\d/])|(?<![\d/])[13]/[24](?=\s*jahr))
    | (?P<series>\d{1,2}(?:,\d{1,2}){2,}(?![\d,]))                                   # 2,4,7
    | (?P<speech>\d{1,2};(?:1[01]|\d)(?!\d))                                             # 3;6 years and months
    | (?P<point>\d+[.,]\d+)
    | (?P<digits>\d+)
    | (?P<word>[^\W\d_]+)
    | (?P<line>\n)
    | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COMPOUND_TAILS = re.compile(
    r"^(?P<head>.+?)(?P<tail>j[äa]\w*|monatig\w*|monats?alte?\w*|w(?:ö|oe|o)chig\w*|t(?:ä|ae|a)gig\w*|"
    r"kl(?:ä|ae|a)ss?l\w*)$"
)
_DATE_LEADS = pieces("am vom zum bis ab den der dem seit geb geboren et termin geburtstermin entbindungstermin datum")
#: How a number is written that can be no amount: a price, a time, a postcode.
OPAQUE = "¤"
_MARKED = {"line": ";"}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece; `canon` is how the rules see it (`#3` a number, `@3` an ordinal, `jahr` a unit, `~Sohn` a child)."""

    text: str
    start: int
    end: int
    word: str
    canon: str
    number: float | None = None
    glued: bool = False
    """True when no blank stands between this piece and the one before."""

    @property
    def capital(self) -> bool:
        """True for a word written with a capital letter."""
        return self.text[:1].isupper()


def number_canon(value: float) -> str:
    """3.0 -> "#3", 3.5 -> "#3.5"."""
    return f"#{value:g}"


def cut(text: str) -> list[Token]:
    """All pieces of `text`, in order; digits, number words and written dates recognised, "3jährige" split in two."""
    tokens: list[Token] = []
    for found in _PIECE.finditer(text):
        kind = found.lastgroup or "mark"
        glued = bool(tokens) and tokens[-1].end == found.start()
        for token in _read(kind, found, text):
            tokens.append(replace(token, glued=glued))
            glued = True
    return tokens


def _read(kind: str, found: re.Match[str], text: str) -> Iterator[Token]:
    piece, start, end = found.group(), found.start(), found.end()
    if kind == "word":
        yield from _word(piece, start)
    elif kind == "digits":
        yield _digits(piece, start)
    elif kind == "fraction":
        yield _number(piece, start, fraction(" ".join(piece.split())))
    elif kind in ("point", "series", "anniversary"):
        yield from _pointed(kind, piece, start, text)
    elif kind == "speech":
        yield from _years_and_months(piece, start)
    elif kind in ("iso", "day", "month"):
        yield Token(piece, start, end, piece, date_canon(piece) or OPAQUE)
    elif kind in ("clock", "heart"):
        yield Token(piece, start, end, piece, OPAQUE)
    else:
        yield Token(piece, start, end, piece, _MARKED.get(kind, piece))


def _number(piece: str, start: int, value: float) -> Token:
    return Token(piece, start, start + len(piece), piece.lower(), number_canon(value), float(value))


def _years_and_months(piece: str, start: int) -> Iterator[Token]:
    """The notation of speech therapists: "3;6" is three years and six months."""
    middle = start + piece.index(";")
    yield _digits(piece[: middle - start], start)
    yield Token(";", middle, middle + 1, "jahre", "jahr")
    yield _digits(piece[middle - start + 1 :], middle + 1)
    yield Token("", start + len(piece), start + len(piece), "monate", "monat")


def _digits(piece: str, start: int) -> Token:
    """A plain number; four digits of our time are a year, a leading zero or more than three digits no amount."""
    end = start + len(piece)
    if len(piece) == 4 and piece[:2] in ("19", "20"):
        return Token(piece, start, end, piece, f"y{piece}")
    if len(piece) > 3 or (piece[0] == "0" and len(piece) > 1):
        return Token(piece, start, end, piece, f"{OPAQUE}{piece}" if len(piece) == 2 else OPAQUE)
    return _number(piece, start, int(piece))


def _pointed(kind: str, piece: str, start: int, text: str) -> Iterator[Token]:
    """Numbers with a point: "3,5" is 3½, "2,4" and "2,4,7" are lists, "3,50" is a price, "3.5." may be a day."""
    end = start + len(piece)
    if kind == "anniversary":
        before = skeleton(text[:start]).split()
        if (before and before[-1].strip(".:*(") in _DATE_LEADS) or not re.fullmatch(r"\d{1,2}\.5\.", piece):
            yield Token(piece, start, end, piece, date_canon(piece) or OPAQUE)
            return
        kind, piece, end = "point", piece[:-1], end - 1
        yield from _pointed(kind, piece, start, text)
        yield Token(".", end, end + 1, ".", ".")
        return
    parts = re.split(r"[.,]", piece)
    if kind == "point" and parts[1] in ("5", "25", "75") and len(parts[0]) < 3:
        yield _number(piece, start, float(piece.replace(",", ".")))
    elif kind == "series" or ("," in piece and len(parts[0]) < 3 and len(parts[1]) == 1 and parts[1] != "0"):
        for i, part in enumerate(parts):
            if i:
                yield Token(",", start - 1, start, ",", ",")
            yield _digits(part, start)
            start += len(part) + 1
    else:
        yield Token(piece, start, end, piece, OPAQUE)


def _word(piece: str, start: int) -> Iterator[Token]:
    lower = piece.lower()
    if (tail := _COMPOUND_TAILS.match(lower)) and (split := _compound(piece, start, tail)):
        yield from split
        return
    word = time_words.repaired(skeleton(piece))
    end = start + len(piece)
    value = cardinal(lower)
    if value is not None:
        yield Token(piece, start, end, word, number_canon(value), float(value))
    elif word.endswith(("e", "en", "er", "es", "em")) and (rank := ordinal(lower)) is not None:
        yield Token(piece, start, end, word, f"@{rank}")
    else:
        yield Token(piece, start, end, word, word)


def _compound(piece: str, start: int, tail: re.Match[str]) -> list[Token] | None:
    """The parts of "dreijährige" ("#3", "jahr alt") and "zweitklässler" ("@2", "klassler"); None for other words."""
    head, rest = tail["head"].strip("s") if tail["tail"].startswith("kl") else tail["head"], skeleton(tail["tail"])
    cut_at = start + len(tail["head"])
    end = start + len(piece)
    if rest.startswith("kl"):
        rank = ordinal(head)
        if rank is None:
            return None
        return [
            Token(piece[: len(tail["head"])], start, cut_at, head, f"@{rank}"),
            Token(piece[len(tail["head"]) :], cut_at, end, "klassler", "klassler"),
        ]
    value = {"ein": 1.0, "halb": 0.5}.get(head, cardinal(head) or slipped_cardinal(head))
    unit = tail_unit(rest)
    if value is None or unit is None:
        return None
    return [
        Token(piece[: len(tail["head"])], start, cut_at, head, number_canon(value), float(value)),
        Token(piece[len(tail["head"]) :], cut_at, end, rest, f"{unit} alt"),
    ]


def tail_unit(word: str) -> str | None:
    """The unit in an adjective of age: "jährige" -> "jahr", "monatiges" -> "monat", "wöchig" -> "woche"."""
    if time_words.looks_like_jaehrig(word):
        return "jahr"
    for stem, unit in (
        ("monatig", "monat"),
        ("monatsalt", "monat"),
        ("monatalt", "monat"),
        ("wochig", "woche"),
        ("tagig", "tag"),
    ):
        if word.startswith(stem):
            return unit
    return None

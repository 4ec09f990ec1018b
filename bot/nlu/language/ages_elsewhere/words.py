"""Cuts a message of any script into words, numbers and marks, in a form in which tables and messages are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

NUMBER, ORDINAL, WORD, MARK = "number", "ordinal", "word", "mark"

_PIECE: Final = re.compile(
    r"(?P<number>\d+(?:[.,]\d(?!\d))?|[½¼¾])|(?P<word>[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*)|(?P<mark>[^\s\w]|_|\n)"
)
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ß": "ss", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": ""} | dict.fromkeys("ʼ’`´", "'")
)
#: "й" is a letter of its own, not an accented "и" ("и" is "and", "3-й" is "3rd").
_SHORT_I: Final = re.compile("й|и\u0306")
_KEPT: Final = "j"
_MARKS: Final = {"،": ",", "؛": ";", "؟": "?", "–": "-", "—": "-", "−": "-"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of `text[start:end]`: what it is, its comparable form, and whether it follows without a blank."""

    kind: str
    key: str
    start: int
    end: int
    glued: bool


@lru_cache(maxsize=8192)
def comparable(word: str) -> str:
    """Lower case without accents, dots and Arabic spelling variants: "Yaşında" -> "yasinda", "أشهر" -> "اشهر"."""
    parts = unicodedata.normalize("NFD", _SHORT_I.sub(_KEPT, word.lower()))
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain.translate(_LETTERS)


def cut(text: str) -> list[Piece]:
    """The pieces of a text in order; a hyphen before a letter only joins ("3-year-old", "5-летний") and is left out."""
    pieces: list[Piece] = []
    reached = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        kind = str(match.lastgroup)
        glued = start == reached and start > 0
        reached = end
        key = match.group()
        if kind == MARK:
            key = _MARKS.get(key, key)
            if key == "-" and glued and text[end : end + 1].isalpha() and pieces[-1].kind != MARK:
                continue
        elif kind == WORD:
            key = comparable(key)
        pieces.append(Piece(kind, key, start, end, glued))
    return pieces

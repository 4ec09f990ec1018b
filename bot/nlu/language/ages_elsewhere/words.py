"""Cuts a message of any script into words, numbers and marks, in a form in which tables and messages are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.nlu.language.folding import comparable

NUMBER, ORDINAL, WORD, MARK = "number", "ordinal", "word", "mark"

_PIECE: Final = re.compile(
    r"(?P<number>\d+(?:[.,]\d(?!\d))?|[½¼¾])|(?P<word>[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*)|(?P<mark>[^\s\w]|_|\n)"
)
_MARKS: Final = {"،": ",", "؛": ";", "؟": "?", "–": "-", "—": "-", "−": "-"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of `text[start:end]`: what it is, its comparable form, and whether it follows without a blank."""

    kind: str
    key: str
    start: int
    end: int
    glued: bool


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

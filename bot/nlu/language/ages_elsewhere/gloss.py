"""A message glossed into German, word by word, so that the rules for German ages can read it.

No translation: word order stays, what no table knows becomes a word that means nothing. Offsets lead back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.nlu.language.ages_elsewhere.table import NUMBER_SIGN, Table
from bot.nlu.language.ages_elsewhere.words import MARK, NUMBER, ORDINAL, WORD, Piece, cut
from bot.nlu.language.folding import comparable

#: Stands for a word that no table knows; long and strange enough to be no German one.
UNKNOWN: Final = "xqx"
#: Where a phrase repeats a number of the message: "0 jahre", "0. klasse", "0-jähriger".
_SIGN: Final = re.compile(rf"{NUMBER_SIGN}(?![\d,])")
#: A piece that is German already.
_GERMAN: Final = "german"
_NEXT_WORD: Final = re.compile(r"\s?([^\W\d_]+)")
_TEN: Final = 10
_OLDEST: Final = 18


@dataclass(frozen=True, slots=True)
class Span:
    """German letters `start:end` stand for the letters `source_start:source_end` of the message."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True)
class Gloss:
    """The German line and where each of its words comes from."""

    german: str
    spans: tuple[Span, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The letters of the message behind the German letters `start:end`."""
        touched = [span for span in self.spans if span.start < end and start < span.end]
        return min(span.source_start for span in touched), max(span.source_end for span in touched)

    def target(self, start: int, end: int) -> list[tuple[int, int]]:
        """The German letters for letters `start:end` of the message, word by word."""
        return [(s.start, s.end) for s in self.spans if s.source_start < end and start < s.source_end]


def gloss(text: str, table: Table) -> Gloss:
    """Glosses a clean message; pure, some 10 µs a word."""
    pieces = list(_with_numbers(cut(text), table, text))
    words: list[tuple[str, bool, int, int]] = []  # German, glued to the one before, offsets in the message
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        found = table.longest(pieces, index)
        if found is None:
            words.append((_plain(piece), _is_glued(pieces, index), piece.start, piece.end))
            index += 1
            continue
        phrase, length = found
        words.extend(_german(phrase.german, pieces[index : index + length]))
        index += length - phrase.ahead
    return _joined(words)


def _plain(piece: Piece) -> str:
    if piece.kind == NUMBER and "." in piece.key.replace(",", ".") and float(piece.key.replace(",", ".")) > _OLDEST:
        return UNKNOWN  # a temperature, a weight
    return UNKNOWN if piece.kind in (WORD, ORDINAL) else piece.key


def _is_glued(pieces: list[Piece], index: int) -> bool:
    """Marks and numbers keep their places ("2-3", "(5"); words stand alone."""
    piece = pieces[index]
    if not piece.glued:
        return False
    return piece.kind == MARK or (piece.kind == NUMBER and index > 0 and pieces[index - 1].kind == MARK)


def _german(german: str, pieces: list[Piece]) -> Iterator[tuple[str, bool, int, int]]:
    """The words of a phrase; a number keeps its own place in the message, the others have all of the phrase."""
    numbers = iter([piece for piece in pieces if piece.kind in (NUMBER, ORDINAL)])
    for word in german.split():
        if not _SIGN.match(word):
            yield word, False, pieces[0].start, pieces[-1].end
            continue
        piece = next(numbers)
        yield _SIGN.sub(piece.key, word), False, piece.start, piece.end


def _joined(words: list[tuple[str, bool, int, int]]) -> Gloss:
    line, spans = "", []
    for german, glued, start, end in words:
        if not german:
            continue
        line += "" if glued or not line else " "
        spans.append(Span(len(line), len(line) + len(german), start, end))
        line += german
    return Gloss(line, tuple(spans))


def _with_numbers(pieces: list[Piece], table: Table, text: str) -> Iterator[Piece]:
    """Number words as numbers, "twenty two" as 22, "2nd" and "4." as ordinals, glued prefixes taken off."""
    waiting: Piece | None = None
    for piece in _apart(pieces, table):
        known = piece.kind == WORD
        if known and piece.key in table.ordinals:
            piece = replace(piece, kind=ORDINAL, key=table.ordinals[piece.key])
        elif known and piece.key in table.numbers:
            piece = replace(piece, kind=NUMBER, key=table.numbers[piece.key])
        if waiting is not None:
            joined = _one_number(waiting, piece, table, text)
            if joined is not None:
                waiting = joined
                continue
            yield waiting
            waiting = None
        if piece.kind == NUMBER:
            waiting = piece
        else:
            yield piece
    if waiting is not None:
        yield waiting


def _one_number(first: Piece, second: Piece, table: Table, text: str) -> Piece | None:
    if second.kind in (NUMBER, ORDINAL) and first.key.isdigit() and second.key.isdigit():
        tens, ones = int(first.key), int(second.key)
        spelled = not text[first.start].isdigit() and not text[second.start].isdigit()
        if spelled and tens > _TEN and tens % _TEN == 0 and 0 < ones < _TEN:
            return replace(second, key=str(tens + ones), start=first.start)
    if second.kind == WORD and text[first.end : second.start] in ("", "-", "'") and first.key.isdigit():
        if second.key in table.number_endings:
            return replace(first, end=second.end)
        if second.key in table.ordinal_endings:
            return replace(first, kind=ORDINAL, end=second.end)
    if table.dotted and second.kind == MARK and second.key == "." and second.glued and first.key.isdigit():
        following = _NEXT_WORD.match(text, second.end)
        if following and table.is_ranked(comparable(following[1])):
            return replace(first, kind=ORDINAL, end=second.end)
    return None


def _apart(pieces: list[Piece], table: Table) -> Iterator[Piece]:
    """Takes prefixes and suffixes off words that no list has as they stand ("وولد": "و" and "ولد"; "son's")."""
    for piece in pieces:
        if piece.kind != WORD or _is_known(piece, table):
            yield piece
        else:
            yield from _without_prefix(piece, table) or _without_suffix(piece, table) or (piece,)


def _without_prefix(piece: Piece, table: Table) -> tuple[Piece, ...]:
    for prefix, german in table.prefixes:
        cut_at = piece.start + len(prefix)
        rest = replace(piece, key=piece.key[len(prefix) :], start=cut_at)
        if piece.key.startswith(prefix) and len(rest.key) > 1 and _is_known(rest, table):
            return (replace(piece, key=german, kind=_GERMAN, end=cut_at), rest) if german else (rest,)
    return ()


def _without_suffix(piece: Piece, table: Table) -> tuple[Piece, ...]:
    for suffix, german in table.suffixes:
        cut_at = piece.end - len(suffix)
        rest = replace(piece, key=piece.key[: -len(suffix)], end=cut_at)
        if piece.key.endswith(suffix) and len(rest.key) > 1 and _is_known(rest, table):
            return (rest, replace(piece, key=german, kind=_GERMAN, start=cut_at)) if german else (rest,)
    return ()


def _is_known(piece: Piece, table: Table) -> bool:
    return piece.key in table.numbers or piece.key in table.ordinals or table.knows(piece.key)

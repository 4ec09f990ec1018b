"""Cuts a long answer where a reader would pause, never within a number, an address or an emoji. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

#: Where to cut, best first: between paragraphs, lines, sentences, words. What is caught goes before the cut.
_SEAMS: Final = (
    re.compile(r"\n{2,}"),
    re.compile(r"\n"),
    # not "z. B.", "12. Mai", "Str. 5"
    re.compile(r"(?<=[.!?…:;؟])(?<!\b\w\.)(?<!\d\.)[ \t]+(?!\d)"),
    # not within a telephone number ("05371 804-440", "+49 (0) 5371") and not in front of a unit ("3 km", "12 Uhr")
    re.compile(r"(?<![\d/()–-])[ \t]+(?![/(–-])|(?<=\d)[ \t]+(?![\d(/–-]|\w{1,4}\b)"),
)
_JOINER: Final = "\u200d"
_JOINED: Final = frozenset(f"{_JOINER}\ufe0e\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)


def split(text: str, most: int, count: Callable[[str], int] = len) -> list[str]:
    """The text in pieces of at most `most`, as few as that allows; nothing but white space at the cuts is lost.

    Args:
        text: any; empty gives no piece.
        most: characters of a piece, at least 1.
        count: how the platform counts (UTF-16 units, bytes, …). What cannot be cut (one emoji) may be longer.
    """
    return [piece for piece in (piece.strip() for piece in _split(text.strip(), most, count, 0)) if piece]


def _split(text: str, most: int, count: Callable[[str], int], level: int) -> list[str]:
    if count(text) <= most:
        return [text]
    if level == len(_SEAMS):
        return _packed(((cluster, "") for cluster in clusters(text)), most, count)
    pieces: list[tuple[str, str]] = []
    for part, seam in _parts(text, _SEAMS[level]):
        finer = _split(part, most, count, level + 1)
        # the pieces of a part that was too long stay apart; the last may have room for what follows
        pieces.extend((piece, "") for piece in finer[:-1])
        pieces.append((finer[-1], seam))
    return _packed(pieces, most, count)


def _parts(text: str, seam: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The parts and the white space behind each."""
    start = 0
    for match in seam.finditer(text):
        yield text[start : match.start()], match[0]
        start = match.end()
    yield text[start:], ""


def _packed(pieces: Iterable[tuple[str, str]], most: int, count: Callable[[str], int]) -> list[str]:
    """As many pieces in one as fit, with the white space that stood between them."""
    packed: list[str] = []
    full, gap = "", ""
    for piece, seam in pieces:
        if full and count(joined := full + gap + piece) <= most:
            full = joined
        else:
            if full:
                packed.append(full)
            full = piece
        gap = seam
    return [*packed, full] if full else packed


def clusters(text: str) -> Iterator[str]:
    """What a reader sees as one character: a letter with its marks, a family of emoji, a flag."""
    cluster = ""
    for character in text:
        if cluster and not _belongs(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _belongs(cluster: str, character: str) -> bool:
    if character in _JOINED or unicodedata.category(character) in ("Mn", "Me", "Mc") or cluster[-1] == _JOINER:
        return True
    return len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS and ord(character) in _FLAG_LETTERS

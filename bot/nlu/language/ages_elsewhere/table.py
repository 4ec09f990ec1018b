"""The gloss table of a language: German words for its words and short phrases.

Notation of a phrase (its words in a row, compared without case and accents): `0` a number, `0.` an ordinal, `a|b` one
of, `word*` the word may go on. In the German of it, `0` and `0.` stand for the numbers in their order. A number at the
end of both is only looked at ("ему 0": "er ist 0"): what follows it may be a phrase with that number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any, Final

import yaml

from bot.nlu.language.ages_elsewhere.words import MARK, NUMBER, ORDINAL, Piece
from bot.nlu.language.folding import comparable

NUMBER_SIGN, ORDINAL_SIGN, GOES_ON = "0", "0.", "*"
_FOLDER: Final = Path(__file__).parent
_SIGN_OF: Final = {NUMBER: NUMBER_SIGN, ORDINAL: ORDINAL_SIGN}
_SHORTEST_BEGINNING: Final = 2


class TableError(ValueError):
    """A line of a table that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Signs and comparable words in order, and the German for them; the last `ahead` parts are only looked at."""

    parts: tuple[str, ...]
    german: str
    ahead: int = 0

    def length_at(self, pieces: Sequence[Piece], index: int) -> int:
        """How many pieces it covers from `index` on; 0 if it does not stand there."""
        if index + len(self.parts) > len(pieces):
            return 0
        fits = all(_fits(part, pieces[index + step]) for step, part in enumerate(self.parts))
        return len(self.parts) if fits else 0


@dataclass(frozen=True)
class Table:
    """What one language's file says.

    Attributes:
        numbers: comparable number word → value as written in German digits.
        ordinals: comparable ordinal word → number.
        ordinal_endings: letters that make the number before them an ordinal ("nd", "й").
        number_endings: letters that leave the number before them one ("3-х").
        dotted: whether "4. sınıf" is an ordinal, as in German.
        ranked: what stands behind ordinals ("sinif*"), so that the full stop of "ma 2. Nie śpi" makes none.
        prefixes: letters glued to the next word ("و"), with the German for them; longest first.
        suffixes: the same for letters at the end ("'s").
        words: all parts of all phrases.
        phrases: by comparable first part.
    """

    numbers: Mapping[str, str]
    ordinals: Mapping[str, str]
    ordinal_endings: frozenset[str]
    number_endings: frozenset[str]
    dotted: bool
    ranked: frozenset[str]
    prefixes: Sequence[tuple[str, str]]
    suffixes: Sequence[tuple[str, str]]
    words: frozenset[str]
    phrases: Mapping[str, Sequence[Phrase]]

    def knows(self, key: str) -> bool:
        """Whether this comparable word stands in any phrase."""
        return any(first in self.words for first in _beginnings(key))

    def is_ranked(self, key: str) -> bool:
        """Whether a comparable word is one that ordinals stand before."""
        return any(first in self.ranked for first in _beginnings(key))

    def longest(self, pieces: Sequence[Piece], index: int) -> tuple[Phrase, int] | None:
        """The phrase that covers most pieces from `index` on; with equals the one that is spelled out further."""
        best: tuple[Phrase, int] | None = None
        for first in _first_parts(pieces[index]):
            for phrase in self.phrases.get(first, ()):
                length = phrase.length_at(pieces, index)
                if length and (best is None or length > best[1]):
                    best = phrase, length
        return best


def _first_parts(piece: Piece) -> Iterator[str]:
    if piece.kind in _SIGN_OF:
        yield _SIGN_OF[piece.kind]
        return
    yield from _beginnings(piece.key)


def _beginnings(key: str) -> Iterator[str]:
    yield key
    for end in range(len(key), _SHORTEST_BEGINNING - 1, -1):
        yield key[:end] + GOES_ON


def _fits(part: str, piece: Piece) -> bool:
    if piece.kind in _SIGN_OF:
        return part == _SIGN_OF[piece.kind]
    if part.endswith(GOES_ON) and len(part) > 1:
        return piece.kind != MARK and piece.key.startswith(part[:-1])
    return part == piece.key


def _parts(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every way to write a phrase of the file: `a|b c` is two."""
    choices = [[_part(choice) for choice in word.split("|")] for word in phrase.split()]
    yield from product(*choices)


def _part(word: str) -> str:
    if word in (NUMBER_SIGN, ORDINAL_SIGN):
        return word
    goes_on = word.endswith(GOES_ON)
    return comparable(word.removesuffix(GOES_ON)) + (GOES_ON if goes_on else "")


def read(content: Mapping[str, Any]) -> Table:
    """Builds the table from the content of a file.

    Raises:
        KeyError: a section is missing.
        TableError: a phrase and its German have not the same numbers.
    """
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    for german, written in content["worte"].items():
        for phrase in written.split(","):
            for parts in _parts(phrase):
                phrases[parts[0]].append(_phrase(parts, german))
    known = [phrase.parts for several in phrases.values() for phrase in several]
    return Table(
        {comparable(word): value for value, words in content["zahlen"].items() for word in words.split()},
        {comparable(word): value for value, words in content["ordnungszahlen"].items() for word in words.split()},
        frozenset(comparable(ending) for ending in content.get("endungen", "").split()),
        frozenset(comparable(ending) for ending in content.get("zahlendungen", "").split()),
        content.get("punkt") == "ja",
        frozenset(second for parts in known for first, second in pairwise(parts) if first == ORDINAL_SIGN),
        _longest_first(content.get("vorsilben", {})),
        _longest_first(content.get("nachsilben", {})),
        frozenset(part for parts in known for part in parts),
        {first: tuple(several) for first, several in phrases.items()},
    )


def _phrase(parts: tuple[str, ...], german: str) -> Phrase:
    numbers = sum(part in (NUMBER_SIGN, ORDINAL_SIGN) for part in parts)
    if sum(word.startswith(NUMBER_SIGN) for word in german.split()) != numbers:
        raise TableError(f"„{german}: {' '.join(parts)}“ hat nicht auf beiden Seiten gleich viele Zahlen.")
    looks_ahead = len(parts) > 1 and parts[-1] == NUMBER_SIGN and german.endswith(f" {NUMBER_SIGN}")
    return Phrase(parts, german.removesuffix(f" {NUMBER_SIGN}"), 1) if looks_ahead else Phrase(parts, german)


def _longest_first(parts: Mapping[str, str]) -> list[tuple[str, str]]:
    pairs = [(comparable(part), german) for part, german in parts.items()]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@lru_cache(maxsize=8)
def table(language: str) -> Table:
    """The table of a language that has one.

    Raises:
        OSError: there is none.
    """
    # The base loader leaves words alone: "no" and "on" are no truth values here, 1 is no number.
    return read(yaml.load((_FOLDER / f"{language}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader))

"""Words of a message in a spelling-tolerant form: case, umlauts, accents, and how a word sounds.

`words` keeps the offsets of the original text, so that folding ("ä" -> "ae") may change lengths freely. It cuts by a
plain pattern: spaCy's rules cut the same words, but remember every word ever read, or take ten times as long to forget.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe"}
_LETTERS = str.maketrans({**_UMLAUTS, "ı": "i", "ł": "l"})
# Letters of other languages that stand for one sound, and the ways an apostrophe is typed.
_COMPARABLE = str.maketrans(
    {"ı": "i", "ł": "l", "ß": "ss", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": ""} | dict.fromkeys("ʼ’`´", "'")
)
# "й" is a letter of its own, not an accented "и" ("и" is "and", "3-й" is "3rd").
_SHORT_I = re.compile("й|и\u0306")
_SHORT_I_KEPT = "j"
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_SENTENCE_END = re.compile(r"[!?;\n…]|\.(?=\s|$)")

_ABBREVIATIONS = frozenset(
    {"dr", "prof", "fr", "hr", "st", "str", "nr", "ca", "bzw", "evtl", "ggf", "gr", "kl", "tel", "inkl"}
)

# Spellings that sound alike, in the order they are applied to a folded word; after the way children, learners and
# thumbs write German ("Hebahme", "Tagesmuter", "Kindergarden").
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"aeu", "eu"),
        (r"ae", "e"),
        (r"(?<=[bcdfghjklmnprstvwz])ue|^ue", "u"),
        (r"(?<=[bcdfghjklmnprstvwz])oe|^oe", "o"),
        (r"ph", "f"),
        (r"v", "f"),
        (r"tz", "z"),
        (r"th|dt", "t"),
        (r"chs|x", "ks"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "z"),
        (r"c(?!h)", "k"),
        (r"ai|ay|ey", "ei"),
        (r"y", "i"),
        (r"ieh|ih|ie", "i"),
        (r"(?<=[aeou])h(?![aeiou])", ""),
        (r"(.)\1", r"\1"),
        (r"d$", "t"),
        (r"g$", "k"),
        (r"b$", "p"),
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: `text[start:end]`, its folded form, and the number of its sentence (from 0)."""

    text: str
    start: int
    end: int
    folded: str
    sentence: int

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital first letter (a noun or a name, or the first of a sentence)."""
        return self.text[:1].isupper()


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one text, for word lists in the code."""
    return frozenset(text.split())


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case without umlauts and accents: "Müßte" -> "muesste", "Café" -> "cafe"."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=8192)
def comparable(word: str) -> str:
    """A word of any language: lower case, no accents, one spelling of Arabic letters ("Yaşında" -> "yasinda")."""
    parts = unicodedata.normalize("NFD", _SHORT_I.sub(_SHORT_I_KEPT, word.lower()))
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain.translate(_COMPARABLE)


@lru_cache(maxsize=8192)
def sound_key(folded: str) -> str:
    """What a folded word sounds like; equal for spellings that a reader would not tell apart aloud."""
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded


def _is_abbreviation(folded: str) -> bool:
    """Whether a full stop behind the word ends no sentence: "Dr.", "3.", "z. B."."""
    return folded.isdigit() or len(folded) == 1 or folded in _ABBREVIATIONS


def words(text: str) -> list[Word]:
    """The words of a text in order; compounds with hyphens, slashes or apostrophes come apart ("Kita-Platz": two)."""
    found: list[Word] = []
    sentence, reached = 0, 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if found and (end_mark := _SENTENCE_END.search(text, reached, start)):
            sentence += not (end_mark.group() == "." and _is_abbreviation(found[-1].folded))
        found.append(Word(match.group(), start, end, fold(match.group()), sentence))
        reached = end
    return found

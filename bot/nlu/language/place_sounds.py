"""How a place name sounds, whatever script it is written in: "Гифхорн", "Ґіфгорн" and "Gifhorn" have one key.

Keys are for comparing only. Letters that foreign spellings of German names mix up are one: g and h, s and z,
w, v and f.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.nlu.language.folding import fold

_CYRILLIC: Final = str.maketrans("абвгґдеёжзийіїклмнопрстуфхцчшщыэюяє", "abfggdeessiiiiklmnoprstufgssssieiae", "ьъ'’")
_ARABIC: Final = str.maketrans("بپفڤغجگقكکهحخدتطضسزصشثذظرلمنچژ", "bbffgggggggggttttsssssssrlmnss")
_ARABIC_VOWELS: Final = re.compile(r"[اأإآةىيیئؤءعوۆ\u064b-\u0652ـ]")
_ARABIC_W: Final = re.compile(r"^و")
_ARABIC_E: Final = re.compile(r"ه$")

# German spellings in the order they are applied to a folded name ("ü" is "ue" there).
_GERMAN: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch|tsch|ch(?=s)", "s"),
        (r"chs|x", "ks"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck", "k"),
        (r"qu", "kf"),
        (r"aeu|eu", "oi"),
        (r"ei|ey|ai|ay", "ai"),
        (r"ue|ie", "i"),
        (r"oe|ae", "e"),
        (r"(?<=[aeiou])h(?=[^aeiou]|$)", ""),
        (r"ch|h", "g"),
        (r"[wv]", "f"),
        (r"[zc]", "s"),
        (r"[yj]", "i"),
    )
)
#: "Мейнерзен" and "Майнерсен": the sound of "ei" is written in both ways.
_AI: Final = re.compile(r"(?:e|a)i")
_DOUBLE: Final = re.compile(r"(.)\1+")
_VOWELS: Final = re.compile(r"[aeiou]")
_HARD: Final = str.maketrans({"d": "t", "p": "b", "k": "g"})


def german_key(name: str) -> str:
    """Key of a name in Latin letters: "Meinersen" -> "manersen"."""
    sound = fold(name).replace("-", "").replace(" ", "")
    for pattern, letters in _GERMAN:
        sound = pattern.sub(letters, sound)
    return _plain(sound)


@lru_cache(maxsize=4096)
def cyrillic_key(word: str) -> str:
    """Key of a word in Cyrillic letters, in any case and ending: "Мейнерзене" -> "manersene"."""
    return _plain(word.lower().translate(_CYRILLIC))


def german_consonants(name: str) -> str:
    """Key of a name in Latin letters as Arabic writes it: "Gifhorn" -> "gfgrn"."""
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", german_key(name)).translate(_HARD))


@lru_cache(maxsize=4096)
def arabic_consonants(word: str) -> str:
    """Key of a word in Arabic letters: "غيفهورن" -> "gfgrn"."""
    return _DOUBLE.sub(r"\1", _ARABIC_VOWELS.sub("", _ARABIC_W.sub("ف", _ARABIC_E.sub("", word))).translate(_ARABIC))


def _plain(sound: str) -> str:
    return _DOUBLE.sub(r"\1", _AI.sub("a", sound))

"""Which language a message is written in; German unless something clearly says otherwise.

Three looks, the cheap ones first: the script (Cyrillic and Arabic letters are no German), words that only one language
has (recognition_words.yml), and lingua, whose statistics of letter groups know the rest. lingua runs in its
low-accuracy mode with few languages: 32 MiB instead of 460, and as good here, since it is asked last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml
from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from bot.nlu.language import recognition_scripts as scripts
from bot.nlu.language.folding import comparable
from bot.nlu.language.hygiene import fold

GERMAN_CODE: Final = "de"
#: The languages Lotte understands beside German.
UNDERSTOOD_ELSEWHERE: Final = ("en", "tr", "ru", "uk", "pl", "ar")

_WORDS: Final = Path(__file__).with_name("recognition_words.yml")
_LATIN: Final = (
    Language.GERMAN, Language.ENGLISH, Language.TURKISH, Language.POLISH, Language.FRENCH, Language.SPANISH,
    Language.ROMANIAN, Language.ITALIAN, Language.PORTUGUESE, Language.ALBANIAN, Language.CROATIAN, Language.DUTCH,
    Language.HUNGARIAN, Language.VIETNAMESE, Language.SOMALI,
)  # fmt: skip
_CYRILLIC: Final = (Language.RUSSIAN, Language.UKRAINIAN, Language.BULGARIAN, Language.SERBIAN)
_ARABIC: Final = (Language.ARABIC, Language.PERSIAN, Language.URDU)
#: Dutch is there only to take in what sounds like it: Low German. Croatian, Serbian and Bosnian are one to Lotte.
_CODES: Final = {"nl": GERMAN_CODE, "hr": "sr"}
#: Letters that only this language has among those read here. German has them in names alone ("Ayşe"), so they count
#: like one word of the language each.
_LETTERS: Final = {"tr": re.compile(r"[ğĞıİşŞ]"), "pl": re.compile(r"[łŁąĄęĘśŚćĆżŻźŹńŃ]")}

# What lingua must say before it decides against German, with and without a word of a list that agrees.
_SURE_ENOUGH: Final = 0.6
_SURE_ALONE: Final = 0.97
_NEVER: Final = 1.1
_FEW_WORDS: Final = 4
_SHORT: Final = 2
# Foreign words that outvote lingua where it says German, and German words.
_SEVERAL: Final = 2

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_APOSTROPHE: Final = re.compile(r"['’].*")


def recognise(text: str) -> str | None:
    """ISO 639-1 code of the language of a clean text, or None where there is too little to tell.

    German needs three words to be named, other languages a word or a script of their own; "Hebamme", "Gifhorn", "3"
    and "ok" are None. Mixed messages go with the majority of words. Some 20 µs for most German, at most 1 ms otherwise.

    Examples:
        "kızım 3 yaşında" → "tr"; "потрібна допомога" → "uk"; "Kita Platz in Gifhorn gesucht" → "de"
    """
    words = _WORD.findall(text)
    if not words:
        return None
    script = scripts.of_words(words)
    if script == scripts.LATIN:
        return _of_latin(text, words)
    if script == scripts.CYRILLIC:
        return scripts.cyrillic_by_letters(text) or _of_cyrillic(scripts.only(script, words))
    if script == scripts.ARABIC:
        return _of_arabic(text, words)
    return None if script == scripts.OTHER else script


def is_german(language: str | None) -> bool:
    """Whether a message is read as German: also where it is too short to tell."""
    return language is None or language == GERMAN_CODE


def warm_up() -> None:
    """Loads words and statistics (about 0.5 s), which would otherwise wait for the first foreign message."""
    for text in ("hungry people laugh", "привіт друже", "نحتاج كچ پک"):
        recognise(text)
    for languages, text in ((_LATIN, "we need help"), (_CYRILLIC, "нам нужна помощь"), (_ARABIC, "نحتاج مساعدة")):
        _shares(languages, text)


@lru_cache(maxsize=1)
def _word_lists() -> dict[str, frozenset[str]]:
    """Code → its words, folded."""
    content: dict[str, str] = yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {code: frozenset(words.split()) for code, words in content.items()}


@lru_cache(maxsize=3)
def _detector(languages: tuple[Language, ...]) -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


def _shares(languages: tuple[Language, ...], text: str) -> list[tuple[str, float]]:
    """Codes with lingua's confidence, the likeliest first."""
    values = _detector(languages).compute_language_confidence_values(text)
    return [(value.language.iso_code_639_1.name.lower(), value.value) for value in values]


def _of_cyrillic(text: str) -> str:
    """Bulgarian and Serbian need more than a few words: every short sentence in Russian could be one of theirs."""
    few = len(text.split()) <= _FEW_WORDS
    return next(code for code, _ in _shares(_CYRILLIC, text) if not few or code in UNDERSTOOD_ELSEWHERE)


def _of_arabic(text: str, words: Sequence[str]) -> str:
    code = scripts.arabic_by_letters(text)
    return _shares(_ARABIC, scripts.only(scripts.ARABIC, words))[0][0] if code == scripts.NOT_ARABIC else code


def _of_latin(text: str, words: Sequence[str]) -> str | None:
    hits = _hits(words)
    german = hits.pop(GERMAN_CODE)
    code, most = max(hits.items(), key=lambda pair: pair[1])
    if most == 0 and (german or len(words) <= _SHORT):
        return GERMAN_CODE if len(words) > _SHORT else None
    if len(words) <= _SHORT:
        told = any(len(word) > 1 and not _word_lists()[code].isdisjoint(_spellings(word)) for word in words)
        return code if told and not german and code in UNDERSTOOD_ELSEWHERE else None
    if german == 0 and most >= _SEVERAL and list(hits.values()).count(most) == 1:
        return code
    return _by_statistics(text, len(words), german, hits)


def _hits(words: Sequence[str]) -> dict[str, int]:
    """How many words are in the list of each language, German first."""
    spelled = [_spellings(_APOSTROPHE.sub("", word) or word) for word in words]
    hits = {code: sum(not known.isdisjoint(forms) for forms in spelled) for code, known in _word_lists().items()}
    for code, letters in _LETTERS.items():
        unknown = (word for word, forms in zip(words, spelled, strict=True) if _word_lists()[code].isdisjoint(forms))
        hits[code] += sum(letters.search(word) is not None for word in unknown)
    return hits


@lru_cache(maxsize=4096)
def _spellings(word: str) -> tuple[str, ...]:
    """A word as the lists write it: with the umlauts of German, and without, as other languages leave them out."""
    return (word.lower(),) if word.isascii() else (fold(word), comparable(word))


def _by_statistics(text: str, words: int, german: int, hits: dict[str, int]) -> str | None:
    code = max(hits, key=lambda name: hits[name])
    likeliest, share = _shares(_LATIN, text)[0]
    likeliest = _CODES.get(likeliest, likeliest)
    if likeliest == GERMAN_CODE or hits[code] > german + _SEVERAL:
        outvoted = hits[code] > german + 1 or (hits[code] > german and share < _SURE_ENOUGH)
        return code if outvoted else GERMAN_CODE
    support = hits.get(likeliest, 0)
    if german > support:
        return GERMAN_CODE
    if support > german and support >= _SEVERAL:
        return likeliest
    return likeliest if not german and share >= _needed(likeliest, support, words) else None


def _needed(code: str, support: int, words: int) -> float:
    """How sure lingua must be: less where words of a list agree; in short texts without any it is never enough."""
    if support:
        return _SURE_ENOUGH
    return _NEVER if words <= _FEW_WORDS and code not in UNDERSTOOD_ELSEWHERE else _SURE_ALONE

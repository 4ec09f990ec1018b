"""Finds where a family lives in a message in another language: "Gifhorn'da", "w Gifhornie", "в Гифхорне", "غيفهورن".

Names are looked up as written, without the endings of the language, and, in another script, by their sound. A name that
is an everyday word ("Meine", "Essen"), a short one and a guessed one need a preposition before them or an ending.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml
from rapidfuzz.distance import OSA

from bot.nlu.language import place_words as known
from bot.nlu.language import recognition_scripts as scripts
from bot.nlu.language.folding import Word, fold, words
from bot.nlu.language.misspelling import SOUNDS_LIKE, Misspellings, Thresholds
from bot.nlu.language.place import PlaceMention
from bot.nlu.language.place_names import DISTRICT, STATE, Names, Place
from bot.nlu.language.place_sounds import arabic_consonants, cyrillic_key, german_consonants, german_key

_WORDS: Final = Path(__file__).with_name("place_elsewhere.yml")
_EXACT: Final = 1.0
_INFLECTED: Final = 0.95
_THRESHOLDS: Final = Thresholds(sound=6, one_slip=7, two_slips=11)
_EVERYDAY: Final = known.AMBIGUOUS | known.RARE | {known.MEINE}
_SHORTEST: Final = 4
_SHORT_MESSAGE: Final = 2
_LOOK_AROUND: Final = 4
# Shortest keys that are found as they are, and with one letter wrong: vowels and consonants, consonants alone.
_CYRILLIC_LENGTHS: Final = (4, 7)
_ARABIC_LENGTHS: Final = (4, 5)
_POSTCODE: Final = 5


@dataclass(frozen=True)
class Manner:
    """How a language speaks of places; all words folded."""

    before: frozenset[str]
    endings: tuple[str, ...]
    prefixes: tuple[str, ...]
    origin: frozenset[str]
    refusal: frozenset[str]
    refusal_behind: frozenset[str]
    errands: frozenset[str]


@dataclass(frozen=True)
class _Hit:
    place: Place
    last: int
    score: float
    inflected: bool


class GazetteerElsewhere:
    """The places of `Names`, found in other languages; `find` is a pure function of text and language."""

    def __init__(self, names: Names) -> None:
        """Builds the sound of every name once (some 10 ms)."""
        self._names = names
        self._several: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        single: dict[str, Place] = {}
        for folded, place in names.full.items():
            if place.kind == STATE:
                continue
            if len(folded) == 1:
                single[folded[0]] = place
            else:
                self._several[folded[0]].append(folded)
        self._single = single
        plain = {name: name for name in single if name not in _EVERYDAY}
        self._misspellings = Misspellings(plain, _THRESHOLDS)
        self._cyrillic = _by_key(single, german_key, _CYRILLIC_LENGTHS[0])
        self._arabic = _by_key(single, german_consonants, _ARABIC_LENGTHS[0])

    def find(self, text: str, language: str) -> list[PlaceMention]:
        """The places of a text in `language` (a key of place_elsewhere.yml) in its order, each once."""
        manner = manners()[language]
        found = words(text)
        mentions: dict[str, PlaceMention] = {}
        index = 0
        while index < len(found):
            hit = self._hit(found, index, manner)
            if hit is not None and not _is_left_out(found, index, hit, manner):
                start, end = found[index].start, found[hit.last].end
                place = hit.place
                mentions.setdefault(
                    place.key,
                    PlaceMention(place.key, place.name, start, end, place.inside, hit.score, text[start:end]),
                )
            index = hit.last + 1 if hit else index + 1
        exact = any(mention.inside and mention.key != self._district_key for mention in mentions.values())
        return [mention for mention in mentions.values() if not (exact and mention.key == self._district_key)]

    @property
    def _district_key(self) -> str:
        return self._names.district.key if self._names.district else ""

    def _hit(self, found: Sequence[Word], index: int, manner: Manner) -> _Hit | None:
        word = found[index]
        if word.folded.isdigit():
            place = self._names.postcodes.get(word.folded) if len(word.folded) == _POSTCODE else None
            return _Hit(place, index, _EXACT, False) if place else None
        script = scripts.of_letter(word.text[0])
        introduced = _is_introduced(found, index, manner)
        if script == scripts.LATIN:
            return self._of_several(found, index) or self._of_latin(found, index, manner, introduced)
        if script == scripts.CYRILLIC:
            forms = ((stem, stem != word.folded) for stem in _stems(word.text.lower(), manner.endings))
            return self._by_sound(index, forms, cyrillic_key, self._cyrillic, _CYRILLIC_LENGTHS, introduced)
        if script == scripts.ARABIC:
            return self._by_sound(
                index,
                _bare_forms(word.text, manner.prefixes),
                arabic_consonants,
                self._arabic,
                _ARABIC_LENGTHS,
                introduced,
            )
        return None

    def _of_several(self, found: Sequence[Word], index: int) -> _Hit | None:
        for parts in self._several.get(found[index].folded, ()):
            last = index + len(parts) - 1
            if last < len(found) and all(found[index + step].folded == part for step, part in enumerate(parts)):
                return _Hit(self._names.full[parts], last, _EXACT, False)
        return None

    def _of_latin(self, found: Sequence[Word], index: int, manner: Manner, introduced: bool) -> _Hit | None:
        word = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        # "Gifhorn'da": the ending stands behind an apostrophe, which cuts words
        apart = following is not None and following.start == word.end + 1 and following.folded in manner.endings
        last = index + 1 if apart else index
        if word.text.isupper() and introduced and (place := self._names.abbreviations.get(word.text)) is not None:
            return _Hit(place, last, _EXACT, False)
        for stem in _stems(word.folded, manner.endings):
            place = self._single.get(stem)
            inflected = apart or stem != word.folded
            if place is None or (len(stem) < _SHORTEST and inflected):
                continue
            everyday = stem in _EVERYDAY and not introduced and not apart and not (inflected and stem == known.MEINE)
            if not everyday and (len(stem) > _SHORTEST or introduced or apart or word.capital):
                return _Hit(place, last, _INFLECTED if inflected else _EXACT, inflected)
        if not (introduced or apart or (word.capital and index > 0)) or word.folded in known.LOOKALIKES:
            return None
        close = self._misspellings.closest(word.folded)
        return _Hit(self._single[close[0]], last, close[1], False) if close else None

    @staticmethod
    def _by_sound(
        index: int,
        forms: Iterator[tuple[str, bool]],
        key_of: Callable[[str], str],
        keys: Mapping[str, Place],
        lengths: tuple[int, int],
        introduced: bool,
    ) -> _Hit | None:
        """The place that sounds like one of the forms of a word (with: does the form itself introduce it)."""
        close: Place | None = None
        for form, changed in forms:
            key = key_of(form)
            place = keys.get(key)
            if place is not None and (introduced or (place.inside and len(key) > lengths[0])):
                return _Hit(place, index, SOUNDS_LIKE, changed)
            if close is None and introduced and len(key) >= lengths[1]:
                close = _closest(key, keys, lengths[1])
        return _Hit(close, index, SOUNDS_LIKE, False) if close else None


def _by_key(single: Mapping[str, Place], key_of: Callable[[str], str], shortest: int) -> dict[str, Place]:
    """Sound → place; a municipality of the district goes before a place outside, as in the order of `single`."""
    keys: dict[str, Place] = {}
    for name, place in single.items():
        key = key_of(name)
        part = name != fold(place.name)  # parts of a municipality are many and their names short
        if len(key) >= shortest + part and place.kind != DISTRICT:
            keys.setdefault(key, place)
    return keys


def _closest(key: str, keys: Mapping[str, Place], shortest: int) -> Place | None:
    best = [other for other in keys if len(other) >= shortest and other[0] == key[0] and OSA.distance(key, other) == 1]
    inside = [other for other in best if keys[other].inside]
    return keys[inside[0]] if inside else None


def _is_introduced(found: Sequence[Word], index: int, manner: Manner) -> bool:
    return len(found) <= _SHORT_MESSAGE or (index > 0 and found[index - 1].folded in manner.before)


def _is_left_out(found: Sequence[Word], index: int, hit: _Hit, manner: Manner) -> bool:
    """Refused ("not in Gifhorn"), or a place outside where somebody comes from or only works."""
    sentence = found[index].sentence
    before = [word.folded for word in found[max(0, index - 2) : index] if word.sentence == sentence]
    if before and before[-1] not in manner.before:
        before = before[-1:]
    after = found[hit.last + 1].folded if hit.last + 1 < len(found) else ""
    if manner.refusal & set(before) or after in manner.refusal_behind:
        return True
    if hit.place.inside:
        return False
    around = {word.folded for word in found[max(0, index - _LOOK_AROUND) : hit.last + 1 + _LOOK_AROUND]}
    return bool(manner.origin & set(before[-1:])) or bool(manner.errands & around)


def _stems(word: str, endings: Sequence[str]) -> Iterator[str]:
    """The word, then what is left without each ending, longest ending first."""
    yield word
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word[: -len(ending)]


def _bare_forms(word: str, prefixes: Sequence[str]) -> Iterator[tuple[str, bool]]:
    yield word, False
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            yield word[len(prefix) :], True


@lru_cache(maxsize=1)
def manners() -> dict[str, Manner]:
    """Language → how it speaks of places."""
    content: dict[str, dict[str, str]] = yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {code: _manner(said) for code, said in content.items()}


def _manner(said: Mapping[str, str]) -> Manner:
    def listed(section: str) -> list[str]:
        return [word.folded for word in words(said.get(section, ""))]

    def longest_first(section: str) -> tuple[str, ...]:
        return tuple(sorted(set(said.get(section, "").split()), key=len, reverse=True))

    return Manner(
        frozenset(listed("davor")),
        longest_first("endungen"),
        longest_first("vorsilben"),
        frozenset(listed("woher")),
        frozenset(listed("nicht")),
        frozenset(listed("nicht_dahinter")),
        frozenset(listed("arbeit")),
    )

"""Recognises a word that is not written right: it sounds the same ("Hebahme"), or the thumb slipped ("Logopdie").

Short words are never guessed; how short is up to the caller: a wrong guess costs more in some lists than in others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.nlu.language.folding import sound_key

SOUNDS_LIKE, MISSPELT = 0.87, 0.8


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shortest words, in letters, that are recognised by their sound, with one slip, and with two."""

    sound: int
    one_slip: int
    two_slips: int


class Misspellings:
    """Finds the word meant by a token that is not written right; `forms` maps each right spelling to its word."""

    def __init__(self, forms: Mapping[str, str], thresholds: Thresholds) -> None:
        self._forms, self._thresholds = forms, thresholds
        self._by_sound = {sound_key(form): word for form, word in forms.items() if len(word) >= thresholds.sound}
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        for form, word in forms.items():
            if len(word) >= thresholds.one_slip:
                self._by_shape[form[0], len(form)].append(form)

    def closest(self, token: str) -> tuple[str, float] | None:
        """The word meant and how sure that is; the first letter must be right."""
        if not token.isalpha():
            return None
        word = self._by_sound.get(sound_key(token)) if len(token) >= self._thresholds.sound - 1 else None
        if word is not None:
            return word, SOUNDS_LIKE
        slips = 2 if len(token) >= self._thresholds.two_slips else 1
        best: tuple[int, str] | None = None
        for length in range(len(token) - slips, len(token) + slips + 1):
            for form in self._by_shape.get((token[0], length), ()):
                distance = OSA.distance(token, form, score_cutoff=slips)
                if distance <= slips and (best is None or distance < best[0]):
                    best = distance, form
        return (self._forms[best[1]], MISSPELT) if best else None

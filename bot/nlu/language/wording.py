"""How a sentence is written, as sparse features: words, pairs of words, groups of three to five letters, topics.

Own code instead of scikit-learn's vectorizer: that is made for batches and takes milliseconds for a single sentence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from bot.nlu.language.hints import Hints
from bot.nlu.language.hygiene import fold

_WORD = re.compile(r"\w\w+")
_BLANKS = re.compile(r"\s\s+")
_LETTERS = range(3, 6)
# A group of letters seen in one sentence only is noise; a word seen once may be an official name.
_SENTENCES_AT_LEAST = {"words": 1, "letters": 2}
# Words and letters count alike: each view is scaled to length √½.
_VIEW_LENGTH = math.sqrt(0.5)
# Topics are known words once more; a little is enough to make rare ones of the list count like frequent ones.
_HINTS = "hints"
_HINTS_LENGTH = math.sqrt(0.02)
# Rows of the likeness computed at once: it is nearly dense, a sparse product of all of it would take half a gigabyte.
_BLOCK = 500

View = dict[str, tuple[int, float]]


class Wording:
    """Features of texts; rows are scaled so that the dot product of a known sentence with itself is 1."""

    def __init__(self, views: dict[str, View]) -> None:
        """Takes for each view (words, letters, hints) its terms with column and weight; use `fit` or `from_json`."""
        self._views = views
        self.size = sum(len(view) for view in views.values())

    @classmethod
    def fit(cls, texts: Sequence[str], hints: Sequence[Hints]) -> Wording:
        """Learns which words, letters and hints there are, and how telling (rare) words and letters are."""
        seen: dict[str, Counter[str]] = {name: Counter() for name in _SENTENCES_AT_LEAST}
        for text in texts:
            for name, terms in _terms(text).items():
                seen[name].update(set(terms))
        stored = {}
        for name, counts in seen.items():
            kept = sorted(term for term, count in counts.items() if count >= _SENTENCES_AT_LEAST[name])
            stored[name] = {term: math.log((1 + len(texts)) / (1 + counts[term])) + 1.0 for term in kept}
        stored[_HINTS] = dict.fromkeys(sorted({name for found in hints for name in found}), 1.0)
        return cls.from_json(stored)

    def sparse(self, text: str, hints: Hints) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Columns and values of one text and the topics found in it."""
        columns: list[int] = []
        values: list[float] = []
        for name, terms in _terms(text).items():
            view = self._views[name]
            known = [(view[term], count) for term, count in Counter(terms).items() if term in view]
            columns.extend(column for (column, _), _ in known)
            values.extend(_scaled([(1.0 + math.log(count)) * weight for (_, weight), count in known], _VIEW_LENGTH))
        view = self._views[_HINTS]
        found = [(view[name][0], score) for name, score in hints.items() if name in view]
        columns.extend(column for column, _ in found)
        values.extend(_scaled([score for _, score in found], _HINTS_LENGTH))
        return np.asarray(columns, dtype=np.intp), np.asarray(values, dtype=np.float32)

    def matrix(self, texts: Sequence[str], hints: Sequence[Hints]) -> scipy.sparse.csr_matrix:
        """The features of many texts, shape [len(texts), size]."""
        rows = [self.sparse(text, found) for text, found in zip(texts, hints, strict=True)]
        starts = np.concatenate([[0], np.cumsum([len(columns) for columns, _ in rows])])
        columns = np.concatenate([columns for columns, _ in rows])
        values = np.concatenate([values for _, values in rows])
        return scipy.sparse.csr_matrix((values, columns, starts), shape=(len(rows), self.size), dtype=np.float32)

    def to_json(self) -> dict[str, Any]:
        """Term → weight of each view; see `from_json`."""
        return {name: {term: weight for term, (_, weight) in view.items()} for name, view in self._views.items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Wording:
        """Restores `to_json`.

        Raises:
            KeyError: a view is missing.
        """
        views: dict[str, View] = {}
        column = 0
        for name in (*_SENTENCES_AT_LEAST, _HINTS):
            views[name] = {term: (column + at, float(weight)) for at, (term, weight) in enumerate(stored[name].items())}
            column += len(views[name])
        return cls(views)


def add_likeness(kernel: NDArray[np.float32], features: scipy.sparse.csr_matrix, weight: float) -> None:
    """Adds the dot products of all rows with all rows, times `weight`, to the upper triangle of `kernel` [n, n].

    A symmetric system is solved from one triangle; the other is left as it was.
    """
    for start in range(0, features.shape[0], _BLOCK):
        block = features[start : start + _BLOCK] @ features[start:].T
        kernel[start : start + _BLOCK, start:] += weight * block.toarray()


def _scaled(weights: list[float], length: float) -> list[float]:
    norm = math.sqrt(sum(weight * weight for weight in weights))
    return [length * weight / norm for weight in weights]


def _terms(text: str) -> dict[str, list[str]]:
    folded = fold(text)
    words = _WORD.findall(folded)
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return {"words": [*words, *pairs], "letters": list(_letter_groups(folded))}


def _letter_groups(folded: str) -> Iterator[str]:
    plain = _BLANKS.sub(" ", folded)
    for size in _LETTERS:
        for start in range(len(plain) - size + 1):
            yield plain[start : start + size]

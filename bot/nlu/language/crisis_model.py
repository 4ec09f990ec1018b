"""The trained scorer of danger: how dangerous a sentence sounds, and which kind it would be.

Danger is a question with two answers, so it is learned as one, apart from the intents: the meaning by a support vector
machine with a Gaussian kernel over sentence vectors (danger is many small islands, not one side of a plane), the
wording by a linear one over words, letter groups and the word groups of the readable patterns. The kind is chosen
afterwards, by a model that has seen dangerous sentences only.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC, LinearSVC

from bot.nlu.language.crisis_patterns import patterns, sounds

SEED: Final = 7
# Width of an island of meaning; unit vectors are at most 2 apart. Chosen by 5-fold cross-validation.
GAMMA: Final = 0.7
# Harmless sentences that take part in learning the islands: the ones nearest to a danger.
NEAREST: Final = 4000
# A missed danger costs more than a false alarm.
DANGER_WEIGHT: Final = 2.0

_ARRAYS: Final = "crisis.npz"
_REST: Final = "crisis_words.json"

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Islands:
    """The decision of a Gaussian support vector machine as plain arrays: `support` [m, dim], `weights` [m]."""

    support: Vectors
    weights: Vectors
    offset: float

    @classmethod
    def train(cls, vectors: Vectors, danger: NDArray[np.bool_]) -> Islands:
        """Learns from unit vectors [n, dim]; what is far from every danger decides nothing and only costs time."""
        near = (vectors @ vectors[danger].T).max(axis=1)
        closest = np.sort(near[~danger])[::-1][:NEAREST].min()
        kept = danger | (near >= closest)
        vectors, danger = vectors[kept], danger[kept]
        machine = SVC(C=5.0, gamma=GAMMA, class_weight={True: DANGER_WEIGHT, False: 1.0}, cache_size=500, tol=1e-2)
        machine.fit(vectors, danger)
        return cls(
            machine.support_vectors_.astype(np.float32),
            machine.dual_coef_[0].astype(np.float32),
            float(machine.intercept_[0]),
        )

    def decide(self, vectors: Vectors) -> Floats:
        """Shape [n]: above 0 is danger. One matrix product, since scikit-learn's own way takes ten times as long."""
        kernel = np.exp(-2.0 * GAMMA * (1.0 - vectors @ self.support.T))
        decision: Floats = (kernel @ self.weights).astype(np.float64) + self.offset
        return decision


@dataclass(frozen=True)
class Wording:
    """Words, letter groups and word groups, each a sparse matrix; side by side one feature row a sentence."""

    words: TfidfVectorizer
    letters: TfidfVectorizer
    groups: TfidfVectorizer

    @classmethod
    def train(cls, texts: Sequence[str]) -> Wording:
        """Learns the vocabulary."""
        wording = cls(_by_words(), _by_letters(), _by_words())
        spoken = [sounds(text) for text in texts]
        wording.words.fit(spoken)
        wording.letters.fit(spoken)
        wording.groups.fit([patterns().groups_in(text) for text in spoken])
        return wording

    def features(self, texts: Sequence[str]) -> csr_matrix:
        """Shape [len(texts), vocabulary]."""
        spoken = [sounds(text) for text in texts]
        groups = self.groups.transform([patterns().groups_in(text) for text in spoken])
        return hstack([self.words.transform(spoken), self.letters.transform(spoken), groups]).tocsr()


class WordingScore:
    """The decision of a linear machine over `Wording`, term by term.

    The same number as scikit-learn's (a test holds them together), without its matrices, which are made for batches:
    for one sentence they take ten times as long.
    """

    def __init__(self, wording: Wording, machine: LinearSVC) -> None:
        """Puts each term's rarity and weight side by side."""
        self._views = []
        start = 0
        for vectorizer in (wording.words, wording.letters, wording.groups):
            size = len(vectorizer.vocabulary_)
            weights = machine.coef_[0, start : start + size].tolist()
            rarity = vectorizer.idf_.tolist()
            terms = {term: (rarity[at], weights[at]) for term, at in vectorizer.vocabulary_.items()}
            self._views.append((vectorizer.build_analyzer(), terms))
            start += size
        self._offset = float(machine.intercept_[0])

    def of(self, text: str) -> float:
        """Above 0 is danger."""
        spoken = sounds(text)
        score = self._offset
        for (analyze, terms), view in zip(self._views, (spoken, spoken, patterns().groups_in(spoken)), strict=True):
            counts = Counter(analyze(view))
            known = [(*terms[term], 1.0 + math.log(count)) for term, count in counts.items() if term in terms]
            length = math.sqrt(sum((often * rarity) ** 2 for rarity, _, often in known))
            if length:
                score += sum(often * rarity * weight for rarity, weight, often in known) / length
        return score


@dataclass(frozen=True)
class CrisisModel:
    """Danger or not, and which kind."""

    meaning: Islands
    wording: Wording
    by_wording: LinearSVC
    kind_by_meaning: LogisticRegression
    kind_by_wording: LogisticRegression

    @classmethod
    def train(cls, texts: Sequence[str], kinds: Sequence[str | None], vectors: Vectors) -> CrisisModel:
        """Learns from sentences, their danger (None for none) and their unit vectors of shape [n, dim]."""
        danger = np.array([kind is not None for kind in kinds])
        names = [kind for kind in kinds if kind is not None]
        wording = Wording.train(texts)
        features = wording.features(texts)
        weights = {True: DANGER_WEIGHT, False: 1.0}
        return cls(
            Islands.train(vectors, danger),
            wording,
            LinearSVC(C=0.5, class_weight=weights, random_state=SEED).fit(features, danger),
            LogisticRegression(C=20.0, max_iter=300, random_state=SEED).fit(vectors[danger], names),
            LogisticRegression(C=20.0, solver="liblinear", random_state=SEED).fit(features[danger], names),
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of danger it knows, in the order of `kind_shares`."""
        return tuple(str(name) for name in self.kind_by_meaning.classes_)

    @cached_property
    def _wording_score(self) -> WordingScore:
        return WordingScore(self.wording, self.by_wording)

    def danger(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Shape [n], 0..1: how dangerous each text sounds; 0.5 where both views together are undecided."""
        decision = self.meaning.decide(vectors) + np.array([self._wording_score.of(text) for text in texts])
        score: Floats = 1.0 / (1.0 + np.exp(-decision))
        return score

    def kind_shares(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Shape [n, kinds]: which kind it would be, if it is danger; each row sums to 1."""
        wording = self.kind_by_wording.predict_proba(self.wording.features(texts))
        shares: Floats = 0.5 * (self.kind_by_meaning.predict_proba(vectors) + wording)
        return shares

    def save(self, directory: Path) -> None:
        """Writes the model as plain numbers and words: loading it runs no code and takes no time."""
        vectorizers, machines = self._parts()
        arrays = {"support": self.meaning.support, "weights": self.meaning.weights}
        for name, vectorizer in vectorizers.items():
            arrays[f"{name}_idf"] = vectorizer.idf_
        for name, machine in machines.items():
            arrays[f"{name}_coef"], arrays[f"{name}_intercept"] = machine.coef_, machine.intercept_
        np.savez(directory / _ARRAYS, **arrays)
        rest = {
            "offset": self.meaning.offset,
            "vocabulary": {name: _in_order(vectorizer.vocabulary_) for name, vectorizer in vectorizers.items()},
            "kinds": list(self.kinds),
        }
        (directory / _REST).write_text(json.dumps(rest, ensure_ascii=False), encoding="utf-8")

    def _parts(self) -> tuple[dict[str, TfidfVectorizer], dict[str, Any]]:
        return (
            {"words": self.wording.words, "letters": self.wording.letters, "groups": self.wording.groups},
            {
                "by_wording": self.by_wording,
                "kind_by_meaning": self.kind_by_meaning,
                "kind_by_wording": self.kind_by_wording,
            },
        )

    @classmethod
    def load(cls, directory: Path) -> CrisisModel:
        """Restores a saved model.

        Raises:
            OSError, ValueError, KeyError: a file is missing or damaged.
        """
        rest = json.loads((directory / _REST).read_text(encoding="utf-8"))
        with np.load(directory / _ARRAYS, allow_pickle=False) as stored:
            arrays = dict(stored)
        model = cls(
            Islands(arrays["support"], arrays["weights"], rest["offset"]),
            Wording(_by_words(), _by_letters(), _by_words()),
            LinearSVC(),
            LogisticRegression(),
            LogisticRegression(solver="liblinear"),
        )
        vectorizers, machines = model._parts()
        for name, vectorizer in vectorizers.items():
            vectorizer.vocabulary_ = {term: at for at, term in enumerate(rest["vocabulary"][name])}
            vectorizer.idf_ = arrays[f"{name}_idf"]
        for name, machine in machines.items():
            machine.coef_, machine.intercept_ = arrays[f"{name}_coef"], arrays[f"{name}_intercept"]
            machine.classes_ = np.array([False, True] if name == "by_wording" else rest["kinds"])
        model.danger(["warm"], model.meaning.support[:1])  # at start, not during the first parent's message
        return model


def _by_words() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True, token_pattern=r"\w+", dtype=np.float32)


def _by_letters() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, dtype=np.float32)


def _in_order(vocabulary: dict[str, int]) -> list[str]:
    return sorted(vocabulary, key=vocabulary.__getitem__)

"""The trained part of understanding: one probability for each intent (17 needs and the dialogue acts).

A sentence is compared with every training sentence in three ways: by meaning (sentence encoder), by its words and by
its groups of letters (which carry compounds, official names and typing errors), to which the topics found in it are
added. The likenesses make one kernel, and a regularised least-squares classifier (kernel ridge regression) is solved on
it in closed form. In cross-validation it beat logistic regressions on the same features, in a tenth of their time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, lapack

from bot.nlu.language.hints import Hints
from bot.nlu.language.wording import Wording, likeness

# Weights of the kernel, its sharpness for meaning and the ridge: cross-validation on the training sentences.
MEANING_SHARE = 0.5
SHARPNESS = 3.0
RIDGE = 0.3
# 0 lets a big class count in proportion to its sentences, 1 gives every class the same say.
BALANCE = 0.25

_WEIGHTS_FILE, _WORDING_FILE, _INTENTS_FILE = "weights.npz", "wording.json", "intents.json"
_TEMPERATURES = np.geomspace(1.0, 20.0, 40)
_FLOOR = 1e-12
_NO_HINTS: list[Hints] = [{}]

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class IntentModel:
    """What was learned.

    Attributes:
        intents: the classes, in the order of the probabilities.
        anchors: vectors of the training sentences, shape [n, dim].
        by_meaning: what the likeness to each of them speaks for, shape [n, intents].
        wording: turns texts into sparse features.
        by_wording: what each of these features speaks for, shape [features, intents].
        prior: score of each intent before anything is read.
        temperature: makes scores into probabilities that are right as often as they say.
    """

    intents: tuple[str, ...]
    anchors: Matrix
    by_meaning: Matrix
    wording: Wording
    by_wording: Matrix
    prior: Matrix
    temperature: float

    @classmethod
    def train(
        cls, texts: Sequence[str], intents: Sequence[str], vectors: Matrix, hints: Sequence[Hints] | None = None
    ) -> IntentModel:
        """Learns from sentences, their intents, unit sentence vectors (shape [n, dim]) and topics (`topic_hints`).

        Raises:
            ValueError: nothing to learn from, or the arguments differ in length.
        """
        hints = _NO_HINTS * len(texts) if hints is None else hints
        if not texts or not len(texts) == len(intents) == len(vectors) == len(hints):
            raise ValueError("train() needs as many texts as intents, vectors and hints, and at least one")
        names, labels = np.unique(np.asarray(intents, dtype=str), return_inverse=True)
        anchors = np.ascontiguousarray(vectors, dtype=np.float32)
        wording = Wording.fit(texts, hints)
        features = wording.matrix(texts, hints)
        targets = np.eye(len(names), dtype=np.float32)[labels]
        prior = targets.mean(axis=0)
        kernel = _near(anchors, anchors)
        kernel *= MEANING_SHARE
        kernel += (1 - MEANING_SHARE) * likeness(features)
        importance = (1.0 / (len(names) * prior[labels])) ** BALANCE
        dual, left_out = _solve(kernel, targets - prior, RIDGE / importance)
        return cls(
            intents=tuple(str(name) for name in names),
            anchors=anchors,
            by_meaning=(MEANING_SHARE * dual).astype(np.float32),
            wording=wording,
            by_wording=np.asarray((1 - MEANING_SHARE) * (features.T @ dual), dtype=np.float32),
            prior=prior,
            temperature=_best_temperature(left_out + prior, labels),
        )

    def probabilities(
        self, texts: Sequence[str], vectors: Matrix, hints: Sequence[Hints] | None = None
    ) -> NDArray[np.float64]:
        """Shape [len(texts), len(self.intents)], each row sums to 1."""
        if not texts:
            return np.empty((0, len(self.intents)))
        hints = _NO_HINTS * len(texts) if hints is None else hints
        scores = _near(np.asarray(vectors, dtype=np.float32), self.anchors) @ self.by_meaning + self.prior
        for row, text, found in zip(scores, texts, hints, strict=True):
            columns, values = self.wording.sparse(text, found)
            row += values @ self.by_wording[columns]
        return _softmax(self.temperature * scores)

    def save(self, directory: Path) -> None:
        """Writes the model without pickle: loading it runs no code."""
        np.savez(
            directory / _WEIGHTS_FILE,
            anchors=self.anchors,
            by_meaning=self.by_meaning,
            by_wording=self.by_wording,
            prior=self.prior,
            temperature=np.float64(self.temperature),
        )
        (directory / _WORDING_FILE).write_text(json.dumps(self.wording.to_json()), encoding="utf-8")
        (directory / _INTENTS_FILE).write_text(json.dumps(self.intents), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> IntentModel:
        """Restores a saved model.

        Raises:
            OSError: a file is missing.
            ValueError: a file holds anything but numbers and words.
        """
        intents = tuple(json.loads((directory / _INTENTS_FILE).read_text(encoding="utf-8")))
        wording = Wording.from_json(json.loads((directory / _WORDING_FILE).read_text(encoding="utf-8")))
        with np.load(directory / _WEIGHTS_FILE, allow_pickle=False) as stored:
            return cls(
                intents=intents,
                anchors=stored["anchors"],
                by_meaning=stored["by_meaning"],
                wording=wording,
                by_wording=stored["by_wording"],
                prior=stored["prior"],
                temperature=float(stored["temperature"]),
            )


def _near(rows: Matrix, anchors: Matrix) -> Matrix:
    """Likeness in meaning, 0..1: falls off with the angle, so that near sentences count more than many far ones."""
    near: Matrix = rows @ anchors.T
    near -= 1.0
    near *= SHARPNESS
    return np.exp(near, out=near)


def _solve(kernel: Matrix, targets: Matrix, ridge: Matrix) -> tuple[Matrix, Matrix]:
    """Dual weights, and the scores each training sentence gets from all the others (both shape [n, classes]).

    The left-out scores come from the diagonal of the inverse: no sentence has to be left out in fact. Writes over
    `kernel`, which is big (200 MB for 7,000 sentences).
    """
    kernel[np.diag_indices_from(kernel)] += ridge
    factor = cho_factor(kernel.T, lower=True, overwrite_a=True, check_finite=False)
    dual: Matrix = cho_solve(factor, targets, check_finite=False)
    inverse, _ = lapack.spotri(factor[0], lower=True, overwrite_c=True)
    return dual, targets - dual / np.diag(inverse)[:, None]


def _best_temperature(scores: Matrix, labels: NDArray[np.int64]) -> float:
    """The factor on the scores under which the true intents are most probable."""
    rows = np.arange(len(labels))
    losses = [-np.log(_softmax(factor * scores)[rows, labels] + _FLOOR).mean() for factor in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def _softmax(scores: Matrix) -> NDArray[np.float64]:
    shifted = scores.astype(np.float64) - scores.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    probabilities: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return probabilities

"""The trained part of understanding: what a sentence is about (17 needs, the dialogue acts) and whether it is danger.

A sentence is compared with every training sentence in three ways: by meaning (sentence encoder), by its words and by
its groups of letters (which carry compounds, official names and typing errors), to which the topics found in it are
added. The likenesses make one kernel, and a regularised least-squares classifier (kernel ridge regression) is solved on
it in closed form, for all intents and the five kinds of danger at once: what is danger teaches what is no ordinary
question, and the other way round. In cross-validation it beat logistic regressions and support vector machines on the
same features, in a fraction of their time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, solve_triangular

from bot.nlu.language.acts import crisis_kind
from bot.nlu.language.hints import Hints
from bot.nlu.language.wording import Wording, add_likeness

# Weights of the kernel, its sharpness for meaning and the ridge: cross-validation on the training sentences.
MEANING_SHARE = 0.5
SHARPNESS = 3.0
RIDGE = 0.3
# 0 lets a big class count in proportion to its sentences, 1 gives every class the same say.
BALANCE = 0.25
# Directions of meaning that are kept of the encoder's 512: no loss on half a, and half the time.
DIRECTIONS = 256
# Sentences whose left-out scores set the temperature; more of them change its second digit.
LEFT_OUT = 1000
SEED = 7

_WEIGHTS_FILE, _WORDING_FILE, _CLASSES_FILE = "weights.npz", "wording.json", "classes.json"
_TEMPERATURES = np.geomspace(1.0, 20.0, 40)
_FLOOR = 1e-12

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Reading:
    """What the model says of one text.

    Attributes:
        intents: intent → probability; they sum to 1.
        dangers: kind of danger → score, about 0 for none and 1 for a sentence just like the trained ones.
    """

    intents: dict[str, float]
    dangers: dict[str, float]

    @property
    def danger(self) -> float:
        """The score of any danger at all; what speaks against one kind speaks against all, but only half as loud."""
        return sum(score if score > 0 else score / 2 for score in self.dangers.values())


@dataclass(frozen=True)
class SentenceModel:
    """What was learned.

    Attributes:
        classes: intents and `krise_<kind>`, in the order of the scores.
        axes: the kept directions of meaning, shape [dim, directions].
        anchors: vectors of the training sentences along them, shape [n, directions].
        by_meaning: what the likeness to each of them speaks for, shape [n, classes].
        wording: turns texts into sparse features.
        by_wording: what each of these features speaks for, shape [features, classes].
        prior: score of each class before anything is read.
        temperature: makes scores of intents into probabilities that are right as often as they say.
    """

    classes: tuple[str, ...]
    axes: Matrix
    anchors: Matrix
    by_meaning: Matrix
    wording: Wording
    by_wording: Matrix
    prior: Matrix
    temperature: float

    @classmethod
    def train(
        cls, texts: Sequence[str], labels: Sequence[Sequence[str]], vectors: Matrix, hints: Sequence[Hints]
    ) -> SentenceModel:
        """Learns from sentences.

        Args:
            texts: the sentences.
            labels: of each, its intent first, then a second need where it has one.
            vectors: unit sentence vectors, shape [len(texts), dim].
            hints: the topics found in each (`topic_hints`).

        Raises:
            ValueError: nothing to learn from, or the arguments differ in length.
        """
        if not texts or not len(texts) == len(labels) == len(vectors) == len(hints):
            raise ValueError("train() needs as many texts as labels, vectors and hints, and at least one")
        names = sorted({name for found in labels for name in found})
        targets = np.array([[name in found for name in names] for found in labels], dtype=np.float32)
        first = np.array([names.index(found[0]) for found in labels])
        axes = _directions(vectors)
        anchors = np.ascontiguousarray(vectors @ axes, dtype=np.float32)
        wording = Wording.fit(texts, hints)
        features = wording.matrix(texts, hints)
        prior = targets.mean(axis=0)
        kernel = _near(anchors, anchors)
        kernel *= MEANING_SHARE
        add_likeness(kernel, features, 1 - MEANING_SHARE)
        share = np.bincount(first, minlength=len(names)) / len(texts)
        importance = (1.0 / (len(names) * share[first])) ** BALANCE
        kernel[np.diag_indices_from(kernel)] += RIDGE / importance
        # the transpose of the upper triangle is the lower one, in the order of memory that LAPACK wants
        factor = cho_factor(kernel.T, lower=True, overwrite_a=True, check_finite=False)
        dual: Matrix = cho_solve(factor, targets - prior, check_finite=False)
        harmless = np.array([crisis_kind(name) is None for name in names])
        sample = _sample(harmless[first])
        return cls(
            classes=tuple(names),
            axes=axes,
            anchors=anchors,
            by_meaning=(MEANING_SHARE * dual).astype(np.float32),
            wording=wording,
            by_wording=np.asarray((1 - MEANING_SHARE) * (features.T @ dual), dtype=np.float32),
            prior=prior,
            temperature=_best_temperature(
                (_left_out(factor[0], dual, targets, sample))[:, harmless],
                np.cumsum(harmless)[first[sample]] - 1,
            ),
        )

    def read(self, texts: Sequence[str], vectors: Matrix, hints: Sequence[Hints]) -> list[Reading]:
        """What each text is; `vectors` are unit sentence vectors of shape [len(texts), dim]."""
        if not texts:
            return []
        scores = _near(np.asarray(vectors, dtype=np.float32) @ self.axes, self.anchors) @ self.by_meaning + self.prior
        readings = []
        for row, text, found in zip(scores, texts, hints, strict=True):
            columns, values = self.wording.sparse(text, found)
            readings.append(self._reading(row + values @ self.by_wording[columns]))
        return readings

    def danger_by_wording(self, text: str, hints: Hints) -> float:
        """The part of the danger score that needs no sentence vector; the rest is seldom above 0.3."""
        columns, values = self.wording.sparse(text, hints)
        dangers = [at for at, name in enumerate(self.classes) if crisis_kind(name)]
        return float((values @ self.by_wording[columns])[dangers].sum())

    def _reading(self, scores: Matrix) -> Reading:
        intents = [at for at, name in enumerate(self.classes) if not crisis_kind(name)]
        shares = _softmax(self.temperature * scores[None, intents])[0]
        return Reading(
            {self.classes[at]: share for at, share in zip(intents, shares.tolist(), strict=True)},
            {kind: float(scores[at]) for at, name in enumerate(self.classes) if (kind := crisis_kind(name))},
        )

    def save(self, directory: Path) -> None:
        """Writes the model without pickle: loading it runs no code."""
        directory.mkdir(parents=True, exist_ok=True)
        np.savez(
            directory / _WEIGHTS_FILE,
            axes=self.axes,
            anchors=self.anchors,
            by_meaning=self.by_meaning,
            by_wording=self.by_wording,
            prior=self.prior,
            temperature=np.float64(self.temperature),
        )
        (directory / _WORDING_FILE).write_text(json.dumps(self.wording.to_json()), encoding="utf-8")
        (directory / _CLASSES_FILE).write_text(json.dumps(self.classes), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> SentenceModel:
        """Restores a saved model.

        Raises:
            OSError: a file is missing.
            ValueError: a file holds anything but numbers and words.
        """
        classes = tuple(json.loads((directory / _CLASSES_FILE).read_text(encoding="utf-8")))
        wording = Wording.from_json(json.loads((directory / _WORDING_FILE).read_text(encoding="utf-8")))
        with np.load(directory / _WEIGHTS_FILE, allow_pickle=False) as stored:
            matrices = {name: stored[name] for name in ("axes", "anchors", "by_meaning", "by_wording", "prior")}
            return cls(classes=classes, wording=wording, temperature=float(stored["temperature"]), **matrices)


def _directions(vectors: Matrix) -> Matrix:
    """The directions in which the sentences differ most, shape [dim, at most DIRECTIONS]."""
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(axes[:, ::-1][:, :DIRECTIONS], dtype=np.float32)


def _near(rows: Matrix, anchors: Matrix) -> Matrix:
    """Likeness in meaning, 0..1: falls off with the angle, so that near sentences count more than many far ones."""
    near: Matrix = rows @ anchors.T
    near -= 1.0
    near *= SHARPNESS
    return np.exp(near, out=near)


def _sample(usable: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Some of the usable sentences, always the same ones."""
    rows = np.flatnonzero(usable)
    return np.sort(np.random.default_rng(SEED).permutation(rows)[:LEFT_OUT])


def _left_out(factor: Matrix, dual: Matrix, targets: Matrix, rows: NDArray[np.intp]) -> Matrix:
    """The scores each of `rows` gets from all the other sentences, shape [len(rows), classes].

    They come from the diagonal of the kernel's inverse: no sentence has to be left out in fact.
    """
    unit = np.zeros((len(factor), len(rows)), dtype=np.float32)
    unit[rows, np.arange(len(rows))] = 1.0
    half = solve_triangular(factor, unit, lower=True, overwrite_b=True, check_finite=False)
    scores: Matrix = targets[rows] - dual[rows] / np.square(half).sum(axis=0)[:, None]
    return scores


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

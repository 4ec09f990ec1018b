"""Danger in a message: which of five kinds, looked for in the whole and in every clause. Recall comes first.

Two parts look independently and either is enough: patterns that staff can read (crisis_patterns.yml), and a scorer
trained on the crisis sentences against everything else, among it hundreds of sentences that only sound dangerous.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.nlu.language.acts import CRISIS_KINDS
from bot.nlu.language.clauses import split
from bot.nlu.language.crisis_model import CrisisModel
from bot.nlu.language.crisis_patterns import patterns, sounds

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

# How dangerous the whole message, or one clause of it, must sound to count. A clause has less to go by and there are
# many of them, so it must sound worse. Set by 5-fold cross-validation on the training sentences.
WHOLE: Final = 0.48
CLAUSE: Final = 0.75
# What the part must sound worse by when a harmless phrase of the patterns (a course, "früher", "haha") stands in it.
CALMED: Final = 0.42
# The same for a phrase that speaks against another kind of danger than the one found.
CALMED_ELSEWHERE: Final = 0.15
_SENTENCE_END: Final = re.compile(r"[.!?…;\n]+")
# With nearly equal shares the more urgent kind wins.
_URGENCY: Final = {"medizin": 0.05, "suizid": 0.05, "gewalt": 0.02, "kindeswohl": 0.02, "ueberlastung": 0.0}


@dataclass(frozen=True)
class CrisisFinding:
    """A danger that was found.

    Attributes:
        kind: medizin, gewalt, kindeswohl, suizid or ueberlastung.
        score: 0..1; 1 for a pattern.
        reason: "muster" or "gelernt", for those who review.
    """

    kind: str
    score: float
    reason: str


@dataclass(frozen=True)
class CrisisDetector:
    """Patterns and the trained scorer."""

    model: CrisisModel
    encode: Encode

    @classmethod
    def train(cls, examples: Sequence[tuple[str, str | None]], encode: Encode) -> CrisisDetector:
        """Learns from (sentence, kind or None); about 20 seconds for 7,000 sentences."""
        # What a pattern takes for danger is found anyway; as an example of harmlessness it would only confuse.
        kept = [(text, kind) for text, kind in examples if kind or by_pattern(message_parts(text)) is None]
        texts = [text for text, _ in kept]
        return cls(CrisisModel.train(texts, [kind for _, kind in kept], encode(texts)), encode)

    def detect(self, text: str, vectors: NDArray[np.float32] | None = None) -> CrisisFinding | None:
        """The danger in a message, or None.

        Args:
            text: clean text.
            vectors: of the message and then of each clause (`clauses.split`), if somebody has them already.
        """
        parts = message_parts(text)
        if kind := by_pattern(parts):
            return CrisisFinding(kind, 1.0, "muster")
        if vectors is None or len(vectors) != len(parts):
            vectors = self.encode(parts)
        return self._learned(parts, vectors)

    def _learned(self, parts: Sequence[str], vectors: NDArray[np.float32]) -> CrisisFinding | None:
        """The part furthest above its threshold; one with something harmless beside the danger must be clearer."""
        scores = self.model.danger(parts, vectors)
        for part in above_threshold(scores):
            shares = self.model.kind_shares([parts[part]], vectors[part : part + 1])[0]
            kind = most_urgent(dict(zip(self.model.kinds, shares.tolist(), strict=True)))
            if scores[part] >= threshold(part) + calming(kind, parts[part]):
                return CrisisFinding(kind, round(float(scores[part]), 3), "gelernt")
        return None

    def save(self, directory: Path) -> None:
        """Writes what was learned."""
        self.model.save(directory)
        (directory / "crisis.json").write_text(json.dumps({"whole": WHOLE, "clause": CLAUSE}), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path, encode: Encode) -> CrisisDetector:
        """Restores what was learned."""
        return cls(CrisisModel.load(directory), encode)


def message_parts(text: str) -> list[str]:
    """The whole message first, then its clauses if it has more than one."""
    clauses = split(text)
    return [text] if len(clauses) < 2 and clauses in ([], [text]) else [text, *clauses]


def by_pattern(parts: Sequence[str]) -> str | None:
    """The kind of the first pattern in the whole message (part 0), a sentence or a clause of it.

    Something harmless takes it back only in the piece where it stands: "Ich suche einen Kurs. Er schlägt mich." is one.
    """
    sentences = [sentence for sentence in _SENTENCE_END.split(parts[0]) if len(sentence) < len(parts[0])]
    return next((kind for part in (*parts, *sentences) if (kind := patterns().kind_of(part))), None)


def calming(kind: str, text: str) -> float:
    """How much worse a text must sound because something harmless stands in it."""
    spoken = sounds(text)
    if patterns().calms(kind, spoken):
        return CALMED
    return CALMED_ELSEWHERE if any(patterns().calms(other, spoken) for other in CRISIS_KINDS) else 0.0


def threshold(part: int) -> float:
    """How dangerous part `part` of a message must sound; part 0 is the whole."""
    return WHOLE if part == 0 else CLAUSE


def above_threshold(scores: Sequence[float] | NDArray[np.float64]) -> list[int]:
    """The parts of a message that reach their threshold, the one furthest above it first."""
    over = {part: float(score) - threshold(part) for part, score in enumerate(scores)}
    return sorted((part for part in over if over[part] >= 0), key=lambda part: -over[part])


def most_urgent(shares: dict[str, float]) -> str:
    """The likeliest kind; among nearly equal ones the most urgent."""
    return max(shares, key=lambda kind: shares[kind] + _URGENCY.get(kind, 0.0))

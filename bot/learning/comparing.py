"""Old model against new: what changed, need by need and sentence by sentence. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

QUESTIONS: Final[Mapping[str, str]] = {
    "akt": "Handlung erkannt",
    "bedarf1": "wichtigster Bedarf erkannt",
    "bedarf3": "Bedarf unter den ersten dreien",
    "gefahr": "Gefahr erkannt",
    "art": "Art der Gefahr erkannt",
    "fehlalarm": "kein falscher Alarm",
    "alter": "Alter genau",
    "ort": "Ort erkannt",
    "sprache": "Sprache erkannt",
}
"""What is asked of each sentence; every share is one of right answers."""
_SHOWN: Final = ("bedarf1", "akt", "gefahr", "art", "fehlalarm")
"""A sentence is a gain or a loss if one of these changed."""


@dataclass(frozen=True)
class Judged:
    """What a model made of one sentence.

    Attributes:
        need: the labelled first need, "" without one.
        right: question to right or wrong; only what the sentence poses.
        got: intent, or the kind of danger as `krise_…`.
    """

    id: str
    text: str
    need: str
    wanted: str
    got: str
    right: Mapping[str, bool]


@dataclass(frozen=True)
class Figure:
    """Right answers of both models, out of `of`; `name` is a question of `QUESTIONS` or a need."""

    name: str
    old: int
    new: int
    of: int

    @property
    def worse(self) -> bool:
        """The new model gives fewer right answers."""
        return self.new < self.old


@dataclass(frozen=True)
class Change:
    """A sentence that one of the models answered wrongly and the other rightly; keys of intents."""

    text: str
    wanted: str
    old: str
    new: str


@dataclass(frozen=True)
class Lesson:
    """One of the corrected sentences themselves; `learned` if the new model gets it right."""

    text: str
    wanted: str
    old: str
    new: str
    learned: bool


@dataclass(frozen=True)
class Comparison:
    """Everything a person needs to decide."""

    overall: tuple[Figure, ...]
    needs: tuple[Figure, ...]
    gains: tuple[Change, ...]
    losses: tuple[Change, ...]
    lessons: tuple[Lesson, ...]

    @property
    def worse(self) -> tuple[Figure, ...]:
        """Where the new model is worse, overall first."""
        return tuple(figure for figure in (*self.overall, *self.needs) if figure.worse)

    def to_json(self) -> dict[str, Any]:
        """For the database; `from_json` reads it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Comparison:
        """What `to_json` wrote."""
        return cls(
            tuple(Figure(**row) for row in data["overall"]),
            tuple(Figure(**row) for row in data["needs"]),
            tuple(Change(**row) for row in data["gains"]),
            tuple(Change(**row) for row in data["losses"]),
            tuple(Lesson(**row) for row in data["lessons"]),
        )


def compare(
    old: Sequence[Judged], new: Sequence[Judged], old_lessons: Sequence[Judged], new_lessons: Sequence[Judged]
) -> Comparison:
    """Both models on the same sentences, in the same order; lessons are what the new one was taught."""
    gains, losses = [], []
    for before, after in zip(old, new, strict=True):
        if any(after.right.get(question) and not right for question, right in _shown(before)):
            gains.append(_change(before, after))
        if any(right and not after.right.get(question, True) for question, right in _shown(before)):
            losses.append(_change(before, after))
    return Comparison(
        tuple(
            Figure(question, _right(old, question), _right(new, question), _asked(old, question))
            for question in QUESTIONS
            if _asked(old, question)
        ),
        _by_need(old, new),
        tuple(gains),
        tuple(losses),
        tuple(
            Lesson(after.text, after.wanted, before.got, after.got, after.got == after.wanted)
            for before, after in zip(old_lessons, new_lessons, strict=True)
        ),
    )


def _by_need(old: Sequence[Judged], new: Sequence[Judged]) -> tuple[Figure, ...]:
    of = Counter(judged.need for judged in old if judged.need and "bedarf1" in judged.right)
    right_old, right_new = (
        Counter(judged.need for judged in judgements if judged.need and judged.right.get("bedarf1"))
        for judgements in (old, new)
    )
    return tuple(Figure(need, right_old[need], right_new[need], of[need]) for need in sorted(of))


def _shown(judged: Judged) -> list[tuple[str, bool]]:
    return [(question, judged.right[question]) for question in _SHOWN if question in judged.right]


def _right(judgements: Sequence[Judged], question: str) -> int:
    return sum(judged.right.get(question, False) for judged in judgements)


def _asked(judgements: Sequence[Judged], question: str) -> int:
    return sum(question in judged.right for judged in judgements)


def _change(before: Judged, after: Judged) -> Change:
    return Change(after.text, after.wanted, before.got, after.got)

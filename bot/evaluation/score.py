"""Counts what a system gets right. Pure: the system is a function, its answer a dictionary."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.evaluation.messages import Message
from bot.nlu.language.acts import NEEDS

Understood = dict[str, Any]
DISTRICT: Final = "03151"
ALL: Final = frozenset(
    ("sprache", "akt", "bedarf1", "bedarf3", "f1", "alter", "ort", "gefahr", "art", "fehlalarm", "angebot3")
)
"""Everything that is counted; a system may be able to do less."""
NO_DANGER: Final = "keine"


@dataclass(frozen=True)
class System:
    """What is measured.

    Attributes:
        understand: text to the chat contract's `understood` plus `ranking` (intents, best first); this is timed.
        offers: text and understood to the ids of the first three offers, best first.
        abilities: which of `ALL` it can do; the others are left out, not counted as errors.
    """

    understand: Callable[[str], Understood]
    offers: Callable[[str, Understood], Sequence[str]]
    abilities: frozenset[str] = ALL


@dataclass
class Score:
    """Hits and counts of one run over messages.

    Attributes:
        confusions: (question, label, answer) to number of messages.
        errors: one readable entry a message with a mistake.
    """

    hits: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    needs_right: int = 0
    needs_named: int = 0
    needs_labelled: int = 0
    milliseconds: list[float] = field(default_factory=list)
    confusions: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def share(self, name: str) -> float | None:
        """Between 0 and 1; None if nothing was counted. For `f1` the harmonic mean of precision and recall."""
        if name == "f1":
            both = self.needs_named + self.needs_labelled
            return 2 * self.needs_right / both if self.of["f1"] and both else None
        return self.hits[name] / self.of[name] if self.of[name] else None


def evaluate(messages: Iterable[Message], system: System) -> Score:
    """Asks the system about every message and counts."""
    score = Score()
    for message in messages:
        started = time.perf_counter()
        got = system.understand(message["text"])
        score.milliseconds.append((time.perf_counter() - started) * 1000)
        judged = {name: verdict for name, verdict in verdicts(message, got, system).items() if name in system.abilities}
        for name, right in judged.items():
            score.of[name] += 1
            # a false alarm is counted when it happens, the others when they are right
            score.hits[name] += (not right) if name == "fehlalarm" else right
        score.confusions.update(
            (question, soll, ist) for question, soll, ist in _confusable(message, got) if judged.get(question) is False
        )
        if message["act"] == "angebot_suchen" and "f1" in system.abilities:
            score.of["f1"] += 1
            score.needs_right += len(set(message["needs"]) & set(got["needs"]))
            score.needs_named += len(set(got["needs"]))
            score.needs_labelled += len(set(message["needs"]))
        wrong = [name for name, right in judged.items() if not right]
        if wrong:
            score.errors.append(
                f"{message['id']} {','.join(wrong)}: {message['text']!r}\n"
                f"    soll {_short(message)}\n    ist  {_short(got)}"
            )
    return score


def verdicts(message: Message, got: Understood, system: System) -> dict[str, bool]:
    """Question (one of `ALL`, without `f1`) to right or wrong, for the questions this message poses."""
    right = {
        "sprache": got["language"] == message.get("language", "de"),
        "akt": got["act"] == message["act"],
        "alter": _ages(got["children"]) == _ages(message["children"]),
        "ort": _place(got["place"]) == message["place"],
    }
    if message["crisis"]:
        # after danger comes the emergency text, whatever the need
        return right | {"gefahr": bool(got["crisis"]), "art": got["crisis"] == message["crisis"]}
    right["fehlalarm"] = not got["crisis"]
    if message["needs"]:
        right["bedarf1"] = _first_need(got) == message["needs"][0]
        right["bedarf3"] = message["needs"][0] in _three_needs(got)
    if message["offers"] and "angebot3" in system.abilities:
        right["angebot3"] = bool(set(system.offers(message["text"], got)) & set(message["offers"]))
    return right


def _confusable(message: Message, got: Understood) -> list[tuple[str, str, str]]:
    danger = (message["crisis"] or NO_DANGER, got["crisis"] or NO_DANGER)
    pairs = [("akt", message["act"], got["act"]), ("fehlalarm", *danger), ("art", *danger)]
    if message["needs"]:
        pairs.append(("bedarf1", message["needs"][0], _first_need(got)))
    return pairs


def _first_need(got: Understood) -> str:
    return str(got["needs"][0] if got["needs"] else got["intent"])


def _three_needs(got: Understood) -> list[str]:
    ranked = [*got["needs"], *(name for name in got["ranking"] if name in NEEDS)]
    return list(dict.fromkeys(ranked))[:3]


def _ages(children: Sequence[dict[str, Any]]) -> list[list[int]]:
    return sorted(list(child["age_months"]) for child in children)


def _place(place: dict[str, str] | None) -> str | None:
    if place is None:
        return None
    return place["key"] if place["key"].startswith(DISTRICT) else "ausserhalb"


def _short(row: dict[str, Any]) -> dict[str, Any]:
    place = row["place"]
    return {
        "act": row["act"],
        "needs": row["needs"],
        "children": _ages(row["children"]),
        "place": place if isinstance(place, str) else _place(place),
        "crisis": row["crisis"],
    }

"""The tables of `make eval`, in Markdown and German. Pure: scores in, text out."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.evaluation.score import Score
from texts import LANGUAGE_NAMES

SHARES: Final = {
    "akt": "Akt",
    "bedarf1": "erster Bedarf",
    "bedarf3": "unter dreien",
    "f1": "Bedarfe F1",
    "alter": "Alter genau",
    "ort": "Ort",
    "gefahr": "Gefahr erkannt",
    "art": "Art der Gefahr",
    "fehlalarm": "Fehlalarm",
    "angebot3": "Angebot unter dreien",
}
FIGURES: Final = ("ms je Nachricht", "Training s", "Training MiB", "Betrieb MiB")
LANGUAGE_SHARES: Final = {
    "sprache": "Sprache erkannt",
    **{name: SHARES[name] for name in ("akt", "bedarf1", "alter", "ort")},
}
LANGUAGE_COUNTS: Final = {name: SHARES[name] for name in ("gefahr", "fehlalarm")}
COUNTED: Final = "gezählt an"
QUESTIONS: Final = {"bedarf1": "erster Bedarf", "akt": "Akt", "art": "Art der Gefahr", "fehlalarm": "Fehlalarm"}
MOST_FREQUENT: Final = 8
"""Confusions shown of each question."""


@dataclass(frozen=True)
class Row:
    """One line of the main table; None where nothing was measured."""

    name: str
    score: Score
    training_seconds: float | None = None
    training_mib: float | None = None
    memory_mib: float | None = None


def main_table(rows: Sequence[Row]) -> str:
    """One line a system, and below how many messages of the first system's run each share was counted on."""
    lines = []
    for row in rows:
        figures = [
            decimal(statistics.median(row.score.milliseconds)) if row.score.milliseconds else "–",
            *(whole(value) for value in (row.training_seconds, row.training_mib, row.memory_mib)),
        ]
        lines.append([row.name, *(percent(row.score.share(name)) for name in SHARES), *figures])
    counts = [str(rows[0].score.of[name] or "–") for name in SHARES]
    lines.append([COUNTED, *counts, *("" for _ in FIGURES)])
    return _table(["", *SHARES.values(), *FIGURES], lines)


def confusion_table(rows: Sequence[Row]) -> str:
    """The most frequent confusions of the first row, question by question, and how often the others make them."""
    lines = []
    for question, heading in QUESTIONS.items():
        own = [(pair, count) for pair, count in rows[0].score.confusions.items() if pair[0] == question]
        # by name where equally often, so that the same figures give the same table
        for pair, _ in sorted(own, key=lambda item: (-item[1], item[0]))[:MOST_FREQUENT]:
            counts = [str(row.score.confusions[pair]) for row in rows]
            lines.append([heading, *(f"`{name}`" for name in pair[1:]), *counts])
    return _table(["", "soll", "ist", *(row.name for row in rows)], lines)


def language_table(scores: Mapping[str, Score]) -> str:
    """One line a language key."""
    lines = []
    for key, score in scores.items():
        # a language has one or two dangerous messages: a percentage would promise too much
        counts = [f"{score.hits[name]} von {score.of[name]}" for name in LANGUAGE_COUNTS]
        shares = [percent(score.share(name)) for name in LANGUAGE_SHARES]
        lines.append([LANGUAGE_NAMES.get(key, key), str(len(score.milliseconds)), *shares, *counts])
    return _table(["", "Nachrichten", *LANGUAGE_SHARES.values(), *LANGUAGE_COUNTS.values()], lines)


def percent(share: float | None) -> str:
    """`0.932` → `93,2 %`; None → `–`."""
    return "–" if share is None else f"{decimal(share * 100)} %"


def decimal(value: float) -> str:
    """One digit after a comma."""
    return f"{value:.1f}".replace(".", ",")


def whole(value: float | None) -> str:
    """A rounded figure; None → `–`."""
    if value is None:
        return "–"
    return "unter 1" if value < 1 else f"{value:.0f}"


def _table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [headings, ["---"] * len(headings), *lines]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)

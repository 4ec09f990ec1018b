"""Asks one model about half a of the evaluation and about the lessons: `python -m bot.learning.measuring MODEL OUT`.

A process of its own: Rasa and the model would stay in memory. What to ask comes as JSON on standard input:
`{"lessons": [{"text": "…", "intent": "…"}], "messages": true}`. Half b is never read: a set of sentences that something
is decided with measures nothing any more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from bot.evaluation.messages import Message, german
from bot.evaluation.score import ALL, System, Understood, verdicts
from bot.evaluation.understanding import from_lotte, quiet, understanding
from bot.learning.comparing import Judged
from bot.learning.intents import crisis_intent, got_intent

_HALF: Final = "a"


def main(model: str, out: str) -> int:
    """Writes `{"messages": […], "lessons": […]}` (rows of `Judged`) to `out`."""
    quiet()
    asked = json.load(sys.stdin)
    understand = understanding(Path(model))

    def answer(text: str) -> Understood:
        return from_lotte(understand(text))

    system = System(answer, lambda *_: (), ALL - {"angebot3"})
    result = {
        "messages": [asdict(judge(message, system)) for message in german(_HALF) if asked["messages"]],
        "lessons": [asdict(judge_lesson(lesson, answer(lesson["text"]))) for lesson in asked["lessons"]],
    }
    Path(out).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return 0


def judge(message: Message, system: System) -> Judged:
    """One message of the evaluation."""
    got = system.understand(message["text"])
    right = verdicts(message, got, system)
    needs: Sequence[str] = message["needs"]
    wanted = crisis_intent(message["crisis"]) if message["crisis"] else needs[0] if needs else message["act"]
    return Judged(message["id"], message["text"], needs[0] if needs else "", wanted, got_intent(got), right)


def judge_lesson(lesson: dict[str, str], got: Understood) -> Judged:
    """One of the sentences that were taught, e.g. `{"text": "…", "intent": "wohnen_alltag"}`."""
    return Judged("", lesson["text"], "", lesson["intent"], got_intent(got), {})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

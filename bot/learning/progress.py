"""How far a trial is: read from what the training prints, and between its lines from the clock."""

from __future__ import annotations

import threading
import time
from typing import Final

from bot.memory.database import MemoryUnavailable
from bot.memory.reviewing.learning_runs import LearningRuns

_TICK_SECONDS: Final = 2.0
_EXPECTED_SECONDS: Final = 240.0
"""Of one training on two cores that do something else too; only the bar depends on it."""
#: What Rasa prints when it begins with a part, and what that means; the share of the whole trial it is done with then.
_LINES: Final = (
    ("Starting to train component 'MessageClassifier'", "Das Verstehen wird trainiert", 0.35, 0.75),
    ("Finished training component 'MessageClassifier'", "Die Gesprächsregeln werden trainiert", 0.75, 0.8),
)


class Progress:
    """Writes step and share of one trial; the share creeps on within a step."""

    def __init__(self, runs: LearningRuns, run_id: int) -> None:
        self._runs, self._run_id = runs, run_id
        self._now: tuple[str, float, float, float] = ("wird vorbereitet", 0.0, 0.02, time.monotonic())
        threading.Thread(target=self._tick, daemon=True).start()

    def step(self, name: str, first: float, last: float) -> None:
        """A new step, which takes the trial from the share `first` to `last`."""
        self._now = (name, first, last, time.monotonic())
        self._write()

    def hear(self, line: str) -> None:
        """A line of the training's output."""
        for word, name, first, last in _LINES:
            if word in line and self._now[0] != name and first >= self._now[1]:
                self.step(name, first, last)

    def share(self, now: float) -> float:
        """0 to 1 at `now` (seconds, monotonic): never at the end of a step before it has ended."""
        _, first, last, since = self._now
        part = (now - since) / (_EXPECTED_SECONDS * (last - first))
        return first + (last - first) * min(part, 0.95)

    def _tick(self) -> None:
        while True:
            time.sleep(_TICK_SECONDS)
            self._write()

    def _write(self) -> None:
        try:
            self._runs.progress(self._run_id, self._now[0], self.share(time.monotonic()))
        except MemoryUnavailable:
            return  # a bar that stands still for a moment is no reason to stop

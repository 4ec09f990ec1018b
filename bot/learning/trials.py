"""Trying out what the basket holds: starting a trial, ending it, and what may be taken over or taken back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from bot.learning.additions import NOTHING, Additions
from bot.learning.errors import RunRefused
from bot.learning.example import examples_of
from bot.learning.lock import TrialLock
from bot.memory.reviewing.basket import OPEN, TAKEN_OVER, Basket
from bot.memory.reviewing.learning_runs import LearningRuns, RunRow, RunState
from bot.model import addition_files, model_path
from bot.settings import Settings

_RESTARTED: Final = "Lotte wurde beendet, während ausprobiert wurde. Am Betrieb hat sich nichts geändert."
_NOTHING_OPEN: Final = "Im Korb ist nichts, woraus ein Modell lernen kann."
_NOT_READY: Final = "Dieses Modell ist nicht fertig, oder es ist schon im Betrieb."
_OUTDATED: Final = (
    "Seit diesem Versuch haben sich die Daten oder das Modell im Betrieb geändert. Bitte probieren Sie es neu aus."
)
_NO_FORMER: Final = "Es gibt kein voriges Modell, zu dem man zurückkehren könnte."


class Trials:
    """The trials of one installation; may be shared between threads."""

    def __init__(self, settings: Settings, engine: sa.Engine) -> None:
        """`engine`: of the conversations, migrated."""
        # Rasa may run in another folder
        self._settings = settings.copy(update={"var": settings.var.resolve(), "models": settings.models.resolve()})
        self._additions = Additions(settings.var)
        self._lock = TrialLock(settings.var)
        self._basket = Basket(engine)
        self.runs = LearningRuns(engine)

    def start(self, who: str) -> int:
        """Trains a candidate from all open corrections, in the background; returns the trial's id.

        Raises:
            RunRefused: nothing to learn, or another trial is running.
        """
        open_ones = [row for row in self._basket.open() if row.right.intent]
        if not open_ones:
            raise RunRefused(_NOTHING_OPEN)
        with self._lock.reserved() as start_process:
            self._settle()
            self._tidy()
            run_id = self.runs.begin(who, [row.id for row in open_ones], self.present_model().name)
            self._additions.write(str(run_id), examples_of(open_ones))
            start_process([sys.executable, "-m", "bot.learning.worker", str(run_id)], self._environment())
        return run_id

    def settle(self) -> None:
        """Trials whose process is gone have failed: to be called before anybody looks at them."""
        if not self._lock.held():
            self._settle()

    def cancel(self, run_id: int, who: str) -> None:
        """Ends a running trial; what it has made is thrown away."""
        self.runs.fail(run_id, f"Abgebrochen von {who}.")
        self._lock.stop()

    def shut_down(self) -> None:
        """Lotte ends: a trial that runs ends too, and says so."""
        if self._lock.stop():
            self._settle()

    def candidate(self, run_id: int) -> Path:
        """The model of a trial that may be taken over.

        Raises:
            RunRefused: it is not ready, or was compared with something else than what is in service now.
        """
        run = self.runs.get(run_id)
        if run is None or run.state is not RunState.FERTIG:
            raise RunRefused(_NOT_READY)
        model = model_path(self._settings.models, self._additions.folder(str(run_id)))
        if run.former_model != self.present_model().name or run.model != model.name or not model.exists():
            raise RunRefused(_OUTDATED)
        return model

    def taken_over(self, run_id: int) -> None:
        """The candidate is in service: it stays so after a restart, and its corrections leave the basket."""
        run = self.runs.get(run_id)
        assert run is not None
        self._additions.take(str(run_id))
        self.runs.move(run_id, RunState.FERTIG, RunState.UEBERNOMMEN)
        self._basket.mark(run.corrections, TAKEN_OVER)

    def present_run(self) -> RunRow | None:
        """The trial whose model is in service; None if it is the one of `data/nlu/` alone."""
        state = self._additions.present()
        return None if state == NOTHING else self.runs.get(int(state))

    def former(self) -> Path:
        """The model to which one can return; the file may be gone after an update.

        Raises:
            RunRefused: nothing was taken over.
        """
        state = self._additions.former()
        if state is None:
            raise RunRefused(_NO_FORMER)
        return model_path(self._settings.models, self._additions.folder(state))

    def can_go_back(self) -> bool:
        """Whether something was taken over that can be taken back."""
        return self._additions.former() is not None

    def taken_back(self) -> None:
        """The former model is in service again; the corrections are open as before."""
        run, state = self.present_run(), self._additions.former()
        assert state is not None
        self._additions.take(state)
        if run is not None:
            self.runs.move(run.id, RunState.UEBERNOMMEN, RunState.ZURUECKGENOMMEN)
            self._basket.mark(run.corrections, OPEN)

    def _settle(self) -> None:
        for run in self.runs.in_state(RunState.LAEUFT):
            self.runs.fail(run.id, _RESTARTED)

    def _tidy(self) -> None:
        """Throws away candidates nobody took over: 65 MB each."""
        former = self._additions.former()
        kept = {self.present_model(), model_path(self._settings.models, self._additions.folder(former or NOTHING))}
        for state in (RunState.FERTIG, RunState.ZURUECKGENOMMEN, RunState.GESCHEITERT):
            for run in self.runs.in_state(state):
                own = self._additions.folder(str(run.id))
                # a trial that failed after its training has not told the name of its model
                model = self._settings.models / run.model if run.model else model_path(self._settings.models, own)
                if (run.model or addition_files(own)) and model not in kept:
                    model.unlink(missing_ok=True)
        self._additions.tidy()

    def present_model(self) -> Path:
        """The model that is in service, or will be after the next start."""
        return model_path(self._settings.models, self._additions.link)

    def _environment(self) -> dict[str, str]:
        settings = self._settings
        own = {"LOTTE_VAR": str(settings.var), "LOTTE_MODELS": str(settings.models)}
        return {**os.environ, **own, **({"DATABASE_URL": settings.database_url} if settings.database_url else {})}

"""The process of one trial: trains a candidate, measures old and new. `python -m bot.learning.worker RUN`.

Started by the team's pages with low priority. Ends itself when whoever started it is gone: nobody would look at it.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.evaluation.messages import evaluation_hash
from bot.learning.additions import Additions
from bot.learning.comparing import Judged, compare
from bot.learning.errors import LearningError
from bot.learning.progress import Progress
from bot.memory.database import open_engine
from bot.memory.reviewing.basket import Basket
from bot.memory.reviewing.learning_runs import LearningRuns, RunRow
from bot.model import TrainingFailed, ensure_model
from bot.settings import ROOT, Settings, load_settings

logger = logging.getLogger(__name__)

_NICENESS: Final = 10
_WATCH_SECONDS: Final = 2.0
_FAILED: Final = "Das Ausprobieren ist fehlgeschlagen. Am Betrieb hat sich nichts geändert."


def main(run_id: int) -> int:
    """1 if the trial failed; its row says why."""
    _end_with(os.getppid())
    os.nice(_NICENESS)
    settings = load_settings()
    engine = open_engine(settings.conversations_url)
    runs = LearningRuns(engine)
    run = runs.get(run_id)
    assert run is not None
    try:
        model, result = _try(settings, run, Basket(engine), Progress(runs, run_id))
        runs.finish(run_id, model.name, result)
        return 0
    except (LearningError, TrainingFailed) as error:
        runs.fail(run_id, str(error))
    except Exception:  # the process's edge: a trial must not stay "running" for ever
        logger.exception("Trial %s failed", run_id)
        runs.fail(run_id, _FAILED)
    return 1


def _try(settings: Settings, run: RunRow, basket: Basket, progress: Progress) -> tuple[Path, Mapping[str, Any]]:
    additions = Additions(settings.var)
    lessons = [
        {"text": row.sentence, "intent": row.right.intent} for row in basket.some(run.corrections) if row.right.intent
    ]
    old = settings.models / run.former_model
    if not old.exists():
        raise LearningError("Das jetzige Modell liegt nicht mehr im Ordner für Modelle. Bitte starten Sie Lotte neu.")
    progress.step("Die Sätze werden gelesen", 0.02, 0.35)
    candidate = ensure_model(settings.models, additions.folder(str(run.id)), progress.hear)
    progress.step("Der jetzige Stand wird gemessen", 0.8, 0.9)
    old_messages, old_lessons = _measured(old, lessons, settings.var)
    progress.step("Der Kandidat wird gemessen", 0.9, 1.0)
    new_messages, new_lessons = _measured(candidate, lessons, settings.var)
    return candidate, compare(old_messages, new_messages, old_lessons, new_lessons).to_json()


def _measured(model: Path, lessons: Sequence[Mapping[str, str]], var: Path) -> tuple[list[Judged], list[Judged]]:
    """What the model makes of half a and of the lessons; half a is kept, the model in service is asked every time."""
    kept = var / "lernen" / "messungen" / f"{model.name.removesuffix('.tar.gz')}-{evaluation_hash()}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        out = Path(folder) / "messung.json"
        subprocess.run(
            [sys.executable, "-m", "bot.learning.measuring", str(model), str(out)],
            input=json.dumps({"lessons": list(lessons), "messages": not kept.exists()}).encode(),
            cwd=ROOT,
            env={**os.environ, **_QUIET},
            check=True,
        )
        asked = json.loads(out.read_text(encoding="utf-8"))
        if not kept.exists():
            out.replace(kept)
    messages = json.loads(kept.read_text(encoding="utf-8"))["messages"]
    return [Judged(**row) for row in messages], [Judged(**row) for row in asked["lessons"]]


_QUIET: Final = {
    "RASA_TELEMETRY_ENABLED": "false",
    "LOG_LEVEL": "WARNING",
    "PYTHONWARNINGS": "ignore",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


def _end_with(parent: int) -> None:
    """Ends this process and all it has started as soon as `parent` is no longer its parent."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_SECONDS)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

"""Trains the Rasa pipelines that are compared, Lotte's own and Rasa's default, on the same sentences."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot import rasa_patches
from bot.evaluation.score import ALL
from bot.evaluation.understanding import quiet
from bot.model import fingerprint, learning_pins
from bot.settings import ROOT
from scripts.evaluation.fresh import in_fresh_process, peak_mib


@dataclass(frozen=True)
class Pipeline:
    """A Rasa configuration and what can be compared of it.

    Attributes:
        stock: its answer is an intent with its ranking and nothing else.
    """

    config: Path
    stock: bool
    abilities: frozenset[str]


LOTTE: Final = Pipeline(ROOT / "config.yml", stock=False, abilities=ALL)
RASA_DEFAULT: Final = Pipeline(
    Path(__file__).parent.parent / "rasa_default.yml", stock=True, abilities=ALL - {"sprache", "alter", "ort"}
)


@dataclass(frozen=True)
class Training:
    """One training: the archive, how long it took (without Python's start), the most memory the process ever had."""

    model: Path
    seconds: float
    peak_mib: float


def trained(pipeline: Pipeline, folder: Path, epochs: int | None = None) -> Training:
    """The training in `folder` that fits the sources; made now, in a fresh process, if there is none.

    Args:
        pipeline: what to train.
        folder: where trainings are looked for and kept.
        epochs: times DIET goes through the sentences, if not as often as its configuration says.

    Raises:
        RuntimeError: Rasa made no model; its own output says why.
    """
    name = f"{pipeline.config.stem}-{_key(pipeline)}" + (f"-{epochs}" if epochs else "")
    model, record = folder / f"{name}.tar.gz", folder / f"{name}.json"
    if not record.exists():
        folder.mkdir(parents=True, exist_ok=True)
        seconds, peak = in_fresh_process(_train, pipeline, folder, name, epochs)
        # written last: a training that was interrupted counts as none
        record.write_text(json.dumps({"seconds": seconds, "peak_mib": peak}), encoding="utf-8")
    return Training(model, **json.loads(record.read_text(encoding="utf-8")))


def _key(pipeline: Pipeline) -> str:
    """Changes with everything the training depends on."""
    if not pipeline.stock:
        return fingerprint()
    digest = hashlib.sha256()
    digest.update(learning_pins())
    for path in (pipeline.config, *sorted((ROOT / "data" / "nlu").rglob("*.yml"))):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _train(pipeline: Pipeline, folder: Path, name: str, epochs: int | None) -> tuple[float, float]:
    """Trains language understanding alone; seconds without Python's start, and MiB at the peak."""
    quiet()
    from rasa.model_training import train_nlu

    config = folder / f"{name}.yml"
    text = pipeline.config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"\bepochs: \d+", f"epochs: {epochs}", text) if epochs else text, encoding="utf-8")
    rasa_patches.apply_to_training()  # for every row, or the cache's time would count as theirs
    started = time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        made = train_nlu(
            config=str(config), nlu_data=str(ROOT / "data" / "nlu"), output=str(folder), fixed_model_name=name
        )
    if not made:
        raise RuntimeError(f"Das Training mit {pipeline.config.name} ist fehlgeschlagen.")
    return time.perf_counter() - started, peak_mib()

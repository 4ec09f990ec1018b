"""Which model fits the data: a model carries in its name a fingerprint of everything it was made from."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.settings import ROOT

# Everything that changes what a model is. The encoder's weights are fixed by the lock file.
_SOURCES = (
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "data/nlu/**/*.yml",
    "data/rules/**/*.yml",
    "data/stories/**/*.yml",
    "data/gifhorn/*.csv",
    "texts/*/*.yml",
    "bot/nlu/**/*.py",
    "bot/nlu/**/*.yml",
    "offer_db/meaning.py",
)


class TrainingFailed(Exception):
    """Rasa trained no model; its own output says why."""


def fingerprint(sources: Sequence[str] = _SOURCES) -> str:
    """Twelve hexadecimal digits; the same for the same sources (glob patterns) on every machine."""
    digest = hashlib.sha256()
    for path in _files(sources):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def model_path(models: Path) -> Path:
    """Where the fitting model is, or would be."""
    return models / f"lotte-{fingerprint()}.tar.gz"


def ensure_model(models: Path) -> Path:
    """The fitting model, trained now if there is none; an interrupted training leaves nothing behind.

    Raises:
        TrainingFailed: see Rasa's output.
    """
    target = model_path(models)
    if target.exists():
        return target
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models) as workshop:
        # a process of its own: TensorFlow would stay in the starter's memory for good
        finished = subprocess.run(
            [sys.executable, "-m", "bot.train", workshop, target.name.removesuffix(".tar.gz")],
            cwd=ROOT,
            env={
                **os.environ,
                "RASA_TELEMETRY_ENABLED": "false",
                "RASA_MAX_CACHE_SIZE": "0",
                "PYTHONWARNINGS": "ignore",
                "OMP_NUM_THREADS": "2",
                "TF_CPP_MIN_LOG_LEVEL": "2",
            },
            check=False,
        )
        made = Path(workshop) / target.name
        if finished.returncode or not made.exists():
            raise TrainingFailed("Das Training ist fehlgeschlagen. Die Meldungen darüber sagen, warum.")
        shutil.move(made, target)
    return target


def _files(sources: Sequence[str]) -> Iterator[Path]:
    for pattern in sources:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file())

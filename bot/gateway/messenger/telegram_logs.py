"""Keeps the libraries' own logging quiet: it holds what must never be written down.

httpx logs every address at INFO, and Telegram's addresses contain the bot's token; python-telegram-bot logs whole
answers and updates when it cannot read them.
"""

from __future__ import annotations

import logging
from typing import Final

_NEVER: Final = logging.CRITICAL + 1
_LEVELS: Final = {"httpx": logging.WARNING, "httpcore": logging.WARNING, "telegram": _NEVER}


def silence_libraries() -> None:
    """Sets the levels; what went wrong our own logger says, without persons and secrets."""
    for name, level in _LEVELS.items():
        logging.getLogger(name).setLevel(level)

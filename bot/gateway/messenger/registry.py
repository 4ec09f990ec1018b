"""The platforms Lotte can be reached on: one line each. A platform that is not configured is not even imported."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from bot.gateway.messenger.platform import Messenger
from bot.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Platform:
    """A platform.

    Attributes:
        title: as families know it.
        module: has `from_settings(settings) -> Messenger | None`.
        setting: the field of `Settings` without which it is not configured.
    """

    title: str
    module: str
    setting: str


PLATFORMS: Final = {
    "telegram": Platform("Telegram", "bot.gateway.messenger.telegram", "telegram_token"),
    "whatsapp": Platform("WhatsApp", "bot.gateway.messenger.whatsapp", "whatsapp_token"),
    "matrix": Platform("Matrix", "bot.gateway.messenger.matrix", "matrix_homeserver"),
}


def configured(settings: Settings) -> list[Messenger]:
    """The messengers of this installation, in the order of `PLATFORMS`; empty as long as none is configured."""
    found: list[Messenger] = []
    for platform in PLATFORMS.values():
        if getattr(settings, platform.setting):
            messenger: Messenger | None = import_module(platform.module).from_settings(settings)
            if messenger is None:
                logger.warning("%s is not configured wholly and stays off", platform.title)
            else:
                found.append(messenger)
    return found


def configured_titles(settings: Settings) -> list[str]:
    """What families call the messengers of this installation; imports none of them."""
    return [platform.title for platform in PLATFORMS.values() if getattr(settings, platform.setting)]


def title(name: str) -> str:
    """What families call a platform."""
    return PLATFORMS[name].title if name in PLATFORMS else name.capitalize()

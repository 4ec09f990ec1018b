"""Brings the conversation tables to the present revision."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from bot.memory.database import normalised


def alembic_config(url: str) -> Config:
    """Alembic's settings for these tables; they stand in code so that no path depends on where one starts."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = normalised(url)
    return config


def upgrade(url: str) -> None:
    """Applies all missing migrations."""
    command.upgrade(alembic_config(url), "head")

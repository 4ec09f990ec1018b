"""Makes an installation ready: databases at the present revision, offers imported, a fitting model."""

from __future__ import annotations

from pathlib import Path

import bot.memory.migrate
import offer_db.migrate
from bot.model import additions_folder, ensure_model
from bot.settings import ROOT, Settings
from offer_db.database import open_engine
from offer_db.meaning import shared_encoder
from offer_db.seeding import seed

OFFERS = ROOT / "data" / "gifhorn"


def prepare_databases(settings: Settings) -> None:
    """Migrates both databases and imports the offers; a second run changes nothing."""
    bot.memory.migrate.upgrade(settings.conversations_url)
    offer_db.migrate.upgrade(settings.offers_url)
    engine = open_engine(settings.offers_url)
    try:
        seed(engine, OFFERS, shared_encoder)
    finally:
        engine.dispose()


def prepare(settings: Settings) -> Path:
    """Everything before the start; returns the model."""
    print("Datenbanken und Angebote …", flush=True)
    prepare_databases(settings)
    print("Modell …", flush=True)
    return ensure_model(settings.models, additions_folder(settings.var))

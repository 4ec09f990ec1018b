"""The routes of correcting and learning."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from bot.learning.trials import Trials
from bot.memory.reviewing.basket import Basket
from bot.review.keys import MEMORY, SETTINGS, in_thread
from bot.review.learning import basket_page, correcting, proposal_page, service_page, trial_page
from bot.review.learning.door import ModelDoor
from bot.review.learning.keys import BASKET, DOOR, TRIALS
from bot.review.roles import Area
from bot.review.routing import add_routes


def add_pages(app: web.Application) -> None:
    """Adds the routes and what they work with."""
    settings = app[SETTINGS]
    app[BASKET] = Basket(app[MEMORY])
    app[TRIALS] = Trials(settings, app[MEMORY])
    app[DOOR] = ModelDoor(settings.rasa_url, settings.internal_token or "")
    app.cleanup_ctx.append(_trials)
    message, trial = "/gespraeche/{id}/berichtigen/{position}", "/korrekturen/versuche/{trial}"
    add_routes(
        app,
        Area.KORREKTUREN,
        [
            web.get(message, correcting.show_form),
            web.post(message, correcting.save),
            web.get("/korrekturen", basket_page.show),
            web.post("/korrekturen/{correction}/loeschen", basket_page.remove),
            web.get("/korrekturen/vorschlag", proposal_page.show),
            web.get("/korrekturen/vorschlag.patch", proposal_page.download_patch),
            web.get("/korrekturen/vorschlag.zip", proposal_page.download_files),
            web.post("/korrekturen/ausprobieren", trial_page.start),
            web.get(trial, trial_page.show),
            web.get(f"{trial}/fortschritt", trial_page.progress),
            web.post(f"{trial}/abbrechen", trial_page.cancel),
        ],
    )
    add_routes(
        app,
        Area.UEBERNAHME,
        [
            web.post(f"{trial}/uebernehmen", service_page.take_over),
            web.post("/korrekturen/zurueck", service_page.take_back),
        ],
    )


async def _trials(app: web.Application) -> AsyncIterator[None]:
    yield
    await in_thread(app[TRIALS].shut_down)

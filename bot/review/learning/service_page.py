"""Putting a candidate into service, and going back to the model before: for the head of the team alone."""

from __future__ import annotations

from aiohttp import web

from bot.learning.comparing import Comparison
from bot.learning.errors import LearningError
from bot.memory.database import MemoryUnavailable
from bot.review.errors import NotFound, TeamError
from bot.review.forms import read_form
from bot.review.keys import in_thread, note
from bot.review.learning.keys import DOOR, TRIALS, number_in
from bot.review.shell import done

_ACCEPT = "Das neue Modell ist an einigen Stellen schlechter. Setzen Sie das Häkchen, wenn Sie es trotzdem wollen."


async def take_over(request: web.Request) -> web.Response:
    """Puts the candidate of a trial into service; messages go on being answered meanwhile."""
    trials, trial = request.app[TRIALS], number_in(request, "trial")
    run = await in_thread(trials.runs.get, trial)
    if run is None:
        raise NotFound()
    try:
        model, old = await in_thread(trials.candidate, trial), await in_thread(trials.present_model)
        worse = Comparison.from_json(run.result).worse
        if worse and (await read_form(request)).get("trotzdem") != "ja":
            raise TeamError(400, _ACCEPT)
        # written first: what is not in the log must not happen
        await note(request, "Modell übernommen", str(trial), f"{model.name}, vorher {run.former_model}")
        await request.app[DOOR].load(model)
    except LearningError as error:
        raise TeamError(409, str(error)) from None
    try:
        await in_thread(trials.taken_over, trial)
    except (OSError, MemoryUnavailable):
        # after the next start it would be the old one: then it shall be so now
        await request.app[DOOR].load(old)
        raise
    raise done("/korrekturen", "modell_neu")


async def take_back(request: web.Request) -> web.Response:
    """Puts the model before into service again."""
    trials = request.app[TRIALS]
    try:
        model = await in_thread(trials.former)
        there = await in_thread(model.exists)
        await note(
            request, "Voriges Modell zurückgeholt", detail=model.name if there else f"{model.name}, nach Neustart"
        )
        if there:
            await request.app[DOOR].load(model)
    except LearningError as error:
        raise TeamError(409, str(error)) from None
    await in_thread(trials.taken_back)
    raise done("/korrekturen", "modell_alt" if there else "modell_spaeter")

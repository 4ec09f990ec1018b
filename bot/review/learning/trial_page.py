"""/korrekturen/versuche/{trial}: a candidate while it is trained, and beside the present model when it is done."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.learning.comparing import QUESTIONS, Comparison
from bot.learning.errors import RunRefused
from bot.memory.reviewing.learning_runs import RunRow, RunState
from bot.review.conversations import names
from bot.review.errors import NotFound, TeamError
from bot.review.keys import STAFF, in_thread, note
from bot.review.learning.basket_page import STATE_NAMES
from bot.review.learning.keys import TRIALS, number_in
from bot.review.shell import done, render


async def start(request: web.Request) -> web.Response:
    """Starts a trial in the background and shows it."""
    try:
        trial = await in_thread(request.app[TRIALS].start, request[STAFF].name)
    except RunRefused as error:
        raise TeamError(409, str(error)) from None
    await note(request, "Ausprobieren begonnen", str(trial))
    raise done(f"/korrekturen/versuche/{trial}")


async def show(request: web.Request) -> web.Response:
    """The whole page."""
    return render(request, "lernen.html", **_values(await _run(request)))


async def progress(request: web.Request) -> web.Response:
    """The part that htmx asks for every few seconds; once the trial has ended, the whole page is loaded anew."""
    run = await _run(request)
    response = render(request, "_lernen_fortschritt.html", **_values(run))
    if run.state is not RunState.LAEUFT:
        response.headers["HX-Refresh"] = "true"
    return response


async def cancel(request: web.Request) -> web.Response:
    """Ends a running trial."""
    run = await _run(request)
    if run.state is not RunState.LAEUFT:
        raise TeamError(409, "Dieser Versuch läuft nicht mehr.")
    await in_thread(request.app[TRIALS].cancel, run.id, request[STAFF].name)
    await note(request, "Ausprobieren abgebrochen", str(run.id))
    raise done(f"/korrekturen/versuche/{run.id}", "abgebrochen")


async def _run(request: web.Request) -> RunRow:
    trials = request.app[TRIALS]
    await in_thread(trials.settle)
    run = await in_thread(trials.runs.get, number_in(request, "trial"))
    if run is None:
        raise NotFound()
    return run


def _values(run: RunRow) -> dict[str, Any]:
    comparison = Comparison.from_json(run.result) if run.result else None
    return {
        "versuch": run,
        "laeuft": run.state is RunState.LAEUFT,
        "fertig": run.state is RunState.FERTIG,
        "stand": STATE_NAMES[run.state],
        "vergleich": comparison,
        "fragen": QUESTIONS,
        "namen": names,
    }

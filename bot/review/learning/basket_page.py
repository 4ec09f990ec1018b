"""/korrekturen: what is in the basket, and the trials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.learning.intents import got_intent
from bot.memory.reviewing.basket import CorrectionRow
from bot.memory.reviewing.learning_runs import RunState
from bot.nlu.language.acts import NEEDS
from bot.review.conversations import names
from bot.review.conversations.directory import DirectoryNames, read_names
from bot.review.conversations.one_page import corrected_as
from bot.review.errors import NotFound
from bot.review.keys import OFFERS, in_thread, note
from bot.review.learning.keys import BASKET, TRIALS, number_in
from bot.review.shell import amount, done, render

STATE_NAMES: Final = {
    RunState.LAEUFT: "läuft",
    RunState.FERTIG: "fertig, nicht übernommen",
    RunState.GESCHEITERT: "gescheitert",
    RunState.UEBERNOMMEN: "übernommen",
    RunState.ZURUECKGENOMMEN: "zurückgenommen",
}


@dataclass(frozen=True)
class Line:
    """A correction as the basket shows it."""

    row: CorrectionRow
    taken_for: str
    right: tuple[str, ...]


async def show(request: web.Request) -> web.Response:
    """The basket, counted by need; below, the trials."""
    trials = request.app[TRIALS]
    await in_thread(trials.settle)
    rows = await in_thread(request.app[BASKET].open)
    directory = await in_thread(read_names, request.app[OFFERS])
    runs = await in_thread(trials.runs.latest)
    if rows:
        await note(request, "Korrekturen angesehen", detail=amount(len(rows), "Satz", "Sätze"))
    return render(
        request,
        "korrekturen.html",
        gezaehlt=counted(rows),
        zeilen=[line(row, directory) for row in rows],
        lernbar=sum(row.right.intent is not None for row in rows),
        versuche=runs,
        laeuft=next((run for run in runs if run.state is RunState.LAEUFT), None),
        im_betrieb=await in_thread(trials.present_run),
        zurueck=await in_thread(trials.can_go_back),
        stand=STATE_NAMES,
    )


async def remove(request: web.Request) -> web.Response:
    """Takes a correction out of the basket."""
    correction = number_in(request, "correction")
    if not await in_thread(request.app[BASKET].remove, correction):
        raise NotFound()
    await note(request, "Korrektur gelöscht", str(correction))
    raise done("/korrekturen", "geloescht")


def counted(rows: Sequence[CorrectionRow]) -> list[tuple[str, int]]:
    """German name and number, needs first, the most frequent first."""
    numbers = Counter(row.right.intent or "" for row in rows)
    order = sorted(numbers.items(), key=lambda item: (item[0] not in NEEDS, not item[0], -item[1], item[0]))
    return [(names.intent_name(intent) if intent else "nur Alter oder Ort", number) for intent, number in order]


def line(row: CorrectionRow, directory: DirectoryNames) -> Line:
    """What it was taken for, in words, and what is right."""
    return Line(row, names.intent_name(got_intent(row.understood)), corrected_as(row, directory))

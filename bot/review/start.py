"""GET /team/: what waits today for whoever has signed in, the most urgent first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.memory.reviewing.waiting import DANGER_DAYS, MOST, Waiting, waiting
from bot.review.keys import MEMORY, OFFERS, STAFF, in_thread
from bot.review.roles import Area, may
from bot.review.routing import PREFIX, add_routes
from bot.review.shell import render, whole
from offer_db.opening import TIMEZONE
from offer_db.worklist import worklist


@dataclass(frozen=True)
class Task:
    """Something to do.

    Attributes:
        count: how many, as it is read: "3", "mehr als 1.000".
        words: what of, fitting the number.
        href: where it is done.
        urgent: before all else.
    """

    count: str
    words: str
    href: str
    urgent: bool = False


def add_pages(app: web.Application) -> None:
    """Adds the route."""
    add_routes(app, Area.KONTO, [web.get("/", start)])


async def start(request: web.Request) -> web.Response:
    """Only what the role may do is looked at."""
    role, tasks = request[STAFF].role, list[Task]()
    if may(role, Area.GESPRAECHE) or may(role, Area.RUECKRUFE):
        found = await in_thread(waiting, request.app[MEMORY], time.time())
        tasks += callback_tasks(found) if may(role, Area.RUECKRUFE) else ()
        tasks += conversation_tasks(found) if may(role, Area.GESPRAECHE) else ()
    if may(role, Area.ANGEBOTE):
        items = await in_thread(worklist, request.app[OFFERS], datetime.now(TIMEZONE).date())
        tasks += offer_tasks(len(items), sum(item.serious for item in items))
    return render(request, "start.html", aufgaben=sorted(tasks, key=lambda task: not task.urgent))


def callback_tasks(found: Waiting) -> Iterator[Task]:
    """What those who call families back have to do."""
    if found.callbacks:
        words = ("Familie wartet auf einen Anruf", "Familien warten auf einen Anruf")
        yield _task(found.callbacks, words, "/rueckrufe", urgent=True)


def conversation_tasks(found: Waiting) -> Iterator[Task]:
    """What those who read conversations have to do; nothing is said of what does not wait."""
    if found.danger:
        words = (
            f"ungeprüftes Gespräch mit Gefahr aus den letzten {DANGER_DAYS} Tagen",
            f"ungeprüfte Gespräche mit Gefahr aus den letzten {DANGER_DAYS} Tagen",
        )
        yield _task(found.danger, words, f"/gespraeche?zeitraum={DANGER_DAYS}&stand=neu&gefahr=1", urgent=True)
    if found.unreviewed:
        yield _task(found.unreviewed, ("ungeprüftes Gespräch", "ungeprüfte Gespräche"), "/gespraeche?stand=neu")
    if found.corrections:
        words = ("Korrektur, die noch kein Modell gelernt hat", "Korrekturen, die noch kein Modell gelernt hat")
        yield _task(found.corrections, words, "/korrekturen")


def offer_tasks(items: int, serious: int) -> Iterator[Task]:
    """What those who keep the offers have to do."""
    if serious:
        words = ("dringende Aufgabe bei den Angeboten", "dringende Aufgaben bei den Angeboten")
        yield _task(serious, words, "/angebote/aufgaben", urgent=True)
    if others := items - serious:
        further = "weitere " if serious else ""
        words = (f"{further}Aufgabe bei den Angeboten", f"{further}Aufgaben bei den Angeboten")
        yield _task(others, words, "/angebote/aufgaben")


def _task(count: int, words: tuple[str, str], path: str, *, urgent: bool = False) -> Task:
    said = f"mehr als {whole(MOST)}" if count > MOST else whole(count)
    return Task(said, words[0] if count == 1 else words[1], f"{PREFIX}{path}", urgent)

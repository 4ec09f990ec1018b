"""GET /team/zahlen: the figures of a period. GET /team/zahlen.csv: as a table. GET /team/zahlen/bild/…: a picture."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from aiohttp import web

from bot.memory.messaging.counts import between
from bot.review.charts import svg_response
from bot.review.errors import NotFound
from bot.review.figures import numbers
from bot.review.figures.drawings import DRAWINGS
from bot.review.figures.periods import PERIODS, ChosenPeriod, is_whole, read_period
from bot.review.figures.post import HEADINGS, post_lines
from bot.review.figures.recent import RecentFigures
from bot.review.keys import MEMORY, SETTINGS, in_drawing_thread, in_thread
from bot.review.roles import Area
from bot.review.routing import add_routes
from bot.review.shell import day, render
from offer_db.opening import TIMEZONE

RECENT: Final[web.AppKey[RecentFigures]] = web.AppKey("recent_figures", RecentFigures)


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    app[RECENT] = RecentFigures(app[MEMORY])
    routes = [web.get("/zahlen", show), web.get("/zahlen.csv", as_csv), web.get("/zahlen/bild/{name}.svg", picture)]
    add_routes(app, Area.BERICHTE, routes)


async def show(request: web.Request) -> web.Response:
    """The page."""
    chosen = _chosen(request)
    figures = await in_thread(request.app[RECENT].fresh, chosen.period)
    post = await in_thread(between, request.app[MEMORY], chosen.period.first, chosen.period.last)
    today, kept = datetime.now(TIMEZONE).date(), request.app[SETTINGS].retention_days
    return render(
        request,
        "zahlen.html",
        gewaehlt=chosen,
        zeitraeume=PERIODS,
        zeitraum=_days(chosen.period.first, chosen.period.last),
        davor=_days(chosen.period.before.first, chosen.period.before.last),
        vollstaendig=is_whole(chosen.period, today, kept),
        davor_vollstaendig=is_whole(chosen.period.before, today, kept),
        tage=f"{kept:g}",
        f=figures,
        zahlen=numbers.numbers(figures),
        woche=numbers.week_name,
        gefahr_je_woche=numbers.danger_weeks(figures),
        nachrichten=numbers.turn_lines(figures),
        stunden=numbers.hour_lines(figures),
        sprachen=numbers.language_lines(figures),
        kanaele=numbers.channel_lines(figures),
        gefahren=numbers.danger_lines(figures),
        post=post_lines(post),
        post_spalten=HEADINGS,
    )


async def as_csv(request: web.Request) -> web.Response:
    """The same as a file for a spreadsheet."""
    period = _chosen(request).period
    figures = await in_thread(request.app[RECENT].recent, period)
    name = f"lotte-zahlen-{period.first}-bis-{period.last}.csv"
    return web.Response(
        text="".join(numbers.csv(figures, _days(period.first, period.last))),
        content_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def picture(request: web.Request) -> web.Response:
    """One of the drawings; drawn beside the event loop, which parents' messages go through too."""
    draw = DRAWINGS.get(request.match_info["name"])
    if draw is None:
        raise NotFound
    figures = await in_drawing_thread(request.app[RECENT].recent, _chosen(request).period)
    return svg_response(await in_drawing_thread(draw, figures))


def _chosen(request: web.Request) -> ChosenPeriod:
    return read_period(request.query, datetime.now(TIMEZONE).date())


def _days(first: object, last: object) -> str:
    return f"{day(first)} bis {day(last)}"

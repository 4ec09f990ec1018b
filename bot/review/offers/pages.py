"""The routes of the offers' pages, all of the area `ANGEBOTE`."""

from __future__ import annotations

from aiohttp import web

from bot.review.keys import OFFERS, SETTINGS
from bot.review.offers import editing, export, history, importing, link_runs, listing, tasks
from bot.review.offers.importing import SHELF
from bot.review.offers.link_checking import LinkChecker
from bot.review.offers.link_runs import LINKS, LinkRuns
from bot.review.offers.uploads import UploadShelf
from bot.review.roles import Area
from bot.review.routing import add_routes


def add_pages(app: web.Application) -> None:
    """Adds the routes and what they share; the schedule of looking at links runs with the application."""
    app[SHELF] = UploadShelf(app[SETTINGS].var / "einfuhr")
    app[LINKS] = LinkRuns(app[OFFERS], LinkChecker())
    app.cleanup_ctx.append(link_runs.link_runs)
    one = "/angebote/{id:[a-z0-9][a-z0-9_-]*}"
    back = f"{one}/verlauf/{{fassung:[0-9]{{1,9}}}}/zurueck"
    add_routes(
        app,
        Area.ANGEBOTE,
        [
            web.get("/angebote", listing.offer_list),
            web.get("/angebote/neu", editing.show_empty),
            web.post("/angebote/neu", editing.create),
            web.post("/angebote/vorschau", editing.preview),
            web.get("/angebote/aufgaben", tasks.tasks),
            web.post("/angebote/meldungen/{nummer:[0-9]{1,9}}/erledigt", tasks.resolve),
            web.get("/angebote/links", tasks.check_standing),
            web.post("/angebote/links", tasks.check_all),
            web.get("/angebote/import", importing.show_form),
            web.post("/angebote/import", importing.upload),
            web.get("/angebote/import/{datei}", importing.preview),
            web.post("/angebote/import/{datei}", importing.take_over),
            web.post("/angebote/import/{datei}/verwerfen", importing.discard),
            web.get("/angebote/export.csv", export.as_csv),
            web.get("/angebote/export.json", export.as_json),
            web.get("/angebote/export.xlsx", export.as_xlsx),
            web.get("/angebote/vorlage.csv", export.sample),
            web.get(one, editing.show),
            web.post(one, editing.save),
            web.post(f"{one}/geprueft", editing.verify),
            web.post(f"{one}/link", tasks.check_one),
            web.get(f"{one}/verlauf", history.history),
            web.get(back, history.ask),
            web.post(back, history.take_back),
        ],
    )

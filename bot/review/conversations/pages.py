"""The routes of the conversations."""

from __future__ import annotations

from aiohttp import web

from bot.memory.reviewing.listing import ConversationList
from bot.memory.reviewing.remarks import RemarkBook
from bot.memory.reviewing.saved_filters import SavedFilters
from bot.review.conversations.keys import LISTING, REMARKS, SAVED
from bot.review.conversations.list_page import delete_filter, save_filter, show_list
from bot.review.conversations.one_page import download_test, show_one
from bot.review.conversations.remark_forms import add_note, add_tag, delete_note, remove_tag, set_state
from bot.review.keys import MEMORY
from bot.review.roles import Area
from bot.review.routing import add_routes


def add_pages(app: web.Application) -> None:
    """Adds the routes and what they read from."""
    app[LISTING] = ConversationList(app[MEMORY])
    app[REMARKS] = RemarkBook(app[MEMORY])
    app[SAVED] = SavedFilters(app[MEMORY])
    one = "/gespraeche/{id}"
    add_routes(
        app,
        Area.GESPRAECHE,
        [
            web.get("/gespraeche", show_list),
            web.post("/gespraeche/filter", save_filter),
            web.post(r"/gespraeche/filter/{filter_id:\d{1,9}}/loeschen", delete_filter),
            web.get(one, show_one),
            web.get(f"{one}/test.yml", download_test),
            web.post(f"{one}/stand", set_state),
            web.post(f"{one}/schlagworte", add_tag),
            web.post(f"{one}/schlagworte/entfernen", remove_tag),
            web.post(f"{one}/notizen", add_note),
            web.post(one + r"/notizen/{note_id:\d{1,9}}/loeschen", delete_note),
        ],
    )

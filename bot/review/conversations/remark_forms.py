"""POST /team/gespraeche/{id}/…: where the review stands, tags, notes. Every change goes into the audit log."""

from __future__ import annotations

from typing import NoReturn

from aiohttp import web

from bot.memory.reviewing.remarks import RemarkRefused
from bot.memory.reviewing.tables import ReviewState
from bot.memory.staff.tables import Role
from bot.review.conversations import names
from bot.review.conversations.keys import LISTING, REMARKS
from bot.review.conversations.list_page import LIST, chosen_of
from bot.review.conversations.one_page import one_page
from bot.review.errors import NotFound, TeamError
from bot.review.forms import read_form
from bot.review.keys import STAFF, in_thread, note
from bot.review.shell import done


async def set_state(request: web.Request) -> web.Response:
    """Sets the state; with `weiter` it goes on to the next conversation of the chosen list."""
    sender_id, form = request.match_info["id"], await read_form(request)
    try:
        state = ReviewState(form.get("stand", ""))
    except ValueError as error:
        raise TeamError(400, "Diesen Stand gibt es nicht.") from error
    chosen = chosen_of(request)
    older = None
    if form.get("weiter"):
        # asked before: afterwards a list of what is not reviewed no longer has this one
        _, older = await in_thread(request.app[LISTING].neighbours, chosen.filters, sender_id)
    if not await in_thread(request.app[REMARKS].set_state, sender_id, state, request[STAFF].name):
        raise NotFound
    await note(request, "Stand gesetzt", sender_id, names.STATE_NAMES[state])
    if not form.get("weiter"):
        _back(request)
    path = f"{LIST}/{older}" if older else LIST
    raise done(f"{path}?{chosen.query}" if chosen.query else path, "gespeichert" if older else "ende_der_liste")


async def add_tag(request: web.Request) -> web.Response:
    """Gives a tag."""
    sender_id, form = await _existing(request), await read_form(request)
    try:
        await in_thread(request.app[REMARKS].add_tag, sender_id, form.get("schlagwort", ""))
    except RemarkRefused as error:
        return await one_page(request, {"schlagwort": str(error)}, form)
    await note(request, "Schlagwort gegeben", sender_id)
    _back(request)


async def remove_tag(request: web.Request) -> web.Response:
    """Takes a tag away."""
    sender_id, form = await _existing(request), await read_form(request)
    tag = form.get("schlagwort", "")
    if await in_thread(request.app[REMARKS].remove_tag, sender_id, tag):
        await note(request, "Schlagwort entfernt", sender_id)
    _back(request)


async def add_note(request: web.Request) -> web.Response:
    """Keeps a note."""
    sender_id, form = await _existing(request), await read_form(request)
    try:
        await in_thread(request.app[REMARKS].add_note, sender_id, form.get("notiz", ""), request[STAFF].name)
    except RemarkRefused as error:
        return await one_page(request, {"notiz": str(error)}, form)
    await note(request, "Notiz geschrieben", sender_id)
    _back(request)


async def delete_note(request: web.Request) -> web.Response:
    """Deletes a note: one's own; the lead anybody's."""
    sender_id, note_id = request.match_info["id"], int(request.match_info["note_id"])
    staff = request[STAFF]
    written_by = None if staff.role is Role.LEITUNG else staff.name
    if not await in_thread(request.app[REMARKS].delete_note, sender_id, note_id, written_by=written_by):
        raise NotFound("Diese Notiz gibt es nicht mehr, oder jemand anders hat sie geschrieben.")
    await note(request, "Notiz gelöscht", sender_id)
    _back(request, "geloescht")


async def _existing(request: web.Request) -> str:
    """The id, if there is such a conversation."""
    sender_id = request.match_info["id"]
    if await in_thread(request.app[REMARKS].read, sender_id) is None:
        raise NotFound
    return sender_id


def _back(request: web.Request, notice: str = "gespeichert") -> NoReturn:
    """To the conversation, in the same list."""
    query = chosen_of(request).query
    path = f"{LIST}/{request.match_info['id']}"
    raise done(f"{path}?{query}" if query else path, notice)

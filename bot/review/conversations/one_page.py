"""GET /team/gespraeche/{id}: one conversation as the parents saw it, with what was understood beside each message.

Everything was masked before it was stored; there is nothing unmasked that could be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.memory.reviewing.basket import CorrectionRow, corrections_of
from bot.memory.reviewing.remarks import Remarks
from bot.memory.reviewing.tables import LONGEST_NOTE, LONGEST_TAG
from bot.memory.reviewing.transcript import Transcript, read_transcript
from bot.memory.staff.tables import Role
from bot.review.conversations import names
from bot.review.conversations.directory import DirectoryNames, read_names
from bot.review.conversations.keys import LISTING, REMARKS
from bot.review.conversations.list_page import LIST, chosen_of, signs_of
from bot.review.conversations.testcase import test_file
from bot.review.errors import NotFound
from bot.review.keys import MEMORY, OFFERS, STAFF, in_thread, note
from bot.review.routing import PREFIX
from bot.review.shell import render

_GONE = "Dieses Gespräch gibt es nicht, oder nicht mehr: Eltern können sie löschen, und alte werden gelöscht."
#: Tags that are offered before anybody has given one.
_FIRST_TAGS = ("Angebot fehlt", "falsch verstanden", "Ort falsch", "Alter falsch", "Angebot veraltet", "gelungen")


@dataclass(frozen=True)
class Place:
    """Where a conversation lies in the chosen list: addresses of its neighbours, "" at the ends."""

    newer: str
    older: str
    back: str
    query: str


async def show_one(request: web.Request) -> web.Response:
    """The page; that it was looked at is noted before it is shown."""
    return await one_page(request)


async def one_page(
    request: web.Request, problem: Mapping[str, str] | None = None, written: Mapping[str, str] | None = None
) -> web.Response:
    """The page.

    Args:
        request: names the conversation.
        problem: field of a form that was not carried out → German sentence for it; the answer then is a 400.
        written: what stood in the fields, so that nobody has to write it again.
    """
    sender_id = request.match_info["id"]
    transcript, remarks = await _read(request, sender_id)
    await note(request, "Gespräch angesehen", sender_id)
    corrections = await in_thread(corrections_of, request.app[MEMORY], sender_id)
    directory = await in_thread(read_names, request.app[OFFERS])
    known = await in_thread(request.app[REMARKS].known_tags)
    staff = request[STAFF]
    return render(
        request,
        "gespraech.html",
        status=400 if problem else 200,
        fehler=problem or {},
        geschrieben=written or {},
        id=sender_id,
        zeile=transcript.row,
        zuege=transcript.turns,
        zeichen=signs_of(transcript.row),
        bemerkungen=remarks,
        vorschlaege=sorted({*_FIRST_TAGS, *known} - set(remarks.tags), key=str.casefold),
        berichtigt={position: corrected_as(row, directory) for position, row in corrections.items()},
        lage=await _place(request, sender_id),
        namen=names,
        orte=directory,
        darf_loeschen=lambda written_by: staff.role is Role.LEITUNG or staff.name == written_by,
        laengste_notiz=LONGEST_NOTE,
        laengstes_schlagwort=LONGEST_TAG,
    )


async def download_test(request: web.Request) -> web.Response:
    """The conversation as a conversation test."""
    sender_id = request.match_info["id"]
    transcript, _ = await _read(request, sender_id)
    await note(request, "Gespräch als Test geladen", sender_id)
    corrections = await in_thread(corrections_of, request.app[MEMORY], sender_id)
    directory = await in_thread(read_names, request.app[OFFERS])
    return web.Response(
        text=test_file(transcript, corrections, directory),
        content_type="application/yaml",
        charset="utf-8",
        headers={
            # the id is of our own making, but it came by the address
            "Content-Disposition": f'attachment; filename="gespraech-{_harmless(sender_id)[:8]}.yml"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def corrected_as(row: CorrectionRow, directory: DirectoryNames) -> tuple[str, ...]:
    """What a message should have been understood as, in parts: "Kinderbetreuung", "Kind: 3 Jahre (36–47 Monate)"."""
    right = row.right
    parts = [names.intent_name(intent) for intent in (right.intent, right.second_need) if intent]
    if right.ages is not None:
        parts += [f"Kind: {names.child_name('', first, last)}" for first, last in right.ages] or ["kein Kind genannt"]
    if right.place_key is not None:
        parts.append(f"Ort: {directory.place(right.place_key)}" if right.place_key else "kein Ort genannt")
    return tuple(parts)


async def _read(request: web.Request, sender_id: str) -> tuple[Transcript, Remarks]:
    transcript = await in_thread(read_transcript, request.app[MEMORY], sender_id)
    remarks = await in_thread(request.app[REMARKS].read, sender_id)
    if transcript is None or remarks is None:
        raise NotFound(_GONE)
    return transcript, remarks


async def _place(request: web.Request, sender_id: str) -> Place:
    chosen = chosen_of(request)
    newer, older = await in_thread(request.app[LISTING].neighbours, chosen.filters, sender_id)
    query = f"?{chosen.query}" if chosen.query else ""
    return Place(
        newer=f"{PREFIX}{LIST}/{newer}{query}" if newer else "",
        older=f"{PREFIX}{LIST}/{older}{query}" if older else "",
        back=f"{PREFIX}{LIST}{query}",
        query=query,
    )


def _harmless(text: str) -> str:
    return "".join(character for character in text if character.isascii() and character.isalnum())

"""/gespraeche/{id}/berichtigen/{position}: what one message should have been understood as."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from aiohttp import web

from bot.learning.additions import Additions
from bot.learning.checking import AlreadyKnown, check
from bot.learning.errors import SentenceRefused
from bot.learning.intents import ACTS
from bot.learning.sentences import FOLDER, Sentence
from bot.memory.reviewing.basket import CorrectionRow
from bot.memory.reviewing.transcript import Turn, Understood, read_transcript
from bot.nlu.language.acts import CRISIS_KINDS
from bot.review.conversations import names
from bot.review.conversations.directory import read_names
from bot.review.errors import NotFound
from bot.review.forms import read_form
from bot.review.keys import MEMORY, OFFERS, SETTINGS, STAFF, in_thread, note
from bot.review.learning.correction_form import NO_PLACE, Fields, Problems, as_corrected, as_json, as_understood, read
from bot.review.learning.keys import BASKET, number_in
from bot.review.routing import PREFIX
from bot.review.shell import render
from offer_db.meaning import shared_encoder
from offer_db.opening import TIMEZONE
from offer_db.vocabulary import NEEDS

_GONE: Final = "Diese Nachricht gibt es nicht, oder nicht mehr: Eltern können ihr Gespräch löschen."
_TAPPED: Final = "Hier wurde ein Knopf gedrückt. Da gibt es nichts falsch zu verstehen."
_GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "Bedarf": NEEDS,
    "Handlung": {act: names.intent_name(act) for act in ACTS},
}


async def show_form(request: web.Request) -> web.Response:
    """The form, as it was corrected before, or as it was understood."""
    turn, understood = await _message(request)
    await note(request, "Nachricht zum Berichtigen angesehen", request.match_info["id"])
    before = as_understood(turn.text, understood)
    earlier = await _earlier(request)
    fields = as_corrected(before, earlier.sentence, earlier.right) if earlier else before
    return await _form(request, turn, fields)


async def save(request: web.Request) -> web.Response:
    """Puts the correction into the basket and leads back to the conversation."""
    turn, understood = await _message(request)
    before = as_understood(turn.text, understood)
    sent = Fields.sent(await read_form(request))
    places = (await in_thread(read_names, request.app[OFFERS])).places
    try:
        sentence, right = read(sent, before, datetime.fromtimestamp(turn.at, TIMEZONE).date(), places)
        await in_thread(_check, request, sentence, right.intent is not None)
    except Problems as problems:
        return await _form(request, turn, problems.fields, problems.of, problems.notices)
    except AlreadyKnown as error:
        known = error.known
        reason = f"{error} Er steht bei „{names.intent_name(known.intent)}“: „{known.text}“"
        return await _form(request, turn, sent, {"satz": reason})
    except SentenceRefused as error:
        return await _form(request, turn, sent, {"satz": str(error)})
    sender_id, position = request.match_info["id"], turn.position
    who = request[STAFF].name
    basket = request.app[BASKET]
    made = await in_thread(basket.put, sender_id, position, sentence, as_json(understood), right, who)
    await note(request, "Nachricht berichtigt", sender_id, f"Korrektur {made}")
    query = request.rel_url.raw_query_string  # as it was sent: decoded, a "&" or "#" in it would begin something new
    chosen = f"&{query}" if query else ""  # the list one came from
    back = f"{PREFIX}/gespraeche/{quote(sender_id, safe='')}?hinweis=gespeichert{chosen}#n{position}"
    raise web.HTTPSeeOther(back)


async def _message(request: web.Request) -> tuple[Turn, Understood]:
    transcript = await in_thread(read_transcript, request.app[MEMORY], request.match_info["id"])
    position = number_in(request, "position")
    turns = transcript.turns if transcript else ()
    turn = next((turn for turn in turns if turn.position == position and turn.number), None)
    if turn is None or turn.understood is None:
        raise NotFound(_GONE)
    if turn.tapped:
        raise NotFound(_TAPPED)
    return turn, turn.understood


async def _earlier(request: web.Request) -> CorrectionRow | None:
    position = number_in(request, "position")
    return await in_thread(request.app[BASKET].of_message, request.match_info["id"], position)


async def _form(
    request: web.Request,
    turn: Turn,
    fields: Fields,
    problems: Mapping[str, str] | None = None,
    notices: Mapping[str, str] | None = None,
) -> web.Response:
    directory = await in_thread(read_names, request.app[OFFERS])
    places: dict[str, str] = {NO_PLACE: "keiner"} | dict(directory.places)
    # a town outside the district is named in its key alone
    places.setdefault(fields.ort, directory.place(fields.ort))
    return render(
        request,
        "korrektur.html",
        status=400 if problems or notices else 200,
        id=request.match_info["id"],
        nachricht=turn,
        felder=fields,
        fehler=problems or {},
        bemerkt=notices or {},
        gruppen=_GROUPS,
        bedarfe=NEEDS,
        orte=places,
        gefahren={kind: names.crisis_name(kind) for kind in CRISIS_KINDS},
        namen=names,
    )


def _check(request: web.Request, sentence: str, taught: bool) -> None:
    sender_id, position = request.match_info["id"], number_in(request, "position")
    additions = Additions(request.app[SETTINGS].var)
    basket = request.app[BASKET]
    earlier = basket.of_message(sender_id, position)
    # a sentence that is corrected once more is not in its own way
    own = [
        *(known for known in additions.sentences(additions.present()) if not earlier or known.text != earlier.sentence),
        *(
            Sentence(row.sentence, row.right.intent, FOLDER)
            for row in basket.open()
            if row.right.intent and (row.sender_id, row.position) != (sender_id, position)
        ),
    ]
    check(sentence, shared_encoder, own, taught=taught)

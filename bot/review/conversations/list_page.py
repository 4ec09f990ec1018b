"""GET /team/gespraeche: the list with its filters. POST /team/gespraeche/filter…: the filters somebody keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from aiohttp import web

from bot.memory.reviewing.listing import LOW_CONFIDENCE, Choices, ConversationRow
from bot.memory.reviewing.remarks import RemarkRefused
from bot.review.addresses import written
from bot.review.conversations import names
from bot.review.conversations.directory import DirectoryNames, read_names
from bot.review.conversations.filtering import FIELDS, PERIODS, SIGNS, Chosen, chips, read_filters
from bot.review.conversations.keys import LISTING, SAVED
from bot.review.errors import NotFound, TeamError
from bot.review.forms import read_form
from bot.review.keys import OFFERS, STAFF, in_thread, note
from bot.review.routing import PREFIX
from bot.review.shell import amount, done, render
from offer_db.opening import TIMEZONE
from offer_db.vocabulary import NEEDS

LIST: Final = "/gespraeche"
_HITS: Final = "treffer"
_SIGN_ICONS: Final = {
    "gefahr": "danger",
    "nichts_gefunden": "search",
    "nicht_verstanden": "question-mark",
    "unsicher": "help",
    "schlechte_rueckmeldung": "warning",
}


@dataclass(frozen=True)
class Sign:
    """What a conversation is marked with: a word and a symbol, never a colour alone."""

    text: str
    icon: str


def signs_of(row: ConversationRow) -> tuple[Sign, ...]:
    """The signs of a conversation, the gravest first."""
    shown = {
        "gefahr": bool(row.crisis),
        "nichts_gefunden": row.no_offer,
        "nicht_verstanden": row.fallbacks > 0,
        "unsicher": row.lowest_confidence is not None and row.lowest_confidence < LOW_CONFIDENCE,
        "schlechte_rueckmeldung": row.bad_feedback,
    }
    return tuple(Sign(_sign_text(key, row), _SIGN_ICONS[key]) for key in SIGNS if shown[key])


async def show_list(request: web.Request) -> web.Response:
    """The whole page, or for htmx only the hits."""
    chosen = chosen_of(request)
    # what was searched for may be a name: that somebody searched is noted, for what is not
    await note(request, "Gespräche durchsucht" if chosen.filters.words else "Liste der Gespräche angesehen")
    page = await in_thread(
        request.app[LISTING].page,
        chosen.filters,
        before=written(request.query.get("aelter", "")) or None,
        after=written(request.query.get("neuer", "")) or None,
    )
    directory = await in_thread(read_names, request.app[OFFERS])
    values: dict[str, Any] = {
        "seite": page,
        "zahl": hits_said(page.total, capped=page.capped, ignored=[FIELDS[key] for key in chosen.problems]),
        "chips": chips(chosen, directory),
        "abfrage": chosen.query,
        "werte": chosen.values,
        "fehler": chosen.problems,
        "zeichen_von": signs_of,
        "orte": directory,
        "namen": names,
        "aelter": _address(chosen, "aelter", page.older),
        "neuer": _address(chosen, "neuer", page.newer),
        "geblaettert": _pages_on(request),
    }
    if _wants_hits(request):
        response = render(request, "_gespraeche_treffer.html", htmx=True, **values)
        response.headers["HX-Push-Url"] = _pushed(request, chosen)
        return response
    choices = await in_thread(request.app[LISTING].choices)
    saved = await in_thread(request.app[SAVED].all, request[STAFF].account_id)
    return render(
        request,
        "gespraeche.html",
        htmx=False,
        gespeicherte=saved,
        zeitraeume=PERIODS,
        zeichen=SIGNS,
        **_choices(choices, chosen, directory),
        **values,
    )


async def save_filter(request: web.Request) -> web.Response:
    """Keeps the present choice under a name."""
    form = await read_form(request)
    query = read_filters(dict(parse_qsl(form.get("abfrage", ""))), _now()).query
    try:
        await in_thread(request.app[SAVED].save, request[STAFF].account_id, written(form.get("name", "")), query)
    except RemarkRefused as error:
        raise TeamError(400, str(error)) from error
    raise done(f"{LIST}?{query}" if query else LIST)


async def delete_filter(request: web.Request) -> web.Response:
    """Forgets a filter; only one's own can be named."""
    number = int(request.match_info["filter_id"])
    if not await in_thread(request.app[SAVED].delete, request[STAFF].account_id, number):
        raise NotFound("Diesen Filter gibt es nicht mehr.")
    raise done(LIST, "geloescht")


def chosen_of(request: web.Request) -> Chosen:
    """What the address chooses."""
    return read_filters(request.query, _now())


def hits_said(total: int, *, capped: bool, ignored: Sequence[str] = ()) -> str:
    """How many there are, in words; `ignored`: fields that do not count, because something is wrong in them."""
    said = ("Mehr als " if capped else "") + amount(total, "Gespräch", "Gespräche")
    return f"{said} (ohne {', '.join(f'„{field}“' for field in ignored)})" if ignored else said


def _now() -> datetime:
    return datetime.now(TIMEZONE)


def _sign_text(key: str, row: ConversationRow) -> str:
    return f"Gefahr: {names.crisis_name(row.crisis)}" if key == "gefahr" and row.crisis else SIGNS[key]


def _wants_hits(request: web.Request) -> bool:
    # a page that is brought back from the browser's history is wanted whole
    restored = "HX-History-Restore-Request" in request.headers
    return request.headers.get("HX-Target") == _HITS and not restored


def _pages_on(request: web.Request) -> bool:
    return "aelter" in request.query or "neuer" in request.query


def _address(chosen: Chosen, key: str, cursor: str | None) -> str:
    """The list further on; "" where there is no more."""
    if cursor is None:
        return ""
    return f"{PREFIX}{LIST}?{urlencode({**chosen.values, key: cursor})}"


def _pushed(request: web.Request, chosen: Chosen) -> str:
    """The address the browser shows: short, and with the place in the list."""
    for key in ("aelter", "neuer"):
        if cursor := request.query.get(key):
            return _address(chosen, key, cursor)
    return f"{PREFIX}{LIST}?{chosen.query}" if chosen.query else f"{PREFIX}{LIST}"


def _choices(choices: Choices, chosen: Chosen, directory: DirectoryNames) -> dict[str, Any]:
    """What the fields offer, as (key, name), by name; what is chosen is among it even if no conversation has it."""
    return {
        "kanaele": _options(choices.channels, chosen.values.get("kanal"), names.channel_name),
        "sprachen": _options(choices.languages, chosen.values.get("sprache"), names.language_name),
        "bedarfe": _options(NEEDS, chosen.values.get("anliegen"), names.need_name),
        "ortswahl": _options(choices.places, chosen.values.get("ort"), directory.place),
        "schlagworte": _options(choices.tags, chosen.values.get("schlagwort"), str),
        "staende": tuple(names.STATE_NAMES.items()),
    }


def _options(keys: Iterable[str], present: str | None, named: Callable[[str], str]) -> Sequence[tuple[str, str]]:
    wanted = {key for key in (*keys, present) if key}
    return sorted(((key, named(key)) for key in wanted), key=lambda option: option[1].casefold())

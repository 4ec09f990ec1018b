"""One offer in the form: reading, checking, previewing, saving. Nothing staff typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from aiohttp import web

from bot.review.errors import NotFound, TeamError
from bot.review.forms import read_form
from bot.review.keys import OFFERS, STAFF, in_thread, note
from bot.review.offers.age_words import in_words
from bot.review.offers.catalogue import read_catalogue
from bot.review.offers.differences import differences
from bot.review.offers.fields import FORM_FIELDS, GROUPS, LABELS
from bot.review.offers.form_reading import read_cells
from bot.review.offers.link_runs import Outcome
from bot.review.offers.names import STATE_NAMES
from bot.review.offers.preview import card_values, why_hidden
from bot.review.offers.refusing import why_refused
from bot.review.shell import done, render
from offer_db.cells import CellChange, cells_of, changes, fingerprint
from offer_db.database import reading
from offer_db.editing import check_cells, confirm, edit_offer
from offer_db.errors import EditRefused, FieldProblem, OfferDbError
from offer_db.loading import load_offers
from offer_db.opening import TIMEZONE
from offer_db.records import Offer
from offer_db.vocabulary import NEEDS, Confidence, State

PREVIEW: Final = "vorschau"
_STATE_BUTTONS: Final = (
    (State.VEROEFFENTLICHT.value, "Speichern und veröffentlichen"),
    (State.PAUSIERT.value, "Speichern und pausieren"),
    (State.BEENDET.value, "Speichern und beenden"),
    (State.ENTWURF.value, "Als Entwurf speichern"),
)
_EMPTY: Final[Mapping[str, str]] = {"target": "alle", "audience": "familien", "confidence": Confidence.MEDIUM}
"""What a new offer begins with."""
_STATES: Final = frozenset(State)
LINK_RESULTS: Final[Mapping[str, tuple[str, str]]] = {
    "da": ("success", "Die Webseite ist da."),
    "tot": ("danger", "Die Webseite gibt es nicht mehr. Das Angebot steht jetzt in der Arbeitsliste."),
    "unklar": ("warning", "Die Webseite hat heute nicht geantwortet, wie sie soll. Das kann morgen vorbei sein."),
    Outcome.KEIN_NETZ: ("warning", "Von hier ist gerade keine Webseite zu erreichen. Nichts wurde vermerkt."),
    Outcome.LAEUFT_SCHON: ("info", "Die Webadressen werden gerade geprüft. Bitte warten Sie, bis das fertig ist."),
}
"""What the address says after looking at a website (`?link=`): kind of message, and the sentence."""


@dataclass(frozen=True)
class Complaint:
    """Why something cannot be saved.

    Attributes:
        alias: the field, empty if none alone is meant.
        name: what the field is called here.
        ziel: id of the field on the page, to jump to.
        grund: German sentence.
    """

    alias: str
    name: str
    ziel: str
    grund: str


async def load_offer(request: web.Request) -> Offer:
    """The offer of the address.

    Raises:
        NotFound: there is none.
    """
    offer = await find_offer(request, request.match_info["id"])
    if offer is None:
        raise NotFound("Dieses Angebot gibt es nicht.")
    return offer


async def find_offer(request: web.Request, offer_id: str) -> Offer | None:
    """The offer with this id, whatever its state."""

    def load() -> Offer | None:
        with reading(request.app[OFFERS]) as session:
            return load_offers(session, [offer_id]).get(offer_id)

    return await in_thread(load)


async def show(request: web.Request) -> web.Response:
    """GET /angebote/{id}"""
    offer = await load_offer(request)
    return await _page(request, offer, cells_of(offer), preview=offer)


async def show_empty(request: web.Request) -> web.Response:
    """GET /angebote/neu"""
    return await _page(request, None, _EMPTY)


async def save(request: web.Request) -> web.Response:
    """POST /angebote/{id}: saves, or shows the page again with what is wrong."""
    offer = await load_offer(request)
    form = await read_form(request)
    stored = cells_of(offer)
    known = form.get("fassung", "")
    stale = known != fingerprint(offer)
    cells = read_cells(form, stored, stale=stale)
    action = form.get("aktion", "")
    cells["state"] = action if action in _STATES else offer.state
    try:
        wanted = await in_thread(check_cells, request.app[OFFERS], offer.id, cells)
        if action == PREVIEW:
            return await _page(request, offer, cells, preview=wanted, known=known)
        if stale:
            return await _stale(request, offer, cells)
        await note(request, "Angebot geändert", offer.id, _what_changed(stored, cells_of(wanted)))
        saved = await in_thread(_write, request, offer.id, cells, known)
    except EditRefused as refusal:
        now = await load_offer(request)
        if fingerprint(now) != known and action != PREVIEW:
            return await _stale(request, now, cells)
        return await _page(request, now, cells, complaints=complaints_of(refusal), known=known)
    raise done(f"/angebote/{saved.id}", "gespeichert")


async def create(request: web.Request) -> web.Response:
    """POST /angebote/neu"""
    form = await read_form(request)
    cells = {**read_cells(form, {}), "id": form.get("id", "")}
    action = form.get("aktion", "")
    cells["state"] = action if action in _STATES else State.ENTWURF.value
    try:
        wanted = await in_thread(check_cells, request.app[OFFERS], None, cells)
        if action == PREVIEW:
            return await _page(request, None, cells, preview=wanted)
        if reason := why_refused(wanted):
            raise EditRefused([FieldProblem("id", LABELS["id"], reason)])
        await note(request, "Angebot angelegt", wanted.id, wanted.title)
        saved = await in_thread(_write, request, None, cells, "")
    except EditRefused as refusal:
        return await _page(request, None, cells, complaints=complaints_of(refusal))
    raise done(f"/angebote/{saved.id}", "angelegt")


async def preview(request: web.Request) -> web.Response:
    """POST /angebote/vorschau: the part beside the form, for htmx; writes nothing."""
    form = await read_form(request)
    offer = await find_offer(request, form.get("angebot", ""))
    cells = read_cells(form, cells_of(offer) if offer else {})
    cells["state"] = offer.state if offer else State.ENTWURF.value
    if offer is None:
        cells["id"] = form.get("id", "")
    values: dict[str, Any] = {"fehler": [], "karte": None, "alter": _age_words(cells)}
    try:
        wanted = await in_thread(check_cells, request.app[OFFERS], offer.id if offer else None, cells)
        values |= card_values(wanted)
    except EditRefused as refusal:
        values["fehler"] = complaints_of(refusal)
    return render(request, "_angebot_vorschau.html", **values)


async def verify(request: web.Request) -> web.Response:
    """POST /angebote/{id}/geprueft: all of it was confirmed by the person who asks, today."""
    offer = await load_offer(request)
    today = datetime.now(TIMEZONE).date()
    await note(request, "Angebot geprüft", offer.id)
    try:
        await in_thread(confirm, request.app[OFFERS], offer.id, request[STAFF].name, today)
    except OfferDbError as error:
        raise TeamError(400, str(error)) from error
    raise done(await way_back(request, f"/angebote/{offer.id}"), "geprueft")


async def way_back(request: web.Request, path: str) -> str:
    """Where to go after a form that stands on several pages; the worklist says so with `zurueck`, nobody else can."""
    asked = (await read_form(request)).get("zurueck", "")
    return "/angebote/aufgaben" if asked == "aufgaben" else path


def complaints_of(refusal: EditRefused) -> list[Complaint]:
    """What is wrong, as the page lists it."""
    return [
        Complaint(
            problem.alias,
            LABELS.get(problem.alias, problem.heading),
            f"feld-{problem.alias}" if problem.alias in FORM_FIELDS or problem.alias == "id" else "",
            problem.reason,
        )
        for problem in refusal.problems
    ]


def _write(request: web.Request, offer_id: str | None, cells: Mapping[str, str], known: str) -> Offer:
    return edit_offer(request.app[OFFERS], offer_id, cells, request[STAFF].name, known=known)


async def _stale(request: web.Request, offer: Offer, cells: Mapping[str, str]) -> web.Response:
    """Somebody was quicker: what is stored now beside what was typed; saving again is then a decision."""
    stored = cells_of(offer)
    if not (differing := changes(stored, {**stored, **cells})):
        raise done(f"/angebote/{offer.id}", "gespeichert")  # both wanted the same
    return await _page(request, offer, cells, differing=differing)


async def _page(
    request: web.Request,
    offer: Offer | None,
    cells: Mapping[str, str],
    *,
    preview: Offer | None = None,
    complaints: Sequence[Complaint] = (),
    differing: Sequence[CellChange] = (),
    known: str | None = None,
) -> web.Response:
    catalogue = await in_thread(read_catalogue, request.app[OFFERS])
    fresh = fingerprint(offer) if offer else ""
    reasons: dict[str, str] = {}
    for complaint in complaints:
        reasons[complaint.alias] = f"{reasons.get(complaint.alias, '')} {complaint.grund}".strip()
    return render(
        request,
        "angebot.html",
        status=400 if complaints else 409 if differing else 200,
        angebot=offer,
        fassung=fresh if known is None else known,
        gruppen=GROUPS,
        werte={alias: cells.get(alias, "") for alias in (*FORM_FIELDS, "id")},
        katalog=catalogue,
        bedarfe=NEEDS,
        zustaende=STATE_NAMES,
        zustandsknoepfe=_STATE_BUTTONS,
        klartext=_age_words(cells),
        fehler=complaints,
        maengel=reasons,
        abweichungen=differences(differing, catalogue),
        linkmeldung=LINK_RESULTS.get(request.query.get("link", "")),
        unsichtbar_heute=why_hidden(offer, datetime.now(TIMEZONE)) if offer else "neu",
        **(card_values(preview) if preview else {"karte": None}),
    )


def _age_words(cells: Mapping[str, str]) -> dict[str, str]:
    return {alias: in_words(alias, cells.get(alias, "")) for alias in ("age_min_months", "age_max_months")}


def _what_changed(stored: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """The names of the fields; of the state what it is now."""
    told = [
        LABELS[change.alias] + (f": {STATE_NAMES[change.after]}" if change.alias == "state" else "")
        for change in changes(stored, wanted)
    ]
    return ", ".join(told) or "nichts"

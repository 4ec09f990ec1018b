"""GET and POST /team/konto/zweiter-faktor: set up with password and code, switched off with password and code."""

from __future__ import annotations

import time
from typing import Final

import segno
from aiohttp import web
from itsdangerous import BadData, URLSafeTimedSerializer

from bot.memory.staff.second_factor import address_for_app, new_secret, step_of_code
from bot.review.errors import TeamError
from bot.review.forms import read_form
from bot.review.keys import ACCOUNTS, SETTINGS, STAFF, STAFF_SESSIONS, in_thread, note
from bot.review.login.account import knows_password, own_account, wrong_password
from bot.review.login.limits import LOGIN_LIMITS
from bot.review.login.password_login import note_failure
from bot.review.login.sessions import SIGNING_IN, token_of
from bot.review.roles import Area
from bot.review.routing import add_routes
from bot.review.shell import done, render

_SECONDS_TO_SET_UP: Final = 900
_WRONG: Final = "Der Code stimmt nicht. Geht die Uhr Ihres Telefons richtig? Warten Sie auf den nächsten Code."


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    routes = [
        web.get("/konto/zweiter-faktor", show),
        web.post("/konto/zweiter-faktor", switch_on),
        web.post("/konto/zweiter-faktor/abschalten", switch_off),
    ]
    add_routes(app, Area.KONTO, routes)


async def show(request: web.Request) -> web.Response:
    """A new secret as a picture and as text, or the form to switch off."""
    account = await own_account(request)
    if not account.has_password:
        raise TeamError(409, "Sie melden sich mit dem Konto der Verwaltung an. Den zweiten Faktor stellt man dort ein.")
    if account.has_second_factor:
        return render(request, "konto_zweiter_faktor_aus.html", fehler={})
    return _set_up_page(request, new_secret())


async def switch_on(request: web.Request) -> web.StreamResponse:
    """Keeps the secret once a code shows that the app has it; all other browsers are signed out.

    The password is asked for: otherwise whoever finds a browser open could lock its owner out for good.
    """
    form, staff = await read_form(request), request[STAFF]
    account = await own_account(request)
    if account.has_second_factor or not account.has_password:
        raise TeamError(409, "Der zweite Faktor ist schon eingerichtet.")
    try:
        secret = str(_serializer(request).loads(form.get("geheimnis", ""), max_age=_SECONDS_TO_SET_UP))
    except BadData:
        raise TeamError(409, "Die Seite war zu lange offen. Bitte beginnen Sie das Einrichten noch einmal.") from None
    if not await knows_password(request, form.get("passwort", "")):
        return _set_up_page(request, secret, passwort=wrong_password())
    step = step_of_code(secret, form.get("code", ""), time.time())
    if step is None:
        return _set_up_page(request, secret, code=_WRONG)
    await in_thread(request.app[ACCOUNTS].set_second_factor, account.id, secret, step)
    await in_thread(request.app[STAFF_SESSIONS].end_others, staff.account_id, token_of(request))
    await note(request, "Zweiten Faktor eingerichtet")
    raise done("/konto", "zweiter_faktor_an")


async def switch_off(request: web.Request) -> web.StreamResponse:
    """Needs both factors once more."""
    form, limits, signing_in = await read_form(request), request.app[LOGIN_LIMITS], request.app[SIGNING_IN]
    await limits.check(request)
    outcome = await limits.in_turn(signing_in.password, request[STAFF].name, form.get("passwort", ""))
    field, sentence = "passwort", wrong_password()
    if outcome.passed and outcome.needs_code and outcome.account_id is not None:
        outcome = await in_thread(signing_in.code, outcome.account_id, outcome.stamp, form.get("code", ""))
        field, sentence = "code", _WRONG
    if not outcome.passed:
        await limits.failed(request)
        await note_failure(request, outcome)
        return render(request, "konto_zweiter_faktor_aus.html", status=422, fehler={field: sentence})
    await in_thread(request.app[ACCOUNTS].remove_second_factor, request[STAFF].account_id, signs_out=False)
    await note(request, "Zweiten Faktor abgeschaltet")
    raise done("/konto", "zweiter_faktor_aus")


def _set_up_page(request: web.Request, secret: str, **errors: str) -> web.Response:
    # the picture stands in the page itself: an address that draws it would carry the secret into logs
    code = segno.make(address_for_app(secret, request[STAFF].name), error="m", micro=False)
    return render(
        request,
        "konto_zweiter_faktor.html",
        status=422 if errors else 200,
        bild=code.svg_data_uri(scale=5, border=4, dark="#000", light="#fff"),
        geheimnis=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        unterschrieben=str(_serializer(request).dumps(secret)),
        fehler=errors,
    )


def _serializer(request: web.Request) -> URLSafeTimedSerializer:
    """For this account and session alone."""
    secret, staff = request.app[SETTINGS].secret or "", request[STAFF]
    return URLSafeTimedSerializer(secret, salt=f"lotte-team-totp-{staff.account_id}-{staff.csrf}")

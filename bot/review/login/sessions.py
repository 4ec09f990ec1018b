"""A session begins and ends: the cookie, the old session that goes, the line in the audit log."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from bot.memory.staff.signing_in import SigningIn
from bot.review.guard import COOKIE
from bot.review.keys import AUDIT, SETTINGS, STAFF_SESSIONS, in_thread
from bot.review.login.before_login import BEFORE_LOGIN
from bot.review.routing import PREFIX

SIGNING_IN: Final[web.AppKey[SigningIn]] = web.AppKey("signing_in", SigningIn)


async def begin_session(
    request: web.Request, account_id: int, name: str, back: str, how: str = ""
) -> web.StreamResponse:
    """Signs in and leads on.

    A session that the browser brought along ends and never becomes the new one: whoever put it there does not come
    along.

    Args:
        request: of the last step of signing in.
        account_id: of whom it was proved to be.
        name: of the account.
        back: path of ours to go to.
        how: for the audit log.
    """
    app = request.app
    await in_thread(app[STAFF_SESSIONS].end, token_of(request))
    await in_thread(app[AUDIT].add, name, "Angemeldet", "", how)
    token = await in_thread(app[STAFF_SESSIONS].start, account_id)
    await in_thread(app[SIGNING_IN].note_login, account_id)
    response = web.HTTPSeeOther(back)
    write_cookie(request, response, token)
    app[BEFORE_LOGIN].forget(response)
    raise response


def token_of(request: web.Request) -> str:
    """The session's token; empty without one."""
    return request.cookies.get(COOKIE, "")


def write_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Puts the session into the browser, until it is closed."""
    response.set_cookie(COOKIE, token, path=PREFIX, **_attributes(request))


def delete_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Takes the session out of the browser."""
    response.del_cookie(COOKIE, path=PREFIX, **_attributes(request))


def forget_pages(response: web.StreamResponse) -> None:
    """Lets the browser forget what it keeps of our pages; not "storage", where parents have their list."""
    response.headers["Clear-Site-Data"] = '"cache"'


def _attributes(request: web.Request) -> dict[str, Any]:
    return {"httponly": True, "samesite": "Lax", "secure": request.app[SETTINGS].over_https}

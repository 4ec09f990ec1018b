"""How the pages before the session are shown: with a token of this browser, and what was wrong."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.review.login.before_login import BEFORE_LOGIN
from bot.review.shell import render


def login_page(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """A page with a form that only this browser can send; `fehler`: a sentence above it."""
    before = request.app[BEFORE_LOGIN]
    cookie, token = before.form_token(request)
    response = render(request, template, status=status, marke=token, **{"fehler": "", **values})
    before.write_form_cookie(response, cookie)
    return response

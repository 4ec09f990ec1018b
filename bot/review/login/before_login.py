"""What is known of a browser before it is signed in: signed values in short-lived cookies, nothing in the database.

A session is what may see pages. Between the password and the code, and on the way to the authority's directory and
back, there is none yet, so that nothing can be done with half a sign-in.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Any, Final, Literal

from aiohttp import web
from itsdangerous import BadData, URLSafeTimedSerializer

from bot.review.errors import TeamError
from bot.review.forms import read_form
from bot.review.guard import CSRF_FIELD
from bot.review.routing import PREFIX
from bot.web.senders import is_own_page

FORM_COOKIE: Final = "lotte_team_formular"
_PATH: Final = f"{PREFIX}/anmelden"
_RANDOM: Final = re.compile(r"[\w-]{43}")
_FOREIGN: Final = (
    "Diese Anfrage kam nicht von der Anmeldeseite selbst, oder Ihr Browser nimmt keine Cookies an. Bitte laden Sie die "
    "Seite neu und versuchen Sie es noch einmal."
)
#: Cookie name and life in seconds of what is kept between two steps. A directory sends browsers back from its own site,
#: which "Strict" would take for a stranger's.
_STEPS: Final[dict[str, tuple[str, int, Literal["Strict", "Lax"]]]] = {
    "code": ("lotte_team_code", 300, "Strict"),
    "verzeichnis": ("lotte_team_verzeichnis", 600, "Lax"),
}


class BeforeLogin:
    """Signs and checks; keeps nothing."""

    def __init__(self, secret: str, *, secure_cookie: bool) -> None:
        """`secret` must be the same for all gateways of an installation."""
        self._secret = secret
        self._secure = secure_cookie

    def form_token(self, request: web.Request) -> tuple[str, str]:
        """For a form of the sign-in pages: value of the cookie (the one there is, if it can be one) and token."""
        cookie = request.cookies.get(FORM_COOKIE, "")
        if not _RANDOM.fullmatch(cookie):
            cookie = secrets.token_urlsafe(32)
        return cookie, self._token(cookie)

    def write_form_cookie(self, response: web.StreamResponse, cookie: str) -> None:
        """Puts what belongs to the form's token into the browser."""
        self._write(response, FORM_COOKIE, cookie, "Strict")

    async def check_form(self, request: web.Request) -> None:
        """Lets a form through only from our own page and with the token of this browser.

        Raises:
            TeamError: 403.
        """
        cookie = request.cookies.get(FORM_COOKIE, "")
        given = (await read_form(request)).get(CSRF_FIELD, "")
        fits = bool(_RANDOM.fullmatch(cookie)) and hmac.compare_digest(given.encode(), self._token(cookie).encode())
        if not fits or not is_own_page(request):
            raise TeamError(403, _FOREIGN)

    def remember(self, response: web.StreamResponse, step: str, value: Any) -> None:
        """Gives the browser what the next step of signing in needs; `value` is JSON, signed but readable."""
        name, _, samesite = _STEPS[step]
        self._write(response, name, str(self._serializer(step).dumps(value)), samesite)

    def recall(self, request: web.Request, step: str) -> Any:
        """What was remembered; None if there is nothing, it is forged, or it took too long."""
        name, seconds, _ = _STEPS[step]
        try:
            return self._serializer(step).loads(request.cookies.get(name, ""), max_age=seconds)
        except BadData:
            return None

    def forget_step(self, response: web.StreamResponse, step: str) -> None:
        """Takes away what was remembered for one step: it counts once."""
        response.del_cookie(_STEPS[step][0], path=_PATH, httponly=True, samesite="Lax", secure=self._secure)

    def forget(self, response: web.StreamResponse) -> None:
        """Takes all of it away: signed in, or to be begun anew."""
        for name in (FORM_COOKIE, *(name for name, _, _ in _STEPS.values())):
            response.del_cookie(name, path=_PATH, httponly=True, samesite="Lax", secure=self._secure)

    def _write(self, response: web.StreamResponse, name: str, value: str, samesite: Literal["Strict", "Lax"]) -> None:
        response.set_cookie(name, value, path=_PATH, httponly=True, samesite=samesite, secure=self._secure)

    def _token(self, cookie: str) -> str:
        return hmac.new(self._secret.encode(), f"team-form:{cookie}".encode(), hashlib.sha256).hexdigest()

    def _serializer(self, step: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._secret, salt=f"lotte-team-{step}")


BEFORE_LOGIN: Final[web.AppKey[BeforeLogin]] = web.AppKey("before_login", BeforeLogin)

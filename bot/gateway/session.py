"""Who is speaking: a random id in a signed HttpOnly cookie, made here, never by the client."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

from aiohttp import web
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

COOKIE = "lotte_session"
#: How a page of another origin says which session it has (bot/gateway/origins.py).
HEADER = "X-Lotte-Session"
_ID_BYTES = 18


class UnknownChoice(ValueError):
    """A button id that this session was never given."""


@dataclass(frozen=True)
class Session:
    """One browser's conversation.

    Attributes:
        id: random; stands only in the cookie.
        is_new: the cookie has still to be set.
    """

    id: str
    is_new: bool


class Sessions:
    """Makes sessions and the button ids that only they can use; keeps nothing, so any gateway can serve any session."""

    def __init__(self, secret: str, *, secure_cookie: bool, days: int) -> None:
        """`secret` must be the same for all gateways of an installation; a session is good for `days` at most."""
        self._secret = secret
        self._secure = secure_cookie
        self._seconds = days * 24 * 3600
        self._cookies = URLSafeTimedSerializer(secret, salt="lotte-session")

    def of(self, request: web.Request, *, by_header: bool = False) -> Session:
        """The request's session, from the cookie or the header; a missing or forged one makes a new one."""
        token = request.headers.get(HEADER, "") if by_header else request.cookies.get(COOKIE, "")
        try:
            return Session(str(self._cookies.loads(token, max_age=self._seconds)), is_new=False)
        except BadData:
            return self.new()

    def new(self) -> Session:
        """A session nobody has."""
        return Session(secrets.token_urlsafe(_ID_BYTES), is_new=True)

    def token(self, session: Session) -> str:
        """The session as it stands in the cookie: signed, so that nobody can make one up."""
        return str(self._cookies.dumps(session.id))

    def write(self, response: web.StreamResponse, session: Session) -> None:
        """Sets the cookie of a new session; it ends with the browser, since phones are shared in families."""
        if session.is_new:
            response.set_cookie(
                COOKIE,
                self.token(session),
                httponly=True,
                samesite="Lax",
                secure=self._secure,
                path="/",
            )

    def end(self, response: web.StreamResponse) -> None:
        """Takes the cookie away: whoever uses this browser next is somebody else."""
        response.del_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=self._secure)

    def sender(self, session: Session) -> str:
        """The name Rasa and the database know the conversation by; the cookie cannot be told from it."""
        return hmac.new(self._secret.encode(), session.id.encode(), hashlib.sha256).hexdigest()[:40]

    def choice_id(self, session: Session, payload: str, label: str) -> str:
        """The id of a button for this session alone."""
        return str(self._choices(session).dumps([payload, label]))

    def choice(self, session: Session, choice_id: str) -> tuple[str, str]:
        """Payload and label of a button.

        Raises:
            UnknownChoice: forged, or another session's.
        """
        try:
            payload, label = self._choices(session).loads(choice_id)
        except (BadData, ValueError, TypeError) as error:
            raise UnknownChoice(choice_id[:20]) from error
        return str(payload), str(label)

    def _choices(self, session: Session) -> URLSafeSerializer:
        return URLSafeSerializer(self._secret, salt=f"lotte-choice-{session.id}", serializer=json)

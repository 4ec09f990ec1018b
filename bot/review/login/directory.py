"""Speaks to the authority's directory (OpenID Connect): where it signs people in, and what it says about them.

Authorization code flow with PKCE (RFC 7636); checks of OpenID Connect Core 1.0, section 3.1.3.7, in `id_token`.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

import aiohttp

from bot.review.errors import TeamError
from bot.review.login.id_token import TokenRefused, checked_claims, role_of
from bot.settings import Settings

logger = logging.getLogger(__name__)

_TIMEOUT: Final = aiohttp.ClientTimeout(total=10, connect=5)
_SECONDS_KEPT: Final = 3600.0
_SCOPES: Final = ("openid", "profile", "groups", "roles")
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_UNREACHABLE: Final = (
    "Die Anmeldung der Verwaltung antwortet gerade nicht. Versuchen Sie es später noch einmal, oder melden Sie sich "
    "mit Name und Passwort an, wenn Sie ein Konto bei Lotte haben."
)
_REFUSED: Final = "Die Anmeldung bei der Verwaltung hat nicht geklappt. Bitte versuchen Sie es noch einmal."


@dataclass(frozen=True)
class Begun:
    """What a sign-in was begun with; stays in the browser, signed, until it comes back.

    Attributes:
        state: comes back in the address: the answer belongs to this browser.
        nonce: comes back in the token: the token belongs to this sign-in.
        verifier: shown when the code is exchanged: whoever else sees the code cannot use it.
    """

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Begun:
        """Random ones."""
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))

    def as_json(self) -> dict[str, str]:
        """For the cookie."""
        return asdict(self)


class Directory:
    """One issuer; its description is fetched when first needed and kept for an hour."""

    def __init__(self, settings: Settings) -> None:
        """Issuer, our name and secret there, and the claim with the groups come from the settings."""
        self._issuer = (settings.oidc_issuer or "").rstrip("/")
        self._client_id = settings.oidc_client_id
        self._client_secret = settings.oidc_client_secret
        self._role_claim = settings.oidc_role_claim
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}

    async def sign_in_address(self, begun: Begun, redirect_uri: str) -> str:
        """Where the browser goes to sign in.

        Raises:
            TeamError: 503, the directory cannot be reached.
        """
        about = await self._about()
        supported = about.get("scopes_supported", _SCOPES)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(scope for scope in _SCOPES if scope == "openid" or scope in supported),
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = str(about["authorization_endpoint"])
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"

    async def claims(self, code: str, begun: Begun, redirect_uri: str) -> dict[str, Any]:
        """What the directory says about the person who has just signed in there, checked.

        Raises:
            TeamError: 503, it cannot be reached; 403, it does not vouch for anybody.
        """
        about = await self._about()
        tokens = await self._exchange(about, code, begun.verifier, redirect_uri)
        issuer, token = str(about["issuer"]), str(tokens.get("id_token", ""))
        wanted: dict[str, Any] = {"issuer": issuer, "client_id": self._client_id, "nonce": begun.nonce}
        try:
            try:
                claims = checked_claims(token, await self._keys(about), now=time.time(), **wanted)
            except TokenRefused:
                # the directory may have changed its keys since
                claims = checked_claims(token, await self._keys(about, anew=True), now=time.time(), **wanted)
        except TokenRefused as error:
            logger.warning("The directory's ID token was refused: %s", error)
            raise TeamError(403, _REFUSED) from None
        if role_of(claims, self._role_claim) is None and "userinfo_endpoint" in about:
            said = await self._json("GET", str(about["userinfo_endpoint"]), bearer=str(tokens.get("access_token", "")))
            if said.get("sub") == claims["sub"]:  # else it speaks of somebody else (section 5.3.2)
                claims = {**claims, **said, "iss": claims["iss"]}
        return claims

    async def _about(self) -> dict[str, Any]:
        about = await self._fetched(f"{self._issuer}/.well-known/openid-configuration")
        encrypted = self._issuer.startswith("https://")
        fits = str(about.get("issuer", "")).rstrip("/") == self._issuer
        if not fits or any(
            name not in about or (encrypted and not str(about[name]).startswith("https://")) for name in _ENDPOINTS
        ):
            self._kept.clear()
            logger.error("The directory does not describe itself as LOTTE_OIDC_ISSUER says")
            raise TeamError(503, _UNREACHABLE)
        return about

    async def _keys(self, about: Mapping[str, Any], *, anew: bool = False) -> dict[str, Any]:
        if anew:
            self._kept.pop(str(about["jwks_uri"]), None)
        return await self._fetched(str(about["jwks_uri"]))

    async def _exchange(self, about: Mapping[str, Any], code: str, verifier: str, redirect_uri: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        ways = about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        basic = None
        if self._client_secret and "client_secret_basic" in ways:
            # RFC 6749, section 2.3.1: encoded like a form first
            basic = aiohttp.BasicAuth(quote(self._client_id, safe=""), quote(self._client_secret, safe=""))
        else:
            form["client_id"] = self._client_id
            if self._client_secret:
                form["client_secret"] = self._client_secret
        return await self._json("POST", str(about["token_endpoint"]), form=form, basic=basic)

    async def _fetched(self, address: str) -> dict[str, Any]:
        until, known = self._kept.get(address, (0.0, {}))
        if until < time.monotonic():
            known = await self._json("GET", address)
            self._kept[address] = (time.monotonic() + _SECONDS_KEPT, known)
        return known

    async def _json(
        self,
        method: str,
        address: str,
        *,
        form: Mapping[str, str] | None = None,
        basic: aiohttp.BasicAuth | None = None,
        bearer: str = "",
    ) -> dict[str, Any]:
        headers = {"Accept": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as http,
                http.request(
                    method, address, data=form, auth=basic, headers=headers, allow_redirects=form is None
                ) as answer,
            ):
                if 400 <= answer.status < 500 and form is not None:
                    logger.warning("The directory refused the code: %d", answer.status)
                    raise TeamError(403, _REFUSED)
                answer.raise_for_status()
                said = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            logger.error("The directory cannot be reached: %s", type(error).__name__)
            raise TeamError(503, _UNREACHABLE) from None
        if not isinstance(said, dict):
            raise TeamError(503, _UNREACHABLE)
        return said

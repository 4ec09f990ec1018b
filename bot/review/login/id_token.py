"""What the authority's directory says about a person: the ID token, checked, and the role its groups give. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bot.memory.staff.tables import Role

#: Signatures with a private key alone: "none" signs nothing, and with HS256 a public key would do as the secret.
_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
_LEEWAY_SECONDS: Final = 60
_GROUP: Final = "lotte-"
#: Who is in several groups gets the role that opens most.
_STRONGEST_FIRST: Final = (Role.LEITUNG, Role.AUSWERTUNG, Role.REDAKTION)


class TokenRefused(Exception):
    """The token does not prove what it says; the message is for the log and holds nothing of the token."""


def checked_claims(
    token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now: float
) -> dict[str, Any]:
    """The claims of a token that the issuer signed for us, for this sign-in, and that is still good.

    Args:
        token: compact JWT.
        keys: the issuer's JSON Web Key Set, as fetched.
        issuer: as the issuer calls itself.
        client_id: our name there.
        nonce: what this sign-in was begun with.
        now: seconds since 1970.

    Raises:
        TokenRefused: signature, issuer, audience, nonce or time are wrong, or something is missing.
    """
    demands = jwt.JWTClaimsRegistry(
        now=int(now),
        leeway=_LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        claims = jwt.decode(token, _signing_keys(keys), algorithms=_ALGORITHMS).claims
        demands.validate(claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise TokenRefused(f"{type(error).__name__}: {error}") from None
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client_id:
        raise TokenRefused("made for several, and not for us first (azp)")
    return claims


def role_of(claims: Mapping[str, Any], claim: str) -> Role | None:
    """The role that the groups give; None if no group is one of ours.

    Args:
        claims: of the token, or of the directory's userinfo.
        claim: where the groups stand; a dot leads into an object ("realm_access.roles").
            A slash before a group does not count.
    """
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    groups = {str(group).lstrip("/") for group in (found if isinstance(found, list) else [found])}
    return next((role for role in _STRONGEST_FIRST if f"{_GROUP}{role.value}" in groups), None)


def name_of(claims: Mapping[str, Any]) -> str:
    """What the person is called in our lists: the name they sign in with there."""
    return str(claims.get("preferred_username") or claims.get("name") or claims["sub"]).strip().replace(" ", ".")


def _signing_keys(keys: Mapping[str, Any]) -> KeySet:
    usable = [
        key for key in keys.get("keys", ()) if key.get("use", "sig") == "sig" and key.get("kty") in ("RSA", "EC", "OKP")
    ]
    return KeySet.import_key_set({"keys": usable})

"""ID tokens that prove nothing, and which role which groups give. The real provider is in tests/integration/review."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from bot.memory.staff.tables import Role
from bot.review.login.id_token import TokenRefused, checked_claims, name_of, role_of

NOW = 1_795_400_000
KEY = RSAKey.generate_key(2048, {"kid": "a", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "a"})
CURVE = ECKey.generate_key("P-256", {"kid": "b", "use": "sig"})
KEYS = {
    "keys": [
        KEY.as_dict(private=False),
        CURVE.as_dict(private=False),
        {"kty": "RSA", "use": "enc", "n": "AQAB", "e": "AQAB", "kid": "verschluesseln"},
        {"kty": "neu", "kid": "was-es-noch-nicht-gibt"},
    ]
}
CLAIMS = {
    "iss": "https://kreis.example",
    "aud": "lotte",
    "sub": "1",
    "exp": NOW + 300,
    "iat": NOW,
    "nonce": "n",
}


def check(token: str) -> dict[str, Any]:
    return checked_claims(token, KEYS, issuer="https://kreis.example", client_id="lotte", nonce="n", now=NOW)


def signed(key: Any = KEY, algorithm: str = "RS256", **changes: Any) -> str:
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}
    return jwt.encode({"alg": algorithm, "kid": key.kid or "a"}, claims, key, algorithms=[algorithm])


def test_a_good_token() -> None:
    assert check(signed())["sub"] == "1"
    assert check(signed(CURVE, "ES256"))["sub"] == "1"
    assert check(signed(aud=["lotte", "andere"], azp="lotte"))["sub"] == "1"
    assert check(signed(exp=NOW - 30))["sub"] == "1"  # clocks differ


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://kreis.example.boese.example"},
        {"aud": "andere"},
        {"aud": ["andere"]},
        {"aud": ["lotte", "andere"]},
        {"aud": ["lotte", "andere"], "azp": "andere"},
        {"nonce": "x"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"exp": None},
        {"iat": None},
        {"exp": NOW - 61},
        {"iat": NOW + 61},
        {"nbf": NOW + 61},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now(changes: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        check(signed(**changes))


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _packed(*parts: dict[str, Any]) -> str:
    return ".".join(_part(json.dumps(part).encode()) for part in parts)


def test_a_token_that_nobody_or_somebody_else_signed() -> None:
    header, body, signature = signed().split(".")
    changed = _part(json.dumps({**CLAIMS, "sub": "2"}).encode())
    confused = _packed({"alg": "HS256", "kid": "a"}, CLAIMS)
    confused += "." + _part(hmac.digest(KEY.as_pem(private=False), confused.encode(), "sha256"))
    bad = [
        signed(OTHER),
        _packed({"alg": "none"}, CLAIMS) + ".",
        f"{header}.{changed}.{signature}",
        f"{header}.{body}.",
        confused,
        "",
        "a.b",
        "ü",
    ]
    for token in bad:
        with pytest.raises(TokenRefused):
            check(token)


@pytest.mark.parametrize(
    ("claims", "claim", "role"),
    [
        ({"groups": ["lotte-redaktion", "alle"]}, "groups", Role.REDAKTION),
        ({"groups": ["lotte-redaktion", "lotte-leitung"]}, "groups", Role.LEITUNG),
        ({"groups": ["lotte-redaktion", "lotte-auswertung"]}, "groups", Role.AUSWERTUNG),
        ({"groups": "/lotte-auswertung"}, "groups", Role.AUSWERTUNG),
        ({"realm_access": {"roles": ["lotte-leitung"]}}, "realm_access.roles", Role.LEITUNG),
        ({"https://kreis.example/groups": ["lotte-leitung"]}, "https://kreis.example/groups", Role.LEITUNG),
        ({"groups": ["leitung", "lotte-leitung-vertretung", "LOTTE-LEITUNG"]}, "groups", None),
        ({"groups": None}, "groups", None),
        ({"groups": 7}, "groups.a", None),
        ({}, "groups", None),
    ],
)
def test_the_role(claims: dict[str, Any], claim: str, role: Role | None) -> None:
    assert role_of(claims, claim) is role


def test_the_name() -> None:
    assert name_of({"preferred_username": "anna.m", "name": "Anna Meier", "sub": "1"}) == "anna.m"
    assert name_of({"name": "Anna Meier", "sub": "1"}) == "Anna.Meier"
    assert name_of({"sub": "1"}) == "1"

"""bot/gateway/messenger/matrix_signing.py: the objects of cross-signing, checked with the public keys alone."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bot.gateway.messenger.matrix_signing import Identity

LOTTE = "@lotte:kreis.example"


def verify(signed: dict[str, Any], key_id: str) -> None:
    """As any other client does it."""
    bare = {key: value for key, value in signed.items() if key not in ("signatures", "unsigned")}
    text = json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    public = base64.b64decode(key_id.removeprefix("ed25519:") + "=")
    signature = base64.b64decode(signed["signatures"][LOTTE][key_id] + "==")
    Ed25519PublicKey.from_public_bytes(public).verify(signature, text)


def test_all_gateways_derive_the_same_keys_and_nobody_else() -> None:
    one, again = Identity.of("geheim", LOTTE), Identity.of("geheim", LOTTE)
    assert one.announcement() == again.announcement()
    others = [Identity.of("anderes", LOTTE), Identity.of("geheim", "@lotte:anderswo.example")]
    keys = {key.public for who in (one, *others) for key in (who.master, who.self_signing, who.user_signing)}
    assert len(keys) == 9


def test_the_master_key_signs_the_others() -> None:
    identity = Identity.of("geheim", LOTTE)
    announced = identity.announcement()
    assert {name: key["usage"] for name, key in announced.items()} == {
        "master_key": ["master"],
        "self_signing_key": ["self_signing"],
        "user_signing_key": ["user_signing"],
    }
    for name in ("self_signing_key", "user_signing_key"):
        verify(announced[name], identity.master.id)


def test_a_device_is_signed_beside_its_own_signature() -> None:
    identity = Identity.of("geheim", LOTTE)
    device = {
        "user_id": LOTTE,
        "device_id": "GERÄT",
        "keys": {"ed25519:GERÄT": "abc"},
        "signatures": {LOTTE: {"ed25519:GERÄT": "eigene"}},
        "unsigned": {"device_display_name": "Lotte"},
    }
    assert not identity.has_signed(device)
    signed = identity.self_signing.sign(device, LOTTE)
    verify(signed, identity.self_signing.id)
    assert identity.has_signed(signed)
    assert signed["signatures"][LOTTE]["ed25519:GERÄT"] == "eigene"
    assert "unsigned" not in signed
    with pytest.raises(InvalidSignature):
        verify({**signed, "device_id": "ANDERES"}, identity.self_signing.id)


@pytest.mark.parametrize("answer", [{}, {"master_keys": {}}, {"master_keys": {LOTTE: {"keys": {"ed25519:x": "x"}}}}])
def test_what_is_not_announced(answer: dict[str, Any]) -> None:
    assert not Identity.of("geheim", LOTTE).is_announced(answer)


def test_what_is_announced() -> None:
    identity = Identity.of("geheim", LOTTE)
    announced = identity.announcement()
    answer = {
        "master_keys": {LOTTE: announced["master_key"]},
        "self_signing_keys": {LOTTE: announced["self_signing_key"]},
    }
    assert identity.is_announced(answer)
    assert not Identity.of("anderes", LOTTE).is_announced(answer)

"""Lotte's identity on Matrix: three keys by which her devices are signed (cross-signing).

Apps give no keys to a device that its owner has not signed (Element since 2026, MSC4153), so without it nobody's
encrypted message could be read. matrix-nio cannot do it; the objects are those of the specification:
https://spec.matrix.org/v1.16/client-server-api/#cross-signing
"""

from __future__ import annotations

import base64
import json
import logging
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nio import Api, AsyncClient

from bot.memory.messaging.sealing import derived

logger = logging.getLogger(__name__)

Json = dict[str, Any]

_QUERY: Final = "/_matrix/client/v3/keys/query"
_UPLOAD_KEYS: Final = "/_matrix/client/v3/keys/device_signing/upload"
_UPLOAD_SIGNATURES: Final = "/_matrix/client/v3/keys/signatures/upload"


class SigningKey:
    """One Ed25519 key."""

    def __init__(self, seed: bytes) -> None:
        """`seed`: 32 bytes."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: Final = _base64(self._key.public_key().public_bytes_raw())

    @property
    def id(self) -> str:
        """As it is named in signatures."""
        return f"ed25519:{self.public}"

    def sign(self, signed: Json, user_id: str) -> Json:
        """The same object with this signature beside those it has."""
        bare = {key: value for key, value in signed.items() if key not in ("signatures", "unsigned")}
        signature = _base64(self._key.sign(Api.to_canonical_json(bare).encode()))
        signatures = signed.get("signatures", {})
        return {**bare, "signatures": {**signatures, user_id: {**signatures.get(user_id, {}), self.id: signature}}}


@dataclass(frozen=True)
class Identity:
    """The three keys of a user: the first signs the others, the second our devices, the third (unused) other people."""

    user_id: str
    master: SigningKey
    self_signing: SigningKey
    user_signing: SigningKey

    @classmethod
    def of(cls, secret: str, user_id: str) -> Identity:
        """Derived from the installation's secret: all its gateways sign alike, and a lost folder loses no identity."""

        def key(usage: str) -> SigningKey:
            info = f"lotte matrix {usage} {user_id}".encode()
            return SigningKey(derived(secret, info))

        return cls(user_id, key("master"), key("self_signing"), key("user_signing"))

    def announcement(self) -> Json:
        """What the homeserver is told once."""
        others = {"self_signing": self.self_signing, "user_signing": self.user_signing}
        named = {f"{usage}_key": self._named(key, usage) for usage, key in others.items()}
        signed = {name: self.master.sign(key, self.user_id) for name, key in named.items()}
        return {"master_key": self._named(self.master, "master"), **signed}

    def _named(self, key: SigningKey, usage: str) -> Json:
        return {"user_id": self.user_id, "usage": [usage], "keys": {key.id: key.public}}

    def is_announced(self, answer: Json) -> bool:
        """Whether the homeserver's answer about our keys shows this identity."""
        keys = answer.get("master_keys", {}).get(self.user_id, {}).get("keys", {})
        signing = answer.get("self_signing_keys", {}).get(self.user_id, {}).get("keys", {})
        return self.master.id in keys and self.self_signing.id in signing

    def has_signed(self, device: Json) -> bool:
        """Whether a device, as the homeserver shows it, bears our signature."""
        return self.self_signing.id in device.get("signatures", {}).get(self.user_id, {})


async def sign_this_device(client: AsyncClient, secret: str, password: str) -> None:
    """Makes Lotte's identity known and signs this device, where that was not done yet.

    A homeserver that refuses is no reason not to answer people: the log says it, and the next start tries again.

    Raises:
        aiohttp.ClientError, TimeoutError: it cannot be reached.
    """
    identity = Identity.of(secret, client.user_id)
    status, answer = await _ask(client, _QUERY, {"device_keys": {client.user_id: []}})
    if status == 200 and not identity.is_announced(answer):
        status, answer = await _announce(client, identity, password)
        if status == 200:
            status, answer = await _ask(client, _QUERY, {"device_keys": {client.user_id: []}})
    device = answer.get("device_keys", {}).get(client.user_id, {}).get(client.device_id)
    if status == 200 and device is not None and not identity.has_signed(device):
        signed = identity.self_signing.sign(device, client.user_id)
        status, answer = await _ask(client, _UPLOAD_SIGNATURES, {client.user_id: {client.device_id: signed}})
        status = 400 if answer.get("failures") else status
    if status != 200:
        logger.warning("Matrix: this device could not be signed (%s); some apps will not write encrypted", status)


async def _announce(client: AsyncClient, identity: Identity, password: str) -> tuple[int, Json]:
    body = identity.announcement()
    status, answer = await _ask(client, _UPLOAD_KEYS, body)
    if status == 401 and "session" in answer:  # there was another identity: the homeserver wants the password for that
        user = {"type": "m.id.user", "user": client.user_id}
        proof = {"type": "m.login.password", "identifier": user, "password": password, "session": answer["session"]}
        status, answer = await _ask(client, _UPLOAD_KEYS, {**body, "auth": proof})
    return status, answer


async def _ask(client: AsyncClient, path: str, body: Json) -> tuple[int, Json]:
    headers = {"Authorization": f"Bearer {client.access_token}", "Content-Type": "application/json"}
    response = await client.send("POST", path, json.dumps(body), headers)
    return response.status, await client.parse_body(response)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii").rstrip("=")

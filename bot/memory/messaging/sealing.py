"""Sealed and keyed: in the database nobody reads whom Lotte writes with, or what, without the installation's secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_CHARACTERS: Final = 40


class SealBroken(Exception):
    """It was sealed with another secret, or somebody changed it: nobody can read it any more."""


class Seal:
    """Seals words and addresses, and makes the keys people are found by; the same for all gateways."""

    def __init__(self, secret: str) -> None:
        """`secret`: the installation's. Two keys are derived from it, so that neither tells anything of the other."""
        self._fernet = Fernet(base64.urlsafe_b64encode(derived(secret, b"lotte messenger seal")))
        self._key = derived(secret, b"lotte messenger keys")

    def close(self, data: Mapping[str, Any]) -> bytes:
        """Encrypted (AES-128-CBC with HMAC-SHA256) JSON of `data`."""
        # escaped: half characters, which some apps send, are no UTF-8
        return self._fernet.encrypt(json.dumps(dict(data)).encode())

    def open(self, sealed: bytes) -> dict[str, Any]:
        """What was sealed; tuples have become lists.

        Raises:
            SealBroken: see there.
        """
        try:
            return dict(json.loads(self._fernet.decrypt(sealed)))
        except InvalidToken:
            raise SealBroken("sealed with another secret, or changed") from None

    def key_of(self, *parts: str) -> str:
        """Keyed hash of ids of a platform: `KEY_CHARACTERS` hexadecimal digits; ("a", "bc") is not ("ab", "c")."""
        return hmac.new(self._key, json.dumps(parts).encode(), hashlib.sha256).hexdigest()[:KEY_CHARACTERS]


def derived(secret: str, purpose: bytes) -> bytes:
    """32 bytes made of the installation's secret; another purpose makes others that tell nothing of these."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())

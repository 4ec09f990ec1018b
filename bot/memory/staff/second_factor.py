"""The second factor: six digits that an app makes from a shared secret and the time (TOTP, RFC 6238). Pure."""

from __future__ import annotations

import hmac
from typing import Final

import pyotp

ISSUER: Final = "Lotte"
_SECONDS_A_STEP: Final = 30
_STEPS_ASIDE: Final = 1  # clocks of telephones go wrong by some seconds, and typing takes a while


def new_secret() -> str:
    """32 characters of base32 (160 bits)."""
    return pyotp.random_base32()


def address_for_app(secret: str, name: str) -> str:
    """What stands in the QR code: `otpauth://totp/…`, with the name the app shows."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of_code(secret: str, code: str, now: float) -> int | None:
    """The time step a code belongs to, None if it is not one of now.

    Args:
        secret: base32.
        code: as typed; blanks between the digits are fine.
        now: seconds since 1970.

    Returns:
        number of the step of 30 seconds; who keeps the highest one that was used lets every code count once.
    """
    typed = "".join(code.split())
    totp, current = pyotp.TOTP(secret), int(now) // _SECONDS_A_STEP
    # the latest first: a code that fits two steps by chance uses up both
    for step in range(current + _STEPS_ASIDE, current - _STEPS_ASIDE - 1, -1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None

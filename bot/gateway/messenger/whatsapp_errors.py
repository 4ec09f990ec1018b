"""What an error of the WhatsApp Cloud API means for a message that was to be sent: pure.

Codes: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.gateway.messenger.platform import NotSendable, TryLater

#: Meta's "no" to everything, not to this message: it passes, or the operator can put it right.
_PASSING: Final = frozenset(
    {
        1, 2, 131000, 131016, 133004,  # trouble at Meta's
        4, 80007, 130429, 131048, 131056, 131064,  # too much, too fast
        0, 3, 10, 190, *range(200, 300), 131005,  # the token: run out, taken back, not allowed to
        33, 131045, 133010,  # the number: deleted, not registered
        368, 130497, 131031, 131042, 131057,  # the account: blocked, not paid for, being worked on
    }
)  # fmt: skip
#: Of error 100, "a parameter is wrong": it is the number in the address.
_NO_SUCH_NUMBER: Final = 33
_LONGEST_PAUSE: Final = 3600.0


def code_of(answer: Any) -> int | None:
    """Meta's code of an answer; None if it is no error in Meta's form."""
    error = answer.get("error") if isinstance(answer, Mapping) else None
    if not isinstance(error, Mapping):
        return None
    code = error.get("code")
    if code == 100 and error.get("error_subcode") == _NO_SUCH_NUMBER:
        return _NO_SUCH_NUMBER
    return code if isinstance(code, int) else None


def as_ours(status: int, code: int | None, retry_after: str | None = None) -> TryLater | NotSendable:
    """Our exception for an answer that is no success; it holds neither person nor text.

    What is not clearly a "no" to this message is tried again; an error page of some proxy says nothing about it.
    Nobody's data is deleted for an error: Meta has none that means "blocked" (131026 can also be an old app).

    Args:
        status: of HTTP; 0 if there was no answer.
        code: Meta's code, if the answer was Meta's.
        retry_after: that header of the answer, if it was there.
    """
    if 400 <= status < 500 and status != 429 and code is not None and code not in _PASSING:
        return NotSendable(f"error {code}")
    return TryLater(_pause(retry_after))


def _pause(retry_after: str | None) -> float | None:
    if retry_after is None or not retry_after.isdecimal():
        return None
    return min(float(retry_after), _LONGEST_PAUSE)

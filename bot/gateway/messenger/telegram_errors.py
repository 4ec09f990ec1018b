"""What Telegram's errors mean for a message that was to be sent: pure."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.gateway.messenger.platform import NotSendable, PersonGone, TryLater

#: As Telegram words it when there is nobody any more: blocked, account deleted, removed from the group, group deleted.
_NOBODY: Final = re.compile(
    r"blocked by the user|user is deactivated|was kicked|not a member|initiate conversation|was deleted"
    r"|chat not found|user not found|PEER_ID_INVALID",
    re.IGNORECASE,
)
_REASON_CHARACTERS: Final = 80


def as_ours(error: TelegramError) -> TryLater | PersonGone | NotSendable:
    """Our exception for Telegram's; it holds neither token nor person nor text.

    What is not clearly a "no" of Telegram itself is tried again: a token that was taken back can be put right, and
    a 403 of some proxy on the way must not delete anybody's data.
    """
    if isinstance(error, RetryAfter):
        return TryLater(seconds_of(error))
    is_refusal = isinstance(error, BadRequest | Forbidden)
    if not is_refusal or error.__cause__ is not None:  # the cause: the answer was not Telegram's JSON
        return TryLater()
    if _NOBODY.search(error.message):
        return PersonGone()
    return NotSendable(reason(error))


def seconds_of(error: TelegramError) -> float | None:
    """How long Telegram says to wait; None if it does not say."""
    if not isinstance(error, RetryAfter):
        return None
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def reason(error: TelegramError) -> str:
    """For the log: the kind of the error and, of a refusal, Telegram's words without numbers (they could be ids)."""
    name = type(error).__name__
    if isinstance(error, BadRequest | Forbidden) and error.__cause__ is None:
        return f"{name}: {re.sub(r'[0-9]+', '#', error.message)[:_REASON_CHARACTERS]}"
    return name

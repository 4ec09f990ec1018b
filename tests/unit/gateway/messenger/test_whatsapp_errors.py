"""Errors of the Cloud API as ours."""

from __future__ import annotations

from typing import Any

import pytest

from bot.gateway.messenger.platform import NotSendable, TryLater
from bot.gateway.messenger.whatsapp_errors import as_ours, code_of
from tests.messenger import whatsapp_troubles as troubles
from tests.messenger.whatsapp_troubles import Trouble


def ours(trouble: Trouble) -> TryLater | NotSendable:
    code = None if trouble.raw else code_of(trouble.body)
    return as_ours(trouble.status, code, trouble.headers.get("Retry-After"))


@pytest.mark.parametrize(
    "trouble",
    [
        troubles.WINDOW_CLOSED,
        troubles.UNDELIVERABLE,
        troubles.NO_TEMPLATE,
        troubles.OTHER_PLACEHOLDERS,
        Trouble(400, 100, "Invalid parameter"),
        Trouble(400, 131009, "Parameter value is not valid"),
        Trouble(400, 131030, "Recipient phone number not in allowed list"),
        Trouble(400, 131050, "User has stopped marketing messages"),
        Trouble(400, 131062, "Business-scoped User ID recipients are not supported for this message"),
        Trouble(400, 132015, "Template is paused"),
        Trouble(400, 139999, "Something new"),
    ],
    ids=lambda trouble: str(trouble.code),
)
def test_never(trouble: Trouble) -> None:
    error = ours(trouble)
    assert isinstance(error, NotSendable)
    assert str(error) == f"error {trouble.code}"


@pytest.mark.parametrize(
    "trouble",
    [
        troubles.BROKEN,
        troubles.BAD_GATEWAY,
        troubles.PROXY_FORBIDS,
        troubles.RATE,
        troubles.PAIR_RATE,
        troubles.BAD_TOKEN,
        troubles.NO_SUCH_NUMBER,
        Trouble(400, 130429, "Rate limit hit"),
        Trouble(400, 131048, "Spam rate limit hit"),
        Trouble(400, 80007, "Rate limit issues"),
        Trouble(403, 10, "Permission denied"),
        Trouble(403, 200, "API permission"),
        Trouble(400, 131031, "Account has been locked"),
        Trouble(400, 131042, "Business eligibility payment issue"),
        Trouble(500, 131009, "Parameter value is not valid"),
        Trouble(429, 139999, "Something new"),
    ],
    ids=lambda trouble: f"{trouble.status}-{trouble.code}",
)
def test_later(trouble: Trouble) -> None:
    error = ours(trouble)
    assert isinstance(error, TryLater)
    assert error.seconds is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 0.0), ("99999", 3600.0), ("bald", None), ("-3", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None)],
)
def test_when_to_come_back(header: str, seconds: float | None) -> None:
    error = as_ours(429, 130429, header)
    assert isinstance(error, TryLater)
    assert error.seconds == seconds


@pytest.mark.parametrize(
    "answer", [None, [], "Bad Gateway", {}, {"error": "nein"}, {"error": {}}, {"error": {"code": "131047"}}]
)
def test_what_is_no_error_of_metas(answer: Any) -> None:
    assert code_of(answer) is None
    assert isinstance(as_ours(400, code_of(answer)), TryLater)

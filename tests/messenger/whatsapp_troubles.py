"""What can go wrong with a call of the WhatsApp Cloud API, in Meta's own words and codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Trouble:
    """How a call fails.

    Attributes:
        status: of the answer.
        code: Meta's.
        title: as Meta words it.
        subcode: Meta's `error_subcode`; 0 for none.
        headers: of the answer.
        seconds: the call hangs so long before it is answered.
        raw: answered instead of Meta's JSON, e.g. by a proxy on the way.
        is_done: the call was carried out, and then its answer got lost.
    """

    status: int
    code: int
    title: str
    subcode: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    raw: str | None = None
    is_done: bool = False

    @property
    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {
            "message": f"(#{self.code}) {self.title}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.title},
            "fbtrace_id": "AbCdEfGhIjKlMnOpQrStUvW",
        }
        if self.subcode:
            error["error_subcode"] = self.subcode
        return {"error": error}


def hanging(seconds: float) -> Trouble:
    return Trouble(504, 2, "Service temporarily unavailable", seconds=seconds)


def too_many(seconds: int) -> Trouble:
    """As a server in front of Meta's would say it: Meta itself says no time."""
    return Trouble(429, 130429, "Rate limit hit", headers={"Retry-After": str(seconds)})


BROKEN = Trouble(500, 131000, "Something went wrong")
BAD_GATEWAY = Trouble(502, 0, "", raw="<html><body>502 Bad Gateway</body></html>")
PROXY_FORBIDS = Trouble(403, 0, "", raw="<html><body>Zugriff verweigert</body></html>")
LOST = Trouble(0, 0, "", is_done=True)  # carried out; the connection broke before the answer
RATE = Trouble(429, 130429, "Rate limit hit")
PAIR_RATE = Trouble(400, 131056, "(Business Account, Consumer Account) pair rate limit hit")
BAD_TOKEN = Trouble(401, 190, "Error validating access token: the session has been invalidated")
NO_SUCH_NUMBER = Trouble(400, 100, "Unsupported post request. Object with that ID does not exist", subcode=33)
WINDOW_CLOSED = Trouble(400, 131047, "Re-engagement message")
UNDELIVERABLE = Trouble(400, 131026, "Message undeliverable")
NO_TEMPLATE = Trouble(404, 132001, "Template name does not exist in the translation")
OTHER_PLACEHOLDERS = Trouble(400, 132000, "Number of parameters does not match the expected number of params")

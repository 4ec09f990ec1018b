"""What can go wrong with a call of Telegram's Bot API, in Telegram's own words and codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Trouble:
    """How a call fails.

    Attributes:
        status: of the answer; also Telegram's `error_code`.
        description: as Telegram words it.
        parameters: `ResponseParameters`, if there are any.
        seconds: the call hangs so long before it is answered.
        raw: answered instead of Telegram's JSON, e.g. by a proxy on the way.
        is_done: the call was carried out, and then its answer got lost.
    """

    status: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    raw: str | None = None
    is_done: bool = False


def too_many(seconds: int) -> Trouble:
    return Trouble(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def moved_to(chat: int) -> Trouble:
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return Trouble(400, text, {"migrate_to_chat_id": chat})


def hanging(seconds: float) -> Trouble:
    return Trouble(504, "Gateway Timeout", seconds=seconds)


BROKEN = Trouble(500, "Internal Server Error")
BAD_GATEWAY = Trouble(502, "Bad Gateway", raw="<html><body>502 Bad Gateway</body></html>")
PROXY_FORBIDS = Trouble(403, "Forbidden", raw="<html><body>Zugriff verweigert</body></html>")
LOST = Trouble(0, "", is_done=True)  # carried out; the connection broke before the answer
BLOCKED = Trouble(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = Trouble(403, "Forbidden: user is deactivated")
KICKED = Trouble(403, "Forbidden: bot was kicked from the supergroup chat")
NO_CHAT = Trouble(400, "Bad Request: chat not found")
NO_RIGHTS = Trouble(400, "Bad Request: not enough rights to send text messages to the chat")
BAD_TOKEN = Trouble(401, "Unauthorized")

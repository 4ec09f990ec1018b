"""How python-telegram-bot asks over HTTP here: time-outs, and updates that one broken one must not hold up."""

from __future__ import annotations

from typing import Any, Final

from telegram import Update
from telegram.request import HTTPXRequest

#: In an update that could not be read: the class of the error.
BROKEN: Final = "lotte_broken"
_CONNECTIONS: Final = 40


class DeliveryRequest(HTTPXRequest):
    """For everything Lotte says: waits for Telegram longer than for a web page, never for ever."""

    def __init__(self) -> None:
        super().__init__(
            connection_pool_size=_CONNECTIONS,
            connect_timeout=5.0,
            read_timeout=15.0,
            write_timeout=15.0,
            pool_timeout=10.0,
        )


class UpdatesRequest(HTTPXRequest):
    """For fetching updates, one request at a time."""

    def __init__(self) -> None:
        # the library adds the seconds of the long poll to the time-out for reading
        super().__init__(
            connection_pool_size=2, connect_timeout=5.0, read_timeout=10.0, write_timeout=5.0, pool_timeout=5.0
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library does, but an update it cannot read keeps only its number, and `BROKEN`.

        Else the whole batch would fail, again and again, and nobody behind it would get an answer.
        """
        body = HTTPXRequest.parse_json_payload(payload)
        if isinstance(body.get("result"), list):
            body["result"] = [_readable(update) for update in body["result"]]
        return body


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(update, None)
    except Exception as error:  # whatever the library stumbles over
        return {"update_id": update["update_id"], BROKEN: type(error).__name__}
    return update

"""Speaks to our channel in Rasa (bot/channel.py) over loopback."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.gateway.errors import ApiError

logger = logging.getLogger(__name__)

TOKEN_HEADER = "X-Lotte-Token"


@dataclass(frozen=True)
class Source:
    """Where a message comes from.

    Attributes:
        channel: "web", "widget", or a messenger's name; for the team's figures.
        message_id: the same for a message that may be asked twice; None where that does not happen.
        again: it may have been answered already; then the same answer comes back and nothing is understood twice.
    """

    channel: str
    message_id: str | None = None
    again: bool = False


class RasaClient:
    """One kept-alive HTTP session; create it inside a running event loop."""

    def __init__(self, url: str, token: str, seconds: float) -> None:
        """`url` without trailing slash; `seconds` is how long an answer may take."""
        self._url = url
        self._http = aiohttp.ClientSession(
            headers={TOKEN_HEADER: token}, timeout=aiohttp.ClientTimeout(total=seconds, connect=2)
        )

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.close()

    async def say(self, sender: str, text: str, source: Source, language: str | None = None) -> dict[str, Any]:
        """A typed message; returns messages, understood, situation, complete. `language`: to answer in, if chosen."""
        return await self._post("/message", _message(sender, text, source, language))

    async def choose(
        self, sender: str, payload: str, label: str, source: Source, language: str | None = None
    ) -> dict[str, Any]:
        """A tapped button; returns the same."""
        return await self._post("/message", {**_message(sender, label, source, language), "payload": payload})

    async def understand(self, text: str) -> dict[str, Any]:
        """What a text means, without a conversation."""
        return dict((await self._post("/parse", {"text": text}))["understood"])

    async def carry(self, source: str, target: str) -> dict[str, Any]:
        """Copies what Lotte believes about a family from one conversation into another.

        Returns:
            {"situation", "language"} as the other conversation now has them; empty and None if there was nothing.
        """
        return await self._post("/carry", {"from": source, "to": target})

    async def is_ready(self) -> bool:
        """A model is loaded."""
        try:
            async with self._http.get(f"{self._url}/health") as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            async with self._http.post(f"{self._url}{path}", json=body) as response:
                if response.status == 200:
                    return dict(await response.json())
                logger.error("Rasa answered %s to %s", response.status, path)
        except (aiohttp.ClientError, TimeoutError) as error:
            logger.error("Rasa did not answer %s: %s", path, type(error).__name__)
        raise ApiError(503, "stoerung", "stoerung")


def _message(sender: str, text: str, source: Source, language: str | None) -> dict[str, Any]:
    message: dict[str, Any] = {"sender": sender, "text": text, "source": source.channel}
    if source.message_id is not None:
        message |= {"message_id": source.message_id, "again": source.again}
    return message if language is None else {**message, "language": language}

"""Asks Rasa over loopback to put another model into service (bot/channel.py, PUT /model)."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Final

import aiohttp

from bot.learning.errors import LearningError

logger = logging.getLogger(__name__)

TOKEN_HEADER: Final = "X-Lotte-Token"
_ANSWER_SECONDS: Final = 60.0
_LOADING_SECONDS: Final = 600.0
"""A model takes ten seconds to load, much more on a machine that is busy."""
_POLL_SECONDS: Final = 0.3
_BUSY: Final = "Lotte lädt gerade schon ein anderes Modell. Bitte warten Sie einen Moment."
_REFUSED: Final = "Lotte konnte das Modell nicht laden. Das bisherige Modell ist weiter im Betrieb."
_UNKNOWN: Final = (
    "Lotte hat nicht geantwortet. Nichts wurde geändert; bitte sehen Sie nach, ob Lotte noch antwortet, und versuchen "
    "Sie es noch einmal."
)


class ModelNotLoaded(LearningError):
    """The model is not in service; the old one is."""


class ModelDoor:
    """The one thing the team's pages ask of Rasa."""

    def __init__(self, url: str, token: str) -> None:
        """`url`: of our channel, without trailing slash."""
        self._url, self._token = url, token

    async def load(self, model: Path) -> None:
        """Returns when every new message is answered by this model; `model` is an absolute path.

        Raises:
            ModelNotLoaded: it is not in service.
        """
        headers, timeout = {TOKEN_HEADER: self._token}, aiohttp.ClientTimeout(total=_ANSWER_SECONDS, connect=5)
        try:
            async with aiohttp.ClientSession(headers=headers, timeout=timeout) as http:
                async with http.put(f"{self._url}/model", json={"path": str(model)}) as response:
                    if response.status != 202:
                        raise ModelNotLoaded(_BUSY)
                async with asyncio.timeout(_LOADING_SECONDS):
                    # another process loads: there is no event to wait for
                    while (health := await self._health(http)).get("loading"):  # noqa: ASYNC110
                        await asyncio.sleep(_POLL_SECONDS)
        except (aiohttp.ClientError, TimeoutError) as error:
            logger.error("Rasa did not answer when it was to load a model: %s", type(error).__name__)
            raise ModelNotLoaded(_UNKNOWN) from None
        if health.get("model") != model.name:
            raise ModelNotLoaded(_REFUSED)

    async def _health(self, http: aiohttp.ClientSession) -> dict[str, Any]:
        async with http.get(f"{self._url}/health") as response:
            return dict(await response.json())

"""Calls of the WhatsApp Cloud API over HTTP; every trouble becomes one of platform.py's."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

import aiohttp

from bot.gateway.messenger.platform import TryLater
from bot.gateway.messenger.whatsapp_errors import as_ours, code_of

logger = logging.getLogger(__name__)

_TIMEOUT: Final = aiohttp.ClientTimeout(total=20, connect=5)


class CloudApi:
    """The API for one number; connections are opened when the first call is made and kept until `close`."""

    def __init__(self, address: str, token: str, phone_id: str) -> None:
        """Asks nothing yet.

        Args:
            address: with version and without trailing slash.
            token: of a system user.
            phone_id: Meta's id of Lotte's number.
        """
        self._number = f"{address}/{phone_id}"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._http: aiohttp.ClientSession | None = None

    async def post(self, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """What Meta answers to `body` at e.g. "messages".

        Raises:
            TryLater, NotSendable: see there; without a word of Meta's, which could name somebody.
        """
        try:
            status, answer, retry_after = await self._ask(path, body)
        except (aiohttp.ClientError, TimeoutError) as error:
            logger.warning("WhatsApp: no answer to %s (%s)", path, type(error).__name__)
            status, answer, retry_after = 0, None, None
        code = code_of(answer)
        if 200 <= status < 300 and isinstance(answer, Mapping) and code is None:
            return answer
        failure = as_ours(status, code, retry_after)
        if status and isinstance(failure, TryLater):
            logger.warning("WhatsApp: %s failed (HTTP %s, error %s)", path, status, code)
        raise failure

    async def close(self) -> None:
        """Closes the connections; a later call opens new ones."""
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def _ask(self, path: str, body: Mapping[str, Any]) -> tuple[int, Any, str | None]:
        if self._http is None:
            self._http = aiohttp.ClientSession(headers=self._headers, timeout=_TIMEOUT)
        async with self._http.post(f"{self._number}/{path}", json=body, allow_redirects=False) as response:
            try:
                answer = await response.json(content_type=None)
            except ValueError:  # a page of some proxy
                answer = None
            return response.status, answer, response.headers.get("Retry-After")

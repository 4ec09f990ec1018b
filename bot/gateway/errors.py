"""What can be wrong with a request, and how it is said: `{"error": {"code", "message"}}` with a German sentence."""

from __future__ import annotations

from aiohttp import web

import texts


class ApiError(Exception):
    """A request that cannot be answered.

    Args:
        status: 400, 413, 429 or 503.
        code: for programs, e.g. `zu_lang`.
        phrase: key of the German sentence in texts/de/stoerung.yml.
        values: for the sentence's placeholders.
    """

    def __init__(self, status: int, code: str, phrase: str, **values: object) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.phrase = phrase
        self.values = values

    @property
    def headers(self) -> dict[str, str]:
        """When to try again, where that may help."""
        return {"Retry-After": "20"} if self.status in (429, 503) else {}

    def response(self) -> web.Response:
        """The error object of the chat contract."""
        message = texts.load().phrase(self.phrase, **self.values)
        return web.json_response(
            {"error": {"code": self.code, "message": message}}, status=self.status, headers=self.headers
        )

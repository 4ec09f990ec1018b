"""Looks over a browser's shoulder: whom its pages ask, and what goes wrong on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

_NETWORK = ("http://", "https://", "ws://", "wss://")


@dataclass
class Watch:
    """Everything all pages of one test asked for and complained about.

    Chromium reports what the Content Security Policy refused as an error on the console, so it is found here too.

    Attributes:
        own: origins the test's pages may ask; all others are foreign.
        foreign: addresses asked of anybody else.
        wrong: errors on the console and uncaught errors of scripts that the test did not announce.
    """

    own: set[str]
    foreign: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _announced: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Listens to all pages of this context, whenever they open."""
        context.on("request", self._requested)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._complain(str(error.error)))

    def expects(self, *patterns: str) -> None:
        """Announces errors the test provokes, such as the network that is taken away."""
        self._announced.extend(patterns)

    def check(self) -> None:
        """Fails if a page asked somebody else for something or complained."""
        assert self.foreign == []
        assert self.wrong == []

    def _requested(self, request: Request) -> None:
        url = request.url
        if url.startswith(_NETWORK) and not any(url.startswith(f"{origin}/") for origin in self.own):
            self.foreign.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(message.text)

    def _complain(self, text: str) -> None:
        if not any(re.search(pattern, text) for pattern in self._announced):
            self.wrong.append(text)

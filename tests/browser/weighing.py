"""What comes over the line while a page loads."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page


def loaded(page: Page, load: Callable[[], object]) -> tuple[int, int]:
    """Bytes of everything and of the fonts that loading brings over the line, headers included."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    devtools.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    devtools.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    load()
    page.wait_for_load_state("networkidle")
    fonts = sum(size for request, size in sizes.items() if kinds.get(request) == "Font")
    return sum(sizes.values()) - fonts, fonts

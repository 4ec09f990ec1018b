"""Pages of other hosts that may carry Lotte's corner: only those an operator names, and without any cookie of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.gateway.session import HEADER

ORIGINS: web.AppKey[frozenset[str]] = web.AppKey("origins", frozenset)
_OPEN: Final = ("/api/", "/static/", "/widget.js")
_ASKED_FOR: Final = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": f"Content-Type, {HEADER}",
    "Access-Control-Max-Age": "7200",
}


def origins_of(configured: str) -> frozenset[str]:
    """The origins of a setting (`https://host`, with a port at most), separated by blanks or commas."""
    return frozenset(configured.replace(",", " ").split())


def is_foreign(request: web.Request) -> bool:
    """Whether the request comes from a page of another, allowed host; Lotte's own, named by mistake, is none."""
    origin = request.headers.get("Origin", "")
    return origin in request.config_dict[ORIGINS] and origin.partition("://")[2] != request.host


@web.middleware
async def allowed_origins(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers the browser's question whether a foreign page may ask; others get no such permission, so it may not."""
    shared = _shares(request.path, _OPEN)
    if request.method == "OPTIONS" and shared and is_foreign(request):
        return web.Response(status=204, headers=_ASKED_FOR)
    return await handler(request)


async def add_origin_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal `on_response_prepare`: errors carry the permission too, else the page could not say what went wrong."""
    if not request.config_dict[ORIGINS] or not _shares(request.path, _OPEN):
        return
    response.headers.add("Vary", "Origin")
    if is_foreign(request):
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    # the script tag itself asks without an origin; what the script then loads has one
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _shares(path: str, open_paths: Sequence[str]) -> bool:
    return path.startswith(tuple(open_paths))

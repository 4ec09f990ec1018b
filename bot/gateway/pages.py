"""The chat page and its files, and the headers that keep every page from asking anybody else for anything."""

from __future__ import annotations

from pathlib import Path

import jinja2
from aiohttp import web
from aiohttp.typedefs import Handler

import texts

STATIC = Path(__file__).parent / "static"
CHAT_PAGE: web.AppKey[str] = web.AppKey("chat_page", str)

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def render_chat_page(max_characters: int) -> str:
    """The page with its sentences from texts/de/seite.yml; the same for everybody, so made once."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    sentences = {key: variants[0] for key, variants in texts.load().phrases.items()}
    return environment.get_template("chat.html").render(t=sentences, max_characters=max_characters)


async def chat_page(request: web.Request) -> web.Response:
    """GET /"""
    return web.Response(text=request.app[CHAT_PAGE], content_type="text/html", headers={"Cache-Control": "no-cache"})


@web.middleware
async def security_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """On every answer, errors included; what is said in a chat is never cached."""
    response = await handler(request)
    response.headers.update(_HEADERS)
    if request.path.startswith("/api/"):
        response.headers["Cache-Control"] = "no-store"
    return response

"""The headers of the team's pages: nothing is kept anywhere, nothing comes from elsewhere."""

from __future__ import annotations

from typing import Final

from aiohttp import web

# Like the public pages' policy, but htmx puts answers into the page as text, which trusted types would refuse.
_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal `on_response_prepare`; runs after the one of the public pages and takes its policy's place."""
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in _POLICY.items())
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Robots-Tag"] = "noindex"

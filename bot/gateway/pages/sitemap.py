"""What search engines ask for: robots.txt and sitemap.xml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from aiohttp import web

from bot.gateway.offers import OFFERS
from bot.gateway.pages.caching import A_DAY, packed, unless_known
from bot.gateway.pages.shell import public_url

PART: Final = 40_000
"""Addresses a file; the protocol allows 50,000."""
_PAGES: Final = ("/", "/angebote")
_CLOSED: Final = ("/api/", "/merkliste", "/kalender/")
_PART: Final = re.compile(r"[1-9][0-9]{0,5}")
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def robots(request: web.Request) -> web.Response:
    """GET /robots.txt: pages yes; answers, saved lists and calendars no."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "Allow: /"]
    text = "\n".join([*lines, f"Sitemap: {public_url(request)}/sitemap.xml", ""])
    return web.Response(text=text, content_type="text/plain", headers={"Cache-Control": A_DAY})


async def sitemap(request: web.Request) -> web.Response:
    """GET /sitemap.xml: the offers families may see; with very many, an index of parts (`?teil=1`, …)."""
    base, offers = public_url(request), request.app[OFFERS]
    part = request.query.get("teil", "")
    if _PART.fullmatch(part):
        ids = await offers.ask(lambda directory: directory.visible_ids(PART, (int(part) - 1) * PART))
        return _xml(request, _urls(base, ids, () if part != "1" else _PAGES))
    total = await offers.ask(lambda directory: directory.count_published())
    if total <= PART:
        ids = await offers.ask(lambda directory: directory.visible_ids(PART))
        return _xml(request, _urls(base, ids, _PAGES))
    parts = "".join(
        f"<sitemap><loc>{escape(base)}/sitemap.xml?teil={number}</loc></sitemap>"
        for number in range(1, -(-total // PART) + 1)
    )
    return _xml(request, f'<sitemapindex xmlns="{_NAMESPACE}">{parts}</sitemapindex>')


def _urls(base: str, offers: Iterable[tuple[str, date]], pages: Iterable[str]) -> str:
    of_pages = "".join(f"<url><loc>{escape(base + path)}</loc></url>" for path in pages)
    of_offers = "".join(
        f"<url><loc>{escape(base)}/angebote/{escape(offer_id)}</loc><lastmod>{changed.isoformat()}</lastmod></url>"
        for offer_id, changed in offers
    )
    return f'<urlset xmlns="{_NAMESPACE}">{of_pages}{of_offers}</urlset>'


def _xml(request: web.Request, content: str) -> web.Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n'
    headers = {"Cache-Control": "public, max-age=3600"}
    return unless_known(request, packed(web.Response(text=text, content_type="application/xml", headers=headers)))

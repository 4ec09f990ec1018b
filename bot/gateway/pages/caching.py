"""What does not change from one minute to the next need not travel twice, and nothing large travels unpacked."""

from __future__ import annotations

import hashlib
from typing import Final

from aiohttp import ETag, web

#: A page says whether somebody answers the phone now: older than a minute it would lie.
A_MINUTE: Final = "public, max-age=60"
A_DAY: Final = "public, max-age=86400"


def unless_known(request: web.Request, response: web.Response) -> web.Response:
    """The response with a fingerprint, or a 304 if the browser holds exactly this one."""
    body = response.body
    assert isinstance(body, bytes)
    fingerprint = hashlib.sha256(body).hexdigest()[:20]
    response.etag = ETag(fingerprint, is_weak=True)  # packed or not, it is the same page
    known = {tag.value for tag in request.if_none_match or ()}
    if response.status != 200 or not known & {fingerprint, "*"}:
        return response
    kept = {name: response.headers[name] for name in ("Cache-Control", "Vary", "ETag") if name in response.headers}
    return web.Response(status=304, headers=kept)


def packed(response: web.Response) -> web.Response:
    """The response, packed if the browser can unpack it; for pages that hold no secret beside what a stranger typed."""
    response.enable_compression()
    vary = response.headers.get("Vary")
    response.headers["Vary"] = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
    return response

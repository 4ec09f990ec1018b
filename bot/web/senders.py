"""Where a request comes from: its internet address, of which only a mark is kept, and whether our own page sent it."""

from __future__ import annotations

import hashlib
import secrets
from ipaddress import AddressValueError, IPv6Address

from aiohttp import web

from bot.settings import Settings

_LOOPBACK = frozenset({"127.0.0.1", "::1"})


class Addresses:
    """Tells internet addresses apart without keeping them."""

    def __init__(self, settings: Settings) -> None:
        """The settings say whether a web server of our own stands before us, and whether loopback has no limits."""
        # of an internet address only a mark is kept that means nothing elsewhere and nothing after a restart
        self._key = secrets.token_bytes(32)
        self._on = settings.limits
        self._trust_proxy = settings.trust_proxy

    def mark(self, request: web.Request) -> str:
        """The same for all requests of one address, until the next start; of IPv6, of one connection (a /64)."""
        return hashlib.blake2b(
            connection_of(self._address(request)).encode(), key=self._key, digest_size=16
        ).hexdigest()

    def is_free(self, request: web.Request) -> bool:
        """Whether nothing is counted: `LOTTE_LIMITS=off`, and asked from this machine."""
        return not self._on and self._address(request) in _LOOPBACK

    def _address(self, request: web.Request) -> str:
        if self._trust_proxy and (forwarded := request.headers.get("X-Forwarded-For")):
            return forwarded.rsplit(",", 1)[-1].strip()  # the last entry is our own proxy's, all others can be forged
        return request.remote or ""


def connection_of(address: str) -> str:
    """What one customer has: an IPv4 address, or the 64 leading bits of an IPv6 one, whose rest they choose freely."""
    try:
        parsed = IPv6Address(address.strip("[]"))
    except AddressValueError:
        return address
    return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))


def is_own_page(request: web.Request) -> bool:
    """Whether a form can only come from a page of ours; a browser says so, or at least where it comes from."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin == "null" or origin.partition("://")[2] == request.host

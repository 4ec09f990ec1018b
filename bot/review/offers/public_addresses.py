"""Which network addresses a look at an offer's website may reach: the public internet, never our own network.

Staff and files name any address they like; without this, a name that leads to 127.0.0.1 or to a machine of the
administration would make Lotte ask there (server-side request forgery). Names are looked up here and nowhere else, so
what was allowed is what is asked.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_LAST_32_BITS: Final = 0xFFFFFFFF


class NotPublic(OSError):
    """The name or address leads into a network that is nobody's business."""


def is_public(address: str) -> bool:
    """Whether an address in digits belongs to the public internet; what IPv6 wraps around IPv4 is unwrapped."""
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & _LAST_32_BITS)
        found = inner or found
    unusual = found.is_multicast or found.is_unspecified or found.is_reserved
    return found.is_global and not unusual and not getattr(found, "is_site_local", False)


class PublicResolver(AbstractResolver):
    """Looks names up and gives back public addresses only."""

    def __init__(self, allowed: Callable[[str], bool] = is_public) -> None:
        """`allowed`: of an address in digits; tests open it for a server of their own."""
        self._allowed = allowed
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            NotPublic: one of them is not public; a name that leads to both is nobody's by accident.
            OSError: there is no such name, or no network.
        """
        found = await self._resolver.resolve(host, port, family)
        if not all(self._allowed(one["host"]) for one in found):
            raise NotPublic(host)
        return found

    async def close(self) -> None:
        """Nothing is held."""
        await self._resolver.close()

"""Asks websites whether they are still there: politely, and without being led into our own network."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp import ClientConnectorCertificateError, ClientConnectorDNSError, InvalidURL
from yarl import URL

from bot.review.offers.public_addresses import NotPublic, PublicResolver, is_public
from offer_db.links import NAME_UNKNOWN

USER_AGENT: Final = "Lotte-Linkpruefung/1.0 (Familien-Wegweiser; prueft nur, ob eine Seite noch da ist)"
TIMEOUT_SECONDS: Final = 10.0
REDIRECTS: Final = 5
HOSTS_AT_ONCE: Final = 5
HOST_PAUSE_SECONDS: Final = 1.0

NOT_PUBLIC: Final = "keine öffentliche Adresse"
TOO_MANY_REDIRECTS: Final = "zu viele Weiterleitungen"
CERTIFICATE: Final = "Zertifikat ungültig"
NO_WEB_ADDRESS: Final = "keine Webadresse"
TOO_SLOW: Final = "antwortet nicht"
NO_CONNECTION: Final = "keine Verbindung"

_NO_SUCH_NAME: Final = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Found:
    """What came of one address.

    Attributes:
        status: HTTP status of the last answer; None if nobody answered.
        problem: German, empty if the page is there.
    """

    url: str
    status: int | None
    problem: str

    @property
    def reached(self) -> bool:
        """Whether somebody out there answered. An unknown name proves nothing: without a network all are unknown."""
        return self.status is not None or self.problem in (CERTIFICATE, TOO_MANY_REDIRECTS)


class LinkChecker:
    """Looks at addresses; one at a time of each host."""

    def __init__(
        self, *, allowed: Callable[[str], bool] = is_public, pause_seconds: float = HOST_PAUSE_SECONDS
    ) -> None:
        """Nothing is opened yet.

        Args:
            allowed: whether an address in digits may be asked; tests open it for a server of their own.
            pause_seconds: between two requests to one host.
        """
        self._allowed = allowed
        self._pause = pause_seconds

    async def check(self, urls: Iterable[str], progress: Callable[[Found], object] | None = None) -> list[Found]:
        """Looks at each address once, some hosts side by side.

        Args:
            urls: as they stand at the offers.
            progress: called with every result as it comes.
        """
        hosts: dict[str, list[str]] = {}
        for url in dict.fromkeys(urls):
            hosts.setdefault(_host(url), []).append(url)
        connector = aiohttp.TCPConnector(
            resolver=PublicResolver(self._allowed), use_dns_cache=False, limit=HOSTS_AT_ONCE, force_close=True
        )
        found: list[Found] = []
        gate = asyncio.Semaphore(HOSTS_AT_ONCE)
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Accept": "text/html,*/*;q=0.5", "Accept-Language": "de"},
            timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS),
            auto_decompress=False,
        ) as http:
            look = _Look(http, self._allowed, _Pace(self._pause))

            async def of_one_host(addresses: list[str]) -> None:
                async with gate:
                    for url in addresses:
                        result = await look.at(url)
                        found.append(result)
                        if progress is not None:
                            progress(result)

            await asyncio.gather(*(of_one_host(addresses) for addresses in hosts.values()))
        return found


class _Pace:
    """Lets requests to one host through one by one, with a pause between them."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next: dict[str, float] = {}

    async def turn(self, host: str) -> None:
        now = time.monotonic()
        start = max(now, self._next.get(host, now))
        self._next[host] = start + self._seconds  # taken before waiting, so that nobody else takes the same moment
        await asyncio.sleep(start - now)


class _Look:
    """One look at one address, with its redirects."""

    def __init__(self, http: aiohttp.ClientSession, allowed: Callable[[str], bool], pace: _Pace) -> None:
        self._http = http
        self._allowed = allowed
        self._pace = pace

    async def at(self, url: str) -> Found:
        """HEAD first; what does not like that is asked with GET, whose content nobody reads."""
        result = await self._ask("HEAD", url)
        if result.problem and result.status is not None:
            result = await self._ask("GET", url)
        return result

    async def _ask(self, method: str, url: str) -> Found:
        try:
            return await self._follow(method, url)
        except NotPublic:
            return Found(url, None, NOT_PUBLIC)
        except ClientConnectorCertificateError:
            return Found(url, None, CERTIFICATE)
        except ValueError:  # aiohttp's InvalidURL is one
            return Found(url, None, NO_WEB_ADDRESS)
        except ClientConnectorDNSError as error:
            return Found(url, None, _lookup_problem(error.os_error))
        except TimeoutError:
            return Found(url, None, TOO_SLOW)
        except (aiohttp.ClientError, OSError):
            return Found(url, None, NO_CONNECTION)

    async def _follow(self, method: str, url: str) -> Found:
        here = URL(url)
        for _ in range(REDIRECTS + 1):
            self._require_web(here)
            await self._pace.turn(here.host or "")
            # a name or password in the address is nobody's business there
            async with self._http.request(method, here.with_user(None), allow_redirects=False) as answer:
                target = answer.headers.get("Location")
                if answer.status not in _MOVED or not target:
                    problem = "" if answer.status < 400 else f"Antwort {answer.status}"
                    return Found(url, answer.status, problem)
                here = here.join(URL(target))
        return Found(url, None, TOO_MANY_REDIRECTS)

    def _require_web(self, url: URL) -> None:
        if url.scheme not in ("http", "https") or not url.host:
            raise InvalidURL(str(url))
        # digits are not looked up, so the resolver never sees them
        if _is_in_digits(url.host) and not self._allowed(url.host):
            raise NotPublic(url.host)


def _lookup_problem(error: OSError) -> str:
    if isinstance(error, NotPublic):
        return NOT_PUBLIC
    return NAME_UNKNOWN if error.errno in _NO_SUCH_NAME else NO_CONNECTION


def _is_in_digits(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


def _host(url: str) -> str:
    try:
        return URL(url).host or ""
    except ValueError:
        return ""

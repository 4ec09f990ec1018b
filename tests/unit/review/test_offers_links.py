"""Looking at websites: what counts as there, politeness, and that nobody is led into our own network."""

from __future__ import annotations

import socket
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult
from aiohttp.test_utils import TestServer

from bot.review.offers import link_checking
from bot.review.offers.link_checking import NOT_PUBLIC, TOO_MANY_REDIRECTS, Found, LinkChecker
from bot.review.offers.public_addresses import NotPublic, PublicResolver, is_public
from offer_db.links import NAME_UNKNOWN


class Site:
    """A website that remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.method, request.path))
        self.headers.append(dict(request.headers))
        path = request.path
        if path == "/nur-get" and request.method == "HEAD":
            return web.Response(status=405)
        if path.startswith("/weiter/"):
            left = int(path.rpartition("/")[2])
            raise web.HTTPFound("/da" if left == 0 else f"/weiter/{left - 1}")
        if path == "/nach-innen":
            raise web.HTTPFound("http://169.254.169.254/geheim")
        if path == "/andere-art":
            raise web.HTTPFound("file:///etc/passwd")
        return web.Response(status=int(path[1:]) if path[1:].isdigit() else 200, text="da")


@pytest.fixture
async def site() -> AsyncIterator[tuple[Site, str]]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    async with TestServer(app) as server:
        yield site, str(server.make_url("")).rstrip("/")


def only_this_machine(address: str) -> bool:
    return address == "127.0.0.1"


def checker() -> LinkChecker:
    return LinkChecker(allowed=only_this_machine, pause_seconds=0.0)


@pytest.mark.parametrize(
    ("path", "status", "there"),
    [
        ("/da", 200, True),
        ("/404", 404, False),
        ("/410", 410, False),
        ("/500", 500, False),
        ("/nur-get", 200, True),
        ("/weiter/4", 200, True),
    ],
)
async def test_what_a_page_answers(site: tuple[Site, str], path: str, status: int, there: bool) -> None:
    [found] = await checker().check([site[1] + path])
    assert (found.status, found.problem == "") == (status, there)
    assert found.reached


async def test_head_comes_first_and_who_is_there_is_not_asked_twice(site: tuple[Site, str]) -> None:
    await checker().check([f"{site[1]}/da", f"{site[1]}/da"])
    assert site[0].asked == [("HEAD", "/da")]


async def test_nobody_is_followed_for_ever(site: tuple[Site, str]) -> None:
    [found] = await checker().check([f"{site[1]}/weiter/5"])
    assert found == Found(f"{site[1]}/weiter/5", None, TOO_MANY_REDIRECTS)


async def test_it_says_who_it_is_and_nothing_of_anybody(site: tuple[Site, str]) -> None:
    await checker().check([site[1].replace("http://", "http://name:wort@") + "/da"])
    [headers] = site[0].headers
    assert headers["User-Agent"] == link_checking.USER_AGENT
    assert not {"Cookie", "Authorization", "Referer", "From"} & headers.keys()


async def test_one_host_is_asked_once_a_second(site: tuple[Site, str]) -> None:

    start = time.monotonic()
    polite = LinkChecker(allowed=only_this_machine, pause_seconds=0.2)
    await polite.check([f"{site[1]}/da", f"{site[1]}/404"])  # HEAD, HEAD, GET
    assert time.monotonic() - start >= 0.4


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/team/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://192.168.0.1/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://127.1/",
        "http://[64:ff9b::7f00:1]/",
        "http://0x7f.0.0.1/",
    ],
)
async def test_our_own_network_is_not_asked(url: str) -> None:
    [found] = await LinkChecker(pause_seconds=0.0).check([url])
    assert (found.status, found.reached) == (None, False)
    assert found.problem in (NOT_PUBLIC, link_checking.NO_WEB_ADDRESS)


async def test_nor_after_a_redirect(site: tuple[Site, str]) -> None:
    [found] = await checker().check([f"{site[1]}/nach-innen"])
    assert (found.status, found.problem) == (None, NOT_PUBLIC)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org/", "http://", ""])
async def test_only_web_addresses(url: str) -> None:
    [found] = await checker().check([url])
    assert found.problem == link_checking.NO_WEB_ADDRESS


async def test_only_web_addresses_after_a_redirect_too(site: tuple[Site, str]) -> None:
    [found] = await checker().check([f"{site[1]}/andere-art"])
    assert found.problem == link_checking.NO_WEB_ADDRESS


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("::1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("fc00::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::", False),
        ("keine", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


class TwoFaced:
    """A name that leads to a public and to a private address."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)
            for address in ("8.8.8.8", "127.0.0.1")
        ]


async def test_a_name_with_one_private_address_is_refused() -> None:
    resolver = PublicResolver()
    resolver._resolver = TwoFaced()  # type: ignore[assignment]
    with pytest.raises(NotPublic):
        await resolver.resolve("zwei.example", 80)


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), NAME_UNKNOWN),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "keine Verbindung"),
        (NotPublic("x"), NOT_PUBLIC),
    ],
)
def test_an_unknown_name_is_something_else_than_no_network(error: OSError, problem: str) -> None:
    assert link_checking._lookup_problem(error) == problem

"""What somebody tries who wants in without a right to: guessing, planting sessions, foreign forms, old cookies."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.gateway.app import create_app
from bot.memory.database import open_engine
from bot.memory.staff import passwords
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.signing_in import LOCKS, TRIES
from bot.memory.staff.tables import Role
from bot.review.guard import COOKIE
from bot.review.login import limits as login_limits
from bot.review.login.password_login import REFUSED
from bot.review.login.way_back import START, way_back
from bot.settings import Settings
from tests.unit.review.conftest import PASSWORD, Client
from tests.unit.review.signing_in import (
    code_now,
    is_in,
    send_code,
    sign_in,
    token_of,
    with_second_factor,
)

WRONG = "ein falsches Passwort"


def locked_until(settings: Settings, name: str = Role.LEITUNG) -> float:
    engine = open_engine(settings.conversations_url)
    until = Accounts(engine).named(name).locked_until
    engine.dispose()
    return until


def log(settings: Settings) -> list[tuple[str, str, str]]:
    engine = open_engine(settings.conversations_url)
    lines = [(line.who, line.action, line.detail) for line in AuditLog(engine).latest(100)]
    engine.dispose()
    return lines


async def test_the_right_password_opens_and_is_written_down(client: Client, settings: Settings) -> None:
    answer = await sign_in(client)
    assert is_in(answer)
    assert answer.headers["Location"] == START
    assert (await client.get("/team/")).status == 200
    assert log(settings) == [("leitung", "Angemeldet", "mit Passwort")]


async def test_the_cookie_is_for_our_pages_alone(client: Client) -> None:
    morsel = (await sign_in(client)).cookies[COOKIE]
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    assert morsel["path"] == "/team"
    assert morsel["max-age"] == morsel["expires"] == ""  # gone with the browser


@pytest.mark.parametrize("said", [{"cookie_secure": True}, {"public_url": "https://lotte.example"}])
async def test_over_https_the_cookie_never_travels_unencrypted(settings: Settings, said: dict[str, Any]) -> None:
    app = create_app(settings.copy(update=said))
    async with TestClient[Any, Any](TestServer(app)) as client:
        first = await client.get("/team/anmelden")
        cookie, token = first.cookies["lotte_team_formular"], re.search(r'csrf" value="(\w+)"', await first.text())
        assert token is not None
        answer = await client.post(
            "/team/anmelden",
            data={"csrf": token[1], "name": "leitung", "passwort": PASSWORD},
            cookies={"lotte_team_formular": cookie.value},  # the client keeps no secure cookies on http
            allow_redirects=False,
        )
        assert is_in(answer)
        assert answer.cookies[COOKIE]["secure"]
        assert cookie["secure"]


async def test_a_planted_session_never_becomes_the_one_that_is_signed_in(client: Client) -> None:
    client.session.cookie_jar.update_cookies({COOKIE: "vom-angreifer-gewaehlt"}, client.make_url("/team/"))
    answer = await sign_in(client)
    assert answer.cookies[COOKIE].value != "vom-angreifer-gewaehlt"
    stranger: Client = TestClient(client.server, cookies={COOKIE: "vom-angreifer-gewaehlt"})
    assert (await stranger.get("/team/", allow_redirects=False)).status == 303
    await stranger.session.close()


async def test_signing_in_again_ends_the_session_there_was(client: Client) -> None:
    first = (await sign_in(client)).cookies[COOKIE].value
    # the form is shown to nobody who is signed in; a login form left open in another tab still works
    client.session.cookie_jar.update_cookies({COOKIE: ""}, client.make_url("/team/"))
    token = await token_of(client)
    client.session.cookie_jar.update_cookies({COOKIE: first}, client.make_url("/team/"))
    form = {"csrf": token, "name": Role.REDAKTION, "passwort": PASSWORD}
    second = await client.post("/team/anmelden", data=form, allow_redirects=False)
    assert is_in(second)
    old: Client = TestClient(client.server, cookies={COOKIE: first})
    assert (await old.get("/team/", allow_redirects=False)).status == 303
    await old.session.close()


async def test_logging_out_makes_the_old_cookie_worthless(client: Client) -> None:
    token = (await sign_in(client)).cookies[COOKIE].value
    csrf = await token_of(client, "/team/konto")
    answer = await client.post("/team/abmelden", data={"csrf": csrf}, allow_redirects=False)
    assert answer.headers["Location"] == "/team/anmelden?hinweis=abgemeldet"
    assert answer.headers["Clear-Site-Data"] == '"cache"'  # parents' lists are in the storage of the same origin
    assert "Server" not in answer.headers
    assert answer.cookies[COOKIE].value == ""
    kept: Client = TestClient(client.server, cookies={COOKIE: token})
    assert (await kept.get("/team/", allow_redirects=False)).status == 303
    await kept.session.close()


@pytest.mark.parametrize(
    "break_it",
    [
        {"data": {"name": "leitung", "passwort": PASSWORD}},
        {"data": {"name": "leitung", "passwort": PASSWORD, "csrf": "0" * 64}},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
        {"headers": {"Origin": "https://boese.example"}},
        {"cookies": {"lotte_team_formular": "a" * 43}},
    ],
    ids=["no token", "made up", "foreign page", "foreign origin", "another browser's cookie"],
)
async def test_a_foreign_page_cannot_sign_anybody_in(client: Client, break_it: dict[str, Any]) -> None:
    form = {"csrf": await token_of(client), "name": "leitung", "passwort": PASSWORD}
    answer = await client.post("/team/anmelden", **{"data": form, "allow_redirects": False, **break_it})
    assert answer.status == 403
    assert COOKIE not in answer.cookies


async def test_a_token_of_another_browser_does_not_fit(client: Client) -> None:
    other: Client = TestClient(client.server)
    theirs = await token_of(other)
    await token_of(client)
    answer = await client.post(
        "/team/anmelden", data={"csrf": theirs, "name": "leitung", "passwort": PASSWORD}, allow_redirects=False
    )
    assert answer.status == 403
    await other.session.close()


async def test_the_answer_does_not_tell_whether_there_is_such_an_account(client: Client, settings: Settings) -> None:
    pages = []
    for name in ("leitung", "niemand"):
        answer = await sign_in(client, name, WRONG)
        assert answer.status == 403
        page = re.sub(r'value="[^"]*"', "", await answer.text())
        pages.append(page)
    assert pages[0] == pages[1]
    assert REFUSED in pages[0]
    assert ("niemand", "Anmeldung fehlgeschlagen", "") not in log(settings)  # what was typed may be a password
    assert ("leitung", "Anmeldung fehlgeschlagen", "") in log(settings)


async def test_as_much_is_computed_for_a_name_nobody_has(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = []

    class Counting:
        def verify(self, password_hash: str, password: str) -> bool:
            computed.append(password_hash)
            return False

        def hash(self, password: str) -> str:
            return "$argon2id$"

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    passwords._decoy.cache_clear()
    try:
        for name in ("leitung", "niemand"):
            await sign_in(client, name, WRONG)
    finally:
        passwords._decoy.cache_clear()
    assert len(computed) == 2


async def test_guessing_closes_the_account_for_longer_and_longer(client: Client, settings: Settings) -> None:
    for _ in range(TRIES):
        assert not is_in(await sign_in(client, password=WRONG))
    assert locked_until(settings) > time.time()
    answer = await sign_in(client)  # the right one, too late
    assert answer.status == 403
    assert REFUSED in await answer.text()
    assert ("leitung", "Anmeldung fehlgeschlagen", "1 Minute gesperrt") in log(settings)
    assert LOCKS == (60, 300, 900, 3600)


async def test_many_guesses_at_once_are_no_way_around(client: Client, settings: Settings) -> None:
    token = await token_of(client)
    form = {"csrf": token, "name": "leitung", "passwort": WRONG}
    await asyncio.gather(*(client.post("/team/anmelden", data=form) for _ in range(12)))
    failures = [line for line in log(settings) if line[1] == "Anmeldung fehlgeschlagen"]
    assert len(failures) == TRIES
    assert locked_until(settings) > time.time()


async def test_an_address_that_fails_too_often_must_wait_whatever_the_name(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login_limits, "_FAILURES", login_limits.parse("3/minute"))
    for number in range(3):
        assert (await sign_in(client, f"person{number}", WRONG)).status == 403
    answer = await sign_in(client, "auswertung")
    assert answer.status == 429
    assert "Viertelstunde" in await answer.text()


async def test_behind_our_own_proxy_the_address_is_the_visitors(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login_limits, "_FAILURES", login_limits.parse("1/minute"))
    async with TestClient[Any, Any](TestServer(create_app(settings.copy(update={"trust_proxy": True})))) as client:
        for address, status in (("203.0.113.1", 403), ("203.0.113.1", 429), ("203.0.113.2", 403)):
            answer = await sign_in(client, "niemand", WRONG, headers={"X-Forwarded-For": f"198.51.100.9, {address}"})
            assert answer.status == status


async def test_the_password_alone_is_no_session_where_a_code_is_needed(client: Client, settings: Settings) -> None:
    with_second_factor(settings)
    answer = await sign_in(client, back="/team/protokoll")
    assert answer.headers["Location"] == "/team/anmelden/code"
    assert COOKIE not in answer.cookies
    assert (await client.get("/team/", allow_redirects=False)).status == 303
    assert "Der Code stimmt nicht" in await (await send_code(client, "000000")).text()
    answer = await send_code(client, code_now())
    assert is_in(answer)
    assert answer.headers["Location"] == "/team/protokoll"


async def test_a_code_counts_once(client: Client, settings: Settings) -> None:
    with_second_factor(settings)
    code = code_now()
    for expected in (True, False):
        client.session.cookie_jar.clear()
        await sign_in(client)
        assert is_in(await send_code(client, code)) is expected


async def test_codes_cannot_be_guessed_by_whoever_knows_the_password(client: Client, settings: Settings) -> None:
    with_second_factor(settings)
    for _ in range(TRIES):
        await sign_in(client)  # a right password does not start the count anew
        await send_code(client, "12345x")
    assert locked_until(settings) > time.time()
    assert (await send_code(client, code_now())).status == 403


async def test_the_second_step_is_over_when_the_password_changes(client: Client, settings: Settings) -> None:
    account_id = with_second_factor(settings)
    await sign_in(client)
    engine = open_engine(settings.conversations_url)
    Accounts(engine).set_password(account_id, "ein ganz neues Passwort")
    engine.dispose()
    assert (await send_code(client, code_now())).status == 403


async def test_nobody_begins_with_the_second_step(client: Client) -> None:
    for cookie in ("", "WzEsIngiLCIvIl0.forged.sig"):
        client.session.cookie_jar.update_cookies({"lotte_team_code": cookie}, client.make_url("/team/anmelden"))
        answer = await client.get("/team/anmelden/code", allow_redirects=False)
        assert answer.headers["Location"] == "/team/anmelden"
        answer = await client.post("/team/anmelden/code", data={"code": "123456"}, allow_redirects=False)
        assert answer.headers["Location"] == "/team/anmelden"


@pytest.mark.parametrize(
    "wished",
    [
        "https://boese.example/team/",
        "//boese.example/team/",
        "/\\boese.example",
        "\\\\boese.example",
        "/team\\..\\..\\x",
        "/team//boese.example",
        "/team/%2f%2fboese.example",
        "/team/../angebote",
        "/team/%2e%2e/angebote",
        "/team/\r\nSet-Cookie: a=b",
        "/team/\tx",
        "/teamfremd",
        "/angebote",
        "javascript:alert(1)",
        "/team/anmelden",
        "/team/" + "x" * 2000,
        "",
    ],
)
async def test_after_signing_in_one_stays_on_our_pages(client: Client, wished: str) -> None:
    assert way_back(wished) == START
    assert (await sign_in(client, back=wished)).headers["Location"] == START


@pytest.mark.parametrize("wished", ["/team/", "/team/gespraeche?seite=2&worte=kita%20platz", "/team/angebote/gf-1"])
def test_the_page_one_wanted_is_the_page_one_gets(wished: str) -> None:
    assert way_back(wished) == wished


@pytest.fixture
async def limited(settings: Settings) -> AsyncIterator[Client]:
    """Against an installation with another secret."""
    async with TestClient[Any, Any](TestServer(create_app(settings.copy(update={"secret": "anderes"})))) as client:
        yield client


async def test_what_another_secret_signed_counts_for_nothing(
    client: Client, limited: Client, settings: Settings
) -> None:
    with_second_factor(settings)
    answer = await sign_in(limited)
    cookie = answer.cookies["lotte_team_code"].value
    client.session.cookie_jar.update_cookies({"lotte_team_code": cookie}, client.make_url("/team/anmelden"))
    answer = await client.get("/team/anmelden/code", allow_redirects=False)
    assert answer.status == 303

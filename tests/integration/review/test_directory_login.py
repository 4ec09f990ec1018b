"""Signing in with the account of the authority, against a real provider, over HTTP from one end to the other."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

import bot.memory.migrate
import offer_db.migrate
from bot.gateway.app import create_app
from bot.memory.database import open_engine
from bot.memory.staff.accounts import Account, Accounts
from bot.memory.staff.tables import Role
from bot.settings import Settings
from tests.integration.review.oidc_provider.running import Provider, running_provider
from tests.integration.review.oidc_provider.serve import CLIENT, PASSWORD, SECRET
from tests.running import free_port

Client = TestClient[Any, Any]
COOKIE = "lotte_team"


@pytest.fixture(scope="module")
def port() -> int:
    """Lotte's; the provider knows it."""
    return free_port()


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Provider]:
    back = f"http://127.0.0.1:{port}/team/anmelden/oidc/zurueck"
    with running_provider(tmp_path_factory.mktemp("verwaltung"), back) as provider:
        yield provider


@pytest.fixture
def settings(tmp_path: Path, provider: Provider) -> Settings:
    provider.make_wrong("")
    settings = Settings(
        var=tmp_path,
        secret="geheim",
        internal_token="innen",
        database_url=None,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    bot.memory.migrate.upgrade(settings.conversations_url)
    offer_db.migrate.upgrade(settings.offers_url)
    return settings


@pytest.fixture
async def client(settings: Settings, port: int) -> AsyncIterator[Client]:
    async with TestClient[Any, Any](TestServer(create_app(settings), host="127.0.0.1", port=port)) as client:
        yield client


async def to_provider(client: Client, back: str = "") -> str:
    """Taps the button; returns the provider's address the browser is sent to."""
    page = await (await client.get("/team/anmelden", params={"weiter": back} if back else {})).text()
    link = re.search(r'href="(/team/anmelden/oidc\?[^"]*)"', page)
    assert link is not None
    answer = await client.get(link[1], allow_redirects=False)
    assert answer.status == 303, await answer.text()
    return answer.headers["Location"]


async def sign_in_there(address: str, name: str) -> str:
    """Signs in at the provider; returns the address of Lotte's that the browser is sent back to."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(address) as answer:
            page, form = await answer.text(), answer.url
        fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
        fields = {key: value.replace("&amp;", "&") for key, value in fields.items()}
        data = {**fields, "username": name, "password": PASSWORD}
        async with browser.post(form, data=data, allow_redirects=False) as answer:
            assert answer.status == 302, await answer.text()
            onwards = answer.headers["Location"]
        async with browser.get(form.join(type(form)(onwards, encoded=True)), allow_redirects=False) as answer:
            return answer.headers["Location"]


async def come_back(client: Client, address: str) -> aiohttp.ClientResponse:
    parts = urlsplit(address)
    assert parts.path == "/team/anmelden/oidc/zurueck"
    return await client.get(f"{parts.path}?{parts.query}", allow_redirects=False)


async def sign_in(client: Client, name: str, back: str = "") -> aiohttp.ClientResponse:
    return await come_back(client, await sign_in_there(await to_provider(client, back), name))


def with_query(address: str, **changes: str) -> str:
    parts = urlsplit(address)
    query = {**{key: values[0] for key, values in parse_qs(parts.query).items()}, **changes}
    return urlunsplit(parts._replace(query=urlencode(query)))


def accounts(settings: Settings) -> dict[str, Account]:
    engine = open_engine(settings.conversations_url)
    found = {account.name: account for account in Accounts(engine).all()}
    engine.dispose()
    return found


async def refused(answer: aiohttp.ClientResponse, words: str, status: int = 403) -> None:
    page = await answer.text()
    assert answer.status == status, page
    assert words in page
    assert not answer.cookies.get(COOKIE)
    assert 'name="passwort"' in page  # the other way in stays open


@pytest.mark.parametrize(
    ("name", "role"),
    [("r.redaktion", Role.REDAKTION), ("a.auswertung", Role.AUSWERTUNG), ("l.leitung", Role.LEITUNG)],
)
async def test_the_groups_give_the_role(client: Client, settings: Settings, name: str, role: Role) -> None:
    answer = await sign_in(client, name, "/team/konto")
    assert (answer.status, answer.headers.get("Location")) == (303, "/team/konto"), await answer.text()
    page = await (await client.get("/team/konto")).text()
    assert "mit dem Konto der Verwaltung" in page
    assert "Passwort ändern" not in page
    account = accounts(settings)[name]
    assert (account.role, account.from_directory, account.has_password) == (role, True, False)


async def test_the_second_time_it_is_the_same_account(client: Client, settings: Settings) -> None:
    for _ in range(2):
        client.session.cookie_jar.clear()
        assert (await sign_in(client, "r.redaktion")).status == 303
    assert list(accounts(settings)) == ["r.redaktion"]


async def test_logging_out_ends_it_here(client: Client) -> None:
    await sign_in(client, "r.redaktion")
    csrf = re.search(r'name="csrf" value="([^"]+)"', await (await client.get("/team/konto")).text())
    assert csrf is not None
    await client.post("/team/abmelden", data={"csrf": csrf[1]})
    assert (await client.get("/team/konto", allow_redirects=False)).status == 303


async def test_without_a_group_nobody_gets_in(client: Client, settings: Settings) -> None:
    await refused(await sign_in(client, "o.ohne"), "in keiner Gruppe")
    assert accounts(settings) == {}


async def test_groups_may_stand_in_the_userinfo_alone(client: Client, provider: Provider, settings: Settings) -> None:
    provider.make_wrong("gruppen erst bei userinfo")
    assert (await sign_in(client, "l.leitung")).status == 303
    assert accounts(settings)["l.leitung"].role is Role.LEITUNG


async def test_a_wrong_state_is_refused(client: Client) -> None:
    address = await sign_in_there(await to_provider(client), "l.leitung")
    await refused(await come_back(client, with_query(address, state="falsch")), "gehört nicht zu diesem Browser")
    # and the sign-in that was begun is used up
    await refused(await come_back(client, address), "gehört nicht zu diesem Browser")


async def test_another_browser_cannot_use_the_answer(client: Client) -> None:
    address = await sign_in_there(await to_provider(client), "l.leitung")
    client.session.cookie_jar.clear()
    await refused(await come_back(client, address), "gehört nicht zu diesem Browser")


async def test_a_wrong_nonce_is_refused(client: Client) -> None:
    address = with_query(await to_provider(client), nonce="ein-anderer")
    await refused(await come_back(client, await sign_in_there(address, "l.leitung")), "hat nicht geklappt")


async def test_a_code_without_our_proof_is_refused(client: Client) -> None:
    address = with_query(await to_provider(client), code_challenge="x" * 43)
    await refused(await come_back(client, await sign_in_there(address, "l.leitung")), "hat nicht geklappt")


async def test_a_code_counts_once(client: Client) -> None:
    first = await to_provider(client)
    cookies = {cookie.key: cookie.value for cookie in client.session.cookie_jar}
    address = await sign_in_there(first, "l.leitung")
    assert (await come_back(client, address)).status == 303
    client.session.cookie_jar.clear()
    client.session.cookie_jar.update_cookies(
        {"lotte_team_verzeichnis": cookies["lotte_team_verzeichnis"]}, client.make_url("/team/anmelden")
    )
    await refused(await come_back(client, address), "hat nicht geklappt")


@pytest.mark.parametrize("wrong", ["aud", "abgelaufen"])
async def test_a_token_for_somebody_else_or_of_yesterday_is_refused(
    client: Client, provider: Provider, settings: Settings, wrong: str
) -> None:
    provider.make_wrong(wrong)
    await refused(await sign_in(client, "l.leitung"), "hat nicht geklappt")
    assert accounts(settings) == {}


async def test_who_stops_there_is_told_so(client: Client) -> None:
    state = parse_qs(urlsplit(await to_provider(client)).query)["state"][0]
    answer = await client.get(
        "/team/anmelden/oidc/zurueck", params={"error": "access_denied", "state": state}, allow_redirects=False
    )
    await refused(answer, "abgebrochen")


async def test_a_closed_account_stays_closed(client: Client, settings: Settings) -> None:
    await sign_in(client, "r.redaktion")
    engine = open_engine(settings.conversations_url)
    Accounts(engine).set_active(accounts(settings)["r.redaktion"].id, False)
    engine.dispose()
    client.session.cookie_jar.clear()
    await refused(await sign_in(client, "r.redaktion"), "gesperrt")


async def test_when_the_provider_is_away_passwords_still_work(settings: Settings) -> None:
    away = settings.copy(update={"oidc_issuer": f"http://127.0.0.1:{free_port()}/o"})
    engine = open_engine(settings.conversations_url)
    Accounts(engine).add("anna", Role.REDAKTION, "ein langes Passwort")
    engine.dispose()
    async with TestClient[Any, Any](TestServer(create_app(away))) as client:
        answer = await client.get("/team/anmelden/oidc", allow_redirects=False)
        await refused(answer, "antwortet gerade nicht", 503)
        csrf = re.search(r'name="csrf" value="([^"]+)"', await answer.text())
        assert csrf is not None
        form = {"csrf": csrf[1], "name": "anna", "passwort": "ein langes Passwort"}
        assert (await client.post("/team/anmelden", data=form, allow_redirects=False)).status == 303


async def test_without_a_directory_there_is_no_such_page(settings: Settings) -> None:
    async with TestClient[Any, Any](TestServer(create_app(settings.copy(update={"oidc_issuer": None})))) as client:
        assert "Konto der Verwaltung" not in await (await client.get("/team/anmelden")).text()
        assert (await client.get("/team/anmelden/oidc", allow_redirects=False)).status == 404
        assert (await client.get("/team/anmelden/oidc/zurueck", allow_redirects=False)).status == 404

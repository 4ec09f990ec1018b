"""Signs in through the form, as a browser does."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pyotp
from aiohttp import ClientResponse

from bot.memory.database import open_engine
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.tables import Role
from bot.settings import Settings
from tests.unit.review.conftest import PASSWORD, Client

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


async def token_of(client: Client, path: str = "/team/anmelden") -> str:
    """The hidden field of a form."""
    page = await (await client.get(path)).text()
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None, page
    return found[1]


async def sign_in(
    client: Client, name: str = Role.LEITUNG, password: str = PASSWORD, *, back: str = "", **options: Any
) -> ClientResponse:
    """Fills in name and password and sends them; the answer is not followed."""
    form = {"csrf": await token_of(client), "name": name, "passwort": password, "weiter": back}
    return await client.post("/team/anmelden", data=form, allow_redirects=False, **options)


async def send_code(client: Client, code: str) -> ClientResponse:
    """Sends the second step."""
    form = {"csrf": await token_of(client, "/team/anmelden/code"), "code": code}
    return await client.post("/team/anmelden/code", data=form, allow_redirects=False)


def code_now(secret: str = SECRET, later: int = 0) -> str:
    """What the app shows, so many steps of 30 seconds later."""
    totp = pyotp.TOTP(secret)
    return totp.at(datetime.now(UTC), counter_offset=later)


def with_second_factor(settings: Settings, name: str = Role.LEITUNG) -> int:
    """Sets up a second factor with `SECRET`; returns the account's id."""
    engine = open_engine(settings.conversations_url)
    accounts = Accounts(engine)
    account = accounts.named(name)
    accounts.set_second_factor(account.id, SECRET, 0)
    engine.dispose()
    return account.id


def is_in(answer: ClientResponse) -> bool:
    """Whether the answer brings a session."""
    return answer.status == 303 and bool(answer.cookies.get("lotte_team") and answer.cookies["lotte_team"].value)

"""Who gets in, and that nobody gets in by accident."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.memory.staff.tables import Role
from tests.unit.review.conftest import Client

AsRole = Callable[[Role], Awaitable[Client]]


async def test_a_stranger_is_led_to_the_login(client: Client) -> None:
    answer = await client.get("/team/", allow_redirects=False)
    assert answer.status == 303
    assert answer.headers["Location"] == "/team/anmelden?weiter=/team/"


async def test_who_is_signed_in_sees_the_menu_of_the_role(as_role: AsRole) -> None:
    page = await (await (await as_role(Role.REDAKTION)).get("/team/")).text()
    assert "Angebote" in page
    assert "Gespräche" not in page


async def test_a_form_without_the_token_is_refused(as_role: AsRole) -> None:
    client = await as_role(Role.LEITUNG)
    assert (await client.post("/team/abmelden")).status == 403
    answer = await client.post("/team/abmelden", data={"csrf": client.csrf}, allow_redirects=False)  # type: ignore[attr-defined]
    assert answer.status == 303
    assert (await client.get("/team/", allow_redirects=False)).status == 303


async def test_nothing_is_kept_and_nothing_comes_from_elsewhere(as_role: AsRole) -> None:
    answer = await (await as_role(Role.LEITUNG)).get("/team/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "trusted-types" not in answer.headers["Content-Security-Policy"]


async def test_unknown_pages_say_so(client: Client) -> None:
    answer = await client.get("/team/gibtesnicht")
    assert answer.status == 404
    assert "Diese Seite gibt es nicht." in await answer.text()


async def test_a_part_of_a_page_leads_back_to_the_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://lotte.example/team/gespraeche?stand=neu"}
    answer = await client.get("/team/gespraeche?vor=1", headers=headers)
    assert answer.headers["HX-Redirect"] == "/team/anmelden?weiter=%2Fteam%2Fgespraeche%3Fstand%3Dneu"


async def test_an_address_that_is_none_leads_to_the_start(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://["}
    answer = await client.get("/team/gespraeche", headers=headers)
    assert answer.headers["HX-Redirect"] == "/team/anmelden?weiter=%2Fteam%2F"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=gibtesnicht", b"a=1"),
        ("application/x-www-form-urlencoded", b"\xff=1"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n1\r\n--x--\r\n"),
        ("multipart/form-data", b"a"),
    ],
)
async def test_a_form_that_is_none_is_answered_in_german(as_role: AsRole, content_type: str, body: bytes) -> None:
    client = await as_role(Role.LEITUNG)
    answer = await client.post("/team/abmelden", data=body, headers={"Content-Type": content_type})
    assert answer.status == 400
    assert "Das Formular kam nicht richtig an." in await answer.text()

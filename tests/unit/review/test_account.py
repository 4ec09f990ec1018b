"""The own account: another password, the second factor, where one is signed in."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from bot.memory.staff.tables import Role
from bot.settings import Settings
from tests.unit.review.conftest import PASSWORD, Client
from tests.unit.review.signing_in import code_now, is_in, send_code, sign_in, token_of, with_second_factor

AsRole = Callable[[Role], Awaitable[Client]]
NEW = "ganz anders und auch lang"


async def change(client: Client, old: str, new: str, again: str | None = None) -> tuple[int, str]:
    form = {
        "csrf": await token_of(client, "/team/konto"),
        "passwort_alt": old,
        "passwort_neu": new,
        "passwort_noch_einmal": new if again is None else again,
    }
    answer = await client.post("/team/konto/passwort", data=form)
    return answer.status, await answer.text()


async def test_a_new_password_needs_the_old_one_and_signs_out_everywhere_else(client: Client, as_role: AsRole) -> None:
    other = await as_role(Role.AUSWERTUNG)
    before = (await sign_in(client, Role.AUSWERTUNG)).cookies["lotte_team"].value
    status, page = await change(client, "nicht das alte", NEW)
    assert status == 422
    assert 'aria-describedby="passwort_alt-fehler"' in page
    status, page = await change(client, PASSWORD, NEW, "vertippt")
    assert 'id="passwort_noch_einmal-fehler"' in page
    status, page = await change(client, PASSWORD, "kurz")
    assert "mindestens 12 Zeichen" in page
    assert (await other.get("/team/", allow_redirects=False)).status == 200
    status, page = await change(client, PASSWORD, NEW)
    assert status == 200
    assert "Das neue Passwort gilt." in page
    assert (await other.get("/team/", allow_redirects=False)).status == 303
    stale = await other.get("/team/", cookies={"lotte_team": before}, allow_redirects=False)
    assert stale.status == 303
    client.session.cookie_jar.clear()
    assert not is_in(await sign_in(client, Role.AUSWERTUNG))
    assert is_in(await sign_in(client, Role.AUSWERTUNG, NEW))


async def test_guessing_the_old_password_at_an_open_browser_closes_the_account(client: Client) -> None:
    await sign_in(client)
    for _ in range(6):
        await change(client, "nicht das alte", NEW)
    assert (await change(client, PASSWORD, NEW))[0] == 422


async def test_the_second_factor_is_set_up_confirmed_and_asked_for(client: Client) -> None:
    await sign_in(client)
    page = await (await client.get("/team/konto/zweiter-faktor")).text()
    secret = re.search(r'class="geheimnis">([A-Z2-7 ]+)<', page)
    signed = re.search(r'name="geheimnis" value="([^"]+)"', page)
    assert secret is not None
    assert signed is not None
    assert "%3Csvg" in page
    assert "<svg" not in unquote(page).split("<main")[0]
    form = {
        "csrf": await token_of(client, "/team/konto"),
        "geheimnis": signed[1],
        "code": "000000",
        "passwort": PASSWORD,
    }
    answer = await client.post("/team/konto/zweiter-faktor", data=form)
    assert answer.status == 422
    assert secret[1] in await answer.text()  # the same one: it is in the app by now
    form["code"] = code_now(secret[1].replace(" ", ""))
    answer = await client.post("/team/konto/zweiter-faktor", data={**form, "passwort": "nicht meins"})
    assert answer.status == 422  # an open browser alone is not enough
    assert 'id="passwort-fehler"' in await answer.text()
    answer = await client.post("/team/konto/zweiter-faktor", data=form)
    assert "Der zweite Faktor ist eingerichtet." in await answer.text()
    client.session.cookie_jar.clear()
    assert (await sign_in(client)).headers["Location"] == "/team/anmelden/code"
    assert not is_in(await send_code(client, form["code"]))  # was used to confirm
    assert is_in(await send_code(client, code_now(secret[1].replace(" ", ""), later=1)))


async def test_a_secret_of_ones_own_choice_is_not_taken(as_role: AsRole) -> None:
    client = await as_role(Role.LEITUNG)
    form = {"csrf": client.csrf, "geheimnis": "A" * 32, "code": code_now("A" * 32)}  # type: ignore[attr-defined]
    assert (await client.post("/team/konto/zweiter-faktor", data=form)).status == 409


async def test_switching_off_takes_password_and_code(client: Client, settings: Settings) -> None:
    with_second_factor(settings)
    await sign_in(client)
    await send_code(client, code_now(later=-1))
    csrf = await token_of(client, "/team/konto/zweiter-faktor")
    address = "/team/konto/zweiter-faktor/abschalten"
    for password, code, wrong in (("falsch", code_now(), "passwort"), (PASSWORD, "000000", "code")):
        answer = await client.post(address, data={"csrf": csrf, "passwort": password, "code": code})
        assert answer.status == 422
        assert f'id="{wrong}-fehler"' in await answer.text()
    answer = await client.post(address, data={"csrf": csrf, "passwort": PASSWORD, "code": code_now()})
    assert "abgeschaltet" in await answer.text()
    client.session.cookie_jar.clear()
    assert is_in(await sign_in(client))


async def test_one_sees_where_one_is_signed_in_and_ends_it(as_role: AsRole) -> None:
    here, there = await as_role(Role.REDAKTION), await as_role(Role.REDAKTION)
    page = await (await here.get("/team/konto")).text()
    assert page.count("ein anderer Browser") == page.count("dieser Browser") == 1
    answer = await here.post("/team/konto/andere-abmelden", data={"csrf": here.csrf})  # type: ignore[attr-defined]
    assert "Alle anderen Browser sind abgemeldet." in await answer.text()
    assert (await there.get("/team/", allow_redirects=False)).status == 303
    answer = await here.post("/team/konto/ueberall-abmelden", data={"csrf": here.csrf})  # type: ignore[attr-defined]
    assert "Sie sind abgemeldet." in await answer.text()
    assert (await here.get("/team/", allow_redirects=False)).status == 303


async def test_a_page_can_ask_how_long_it_lasts(as_role: AsRole, client: Client) -> None:
    someone = await as_role(Role.REDAKTION)
    said = await (await someone.get("/team/sitzung")).json()
    assert said == {"wer": "redaktion", "csrf": someone.csrf, "leerlauf": 1800, "rest": said["rest"]}  # type: ignore[attr-defined]
    assert 35_000 < said["rest"] <= 36_000
    assert (await client.get("/team/sitzung", allow_redirects=False)).status == 303

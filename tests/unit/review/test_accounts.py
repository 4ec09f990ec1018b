"""All accounts, and the audit log: what the lead sees and may change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa

from bot.gateway.app import STATIC
from bot.memory.database import open_engine
from bot.memory.staff.accounts import Account, Accounts
from bot.memory.staff.audit import AuditLog, Entry
from bot.memory.staff.tables import AuditEntry, Role
from bot.review.app import create_team_app
from bot.review.login.audit_log import page_of
from bot.review.login.expiry import delete_old
from bot.settings import Settings
from tests.unit.review.conftest import Client
from tests.unit.review.signing_in import is_in, sign_in, with_second_factor

AsRole = Callable[[Role], Awaitable[Client]]


def account(settings: Settings, name: str) -> Account:
    engine = open_engine(settings.conversations_url)
    found = Accounts(engine).named(name)
    engine.dispose()
    return found


def log(settings: Settings) -> list[Entry]:
    engine = open_engine(settings.conversations_url)
    lines = list(AuditLog(engine).latest(100))
    engine.dispose()
    return lines


async def change(client: Client, account_id: int, what: str, **form: str) -> tuple[int, str]:
    form = {"csrf": client.csrf, **form}  # type: ignore[attr-defined]
    answer = await client.post(f"/team/konten/{account_id}/{what}", data=form)
    return answer.status, await answer.text()


async def test_the_list_names_everybody(as_role: AsRole) -> None:
    page = await (await (await as_role(Role.LEITUNG)).get("/team/konten")).text()
    for words in ("redaktion", "auswertung", "Leitung", "nur Passwort", "noch nie", "offen"):
        assert words in page


async def test_another_role_holds_at_once_and_is_noted(as_role: AsRole, settings: Settings) -> None:
    lead, editor = await as_role(Role.LEITUNG), await as_role(Role.REDAKTION)
    target = account(settings, "redaktion")
    status, page = await change(lead, target.id, "rolle", rolle="auswertung")
    assert (status, "Gespeichert." in page) == (200, True)
    assert account(settings, "redaktion").role is Role.AUSWERTUNG
    assert (await editor.get("/team/", allow_redirects=False)).status == 303
    newest = log(settings)[0]
    assert (newest.who, newest.subject, newest.detail) == ("leitung", "redaktion", "Rolle: Redaktion → Auswertung")
    assert (await change(lead, target.id, "rolle", rolle="chefin"))[0] == 400


async def test_closing_signs_out_and_opening_lets_in_again(as_role: AsRole, client: Client, settings: Settings) -> None:
    lead, editor = await as_role(Role.LEITUNG), await as_role(Role.REDAKTION)
    target = account(settings, "redaktion")
    _, page = await change(lead, target.id, "sperren")
    assert "Konto entsperren" in page
    assert (await editor.get("/team/", allow_redirects=False)).status == 303
    assert not is_in(await sign_in(client, "redaktion"))
    await change(lead, target.id, "entsperren")
    assert is_in(await sign_in(client, "redaktion"))


async def test_a_lost_telephone(as_role: AsRole, client: Client, settings: Settings) -> None:
    target = with_second_factor(settings, "redaktion")
    _, page = await change(await as_role(Role.LEITUNG), target, "zweiter-faktor-zuruecksetzen")
    assert "nur mit Passwort" in page
    assert is_in(await sign_in(client, "redaktion"))


async def test_nobody_locks_themselves_out(as_role: AsRole, settings: Settings) -> None:
    lead, own = await as_role(Role.LEITUNG), account(settings, "leitung")
    for what in ("rolle", "sperren", "abmelden", "zweiter-faktor-zuruecksetzen"):
        status, page = await change(lead, own.id, what, rolle="redaktion")
        assert (status, "Das eigene Konto" in page) == (409, True)
    assert account(settings, "leitung").active
    assert "Konto sperren" not in await (await lead.get(f"/team/konten/{own.id}")).text()


async def test_an_account_that_is_not_there(as_role: AsRole) -> None:
    lead = await as_role(Role.LEITUNG)
    assert (await lead.get("/team/konten/999999")).status == 404
    assert (await change(lead, 999_999, "sperren"))[0] == 404
    assert (await lead.get("/team/konten/99999999999999999999")).status == 404


async def test_only_the_lead_may(as_role: AsRole, settings: Settings) -> None:
    target = account(settings, "leitung")
    for role in (Role.REDAKTION, Role.AUSWERTUNG):
        client = await as_role(role)
        for path in ("/team/konten", f"/team/konten/{target.id}", "/team/protokoll"):
            assert (await client.get(path)).status == 403
        assert (await change(client, target.id, "rolle", rolle="redaktion"))[0] == 403
    assert account(settings, "leitung").role is Role.LEITUNG


async def test_the_log_is_filtered_and_turned_over(as_role: AsRole, settings: Settings) -> None:
    engine = open_engine(settings.conversations_url)
    audit = AuditLog(engine)
    for number in range(120):
        audit.add("anna" if number % 2 else "<b>ben</b>", "Gespräch angesehen", f"s{number}", "")
    engine.dispose()
    lead = await as_role(Role.LEITUNG)
    first = await (await lead.get("/team/protokoll")).text()
    assert "<b>ben" not in first
    assert (">s119<" in first, ">s69<" in first, ">Neuere<" in first) == (True, False, False)
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = await (await lead.get(older)).text()
    assert (">s69<" in second, ">s20<" in second, ">s119<" in second) == (True, True, False)
    newer = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert ">s119<" in await (await lead.get(newer)).text()
    last = await (await lead.get(second.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&"))).text()
    assert ">Ältere<" not in last
    page = await (await lead.get("/team/protokoll", params={"wer": "anna", "sache": "s7"})).text()
    assert page.count("<td") == 5
    assert "Dazu steht nichts" in await (await lead.get("/team/protokoll?sache=gibtesnicht&vor=abc")).text()


@pytest.mark.parametrize(
    ("action", "subject", "role", "page"),
    [
        ("Gespräch angesehen", "a1b2", Role.LEITUNG, "/team/gespraeche/a1b2"),
        ("Nachricht berichtigt", "a1b2", Role.LEITUNG, "/team/gespraeche/a1b2"),
        ("Gespräch angesehen", "a1b2", Role.REDAKTION, ""),
        ("Angebot geändert", "gf-krippe", Role.LEITUNG, "/team/angebote/gf-krippe"),
        ("Änderung am Angebot zurückgenommen", "gf-krippe", Role.REDAKTION, "/team/angebote/gf-krippe"),
        ("Angebot geändert", "gf-krippe", Role.AUSWERTUNG, ""),
        ("Angebot angelegt", "../konten?x=1", Role.LEITUNG, "/team/angebote/..%2Fkonten%3Fx%3D1"),
        ("Gespräche durchsucht", "", Role.LEITUNG, ""),
        ("Konto geändert", "anna", Role.LEITUNG, ""),
        ("Rückruf erledigt", "7", Role.LEITUNG, ""),
    ],
)
def test_a_line_leads_to_what_it_is_about(action: str, subject: str, role: Role, page: str) -> None:
    assert page_of(Entry(1, 0.0, "anna", action, subject, ""), role) == page


async def test_what_is_old_goes_every_hour(settings: Settings) -> None:
    app = create_team_app(settings, STATIC)
    engine = open_engine(settings.conversations_url)
    with engine.begin() as connection:
        connection.execute(sa.insert(AuditEntry).values(at=0.0, who="anna", action="alt"))
    engine.dispose()
    await delete_old(app)
    assert log(settings) == []

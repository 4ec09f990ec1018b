"""The offers' pages: list, form, errors at the field, nothing lost, history, worklist; and who may see them."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import date

import pytest
import sqlalchemy as sa

from bot.memory.database import open_engine as open_memory
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.tables import Role
from bot.settings import Settings
from offer_db.database import open_engine, reading
from offer_db.editing import edit_offer
from offer_db.loading import load_offers
from offer_db.models import Offer as OfferRow
from offer_db.records import Offer
from offer_db.reporting import add_report, open_reports
from offer_db.versions import versions
from tests.unit.review.conftest import Client

AsRole = Callable[[Role], Awaitable[Client]]
ID = "gf-familienbuero"
BAD = '"><script>alert(1)</script>'


@pytest.fixture
def engine(settings: Settings) -> Iterator[sa.Engine]:
    engine = open_engine(settings.offers_url)
    yield engine
    engine.dispose()


def stored(engine: sa.Engine, offer_id: str = ID) -> Offer:
    with reading(engine) as session:
        return load_offers(session, [offer_id])[offer_id]


def fields_of(page: str) -> list[tuple[str, str]]:
    """What a browser would send of the form, without its buttons."""
    form = page[page.index('id="formular"') : page.index("</form>", page.index('id="formular"'))]
    sent: list[tuple[str, str]] = []
    for tag in re.findall(r"<input[^>]*>", form):
        of = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if "name" in of and (of.get("type") != "checkbox" or re.search(r"\schecked[\s>]", tag)):
            sent.append((of["name"], html.unescape(of.get("value", ""))))
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent.append((name, html.unescape(text)))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(
            r'<option value="([^"]*)"', options
        )
        assert chosen is not None
        sent.append((name, html.unescape(chosen[1])))
    return sent


async def form(client: Client, offer_id: str = ID, **changed: str) -> list[tuple[str, str]]:
    """The form of an offer, some fields filled in anew."""
    page = await (await client.get(f"/team/angebote/{offer_id}")).text()
    return [pair for pair in fields_of(page) if pair[0] not in changed] + list(changed.items())


async def test_only_editors_and_leaders(as_role: AsRole) -> None:
    clients = {role: await as_role(role) for role in Role}
    for path in (
        "",
        "/neu",
        f"/{ID}",
        f"/{ID}/verlauf",
        "/aufgaben",
        "/links",
        "/import",
        "/export.csv",
        "/vorlage.csv",
    ):
        answers = {role: (await client.get(f"/team/angebote{path}")).status for role, client in clients.items()}
        assert answers == {Role.AUSWERTUNG: 403, Role.REDAKTION: 200, Role.LEITUNG: 200}, path


async def test_the_list_is_searched_and_filtered(as_role: AsRole) -> None:
    client = await as_role(Role.REDAKTION)
    page = await (await client.get("/team/angebote")).text()
    assert re.search(r"179 Angebote, Seite 1 von 4", page)
    page = await (
        await client.get("/team/angebote", params={"wort": "Familienbüro", "zustand": "veroeffentlicht"})
    ).text()
    assert "Familienbüro" in page
    page = await (await client.get("/team/angebote", params={"wort": "gibtesnichtwort"})).text()
    assert "Nichts passt zu diesen Filtern." in page


async def test_filters_nobody_knows_do_no_harm(as_role: AsRole) -> None:
    client = await as_role(Role.REDAKTION)
    answer = await client.get("/team/angebote?zustand=x&bedarf='&ort=%00&geprueft_vor=gestern&seite=-1&traeger=%25")
    assert answer.status == 200


async def test_no_offer_changes_by_passing_through_the_form(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    with reading(engine) as session:
        ids = session.scalars(sa.select(OfferRow.id).order_by(OfferRow.id)).all()[::6]
    for offer_id in (ID, *ids):
        before = stored(engine, offer_id)
        answer = await client.post(
            f"/team/angebote/{offer_id}", data=await form(client, offer_id), allow_redirects=False
        )
        assert answer.status == 303, await answer.text()
        assert stored(engine, offer_id) == before


async def test_a_change_is_stored_with_its_history_and_can_be_taken_back(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    before = stored(engine)
    data = await form(client, title="Familienbüro neu", aktion="pausiert")
    answer = await client.post(f"/team/angebote/{ID}", data=data)
    assert "Gespeichert." in await answer.text()
    assert (stored(engine).title, stored(engine).state) == ("Familienbüro neu", "pausiert")
    page = await (await client.get(f"/team/angebote/{ID}/verlauf")).text()
    assert "redaktion" in page
    assert "Familienbüro neu" in page
    address = re.findall(r'href="(/team/angebote/[^"]*/zurueck)"', page)[0]
    page = await (await client.get(address)).text()
    assert "Ja, zurücknehmen" in page
    assert f'<del>Familienbüro neu</del></td><td class="kern-table__cell"><ins>{before.title}</ins>' in page
    assert stored(engine).title == "Familienbüro neu"
    assert "Zurückgenommen." in await (await client.post(address, data=confirmed(page))).text()
    assert stored(engine) == before


def confirmed(page: str) -> dict[str, str]:
    """What the form of the page before taking back sends."""
    form = page[page.index('<form method="post" action="/team/angebote/') :]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))


async def test_taking_back_says_what_it_would_change_if_somebody_was_faster(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    edit_offer(engine, ID, {"cost": "5 Euro"}, "Anna")
    edit_offer(engine, ID, {"phone": "05371 111111"}, "Anna")
    older = versions(engine, ID)[1]
    address = f"/team/angebote/{ID}/verlauf/{older.id}/zurueck"
    page = await (await client.get(address)).text()
    assert "5 Euro" in page
    assert "05371 111111" in page
    seen = confirmed(page)
    edit_offer(engine, ID, {"phone": "05371 222222"}, "Bert")
    answer = await client.post(address, data=seen)
    page = await answer.text()
    assert answer.status == 409
    assert "Inzwischen hat jemand dieses Angebot geändert" in page
    assert "05371 222222" in page
    assert stored(engine).phone == "05371 222222"
    await client.post(address, data=confirmed(page))  # seen, and decided
    assert stored(engine).phone not in ("05371 111111", "05371 222222")
    assert "Das Angebot ist schon so" in await (await client.get(address)).text()


async def test_the_history_speaks_german(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    cells = {"topics": "hebamme", "formats": "telefonisch;online", "reach": "bundesweit", "valid_to": "2027-01-31"}
    edit_offer(engine, ID, {**cells, "confidence": "medium", "life_phase": "uebergang_sek1"}, "Anna")
    for state in ("pausiert", "veroeffentlicht", "beendet"):
        await client.post(f"/team/angebote/{ID}", data=await form(client, aktion=state))
    page = await (await client.get(f"/team/angebote/{ID}/verlauf")).text()
    read = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    done = re.findall(r'id="fassung-\d+">([^,<]+)', page)
    assert done[:5] == ["beendet", "veröffentlicht", "pausiert", "bearbeitet", "aus einer Datei übernommen"]
    for words in ("Hebamme", "am Telefon, online", "ganz Deutschland", "31.01.2027", "Übergang in die 5. Klasse"):
        assert words in read
    for key in ("hebamme", "telefonisch", "bundesweit", "2027-01-31", "medium", "uebergang", "veroeffentlicht"):
        assert key not in read, key


async def test_errors_stand_at_the_field_and_nothing_is_lost(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    before = stored(engine)
    data = await form(
        client, title="", postcode="385", age_min_months="drei", description="Neuer Text", topics="elterngeld"
    )
    answer = await client.post(f"/team/angebote/{ID}", data=data)
    page = await answer.text()
    assert answer.status == 400
    assert "3 Angaben stimmen noch nicht" in page
    assert "Bitte ausfüllen." in page
    assert "Zelle" not in page
    for alias in ("title", "postcode", "age_min_months"):
        assert f'href="#feld-{alias}"' in page
        assert f'id="fehler-{alias}"' in page
        assert re.search(
            rf'id="feld-{alias}"[^>]*aria-describedby="hilfe-{alias} fehler-{alias}"[^>]*aria-invalid', page
        )
    again = dict(fields_of(page))
    assert (again["postcode"], again["age_min_months"], again["description"]) == ("385", "drei", "Neuer Text")
    assert again["topics"] == "elterngeld"
    assert stored(engine) == before


async def test_who_was_slower_is_told_and_loses_nothing(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    data = await form(client, phone="05371 111111")
    edit_offer(engine, ID, {"phone": "05371 222222"}, "jemand anderes")
    answer = await client.post(f"/team/angebote/{ID}", data=data)
    page = await answer.text()
    assert answer.status == 409
    assert "05371 222222" in page
    assert stored(engine).phone == "05371 222222"
    assert dict(fields_of(page))["phone"] == "05371 111111"
    await client.post(f"/team/angebote/{ID}", data=fields_of(page))  # seen, and decided
    assert stored(engine).phone == "05371 111111"


async def test_who_was_slower_with_the_same_hears_that_it_is_stored(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    data = await form(client, phone="05371 111111")
    edit_offer(engine, ID, {"phone": "05371 111111"}, "jemand anderes")
    assert "Gespeichert." in await (await client.post(f"/team/angebote/{ID}", data=data)).text()


async def test_a_preview_writes_nothing(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    before = stored(engine)
    data = await form(client, title="Nur angesehen", aktion="vorschau")
    page = await (await client.post(f"/team/angebote/{ID}", data=data)).text()
    assert "Nur angesehen" in page[page.index('id="vorschau"') :]
    part = await (await client.post("/team/angebote/vorschau", data=data, headers={"HX-Request": "true"})).text()
    assert "Nur angesehen" in part
    assert "<html" not in part
    assert stored(engine) == before


async def test_the_preview_says_what_is_missing_and_what_the_months_mean(as_role: AsRole) -> None:
    client = await as_role(Role.REDAKTION)
    data = await form(client, title="", age_max_months="35")
    part = await (await client.post("/team/angebote/vorschau", data=data)).text()
    assert 'href="#feld-title"' in part
    assert "bis zum 3. Geburtstag" in part


async def test_a_new_offer_begins_as_a_draft(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    page = await (await client.get("/team/angebote/neu")).text()
    filled = {
        "title": "Eltern-Café Probe",
        "provider": "DRK-Kreisverband Gifhorn",
        "category": "familienbildung_treffs",
        "description": "Treffen bei Kaffee.",
        "age_min_months": "0",
        "age_max_months": "35",
        "reach": "landkreis",
        "reach_area": "Landkreis Gifhorn",
        "confidence": "high",
    }
    data = [pair for pair in fields_of(page) if pair[0] not in filled] + list(filled.items())
    answer = await client.post("/team/angebote/neu", data=[*data, ("aktion", "entwurf")])
    assert "Das Angebot ist angelegt." in await answer.text()
    offer = stored(engine, str(answer.url.path).rpartition("/")[2])
    assert (offer.title, offer.state, offer.life_phases) == ("Eltern-Café Probe", "entwurf", ("geburt", "krippe"))
    assert (await client.get(f"/angebote/{offer.id}")).status == 404
    await client.post(f"/team/angebote/{offer.id}", data=await form(client, offer.id, aktion="veroeffentlicht"))
    assert (await client.get(f"/angebote/{offer.id}")).status == 200


async def test_a_new_offer_without_anything_names_all_it_needs(as_role: AsRole) -> None:
    client = await as_role(Role.REDAKTION)
    page = await (await client.get("/team/angebote/neu")).text()
    assert dict(fields_of(page))["confidence"] == "medium"
    data = [*(pair for pair in fields_of(page) if pair[0] != "confidence"), ("confidence", "")]
    page = await (await client.post("/team/angebote/neu", data=data)).text()
    for alias in ("title", "provider", "category", "description", "age_min_months", "reach", "confidence"):
        assert f'href="#feld-{alias}"' in page


async def test_checked_with_one_click(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    csrf = client.csrf  # type: ignore[attr-defined]
    page = await (await client.post(f"/team/angebote/{ID}/geprueft", data={"csrf": csrf})).text()
    assert "Als geprüft vermerkt." in page
    assert stored(engine).verified_by == "redaktion"


async def test_the_worklist_counts_and_a_note_of_parents_can_be_closed(as_role: AsRole, engine: sa.Engine) -> None:
    add_report(engine, ID, "telefon", date(2026, 11, 1))
    client = await as_role(Role.REDAKTION)
    page = await (await client.get("/team/angebote/aufgaben")).text()
    assert "Von Eltern gemeldet (1)" in page
    assert "Nie oder vor mehr als 180 Tagen geprüft (" in page
    only = await (await client.get("/team/angebote/aufgaben?art=alt")).text()
    assert "Von Eltern gemeldet (1)" not in only.partition('aria-labelledby="links-titel"')[2]
    [address] = re.findall(r'action="(/team/angebote/meldungen/\d+/erledigt)"', page)
    csrf = client.csrf  # type: ignore[attr-defined]
    assert "Erledigt." in await (await client.post(address, data={"csrf": csrf})).text()
    assert open_reports(engine) == ()
    only = await (await client.get("/team/angebote/aufgaben?art=alt")).text()
    assert "Von Eltern gemeldet" not in only


async def test_what_is_not_there_says_so(as_role: AsRole) -> None:
    client = await as_role(Role.REDAKTION)
    csrf = client.csrf  # type: ignore[attr-defined]
    for path in (
        "/nirgendwo",
        "/nirgendwo/geprueft",
        "/nirgendwo/link",
        f"/{ID}/verlauf/99999/zurueck",
        "/meldungen/99999/erledigt",
        "/import/AAAAAAAAAAAAAAAAAAAAAA",
        "/import/..%2f..%2fsecret",
    ):
        assert (await client.post(f"/team/angebote{path}", data={"csrf": csrf})).status == 404, path


async def test_nothing_is_written_without_the_token(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    before = stored(engine)
    data = [pair for pair in await form(client, title="Von anderswo") if pair[0] != "csrf"]
    assert (await client.post(f"/team/angebote/{ID}", data=data)).status == 403
    assert (await client.post(f"/team/angebote/{ID}/geprueft")).status == 403
    assert stored(engine) == before


async def test_what_somebody_means_to_be_a_script_stays_text(as_role: AsRole, engine: sa.Engine) -> None:
    cells = {
        "title": BAD,
        "description": BAD,
        "provider": BAD,
        "notes": "</textarea><script>x</script>",
        "address": BAD,
    }
    edit_offer(engine, ID, cells, BAD)
    with engine.begin() as connection:  # no form lets this through
        connection.execute(
            sa.text("UPDATE offer_contact SET url = 'javascript:alert(1)' WHERE offer_id = :id"), {"id": ID}
        )
    client = await as_role(Role.REDAKTION)
    for path in ("", f"/{ID}", f"/{ID}/verlauf", "/aufgaben"):
        page = await (await client.get(f"/team/angebote{path}")).text()
        assert "<script>" not in page, path
        assert 'href="javascript:' not in page, path


async def test_every_change_is_in_the_log(as_role: AsRole, settings: Settings) -> None:
    client = await as_role(Role.LEITUNG)
    await client.post(f"/team/angebote/{ID}", data=await form(client, phone="05371 111111"))
    memory = open_memory(settings.conversations_url)
    entry = AuditLog(memory).latest(1)[0]
    memory.dispose()
    assert (entry.who, entry.action, entry.subject, entry.detail) == ("leitung", "Angebot geändert", ID, "Telefon")


async def test_the_log_names_the_new_state(as_role: AsRole, settings: Settings) -> None:
    client = await as_role(Role.LEITUNG)
    await client.post(f"/team/angebote/{ID}", data=await form(client, phone="05371 111111", aktion="pausiert"))
    memory = open_memory(settings.conversations_url)
    assert AuditLog(memory).latest(1)[0].detail == "Telefon, Zustand: pausiert"
    memory.dispose()

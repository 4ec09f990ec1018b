"""One conversation: what is shown of it, what staff add, and that nothing in it is more than text."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from html.parser import HTMLParser

import pytest
import sqlalchemy as sa

from bot.memory.reviewing.basket import Basket, Right
from bot.memory.staff.tables import Role
from bot.settings import Settings
from tests.unit.review.conftest import Client
from tests.unit.review.talks import WITTINGEN, audit_log, keep, offer, post, said, tapped, typed

AsRole = Callable[[Role], Awaitable[Client]]
ONE = "/team/gespraeche/krippe"
CHILD = {"age_months": [24, 35], "label": "2 Jahre", "role": "Sohn"}


@pytest.fixture
def krippe(settings: Settings) -> str:
    """A conversation of two turns, between an older and a newer one."""
    keep(settings, "alt", typed("babyschwimmen", "freizeit_ferien"), hours_ago=9)
    keep(settings, "neu", typed("moin", "gruss"), hours_ago=1)
    return keep(
        settings,
        "krippe",
        typed(
            "Ich heiße Anna Krause und suche eine Krippe in Wittingen, Tel. 05371 123456",
            confidence=0.83,
            children=[CHILD],
            place=WITTINGEN,
            ranking=[("kinderbetreuung", 0.83), ("fruehe_hilfen", 0.1)],
            topics=["krippe"],
        ),
        said(
            "Das passt:",
            buttons=["Mehr Angebote"],
            offers=[offer("gf-familienbuero", "Familienbüro", "passt für 2 Jahre")],
            found=True,
        ),
        tapped("Mehr Angebote", "mehr_angebote"),
        said("Mehr habe ich nicht."),
        hours_ago=5,
    )


@pytest.mark.usefixtures("krippe")
async def test_the_conversation_stands_beside_what_was_understood(as_role: AsRole) -> None:
    page = await (await (await as_role(Role.AUSWERTUNG)).get(ONE)).text()
    for words in (
        "Ich heiße [Name] und suche eine Krippe in Wittingen, Tel. [Telefon]",
        "<strong>Kinderbetreuung</strong>, 83 % sicher",
        "Frühe Hilfen, 10 %",
        "2 Jahre (24–35 Monate)",
        "<dd>Wittingen</dd>",
        '<li dir="auto">Mehr Angebote</li>',
        "Eltern (Knopf)",
        "<strong>Familienbüro</strong>",
        "passt für 2 Jahre",
        "Angebote suchen",
    ):
        assert words in page
    assert "RulePolicy" not in page
    assert "Krause" not in page
    assert page.count("/team/gespraeche/krippe/berichtigen/") == 1, "ein Knopf hat nichts zu berichtigen"


@pytest.mark.usefixtures("krippe")
async def test_every_view_is_in_the_log(as_role: AsRole, settings: Settings) -> None:
    client = await as_role(Role.AUSWERTUNG)
    await client.get(ONE)
    await client.get(f"{ONE}/test.yml")
    noted = [(entry.who, entry.action, entry.subject) for entry in audit_log(settings)]
    assert ("auswertung", "Gespräch angesehen", "krippe") in noted
    assert ("auswertung", "Gespräch als Test geladen", "krippe") in noted


@pytest.mark.parametrize("sender_id", ["gibtesnicht", "%00", "a%0Ab", "x" * 300])
async def test_what_is_gone_is_said(as_role: AsRole, sender_id: str) -> None:
    client = await as_role(Role.LEITUNG)
    answer = await client.get(f"/team/gespraeche/{sender_id}")
    assert answer.status == 404
    assert "Eltern können sie löschen" in await answer.text()
    for path, form in (
        ("stand", {"stand": "geprueft"}),
        ("schlagworte", {"schlagwort": "x"}),
        ("schlagworte/entfernen", {"schlagwort": "x"}),
        ("notizen", {"notiz": "x"}),
        ("notizen/1/loeschen", {}),
    ):
        assert (await post(client, f"/team/gespraeche/{sender_id}/{path}", form)).status == 404, path


@pytest.mark.usefixtures("krippe")
async def test_reviewed_and_on_to_the_next_of_the_chosen_list(as_role: AsRole, settings: Settings) -> None:
    client = await as_role(Role.AUSWERTUNG)
    form = {"stand": "geprueft", "weiter": "1"}
    answer = await post(client, f"{ONE}/stand?stand=neu", form)
    assert answer.headers["Location"] == "/team/gespraeche/alt?stand=neu&hinweis=gespeichert"
    page = await (await client.get(ONE)).text()
    assert "Stand: geprüft" in page
    assert "von auswertung" in page
    answer = await post(client, "/team/gespraeche/alt/stand?stand=neu", form)
    assert answer.headers["Location"] == "/team/gespraeche?stand=neu&hinweis=ende_der_liste"
    assert ("Stand gesetzt", "krippe", "geprüft") in [
        (entry.action, entry.subject, entry.detail) for entry in audit_log(settings)
    ]


@pytest.mark.usefixtures("krippe")
async def test_neighbours_are_those_of_the_chosen_list(as_role: AsRole) -> None:
    client = await as_role(Role.AUSWERTUNG)
    page = await (await client.get(f"{ONE}?worte=babyschwimmen")).text()
    assert 'href="/team/gespraeche/alt?worte=babyschwimmen" rel="next"' in page
    assert 'rel="prev"' not in page
    page = await (await client.get(ONE)).text()
    assert 'href="/team/gespraeche/neu" rel="prev"' in page


@pytest.mark.usefixtures("krippe")
async def test_the_state_can_be_set_and_taken_back(as_role: AsRole) -> None:
    client = await as_role(Role.AUSWERTUNG)
    answer = await post(client, f"{ONE}/stand", {"stand": "markiert"})
    assert answer.headers["Location"] == f"{ONE}?hinweis=gespeichert"
    assert "Stand: markiert" in await (await client.get(ONE)).text()
    await post(client, f"{ONE}/stand", {"stand": "neu"})
    page = await (await client.get(ONE)).text()
    assert "Stand: neu" in page
    assert "von auswertung" not in page
    assert (await post(client, f"{ONE}/stand", {"stand": "unsinn"})).status == 400


@pytest.mark.usefixtures("krippe")
async def test_tags_are_given_offered_again_and_taken_away(as_role: AsRole) -> None:
    client = await as_role(Role.AUSWERTUNG)
    assert (await post(client, f"{ONE}/schlagworte", {"schlagwort": "  Krippe  fehlt "})).status == 303
    assert "<span>Krippe fehlt</span>" in await (await client.get(ONE)).text()
    assert '<option value="Krippe fehlt">' in await (await client.get("/team/gespraeche/alt")).text()
    await post(client, "/team/gespraeche/alt/schlagworte", {"schlagwort": "krippe FEHLT"})
    assert "<span>Krippe fehlt</span>" in await (await client.get("/team/gespraeche/alt")).text()
    assert "2 Gespräche" in await (await client.get("/team/gespraeche?schlagwort=Krippe+fehlt")).text()
    await post(client, f"{ONE}/schlagworte/entfernen", {"schlagwort": "Krippe fehlt"})
    assert "<span>Krippe fehlt</span>" not in await (await client.get(ONE)).text()


@pytest.mark.usefixtures("krippe")
async def test_a_wrong_field_is_named_and_keeps_what_was_written(as_role: AsRole) -> None:
    client = await as_role(Role.AUSWERTUNG)
    answer = await post(client, f"{ONE}/schlagworte", {"schlagwort": "x" * 41})
    page = await answer.text()
    assert answer.status == 400
    assert 'aria-describedby="fehler-schlagwort"' in page
    assert "höchstens 40 Zeichen" in page
    assert "x" * 41 in page
    page = await (await post(client, f"{ONE}/notizen", {"notiz": ""})).text()
    assert 'aria-describedby="fehler-notiz notiz-hinweis"' in page


@pytest.mark.usefixtures("krippe")
async def test_notes_are_masked_and_deleted_by_their_author_or_the_lead(as_role: AsRole, settings: Settings) -> None:
    client, lead = await as_role(Role.AUSWERTUNG), await as_role(Role.LEITUNG)
    await post(client, f"{ONE}/notizen", {"notiz": "Frau Krause angerufen: 05371 123456\nKrippe fehlt"})
    page = await (await client.get(ONE)).text()
    assert "Frau [Name] angerufen: [Telefon]\nKrippe fehlt" in page
    await post(lead, f"{ONE}/notizen", {"notiz": "von der Leitung"})
    page = await (await client.get(ONE)).text()
    mine = re.findall(r"/notizen/(\d+)/loeschen", page)
    assert len(mine) == 1
    both = re.findall(r"/notizen/(\d+)/loeschen", await (await lead.get(ONE)).text())
    (theirs,) = set(both) - set(mine)
    assert (await post(client, f"{ONE}/notizen/{theirs}/loeschen")).status == 404
    assert (await post(client, f"/team/gespraeche/alt/notizen/{mine[0]}/loeschen")).status == 404
    assert (await post(lead, f"{ONE}/notizen/{mine[0]}/loeschen")).status == 303
    noted = [(entry.who, entry.action, entry.detail) for entry in audit_log(settings)]
    assert ("auswertung", "Notiz geschrieben", "") in noted
    assert ("leitung", "Notiz gelöscht", "") in noted


async def test_a_tag_stays_out_of_the_log(as_role: AsRole, settings: Settings) -> None:
    keep(settings, "krippe", typed("hallo", "gruss"))
    client = await as_role(Role.AUSWERTUNG)
    for path in ("schlagworte", "schlagworte/entfernen"):
        assert (await post(client, f"{ONE}/{path}", {"schlagwort": "Familie vom Markt"})).status == 303
    noted = [(entry.action, entry.subject, entry.detail) for entry in audit_log(settings)]
    assert {("Schlagwort gegeben", "krippe", ""), ("Schlagwort entfernt", "krippe", "")} <= set(noted)


async def test_every_line_of_the_log_leads_to_the_conversation(as_role: AsRole, settings: Settings) -> None:
    keep(settings, "krippe", typed("kita für unser kind", "freizeit_ferien"), said("Hier:"))
    lead = await as_role(Role.LEITUNG)
    for path in ("", "/test.yml", "/berichtigen/0"):
        assert (await lead.get(f"{ONE}{path}")).status == 200
    for path, form in (
        ("stand", {"stand": "geprueft"}),
        ("schlagworte", {"schlagwort": "x"}),
        ("schlagworte/entfernen", {"schlagwort": "x"}),
        ("notizen", {"notiz": "x"}),
        ("notizen/1/loeschen", {}),
    ):
        assert (await post(lead, f"{ONE}/{path}", form)).status == 303, path
    lines = sum(entry.subject == "krippe" for entry in audit_log(settings))
    page = await (await lead.get("/team/protokoll")).text()
    assert page.count(f'<a class="kern-link" href="{ONE}">krippe</a>') == lines >= 8


async def test_a_correction_is_shown_at_its_message(as_role: AsRole, settings: Settings) -> None:
    keep(settings, "krippe", typed("kita für unser kind", "freizeit_ferien"), said("Hier:"))
    engine = sa.create_engine(settings.conversations_url)
    right = Right(intent="kinderbetreuung", ages=((36, 47),), place_key="03151040")
    Basket(engine).put("krippe", 0, "kita für unser kind", {}, right, "auswertung")
    engine.dispose()
    page = await (await (await as_role(Role.AUSWERTUNG)).get(ONE)).text()
    assert "berichtigt: Kinderbetreuung · Kind: 3 Jahre (36–47 Monate) · Ort: Wittingen" in page


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.handlers.append(f"{tag} {name}")
            if name in ("href", "src", "action", "hx-get", "hx-post"):
                self.addresses.append(value or "")
            if tag == "script" and name == "src":
                self.scripts.append(value or "")


EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "{{7*7}}{% raw %}",
    "javascript:alert(1)",
    "</p></li></ol></textarea></title><iframe src=//evil.example>",
)


@pytest.mark.parametrize("evil", EVIL)
async def test_a_hostile_conversation_stays_text(as_role: AsRole, settings: Settings, evil: str) -> None:
    place = {"key": evil[:60], "name": evil}
    child = {"age_months": [24, 35], "label": evil, "role": None}
    event = typed(
        evil,
        "kinderbetreuung",
        0.4,
        children=[child],
        place=place,
        topics=[evil],
        ranking=[(evil, 0.4), ("gruss", 0.1)],
    )
    event["input_channel"] = evil[:20]
    hostile = {"id": evil, "title": evil, "provider": evil, "why": [evil]}
    keep(settings, "krippe", event, said(evil, buttons=[evil], offers=[hostile], action=evil))
    client = await as_role(Role.LEITUNG)
    await post(client, f"{ONE}/notizen", {"notiz": evil})
    await post(client, f"{ONE}/schlagworte", {"schlagwort": evil[:40]})
    await post(client, "/team/gespraeche/filter", {"name": evil, "abfrage": f"worte={evil}"})
    for path in (ONE, "/team/gespraeche", f"/team/gespraeche?worte={evil}&ort={evil}&kanal={evil}&von={evil}"):
        answer = await client.get(path)
        assert answer.status == 200, path
        page = Page()
        page.feed(await answer.text())
        assert page.handlers == [], path
        assert not page.tags & {"iframe", "svg", "object", "embed"}, path
        assert all(script.startswith("/team/static/") for script in page.scripts), path
        assert [at for at in page.addresses if not at.startswith(("/", "#"))] == [], path
        assert [at for at in page.addresses if at.startswith("//")] == [], path
    assert "49" not in re.sub(r"\d{2,}|/static/\w+", "", await (await client.get(ONE)).text())
    test = await client.get(f"{ONE}/test.yml")
    assert test.headers["Content-Type"].startswith("application/yaml")
    assert test.headers["X-Content-Type-Options"] == "nosniff"
    assert test.headers["Content-Disposition"].startswith("attachment")

"""The list of conversations: what it shows, how its filters combine, and what of it is kept."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from html import unescape

import pytest

from bot.memory.staff.tables import Role
from bot.settings import Settings
from tests.unit.review.conftest import Client
from tests.unit.review.talks import WITTINGEN, audit_log, change, keep, offer, post, said, tapped, typed

AsRole = Callable[[Role], Awaitable[Client]]
LIST = "/team/gespraeche"
CHILD = {"age_months": [24, 35], "label": "2 Jahre", "role": "Sohn"}


@pytest.fixture
def four(settings: Settings) -> None:
    """Four conversations, each with signs of its own."""
    keep(
        settings,
        "krippe",
        typed("Ich suche eine Krippe in Wittingen, mein Sohn ist 2", children=[CHILD], place=WITTINGEN),
        said("Hier:", offers=[offer("gf-familienbuero", "Familienbüro", "passt für 2 Jahre")], found=True),
        hours_ago=1,
    )
    keep(
        settings,
        "nichts",
        typed("gibt es babyschwimmen", "freizeit_ferien", 0.4),
        said("Dazu habe ich nichts gefunden.", found=False),
        tapped("Ja", "ja"),
        hours_ago=30,
    )
    keep(
        settings,
        "gefahr",
        typed("er schlägt mich", "krise_gewalt", channel="telegram"),
        said("Rufen Sie 110 an.", action="utter_krise_gewalt"),
        hours_ago=24 * 10,
    )
    keep(
        settings,
        "unklar",
        typed("blabla", "ausserhalb", 0.7, language="tr"),
        said("Das habe ich nicht verstanden.", action="action_nicht_verstanden"),
        hours_ago=24 * 60,
    )
    change(settings, "unklar", bad_feedback=True, review_state="geprueft", language="tr")


async def shown(client: Client, query: str = "") -> list[str]:
    """The ids of the list, in order."""
    answer = await client.get(f"{LIST}?{query}" if query else LIST)
    assert answer.status == 200
    return re.findall(r'class="kern-link" href="/team/gespraeche/([a-z]+)', await answer.text())


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["krippe", "nichts", "gefahr", "unklar"]),
        ("worte=krippe", ["krippe"]),
        ("worte=schwimmbad", []),
        ("anliegen=kinderbetreuung", ["krippe"]),
        ("ort=03151040", ["krippe"]),
        ("kanal=telegram", ["gefahr"]),
        ("sprache=tr", ["unklar"]),
        ("stand=geprueft", ["unklar"]),
        ("stand=neu", ["krippe", "nichts", "gefahr"]),
        ("stand=neu&zeitraum=30", ["krippe", "nichts", "gefahr"]),
        ("zeitraum=7", ["krippe", "nichts"]),
        ("zeitraum=7&nichts_gefunden=1", ["nichts"]),
        ("gefahr=1", ["gefahr"]),
        ("nicht_verstanden=1", ["unklar"]),
        ("unsicher=1", ["nichts"]),
        ("schlechte_rueckmeldung=1", ["unklar"]),
        ("mindestens=2", ["nichts"]),
        ("hoechstens=1", ["krippe", "gefahr", "unklar"]),
        ("gefahr=1&unsicher=1", []),
        ("zeitraum=unsinn&stand=unsinn", ["krippe", "nichts", "gefahr", "unklar"]),
        ("aelter=unsinn", ["krippe", "nichts", "gefahr", "unklar"]),
        ("worte=%00&kanal=%00", ["krippe", "nichts", "gefahr", "unklar"]),
    ],
)
@pytest.mark.usefixtures("four")
async def test_filters_combine(as_role: AsRole, query: str, ids: list[str]) -> None:
    assert await shown(await as_role(Role.AUSWERTUNG), query) == ids


@pytest.mark.usefixtures("four")
async def test_a_line_says_in_words_what_is_special(as_role: AsRole) -> None:
    page = await (await (await as_role(Role.AUSWERTUNG)).get(LIST)).text()
    for words in ("Gefahr: Gewalt", "Kein Angebot gefunden", "Nicht verstanden", "Unsicher verstanden", "Türkisch"):
        assert words in page
    assert "Wittingen" in page
    assert "4 Gespräche" in page


@pytest.mark.usefixtures("four")
async def test_a_chip_leads_to_the_list_without_its_filter(as_role: AsRole) -> None:
    client = await as_role(Role.AUSWERTUNG)
    page = await (await client.get(f"{LIST}?gefahr=1&kanal=telegram&worte=%22schl%C3%A4gt%22")).text()
    chips = re.findall(r'class="filterchip" href="([^"]*)"><span>([^<]*)', page)
    assert [(unescape(href), unescape(text)) for href, text in chips] == [
        ("/team/gespraeche?gefahr=1&worte=%22schl%C3%A4gt%22", "Kanal: Telegram"),
        ("/team/gespraeche?kanal=telegram&worte=%22schl%C3%A4gt%22", "Gefahr"),
        ("/team/gespraeche?kanal=telegram&gefahr=1", 'Worte: "schlägt"'),
    ]


@pytest.mark.usefixtures("four")
async def test_a_wrong_field_is_named_and_the_rest_still_counts(as_role: AsRole) -> None:
    client = await as_role(Role.AUSWERTUNG)
    page = await (await client.get(f"{LIST}?von=gestern&mindestens=viele&gefahr=1")).text()
    assert 'aria-describedby="fehler-von"' in page
    assert "Bitte schreiben Sie den Tag wie" in page
    assert "Bitte schreiben Sie eine ganze Zahl." in page
    assert "1 Gespräch (ohne „Von“, „Mindestens“)<" in page
    chips = re.findall(r'class="filterchip" href="[^"]*"><span>([^<]*)', page)
    assert chips == ["Gefahr"], "was nicht gilt, steht nicht unter den aktiven Filtern"


@pytest.mark.usefixtures("four")
async def test_htmx_gets_the_hits_alone_and_a_short_address(as_role: AsRole) -> None:
    client = await as_role(Role.AUSWERTUNG)
    headers = {"HX-Request": "true", "HX-Target": "treffer"}
    answer = await client.get(f"{LIST}?worte=&kanal=&gefahr=1&zeitraum=", headers=headers)
    page = await answer.text()
    assert answer.headers["HX-Push-Url"] == "/team/gespraeche?gefahr=1"
    assert "<html" not in page
    assert 'id="treffer"' in page
    assert 'hx-swap-oob="innerHTML">1 Gespräch<' in page
    whole = await client.get(LIST, headers={**headers, "HX-History-Restore-Request": "true"})
    assert "<html" in await whole.text()


async def test_an_empty_list_says_what_to_do(as_role: AsRole) -> None:
    client = await as_role(Role.AUSWERTUNG)
    assert "Noch hat niemand mit Lotte gesprochen" in await (await client.get(LIST)).text()
    assert "Nehmen Sie oben einen Filter weg" in await (await client.get(f"{LIST}?gefahr=1")).text()


async def test_paging_shows_everything_once_and_comes_back(as_role: AsRole, settings: Settings) -> None:
    wanted = [f"g{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(60)]
    for hours, sender_id in enumerate(wanted):
        keep(settings, sender_id, typed("babyschwimmen", "freizeit_ferien"), hours_ago=hours)
    client = await as_role(Role.AUSWERTUNG)
    first = await (await client.get(f"{LIST}?worte=babyschwimmen")).text()
    (older,) = re.findall(r'href="([^"]*aelter=[^"]*)"', first)
    second = await (await client.get(unescape(older))).text()
    links = r'class="kern-link" href="/team/gespraeche/([a-z]+)'
    assert re.findall(links, first) + re.findall(links, second) == wanted
    (newer,) = re.findall(r'href="([^"]*neuer=[^"]*)"', second)
    assert re.findall(links, await (await client.get(unescape(newer))).text()) == wanted[:50]


async def test_a_filter_is_kept_for_its_owner_alone(as_role: AsRole, settings: Settings) -> None:
    keep(settings, "x", typed("hallo", "gruss"))
    mine, other = await as_role(Role.AUSWERTUNG), await as_role(Role.LEITUNG)
    form = {"name": "Gefahr heute", "abfrage": "gefahr=1&zeitraum=heute&fremd=1&hinweis=x"}
    answer = await post(mine, f"{LIST}/filter", form)
    assert answer.headers["Location"] == "/team/gespraeche?zeitraum=heute&gefahr=1&hinweis=gespeichert"
    page = await (await mine.get(LIST)).text()
    assert 'href="/team/gespraeche?zeitraum=heute&amp;gefahr=1"' in page
    assert "Gefahr heute" not in await (await other.get(LIST)).text()
    (number,) = re.findall(r"/team/gespraeche/filter/(\d+)/loeschen", page)
    assert (await post(other, f"{LIST}/filter/{number}/loeschen")).status == 404
    assert (await post(mine, f"{LIST}/filter/{number}/loeschen")).status == 303
    assert "Gefahr heute" not in await (await mine.get(LIST)).text()
    assert (await post(mine, f"{LIST}/filter", {"name": " ", "abfrage": ""})).status == 400


@pytest.mark.usefixtures("four")
async def test_searching_is_in_the_log_without_the_words(as_role: AsRole, settings: Settings) -> None:
    client = await as_role(Role.AUSWERTUNG)
    for query in ("?worte=geheim", "?worte=geheim&aelter=x", "", "?sprache=de"):
        assert (await client.get(f"{LIST}{query}")).status == 200
    noted = [(entry.who, entry.action, entry.subject, entry.detail) for entry in audit_log(settings)]
    assert noted.count(("auswertung", "Gespräche durchsucht", "", "")) == 2
    assert noted.count(("auswertung", "Liste der Gespräche angesehen", "", "")) == 2


async def test_a_kept_search_holds_no_name(as_role: AsRole, settings: Settings) -> None:
    client = await as_role(Role.AUSWERTUNG)
    form = {"name": "Frau Krause", "abfrage": "worte=Frau+Krause&sprache=de"}
    assert (await post(client, f"{LIST}/filter", form)).status == 303
    page = await (await client.get(LIST)).text()
    assert "Frau [Name]" in page
    assert "Krause" not in page


@pytest.mark.parametrize("number", ["²", "١", "9" * 10, "x"])
async def test_a_filter_has_a_number(as_role: AsRole, number: str) -> None:
    client = await as_role(Role.AUSWERTUNG)
    assert (await post(client, f"{LIST}/filter/{number}/loeschen")).status == 404
    assert (await post(client, f"{LIST}/x/notizen/{number}/loeschen")).status == 404


async def test_editors_of_offers_see_no_conversation(as_role: AsRole, settings: Settings) -> None:
    keep(settings, "x", typed("hallo", "gruss"))
    client = await as_role(Role.REDAKTION)
    for path in (LIST, f"{LIST}/x", f"{LIST}/x/test.yml"):
        assert (await client.get(path)).status == 403
    assert (await post(client, f"{LIST}/x/stand", {"stand": "geprueft"})).status == 403

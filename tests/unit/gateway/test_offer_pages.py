"""List, page of an offer, saved list and what search engines ask for: over a real socket, on a real offer database."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from multidict import MultiDict
from sqlalchemy import Engine, text

from bot.gateway import offers
from bot.gateway.app import STATIC
from bot.gateway.chat import SETTINGS
from bot.gateway.headers import add_security_headers
from bot.gateway.offers import OFFERS, Offers
from bot.gateway.pages import sitemap
from bot.gateway.pages.offer_filters import AGES, LANGUAGES, OfferFilters, read_filters
from bot.gateway.pages.offer_list import add_offer_pages
from bot.gateway.pages.offer_page import SUMMARY, sources, summary, was_shown
from bot.gateway.pages.saved_list import MOST, QR_LENGTH, address_of
from bot.gateway.pages.structured_data import json_ld, opening_specifications, service
from bot.gateway.troubles import errors_as_answers
from bot.settings import Settings
from bot.web.assets import ASSETS, Assets
from offer_db.ages import AgeRange
from offer_db.database import open_engine
from tests.unit.offer_db.offers import OFFER

OFFICE: Final = "gf-familienbuero"
PUBLIC: Final = "https://lotte.example"
HTML: Final = {"Accept": "text/html"}
PLACES: Final = {"03151040", "03151"}
HOSTILE: Final = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}"


# --- what stands in the address


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", OfferFilters()),
        ("wort=Hebamme&alter=3&bedarf=gesundheit&ort=03151040", OfferFilters("Hebamme", "3", "gesundheit", "03151040")),
        ("kostenlos=1&angebotssprache=tr&seite=7", OfferFilters(free=True, language="tr", page=7)),
        ("form=online&form=vor_ort&form=online&form=x", OfferFilters(formats=("vor_ort", "online"))),
        ("alter=schwanger", OfferFilters(age="schwanger")),
        ("alter=36..47", OfferFilters(age="36..47")),
        ("alter=47..36", OfferFilters()),
        ("alter=-99..999", OfferFilters()),
        ("alter=18&bedarf=x&ort=99999&angebotssprache=xx&kostenlos=ja", OfferFilters()),
        ("seite=0", OfferFilters()),
        ("seite=-1", OfferFilters()),
        ("seite=²", OfferFilters()),
        ("seite=99999999999999999999", OfferFilters()),
        ("seite=9999999", OfferFilters(page=99_999)),
        ("wort=a%00b%0A%09 c ", OfferFilters(word="a b c")),
        (f"wort={'x' * 1000}", OfferFilters(word="x" * 200)),
        ("sprache=tr&fremd=1", OfferFilters()),
    ],
)
def test_what_is_not_on_offer_is_passed_over(query: str, expected: OfferFilters) -> None:
    parsed = MultiDict(
        (name, value) for name, values in parse_qs(query, keep_blank_values=True).items() for value in values
    )
    assert read_filters(parsed, PLACES) == expected


def test_every_view_has_one_address() -> None:
    filters = OfferFilters("zwei Wörter", "3", "gesundheit", "03151040", True, "tr", ("vor_ort", "online"), 4)
    assert filters.address() == (
        "/angebote?wort=zwei+W%C3%B6rter&alter=3&bedarf=gesundheit&ort=03151040&kostenlos=1&angebotssprache=tr"
        "&form=vor_ort&form=online"
    )
    assert filters.address(page=4).endswith("&seite=4")
    query = MultiDict(
        (name, value) for name, values in parse_qs(urlsplit(filters.address(page=4)).query).items() for value in values
    )
    assert read_filters(query, PLACES) == filters
    assert OfferFilters().address() == "/angebote"
    assert OfferFilters(page=3).is_empty
    assert not OfferFilters(free=True).is_empty


def test_each_filter_can_be_let_go() -> None:
    filters = OfferFilters("x", "3", "gesundheit", "03151040", True, "tr", ("vor_ort", "online"), 4)
    parts = list(filters.without())
    assert [name for name, _, _ in parts] == "wort alter bedarf ort kostenlos angebotssprache form form".split()
    for name, value, address in parts:
        assert (name, value) not in [(n, v) for n, vs in parse_qs(urlsplit(address).query).items() for v in vs]
        assert "seite" not in address


def test_the_directory_is_asked_for_the_same() -> None:
    asked = OfferFilters("x", "3", language="uk", formats=("online",)).request()
    assert (asked.ages, asked.language, asked.formats) == (AgeRange(36, 47), "Ukrainisch", frozenset({"online"}))
    assert all(ages.min_months <= ages.max_months for ages in AGES.values())


# --- schema.org


def test_structured_data_says_what_is_known() -> None:
    data = service(OFFER, f"{PUBLIC}/angebote/gf-x")
    assert data["@type"] == "Service"
    assert data["provider"] == {"@type": "Organization", "name": "Träger"}
    assert data["areaServed"] == {"@type": "AdministrativeArea", "name": "Landkreis Gifhorn"}
    assert data["audience"]["suggestedAge"] == {
        "@type": "QuantitativeValue",
        "minValue": 12,
        "maxValue": 75,
        "unitCode": "MON",
    }
    assert data["offers"] == {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}
    channel = data["availableChannel"]
    assert channel["servicePhone"]["telephone"] == "05371 82-0"
    assert channel["serviceLocation"]["address"]["postalCode"] == "38518"
    assert (
        channel["servicePhone"]["hoursAvailable"][0]["dayOfWeek"] == "Monday Tuesday Wednesday Thursday Friday".split()
    )


def test_structured_data_makes_nothing_up() -> None:
    bare = replace(
        OFFER,
        ages=AgeRange(-9, 0),
        cost="",
        free_of_charge=False,
        address="",
        phone="",
        opening_hours="",
        opening_hours_osm="",
        reach="online",
        reach_area="",
        topic_names=(),
        provider_kind="Landkreis",
    )
    data = service(bare, "x")
    assert data["@type"] == "GovernmentService"
    assert data["provider"]["@type"] == "GovernmentOrganization"
    assert data["audience"] == {"@type": "PeopleAudience", "audienceType": "Schwangere"}
    assert not {"offers", "availableChannel", "areaServed", "serviceType"} & set(data)
    assert service(replace(bare, cost="5 Euro"), "x")["offers"] == {"@type": "Offer", "description": "5 Euro"}


def test_no_title_ends_the_script() -> None:
    data = str(json_ld(replace(OFFER, title=HOSTILE, description="\u2028]]>"), "x"))
    assert not re.search(r"[<>&\u2028]", data)
    assert json.loads(data)["name"] == HOSTILE


@pytest.mark.parametrize(
    ("osm", "expected"),
    [
        ("", []),
        ("24/7", [("Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "00:00", "23:59")]),
        (
            "Mo,We 08:30-15:30; Fr 08:00-12:00; PH unknown",
            [("Monday Wednesday", "08:30", "15:30"), ("Friday", "08:00", "12:00")],
        ),
        (
            "Sa-Mo 10:00-12:00,14:00-16:00",
            [("Saturday Sunday Monday", "10:00", "12:00"), ("Saturday Sunday Monday", "14:00", "16:00")],
        ),
        ("Mo[1] 10:00-12:00", []),
        ("Mo 10:00-12:00; SH off", []),
        ("Jan-Mar Mo 10:00-12:00", []),
    ],
)
def test_only_plain_hours_are_passed_on(osm: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(" ".join(one["dayOfWeek"]), one["opens"], one["closes"]) for one in opening_specifications(osm)]
    assert found == expected


# --- small judgements


def test_a_summary_is_one_line_cut_between_words() -> None:
    assert summary(replace(OFFER, description="Kurz.")) == "Träger: Kurz."
    cut = summary(replace(OFFER, description="Wort\n" * 100))
    assert len(cut) <= SUMMARY + 2
    assert cut.endswith("Wort …")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://www.example.org/a?b", [("example.org", "https://www.example.org/a?b")]),
        ("https://a.de/x ; http://b.de", [("a.de", "https://a.de/x"), ("b.de", "http://b.de")]),
        ("Verzeichnis 2026 (über gespeicherte Repo-Datei)", [("Verzeichnis 2026", None)]),
        ("javascript:alert(1)", [("javascript:alert(1)", None)]),
        ("Allgemeinwissen, prüfen", []),
        ("", []),
    ],
)
def test_sources_are_links_only_where_they_are_addresses(source: str, expected: list[tuple[str, str | None]]) -> None:
    assert sources(replace(OFFER, source=source)) == expected


def test_drafts_were_never_shown() -> None:
    assert was_shown(replace(OFFER, state="beendet"))
    assert not was_shown(replace(OFFER, state="entwurf"))
    assert not was_shown(replace(OFFER, audience="fachkraefte"))


# --- the pages


class Page(HTMLParser):
    """What a test asks of a page: its links, headings and landmarks, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.levels: list[int] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.attributes.append((tag, found))
        if tag == "a":
            self.links.append(found.get("href") or "")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def handle_data(self, data: str) -> None:
        self.text += data

    def with_class(self, name: str) -> list[dict[str, str | None]]:
        return [found for _, found in self.attributes if name in (found.get("class") or "").split()]


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Changes offers; what a test changes it changes back."""
    engine = open_engine(settings.offers_url)
    yield engine
    engine.dispose()


def application(settings: Settings, public: str) -> web.Application:
    app = web.Application(middlewares=[errors_as_answers])
    app[ASSETS], app[OFFERS] = Assets(STATIC), Offers(settings.offers_url)
    app[SETTINGS] = settings.copy(update={"public_url": public or None})
    app.on_response_prepare.append(add_security_headers)
    app.cleanup_ctx.append(offers.closing)
    add_offer_pages(app)
    return app


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(application(settings, PUBLIC))) as client:
        yield client


async def read(client: TestClient[Any, Any], address: str, status: int = 200) -> Page:
    response = await client.get(address, headers=HTML)
    html = await response.text()
    assert response.status == status, html[:500]
    assert response.content_type == "text/html"
    page = Page(html)
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(page.levels, page.levels[1:], strict=False)), page.levels
    assert [tag for tag, _ in page.attributes].count("main") == 1
    ids = [found["id"] for _, found in page.attributes if found.get("id")]
    assert len(ids) == len(set(ids))
    assert not [found for _, found in page.attributes if {"style", "onclick", "onerror"} & set(found)]
    return page


def count(page: Page) -> int:
    return len(page.with_class("karte"))


async def test_the_list_holds_everything_page_by_page(client: TestClient[Any, Any]) -> None:
    first = await read(client, "/angebote")
    total = int(re.search(r"(\d+) Angebote\s", first.text)[1])  # type: ignore[index]
    assert total > 100
    assert count(first) == 20
    seen: set[str] = set()
    for number in range(1, -(-total // 20) + 1):
        page = await read(client, f"/angebote?seite={number}")
        ids = {found["aria-labelledby"] or "" for found in page.with_class("karte")}
        assert not seen & ids
        seen |= ids
    assert len(seen) == total
    assert "/angebote?seite=2#treffer" in first.links


async def test_filters_narrow_the_list_and_can_be_let_go(client: TestClient[Any, Any]) -> None:
    page = await read(client, "/angebote?alter=3&ort=03151040&kostenlos=1&bedarf=kinderbetreuung")
    assert 0 < count(page) <= 20
    chips = page.with_class("filterchip")
    assert [chip["href"] for chip in chips] == [
        "/angebote?bedarf=kinderbetreuung&ort=03151040&kostenlos=1#treffer",
        "/angebote?alter=3&ort=03151040&kostenlos=1#treffer",
        "/angebote?alter=3&bedarf=kinderbetreuung&kostenlos=1#treffer",
        "/angebote?alter=3&bedarf=kinderbetreuung&ort=03151040#treffer",
    ]
    selected = [found["value"] for tag, found in page.attributes if tag == "option" and "selected" in found]
    assert selected == ["3", "kinderbetreuung", "03151040"]
    assert {"noindex"} == {found["content"] for _, found in page.attributes if found.get("name") == "robots"}


async def test_words_find_by_meaning_and_topic(client: TestClient[Any, Any]) -> None:
    page = await read(client, "/angebote?wort=Hebamme")
    assert "Hebammenzentrale" in page.text
    assert count(page) < 20


async def test_nothing_found_shows_ways_out(client: TestClient[Any, Any]) -> None:
    page = await read(client, "/angebote?wort=xyzzy&ort=03151040")
    assert "Nichts gefunden" in page.text
    assert "05371 804-440" in page.text
    assert {"/angebote?ort=03151040#treffer", "/angebote?wort=xyzzy#treffer", "/angebote", "/"} <= set(page.links)


@pytest.mark.parametrize(
    "query",
    [
        "alter=x&bedarf=x&ort=x&form=x&angebotssprache=x&seite=x&kostenlos=x",
        "seite=99999",
        "wort=%00%FF%ED%A0%80",
        "wort=%22%20OR%201%3D1%20--",
        "alter=-9..0",
        "alter=330..330",
        f"wort={'wort+' * 300}",
        "form=" + "&form=".join(["online"] * 100),
        "&&&=&=x",
        *(f"angebotssprache={key}" for key in LANGUAGES),
    ],
)
async def test_no_address_breaks_the_list(client: TestClient[Any, Any], query: str) -> None:
    await read(client, f"/angebote?{query}")


async def test_what_was_typed_is_text(client: TestClient[Any, Any]) -> None:
    page = await read(client, "/angebote?wort=%3C%2Fscript%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert not [found for tag, found in page.attributes if tag == "img" and found.get("src") == "x"]
    assert "</script><img src=x onerror=alert(1)>" in page.text


@pytest.mark.parametrize("language", ["de", "leicht", "en", "tr", "ru", "uk", "ar", "pl"])
async def test_every_language_has_every_page(client: TestClient[Any, Any], language: str) -> None:
    for path in (
        "/angebote?alter=3&form=online&",
        "/angebote?wort=xyzzy&",
        f"/angebote/{OFFICE}?",
        "/angebote/gibt-es-nicht?",
        "/merkliste?",
        f"/merkliste?angebote={OFFICE}&",
    ):
        page = await read(client, f"{path}sprache={language}", 404 if "nicht" in path else 200)
        own = [found for tag, found in page.attributes if tag == "a" and "hreflang" not in found]
        links = [link for link in (found["href"] or "" for found in own) if link.startswith("/")]
        assert len(links) > 5
        assert [link for link in links if f"sprache={language}" not in link] == []


async def test_the_page_of_an_offer_says_all_in_order(client: TestClient[Any, Any]) -> None:
    page = await read(client, f"/angebote/{OFFICE}")
    order = [
        "Für wen",
        "Was Sie dort bekommen",
        "Anrufen: 05371 804-440",
        "Merken",
        "Auf einen Blick",
        "Kosten",
        "Zeiten",
        "Noch nicht von uns geprüft",
    ]
    positions = [page.text.index(part, page.text.index("Familienbüro Stadt")) for part in order]
    assert positions == sorted(positions)
    assert {"tel:05371804440", "/merkliste?angebote=gf-familienbuero"} <= set(page.links)
    assert any(link.startswith("geo:0,0?q=") for link in page.links)
    canonical = [found["href"] for _, found in page.attributes if found.get("rel") == "canonical"]
    assert canonical == [f"{PUBLIC}/angebote/{OFFICE}"]


async def test_the_page_of_an_offer_carries_structured_data(client: TestClient[Any, Any]) -> None:
    html = await (await client.get(f"/angebote/{OFFICE}")).text()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert json.loads(block)["@id"] == f"{PUBLIC}/angebote/{OFFICE}"


async def test_a_hostile_offer_does_nothing(client: TestClient[Any, Any], engine: Engine) -> None:
    with engine.begin() as connection:
        before = connection.execute(text("SELECT title, description FROM offer WHERE id = :id"), {"id": OFFICE}).one()
        url = connection.execute(text("SELECT url FROM offer_contact WHERE offer_id = :id"), {"id": OFFICE}).scalar()
        change = text("UPDATE offer SET title = :title, description = :description WHERE id = :id")
        contact = text("UPDATE offer_contact SET url = :url WHERE offer_id = :id")
        connection.execute(change, {"title": HOSTILE, "description": HOSTILE, "id": OFFICE})
        connection.execute(contact, {"url": "JavaScript:alert(1)", "id": OFFICE})
    try:
        for path in (f"/angebote/{OFFICE}", f"/merkliste?angebote={OFFICE}", "/angebote?wort=xyzzy"):
            page = await read(client, path)
            assert not [found for tag, found in page.attributes if tag == "img" and found.get("src") == "x"]
            assert not [link for link in page.links if link.lower().startswith("javascript")]
            scripts = [found for tag, found in page.attributes if tag == "script"]
            assert all(found.get("src") or found.get("type") == "application/ld+json" for found in scripts)
            assert "{{ 7*7 }}" in page.text
    finally:
        with engine.begin() as connection:
            connection.execute(change, {"title": before.title, "description": before.description, "id": OFFICE})
            connection.execute(contact, {"url": url, "id": OFFICE})


@pytest.mark.parametrize(
    ("column", "value", "status", "said"),
    [
        ("state", "beendet", 410, "„Kindergeld“ ist beendet."),
        ("valid_to", "2026-01-01", 410, "„Kindergeld“ ist beendet."),
        ("state", "pausiert", 404, "„Kindergeld“ macht Pause oder hat noch nicht begonnen."),
        ("valid_from", "2099-01-01", 404, "„Kindergeld“ macht Pause oder hat noch nicht begonnen."),
        ("state", "entwurf", 404, "Dieses Angebot finden wir nicht"),
        ("audience", "fachkraefte", 404, "Dieses Angebot finden wir nicht"),
    ],
)
async def test_what_is_not_shown_leads_on(
    client: TestClient[Any, Any], engine: Engine, column: str, value: str, status: int, said: str
) -> None:
    offer_id = "de-kindergeld"
    with engine.begin() as connection:
        before = connection.execute(text(f"SELECT {column} FROM offer WHERE id = :id"), {"id": offer_id}).scalar()
        connection.execute(text(f"UPDATE offer SET {column} = :value WHERE id = :id"), {"value": value, "id": offer_id})
    try:
        page = await read(client, f"/angebote/{offer_id}", status)
        assert said in page.text
        assert "05371 804-440" in page.text
        hidden = "nicht" in said and "finden" in said
        assert ("Kindergeld“" in page.text) != hidden
        assert (count(page) > 1) != hidden
        assert f"/angebote/{offer_id}" not in page.links
        saved = await read(client, f"/merkliste?angebote={offer_id},{OFFICE}")
        assert count(saved) == 1
        assert ("Ein gemerktes Angebot gibt es hier nicht mehr." in saved.text) != hidden
    finally:
        with engine.begin() as connection:
            connection.execute(
                text(f"UPDATE offer SET {column} = :value WHERE id = :id"), {"value": before, "id": offer_id}
            )


@pytest.mark.parametrize("offer_id", ["nix", "..%2Fx", "%00", "a" * 300, "GF-FAMILIENBUERO", "ä", "%FF"])
async def test_an_unknown_id_leads_on(client: TestClient[Any, Any], offer_id: str) -> None:
    page = await read(client, f"/angebote/{offer_id}", 404)
    assert {"/", "/angebote"} <= set(page.links)


# --- the saved list


async def test_the_saved_list_is_its_address(client: TestClient[Any, Any]) -> None:
    response = await client.get(f"/merkliste?angebote={OFFICE},xx,{OFFICE},,%3Cb%3E,de-kindergeld", headers=HTML)
    page = Page(await response.text())
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert [found["aria-labelledby"] for found in page.with_class("karte")] == [
        "angebot-gf-familienbuero",
        "angebot-de-kindergeld",
    ]
    address = f"{PUBLIC}/merkliste?angebote=gf-familienbuero,de-kindergeld"
    assert address in page.links
    assert {"/merkliste?angebote=gf-familienbuero", "/merkliste?angebote=de-kindergeld", "/merkliste"} <= set(
        page.links
    )
    assert {"noindex"} == {found["content"] for _, found in page.attributes if found.get("name") == "robots"}
    (picture,) = [found for tag, found in page.attributes if tag == "img" and "qr" in (found.get("class") or "")]
    assert picture["src"] == "/merkliste/qr.svg?angebote=gf-familienbuero,de-kindergeld"
    assert picture["alt"]


async def test_an_empty_saved_list_says_how_to_fill_it(client: TestClient[Any, Any]) -> None:
    for address in ("/merkliste", "/merkliste?angebote=", "/merkliste?angebote=gibt-es-nicht"):
        page = await read(client, address)
        assert "steht noch nichts" in page.text
        assert "/angebote" in page.links


async def test_a_saved_list_holds_thirty(client: TestClient[Any, Any], engine: Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT id FROM offer WHERE state = 'veroeffentlicht' AND audience = 'familien' ORDER BY id LIMIT 40")
        )
        ids = [row.id for row in rows]
    page = await read(client, address_of(ids))
    assert count(page) == MOST


async def test_the_code_holds_our_address_alone(client: TestClient[Any, Any]) -> None:
    code = await client.get(f"/merkliste/qr.svg?angebote={OFFICE}")
    drawn = await code.text()
    assert code.content_type == "image/svg+xml"
    assert code.headers["Cache-Control"] == "no-store"
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    for foreign in (f"{OFFICE},kaufen-sie-jetzt", f"{OFFICE},https://example.org", f"{OFFICE}&x=https://example.org"):
        assert await (await client.get(f"/merkliste/qr.svg?angebote={foreign}")).text() == drawn
    assert await (await client.get(f"/merkliste/qr.svg?angebote={OFFICE}&sprache=tr")).text() != drawn
    for nothing in ("", "kaufen-sie-jetzt"):
        assert (await client.get(f"/merkliste/qr.svg?angebote={nothing}")).status == 404


async def test_a_list_too_long_for_a_code_has_none(
    client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.pages.saved_list.QR_LENGTH", 10)
    page = await read(client, f"/merkliste?angebote={OFFICE}")
    assert not page.with_class("qr")
    assert (await client.get(f"/merkliste/qr.svg?angebote={OFFICE}")).status == 404
    assert QR_LENGTH < 1_000


async def test_without_a_public_address_the_request_gives_it(settings: Settings) -> None:
    async with TestClient(TestServer(application(settings, ""))) as client:
        page = await read(client, f"/merkliste?angebote={OFFICE}")
        assert f"http://{client.host}:{client.port}/merkliste?angebote={OFFICE}" in page.links


# --- what search engines and caches ask for


async def test_search_engines_see_pages_and_nothing_private(client: TestClient[Any, Any]) -> None:
    robots = await (await client.get("/robots.txt")).text()
    assert robots.splitlines()[0] == "User-agent: *"
    assert {"Disallow: /api/", "Disallow: /merkliste", f"Sitemap: {PUBLIC}/sitemap.xml"} <= set(robots.splitlines())


def locations(xml: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(xml).iter() if element.tag.endswith("}loc")]


async def test_the_sitemap_holds_what_is_shown(client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = locations(await (await client.get("/sitemap.xml")).text())
    assert {f"{PUBLIC}/", f"{PUBLIC}/angebote", f"{PUBLIC}/angebote/{OFFICE}"} <= set(whole)
    assert not [address for address in whole if "kinderschutzhotline" in address and "medizinische" in address]
    monkeypatch.setattr(sitemap, "PART", 50)
    parts = locations(await (await client.get("/sitemap.xml")).text())
    assert parts == [f"{PUBLIC}/sitemap.xml?teil={number}" for number in range(1, len(parts) + 1)]
    pieces = [locations(await (await client.get(part.removeprefix(PUBLIC))).text()) for part in parts]
    assert sorted(address for piece in pieces for address in piece) == sorted(whole)
    assert locations(await (await client.get("/sitemap.xml?teil=x")).text()) == parts


@pytest.mark.parametrize("path", ["/angebote", f"/angebote/{OFFICE}", "/sitemap.xml"])
async def test_what_a_browser_holds_does_not_travel_again(client: TestClient[Any, Any], path: str) -> None:
    first = await client.get(path)
    again = await client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert "max-age" in first.headers["Cache-Control"]
    assert (again.status, await again.read()) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    other = await client.get(path, headers={"If-None-Match": '"anderes"'})
    assert other.status == 200


@pytest.mark.parametrize("path", ["/angebote", f"/angebote/{OFFICE}", "/sitemap.xml", f"/merkliste?angebote={OFFICE}"])
async def test_pages_travel_packed(client: TestClient[Any, Any], path: str) -> None:
    packed = await client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert await plain.text() == await packed.text()
    assert int(packed.headers["Content-Length"]) < 12_000


async def test_no_page_asks_another_host(client: TestClient[Any, Any]) -> None:
    for path in ("/angebote", f"/angebote/{OFFICE}", f"/merkliste?angebote={OFFICE}"):
        page = await read(client, path)
        loaded = [
            found.get("src") or found.get("href") for tag, found in page.attributes if tag in ("script", "link", "img")
        ]
        assert not [one for one in loaded if one and "://" in one and not one.startswith(PUBLIC)]

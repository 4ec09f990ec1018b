"""GET /angebote: all offers as a list with filters, for those who would rather look than ask; needs no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from bot.gateway.corrections import age_label
from bot.gateway.offers import OFFERS
from bot.gateway.pages.caching import A_MINUTE, unless_known
from bot.gateway.pages.languages import PARAMETER, PageLanguage, Sentences, language_of, sentences_of
from bot.gateway.pages.offer_cards import cards, familienbuero
from bot.gateway.pages.offer_filters import AGES, FORMS, LANGUAGES, LIST_PATH, OfferFilters, ages_of, read_filters
from bot.gateway.pages.offer_page import offer_page
from bot.gateway.pages.saved_list import qr_code, saved_list
from bot.gateway.pages.shell import in_digits, public_url, render
from bot.gateway.pages.sitemap import robots, sitemap
from offer_db.search import BrowsePage, Municipality, OfferDirectory
from offer_db.vocabulary import NEEDS, PlaceKind

NEIGHBOURS: Final = 2
"""So many page numbers stand on each side of the present one."""


def add_offer_pages(app: web.Application) -> None:
    """Gives the application the list, the page of each offer, the saved list, and what search engines ask for."""
    app.router.add_get(LIST_PATH, offer_list)
    app.router.add_get(f"{LIST_PATH}/{{id}}", offer_page)
    app.router.add_get("/merkliste", saved_list)
    app.router.add_get("/merkliste/qr.svg", qr_code)
    app.router.add_get("/robots.txt", robots)
    app.router.add_get("/sitemap.xml", sitemap)


@dataclass(frozen=True)
class _Found:
    """What one look into the directory brought."""

    filters: OfferFilters
    places: Sequence[Municipality]
    page: BrowsePage
    cards: list[dict[str, Any]]
    way_out: list[dict[str, Any]]


async def offer_list(request: web.Request) -> web.Response:
    """The list; filters stand in the address, so every view of it has a link of its own."""
    language = language_of(request)
    found = await request.app[OFFERS].ask(lambda directory: _look(directory, request, language))
    filters, page, t = found.filters, found.page, sentences_of(language)
    names = {place.key: place.name for place in found.places}
    shown = filters.address(page=page.page)
    response = render(
        request,
        "angebote.html",
        cache=A_MINUTE,
        filter=filters,
        karten=found.cards,
        ausweg=found.way_out,
        treffer=_count(page, t, language),
        chips=[
            {"name": _label(name, value, names, language), "ohne": language.link(address)}
            for name, value, address in filters.without()
        ],
        alter=[(key, _age(key, language)) for key in _ages(filters)],
        bedarfe=[(key, t.plain(f"bedarf_{key}")) for key in NEEDS],
        orte=_places(found.places, t),
        sprachen_der_angebote=[(key, _language(key, t)) for key in LANGUAGES],
        formen=[(form, t.plain(key)) for form, key in FORMS.items()],
        blaettern=_pages(filters, page, language),
        sprachparameter=PARAMETER,
        kanonisch=f"{public_url(request)}{shown}",
    )
    return unless_known(request, response)


def _look(directory: OfferDirectory, request: web.Request, language: PageLanguage) -> _Found:
    places = [place for place in directory.municipalities() if place.kind != PlaceKind.LANDKREIS]
    filters = read_filters(request.query, {place.key for place in places})
    page = directory.browse(filters.request())
    way_out = [] if page.total else familienbuero(directory, language)
    return _Found(filters, places, page, cards(directory, page.offers, language, page.distances_km), way_out)


def _count(page: BrowsePage, t: Sentences, language: PageLanguage) -> str:
    if page.total == 1:
        return t.said("seite_treffer_eins")
    key = "seite_treffer_mehr" if page.capped else "seite_treffer"
    return t.said(key, zahl=in_digits(page.total, language))


def _label(name: str, value: str, places: dict[str, str], language: PageLanguage) -> str:
    """A filter as a parent reads it."""
    t = sentences_of(language)
    if name == "alter":
        return _age(value, language)
    if name == "bedarf":
        return t.plain(f"bedarf_{value}")
    if name == "ort":
        return places[value]
    if name == "kostenlos":
        return t.plain("seite_nur_kostenlos")
    if name == "angebotssprache":
        return _language(value, t)
    if name == "form":
        return t.plain(FORMS[value])
    return t.plain("seite_wort_gesucht", wort=value)


def _ages(filters: OfferFilters) -> list[str]:
    """The ages on offer; one in months, as the chat writes it, only while it is chosen."""
    return list(AGES) if filters.age in ("", *AGES) else [filters.age, *AGES]


def _age(key: str, language: PageLanguage) -> str:
    ages = ages_of(key)
    assert ages is not None
    return age_label(f"{ages.min_months}..{ages.max_months}", language.code)


def _language(key: str, t: Sentences) -> str:
    return {"dgs": t.plain("seite_gebaerdensprache"), "leicht": t.plain("seite_leichte_sprache")}.get(
        key, LANGUAGES[key][1]
    )


def _places(places: Sequence[Municipality], t: Sentences) -> list[tuple[str, list[Municipality]]]:
    """The places in groups, each with its heading."""
    kinds = {PlaceKind.SAMTGEMEINDE.value: 1, PlaceKind.AUSSERHALB.value: 2}
    groups: list[list[Municipality]] = [[], [], []]
    for place in places:
        groups[kinds.get(place.kind, 0)].append(place)
    headings = (t.plain("seite_orte"), t.plain("seite_samtgemeinden"), t.plain("seite_orte_daneben"))
    return list(zip(headings, groups, strict=True))


def _pages(filters: OfferFilters, page: BrowsePage, language: PageLanguage) -> dict[str, Any]:
    """The links to the other pages: back, forward, the first, the last, and the neighbours; None is a gap."""
    near = range(max(1, page.page - NEIGHBOURS), min(page.pages, page.page + NEIGHBOURS) + 1)
    numbers: list[int | None] = []
    for number in sorted({1, *near, page.pages}):
        if numbers and number - (numbers[-1] or 0) > 1:
            numbers.append(None)
        numbers.append(number)

    def to(number: int) -> str:
        return language.link(filters.address(page=number))

    return {
        "seite": page.page,
        "seiten": page.pages,
        "zurueck": to(page.page - 1) if page.page > 1 else None,
        "weiter": to(page.page + 1) if page.page < page.pages else None,
        "zahlen": [{"zahl": number, "href": to(number) if number else None} for number in numbers],
    }

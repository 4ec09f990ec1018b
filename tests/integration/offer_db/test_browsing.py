"""The plain list: what fulfils the filters, all of it and nothing else, page by page."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from offer_db import migrate
from offer_db.browsing import PAGE_SIZE, WORD_HITS
from offer_db.csvfile import read_text
from offer_db.database import writing
from offer_db.editing import set_state
from offer_db.importing import import_offers
from offer_db.search import AgeRange, BrowseRequest, OfferDirectory
from offer_db.vocabulary import State

PLAIN = {
    "id": "",
    "title": "",
    "provider": "T",
    "category": "kinderbetreuung",
    "needs": "",
    "description": "Kita.",
    "age_min_months": "12",
    "age_max_months": "75",
    "target": "alle",
    "reach": "landkreis",
    "reach_area": "Landkreis Gifhorn",
    "confidence": "high",
    "town": "",
    "cost": "",
    "languages": "",
}
LOCAL = {"reach": "gemeinde", "reach_area": "Wittingen"}
OFFERS = [
    {"id": "gf-brome", "title": "Ziegenhof Brome", "reach": "gemeinde", "reach_area": "Samtgemeinde Brome"}
    | {"needs": "freizeit_ferien", "town": "Brome", "cost": "Beitrag"},
    {"id": "gf-wittingen", "title": "Ämterlotse", "town": "Wittingen", "cost": "kostenlos", **LOCAL}
    | {"languages": "Deutsch; Türkisch"},
    {"id": "gf-tages", "title": "Tagesmütter", "description": "Tagespflege.", "town": "Gifhorn"}
    | {"age_min_months": "2", "age_max_months": "168", "languages": "mehrere Sprachen"},
    {"id": "gf-ferien", "title": "„Abenteuer“ in den Ferien", "description": "Spielen im Wald.", "cost": "kostenlos"}
    | {"category": "freizeit_ferien", "needs": "kinderbetreuung", "age_min_months": "72", "age_max_months": "168"},
    {"id": "de-geld", "title": "Elterngeld", "description": "Geld nach der Geburt.", "category": "finanzielle_hilfen"}
    | {"age_min_months": "0", "age_max_months": "32", "reach": "bundesweit", "reach_area": ""}
    | {"cost": "kostenlos", "languages": "Gebärdensprache"},
    {"id": "gf-entwurf", "title": "Entwurf", "confidence": "low"},
    {"id": "gf-fach", "title": "Für Profis", "target": "nur Fachkräfte"},
]
BY_TITLE = ["gf-ferien", "gf-wittingen", "de-geld", "gf-tages", "gf-brome"]


def add(engine: Engine, *offers: dict[str, str]) -> None:
    file = io.StringIO()
    rows = csv.DictWriter(file, PLAIN)
    rows.writeheader()
    rows.writerows(PLAIN | offer for offer in offers)
    with writing(engine) as session:
        import_offers(session, read_text(file.getvalue(), "probe.csv"))


@pytest.fixture
def small(engine: Engine) -> OfferDirectory:
    add(engine, *OFFERS)
    return OfferDirectory(engine.url.render_as_string(hide_password=False))


def ids(directory: OfferDirectory, **asked: Any) -> list[str]:
    page = directory.browse(BrowseRequest(**asked))
    assert page.total == len(page.offers)
    return [offer.id for offer in page.offers]


def test_everything_that_families_may_see_stands_by_title(small: OfferDirectory) -> None:
    assert ids(small) == BY_TITLE


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"ages": AgeRange(36, 47)}, {"gf-wittingen", "gf-tages", "gf-brome"}),
        ({"ages": AgeRange(-9, -1)}, set()),
        ({"need": "freizeit_ferien"}, {"gf-ferien", "gf-brome"}),
        ({"free": True}, {"gf-ferien", "gf-wittingen", "de-geld"}),
        ({"language": "Türkisch"}, {"gf-wittingen", "gf-tages"}),
        ({"language": "Gebärdensprache"}, {"de-geld"}),
        ({"language": "100%_"}, {"gf-tages"}),
        ({"place_key": "03151040"}, {"gf-wittingen", "gf-tages", "gf-ferien", "de-geld"}),
        ({"place_key": "03151005"}, {"gf-brome", "gf-tages", "gf-ferien", "de-geld"}),
        ({"place_key": "03151"}, set(BY_TITLE)),
        ({"place_key": "03103000"}, {"de-geld"}),
        ({"place_key": "03151040", "free": True, "need": "kinderbetreuung"}, {"gf-wittingen", "gf-ferien"}),
        ({"need": "gibt_es_nicht", "place_key": "x", "formats": frozenset({"y"})}, set(BY_TITLE)),
    ],
)
def test_filters_are_strict_and_what_nobody_knows_is_ignored(
    small: OfferDirectory, asked: dict[str, Any], expected: set[str]
) -> None:
    assert set(ids(small, **asked)) == expected


def test_one_of_the_forms_is_enough(small: OfferDirectory) -> None:
    every = {form for offer in small.browse(BrowseRequest()).offers for form in offer.formats}
    assert every
    for form in every:
        found = small.browse(BrowseRequest(formats=frozenset({form}))).offers
        assert found
        assert all(form in offer.formats for offer in found)
    assert ids(small, formats=frozenset(every)) == [
        offer.id for offer in small.browse(BrowseRequest()).offers if every & set(offer.formats)
    ]


def test_what_is_mainly_for_the_need_comes_first(small: OfferDirectory) -> None:
    assert ids(small, need="freizeit_ferien") == ["gf-ferien", "gf-brome"]
    assert ids(small, need="kinderbetreuung")[-1] == "gf-ferien"


def test_near_comes_first(small: OfferDirectory) -> None:
    assert ids(small, place_key="03151005")[:2] == ["gf-brome", "gf-tages"]
    page = small.browse(BrowseRequest(place_key="03151005"))
    assert page.distances_km["gf-brome"] == 0.0
    assert page.distances_km["gf-tages"] > 20
    assert "de-geld" not in page.distances_km
    assert small.browse(BrowseRequest(place_key="03151")).distances_km == {}


def test_an_offer_for_the_place_without_a_house_is_near(small: OfferDirectory, engine: Engine) -> None:
    add(engine, {"id": "gf-rathaus", "title": "Zum Schluss", **LOCAL})
    assert ids(small, place_key="03151040")[:2] == ["gf-wittingen", "gf-rathaus"]


@pytest.mark.parametrize(
    ("words", "first"),
    [("Tagesmutter", "gf-tages"), ("elterngeld beantragen", "de-geld"), ("im Wald spielen", "gf-ferien")],
)
def test_words_find_and_order(small: OfferDirectory, words: str, first: str) -> None:
    page = small.browse(BrowseRequest(text=words))
    assert page.offers[0].id == first
    assert not page.capped


@pytest.mark.parametrize("words", ["xyzzy", "und", "(", "' OR 1=1 --", '"', "*", "a" * 500, "\ud800"])
def test_words_that_mean_nothing_find_nothing_and_break_nothing(small: OfferDirectory, words: str) -> None:
    assert small.browse(BrowseRequest(text=words)).total <= len(BY_TITLE)


def test_blank_words_are_none(small: OfferDirectory) -> None:
    assert ids(small, text="  ") == BY_TITLE


def test_words_and_filters_belong_together(small: OfferDirectory) -> None:
    assert ids(small, text="Kita", place_key="03151040", free=True) == ["gf-wittingen"]
    assert ids(small, text="Kita", language="Gebärdensprache") == []


def test_pages_are_stable_and_hold_everything_once(small: OfferDirectory, engine: Engine) -> None:
    add(engine, *({"id": f"n-{number:02}", "title": "Gleich"} for number in range(45)))
    pages = [small.browse(BrowseRequest(page=number)) for number in (1, 2, 3)]
    assert [len(page.offers) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 10]
    assert {(page.total, page.pages) for page in pages} == {(50, 3)}
    assert len({offer.id for page in pages for offer in page.offers}) == 50
    assert small.browse(BrowseRequest(page=99)).page == 3
    assert small.browse(BrowseRequest(page=-1)).page == 1


def test_a_word_that_is_everywhere_is_capped(small: OfferDirectory, engine: Engine) -> None:
    add(engine, *({"id": f"w-{n}", "title": f"Schwimmbad {n}"} for n in range(WORD_HITS + 5)))
    page = small.browse(BrowseRequest(text="Schwimmbad"))
    assert (page.total, page.capped) == (WORD_HITS, True)
    # the filter comes before the cap: what fits is never crowded out
    add(engine, {"id": "zy", "title": "Schwimmbad", "cost": "kostenlos"})
    assert [offer.id for offer in small.browse(BrowseRequest(text="Schwimmbad", free=True)).offers] == ["zy"]


def test_what_is_paused_or_over_is_not_listed(small: OfferDirectory, engine: Engine) -> None:
    set_state(engine, "de-geld", State.PAUSIERT)
    with writing(engine) as session:
        session.execute(text("UPDATE offer SET valid_to = '2026-01-31' WHERE id = 'gf-tages'"))
    assert "de-geld" not in ids(small)
    assert "gf-tages" not in ids(small, now=datetime(2026, 2, 1, 8))
    assert "gf-tages" in ids(small, now=datetime(2026, 1, 31, 23))


def test_ids_for_search_engines_come_in_parts(small: OfferDirectory) -> None:
    today = date.today()
    assert [offer_id for offer_id, _ in small.visible_ids(10)] == sorted(BY_TITLE)
    assert [offer_id for offer_id, _ in small.visible_ids(2, 2)] == sorted(BY_TITLE)[2:4]
    assert all(abs((changed - today).days) <= 1 for _, changed in small.visible_ids(10))


def test_offers_are_found_whatever_their_state(small: OfferDirectory) -> None:
    assert [offer.id for offer in small.find(["gf-entwurf", "gibt-es-nicht", "gf-brome"])] == ["gf-entwurf", "gf-brome"]


def test_places_stand_by_name(small: OfferDirectory) -> None:
    names = [place.name for place in small.municipalities()]
    assert "Wittingen" in names
    assert names == sorted(names)


def test_older_databases_learn_the_order_of_titles(empty_url: str) -> None:
    from offer_db.database import open_engine

    migrate.upgrade(empty_url, "0002")
    engine = open_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO provider (id, name, kind) VALUES (1, 'T', '')"))
        connection.execute(
            text(
                "INSERT INTO offer (id, title, description, provider_id, state, age_min_months, age_max_months, target,"
                " audience, cost, free_of_charge, languages, reach, reach_area, source, source_checked, source_date,"
                " confidence, verified_by, notes, content_hash, updated_at) VALUES ('a', 'Ämter', '', 1, 'entwurf', 0,"
                " 1, 'alle', 'familien', '', false, '', 'bundesweit', '', '', '', '', 'high', '', '', '', '2026-01-01')"
            )
        )
    migrate.upgrade(empty_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT title_sorted FROM offer")).scalar() == "amter"
    engine.dispose()

"""Wishes against both databases: what is filtered, what is let go, what comes nearer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine

from offer_db.csvfile import read_text
from offer_db.database import writing
from offer_db.importing import import_offers
from offer_db.search import OfferDirectory, SearchRequest, SearchResult
from offer_db.vocabulary import FAMILIENBUERO_ID, Wish

HEAD = (
    "id,title,provider,category,description,age_min_months,age_max_months,target,reach,reach_area,confidence,"
    "town,cost,formats,phone,opening_hours_osm"
)
REST = "T,erziehungsberatung,Beratung.,0,216,alle"
DISTRICT = "landkreis,Landkreis Gifhorn,high"
ROWS = [
    f"gf-frei,Frei,{REST},{DISTRICT},Gifhorn,kostenlos,vor_ort,,",
    f"gf-online,Online,{REST},{DISTRICT},,20 Euro,online,,",
    f"gf-fon,Telefon,{REST},{DISTRICT},,20 Euro,telefonisch,,",
    f"gf-nummer,Mit Nummer,{REST},{DISTRICT},Wittingen,20 Euro,vor_ort,05371 82-0,Mo-Fr 08:00-12:00; PH off",
    f"gf-haus,Zu Hause,{REST},{DISTRICT},,kostenlos,hausbesuch,,Tu 14:00-16:00",
    f"{FAMILIENBUERO_ID},Familienbüro,T,wohnen_alltag,Hilft.,-9,216,alle,{DISTRICT},Gifhorn,kostenlos,vor_ort,,",
]
MONDAY = datetime(2026, 11, 23, 9)
ADVICE = SearchRequest(needs=("erziehungsberatung",), limit=10, now=MONDAY)


@pytest.fixture
def small(engine: Engine) -> Iterator[OfferDirectory]:
    with writing(engine) as session:
        import_offers(session, read_text("\n".join([HEAD, *ROWS]) + "\n", "probe.csv"))
    with OfferDirectory(engine.url.render_as_string(hide_password=False)) as directory:
        yield directory


def ids(result: SearchResult) -> set[str]:
    return {hit.offer.id for hit in result.hits}


def wish(*wishes: str, now: datetime = MONDAY) -> SearchRequest:
    return replace(ADVICE, wishes=frozenset(wishes), now=now)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (wish(), {"gf-frei", "gf-online", "gf-fon", "gf-nummer", "gf-haus"}),
        (wish("kostenlos"), {"gf-frei", "gf-haus"}),
        (wish("online"), {"gf-online"}),
        (wish("telefonisch"), {"gf-fon", "gf-nummer"}),
        (wish("hausbesuch"), {"gf-haus"}),
        (wish("kostenlos", "hausbesuch"), {"gf-haus"}),
        (wish("heute"), {"gf-nummer"}),
        (wish("heute", now=datetime(2026, 11, 24, 7)), {"gf-nummer", "gf-haus"}),  # both open later
        (wish("heute", now=datetime(2026, 11, 24, 13)), {"gf-haus"}),
        (wish("heute", "telefonisch", now=datetime(2026, 11, 24, 7)), {"gf-nummer"}),
        (wish("naeher"), {"gf-frei", "gf-online", "gf-fon", "gf-nummer", "gf-haus"}),
        (wish("schnell", "kostenlos"), {"gf-frei", "gf-haus"}),
        # Without a need, too.
        (replace(wish("hausbesuch"), needs=()), {"gf-haus"}),
        (replace(wish("heute"), needs=(), text="Beratung"), {"gf-nummer"}),
        (replace(wish("kostenlos"), place_key="03151009"), {"gf-frei", "gf-haus"}),
    ],
)
def test_wishes_are_hard_filters(small: OfferDirectory, request_: SearchRequest, expected: set[str]) -> None:
    result = small.search(request_)
    assert ids(result) == expected
    assert (result.total, result.exact, result.relaxed) == (len(expected), True, ())


@pytest.mark.parametrize(
    ("request_", "relaxed", "expected"),
    [
        # Nobody is open in the evening: the wish is let go, nothing else.
        (wish("heute", now=datetime(2026, 11, 23, 20)), ("heute",), ids),
        (wish("kostenlos", "online"), ("online",), {"gf-frei", "gf-haus"}),
        (wish("kostenlos", "heute"), ("heute",), {"gf-frei", "gf-haus"}),
        # For this need there is nothing at all: the Familienbüro, and what of the wishes it cannot fulfil.
        (replace(wish("kostenlos", "online"), needs=("sucht_psyche",)), ("online", "bedarf"), {FAMILIENBUERO_ID}),
        (replace(wish("kostenlos"), needs=("sucht_psyche",)), ("bedarf",), {FAMILIENBUERO_ID}),
    ],
)
def test_wishes_are_let_go_first(
    small: OfferDirectory, request_: SearchRequest, relaxed: tuple[str, ...], expected: set[str]
) -> None:
    result = small.search(request_)
    assert (result.relaxed, result.exact) == (relaxed, False)
    assert ids(result) == (expected if isinstance(expected, set) else ids(small.search(ADVICE)))


def test_nearer(small: OfferDirectory) -> None:
    wittingen = replace(ADVICE, place_key="03151040", text="Frei")
    assert [hit.offer.id for hit in small.search(replace(wittingen, limit=1)).hits] == ["gf-frei"]
    nearer = small.search(replace(wittingen, wishes=frozenset({Wish.NAEHER}), limit=1))
    assert [hit.offer.id for hit in nearer.hits] == ["gf-nummer"]
    assert nearer.exact


def test_a_hit_says_when_it_opens_next(small: OfferDirectory) -> None:
    def number(now: datetime) -> tuple[bool | None, str | None]:
        hits = small.search(replace(ADVICE, now=now)).hits
        hit = next(hit for hit in hits if hit.offer.id == "gf-nummer")
        opening = small.opening(hit.offer, now)
        assert (opening.open_now, opening.opens_until, opening.opens_next) == (
            hit.open_now,
            hit.opens_until,
            hit.opens_next,
        )
        return hit.open_now, hit.opens_next.isoformat(timespec="minutes") if hit.opens_next else None

    assert number(MONDAY) == (True, None)
    assert number(datetime(2026, 11, 23, 12)) == (False, "2026-11-24T08:00+01:00")
    assert number(datetime(2026, 11, 27, 13)) == (False, "2026-11-30T08:00+01:00")


def test_what_has_no_known_hours_has_no_opening(small: OfferDirectory) -> None:
    offer = small.get("gf-frei")
    assert offer is not None
    opening = small.opening(offer)
    assert (opening.open_now, opening.opens_until, opening.opens_next) == (None, None, None)


@pytest.mark.parametrize("key", [*Wish, "gibt-es-nicht"])
def test_the_real_directory_answers_every_wish(directory: OfferDirectory, key: str) -> None:
    asked = SearchRequest(needs=("gesundheit",), place_key="03151040", now=MONDAY, wishes=frozenset({key}))
    result = directory.search(asked)
    assert result.hits
    assert result.exact is not bool(result.relaxed)


def test_all_wishes_at_once(directory: OfferDirectory) -> None:
    result = directory.search(SearchRequest(needs=("gesundheit",), now=MONDAY, wishes=frozenset(Wish)))
    assert result.hits
    assert result.relaxed
    assert "naeher" not in result.relaxed

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from offer_db.csvfile import read_text
from offer_db.database import writing
from offer_db.editing import set_state
from offer_db.importing import import_offers
from offer_db.meaning import shared_encoder
from offer_db.relaxing import RELAXATIONS
from offer_db.search import AgeRange, OfferDirectory, SearchRequest, SearchResult
from offer_db.seeding import seed
from offer_db.vocabulary import FAMILIENBUERO_ID, State

HEAD = "id,title,provider,category,description,age_min_months,age_max_months,target,reach,reach_area,confidence,topics"
NOON = datetime(2026, 5, 5, 12)  # a Tuesday


@pytest.fixture
def small(engine: Engine) -> OfferDirectory:
    rows = [
        "gf-brome,Kita Brome,T,kinderbetreuung,Kita.,12,75,alle,gemeinde,Samtgemeinde Brome,high,kita",
        "gf-wittingen,Kita Wittingen,T,kinderbetreuung,Kita.,12,75,alle,gemeinde,Wittingen,high,kita",
        "gf-tages,Tagesmütter,T,kinderbetreuung,Tagespflege.,2,168,alle,landkreis,Landkreis Gifhorn,high,tagesmutter",
        "de-recht,Recht auf einen Platz,T,kinderbetreuung,Anspruch.,12,75,alle,bundesweit,,high,",
        "de-geld,Elterngeld,T,finanzielle_hilfen,Geld nach der Geburt.,0,32,alle,bundesweit,,high,elterngeld",
        "de-kind,Kindergeld,T,finanzielle_hilfen,Geld für Kinder.,0,216,alle,bundesweit,,high,",
        "gf-entwurf,Kita im Entwurf,T,kinderbetreuung,Kita.,12,75,alle,landkreis,Landkreis Gifhorn,low,kita",
        "gf-fach,Kita für Profis,T,kinderbetreuung,Kita.,12,75,nur Fachkräfte,landkreis,Landkreis Gifhorn,high,kita",
        f"{FAMILIENBUERO_ID},Familienbüro,T,wohnen_alltag,Hilft immer.,-9,216,alle,landkreis,Landkreis Gifhorn,high,",
    ]
    with writing(engine) as session:
        import_offers(session, read_text("\n".join([HEAD, *rows]) + "\n", "probe.csv"))
        import_offers(session, read_text("id,town\ngf-brome,Brome\ngf-wittingen,Wittingen\n", "orte.csv"))
    return OfferDirectory(engine.url.render_as_string(hide_password=False))


def ids(result: SearchResult) -> list[str]:
    return [hit.offer.id for hit in result.hits]


CARE = SearchRequest(needs=("kinderbetreuung",), limit=10, now=NOON)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("03151005", {"gf-brome", "gf-tages", "de-recht"}),
        ("03151008", {"gf-brome", "gf-tages", "de-recht"}),
        ("031515402", {"gf-brome", "gf-tages", "de-recht"}),
        ("03151040", {"gf-wittingen", "gf-tages", "de-recht"}),
        ("03151009", {"gf-tages", "de-recht"}),
        ("03151", {"gf-brome", "gf-wittingen", "gf-tages", "de-recht"}),
        ("03103000", {"de-recht"}),
        ("ausserhalb:gardelegen", {"de-recht"}),
        (None, {"gf-brome", "gf-wittingen", "gf-tages", "de-recht"}),
        ("gibt-es-nicht", {"gf-brome", "gf-wittingen", "gf-tages", "de-recht"}),
    ],
)
def test_hard_filters_of_place_state_and_audience(small: OfferDirectory, place: str | None, expected: set[str]) -> None:
    result = small.search(SearchRequest(needs=("kinderbetreuung",), place_key=place, limit=10, now=NOON))
    assert set(ids(result)) == expected
    assert (result.total, result.exact, result.relaxed) == (len(expected), True, ())


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        (((2, 2),), {"gf-tages"}),
        (((75, 75),), {"gf-brome", "gf-wittingen", "gf-tages", "de-recht"}),
        (((76, 90),), {"gf-tages"}),
        (((2, 2), (40, 44)), {"gf-brome", "gf-wittingen", "gf-tages", "de-recht"}),
    ],
)
def test_ages_overlap(small: OfferDirectory, ages: tuple[tuple[int, int], ...], expected: set[str]) -> None:
    asked = tuple(AgeRange(*child) for child in ages)
    assert set(ids(small.search(SearchRequest(needs=("kinderbetreuung",), ages=asked, limit=10)))) == expected


def test_validity(small: OfferDirectory, engine: Engine) -> None:
    with writing(engine) as session:
        content = "id,valid_from,valid_to\ngf-tages,2026-01-01,2026-05-05\nde-recht,2026-05-06,\n"
        import_offers(session, read_text(content, "probe.csv"))
    assert "gf-tages" in ids(small.search(CARE))
    assert "de-recht" not in ids(small.search(CARE))
    later = SearchRequest(needs=("kinderbetreuung",), limit=10, now=datetime(2026, 5, 6, 0, 1))
    assert "gf-tages" not in ids(small.search(later))
    assert "de-recht" in ids(small.search(later))


def test_a_pause_hides_at_once(small: OfferDirectory, engine: Engine) -> None:
    set_state(engine, "gf-tages", State.PAUSIERT)
    assert "gf-tages" not in ids(small.search(CARE))
    assert small.get("gf-tages").state == "pausiert"  # type: ignore[union-attr]


def test_limit_and_exclude(small: OfferDirectory) -> None:
    first = small.search(SearchRequest(needs=("kinderbetreuung",), limit=2))
    assert (len(first.hits), first.total) == (2, 4)
    seen = frozenset(ids(first))
    second = small.search(SearchRequest(needs=("kinderbetreuung",), limit=5, exclude=seen))
    assert not seen & set(ids(second))
    everything = seen | set(ids(second))
    assert small.search(SearchRequest(needs=("kinderbetreuung",), exclude=everything)) == SearchResult((), 0, (), True)
    assert small.search(SearchRequest(limit=0)).hits == ()


@pytest.mark.parametrize(
    ("request_", "relaxed", "first"),
    [
        # Asked for another age: the topic is still near enough for early pregnancy, not for a school child.
        (SearchRequest(topics=("elterngeld",), ages=(AgeRange(-7, -6),)), ("alter",), "de-geld"),
        (SearchRequest(topics=("elterngeld",), ages=(AgeRange(96, 107),)), ("thema",), "de-kind"),
        # On the asked topic there is something elsewhere in the district: what serves the own place stays first.
        (SearchRequest(topics=("kita",), place_key="03151009"), ("ort",), "gf-tages"),
        # No offer on the topic at all, but on its need... neither.
        (SearchRequest(topics=("hebamme",)), ("thema", "bedarf"), FAMILIENBUERO_ID),
        (SearchRequest(needs=("sucht_psyche",)), ("bedarf",), FAMILIENBUERO_ID),
        (SearchRequest(needs=("kinderbetreuung",), ages=(AgeRange(200, 210),)), ("alter",), "gf-tages"),
        # A family outside the district is not sent to its offers, only to the people who know who is in charge.
        (SearchRequest(needs=("wohnen_alltag",), place_key="03103000"), ("bedarf",), FAMILIENBUERO_ID),
        (SearchRequest(needs=("wohnen_alltag",), place_key="ausserhalb:celle"), ("bedarf",), FAMILIENBUERO_ID),
        (
            SearchRequest(needs=("kinderbetreuung",), place_key="03151009", ages=(AgeRange(200, 210),)),
            ("alter",),
            "gf-tages",
        ),
    ],
)
def test_what_is_relaxed(small: OfferDirectory, request_: SearchRequest, relaxed: tuple[str, ...], first: str) -> None:
    result = small.search(request_)
    assert (result.relaxed, result.exact) == (relaxed, False)
    assert ids(result)[0] == first
    assert set(result.relaxed) <= set(RELAXATIONS)
    assert result.total >= len(result.hits) > 0


def test_nothing_at_all(engine: Engine) -> None:
    directory = OfferDirectory(engine.url.render_as_string(hide_password=False))
    assert directory.search(SearchRequest(needs=("gesundheit",))).hits == ()
    assert directory.search(SearchRequest(text="Hilfe")).hits == ()
    assert directory.count_published() == 0
    assert directory.familienbuero() is None
    directory.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "'; DROP TABLE offer; --",
        '"AND OR NOT NEAR(',
        "* ( ) : ^ -",
        "🙂🙂",
        "\ud800",
        "\x00",
        "x " * 5000,
        "C&A | !",
    ],
)
def test_any_text_can_be_searched(small: OfferDirectory, text: str) -> None:
    assert small.search(SearchRequest(text=text, needs=("kinderbetreuung",))).hits


def test_unknown_keys_are_ignored(small: OfferDirectory) -> None:
    assert small.search(SearchRequest(needs=("pferde",), topics=("reiten",))).exact


# --- the real directory -------------------------------------------------------------------------------------------


def first(directory: OfferDirectory, **asked: object) -> list[str]:
    return ids(directory.search(SearchRequest(**asked)))  # type: ignore[arg-type]


def test_seeding_again_is_quick_and_changes_nothing(seeded_url: str, directory: OfferDirectory, engine: Engine) -> None:
    from offer_db.database import open_engine

    data = Path(__file__).parents[3] / "data" / "gifhorn"
    seeded = open_engine(seeded_url)
    for force in (False, True):
        reports = seed(seeded, data, shared_encoder, force=force)
        assert all("0 neu, 0 geändert" in report.result or report.result == "unverändert" for report in reports)
    seeded.dispose()


def test_lookups(directory: OfferDirectory) -> None:
    familienbuero = directory.familienbuero()
    assert familienbuero is not None
    assert (familienbuero.id, familienbuero.phone) == (FAMILIENBUERO_ID, "05371 804-440")
    assert directory.get("gibt-es-nicht") is None
    assert directory.municipality("03151040").name == "Wittingen"  # type: ignore[union-attr]
    assert directory.municipality("031515406").parent_key == "03151"  # type: ignore[union-attr]
    assert directory.municipality("0") is None
    assert directory.find_municipality("samtgemeinde papenteich").key == "031515406"  # type: ignore[union-attr]
    assert 100 < directory.count_published() < 179


@pytest.mark.parametrize("text", ["", "Wo beantrage ich Elterngeld?", "Ich bekomme wenig Geld und bin schwanger"])
def test_elterngeld_comes_first(directory: OfferDirectory, text: str) -> None:
    hits = first(directory, topics=("elterngeld",), needs=("finanzielle_hilfen",), text=text)
    assert hits[:2] == ["gf-elterngeldstelle", "de-elterngeld"]


def test_two_topics_are_both_answered(directory: OfferDirectory) -> None:
    result = directory.search(SearchRequest(topics=("elterngeld", "kindergeld")))
    carried = {topic for hit in result.hits for topic in hit.offer.topics}
    assert {"elterngeld", "kindergeld"} <= carried


def test_nobody_is_sent_to_an_offer_for_professionals_or_a_draft(directory: OfferDirectory) -> None:
    found = directory.search(SearchRequest(needs=("krise_gewalt_kinderschutz",), limit=200))
    assert "de-kinderschutzhotline" not in ids(found)
    everything = directory.search(SearchRequest(limit=300))
    assert {hit.offer.state for hit in everything.hits} == {"veroeffentlicht"}
    assert {hit.offer.confidence for hit in everything.hits} == {"high", "medium"}
    assert everything.total == directory.count_published() == len(everything.hits)


def test_men_who_beat_are_not_the_first_thought(directory: OfferDirectory) -> None:
    hits = first(directory, needs=("krise_gewalt_kinderschutz",), text="Mein Mann schlägt mich", limit=5)
    assert hits[0] in ("gf-biss", "gf-frauenhaus")
    assert "de-hilfetelefon-maenner" not in hits[:3]


def test_an_offer_without_the_need_never_outranks_one_with_it(directory: OfferDirectory) -> None:
    result = directory.search(
        SearchRequest(needs=("familienbildung_treffs",), text="Kita-Platz, Krippe, Elterngeld", limit=300)
    )
    assert all("familienbildung_treffs" in hit.offer.needs for hit in result.hits)


def test_the_hits_say_why(directory: OfferDirectory) -> None:
    result = directory.search(
        SearchRequest(needs=("erziehungsberatung",), ages=(AgeRange(24, 35),), place_key="03151009", now=NOON)
    )
    for hit in result.hits:
        assert 1 <= len(hit.reasons) <= 4
        assert hit.reasons[0].code == "bedarf"
    local = next(hit for hit in result.hits if hit.offer.town == "Gifhorn")
    assert local.distance_km == 0.0
    assert "ort" in {reason.code for reason in local.reasons}


def test_open_now(directory: OfferDirectory) -> None:
    def youth_office(now: datetime) -> tuple[object, object]:
        request = SearchRequest(needs=("erziehungsberatung",), text="Jugendamt", limit=20, now=now)
        hit = next(hit for hit in directory.search(request).hits if hit.offer.id == "gf-jugendamt")
        return hit.open_now, hit.opens_until and hit.opens_until.isoformat("minutes")

    assert youth_office(datetime(2026, 5, 5, 12)) == (True, "16:00")
    assert youth_office(datetime(2026, 5, 5, 18)) == (False, None)
    assert youth_office(datetime(2025, 10, 31, 9)) == (None, None)

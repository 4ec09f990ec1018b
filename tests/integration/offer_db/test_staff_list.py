from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from offer_db.editing import confirm, edit_offer
from offer_db.staff_list import StaffFilters, list_offers
from tests.integration.offer_db.test_editing import NEW


@pytest.fixture
def offers(engine: Engine) -> Engine:
    for cells in (
        {"id": "gf-brome", "title": "Ämterlotsin Brome", "state": "veroeffentlicht", "phone": "05371 82-0"},
        {"id": "gf-ehra", "title": "Babytreff", "reach_area": "Ehra-Lessien", "provider": "Ökumene e.V."},
        {"id": "gf-town", "title": "Café", "reach_area": "Gifhorn", "town": "Gifhorn", "needs": "gesundheit"},
        {"id": "de-all", "title": "100% online", "reach": "bundesweit", "reach_area": "", "state": "beendet"},
    ):
        edit_offer(engine, None, NEW | cells, "Anna")
    confirm(engine, "gf-brome", "Anna", date(2026, 5, 1))
    return engine


def test_all_by_title(offers: Engine) -> None:
    page = list_offers(offers, StaffFilters())
    assert [offer.id for offer in page.offers] == ["de-all", "gf-brome", "gf-ehra", "gf-town"]
    assert (page.total, page.page, page.pages) == (4, 1, 1)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"words": "ämterlotsin"}, {"gf-brome"}),
        ({"words": "AMTER"}, {"gf-brome"}),
        ({"words": "ökumene"}, {"gf-ehra"}),
        ({"words": "05371 brome"}, {"gf-brome"}),
        ({"words": "gf-"}, {"gf-brome", "gf-ehra", "gf-town"}),
        ({"words": "100%"}, {"de-all"}),
        ({"words": "_"}, set()),
        ({"words": "brome quatsch"}, set()),
        ({"state": "beendet"}, {"de-all"}),
        ({"need": "gesundheit"}, {"gf-town"}),
        ({"place_key": "03151005"}, {"gf-brome"}),
        ({"place_key": "031515402"}, {"gf-brome", "gf-ehra"}),
        ({"place_key": "03151"}, {"gf-brome", "gf-ehra", "gf-town"}),
        ({"place_key": "nirgends"}, set()),
        ({"provider": "Ökumene e.V."}, {"gf-ehra"}),
        ({"verified_before": date(2026, 5, 1)}, {"gf-ehra", "gf-town", "de-all"}),
        ({"verified_before": date(2026, 5, 2)}, {"gf-brome", "gf-ehra", "gf-town", "de-all"}),
        ({"words": "brome", "state": "entwurf"}, {"gf-town"}),
    ],
)
def test_filters(offers: Engine, filters: dict[str, Any], ids: set[str]) -> None:
    assert {offer.id for offer in list_offers(offers, StaffFilters(**filters)).offers} == ids


def test_paging(offers: Engine) -> None:
    page = list_offers(offers, StaffFilters(), page=2, size=3)
    assert ([offer.id for offer in page.offers], page.total, page.pages) == (["gf-town"], 4, 2)
    assert list_offers(offers, StaffFilters(), page=99, size=3) == page
    assert list_offers(offers, StaffFilters(), page=-1, size=3).page == 1
    nothing = list_offers(offers, StaffFilters(words="quatsch"))
    assert (nothing.offers, nothing.total, nothing.pages) == ((), 0, 1)

"""The preview is the card families see: the same words in the same order."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.memory.staff.tables import Role
from bot.review.offers.preview import why_hidden
from offer_db.opening import TIMEZONE
from tests.unit.offer_db.offers import OFFER
from tests.unit.review.conftest import Client


def words(page: str) -> str:
    """What of the first card on a page can be read, without what only families need."""
    card = page[page.index('<article class="kern-card') : page.index("</article>")]
    card = re.sub(r'<div class="weiter">.*?</div>', "", card, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", card)).strip()


async def test_the_preview_is_what_families_see(as_role: Callable[[Role], Awaitable[Client]]) -> None:
    client = await as_role(Role.REDAKTION)
    for offer_id in ("gf-familienbuero", "gf-lebenshilfe", "de-elterngeld", "gf-but"):
        families = await (await client.get(f"/merkliste?angebote={offer_id}")).text()
        # what stands on paper only is no part of the card on the screen
        families = re.sub(r'<ul class="angaben nur-druck">.*?</ul>', "", families, flags=re.DOTALL)
        preview = await (await client.get(f"/team/angebote/{offer_id}")).text()
        assert sorted(words(preview).split()) == sorted(words(families).split()), offer_id


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"state": "entwurf"}, "Entwurf"),
        ({"state": "pausiert"}, "pausiert"),
        ({"state": "beendet"}, "beendet"),
        ({"audience": "fachkraefte"}, "nur für Fachkräfte"),
        ({"valid_from": date(2027, 1, 1)}, "erst ab dem 01.01.2027"),
        ({"valid_to": date(2026, 1, 1)}, "seit dem 01.01.2026"),
    ],
)
def test_why_families_do_not_see_it(changed: dict[str, object], sentence: str) -> None:
    said = why_hidden(replace(OFFER, **changed), datetime(2026, 11, 23, tzinfo=TIMEZONE))  # type: ignore[arg-type]
    assert said == "" if not sentence else sentence in said

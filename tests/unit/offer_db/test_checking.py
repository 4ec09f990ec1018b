from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from offer_db.ages import AgeRange
from offer_db.checking import check_offer
from tests.unit.offer_db.offers import OFFER

TODAY = date(2026, 11, 23)
CHECKED = replace(OFFER, verified_on=date(2026, 11, 1), verified_by="Familienbüro")


def codes(**changes: Any) -> list[str]:
    return [finding.code for finding in check_offer(replace(CHECKED, **changes), TODAY)]


def test_a_good_offer_has_no_findings() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("needs", "topics", "ages", "implausible"),
    [
        (("schwangerschaft_geburt",), ("hebamme",), (-9, 12), False),
        (("schwangerschaft_geburt",), ("hebamme",), (72, 120), True),
        (("fruehe_hilfen",), ("fruehe_hilfen",), (0, 36), False),
        (("fruehe_hilfen",), ("fruehe_hilfen",), (0, 48), True),
        (("kinderbetreuung",), ("krippe",), (0, 35), False),
        (("kinderbetreuung",), ("krippe",), (0, 131), True),
        (("kinderbetreuung",), ("kita", "hort"), (0, 131), False),
        (("kinderbetreuung",), ("kita",), (-3, 75), True),
        (("kinderbetreuung",), ("hort",), (72, 240), True),
        (("schule_uebergang",), ("einschulung",), (54, 84), False),
        (("schule_uebergang",), ("einschulung",), (5, 6), True),
        (("wohnen_alltag",), ("tafel",), (-9, 216), False),
        (("wohnen_alltag",), ("tafel",), (0, 330), True),
        (("gesundheit",), ("zahnarzt",), (72, 72), True),
        (("gesundheit",), ("u_untersuchung",), (1, 1), False),
    ],
)
def test_implausible_ages(
    needs: tuple[str, ...], topics: tuple[str, ...], ages: tuple[int, int], implausible: bool
) -> None:
    assert codes(needs=needs, topics=topics, ages=AgeRange(*ages)) == (["alter"] if implausible else [])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"phone": ""}, ["kontakt"]),
        ({"phone": "", "url": "https://example.org"}, []),
        ({"topics": ()}, ["thema"]),
        ({"verified_on": date(2026, 5, 27)}, []),
        ({"verified_on": date(2026, 5, 26)}, ["pruefung"]),
        ({"verified_on": date(2026, 11, 24)}, ["pruefung"]),
        ({"verified_on": None}, ["pruefung"]),
        ({"valid_to": date(2026, 11, 22)}, ["abgelaufen"]),
        ({"valid_to": date(2026, 11, 23)}, ["laeuft_ab"]),
        ({"valid_to": date(2026, 12, 23)}, ["laeuft_ab"]),
        ({"valid_to": date(2026, 12, 24)}, []),
        ({"state": "entwurf", "valid_to": date(2026, 11, 22)}, ["entwurf"]),
        ({"state": "beendet", "phone": "", "topics": (), "verified_on": None}, []),
    ],
)
def test_findings(changes: dict[str, Any], found: list[str]) -> None:
    assert codes(**changes) == found

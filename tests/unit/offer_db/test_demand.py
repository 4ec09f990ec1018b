from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from offer_db.demand import known_demand
from offer_db.places import PlaceTree
from offer_db.records import Demand, Municipality, Topic

PLACES = PlaceTree(
    [
        Municipality("03151", "Landkreis Gifhorn", "Landkreis", None, (), 52.56, 10.6),
        Municipality("03151040", "Wittingen", "Stadt", "03151", (), 52.7281, 10.7391),
        Municipality("03103000", "Wolfsburg", "ausserhalb", None, (), 52.42, 10.78),
    ]
)
TOPICS = {"hort": Topic("hort", "kinderbetreuung", "Hort")}
TODAY = date(2026, 11, 22)
GOOD = Demand("kinderbetreuung", "hort", "kita", "03151040", "de", 2, "kostenlos+ort", "2026-10", "web")


def test_what_is_known_stays() -> None:
    assert known_demand(GOOD, PLACES, TOPICS, TODAY) == GOOD


@pytest.mark.parametrize(
    ("changes", "becomes"),
    [
        ({"need": "Mein Mann schlägt mich"}, {"need": "kinderbetreuung"}),  # that of the topic
        ({"need": "pferde", "topic": "reiten"}, {"need": "", "topic": ""}),
        ({"age_band": "3 Jahre"}, {"age_band": ""}),
        ({"municipality_key": "03103000"}, {"municipality_key": "ausserhalb"}),
        ({"municipality_key": "ausserhalb:celle"}, {"municipality_key": "ausserhalb"}),
        ({"municipality_key": "ausserhalb"}, {"municipality_key": "ausserhalb"}),
        ({"municipality_key": "Schlossplatz 1"}, {"municipality_key": ""}),
        ({"municipality_key": "03151"}, {"municipality_key": "03151"}),
        ({"language": "pt-BR"}, {"language": "pt"}),
        ({"language": "UK"}, {"language": "uk"}),
        ({"language": "Deutsch"}, {"language": ""}),
        ({"language": "дe"}, {"language": ""}),
        ({"hits": 40}, {"hits": 3}),
        ({"hits": -1}, {"hits": 0}),
        ({"relaxed": "ort+kostenlos"}, {"relaxed": "kostenlos+ort"}),
        ({"relaxed": "ort+Anna Müller+ort"}, {"relaxed": "ort"}),
        ({"relaxed": ""}, {"relaxed": ""}),
        ({"channel": "matrix"}, {"channel": "matrix"}),
        ({"channel": "rest"}, {"channel": ""}),
        ({"channel": "Web"}, {"channel": ""}),
        ({"channel": ""}, {"channel": ""}),
        ({"month": ""}, {"month": "2026-11"}),
        ({"month": "2026-13"}, {"month": "2026-11"}),
        ({"month": "٢٠٢٦-١٠"}, {"month": "2026-11"}),
    ],
)
def test_nothing_but_known_values_is_counted(changes: dict[str, object], becomes: dict[str, object]) -> None:
    asked = replace(GOOD, **changes)  # type: ignore[arg-type]
    assert known_demand(asked, PLACES, TOPICS, TODAY) == replace(GOOD, **becomes)  # type: ignore[arg-type]

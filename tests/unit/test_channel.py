"""What a tapped button says; the door itself is tested through the running processes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channel import BadChoice, LotteChannel, chosen


@pytest.mark.parametrize(
    ("payload", "label", "expected"),
    [
        (
            "/kinderbetreuung",
            "Kita",
            {"intent": "kinderbetreuung", "act": "angebot_suchen", "needs": ["kinderbetreuung"]},
        ),
        ("/weiss_nicht", "Überspringen", {"intent": "weiss_nicht", "act": "nachfrage", "needs": [], "children": []}),
        (
            "/angabe alter=36..71",
            "3 bis 5 Jahre",
            {"children": [{"age_months": [36, 71], "label": "3 bis 5 Jahre", "role": None}], "act": "nachfrage"},
        ),
        (
            "/angabe alter=-9..0 als=schwanger",
            "Ich bin schwanger",
            {"children": [{"age_months": [-9, 0], "label": "schwanger", "role": None}]},
        ),
    ],
)
def test_chosen(payload: str, label: str, expected: dict[str, Any]) -> None:
    data = chosen(payload, label)
    assert data["text"] == label
    assert {name: data["understood"][name] for name in expected} == expected
    assert data["understood"]["crisis"] is None


def test_an_offer_can_be_meant() -> None:
    assert chosen("/angebot_details angebot=gf-but", "Mehr dazu")["choice"] == {"angebot": "gf-but"}


@pytest.mark.parametrize(
    "payload", ["", "kita", "/", "/kita{}", '/angabe{"x": 1}', "/angabe alter=3", "/angabe alter=a..b", "/x y=z", "/A"]
)
def test_what_is_no_choice(payload: str) -> None:
    with pytest.raises(BadChoice):
        chosen(payload, "x")


def test_no_channel_without_a_secret() -> None:
    with pytest.raises(Exception, match="LOTTE_INTERNAL_TOKEN"):
        LotteChannel.from_credentials({"token": ""})

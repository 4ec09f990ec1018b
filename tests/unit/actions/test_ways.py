"""What a parent can do now about an offer, and what is not known of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest

import texts
from actions import ways
from actions.ways import next_step, opens, unknown
from offer_db.opening import TIMEZONE
from offer_db.records import Opening
from tests.unit.actions.fakes import offer, said

OWN = said(
    weiter_anrufen_jetzt="jetzt bis {bis}",
    weiter_anrufen_immer="immer",
    weiter_anrufen_ab="{tag} ab {zeit}",
    weiter_anrufen="anrufen",
    weiter_schreiben="schreiben",
    weiter_webseite="webseite",
    weiter_hingehen="hingehen",
    weiter_familienbuero="familienbüro",
    unbekannt_kosten="kosten?",
    unbekannt_zeiten="zeiten?",
    tag_heute="heute",
    tag_morgen="morgen",
    **{f"tag_{number}": name for number, name in enumerate(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"))},
)
#: A Wednesday evening; winter time, so one day more is 24 hours more.
NOW = datetime(2026, 11, 25, 19, 30, tzinfo=TIMEZONE)
NOTHING = {"phone": "", "email": "", "url": "", "address": ""}


class FrozenDatetime(datetime):
    """The present stands still."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return NOW.astimezone(tz)


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "datetime", FrozenDatetime)


def at(days: int, hour: int = 8, minute: int = 0) -> datetime:
    return (NOW + timedelta(days=days)).replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(0, 20, 5), {"tag": "heute", "zeit": "20:05"}),
        (at(1), {"tag": "morgen", "zeit": "08:00"}),
        (at(1, 0, 0), {"tag": "morgen", "zeit": "00:00"}),
        (at(2, 8, 30), {"tag": "Fr", "zeit": "08:30"}),
        (at(3), {"tag": "Sa", "zeit": "08:00"}),
        (at(4), {"tag": "So", "zeit": "08:00"}),
        (at(5), {"tag": "Mo", "zeit": "08:00"}),
        (at(6), {"tag": "Di", "zeit": "08:00"}),
    ],
)
def test_opens(moment: datetime, words: dict[str, str]) -> None:
    assert opens(moment, OWN) == words


@pytest.mark.parametrize(
    ("known", "opening", "step"),
    [
        # a number: now, always, from when, or just call
        ({}, Opening(True, time(16, 0)), "jetzt bis 16:00"),
        ({}, Opening(True, time(9, 5)), "jetzt bis 09:05"),
        ({}, Opening(True), "immer"),
        ({}, Opening(False, None, at(1)), "morgen ab 08:00"),
        ({}, Opening(None, None, at(5, 9, 15)), "Mo ab 09:15"),
        ({}, Opening(False), "anrufen"),
        ({}, Opening(), "anrufen"),
        # without a number, what is known; being open does not help to call
        ({"phone": "", "email": "a@example.org", "url": "https://example.org"}, Opening(True, time(16)), "schreiben"),
        ({"phone": "", "url": "https://example.org"}, Opening(False, None, at(1)), "webseite"),
        ({"phone": ""}, Opening(), "hingehen"),
        (NOTHING, Opening(True), "familienbüro"),
        (NOTHING, Opening(), "familienbüro"),
    ],
)
def test_next_step(known: dict[str, str], opening: Opening, step: str) -> None:
    assert next_step(offer("x", **known), opening, OWN) == step


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ({}, []),
        ({"cost": ""}, ["kosten?"]),
        ({"opening_hours": ""}, ["zeiten?"]),
        ({"cost": "", "opening_hours": ""}, ["kosten?", "zeiten?"]),
    ],
)
def test_unknown(known: dict[str, str], missing: list[str]) -> None:
    assert unknown(offer("x", **known), OWN) == missing


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_real_texts_have_every_line(language: str) -> None:
    own = texts.load(language)
    openings = [Opening(True, time(16)), Opening(True), *(Opening(False, None, at(day)) for day in range(7)), Opening()]
    offers = [offer("x"), *(offer("x", **{**NOTHING, name: "da"}) for name in NOTHING), offer("x", **NOTHING)]
    sentences = [next_step(one, opening, own) for one in offers for opening in openings]
    sentences += unknown(offer("x", cost="", opening_hours=""), own)
    assert [sentence for sentence in sentences if not sentence or "{" in sentence] == []

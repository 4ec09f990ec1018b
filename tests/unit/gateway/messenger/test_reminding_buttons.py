"""Buttons of reminders fit every platform, come back as they went, and what others made up is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bot.gateway.calendar import links
from bot.gateway.messenger.reminding_buttons import (
    ButtonWrong,
    ShownPlan,
    ask_id,
    asked_plan,
    chosen_birth,
    chosen_step,
    keep_id,
    shown_plan,
)
from offer_db.step_times import BirthRange
from offer_db.steps import plan
from offer_db.steps_file import load_steps

SECRET = "geheim"
BIRTHS = [
    BirthRange(date(2024, 2, 29), date(2024, 2, 29)),
    BirthRange(date(2023, 11, 24), date(2024, 11, 23)),
    BirthRange(date(2027, 4, 1), date(2027, 8, 31)),
    BirthRange(date(2008, 1, 1), date(2026, 11, 23)),
]


def argument(id: str, name: str) -> str:
    assert len(id) <= 20
    assert re.fullmatch(r"own:[a-z]+:[A-Za-z0-9_-]+", id)
    assert id.startswith(f"own:{name}:")
    return id.removeprefix(f"own:{name}:")


@pytest.mark.parametrize("birth", BIRTHS)
def test_a_plan_comes_back(birth: BirthRange) -> None:
    shown = ShownPlan(birth, 7)
    assert asked_plan(argument(ask_id(shown), "erinnern")) == shown


@pytest.mark.parametrize("birth", BIRTHS)
def test_every_step_of_the_file_comes_back(birth: BirthRange) -> None:
    steps = load_steps()
    planned = plan(steps, birth, date(2026, 11, 23), len(steps))
    assert planned
    ids = {keep_id(birth, one) for one in planned}
    assert len(ids) == len(planned)
    for one in planned:
        argued = argument(keep_id(birth, one), "merke")
        assert chosen_birth(argued) == birth
        assert chosen_step(argued, planned) == one
    assert chosen_step(argument(keep_id(birth, planned[0]), "merke"), planned[1:]) is None


@pytest.mark.parametrize("made_up", ["", "x", "tr", "ää", "AAAAAAAAAAAAAAAAAAAA", "!!!!!!!", "\udcff"])
def test_what_we_did_not_make_is_refused(made_up: str) -> None:
    with pytest.raises(ButtonWrong):
        asked_plan(made_up)
    with pytest.raises(ButtonWrong):
        chosen_birth(made_up)
    with pytest.raises(ButtonWrong):
        chosen_step(made_up, [])


def test_whatever_is_packed_into_a_button_has_a_plan_or_none() -> None:
    for made_up in ("_______", "AAAAAAA", "AAD__wA"):
        shown = asked_plan(made_up)
        assert shown.birth.latest - shown.birth.earliest < timedelta(days=65_536)
        assert plan(load_steps(), shown.birth, date(2026, 11, 23), shown.steps) is not None


def test_a_plan_is_known_by_its_link_to_the_calendar() -> None:
    calendar = {"birth": ["2024-11-01", "2024-11-30"], "steps": ["u7", "kita_ab_3"], "label": "Termine"}
    message = {"text": "So geht es weiter", "links": links({"calendar": calendar}, SECRET)}
    assert shown_plan(message, SECRET) == ShownPlan(BirthRange(date(2024, 11, 1), date(2024, 11, 30)), 2)
    assert shown_plan(message, "ein anderes Geheimnis") is None
    others = [{"label": "Mehr", "href": "/angebote"}, {"label": "?", "href": "/kalender/erfunden.ics"}]
    assert shown_plan({"links": others}, SECRET) is None
    assert shown_plan({"text": "Hallo"}, SECRET) is None

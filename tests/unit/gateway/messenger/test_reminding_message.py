"""What a reminder says: short, in time, with a way to stop, and honest about what has changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

import texts
from bot.gateway.messenger.commands import STOP, read_command
from bot.gateway.messenger.platform import Button, Part
from bot.gateway.messenger.reminding_asking import MOST
from bot.gateway.messenger.reminding_message import MOST_CHARACTERS, Remembered, reminder
from bot.memory.messaging.reminders import ReminderRow
from offer_db.opening import TIMEZONE
from offer_db.steps_file import load_steps
from tests.unit.gateway.messenger.fake_platform import NATIVE, NUMBERS, SMALL

STEPS = {step.id: step for step in load_steps()}
NOW = datetime(2027, 3, 15, 10, tzinfo=TIMEZONE)
U7 = Remembered("u7", "U7 beim Kinderarzt", date(2027, 3, 15), date(2027, 7, 14), exact=True)


def row(one: Remembered, language: str = "de") -> ReminderRow:
    return ReminderRow(1, "k", "fake", "anna", one.key, language, NOW.timestamp(), None, one.to_json())


def part(*remembered: Remembered, language: str = "de", **named: Any) -> Part:
    named.setdefault("abilities", NATIVE)
    return reminder([row(one, language) for one in remembered], named.pop("steps", STEPS), NOW, **named)


def says_how_to_stop(text: str) -> bool:
    """Whether the last line has a word that Lotte takes for /stopp; it must, in every language."""
    commands = [read_command(word) for word in re.findall(r"\w+", text.split("\n")[-1])]
    return any(command is not None and command.name == STOP for command in commands)


def test_one_step_with_all_that_is_to_know() -> None:
    lines = part(U7).text.split("\n")
    assert lines[0] == "Sie wollten, dass ich Sie erinnere:"
    step = STEPS["u7"]
    assert lines[1] == f"• U7 beim Kinderarzt (jetzt, bis 14. Juli 2027): {step.text} Wichtig: {step.deadline}"
    assert lines[-1] == "Soll ich Sie nicht mehr erinnern? Schreiben Sie: Stopp"


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (replace(U7, exact=False), "• U7 beim Kinderarzt (jetzt, bis Juli 2027)"),
        (replace(U7, start=date(2027, 3, 16)), "• U7 beim Kinderarzt (ab 16. März 2027)"),
        (replace(U7, start=date(2027, 4, 1), exact=False), "• U7 beim Kinderarzt (ab April 2027)"),
        (replace(U7, end=date(2027, 3, 14)), "• U7 beim Kinderarzt: Dafür ist es vielleicht schon zu spät."),
        (replace(U7, end=date(2027, 3, 15)), "• U7 beim Kinderarzt (jetzt, bis 15. März 2027)"),
        (replace(U7, step_id="gab_es_einmal"), "• U7 beim Kinderarzt: Das hat sich geändert."),
    ],
)
def test_the_time_as_it_is_now(one: Remembered, line: str) -> None:
    assert part(one).text.split("\n")[1].startswith(line)


def test_a_rule_that_has_ended() -> None:
    ended = {"u7": replace(STEPS["u7"], valid_to=date(2027, 3, 14))}
    assert "Das hat sich geändert" in part(U7, steps=ended).text


def test_an_uncertain_step_says_so() -> None:
    kita = Remembered("kita_ab_3", "Kindergarten", date(2027, 3, 1), date(2028, 2, 29), exact=True)
    assert "Bitte dort nachfragen" in part(kita).text


def test_stopp_is_a_button_where_there_are_buttons_and_a_word_everywhere() -> None:
    for abilities in (NATIVE, SMALL):
        assert part(U7, abilities=abilities).buttons == (Button("own:stopp", "Stopp"),)
    without = part(U7, abilities=NUMBERS)
    assert not without.buttons
    for one in (without, part(U7), part(U7, language="ru")):
        assert one.unasked
        assert says_how_to_stop(one.text)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_as_many_as_one_may_have_fit_into_one_message(language: str) -> None:
    longest = sorted(STEPS.values(), key=lambda step: -len(step.title))[:MOST]
    many = [Remembered(step.id, step.title, date(2027, 3, 1), date(2027, 9, 30), exact=True) for step in longest]
    whole = part(*many, language=language, abilities=SMALL).text
    assert len(whole) <= MOST_CHARACTERS
    assert all(step.title in whole for step in longest)
    assert says_how_to_stop(whole)


def test_several_are_told_shorter() -> None:
    others = [replace(U7, step_id=step.id, title=step.title) for step in list(STEPS.values())[:5]]
    text = part(U7, *others).text
    assert "• U7 beim Kinderarzt (jetzt, bis 14. Juli 2027)\n" in text
    assert len(text) <= MOST_CHARACTERS


def test_what_is_kept_comes_back_and_is_little() -> None:
    assert Remembered.from_json(U7.to_json()) == U7
    assert set(U7.to_json()) == {"step", "title", "start", "end", "exact"}

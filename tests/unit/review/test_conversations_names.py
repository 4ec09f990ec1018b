"""Everything the pages name has a German name, and the filters of the address are read as they are meant."""

from __future__ import annotations

from datetime import datetime

import pytest
import yaml

from bot.nlu.language.acts import CRISIS_KINDS
from bot.review.addresses import written
from bot.review.conversations import names
from bot.review.conversations.directory import DirectoryNames
from bot.review.conversations.filtering import chips, read_filters
from bot.settings import ROOT
from offer_db.opening import TIMEZONE
from offer_db.vocabulary import Wish

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=TIMEZONE)
NAMES = DirectoryNames({"03151040": "Wittingen"}, {"krippe": "Krippe"})


def moment(day: int, month: int = 11) -> float:
    return datetime(2026, month, day, tzinfo=TIMEZONE).timestamp()


def test_every_intent_action_danger_and_wish_has_a_name() -> None:
    intents = {next(iter(entry)) if isinstance(entry, dict) else entry for entry in DOMAIN["intents"]}
    assert intents - names.INTENT_NAMES.keys() == set()
    actions = {next(iter(entry)) if isinstance(entry, dict) else entry for entry in DOMAIN["actions"]}
    assert {action for action in actions if names.action_name(action) == action} == set()
    assert set(CRISIS_KINDS) == names.CRISIS_NAMES.keys()
    assert set(Wish) == names.WISH_NAMES.keys()


@pytest.mark.parametrize(
    ("child", "words"),
    [
        (("", 18, 18), "18 Monate"),
        (("", 1, 1), "1 Monat"),
        (("2 Jahre", 24, 35), "2 Jahre (24–35 Monate)"),
        (("Vorschulkind", 60, 83), "Vorschulkind (60–83 Monate)"),
        (("", -5, -4), "schwanger (noch 4 bis 5 Monate)"),
        (("", -9, 0), "schwanger (noch 0 bis 9 Monate)"),
    ],
)
def test_a_child_is_named_with_its_months(child: tuple[str, int, int], words: str) -> None:
    assert names.child_name(*child) == words


@pytest.mark.parametrize(
    ("key", "words"),
    [("03151040", "Wittingen"), ("ausserhalb:bad bevensen", "Bad Bevensen (außerhalb)"), ("unbekannt", "unbekannt")],
)
def test_places(key: str, words: str) -> None:
    assert NAMES.place(key) == words


@pytest.mark.parametrize(("language", "attribute"), [("leicht", "de"), ("tr", "tr"), ('"><b', "und"), ("", "und")])
def test_a_language_of_the_page_is_a_language(language: str, attribute: str) -> None:
    assert names.markup_language(language) == attribute


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ({}, None, None),
        ({"zeitraum": "heute"}, moment(23), None),
        ({"zeitraum": "7"}, moment(17), None),
        ({"zeitraum": "30"}, moment(25, 10), None),
        ({"zeitraum": "von_bis", "von": "2026-11-01", "bis": "2026-11-02"}, moment(1), moment(3)),
        ({"von": "01.11.2026"}, moment(1), None),
        ({"zeitraum": "7", "von": "2026-01-01"}, moment(17), None),
        ({"zeitraum": "von_bis", "von": "2026-11-05", "bis": "2026-11-02"}, moment(5), None),
        ({"bis": "9999-12-31"}, None, None),
        ({"bis": "²"}, None, None),
    ],
)
def test_periods(query: dict[str, str], since: float | None, until: float | None) -> None:
    filters = read_filters(query, NOW).filters
    assert (filters.since, filters.until) == (since, until)


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ({"von": "gestern"}, {"von"}),
        ({"von": "2026-11-05", "bis": "2026-11-02"}, {"bis"}),
        ({"bis": "9999-12-31"}, {"bis"}),
        ({"mindestens": "-1"}, {"mindestens"}),
        ({"mindestens": "99999999999999999999"}, {"mindestens"}),
        ({"mindestens": "5", "hoechstens": "2"}, {"hoechstens"}),
        ({"mindestens": "²"}, {"mindestens"}),
        ({"mindestens": "2", "hoechstens": "2"}, set()),
    ],
)
def test_what_cannot_be_meant_is_named_and_left_out(query: dict[str, str], problems: set[str]) -> None:
    chosen = read_filters(query, NOW)
    assert chosen.problems.keys() == problems
    assert not {chip.text for chip in chips(chosen, NAMES)} & {"Mindestens: -1 Nachrichten"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"mindestens": "1"}, ["Mindestens: 1 Nachricht"]),
        ({"hoechstens": "2"}, ["Höchstens: 2 Nachrichten"]),
        ({"mindestens": "5", "hoechstens": "2"}, ["Mindestens: 5 Nachrichten"]),
        ({"von": "gestern", "gefahr": "1"}, ["Gefahr"]),
        ({"von": "2026-11-05", "bis": "2026-11-02"}, ["ab 05.11.2026"]),
        ({"zeitraum": "von_bis"}, []),
    ],
)
def test_only_what_counts_is_an_active_filter(query: dict[str, str], said: list[str]) -> None:
    assert [chip.text for chip in chips(read_filters(query, NOW), NAMES)] == said


def test_a_saved_query_is_read_as_it_was_written() -> None:
    query = {"zeitraum": "von_bis", "von": "2026-11-01", "worte": "krippe & hort", "gefahr": "ja", "fremd": "x"}
    chosen = read_filters(query, NOW)
    assert chosen.query == "zeitraum=von_bis&von=2026-11-01&gefahr=1&worte=krippe+%26+hort"
    assert [chip.text for chip in chips(chosen, NAMES)] == ["ab 01.11.2026", "Gefahr", "Worte: krippe & hort"]


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("krippe\x00", ""),
        ("\ud800", ""),
        (" a\t b\u00a0c ", "a b c"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ],
)
def test_what_no_database_can_hold_is_no_filter(value: str, left: str) -> None:
    assert written(value) == left

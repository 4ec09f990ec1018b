"""The next steps in data/gifhorn/uebergaenge.yml: readable, sourced, linked to offers, without a gap in a childhood."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from offer_db.step_times import BirthRange, LifeMonths, SchoolDates, add_months
from offer_db.steps import Step, StepState, plan
from offer_db.steps_file import STEPS_FILE, load_steps

FOLDER = Path(__file__).parents[2] / "data" / "gifhorn"
TODAY = date(2026, 11, 22)
LONGEST_SENTENCE = 15
STEPS = load_steps()
BY_ID = {step.id: step for step in STEPS}
AMOUNT = re.compile(r"€|\bEuro\b|\bEUR\b|\bCent\b")
#: What no counsellor would leave out (issue "Transitions"), by a word of the title.
EXPECTED = (
    "Hebamme Standesamt Elterngeld Kindergeld U1 U3 U4 U5 U6 U7 U7a U8 U9 Krippe Sprache Schuleingangsuntersuchung "
    "Grundschule Schulstart Ganztag"
).split()


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


OFFERS = {row["id"]: row for row in rows("offers.csv")}
TOPICS = {row["key"] for row in rows("topics.csv")}


def sentences(text: str) -> list[str]:
    # "bis zum 1. Mai" does not end, "zur U3. Rufen Sie" does
    return [part for part in re.split(r"(?<! \d\.)(?<! \d\d\.)(?<=[.!?])\s+", text) if part]


def test_the_file_is_where_everybody_looks() -> None:
    assert STEPS_FILE.parent == FOLDER
    assert 25 <= len(STEPS) <= 45


@pytest.mark.parametrize("word", EXPECTED)
def test_every_transition_is_there(word: str) -> None:
    assert [step.id for step in STEPS if re.search(rf"\b{word}", step.title)], word


@pytest.mark.parametrize("step", STEPS, ids=BY_ID)
def test_links_lead_somewhere(step: Step) -> None:
    assert [topic for topic in step.topics if topic not in TOPICS] == []
    for offer_id in step.offers:
        assert offer_id in OFFERS, offer_id
        assert OFFERS[offer_id]["confidence"] != "low", offer_id
        assert OFFERS[offer_id]["target"] != "nur Fachkräfte", offer_id


@pytest.mark.parametrize("step", STEPS, ids=BY_ID)
def test_plain_words(step: Step) -> None:
    assert len(step.title) <= 50
    assert len(sentences(step.text)) <= 3
    assert len(sentences(step.deadline)) <= 1
    for sentence in sentences(step.text) + sentences(step.deadline):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
        assert not re.search(r"\b(du|dein|dir|dich|bzw|ggf|zwecks|diesbezüglich|hinsichtlich)\b", sentence), sentence


@pytest.mark.parametrize("step", STEPS, ids=BY_ID)
def test_nothing_that_is_soon_wrong(step: Step) -> None:
    """Amounts and telephone numbers change, and stand with the offers."""
    text = " ".join((step.title, step.text, step.deadline, *step.bring))
    assert not AMOUNT.search(text)
    assert not re.search(r"\d{3,5}[ /-]\d{3,}|\b11[026]\b", text)


@pytest.mark.parametrize("step", STEPS, ids=BY_ID)
def test_a_deadline_has_its_sources(step: Step) -> None:
    assert all(len(source.says) > 10 for source in step.sources)
    assert len({source.address for source in step.sources}) == len(step.sources)
    assert step.verified_on is None or step.verified_on >= TODAY


def test_early_childhood_check_ups_follow_each_other() -> None:
    times = [BY_ID[name].time for name in ("u3", "u4", "u5", "u6", "u7", "u7a", "u8", "u9")]
    firsts = [time.first for time in times if isinstance(time, LifeMonths)]
    lasts = [time.last for time in times if isinstance(time, LifeMonths)]
    assert len(firsts) == len(lasts) == 8
    assert firsts == sorted(firsts)
    assert lasts == sorted(lasts)


def test_entry_to_school_in_lower_saxony() -> None:
    """Written a second time here on purpose (§ 64 NSchG): declared by 1 May, for birthdays from 2 July to 1 October."""
    flexible = BY_ID["flexi_kind"]
    assert isinstance(flexible.time, SchoolDates)
    assert (flexible.time.year, flexible.time.days.last) == (0, (5, 1))
    assert flexible.birthdays is not None
    assert (flexible.birthdays.first, flexible.birthdays.last) == ((7, 2), (10, 1))
    (planned,) = plan([flexible], BirthRange(date(2021, 8, 15), date(2021, 8, 15)), TODAY)
    assert (planned.end, planned.exact) == (date(2027, 5, 1), True)


@pytest.mark.parametrize("age_months", range(-9, 126))
def test_no_gap_from_pregnancy_to_class_5(age_months: int) -> None:
    """Whatever the age, there is a next step; until school there is one to do within half a year."""
    birth = add_months(TODAY, -age_months)
    planned = plan(STEPS, BirthRange(birth, birth), TODAY)
    assert planned
    if age_months < 72:
        assert planned[0].state in (StepState.JETZT, StepState.BALD)

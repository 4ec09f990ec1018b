"""The next steps in a child's life: what is due now, soon and later. Pure; `offer_db.steps_file` reads the steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from offer_db.step_times import BirthRange, DaysOfYear, LifeMonths, SchoolDates, Window, add_months, windows

SOON_MONTHS: Final = 6
NEAR_END_MONTHS: Final = 12


class StepState(StrEnum):
    """How near a step is."""

    JETZT = "jetzt"
    BALD = "bald"
    SPAETER = "spaeter"


@dataclass(frozen=True)
class Source:
    """Where a rule stands: address, date of the text ("" if unknown), what it says."""

    address: str
    as_of: str
    says: str


@dataclass(frozen=True)
class Step:
    """One thing for parents to do or to know.

    Attributes:
        time: when; `birthdays` restricts the step to children born on these days of the year.
        deadline: German sentence about the hard limit, or "".
        bring: what to bring along.
        offers: ids of offers, the most helpful first.
        topics: keys of topics; `need` is one of the 17 needs.
        certain: False: the parent should ask whether it still holds.
        valid_from, valid_to: while the rule behind it holds; windows are cut to this time.
        verified_on: when the Familienbüro checked it.
    """

    id: str
    title: str
    text: str
    time: LifeMonths | SchoolDates
    birthdays: DaysOfYear | None
    deadline: str
    bring: tuple[str, ...]
    offers: tuple[str, ...]
    topics: tuple[str, ...]
    need: str
    sources: tuple[Source, ...]
    certain: bool
    valid_from: date | None
    valid_to: date | None
    verified_on: date | None


@dataclass(frozen=True)
class PlannedStep:
    """A step of one child.

    Attributes:
        start: first day on which the step may be open.
        end: last day on which it may be open.
        exact: True if step, start and end are the same for every possible day of birth.
    """

    step: Step
    start: date
    end: date
    state: StepState
    exact: bool


def plan(steps: Iterable[Step], birth: BirthRange, today: date, limit: int = 5) -> tuple[PlannedStep, ...]:
    """The next steps, most urgent first, at most `limit`.

    First what is open now and may end within a year, by its end; then what opens within six months, by its start; then
    what stays open for years; then what comes later. Open now means perhaps open, if the birth is not known exactly.
    What is over for every possible birth is left out.
    """
    planned = (found for step in steps if (found := _planned(step, birth, today)))
    return tuple(sorted(planned, key=lambda found: _urgency(found, birth, today))[:limit])


def _planned(step: Step, birth: BirthRange, today: date) -> PlannedStep | None:
    possible = _windows(step, birth)
    # Between two possible school years a step is not open: the one that is over must not make it look so.
    ahead = [window for window in possible if window.end >= today]
    if not ahead:
        return None
    start, end = ahead[0].start, max(window.end for window in ahead)
    ends_of_range = (BirthRange(birth.earliest, birth.earliest), BirthRange(birth.latest, birth.latest))
    exact = len(possible) == 1 and all(_windows(step, born) == possible for born in ends_of_range)
    return PlannedStep(step, start, end, _state(start, today), exact)


def _windows(step: Step, birth: BirthRange) -> list[Window]:
    cut = (
        Window(max(window.start, step.valid_from or date.min), min(window.end, step.valid_to or date.max))
        for window in windows(step.time, step.birthdays, birth)
    )
    return sorted(window for window in cut if window.start <= window.end)


def _state(start: date, today: date) -> StepState:
    if start <= today:
        return StepState.JETZT
    return StepState.BALD if start <= add_months(today, SOON_MONTHS) else StepState.SPAETER


def _urgency(planned: PlannedStep, birth: BirthRange, today: date) -> tuple[int, date, date]:
    if planned.state != StepState.JETZT:
        return 1 if planned.state == StepState.BALD else 3, planned.start, planned.end
    # A year of possible births must not make a step that ends soon look like one that stays open.
    first_end = max(planned.end - (birth.latest - birth.earliest), today)
    return 0 if first_end <= add_months(today, NEAR_END_MONTHS) else 2, first_end, planned.end

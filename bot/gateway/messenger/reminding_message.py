"""The words of a reminder: all a person wanted to be reminded of this week, in one message with a "Stopp". Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, Final

from babel.dates import format_date

import texts
from bot.gateway.messenger.choosing import way
from bot.gateway.messenger.commands import STOP
from bot.gateway.messenger.composing import OWN
from bot.gateway.messenger.platform import Abilities, Button, Buttons, Part
from bot.memory.messaging.reminders import ReminderRow
from offer_db.opening import TIMEZONE
from offer_db.steps import PlannedStep, Step
from texts import Texts

#: WhatsApp takes 800 in a template, and cuts the rest; the way to stop stands at the end.
MOST_CHARACTERS: Final = 700


class Detail(Enum):
    """How much is said of each step; the most first, of which as much is taken as fits."""

    WHOLE = auto()
    TIME = auto()
    TITLE = auto()


@dataclass(frozen=True)
class Remembered:
    """What is kept of a step until its day; the sentence is made of it then, with the step's text of that time.

    Attributes:
        step_id, title: of the step; the title is for the case that there is no such step any more.
        start, end: its time for this child.
        exact: see `PlannedStep`.
    """

    step_id: str
    title: str
    start: date
    end: date
    exact: bool

    @classmethod
    def of(cls, planned: PlannedStep) -> Remembered:
        """Of a step of a plan."""
        return cls(planned.step.id, planned.step.title, planned.start, planned.end, planned.exact)

    @property
    def key(self) -> str:
        """The same for the same step and time: two children have two reminders, one child tapped twice has one."""
        return f"{self.step_id} {self.start} {self.end}"

    def to_json(self) -> dict[str, Any]:
        """What is sealed."""
        return {
            "step": self.step_id,
            "title": self.title,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "exact": self.exact,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Remembered:
        """The way back."""
        start, end = date.fromisoformat(data["start"]), date.fromisoformat(data["end"])
        return cls(data["step"], data["title"], start, end, data["exact"])


def reminder(
    rows: Sequence[ReminderRow],
    steps: Mapping[str, Step],
    now: datetime,
    abilities: Abilities,
    count: Callable[[str], int] = len,
) -> Part:
    """The message of one person.

    Args:
        rows: at least one; `details` as `Remembered.to_json`.
        steps: all steps of today, by id.
        now: aware.
        abilities, count: of the platform.
    """
    spoken = texts.load(rows[0].language)
    today = now.astimezone(TIMEZONE).date()
    wanted = [Remembered.from_json(row.details) for row in rows]
    most = min(MOST_CHARACTERS, abilities.characters)
    for detail in Detail:
        text = _written([_line(one, steps.get(one.step_id), today, spoken, detail) for one in wanted], spoken)
        if count(text) <= most:
            break
    label = spoken.phrase("messenger_stopp")
    as_button = way([label], abilities) is Buttons.NATIVE
    return Part(text, (Button(f"{OWN}{STOP}", label),) if as_button else (), unasked=True)


def exact_day(day: date, spoken: Texts) -> str:
    """A day, e.g. "12. Mai 2027"."""
    return format_date(day, "long", locale=spoken.locale)


def _written(lines: Sequence[str], spoken: Texts) -> str:
    end = spoken.phrase("messenger_erinnerung_ende")
    return "\n".join([spoken.phrase("messenger_erinnerung"), *lines, spoken.phrase("messenger_erinnerung_hilfe"), end])


def _line(one: Remembered, step: Step | None, today: date, spoken: Texts, detail: Detail) -> str:
    if detail is Detail.TITLE:
        return spoken.phrase("messenger_erinnerung_titel", titel=one.title)
    if step is None or (step.valid_to is not None and step.valid_to < today):
        return spoken.phrase("messenger_erinnerung_geaendert", titel=one.title)
    if one.end < today:
        return spoken.phrase("messenger_erinnerung_spaet", titel=step.title)
    if one.start > today:
        time = spoken.phrase("schritt_ab", von=_day(one.start, one, spoken))
    else:
        time = spoken.phrase("schritt_jetzt_bis", bis=_day(one.end, one, spoken))
    if detail is Detail.TIME:
        return spoken.phrase("messenger_erinnerung_zeit", titel=step.title, zeit=time)
    sentences = [spoken.phrase("schritt", titel=step.title, zeit=time, text=step.text)]
    if step.deadline:
        sentences.append(spoken.phrase("schritt_frist", frist=step.deadline))
    if not step.certain:
        sentences.append(spoken.phrase("schritt_unsicher"))
    return " ".join(sentences)


def _day(day: date, one: Remembered, spoken: Texts) -> str:
    """The day where it is certain, else only the month."""
    return exact_day(day, spoken) if one.exact else format_date(day, "MMMM yyyy", locale=spoken.locale)

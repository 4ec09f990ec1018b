"""Reads the steps that staff keep in data/gifhorn/uebergaenge.yml, and says in German what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from offer_db.errors import OfferDbError
from offer_db.step_times import DaysOfYear, LifeMonths, SchoolDates, SchoolEvent
from offer_db.steps import Source, Step
from offer_db.vocabulary import AGE_MAX_MONTHS, AGE_MIN_MONTHS, NEEDS
from offer_db.yaml_fields import Fields, FieldWrong, read_fields

STEPS_FILE: Final = Path(__file__).parents[1] / "data" / "gifhorn" / "uebergaenge.yml"
_BIRTH: Final = "geburt"
_MAX_YEARS: Final = 10
_ID = re.compile(r"[a-z][a-z0-9_]*")
_WEB_ADDRESS = re.compile(r"https?://\S+")


class StepsFileInvalid(OfferDbError):
    """A file of steps that cannot be used.

    Attributes:
        problems: one German sentence each, naming step and field.
    """

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{name}, {problem}" for problem in problems))


def load_steps(path: Path = STEPS_FILE) -> tuple[Step, ...]:
    """All steps, in the order of the file.

    Raises:
        StepsFileInvalid: unreadable, or fields are missing, unknown or wrong; names the first one of every step.
    """
    try:
        file = read_fields(path)
        entries = file.entries("schritte")
        if file.day("stand") is None:
            raise file.wrong("stand", "fehlt.")
        file.finish()
    except FieldWrong as wrong:
        raise StepsFileInvalid(path.name, [str(wrong)]) from wrong
    steps: dict[str, Step] = {}
    problems = []
    for number, entry in enumerate(entries, 1):
        name = entry.values.get("id") or f"Nr. {number}"
        try:
            step = _step(Fields(entry.values))
            if step.id in steps:
                raise FieldWrong("id", "steht zweimal in der Datei.")
        except FieldWrong as wrong:
            problems.append(f"Schritt „{name}“, {wrong}")
        else:
            steps[step.id] = step
    if problems:
        raise StepsFileInvalid(path.name, problems)
    return tuple(steps.values())


def _step(fields: Fields) -> Step:
    step = Step(
        id=_matching(fields, "id", _ID, "Erlaubt sind kleine Buchstaben a–z, Ziffern und Unterstriche."),
        title=fields.text("titel"),
        text=fields.text("text"),
        time=_time(fields.entry("zeit")),
        birthdays=_days(fields.entry("nur_geburtstag")) if "nur_geburtstag" in fields else None,
        deadline=fields.text("frist", required=False),
        bring=fields.texts("mitbringen"),
        offers=fields.texts("angebote"),
        topics=fields.texts("themen"),
        need=fields.choice("bedarf", {need: need for need in NEEDS}),
        sources=tuple(_source(source) for source in fields.entries("quellen")),
        certain=fields.choice("sicher", {"ja": True, "nein": False}),
        valid_from=fields.day("gueltig_ab"),
        valid_to=fields.day("gueltig_bis"),
        verified_on=fields.day("geprueft_am"),
    )
    fields.values.pop("nur_geburtstag", None)  # written, but left empty
    fields.finish()
    if step.valid_from and step.valid_to and step.valid_from > step.valid_to:
        raise fields.wrong("gueltig_bis", "liegt vor „gueltig_ab“.")
    return step


def _time(fields: Fields) -> LifeMonths | SchoolDates:
    event = fields.choice("bezug", {_BIRTH: None, **{event.value: event for event in SchoolEvent}})
    if event is not None:
        return SchoolDates(event, fields.number("jahr", -_MAX_YEARS, _MAX_YEARS), _days(fields))
    first, last = (fields.number(name, AGE_MIN_MONTHS, AGE_MAX_MONTHS) for name in ("von_monat", "bis_monat"))
    fields.finish()
    if first > last:
        raise fields.wrong("bis_monat", "liegt vor „von_monat“.")
    return LifeMonths(first, last)


def _days(fields: Fields) -> DaysOfYear:
    days = DaysOfYear(fields.day_of_year("von"), fields.day_of_year("bis"))
    fields.finish()
    return days


def _source(fields: Fields) -> Source:
    source = Source(
        address=_matching(fields, "adresse", _WEB_ADDRESS, "Hier steht eine Adresse mit https:// oder http://."),
        as_of=fields.text("stand", required=False),
        says=fields.text("sagt"),
    )
    fields.finish()
    return source


def _matching(fields: Fields, name: str, form: re.Pattern[str], reason: str) -> str:
    text = fields.text(name)
    if not form.fullmatch(text):
        raise fields.wrong(name, reason)
    return text

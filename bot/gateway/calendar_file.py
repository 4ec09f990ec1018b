"""Steps as an iCalendar file: one all-day event each, with what a parent needs on that day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from icalendar import TRANSP, Alarm, Calendar, Event

from offer_db.records import Offer
from offer_db.steps import PlannedStep

_DAY: Final = timedelta(days=1)
#: Seven days before, at nine o'clock: an all-day event begins at midnight, and nobody wants to be woken then.
_REMINDER: Final = timedelta(days=-7, hours=9)
_EVENTS: Final = UUID("5f0b8f1c-6c0e-4a53-9a8e-0d2f4f1f3c77")
_PRODUCT: Final = "-//Lotte//Naechste Schritte//DE"
_NAME: Final = "Lotte: nächste Schritte"


def calendar_file(entries: Iterable[tuple[PlannedStep, Offer | None]], now: datetime) -> bytes:
    """The file, UTF-8, German.

    Args:
        entries: steps, each with the offer whose address and telephone number stand in the event.
        now: aware, local time; a step that is open already stands on today, where a parent will see it.
    """
    calendar = Calendar.new(prodid=_PRODUCT, name=_NAME, language="de", calscale="GREGORIAN", uid=str(_EVENTS))
    # All-day events have no time zone of their own; programs that want one for the reminder take this.
    calendar.add("X-WR-TIMEZONE", "Europe/Berlin")
    for planned, offer in entries:
        calendar.add_component(_event(planned, offer, now))
    return bytes(calendar.to_ical())


def _event(planned: PlannedStep, offer: Offer | None, now: datetime) -> Event:
    day = max(planned.start, now.date())
    event = Event.new(
        uid=_uid(planned),
        stamp=now,
        start=day,
        end=day + _DAY,
        summary=planned.step.title,
        description="\n".join(_lines(planned, offer)),
        transparency=TRANSP.TRANSPARENT,
    )
    event.add_component(Alarm.new_display(f"Bald: {planned.step.title}", _REMINDER))
    return event


def _uid(planned: PlannedStep) -> str:
    """The same for every file with this step and window, so that a second import changes the event and doubles none."""
    return str(uuid5(_EVENTS, f"{planned.step.id} {planned.start} {planned.end}"))


def _lines(planned: PlannedStep, offer: Offer | None) -> list[str]:
    step = planned.step
    about = "" if planned.exact else "ungefähr "
    lines = [step.text, f"Zeit: {about}{_german(planned.start)} bis {_german(planned.end)}."]
    if step.deadline:
        lines.append(f"Frist: {step.deadline}")
    if step.bring:
        lines.append(f"Mitbringen: {'; '.join(step.bring)}.")
    if offer is not None:
        lines.append(f"Hier hilft man Ihnen: {_contact(offer)}")
    if not step.certain:
        lines.append("Das kann sich ändern. Bitte fragen Sie vorher nach.")
    return lines


def _contact(offer: Offer) -> str:
    where = f"{offer.address}, {offer.postcode} {offer.town}".strip(", ") if offer.address else ""
    phone = f"Telefon {offer.phone}" if offer.phone else ""
    return ", ".join(part for part in (offer.title, where, phone) if part)


def _german(day: date) -> str:
    return f"{day:%d.%m.%Y}"

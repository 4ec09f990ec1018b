"""Asking for reminders: a button below a plan of next steps, the question for the step, the promise, and "Stopp"."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from aiohttp import web
from babel.dates import format_date

import texts
from bot.gateway.answers import plain
from bot.gateway.chat import SETTINGS
from bot.gateway.errors import ApiError
from bot.gateway.messenger.keys import MESSENGERS, POSTBOX, REMINDERS
from bot.gateway.messenger.own import Told
from bot.gateway.messenger.people import Person
from bot.gateway.messenger.reminding_buttons import (
    ButtonWrong,
    ask_id,
    asked_plan,
    chosen_birth,
    chosen_step,
    keep_id,
    shown_plan,
)
from bot.gateway.messenger.reminding_days import last_moment, moment_on, reminding_day, sent_at
from bot.gateway.messenger.reminding_message import Remembered, exact_day
from offer_db.errors import OfferDbError
from offer_db.opening import TIMEZONE
from offer_db.steps import Step, plan
from offer_db.steps_file import load_steps

#: Of one person; so many steps still fit into one message.
MOST: Final = 10
#: Tells the time, aware.
CLOCK: web.AppKey[Callable[[], datetime]] = web.AppKey("clock")


class TooMany(Exception):
    """This person has as many reminders as they may."""


def with_button(app: web.Application, person: Person, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """An answer of the chat contract with "Erinnern Sie mich" below each plan of next steps."""
    if not _can_remind(app, person):
        return body
    label = texts.load(person.chosen or body["language"]).phrase("messenger_erinnern")
    messages = []
    for message in body["messages"]:
        if shown := shown_plan(message, app[SETTINGS].secret or ""):
            button = {"id": ask_id(shown), "label": label}
            message = {**message, "buttons": [*message["buttons"], button]}
        messages.append(message)
    return {**body, "messages": messages}


async def ask_which(app: web.Application, person: Person, argument: str) -> Told | None:
    """ "Erinnern Sie mich" was tapped: says what would be kept, and asks for the step.

    Raises:
        ApiError: 400, no button of ours; 503, the steps cannot be read.
    """
    if not _can_remind(app, person):
        return None
    spoken, today = texts.load(person.language), _today(app)
    try:
        shown = asked_plan(argument)
    except ButtonWrong as error:
        raise ApiError(400, "auswahl", "fehler_auswahl") from error
    steps = (await _all_steps()).values()
    choices = []
    for planned in plan(steps, shown.birth, today, shown.steps):
        if day := reminding_day(planned, shown.birth, today):
            in_short = format_date(day, "medium", locale=spoken.locale)
            label = spoken.phrase("messenger_erinnern_wahl", titel=planned.step.title, tag=in_short)
            choices.append({"id": keep_id(shown.birth, planned), "label": label})
    if not choices:
        return Told([plain(spoken.phrase("messenger_erinnern_vorbei"))])
    question = f"{spoken.phrase('messenger_erinnern_speichern')}\n{spoken.phrase('messenger_erinnern_frage')}"
    return Told([{**plain(question), "buttons": choices}])


async def keep(app: web.Application, person: Person, argument: str) -> Told | None:
    """A step was tapped: keeps it and confirms the day. Nothing is promised that is not kept.

    Raises:
        ApiError: 400, no button of ours; 503, the steps cannot be read.
        MemoryUnavailable: it is not kept.
    """
    if not _can_remind(app, person):
        return None
    spoken, today = texts.load(person.language), _today(app)
    steps = (await _all_steps()).values()
    try:
        birth = chosen_birth(argument)
        planned = chosen_step(argument, plan(steps, birth, today, len(steps)))
    except ButtonWrong as error:
        raise ApiError(400, "auswahl", "fehler_auswahl") from error
    day = reminding_day(planned, birth, today) if planned else None
    if planned is None or day is None:
        return Told([plain(spoken.phrase("messenger_erinnern_vorbei"))])
    remembered = Remembered.of(planned)
    try:
        sent_on = await asyncio.to_thread(_keep, app, person, remembered, day)
    except TooMany:
        return Told([plain(spoken.phrase("messenger_erinnern_zu_viele", zahl=MOST))])
    if sent_on is None:
        return Told([plain(spoken.phrase("messenger_erinnern_vorbei"))])
    values = {"tag": exact_day(sent_on, spoken), "titel": planned.step.title}
    return Told([plain(spoken.phrase("messenger_erinnern_gemerkt", **values))])


async def stop(app: web.Application, person: Person, argument: str) -> Told:
    """/stopp, "Stopp" or its button: all reminders of this person are deleted.

    Raises:
        MemoryUnavailable: they are not.
    """
    stopped = await asyncio.to_thread(app[REMINDERS].stop, person.key)
    said = texts.load(person.language).phrase("messenger_stopp_gut" if stopped else "messenger_stopp_nichts")
    return Told([plain(said)])


def _keep(app: web.Application, person: Person, remembered: Remembered, day: date) -> date | None:
    """The day on which it is sent, as things stand now; None: too late, and nothing is kept."""
    reminders, due_at = app[REMINDERS], moment_on(day).timestamp()
    others = [row.due_at for row in reminders.of(person.key) if row.step_id != remembered.key]
    if len(others) >= MOST:
        raise TooMany
    earliest = reminders.add(
        person.key,
        person.platform,
        chat=person.chat,
        step_id=remembered.key,
        due_at=due_at,
        language=person.language,
        deadline_at=last_moment(remembered.end).timestamp(),
        details=remembered.to_json(),
    )
    if earliest is None:
        return None
    last = app[POSTBOX].state(person.key).reminded_at
    return sent_at(due_at, others, last).date()


def _can_remind(app: web.Application, person: Person) -> bool:
    """Not in groups: what somebody's child is due for is nobody else's business, however long ago it was asked."""
    return not person.in_group and app[MESSENGERS][person.platform].abilities.can_remind


def _today(app: web.Application) -> date:
    return app[CLOCK]().astimezone(TIMEZONE).date()


async def _all_steps() -> Mapping[str, Step]:
    """All steps by id.

    Raises:
        ApiError: 503, they cannot be read.
    """
    try:
        return await asyncio.to_thread(steps_by_id)
    except OfferDbError as error:
        raise ApiError(503, "stoerung", "stoerung") from error


@lru_cache(maxsize=1)
def steps_by_id() -> Mapping[str, Step]:
    """All steps, read once.

    Raises:
        OfferDbError: they cannot be read.
    """
    return {step.id: step for step in load_steps()}

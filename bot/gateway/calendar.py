"""The next steps for a parent's own calendar: GET /kalender/{token}.ics.

The token says which steps and when the child was born. The gateway signs it and stores nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

import texts
from bot.gateway.calendar_file import calendar_file
from bot.gateway.offers import OFFERS, Offers
from bot.settings import Settings
from offer_db.opening import TIMEZONE
from offer_db.records import Offer
from offer_db.step_times import BirthRange
from offer_db.steps import PlannedStep, Step, plan
from offer_db.steps_file import STEPS_FILE, load_steps

TOKEN_SECONDS: Final = 24 * 60 * 60
_SALT: Final = "lotte-kalender"


class CalendarGone(Exception):
    """A calendar that never was (404) or is no longer to be had (410)."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def links(message: Mapping[str, Any], secret: str) -> list[dict[str, str]]:
    """The field `links` of a message in the chat contract: [{"label", "href"}], empty without a calendar.

    Args:
        message: from the channel; its `calendar` is {"birth": [first, last], "steps": [ids], "label"}, if it has one.
        secret: of this installation.
    """
    calendar = message.get("calendar")
    if not calendar:
        return []
    first, last = (date.fromisoformat(day) for day in calendar["birth"])
    href = calendar_path(secret, BirthRange(first, last), calendar["steps"])
    return [{"label": calendar["label"], "href": href}]


def calendar_path(secret: str, birth: BirthRange, step_ids: Sequence[str]) -> str:
    """The address of the calendar file with these steps; good for a day."""
    token = signer(secret).dumps([birth.earliest.isoformat(), birth.latest.isoformat(), *step_ids])
    return f"/kalender/{token}.ics"


class Calendars:
    """Makes the files. Steps and offers are opened with the first one: neither can keep the chat from starting."""

    def __init__(self, secret: str, offers: Offers, steps_file: Path = STEPS_FILE) -> None:
        """`secret` is the one the tokens were signed with."""
        self._secret = secret
        self._offers = offers
        self._steps_file = steps_file
        self._steps: tuple[Step, ...] = ()

    def file(self, token: str, now: datetime) -> bytes:
        """The calendar file; `now` is aware. Reads files and the database, so it blocks.

        Raises:
            CalendarGone: the token is forged (404) or too old (410), or all of its steps are over (410).
            OfferDbError: steps or offers cannot be read.
        """
        birth, step_ids = self._read(token)
        self._steps = self._steps or load_steps(self._steps_file)
        today = now.astimezone(TIMEZONE).date()
        planned = plan((step for step in self._steps if step.id in step_ids), birth, today, limit=len(step_ids))
        if not planned:
            raise CalendarGone(410)
        return calendar_file([(step, self._contact(step)) for step in planned], now.astimezone(TIMEZONE))

    def _read(self, token: str) -> tuple[BirthRange, frozenset[str]]:
        try:
            first, last, *step_ids = signer(self._secret).loads(token, max_age=TOKEN_SECONDS)
        except SignatureExpired as error:
            raise CalendarGone(410) from error
        except BadData as error:
            raise CalendarGone(404) from error
        return BirthRange(date.fromisoformat(first), date.fromisoformat(last)), frozenset(step_ids)

    def _contact(self, planned: PlannedStep) -> Offer | None:
        """The first linked offer that families may see today, and where they can go or call."""
        offers = self._offers.directory.shown(planned.step.offers)
        return next((offer for offer in offers if offer.address or offer.phone), None)


CALENDARS: web.AppKey[Calendars] = web.AppKey("calendars", Calendars)


def add_calendar(app: web.Application, settings: Settings) -> None:
    """Gives the application the address."""
    app[CALENDARS] = Calendars(settings.secret or "", app[OFFERS])
    app.router.add_get("/kalender/{token}.ics", calendar)


async def calendar(request: web.Request) -> web.Response:
    """GET /kalender/{token}.ics; a parent reads the answer in the browser, so an error is a sentence, no object."""
    headers = {"Cache-Control": "no-store"}
    try:
        body = await asyncio.to_thread(request.app[CALENDARS].file, request.match_info["token"], datetime.now(TIMEZONE))
    except CalendarGone as gone:
        return web.Response(text=texts.load().phrase("kalender_abgelaufen"), status=gone.status, headers=headers)
    # "inline": telephones then ask at once whether to add the events; browsers that cannot, save the file by its name.
    headers["Content-Disposition"] = 'inline; filename="lotte-naechste-schritte.ics"'
    return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)


def signer(secret: str) -> URLSafeTimedSerializer:
    """Signs and reads the tokens; `secret` is this installation's."""
    return URLSafeTimedSerializer(secret, salt=_SALT)

"""The buttons of reminders: they say themselves which child and step is meant, so nothing is kept for them. Pure.

Platforms take twenty characters, so days and steps are packed. Whoever makes up such a button fools nobody but
themselves: it says no more than a parent could write.
"""

from __future__ import annotations

import binascii
import hashlib
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from itsdangerous import BadData

from bot.gateway.calendar import signer as calendar_signer
from bot.gateway.messenger.composing import OWN
from offer_db.step_times import BirthRange
from offer_db.steps import PlannedStep

ASK: Final = "erinnern"
KEEP: Final = "merke"
_EPOCH: Final = date(1970, 1, 1)
#: Days since 1970 and days of the range; then how many steps the plan had, or which step it is.
_PLAN: Final = struct.Struct(">HHB")
_STEP: Final = struct.Struct(">HH3s")
_CALENDAR, _FILE = "/kalender/", ".ics"


class ButtonWrong(Exception):
    """Nothing we made."""


@dataclass(frozen=True)
class ShownPlan:
    """A plan of next steps as it was shown.

    Attributes:
        birth: of the child.
        steps: how many there were.
    """

    birth: BirthRange
    steps: int


def shown_plan(message: Mapping[str, Any], secret: str) -> ShownPlan | None:
    """The plan of a message of the chat contract, if it is one: its link to the calendar file tells.

    Args:
        message: of the contract.
        secret: of this installation.
    """
    for link in message.get("links") or []:
        path = str(link["href"])
        if path.startswith(_CALENDAR) and path.endswith(_FILE):
            token = path.removeprefix(_CALENDAR).removesuffix(_FILE)
            try:
                first, last, *step_ids = calendar_signer(secret).loads(token)
            except BadData:
                continue
            return ShownPlan(BirthRange(date.fromisoformat(first), date.fromisoformat(last)), len(step_ids))
    return None


def ask_id(plan: ShownPlan) -> str:
    """Id of "Erinnern Sie mich" below a plan."""
    return f"{OWN}{ASK}:{_packed(_PLAN.pack(*_days(plan.birth), plan.steps))}"


def asked_plan(argument: str) -> ShownPlan:
    """The plan below which "Erinnern Sie mich" was tapped.

    Raises:
        ButtonWrong: see there.
    """
    first, days, steps = _unpacked(_PLAN, argument)
    return ShownPlan(_birth(first, days), steps)


def keep_id(birth: BirthRange, planned: PlannedStep) -> str:
    """Id of the button of one step."""
    return f"{OWN}{KEEP}:{_packed(_STEP.pack(*_days(birth), _mark(planned.step.id)))}"


def chosen_birth(argument: str) -> BirthRange:
    """Whose step was tapped.

    Raises:
        ButtonWrong: see there.
    """
    first, days, _ = _unpacked(_STEP, argument)
    return _birth(first, days)


def chosen_step(argument: str, planned: Iterable[PlannedStep]) -> PlannedStep | None:
    """Which of these steps was tapped; None: it is over, or there is no such step any more.

    Raises:
        ButtonWrong: see there.
    """
    _, _, mark = _unpacked(_STEP, argument)
    return next((one for one in planned if _mark(one.step.id) == mark), None)


def _days(birth: BirthRange) -> tuple[int, int]:
    return (birth.earliest - _EPOCH).days, (birth.latest - birth.earliest).days


def _birth(first: int, days: int) -> BirthRange:
    earliest = _EPOCH + timedelta(days=first)
    return BirthRange(earliest, earliest + timedelta(days=days))


def _mark(step_id: str) -> bytes:
    return hashlib.sha256(step_id.encode()).digest()[:3]


def _packed(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _unpacked(form: struct.Struct, argument: str) -> tuple[Any, ...]:
    try:
        return form.unpack(urlsafe_b64decode(argument + "=" * (-len(argument) % 4)))
    except (struct.error, binascii.Error, ValueError) as error:
        raise ButtonWrong(argument) from error

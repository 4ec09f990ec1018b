"""What the gateway itself answers in a messenger, without the dialogue: commands and buttons that begin with "own:".

Others add theirs here (wiring.py): handing over to the web, reminders.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.gateway.messenger.people import Person


@dataclass(frozen=True)
class Told:
    """An own answer.

    Attributes:
        messages: as in the chat contract ({"text", "buttons", "offers"}); a button's id may be "own:<name>:<argument>".
        language: the person has chosen it; "" for: as I write; None: nothing has changed.
        spoken: the language of the messages, for what is put around them; None: the person's.
    """

    messages: list[dict[str, Any]]
    language: str | None = None
    spoken: str | None = None


#: (application, who asks, what stands behind the name) → answer. What stands there was typed by anybody: check it.
#: None: not for me; a command then is answered with what Lotte can do. Raises ApiError as the chat core does.
OwnAnswer = Callable[[web.Application, Person, str], Awaitable[Told | None]]
#: (person, body of the chat contract) → the same with something added, e.g. a button below a plan of next steps.
Addition = Callable[[Person, Mapping[str, Any]], Mapping[str, Any]]


@dataclass
class OwnAnswers:
    """Who answers what.

    Attributes:
        answers: by the name of a command or of an own button: "stopp", "web", "erinnern"; "code": /start with one.
        additions: to every answer of the dialogue, in this order; not in danger.
    """

    answers: dict[str, OwnAnswer] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)


OWN_ANSWERS: web.AppKey[OwnAnswers] = web.AppKey("own_answers", OwnAnswers)

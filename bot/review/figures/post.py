"""What became of the messengers' post, for the page of figures: messages, nobody's words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.memory.messaging.counts import What
from bot.review.conversations.names import channel_name
from bot.review.shell import whole

#: Heading → what is counted under it, and what that means.
HEADINGS: Final[Mapping[str, tuple[What, str]]] = {
    "empfangen": (What.RECEIVED, "Nachrichten, die angekommen sind."),
    "beantwortet": (What.ANSWERED, "Davon hat Lotte so viele erledigt."),
    "gesendet": (What.SENT, "Teile von Antworten und Erinnerungen, die der Messenger angenommen hat."),
    "doppelt": (What.DUPLICATE, "Schon einmal angekommen; nicht noch einmal beantwortet."),
    "abgewiesen": (What.REFUSED, "Ohne gültiges Geheimnis: Das kam nicht vom Messenger."),
    "zu alt": (What.TOO_OLD, "Mehr als einen Tag unterwegs; nicht mehr beantwortet."),
    "später": (What.LATER, "So oft hat der Messenger eine Antwort nicht gleich angenommen."),
    "nicht zustellbar": (What.UNDELIVERABLE, "Antworten, die der Messenger gar nicht annimmt."),
    "aufgegeben": (What.GIVEN_UP, "Mehrmals versucht, dann ohne Antwort beiseitegelegt. Bitte dem Betrieb melden."),
    "unlesbar": (What.UNREADABLE, "War nicht zu lesen, oder LOTTE_SECRET wurde inzwischen geändert."),
}


@dataclass(frozen=True)
class PostLine:
    """One messenger: its name, and the numbers in the order of `HEADINGS`, as they are read."""

    name: str
    numbers: tuple[str, ...]


def post_lines(counted: Mapping[str, Mapping[str, int]]) -> tuple[PostLine, ...]:
    """A line for each messenger that was used; `counted` as of `bot.memory.messaging.counts.between`."""
    return tuple(
        PostLine(channel_name(platform), tuple(whole(numbers.get(what, 0)) for what, _ in HEADINGS.values()))
        for platform, numbers in counted.items()
    )

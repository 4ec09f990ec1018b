"""Somebody with a messenger instead of a browser, with the interface of `tests.running.Parent`.

A messenger shows no situation and says little of what it understood: that is read from Lotte's memory. Sentences,
offers, links and choices are read from what arrived on the telephone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.memory.messaging.records import PersonState
from offer_db.records import Municipality
from tests.messenger.memory_view import MemoryView, wait_until
from tests.messenger.reading import PARAGRAPH, Answer, read
from tests.messenger.wires import Shown, Wire
from tests.running import RunningLotte

ANSWER_SECONDS: Final = 60.0


class MessengerParent:
    """See `tests.running.Parent`.

    Attributes:
        wire: the person's telephone.
        last: the answer to the last message, in the form of the chat contract as far as a messenger shows it.
    """

    def __init__(self, wire: Wire, memory: MemoryView, public_url: str, places: Mapping[str, Municipality]) -> None:
        """`places`: municipalities by key; whoever corrects the place shares a location there."""
        self.wire = wire
        self.last: dict[str, Any] = {}
        self._memory = memory
        self._public_url = public_url
        self._places = places
        self._shown: list[Shown] = []
        self._language: str | None = None

    @property
    def language(self) -> str | None:
        """That was asked for with /sprache."""
        return self._language

    @language.setter
    def language(self, code: str | None) -> None:
        if code is not None and code != self._language:
            self._after(lambda: self.wire.say(f"/sprache {code}"))
        self._language = code

    def say(self, text: str) -> dict[str, Any]:
        return self._turn(lambda: self.wire.say(text))

    def tap(self, label: str) -> dict[str, Any]:
        """Taps a choice of the last answer by its whole label, or answers with its number."""
        choices = [(message, id, whole) for message in self._shown for id, whole in self._choices(message)]
        found = [(message, id) for message, id, whole in reversed(choices) if whole == label]
        if found:
            return self._turn(lambda: self.wire.tap(*found[0]))
        number = self._read(self._shown).numbered.index(label) + 1
        return self._turn(lambda: self.wire.say(str(number)))

    def change(self, field: str, index: int = 0, value: str | None = None) -> dict[str, Any]:
        """Shares a location in another municipality; nothing else can be corrected by a tap here."""
        assert (field, index) == ("place", 0), "no chips in a messenger"
        assert value is not None, "a place can only be given"
        place = self._places[value]
        return self._turn(lambda: self.wire.share_place(place.latitude, place.longitude))

    def _turn(self, send: Callable[[], None]) -> dict[str, Any]:
        before = len(self._memory.turns(self.wire))
        self._shown = self._after(send)
        told = len(self._memory.turns(self.wire))
        assert told in (before + 1, 0), f"Rasa was told of {told - before} messages instead of one"
        self.last = self._contract(self._read(self._shown))
        return self.last

    def _after(self, send: Callable[[], None]) -> list[Shown]:
        """Sends something and returns all that came of it."""
        row, seen = self._memory.person(self.wire), len(self.wire.shown())
        send()
        since = row.heard_at if row else 0.0
        wait_until(
            lambda: len(self.wire.shown()) > seen and self._memory.is_idle(self.wire, since), ANSWER_SECONDS, "answer"
        )
        return self.wire.shown()[seen:]

    def _read(self, messages: list[Shown]) -> Answer:
        return read(messages, self._public_url)

    def _contract(self, answer: Answer) -> dict[str, Any]:
        choices = [choice for message in self._shown for choice in self._choices(message)]
        choices += [("", label) for label in answer.numbered]
        message = {
            "text": PARAGRAPH.join(answer.sentences),
            "buttons": [{"id": id, "label": label} for id, label in choices],
            "offers": [{"id": id} for id in answer.offers],
            "links": [{"label": label, "href": href} for label, href in answer.links],
        }
        understood, situation = self._memory.understood(self.wire), self._memory.situation(self.wire)
        return {"messages": [message], "understood": understood, "situation": situation, "frame": answer.frame}

    def _choices(self, message: Shown) -> list[tuple[str, str]]:
        """(id, whole label) of a message's choices; what is shown of a label must be its beginning."""
        whole = _labels(self._memory.state(self.wire))
        for id, shown in message.buttons:
            assert id in whole, f"a button nobody would know: {shown}"
            is_cut = shown.endswith("…") and whole[id].startswith(shown[:-1].rstrip())
            assert is_cut or shown.removeprefix("✓ ") == whole[id], (shown, whole[id])
        return [(id, whole[id]) for id, _ in message.buttons]


def _labels(state: PersonState) -> dict[str, str]:
    return {button.id: button.label for button in state.buttons}


@dataclass(frozen=True)
class MessengerLotte:
    """What `tests.conversations.play` needs of a running Lotte, on one platform.

    Attributes:
        new_wire: makes a telephone of somebody nobody has heard of.
    """

    lotte: RunningLotte
    memory: MemoryView
    places: Mapping[str, Municipality]
    new_wire: Callable[[], Wire]

    def parent(self) -> MessengerParent:
        return MessengerParent(self.new_wire(), self.memory, self.lotte.settings.public_url or "", self.places)

    def let_time_pass(self, duration: timedelta) -> None:
        self.lotte.let_time_pass(duration)

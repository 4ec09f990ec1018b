"""An answer of the chat contract as messages of a messenger: short, in order, and with nothing left out. Pure.

Danger comes first, alone and at once; nothing stands before it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.gateway.corrections import NEED, TOPIC
from bot.gateway.messenger.cards import call_card, card
from bot.gateway.messenger.choosing import hint, numbered, way
from bot.gateway.messenger.platform import Abilities, Button, Buttons, Part
from bot.gateway.messenger.splitting import split
from bot.memory.messaging.records import ShownButton
from texts import Texts
from texts.cards import SEPARATOR

#: Choices of the gateway itself, not of the dialogue: "own:sprache:tr". A short one is its own id and always works.
OWN: Final = "own:"
#: Longest text above buttons, and of a part with cards: the narrowest platform takes 1,024 characters there.
MOST_WITH_BUTTONS: Final = 1000
#: What every platform takes as the id of a button.
MOST_OF_AN_ID: Final = 20
_PARAGRAPH: Final = "\n\n"


@dataclass(frozen=True)
class Manner:
    """How answers are composed for one person on one platform.

    Attributes:
        abilities: of the platform.
        texts: in the language of this answer.
        count: characters as the platform counts them.
        public_url: Lotte's own address without trailing slash, if she has one.
    """

    abilities: Abilities
    texts: Texts
    count: Callable[[str], int] = len
    public_url: str | None = None


@dataclass(frozen=True)
class Composed:
    """What is sent, and what must be known when a choice comes back.

    Attributes:
        parts: in order.
        buttons: of every choice; `choice` as the session gave it, or an own one.
        numbers: ids of the choices that stand in the text as 1, 2, 3, …
    """

    parts: tuple[Part, ...]
    buttons: tuple[ShownButton, ...]
    numbers: tuple[str, ...]


def compose(body: Mapping[str, Any], manner: Manner, before: Sequence[str] = ()) -> Composed:
    """The messages of an answer.

    Args:
        body: of the chat contract; of what the gateway says itself, `messages` alone. A button's id may be an own one.
        manner: see there.
        before: lines that stand above the first text: what was chosen by a number, what was understood. In danger they
            are left out.
    """
    pen = _Pen(manner, is_danger=is_danger(body))
    messages = list(body["messages"])
    if before and messages and not pen.is_danger:
        messages[0] = {**messages[0], "text": _PARAGRAPH.join([*before, messages[0]["text"]]).strip()}
    for message in messages:
        pen.write(message)
    return pen.finished()


def is_danger(body: Mapping[str, Any]) -> bool:
    """Whether the answer is to somebody in danger."""
    return bool((body.get("understood") or {}).get("crisis"))


def understood_line(body: Mapping[str, Any], texts: Texts) -> str | None:
    """What Lotte now believes about the family, if this message told her something and her answer does not say it.

    Args:
        body: of the chat contract.
        texts: in the language of the answer.
    """
    understood = body.get("understood") or {}
    chips = (body.get("situation") or {}).get("chips") or []
    told = any(understood.get(fact) for fact in ("children", "needs", "place"))
    said = " ".join(message["text"] for message in body["messages"])
    # "Sohn, 2 Jahre" is said by "2 Jahre"
    unsaid = {chip["field"] for chip in chips if chip["label"].rpartition(", ")[2] not in said}
    if NEED not in unsaid:  # then the topic below it need not be said
        unsaid.discard(TOPIC)
    if not told or not unsaid:
        return None
    return texts.phrase("messenger_verstanden", wofuer=SEPARATOR.join(chip["label"] for chip in chips))


@dataclass
class _Pen:
    """Writes one answer; the numbers of its choices go on from message to message."""

    manner: Manner
    is_danger: bool
    parts: list[Part] = field(default_factory=list)
    buttons: list[ShownButton] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def write(self, message: Mapping[str, Any]) -> None:
        """One message of the contract: its text, its offers, its links, its choices."""
        first = len(self.parts)
        text = _PARAGRAPH.join(line for line in (message["text"], *self._links(message)) if line)
        cards = self._cards(message)
        if self.is_danger and cards:  # "Zum Anrufen tippen:" belongs to the numbers
            text, cards = "", [f"{text}{_PARAGRAPH}{cards[0]}".strip(), *cards[1:]]
        self._say(text)
        for several in self._packed(cards):
            self._say(several)
        if message["buttons"]:
            self._offer(message["buttons"], can_join=len(self.parts) > first)

    def finished(self) -> Composed:
        """All of it; below the last number, what to do with numbers."""
        if self.numbers:
            at = next(at for at in reversed(range(len(self.parts))) if self.parts[at].show is Buttons.NUMBERS)
            words = f"{self.parts[at].text}\n{hint(len(self.numbers), self.manner.texts)}"
            self.parts[at : at + 1] = [Part(piece, show=Buttons.NUMBERS) for piece in self._split(words)]
        parts = tuple(replace(part, urgent=self.is_danger) for part in self.parts)
        return Composed(parts, tuple(self.buttons), tuple(self.numbers))

    def _say(self, text: str) -> None:
        self.parts.extend(Part(piece) for piece in self._split(text))

    def _offer(self, choices: Sequence[Mapping[str, str]], *, can_join: bool) -> None:
        """Puts choices below the last part, or below a line of their own where that would be too long."""
        labels = [choice["label"] for choice in choices]
        shown = [Button(self._keep(choice), choice["label"]) for choice in choices]
        show = way(labels, self.manner.abilities)
        if show is Buttons.NUMBERS:
            lines = numbered(labels, len(self.numbers) + 1)
            self.numbers.extend(button.id for button in shown)
            self._join_or_say(lines, can_join, self.manner.abilities.characters)
            self.parts[-1] = Part(self.parts[-1].text, show=Buttons.NUMBERS)
            return
        texts = self.manner.texts
        if not can_join:
            self._say(texts.phrase("chat_antworten"))
        elif self.manner.count(self.parts[-1].text) > MOST_WITH_BUTTONS:
            # the end of it carries the buttons
            last = self.parts.pop()
            self.parts.extend(Part(piece) for piece in split(last.text, MOST_WITH_BUTTONS, self.manner.count))
        list_label = texts.phrase("messenger_auswaehlen") if show is Buttons.LIST else ""
        self.parts[-1] = Part(self.parts[-1].text, tuple(shown), show, list_label)

    def _join_or_say(self, lines: str, can_join: bool, most: int) -> None:
        joined = f"{self.parts[-1].text}{_PARAGRAPH}{lines}" if can_join else lines
        # below the last number follows one short sentence more
        if can_join and self.manner.count(joined) + MOST_WITH_BUTTONS // 5 <= most:
            self.parts[-1] = Part(joined)
        else:
            self._say(lines)

    def _keep(self, choice: Mapping[str, str]) -> str:
        own = choice["id"].startswith(OWN) and len(choice["id"]) <= MOST_OF_AN_ID and choice["id"].isascii()
        # random: a button that still stands on somebody's screen must never mean something else later
        id = choice["id"] if own else secrets.token_hex(6)
        self.buttons.append(ShownButton(id, choice["id"], choice["label"]))
        return id

    def _cards(self, message: Mapping[str, Any]) -> list[str]:
        one = call_card if self.is_danger else card
        return [one(offer, self.manner.texts, self.manner.public_url) for offer in message["offers"]]

    def _links(self, message: Mapping[str, Any]) -> Iterator[str]:
        for link in message.get("links") or []:
            if self.manner.public_url:
                yield f"{link['label']}: {self.manner.public_url}{link['href']}"

    def _packed(self, cards: Sequence[str]) -> list[str]:
        """Several cards in one message, as many as can be read at once; a card is not torn where it need not be."""
        most = min(MOST_WITH_BUTTONS, self.manner.abilities.characters)
        packed: list[str] = []
        for one in cards:
            if packed and self.manner.count(joined := f"{packed[-1]}{_PARAGRAPH}{one}") <= most:
                packed[-1] = joined
            else:
                packed.append(one)
        return packed

    def _split(self, text: str) -> list[str]:
        return split(text, self.manner.abilities.characters, self.manner.count)

"""Whether somebody got exactly what Lotte said: nothing missing, nothing twice, in order; counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.messenger.memory_view import MemoryView
from tests.messenger.reading import read
from tests.messenger.wires import Shown, Wire


@dataclass(frozen=True)
class Account:
    """What was said on both sides, by those who heard it.

    Attributes:
        understood: the person's messages as Rasa was told of them.
        said: Lotte's sentences and the ids of her offers, by her memory.
        arrived: the same, by the person's telephone.
    """

    understood: tuple[str, ...]
    said: tuple[str, ...]
    arrived: tuple[str, ...]


def account(memory: MemoryView, wire: Wire, public_url: str, shown: Sequence[Shown] | None = None) -> Account:
    """Of a conversation that was only with the dialogue; `shown`: instead of all messages on the telephone."""
    turns = memory.turns(wire)
    said = [piece for turn in turns for piece in turn.said]
    arrived = [
        piece
        for message in (wire.shown() if shown is None else shown)
        for answer in [read([message], public_url)]
        for piece in (*answer.sentences, *answer.offers)
    ]
    return Account(tuple(turn.text for turn in turns), tuple(said), tuple(arrived))


def twice(shown: Sequence[Shown]) -> list[tuple[Shown, Shown]]:
    """Messages that came right after each other with the same words: (first, second)."""
    return [(one, other) for one, other in pairwise(shown) if one.text == other.text]

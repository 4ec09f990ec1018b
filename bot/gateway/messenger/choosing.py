"""How choices are shown: as buttons, as a list, or as numbers in the text. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.gateway.messenger.platform import Abilities, Buttons
from texts import Texts

#: So many numbers are named one by one ("1, 2 oder 3"); of more, the first and the last.
_NAMED = 3


def way(labels: Sequence[str], abilities: Abilities) -> Buttons:
    """The most comfortable way in which all labels can be told apart."""
    few, longest = len(labels), max(map(len, labels))
    if few <= abilities.native_buttons and longest <= abilities.button_characters:
        return Buttons.NATIVE
    if few <= abilities.list_rows and _distinct(labels, abilities.row_characters):
        return Buttons.LIST
    if few <= abilities.native_buttons and _distinct(labels, abilities.button_characters):
        return Buttons.NATIVE
    return Buttons.NUMBERS


def _distinct(labels: Sequence[str], characters: int) -> bool:
    """Whether labels stay different when a platform cuts them."""
    return len({label[: max(characters - 1, 0)] for label in labels}) == len(labels)


def numbered(labels: Sequence[str], first: int) -> str:
    """The choices as lines: "1. Mehr Angebote"."""
    return "\n".join(f"{number}. {label}" for number, label in enumerate(labels, first))


def hint(last: int, texts: Texts) -> str:
    """What to answer to the numbers 1 to `last`."""
    if last == 1:
        return texts.phrase("messenger_zahl")
    if last > _NAMED:
        return texts.phrase("messenger_zahlen_viele", letzte=last)
    return texts.phrase("messenger_zahlen", zahlen=", ".join(map(str, range(1, last))), letzte=last)

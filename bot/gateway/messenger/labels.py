"""Labels of buttons in the few characters a platform shows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

_MORE: Final = "…"


def utf16_units(text: str) -> int:
    """Characters as JavaScript and telephones count them: most emoji are two, and no platform counts more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(label: str, most: int, count: Callable[[str], int] = len, *, at_word: bool = True) -> str:
    """The label whole, or its beginning and "…"; `most` characters as `count` counts them.

    Args:
        label: the whole.
        most: at least 2.
        count: of a text.
        at_word: cut between two words, unless too little would be left.
    """
    if count(label) <= most:
        return label
    room = label
    while count(room) + 1 > most:
        room = room[:-1]
    words = room.rpartition(" ")[0] if label[len(room)] != " " else room
    return (words if at_word and len(words) > len(room) // 2 else room).rstrip() + _MORE


def shortened_apart(labels: Sequence[str], most: int, count: Callable[[str], int] = len) -> list[str]:
    """All of them shortened, cut inside of words where they would read the same otherwise."""
    at_words = [shortened(label, most, count) for label in labels]
    if len(set(at_words)) == len(labels):
        return at_words
    return [shortened(label, most, count, at_word=False) for label in labels]

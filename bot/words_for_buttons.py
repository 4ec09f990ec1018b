"""A parent types what a button says ("ja", "3 bis 5 Jahre") instead of tapping it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.nlu.language.hygiene import fold

#: "ja" and "nein" answer a question whose buttons begin with these words (all languages of texts/).
_YES = ("ja", "yes", "evet", "да", "так", "tak", "نعم")
_NO = ("nein", "doch kein", "no", "hayır", "нет", "ні", "nie", "لا")


def tapped_in_words(text: str, intent: str | None, buttons: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The button that was meant, or None.

    Args:
        text: what was typed.
        intent: what the text was understood as; only "ja" and "nein" matter.
        buttons: of Lotte's last answer, each with `title` and `payload`.

    Examples:
        "ja" after the buttons "Ja, alles löschen" and "Nein, behalten" → the first
    """
    typed = _plain(text)
    same = [button for button in buttons if _plain(button["title"]) == typed]
    if same:
        return same[0]
    words = {"ja": _YES, "nein": _NO}.get(intent or "")
    if words is None:
        return None
    fitting = [button for button in buttons if _begins(button["title"], words)]
    return fitting[0] if len(fitting) == 1 else None


def _begins(title: str, words: Sequence[str]) -> bool:
    """Whether a title begins with one of these words, not only with its letters ("Notruf")."""
    said = f"{_plain(title)} "
    return any(said.startswith(f"{_plain(word)} ") for word in words)


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())

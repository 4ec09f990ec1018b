"""Lotte's buttons as Telegram's inline keyboards, and back: pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.gateway.messenger.labels import shortened_apart
from bot.gateway.messenger.platform import Button, Buttons, Part

#: Most characters of a label that a phone shows in a row of its own.
LABEL_CHARACTERS: Final = 40
#: … and in half a row.
_HALF_ROW: Final = 16
_TICK: Final = "✓ "


def keyboard(part: Part) -> InlineKeyboardMarkup | None:
    """The buttons of a part; None where it has none or they stand in its text as numbers."""
    if not part.buttons or part.show is Buttons.NUMBERS:
        return None
    titles = shortened_apart([button.label for button in part.buttons], LABEL_CHARACTERS)
    shown = [Button(button.id, title) for button, title in zip(part.buttons, titles, strict=True)]
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.id) for button in row] for row in _rows(shown)]
    )


def label_of(markup: InlineKeyboardMarkup | None, choice: str) -> str:
    """What stands on the button with this id; "" if there is none."""
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            if button.callback_data == choice:
                return button.text.removeprefix(_TICK)
    return ""


def ticked(markup: InlineKeyboardMarkup | None, choice: str) -> InlineKeyboardMarkup | None:
    """The keyboard with a tick at what was chosen: Telegram itself leaves no trace of a tap in the chat.

    None if there is nothing to change.
    """
    if markup is None or not label_of(markup, choice):
        return None
    rows = [[_ticked(button, button.callback_data == choice) for button in row] for row in markup.inline_keyboard]
    changed = InlineKeyboardMarkup(rows)
    return None if changed == markup else changed


def said(label: str) -> str:
    """What Telegram shows for a moment when a button was tapped."""
    return f"{_TICK}{label}" if label else ""


def _ticked(button: InlineKeyboardButton, is_chosen: bool) -> InlineKeyboardButton:
    label = button.text.removeprefix(_TICK)
    return InlineKeyboardButton(f"{_TICK}{label}" if is_chosen else label, callback_data=button.callback_data)


def _rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """Two short ones side by side, everything else in a row of its own."""
    rows: list[list[Button]] = []
    for button in buttons:
        last = rows[-1] if rows else []
        if len(last) == 1 and max(len(last[0].label), len(button.label)) <= _HALF_ROW:
            last.append(button)
        else:
            rows.append([button])
    return rows

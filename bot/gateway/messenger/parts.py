"""A part of an answer as it waits in the database until the platform has taken it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.gateway.messenger.platform import Button, Buttons, Part


def stored(part: Part) -> dict[str, Any]:
    """The part as JSON can hold it."""
    return {
        "text": part.text,
        "buttons": [{"id": button.id, "label": button.label} for button in part.buttons],
        "show": part.show.value,
        "list_label": part.list_label,
        "unasked": part.unasked,
        "urgent": part.urgent,
    }


def restored(content: Mapping[str, Any]) -> Part:
    """The way back."""
    return Part(
        text=content["text"],
        buttons=tuple(Button(button["id"], button["label"]) for button in content["buttons"]),
        show=Buttons(content["show"]),
        list_label=content["list_label"],
        unasked=content["unasked"],
        urgent=content.get("urgent", False),  # rows of an older release have none
    )

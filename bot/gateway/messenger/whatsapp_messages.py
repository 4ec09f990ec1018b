"""What Lotte says as the WhatsApp Cloud API wants it: pure, from `Part` to the JSON of POST /<number>/messages.

Limits are Meta's: 3 buttons of 20 characters below a text of 1,024, or a list of 10 rows of 24 characters with 72 of
description, or 4,096 of text alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.gateway.messenger.labels import shortened, shortened_apart, utf16_units
from bot.gateway.messenger.platform import Button, Buttons, Part

TEXT_CHARACTERS: Final = 4096
MOST_BUTTONS: Final = 3
BUTTON_CHARACTERS: Final = 20
MOST_ROWS: Final = 10
ROW_CHARACTERS: Final = 24
_DESCRIPTION_CHARACTERS: Final = 72
_BODY_CHARACTERS: Final = 1024
#: The whole template may have 1,024; the operator's own words stand around ours.
_PARAMETER_CHARACTERS: Final = 800
_NUMBER: Final = re.compile(r"[0-9]+")
_LINE_BREAKS: Final = re.compile(r"(?P<end>[.!?:,;…]?)[ \t]*(?:\r?\n[ \t]*)+(?P<bullet>•?)")


@dataclass(frozen=True)
class Template:
    """The template the operator has had approved.

    Attributes:
        name: in WhatsApp's manager.
        language: e.g. "de".
    """

    name: str
    language: str


def message(chat: str, part: Part, template: Template | None = None) -> dict[str, Any]:
    """The message; with a template, in its single placeholder.

    Args:
        chat: a telephone number, or a business-scoped user id ("DE.1234").
        part: what is said.
        template: for what nobody asked for: WhatsApp takes nothing else later than 24 hours after the person wrote.
    """
    # else Meta's servers would visit every page Lotte names
    content: dict[str, Any] = {"type": "text", "text": {"body": part.text, "preview_url": False}}
    if template is not None:
        content = {"type": "template", "template": _filled(template, part)}
    elif part.buttons and part.show is not Buttons.NUMBERS:
        fits = utf16_units(part.text) <= _BODY_CHARACTERS
        content = {"type": "interactive", "interactive": _interactive(part)} if fits else _with_words(part)
    return {"messaging_product": "whatsapp", "recipient_type": "individual", **_to(chat), **content}


def read_and_typing(id: str) -> dict[str, Any]:
    """Marks a message as read and shows that Lotte writes, until she has, or for 25 seconds."""
    return {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": id,
        "typing_indicator": {"type": "text"},
    }


def _to(chat: str) -> dict[str, str]:
    return {"to": chat} if _NUMBER.fullmatch(chat) else {"recipient": chat}


def _interactive(part: Part) -> dict[str, Any]:
    is_list = part.show is Buttons.LIST
    action = _list(part) if is_list else {"buttons": _buttons(part.buttons)}
    return {"type": "list" if is_list else "button", "body": {"text": part.text}, "action": action}


def _buttons(buttons: Sequence[Button]) -> list[dict[str, Any]]:
    titles = shortened_apart([button.label for button in buttons], BUTTON_CHARACTERS, utf16_units)
    return [
        {"type": "reply", "reply": {"id": button.id, "title": title}}
        for button, title in zip(buttons, titles, strict=True)
    ]


def _list(part: Part) -> dict[str, Any]:
    titles = shortened_apart([button.label for button in part.buttons], ROW_CHARACTERS, utf16_units)
    rows = []
    for button, title in zip(part.buttons, titles, strict=True):
        row = {"id": button.id, "title": title}
        if title != button.label:
            row["description"] = shortened(button.label, _DESCRIPTION_CHARACTERS, utf16_units)
        rows.append(row)
    opener = shortened(part.list_label, BUTTON_CHARACTERS, utf16_units) or "…"
    return {"button": opener, "sections": [{"rows": rows}]}


def _with_words(part: Part) -> dict[str, Any]:
    """Too long for buttons: the labels can be typed as well."""
    lines = "\n".join(f"– {button.label}" for button in part.buttons)
    return {"type": "text", "text": {"body": f"{part.text}\n\n{lines}", "preview_url": False}}


def _filled(template: Template, part: Part) -> dict[str, Any]:
    # it has no buttons of ours; what the text names anyway need not be named again
    words = [part.text, *(f"[{button.label}]" for button in part.buttons if button.label not in part.text)]
    text = shortened(_one_line("\n".join(words)), _PARAMETER_CHARACTERS, utf16_units)
    return {
        "name": template.name,
        "language": {"code": template.language},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": text}]}],
    }


def _one_line(text: str) -> str:
    """A placeholder takes no line breaks and no more than four blanks in a row."""
    joined = _LINE_BREAKS.sub(
        lambda match: f"{match['end']}{' ' if match['end'] or match['bullet'] else ' · '}{match['bullet']}",
        text.strip(),
    )
    return re.sub(r"\s+", " ", joined)

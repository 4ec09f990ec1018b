"""What a typed line asks of the gateway itself: a command as the platform's users expect it, a code, a number. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

START, HELP, DELETE, LANGUAGE, RESTART, WEB, STOP = (
    "start", "hilfe", "loeschen", "sprache", "neustart", "web", "stopp",
)  # fmt: skip
#: For menus of platforms that have one, in this order; the sentence behind each is `messenger_befehl_<name>`.
COMMANDS: Final = (HELP, RESTART, LANGUAGE, WEB, STOP, DELETE)
_ALIASES: Final = {
    "help": HELP,
    "delete": DELETE,
    "löschen": DELETE,
    "language": LANGUAGE,
    "restart": RESTART,
    "stop": STOP,
    **{name: name for name in (START, *COMMANDS)},
}
#: Say in which direction a line is written; in Arabic they stand before a command, where nobody sees them.
_DIRECTIONS: Final = "\u200e\u200f"
# In none of these two parts that stand side by side can take the same blanks: a long line would take minutes.
#: "/hilfe", "/hilfe@lotte_bot", "!hilfe" where the slash belongs to the app (Matrix).
_COMMAND: Final = re.compile(r"[/!](?P<name>[a-zäöüß]+)(?:@\S+)?(?:\s+(?P<argument>\S.*))?", re.IGNORECASE)
#: Who wants no more of it should not have to know a slash.
_BARE: Final = re.compile(r"stopp?\s*[.!]*", re.IGNORECASE)
#: A one-time code (bot/memory/messaging/codes.py), alone or at the end of the few words a link wrote for the parent.
_CODE: Final = re.compile(r"(?:\S+\s+){0,6}(?P<code>[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4})\s*[.!]?")
_NUMBER: Final = re.compile(r"(?P<number>\d{1,2})\s*[.)]?")


@dataclass(frozen=True)
class Command:
    """A command.

    Attributes:
        name: one of the constants above.
        argument: what stands behind it, e.g. a code or a language; else "".
    """

    name: str
    argument: str = ""


def read_command(text: str) -> Command | None:
    """The command of a line, or None: an unknown one is read as words."""
    text = _trimmed(text)
    if match := _COMMAND.fullmatch(text):
        name = _ALIASES.get(match["name"].lower())
        return Command(name, match["argument"] or "") if name else None
    if match := _BARE.fullmatch(text):
        return Command(STOP)
    if match := _CODE.fullmatch(text):
        return Command(START, match["code"])
    return None


def read_number(text: str) -> int | None:
    """The number a line consists of: "2", "2.", "٢"; None for anything else."""
    match = _NUMBER.fullmatch(_trimmed(text))
    return int(match["number"]) if match else None


def _trimmed(text: str) -> str:
    return text.strip().strip(_DIRECTIONS).strip()

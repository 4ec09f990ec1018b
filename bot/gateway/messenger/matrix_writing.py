"""What Lotte says as the content of a Matrix event. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.gateway.messenger.commands import COMMANDS, START

#: A command as it stands in a sentence; not the end of an address.
_COMMAND: Final = re.compile(rf"(?<![\w/.:])/(?=(?:{'|'.join((START, *COMMANDS))})\b)")


def message(text: str) -> dict[str, Any]:
    """The content of an `m.room.message`.

    Commands are named with "!" instead of "/": Matrix apps take a line that begins with "/" for themselves.
    """
    # m.text, although bots' convention is m.notice: nobody's telephone would ring for a reminder then.
    # Mentions are said to be none, lest an app finds somebody's name in an answer.
    return {"msgtype": "m.text", "body": _COMMAND.sub("!", text), "m.mentions": {}}

"""What a form of the team's pages sent, read once a request; files are streamed by those who expect one."""

from __future__ import annotations

from typing import Final

from aiohttp import web
from aiohttp.web_request import FileField
from multidict import MultiDict

from bot.review.errors import TeamError

_FORM: Final[web.RequestKey[MultiDict[str]]] = web.RequestKey("form", MultiDict[str])
_FILES: Final[web.RequestKey[dict[str, FileField]]] = web.RequestKey("files", dict[str, FileField])

_UNREADABLE: Final = (
    "Das Formular kam nicht richtig an. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."
)


async def read_form(request: web.Request) -> MultiDict[str]:
    """The fields of a form, trimmed; files are left out, see `uploaded`.

    Raises:
        TeamError: what was sent is no form.
    """
    if _FORM not in request:
        try:
            sent = await request.post()
        except (ValueError, LookupError) as error:  # broken parts, an encoding nobody knows
            raise TeamError(400, _UNREADABLE) from error
        request[_FORM] = MultiDict((name, value.strip()) for name, value in sent.items() if isinstance(value, str))
        request[_FILES] = {name: value for name, value in sent.items() if isinstance(value, FileField)}
    return request[_FORM]


async def uploaded(request: web.Request) -> dict[str, FileField]:
    """The files of a form by field name; spooled to disk by aiohttp, at most `LOTTE_TEAM_UPLOAD_BYTES` together."""
    await read_form(request)
    return request[_FILES]

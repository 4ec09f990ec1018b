"""What a form of the team's pages sent, read once a request; files are streamed by those who expect one."""

from __future__ import annotations

from typing import Final

from aiohttp import web
from aiohttp.web_request import FileField
from multidict import MultiDict

_FORM: Final[web.RequestKey[MultiDict[str]]] = web.RequestKey("form", MultiDict[str])
_FILES: Final[web.RequestKey[dict[str, FileField]]] = web.RequestKey("files", dict[str, FileField])


async def read_form(request: web.Request) -> MultiDict[str]:
    """The fields of a form, trimmed; files are left out, see `uploaded`."""
    if _FORM not in request:
        sent = await request.post()
        request[_FORM] = MultiDict((name, value.strip()) for name, value in sent.items() if isinstance(value, str))
        request[_FILES] = {name: value for name, value in sent.items() if isinstance(value, FileField)}
    return request[_FORM]


async def uploaded(request: web.Request) -> dict[str, FileField]:
    """The files of a form by field name; spooled to disk by aiohttp, at most `LOTTE_TEAM_UPLOAD_BYTES` together."""
    await read_form(request)
    return request[_FILES]

"""What leaves when something goes wrong: an object for programs, a page for people; nothing internal goes out."""

from __future__ import annotations

import logging
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.gateway.errors import ApiError
from bot.gateway.pages.shell import render

logger = logging.getLogger(__name__)

_API: Final = ("/api/", "/healthz")


@web.middleware
async def errors_as_answers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error leaves as the contract's error object, or as a page with a way out."""
    try:
        return await handler(request)
    except ApiError as error:
        return answer(request, error)
    except web.HTTPNotFound:
        return answer(request, ApiError(404, "nicht_gefunden", "fehler_nicht_gefunden"))
    except web.HTTPMethodNotAllowed:
        return answer(request, ApiError(405, "methode", "fehler_methode"))
    except web.HTTPException:
        raise
    except Exception:  # the edge: a parent must get a sentence, whatever broke
        logger.exception("Request to %s failed", request.path)
        return answer(request, ApiError(503, "stoerung", "stoerung"))


def answer(request: web.Request, error: ApiError) -> web.StreamResponse:
    """The error as whoever asked can read it."""
    if request.path.startswith(_API) or "text/html" not in request.headers.get("Accept", ""):
        return error.response()
    response = render(request, "fehler.html", status=error.status, meldung=error.phrase, werte=error.values)
    response.headers.update({"Cache-Control": "no-store", **error.headers})
    return response

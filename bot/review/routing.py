"""The one way a page of the team gets a route: with the area it belongs to. A route without one opens for nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aiohttp import web

from bot.review.roles import Area

RULES: Final[web.AppKey[dict[tuple[str, str], Area]]] = web.AppKey("rules", dict)
"""Method and canonical path (with the prefix /team) to the area."""


def add_routes(app: web.Application, area: Area, routes: Iterable[web.RouteDef]) -> None:
    """Adds routes, whose paths begin behind /team, and notes who may use them."""
    for route in routes:
        for added in route.register(app.router):
            assert added.resource is not None
            app[RULES][added.method, added.resource.canonical] = area


def area_of(request: web.Request) -> Area | None:
    """The area of the route that was asked for; None if no rule names one."""
    resource = request.match_info.route.resource
    if resource is None:
        return None
    method = "GET" if request.method == "HEAD" else request.method
    # the prefix is put before the resource's path when the application is mounted
    path = resource.canonical.removeprefix(PREFIX) or "/"
    return request.app[RULES].get((method, path))


PREFIX: Final = "/team"

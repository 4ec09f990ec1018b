"""The one way a page of the team gets a route: with the area it belongs to. A route without one opens for nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aiohttp import web

from bot.review.roles import Area

PREFIX: Final = "/team"
RULES: Final[web.AppKey[dict[tuple[str, str], Area]]] = web.AppKey("rules", dict)
"""Method and path as it is written in the routes (without the prefix /team) to the area."""


def add_routes(app: web.Application, area: Area, routes: Iterable[web.RouteDef]) -> None:
    """Adds routes, whose paths begin behind /team, and notes who may use them."""
    for route in routes:
        for added in route.register(app.router):
            assert added.resource is not None
            app[RULES][added.method, added.resource.canonical] = area


def area_of(request: web.Request) -> Area | None:
    """The area of the route that was asked for; None if no rule names one."""
    method = "GET" if request.method == "HEAD" else request.method
    return request.app[RULES].get((method, path_of(request)))


def path_of(request: web.Request) -> str:
    """The path of the route that was asked for, as it is written in the routes: "/konten/{id}"; "" if there is none."""
    resource = request.match_info.route.resource
    # the prefix is put before the resource's path when the application is mounted
    return "" if resource is None else resource.canonical.removeprefix(PREFIX) or "/"

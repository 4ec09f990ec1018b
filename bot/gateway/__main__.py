"""Starts the gateway: `python -m bot.gateway`."""

from __future__ import annotations

import logging

from aiohttp import web

from bot.gateway.app import create_app
from bot.settings import load_settings

if __name__ == "__main__":
    settings = load_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # what it says of requests it cannot read begins with the address they came from
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    # no access log: it would keep internet addresses
    web.run_app(create_app(settings), host=settings.host, port=settings.port, access_log=None, print=None)

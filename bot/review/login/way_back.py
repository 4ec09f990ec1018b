"""Where one goes after signing in: only to our own pages, whatever an address says. Pure."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from bot.review.routing import PREFIX

START: Final = f"{PREFIX}/"
_LONGEST: Final = 1_000
# a browser reads "\" as "/" and leaves out line breaks; a blank ends a header's value
_PLAIN: Final = re.compile(r"[!-\[\]-~]+")


def way_back(wished: str) -> str:
    """The wished path (with query) if it is one of the team's pages, else the start page.

    Args:
        wished: `weiter` of the address, which anybody can write.

    Returns:
        an absolute path without scheme and host, e.g. "/team/gespraeche?seite=2".
    """
    path = unquote(wished.partition("?")[0])
    if not wished.startswith(START) or len(wished) > _LONGEST or not _PLAIN.fullmatch(wished):
        return START
    if "\\" in path or "//" in path or ".." in path.split("/"):
        return START
    return START if path.startswith(f"{PREFIX}/anmelden") else wished

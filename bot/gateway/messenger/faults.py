"""How a fault is told to the log: what and where, never in its own words, which may be somebody's."""

from __future__ import annotations

import traceback


def place_of(error: Exception) -> str:
    """Class and place of an error: "TypeError in send:66"."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {place.name}:{place.lineno}"

"""What stands in a field of an address, as the database can be asked for it. Pure."""

from __future__ import annotations

from bot.memory.database import storable


def written(value: str) -> str:
    """The text, trimmed, blanks as one space; "" if no row can hold it: nothing that is stored is equal to it."""
    text = " ".join(value.split())
    return text if storable(text) else ""

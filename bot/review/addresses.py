"""What stands in a field of an address, as the database can be asked for it. Pure."""

from __future__ import annotations

import unicodedata

_NOT_WRITTEN = frozenset({"Cc", "Cs"})


def written(value: str) -> str:
    """The text, trimmed, blanks as one space; "" if a part of it cannot be written (control or half characters).

    PostgreSQL refuses such texts, and nothing that is stored can be equal to them.
    """
    text = " ".join(value.split())
    return "" if any(unicodedata.category(letter) in _NOT_WRITTEN for letter in text) else text

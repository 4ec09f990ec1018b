"""How titles stand in a German list. The databases know no German, so the key is stored beside the title. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LENGTH: Final = 200
"""Longest key kept: what differs only behind that stands in the order of the ids."""
_SIGNS = re.compile(r"[^\w]+|_+")


def title_key(title: str) -> str:
    """What titles are sorted by: capitals, umlauts, accents, quotes and other signs do not matter (DIN 5007-1).

    >>> sorted(["Zahnarzt", "„Ärger“-Telefon", "alleinerziehend", "Ämterlotse"], key=title_key)
    ['alleinerziehend', 'Ämterlotse', '„Ärger“-Telefon', 'Zahnarzt']
    """
    letters = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SIGNS.sub(" ", plain).strip()[:LENGTH]

"""The id of a new offer, made from its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from offer_db.models import Offer as OfferRow

PREFIX: Final = "gf-"
"""Offers of the district; those of the land or the whole country can be given "ni-" or "de-" by hand."""
LONGEST: Final = 60
NAMELESS: Final = "angebot"
_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o"})
_SIGNS: Final = re.compile(r"[^a-z0-9]+")


def id_from_title(title: str, taken: Collection[str] = ()) -> str:
    """An id nobody has yet.

    >>> id_from_title("Café für Väter & Söhne"), id_from_title("Kita A", {"gf-kita-a"})
    ('gf-cafe-fuer-vaeter-soehne', 'gf-kita-a-2')
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", title.lower()).translate(_LETTERS))
    plain = _SIGNS.sub("-", letters.encode("ascii", "ignore").decode()).strip("-")
    base = PREFIX + (plain[:LONGEST].strip("-") or NAMELESS)
    number = 1
    while (candidate := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return candidate


def suggest_id(session: Session, title: str) -> str:
    """An id for a new offer of this title that no stored offer has."""
    base = id_from_title(title)
    taken = session.scalars(
        select(OfferRow.id).where(or_(OfferRow.id == base, OfferRow.id.startswith(f"{base}-", autoescape=True)))
    )
    return id_from_title(title, frozenset(taken))

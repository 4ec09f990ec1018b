"""What families wish for beside their subject, as conditions of the database: free of charge, online, open today …"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Final, cast

from sqlalchemy import ColumnElement, Table, or_, select

from offer_db.models import Contact, Hours, OfferFormat
from offer_db.models import Offer as OfferRow
from offer_db.vocabulary import Format, Wish

FILTERS: Final = frozenset(Wish) - {Wish.NAEHER}
"""The wishes an offer fulfils or not; nearer is a matter of ranking alone (`offer_db.ranking.NEARER`)."""

_OFFER: Final = cast(Table, OfferRow.__table__)
_CONTACT: Final = cast(Table, Contact.__table__)
_FORMAT: Final = cast(Table, OfferFormat.__table__)
_HOURS: Final = cast(Table, Hours.__table__)


def known_wishes(keys: Iterable[str]) -> frozenset[Wish]:
    """The wishes among these keys; others are ignored."""
    return frozenset(Wish).intersection(keys)


def fewer(wishes: frozenset[Wish]) -> Iterable[frozenset[Wish]]:
    """Every part of the wishes, from all to none; of equally many, first those that keep what is least dispensable.

    >>> [", ".join(sorted(part)) for part in fewer(frozenset({Wish.HEUTE, Wish.KOSTENLOS}))]
    ['heute, kostenlos', 'kostenlos', 'heute', '']
    """
    ordered = [wish for wish in Wish if wish in wishes]
    for size in range(len(ordered), -1, -1):
        yield from map(frozenset, combinations(ordered, size))


def conditions(wishes: frozenset[Wish]) -> list[ColumnElement[bool]]:
    """What rows of the offer table must fulfil, each condition one look into a primary key.

    Today's opening hours the database cannot evaluate: offers that have any pass, `find_candidates` does the rest.
    """
    tests = {
        Wish.KOSTENLOS: _OFFER.c.free_of_charge.is_(True),
        # Parents want to call: a number is as good as counselling that is given by telephone.
        Wish.TELEFONISCH: or_(_has_format(Format.TELEFONISCH), _has(_CONTACT, _CONTACT.c.phone != "")),
        Wish.HAUSBESUCH: _has_format(Format.HAUSBESUCH),
        Wish.ONLINE: _has_format(Format.ONLINE),
        Wish.HEUTE: _has(_HOURS, _HOURS.c.osm != ""),
    }
    return [test for wish, test in tests.items() if wish in wishes]


def _has_format(form: Format) -> ColumnElement[bool]:
    return _has(_FORMAT, _FORMAT.c.format == form.value)


def _has(table: Table, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(table.c.offer_id).where(table.c.offer_id == _OFFER.c.id, condition).correlate(_OFFER).exists()

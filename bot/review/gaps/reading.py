"""What the address of a page of gaps asks for: `zeitraum`, `bedarf`, and one part of the families, `ausschnitt`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from offer_db.gaps import GapQuery
from offer_db.gaps_lattice import ANY

EVERYTHING: Final = "alles"


def read_query(fields: Mapping[str, str]) -> GapQuery:
    """The query of an address; whether its values exist is for `offer_db.gaps.gap_report` to say."""
    period = fields.get("zeitraum", "") or EVERYTHING
    side, colon, part = fields.get("ausschnitt", "").partition(":")
    return GapQuery(
        period=ANY if period == EVERYTHING else period,
        need=fields.get("bedarf", ""),
        side=side if colon else "",
        part=part if colon else "",
    )


def address(query: GapQuery) -> str:
    """The query as the end of an address."""
    fields = {"zeitraum": EVERYTHING if query.period == ANY else query.period}
    if query.need:
        fields["bedarf"] = query.need
    if query.side:
        fields["ausschnitt"] = f"{query.side}:{query.part}"
    return urlencode(fields)

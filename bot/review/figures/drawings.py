"""The pictures of the page of figures; the same numbers stand in a table below each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.memory.reviewing.figures import Figures
from bot.review.charts import Series, columns, courses
from bot.review.figures.numbers import hour_lines, turn_lines, week_name

#: Stands where a column is left out; what it means says the table beside it.
HIDDEN: Final = "*"


def conversations_a_week(figures: Figures) -> bytes:
    """How many began in each week."""
    names = [week_name(week) for week in figures.weeks]
    return columns(names, [week.totals.conversations for week in figures.weeks], about="Gespräche")


def shares_a_week(figures: Figures) -> bytes:
    """Offer shown, helped, not understood: in per cent, week by week."""
    totals = [week.totals for week in figures.weeks]
    return courses(
        [week_name(week) for week in figures.weeks],
        [
            Series("mit Angebot", [_per_cent(one.share_with_offer) for one in totals]),
            Series("hat geholfen", [_per_cent(one.share_helped) for one in totals]),
            Series("nicht verstanden", [_per_cent(one.share_with_fallback) for one in totals]),
        ],
        about="Prozent",
        top=103,  # marks at 100 are not cut in half
    )


def turns_to_offer(figures: Figures) -> bytes:
    """How many messages it took."""
    lines = turn_lines(figures)
    return columns([line.name for line in lines], [line.number for line in lines], about="Gespräche", hidden=HIDDEN)


def hours(figures: Figures) -> bytes:
    """When conversations begin."""
    lines = hour_lines(figures)
    names = [line.name.removesuffix(" Uhr") for line in lines]
    return columns(names, [line.number for line in lines], about="Gespräche", hidden=HIDDEN)


DRAWINGS: Final[Mapping[str, Callable[[Figures], bytes]]] = {
    "gespraeche": conversations_a_week,
    "anteile": shares_a_week,
    "nachrichten": turns_to_offer,
    "stunden": hours,
}
"""By their name in the address."""


def _per_cent(share: float | None) -> float | None:
    return None if share is None else 100 * share

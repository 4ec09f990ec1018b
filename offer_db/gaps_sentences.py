"""The strongest gaps, each in one German sentence that can be read without its table. Pure.

Strong is, in this order: what was asked for and nobody offers; what nobody in or for the district offers; what there
is, but did not fit (not there, not for that age, not free of charge …). What nearly always fitted is no gap. Within
each, what was asked more often in vain comes first. Lotte knows what is published in its directory: an offer nobody
has entered reads like one that does not exist, and the page says so. Numbers are not set against the children who live
there: no source gives children by municipality (data/gifhorn/statistics.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from babel.numbers import format_decimal

from offer_db.gaps_lattice import ANY, UNMET, Cell
from offer_db.gaps_names import FOR_PHASE, in_place, subject_name
from offer_db.gaps_supply import Count, Supply
from offer_db.gaps_suppression import LEAST, Protected
from offer_db.vocabulary import DISTRICT_KEY, OUTSIDE

MOST: Final = 5
"""So many gaps of each strength, so that a crowd of one kind does not hide the other."""
LEAST_SHARE: Final = 0.1
"""Where there are offers, so large a part of the searches must have been without a fitting one."""
NOTHING, NOTHING_NEAR, NOT_FITTING = range(3)


class Gap(NamedTuple):
    """What families asked for and did not find.

    Attributes:
        cell: what was asked, without an outcome.
        strength: `NOTHING`, `NOTHING_NEAR` or `NOT_FITTING`.
        searches: how often it was asked.
        unmet: how often without a fitting offer; None if that is hidden.
    """

    cell: Cell
    strength: int
    searches: int
    unmet: int | None
    supply: Count


def strongest(
    shown: Protected,
    supply: Supply,
    base: Cell,
    places: Mapping[str, str],
    topics: Mapping[str, str],
    most: int = MOST,
) -> tuple[str, ...]:
    """The gaps of a period and a part of the families in sentences, strongest first.

    Of a gap and a wider one that holds it, the narrower is named: it says better what is missing.

    Args:
        shown: the numbers that may be seen.
        supply: the offers.
        base: period and part: cells as fine or finer in subject, phase and place are looked at.
        places, topics: names by key.
        most: so many of each strength at most.
    """
    found = sorted(
        (gap for cell in _within(shown, base) if (gap := _gap(shown, supply, cell))),
        key=lambda gap: (gap.strength, -_narrowness(gap.cell), -gap.searches, gap.cell),
    )
    chosen: list[Gap] = []
    for gap in found:
        if not any(_holds(gap.cell, other.cell) for other in chosen):
            chosen.append(gap)
    chosen.sort(key=lambda gap: (gap.strength, -(gap.unmet or gap.searches), gap.cell))
    ranks: Counter[int] = Counter()
    named = []
    for gap in chosen:
        ranks[gap.strength] += 1
        if ranks[gap.strength] <= most:
            named.append(sentence(gap, places, topics))
    return tuple(named)


def sentence(gap: Gap, places: Mapping[str, str], topics: Mapping[str, str]) -> str:
    """One gap in words."""
    cell, supply, unmet = gap.cell, gap.supply, _number(gap.unmet or 0)
    who = FOR_PHASE.get(cell.phase, "")
    where = in_place(cell.place, places) if cell.place != ANY else "im Landkreis Gifhorn"
    begin = f"{who} {where}" if who else f"{where[0].upper()}{where[1:]}"
    name = subject_name(cell.subject.rstrip("/"), topics)
    asked = f"{begin} gab es {_number(gap.searches)} Fragen zum Thema „{name}“"
    if not supply.offers:
        return f"{asked}, und Lotte kennt kein Angebot dafür."
    if not supply.near:
        return f"{asked}, und Lotte kennt kein Angebot aus dem Landkreis, nur {_offers(supply.offers)} von weiter her."
    if supply.offers == 1:
        return f"{asked}; bei {unmet} davon passte das einzige Angebot nicht ganz."
    return f"{asked}; bei {unmet} davon passte keines der {_number(supply.offers)} Angebote ganz."


def _offers(number: int) -> str:
    return "1 Angebot" if number == 1 else f"{_number(number)} Angebote"


def _number(number: int) -> str:
    return format_decimal(number, locale="de")


def _gap(shown: Protected, supply: Supply, cell: Cell) -> Gap | None:
    searches, unmet = shown.value(cell), shown.value(cell._replace(outcome=UNMET))
    if searches is None or searches < LEAST:
        return None
    there = supply.count(cell.subject, cell.phase, cell.place)
    strength = NOTHING if not there.offers else NOTHING_NEAR if not there.near else NOT_FITTING
    if strength == NOT_FITTING and (not unmet or unmet < LEAST_SHARE * searches):
        return None
    return Gap(cell, strength, searches, unmet, there)


def _within(shown: Protected, base: Cell) -> Iterable[Cell]:
    for cell in shown.lattice.cells:
        if cell.outcome != ANY or cell.subject in (ANY, "", "/") or cell.subject.endswith("/") or cell.phase == "":
            continue
        if cell.time != base.time or (cell.language, cell.channel) != (base.language, base.channel):
            continue
        area, _, within = cell.place.partition("/")
        # who said no place, or one outside, has no municipality to close a gap; a town is its own only place
        if cell.place != base.place and (
            area in ("", DISTRICT_KEY, OUTSIDE) or within == area or cell.place[-1] == "/"
        ):
            continue
        if _holds(base, cell):
            yield cell


def _holds(wide: Cell, narrow: Cell) -> bool:
    """Whether every search of `narrow` is one of `wide`."""
    return all(
        above in (ANY, own) or own.startswith(f"{above}/") for above, own in zip(wide[2:], narrow[2:], strict=True)
    )


def _narrowness(cell: Cell) -> int:
    return (cell.phase != ANY) + (cell.place != ANY) + ("/" in cell.place) + ("/" in cell.subject)

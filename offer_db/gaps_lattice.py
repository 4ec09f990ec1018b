"""Every number a report on demand can show, each once: cells, what they are parts of, and how often they were asked.

A cell is one combination of values, e.g. "unmet · Kinderbetreuung · kita · October 2026". In each of seven directions
it can be part of a coarser cell (October of the fourth quarter, the topic of its need, one language of all). The cells
that are the parts of one coarser cell in one direction make a line: they add up to it. All tables, sums, series and
sentences show cells of this one set; so a number is the same, and is hidden or not, wherever it appears. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

ANY: Final = "*"
"""Stands in a cell for all values of a direction together."""
UNMET: Final = "unerfuellt"
MET: Final = "erfuellt"

Ints = NDArray[np.int64]


class Cell(NamedTuple):
    """What is counted; `ANY` where it does not matter.

    Attributes:
        time: month "2026-10", quarter "2026-Q4", year "2026".
        outcome: `UNMET` or `MET`.
        subject: a need, or "need/topic"; "" where none was said, and "need/" where a need was said without a topic.
        phase: life phase; "" where none was said.
        place: key of an area (Stadt, Einheitsgemeinde, Samtgemeinde), or "area/key" of one place in it.
        language, channel: "" where unknown.
    """

    time: str = ANY
    outcome: str = ANY
    subject: str = ANY
    phase: str = ANY
    place: str = ANY
    language: str = ANY
    channel: str = ANY


DIRECTIONS: Final = len(Cell._fields)
_FINEST: Final = 5
"""So many steps away from the sum of everything is the finest cell (a month is three, a topic two); outcomes are not
counted. Finer cells would nearly all be hidden."""
_TIME, _OUTCOME, _SUBJECT, _PHASE, _PLACE, _LANGUAGE, _CHANNEL = range(DIRECTIONS)


@dataclass(frozen=True)
class Lattice:
    """The cells that matter: all with at least one search that are part of a cell with `least` searches or more.

    Whatever else is counted is part of small cells only, so it is hidden with them.

    Attributes:
        cells: every cell; the first is the sum of everything.
        counts: searches of each.
        parents: for each direction the index of the coarser cell, -1 where there is none; shape (7, number of cells).
        depths: how many steps each cell is away from the first.
    """

    cells: tuple[Cell, ...]
    counts: Ints
    parents: Ints
    depths: Ints

    @cached_property
    def index(self) -> dict[Cell, int]:
        """Where each cell stands."""
        return {cell: number for number, cell in enumerate(self.cells)}

    @cached_property
    def values(self) -> dict[str, frozenset[str]]:
        """For each field of `Cell` all values that occur, coarse ones too."""
        return {name: frozenset(map(itemgetter(place), self.cells)) for place, name in enumerate(Cell._fields)}


def build(rows: Iterable[tuple[Cell, int]], least: int) -> Lattice:
    """All cells that matter, from the coarsest on.

    Args:
        rows: the finest cells, with a value in every direction, and how often each was counted.
        least: cells with fewer searches are not divided any further.
    """
    counted = sorted(rows)
    values = [[steps(direction, row[direction]) for row, _ in counted] for direction in range(DIRECTIONS)]
    depths = [max((len(own) for own in column), default=1) for column in values]
    codes = [
        [_codes(column, depth) for depth in range(deepest)] for column, deepest in zip(values, depths, strict=True)
    ]
    radix = np.cumprod([1, *(max(1, int(column[-1].max(initial=0)) + 2) for column in codes[:-1])])
    times = np.array([count for _, count in counted], dtype=np.int64)

    cells: list[Cell] = []
    counts: list[Ints] = []
    parents: list[Ints] = []
    deep: list[Ints] = []
    size = 0
    #: For each way to divide: the cell each row belongs to, -1 where that cell does not matter.
    cell_of: dict[tuple[int, ...], Ints] = {}
    #: Searches of that cell, for each row.
    count_of: dict[tuple[int, ...], Ints] = {}
    for division in _divisions(depths):
        coarser = [_coarser(division, direction) for direction in range(DIRECTIONS)]
        matters = np.zeros(len(counted), dtype=bool)
        for one in coarser:
            if one is not None:
                matters |= count_of[one] >= least
        if not any(division):
            matters[:] = True
        inside = np.flatnonzero(matters)
        code = sum(
            (codes[direction][depth][inside] * radix[direction] for direction, depth in enumerate(division)),
            start=np.zeros(len(inside), dtype=np.int64),
        )
        _, first, own = np.unique(code, return_index=True, return_inverse=True)
        sums = np.bincount(own, weights=times[inside], minlength=len(first)).astype(np.int64)
        cell_of[division] = np.full(len(counted), -1, dtype=np.int64)
        cell_of[division][inside] = own + size
        count_of[division] = np.zeros(len(counted), dtype=np.int64)
        count_of[division][inside] = sums[own]
        example = inside[first]
        above = np.full((DIRECTIONS, len(first)), -1, dtype=np.int64)
        for direction, one in enumerate(coarser):
            if one is not None:
                above[direction] = cell_of[one][example]
        named = ([own[row][depth] for row in example] for own, depth in zip(values, division, strict=True))
        cells.extend(map(Cell._make, zip(*named, strict=True)))
        counts.append(sums)
        parents.append(above)
        deep.append(np.full(len(first), sum(division), dtype=np.int64))
        size += len(first)
    return Lattice(tuple(cells), np.concatenate(counts), np.concatenate(parents, axis=1), np.concatenate(deep))


def is_counted(cell: Cell) -> bool:
    """Whether a report can show cells like this one.

    At most two of phase, place, language and channel are divided at the same time, and at most one of: topics, single
    places of an area, languages, channels; and all together not too often, see `_FINEST`. Each further division makes
    cells so small that nearly all would be hidden, and of their neighbours more would have to be hidden with them.
    """
    return _is_division(tuple(len(steps(direction, value)) - 1 for direction, value in enumerate(cell)))


def is_month(period: str) -> bool:
    """Whether a period is a month, and neither a quarter, a year nor `ANY`."""
    return len(period) == 7 and "Q" not in period


def quarter(month: str) -> str:
    """The quarter of a month.

    >>> quarter("2026-10")
    '2026-Q4'
    """
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def steps(direction: int, value: str) -> tuple[str, ...]:
    """A value and everything coarser in this direction, `ANY` first.

    >>> steps(0, "2026-10")
    ('*', '2026', '2026-Q4', '2026-10')
    """
    if value == ANY:
        return (ANY,)
    if direction == 0:
        if len(value) == 4:
            return ANY, value
        if "Q" in value:
            return ANY, value[:4], value
        return ANY, value[:4], quarter(value), value
    if direction in (2, 4) and "/" in value:
        return ANY, value.partition("/")[0], value
    return ANY, value


def coarser_cells(cell: Cell) -> Iterator[Cell]:
    """The cells this one is directly part of, one for each direction in which it has a value."""
    for direction, value in enumerate(cell):
        if value != ANY:
            named = list(cell)
            named[direction] = steps(direction, value)[-2]
            yield Cell._make(named)


def _codes(column: list[tuple[str, ...]], depth: int) -> Ints:
    numbers = {value: number for number, value in enumerate(sorted({own[depth] for own in column}))}
    return np.array([numbers[own[depth]] for own in column], dtype=np.int64)


def _divisions(depths: list[int]) -> list[tuple[int, ...]]:
    """How deep each direction can be divided at the same time, coarse before fine."""
    ways = product(*(range(deepest) for deepest in depths))
    return sorted(filter(_is_division, ways), key=lambda way: (sum(way), way))


def _is_division(way: tuple[int, ...]) -> bool:
    sides = sum(way[direction] > 0 for direction in (_PHASE, _PLACE, _LANGUAGE, _CHANNEL))
    fine = (way[_SUBJECT] > 1) + (way[_PLACE] > 1) + (way[_LANGUAGE] > 0) + (way[_CHANNEL] > 0)
    return sides <= 2 and fine <= 1 and sum(way) - way[_OUTCOME] <= _FINEST


def _coarser(division: tuple[int, ...], direction: int) -> tuple[int, ...] | None:
    if not division[direction]:
        return None
    return (*division[:direction], division[direction] - 1, *division[direction + 1 :])

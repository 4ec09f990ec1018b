"""Which numbers of a report may be seen: no small one, and none from which a small one could be worked out.

The method is cell suppression (Zellsperrung), the usual one for tables of official statistics: first the small numbers
are hidden (primary), then others, so that nothing hidden can be worked out by subtraction (secondary). See
Statistisches Bundesamt, eLearning "Geheimhaltung", module 7.4; Hundepool et al., Handbook on Statistical Disclosure
Control, 2nd edition 2024, on secondary cell suppression and linked tables. Tables that share numbers are protected
together until nothing changes any more ("backtracking" there); here that is one pass over all cells of all tables, so a
number is hidden everywhere or nowhere, whatever view one asks for and in whatever order.

What holds afterwards, for all cells of the lattice (0 is no secret; a search is meant where it says "number"):

1. No number from 1 to `LEAST - 1` is open.
2. Where the coarser number is hidden, its parts are hidden.
3. Where the coarser number is open, its hidden parts are none, or at least two with a sum of at least `LEAST`.
4. No open difference of a number and a part of it is 1 to `LEAST - 1`. For one step that follows from 1 and 3: the
   difference is the sum of the other parts, the open ones each 0 or at least `LEAST`, the hidden ones together too.
   For several steps it is a sum of such steps, because by 2 every number on the way is open.
5. No hidden number follows from the open ones by adding and subtracting: the sums of all lines are linear equations
   in the hidden numbers, and a number is determined by them if it is the same in every solution. Where one is, more is
   hidden beside it (the idea of Gaussian elimination in Langsrud 2024, with a sparse least-squares solution). With
   many searches the equations between the very finest cells are not tested; 3 holds for them too.

What it does not hide: that a number is small (bounds), and what follows from two reports of different dates. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offer_db.gaps_lattice import DIRECTIONS, Cell, Ints, Lattice, coarser_cells, is_counted

LEAST: Final = 5
"""Smaller numbers are hidden: in a village, one search in one month could be one family everybody knows."""
_EVERYTHING: Final = 10_000
"""So many terms the equations of all hidden numbers may have; of more, only those of `_COARSE` cells are tested."""
_COARSE: Final = 4
"""Steps away from the sum of everything: all the tables of all periods but months, and of months those of one side."""
_ZERO: Final = 1e-3
_EXACT: Final = 1e-6
_STEPS: Final = 1_500
_TRIES: Final = 2
"""One random vector is small at a free number once in a thousand, two once in a million."""
_SEED: Final = 31_510

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Protected:
    """The numbers of a lattice, as far as they may be seen. The only way from counted searches to a reader."""

    lattice: Lattice
    hidden: Flags

    def value(self, cell: Cell) -> int | None:
        """How often it was asked; None if that is hidden.

        Raises:
            KeyError: a cell no report can show, see `offer_db.gaps_lattice.is_counted`.
        """
        number = self.lattice.index.get(cell)
        if number is not None:
            return None if self.hidden[number] else int(self.lattice.counts[number])
        if not is_counted(cell):
            raise KeyError(cell)
        return None if any(self.value(coarser) is None for coarser in coarser_cells(cell)) else 0


def protect(lattice: Lattice) -> Protected:
    """Hides what has to be hidden; the same for the same counts."""
    hidden = lattice.counts < LEAST
    while True:
        _settle(lattice, hidden)
        found = _determined(lattice, hidden)
        if not len(found):
            return Protected(lattice, hidden)
        for number in found:
            _hide_beside(lattice, hidden, int(number))


def _settle(lattice: Lattice, hidden: Flags) -> None:
    """Hides until rules 2 and 3 hold in every line."""
    changed = True
    while changed:
        changed = False
        for direction in range(DIRECTIONS):
            parts = np.flatnonzero(lattice.parents[direction] >= 0)
            whole = lattice.parents[direction][parts]
            below = parts[hidden[whole] & ~hidden[parts]]
            hidden[below] = True
            bad = _weak(lattice, hidden, parts, whole)
            candidates = parts[bad[whole] & ~hidden[parts]]
            chosen = _smallest(lattice, candidates, direction)
            hidden[chosen] = True
            bad[lattice.parents[direction][chosen]] = False
            # nothing is left that could be hidden beside it: then the sum goes
            hidden[bad] = True
            changed = changed or bool(len(below) or len(chosen) or bad.any())


def _weak(lattice: Lattice, hidden: Flags, parts: Ints, whole: Ints) -> Flags:
    """Open numbers whose hidden parts are too few or too small."""
    size = len(lattice.cells)
    shut = hidden[parts]
    number = np.bincount(whole[shut], minlength=size)
    together = np.bincount(whole[shut], weights=lattice.counts[parts[shut]], minlength=size)
    weak: Flags = ~hidden & (number > 0) & ((number < 2) | (together < LEAST))
    return weak


def _smallest(lattice: Lattice, candidates: Ints, direction: int) -> Ints:
    """Of each line the part whose loss hurts least: the smallest, of equal ones the first."""
    order = np.lexsort((candidates, lattice.counts[candidates], lattice.parents[direction][candidates]))
    ordered = candidates[order]
    _, first = np.unique(lattice.parents[direction][ordered], return_index=True)
    chosen: Ints = ordered[first]
    return chosen


def _determined(lattice: Lattice, hidden: Flags) -> Ints:
    """Hidden numbers that are the same in every solution of the equations.

    Any two solutions differ by a vector that all equations take to zero. A random vector, freed of what the equations
    see of it (its least-squares part), is such a difference; where it is zero, solutions do not differ. Where the
    data is large, equations between the finest cells are left out.
    """
    equation, unknown, sign = _core(*_equations(lattice, hidden))
    if len(unknown) > _EVERYTHING:
        equation, unknown, sign = _core(*_equations(lattice, hidden & (lattice.depths <= _COARSE)))
    if not len(unknown):
        return unknown
    # only who asks for a report waits for it
    from scipy.sparse import csr_matrix, diags
    from scipy.sparse.linalg import lsmr

    numbers, column = np.unique(unknown, return_inverse=True)
    lines, row = np.unique(equation, return_inverse=True)
    plain = csr_matrix((sign.astype(float), (row, column)), shape=(len(lines), len(numbers)))
    # what is added and subtracted stays the same; scaled, it is solved in fewer steps
    long, often = (np.sqrt(np.asarray(abs(plain).sum(axis=axis)).ravel()) for axis in (1, 0))
    matrix = (diags(1 / long) @ plain @ diags(1 / often)).tocsr()
    left = np.zeros(len(numbers))
    for tried in np.random.default_rng(_SEED).uniform(1, 2, (_TRIES, len(numbers))):
        seen = lsmr(matrix, matrix @ tried, atol=_EXACT, btol=_EXACT, conlim=0, maxiter=_STEPS)[0]
        left = np.maximum(left, np.abs(tried - seen))
    found: Ints = numbers[left < _ZERO]
    return found


def _equations(lattice: Lattice, hidden: Flags) -> tuple[Ints, Ints, Ints]:
    """What every line says about hidden numbers, as triples: which line, which number, its sign (-1 for the sum).

    Cells that count the same searches are one number. Lines below a small hidden sum are left out: not all of their
    parts are cells of the lattice, so they say nothing.
    """
    size = len(lattice.cells)
    same = _same(lattice)
    found: list[tuple[Ints, Ints, Ints]] = []
    for direction in range(DIRECTIONS):
        parts = np.flatnonzero((lattice.parents[direction] >= 0) & hidden)
        whole = lattice.parents[direction][parts]
        kept = (~hidden[whole] | (lattice.counts[whole] >= LEAST)) & (same[parts] != same[whole])
        parts, whole = parts[kept], whole[kept]
        sums = np.unique(whole[hidden[whole]])
        line = np.concatenate([whole, sums]) + direction * size
        signs = np.concatenate([np.ones(len(whole), dtype=np.int64), -np.ones(len(sums), dtype=np.int64)])
        found.append((line, same[np.concatenate([parts, sums])], signs))
    line, unknown, signs = (np.concatenate(column) for column in zip(*found, strict=True))
    return line, unknown, signs


def _same(lattice: Lattice) -> Ints:
    """For each cell the first of those that count the very same searches: parts that are all of their sum."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    size = len(lattice.cells)
    pairs = [
        (whole[equal], parts[equal])
        for parents in lattice.parents
        for parts in [np.flatnonzero(parents >= 0)]
        for whole in [parents[parts]]
        for equal in [lattice.counts[whole] == lattice.counts[parts]]
    ]
    wholes, parts = (np.concatenate(column) for column in zip(*pairs, strict=True))
    graph = coo_matrix((np.ones(len(parts)), (wholes, parts)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    _, first = np.unique(label, return_index=True)
    same: Ints = first[label]
    return same


def _core(equation: Ints, unknown: Ints, sign: Ints) -> tuple[Ints, Ints, Ints]:
    """Without lines that hold a number no other line holds: it takes up whatever the rest is, so they say nothing."""
    while len(unknown):
        lonely = np.bincount(unknown)[unknown] == 1
        if not lonely.any():
            break
        kept = ~np.isin(equation, equation[lonely])
        equation, unknown, sign = equation[kept], unknown[kept], sign[kept]
    return equation, unknown, sign


def _hide_beside(lattice: Lattice, hidden: Flags, number: int) -> None:
    """Hides, in every line in which this number stands below an open sum, the smallest open part; or else the sum."""
    for direction in range(DIRECTIONS):
        whole = int(lattice.parents[direction][number])
        if whole < 0 or hidden[whole]:
            continue
        beside = np.flatnonzero((lattice.parents[direction] == whole) & ~hidden)
        hidden[_smallest(lattice, beside, direction) if len(beside) else whole] = True

"""No small number is shown, and none can be worked out: checked against every sum an attentive reader could form."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from offer_db.gaps_lattice import ANY, DIRECTIONS, MET, UNMET, Cell, build, coarser_cells, is_counted, steps
from offer_db.gaps_suppression import LEAST, Protected, protect

OCTOBER = Cell("2026-10", UNMET, "gesundheit/arzt", "kita", "03151040/03151040", "de", "web")


def protected(*rows: tuple[Cell, int]) -> Protected:
    return protect(build(rows, LEAST))


def all_cells(rows: list[tuple[Cell, int]]) -> dict[Cell, int]:
    """Every cell a report could ask for, with its true number; also those in which there is nothing.

    A direction in which all rows are the same is left out: what is divided there is not divided at all.
    """
    values = [sorted({step for row, _ in rows for step in steps(d, row[d])}) for d in range(DIRECTIONS)]
    values = [[ANY] if len({row[d] for row, _ in rows}) == 1 else own for d, own in enumerate(values)]
    counts = {cell: 0 for cell in map(Cell._make, product(*values)) if is_counted(cell)}
    for row, count in rows:
        for cell in map(Cell._make, product(*(steps(d, value) for d, value in enumerate(row)))):
            if cell in counts:
                counts[cell] += count
    return counts


def lines(counts: dict[Cell, int]) -> dict[tuple[int, Cell], list[Cell]]:
    """Cells that add up to another, by direction and that other."""
    found: dict[tuple[int, Cell], list[Cell]] = {}
    for cell in counts:
        for direction, value in enumerate(cell):
            if value != ANY:
                whole = list(cell)
                whole[direction] = steps(direction, value)[-2]
                found.setdefault((direction, Cell._make(whole)), []).append(cell)
    return found


def small_differences(shown: Protected, counts: dict[Cell, int]) -> list[tuple[Cell, Cell]]:
    """Open cells that differ by 1 to 4 from an open cell they are part of, however many steps lie between."""
    bad = []
    for cell in counts:
        part = shown.value(cell)
        if part is None:
            continue
        wholes = product(*(steps(direction, value) for direction, value in enumerate(cell)))
        for whole in map(Cell._make, wholes):
            total = shown.value(whole)
            if total is not None and 0 < total - part < LEAST:
                bad.append((whole, cell))
    return bad


def worked_out(shown: Protected, counts: dict[Cell, int]) -> list[Cell]:
    """Hidden cells whose number is the same in every solution of all sums; a 0 is no secret."""
    unknown = [cell for cell in counts if shown.value(cell) is None]
    position = {cell: place for place, cell in enumerate(unknown)}
    equations = []
    for (_, whole), parts in lines(counts).items():
        row = np.zeros(len(unknown))
        for cell, sign in [(whole, -1.0), *((part, 1.0) for part in parts)]:
            if cell in position:
                row[position[cell]] += sign
        if row.any():
            equations.append(row)
    if not equations:
        return []
    matrix = np.unique(np.array(equations), axis=0)
    values, vectors = np.linalg.eigh(matrix.T @ matrix)
    freedom = np.abs(vectors[:, values < 1e-8]).max(axis=1, initial=0.0)
    return [cell for cell, free in zip(unknown, freedom, strict=True) if free < 1e-6 and counts[cell]]


def rows_of(most: int, **values: list[str]) -> st.SearchStrategy[dict[Cell, int]]:
    """Counted rows that differ in these directions only."""
    cells = st.builds(OCTOBER._replace, **{name: st.sampled_from(own) for name, own in values.items()})
    return st.dictionaries(cells, st.integers(1, 12), min_size=1, max_size=most)


ROWS = st.one_of(
    rows_of(
        12,
        time=["2025-12", "2026-08", "2026-09"],
        outcome=[UNMET, MET],
        subject=["a/", "a/x", "b/y"],
    ),
    rows_of(12, outcome=[UNMET, MET], subject=["a/", "b/"], phase=["krippe", "kita"], language=["de", "tr", "uk"]),
    rows_of(12, time=["2026-09", "2026-10"], phase=["krippe", "kita", ""], place=["P/1", "P/2", "Q/Q"]),
    rows_of(12, outcome=[UNMET, MET], place=["P/1", "P/2", "Q/Q"], language=["de", "tr"], channel=["web", "matrix"]),
    rows_of(25, subject=[f"{need}/" for need in "abcde"], phase=["geburt", "krippe", "kita", "grundschule", ""]),
)
THOROUGHLY = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # making a failure small takes longer than understanding it
)


@THOROUGHLY
@given(ROWS)
def test_no_small_number_and_no_small_difference(rows: dict[Cell, int]) -> None:
    shown = protected(*rows.items())
    counts = all_cells(list(rows.items()))
    assert all(shown.value(cell) in (None, number) for cell, number in counts.items())
    assert [cell for cell in counts if shown.value(cell) in range(1, LEAST)] == []
    assert small_differences(shown, counts) == []


@THOROUGHLY
@given(ROWS)
def test_nothing_hidden_stands_alone_in_a_line(rows: dict[Cell, int]) -> None:
    shown = protected(*rows.items())
    counts = all_cells(list(rows.items()))
    for (_, whole), parts in lines(counts).items():
        hidden = [part for part in parts if shown.value(part) is None]
        if shown.value(whole) is None:
            assert hidden == parts
        elif any(counts[part] for part in hidden):  # a 0 is no secret
            assert len(hidden) >= 2
            assert sum(counts[part] for part in hidden) >= LEAST


@THOROUGHLY
@given(ROWS)
def test_nothing_hidden_can_be_worked_out_from_all_views_together(rows: dict[Cell, int]) -> None:
    shown = protected(*rows.items())
    assert worked_out(shown, all_cells(list(rows.items()))) == []


def test_the_same_counts_are_hidden_in_the_same_way() -> None:
    rows = [(OCTOBER._replace(phase=phase), count) for phase, count in (("kita", 3), ("krippe", 9), ("geburt", 9))]
    first, second = protected(*rows), protected(*reversed(rows))
    assert [first.value(cell) for cell in first.lattice.cells] == [second.value(cell) for cell in first.lattice.cells]


@pytest.mark.parametrize(
    ("counts", "seen"),
    [
        ((7,), (7,)),
        ((4,), (None,)),
        ((7, 0), (7, 0)),
        ((40, 2), (None, None)),  # alone, the 2 would be the total less 40
        ((40, 2, 1), (None, None, None)),
        ((40, 8, 2), (40, None, None)),
        ((40, 8, 2, 3), (40, 8, None, None)),
        ((40, 8, 2, 2), (40, None, None, None)),
    ],
)
def test_a_row_with_its_sum(counts: tuple[int, ...], seen: tuple[int | None, ...]) -> None:
    phases = ["kita", "krippe", "geburt", "grundschule"]
    rows = [(OCTOBER._replace(phase=phase), count) for phase, count in zip(phases, counts, strict=False) if count]
    shown = protected(*rows)
    assert shown.value(Cell()) == (sum(counts) if sum(counts) >= LEAST else None)
    assert tuple(shown.value(Cell(phase=phase)) for phase in phases[: len(counts)]) == seen


def test_where_the_sum_is_hidden_nothing_below_it_is_told() -> None:
    shown = protected((OCTOBER, 3))
    assert shown.value(Cell(subject="gesundheit")) is None
    assert shown.value(Cell(subject="gesundheit", phase="krippe")) is None
    assert shown.value(Cell(subject="wohnen_alltag")) is None  # part of a hidden sum: not even that it is 0
    assert all(shown.value(cell) is None for cell in coarser_cells(OCTOBER) if is_counted(cell))


def test_a_language_is_not_told_by_the_others() -> None:
    rows = [(OCTOBER._replace(language=code), count) for code, count in (("de", 50), ("tr", 9), ("uk", 2))]
    shown = protected(*rows)
    assert [shown.value(Cell(language=code)) for code in ("de", "tr", "uk")] == [50, None, None]


@pytest.mark.parametrize(
    "cell",
    [
        OCTOBER,
        Cell(phase="kita", place="03151040", language="de"),
        Cell(language="de", channel="web"),
        Cell(subject="gesundheit/arzt", language="de"),
    ],
)
def test_what_is_divided_too_often_is_no_view(cell: Cell) -> None:
    with pytest.raises(KeyError):
        protected((OCTOBER, 9)).value(cell)


def test_without_searches_there_is_nothing() -> None:
    assert protected().value(Cell()) == 0
    assert protected().value(Cell(subject="gesundheit")) == 0

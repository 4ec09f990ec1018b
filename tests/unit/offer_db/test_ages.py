from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offer_db.ages import LIFE_PHASES, AgeRange, age_band, life_phases

DATA = Path(__file__).parents[3] / "data" / "gifhorn"
months = st.integers(-9, 330)
ranges = st.tuples(months, months).map(lambda ends: AgeRange(min(ends), max(ends)))


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        ((36, 47), (0, 216), True),
        ((36, 47), (47, 60), True),
        ((36, 47), (48, 60), False),
        ((18, 18), (18, 18), True),
        ((-9, 0), (0, 12), True),
        ((-9, -1), (0, 12), False),
        ((-5, -4), (-9, 12), True),
    ],
)
def test_closed_ranges_overlap_at_their_ends(one: tuple[int, int], other: tuple[int, int], overlaps: bool) -> None:
    assert AgeRange(*one).overlaps(AgeRange(*other)) is overlaps
    assert AgeRange(*other).overlaps(AgeRange(*one)) is overlaps


@given(ranges, ranges)
def test_gap_is_zero_exactly_if_they_overlap(one: AgeRange, other: AgeRange) -> None:
    assert (one.gap(other) == 0) == one.overlaps(other)
    assert (one.covered_by(other) > 0) == one.overlaps(other)
    assert 0 <= one.covered_by(other) <= 1


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        AgeRange(5, 4)


def test_life_phases_are_derived_as_in_the_collected_data() -> None:
    with (DATA / "offers.csv").open(encoding="utf-8", newline="") as stream:
        wrong = [
            row["id"]
            for row in csv.DictReader(stream)
            if ";".join(life_phases(AgeRange(int(row["age_min_months"]), int(row["age_max_months"]))))
            != row["life_phase"]
        ]
    # These two carry phases somebody chose by hand; the import keeps them.
    assert sorted(wrong) == ["de-elterngeld", "de-schwangere-in-not"]


@pytest.mark.parametrize(
    ("ages", "band"),
    [
        ((-7, -6), "schwangerschaft"),
        ((-9, 0), "schwangerschaft"),
        ((0, 0), "geburt"),
        ((0, 1), "geburt"),
        ((18, 18), "krippe"),
        ((36, 47), "kita"),
        ((60, 65), "uebergang_schule"),
        ((66, 71), "uebergang_schule"),
        ((84, 95), "grundschule"),
        ((108, 119), "grundschule"),
        ((132, 143), "uebergang_sek1"),
        ((180, 191), ""),
    ],
)
def test_one_band_for_every_age(ages: tuple[int, int], band: str) -> None:
    assert age_band(AgeRange(*ages)) == band


@given(ranges)
def test_the_band_is_a_life_phase_the_age_reaches_into(ages: AgeRange) -> None:
    band = age_band(ages)
    first, after = LIFE_PHASES.get(band, (168, 331))
    assert ages.min_months < after
    assert ages.max_months >= first

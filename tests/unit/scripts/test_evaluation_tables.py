"""Figures become German Markdown; the page keeps everything outside the marks."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from bot.evaluation.score import Score
from scripts.evaluation import page
from scripts.evaluation.table import (
    MOST_FREQUENT,
    Row,
    confusion_table,
    language_table,
    main_table,
    percent,
    whole,
)


def score(**hits: tuple[int, int]) -> Score:
    return Score(
        Counter({name: right for name, (right, _) in hits.items()}),
        Counter({name: of for name, (_, of) in hits.items()}),
        milliseconds=[1.0, 2.0, 90.0],
    )


@pytest.mark.parametrize(("share", "text"), [(0.9321, "93,2 %"), (0.0, "0,0 %"), (1.0, "100,0 %"), (None, "–")])
def test_percent(share: float | None, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(("value", "text"), [(118.4, "118"), (0.2, "unter 1"), (0.0, "unter 1"), (None, "–")])
def test_whole(value: float | None, text: str) -> None:
    assert whole(value) == text


def test_main_table_leaves_dashes_where_nothing_was_measured() -> None:
    text = main_table([Row("Lotte", score(akt=(9, 10)), 118.0, 900.0, 80.0), Row("Suchfeld", score(angebot3=(1, 3)))])
    headings, line, lotte, box, counted = text.splitlines()
    assert headings.count("|") == line.count("|") == lotte.count("|") == box.count("|") == counted.count("|")
    assert lotte.startswith("| Lotte | 90,0 % | – |")
    assert lotte.endswith("| 2,0 | 118 | 900 | 80 |")
    assert box.endswith("| 33,3 % | 2,0 | – | – | – |")
    assert counted.startswith("| gezählt an | 10 | – |")


def test_confusions_are_ordered_cut_and_set_side_by_side() -> None:
    own = Score(confusions=Counter({("akt", "soll", f"ist{n:02}"): n for n in range(1, 20)}))
    other = Score(confusions=Counter({("akt", "soll", "ist19"): 3, ("akt", "soll", "nur hier"): 50}))
    lines = confusion_table([Row("Lotte", own), Row("Rasa", other)]).splitlines()[2:]
    assert lines[0] == "| Akt | `soll` | `ist19` | 19 | 3 |"
    assert len(lines) == MOST_FREQUENT
    assert not any("nur hier" in line for line in lines)


def test_language_table_counts_danger_instead_of_dividing() -> None:
    line = language_table({"tr": score(sprache=(3, 3), gefahr=(1, 2), fehlalarm=(0, 1))}).splitlines()[2]
    assert line == "| Türkisch | 3 | 100,0 % | – | – | – | – | 1 von 2 | 0 von 1 |"


PAGE = f"# Titel\n\n{page.BEGIN}\nalt\n{page.END}\n\nSchluss\n"


def test_only_what_is_between_the_marks_is_replaced() -> None:
    new = page.replaced(PAGE, "neu")
    assert new == f"# Titel\n\n{page.BEGIN}\n\nneu\n\n{page.END}\n\nSchluss\n"
    assert page.replaced(new, "neu") == new
    assert page.measured_part(new) == "neu"


@pytest.mark.parametrize("text", ["", page.BEGIN, page.END, f"{page.END}{page.BEGIN}", PAGE + PAGE])
def test_a_page_without_its_marks_is_refused(text: str) -> None:
    with pytest.raises(page.MarksMissing):
        page.replaced(text, "neu")


def test_what_the_page_was_measured_on_can_be_read_again() -> None:
    stand = page.stand_line("4cfdc74f134d", "0a1b2c3d4e5f", date(2026, 11, 22))
    assert stand.startswith("Stand: 2026-11-22 · ")
    assert page.figures_of(page.replaced(PAGE, stand)) == ("4cfdc74f134d", "0a1b2c3d4e5f")


def test_a_page_without_a_stand_is_refused() -> None:
    with pytest.raises(page.MarksMissing):
        page.figures_of(PAGE)


def test_the_machine_is_told_by_kind_alone() -> None:
    assert "Kerne" in page.machine()
    assert "/" not in page.machine()


def test_block_holds_all_parts() -> None:
    rows = [Row(name, score(akt=(1, 2))) for name in page.ROWS]
    content = page.block(rows, (page.LOTTE,), {"de": score(sprache=(1, 1))}, "Stand: heute", messages=442, epochs=10)
    assert [
        part
        for part in (*page.ROWS, "Stand: heute", "442", "10-mal", "100-mal", "Deutsch", "soll")
        if part not in content
    ] == []

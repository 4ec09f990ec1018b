"""The figures on understanding are those of the present data, and none is left out."""

from __future__ import annotations

import re

import pytest

from bot.evaluation.messages import evaluation_hash
from bot.model import fingerprint
from scripts.evaluation import page
from scripts.evaluation.table import COUNTED, FIGURES, LANGUAGE_COUNTS, LANGUAGE_SHARES, QUESTIONS, SHARES
from texts import EASY_LANGUAGE, LANGUAGE_NAMES

AGAIN = "Die Daten haben sich geändert: make eval ARGS=--write"


@pytest.fixture(scope="module")
def measured() -> str:
    return page.measured_part(page.PAGE.read_text(encoding="utf-8"))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def tables(measured: str) -> list[list[list[str]]]:
    """Every table as its lines of cells, without the line under the headings."""
    found = re.findall(r"(?:^\|.*\n?)+", measured, re.M)
    return [[cells(line) for line in text.splitlines() if not line.startswith("| ---")] for text in found]


def test_figures_are_those_of_the_present_data() -> None:
    assert page.figures_of(page.PAGE.read_text(encoding="utf-8")) == (
        fingerprint(page.UNDERSTANDING),
        evaluation_hash(),
    ), AGAIN


def test_every_row_and_column_is_compared(measured: str) -> None:
    headings, *lines = tables(measured)[0]
    assert headings == ["", *SHARES.values(), *FIGURES]
    assert [line[0] for line in lines] == [*page.ROWS, COUNTED]
    assert all(len(line) == len(headings) for line in lines)


def test_lotte_has_every_figure(measured: str) -> None:
    _, *lines = tables(measured)[0]
    assert all("–" not in line and "" not in line for line in lines if line[0] in (page.LOTTE, page.LOTTE_MISSPELT))


def test_confusions_of_every_question_are_named(measured: str) -> None:
    headings, *lines = tables(measured)[1]
    assert headings[:3] == ["", "soll", "ist"]
    assert {line[0] for line in lines} <= set(QUESTIONS.values())
    assert {line[0] for line in lines} >= {QUESTIONS["bedarf1"], QUESTIONS["akt"]}


def test_every_language_is_there(measured: str) -> None:
    headings, *lines = tables(measured)[2]
    assert headings == ["", "Nachrichten", *LANGUAGE_SHARES.values(), *LANGUAGE_COUNTS.values()]
    assert {line[0] for line in lines} >= {name for key, name in LANGUAGE_NAMES.items() if key != EASY_LANGUAGE}

"""The page of all texts, which staff read and approve, shows what Lotte really says."""

from __future__ import annotations

import pytest

import texts
from bot.settings import ROOT
from scripts.texts_page import (
    HARDEST,
    HARDEST_ON_AVERAGE,
    HARDEST_SHORT,
    LONGEST_SENTENCE,
    MEASURED_FROM,
    PAGE,
    WHOLE_TEXT,
    page,
)

GERMAN = texts.load()


@pytest.fixture(scope="module")
def written() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_page_is_current(written: str) -> None:
    assert written == page(), "Die Texte haben sich geändert: make texte"


def test_page_says_not_to_edit_it(written: str) -> None:
    assert "nicht von Hand ändern" in written.split("## ")[0]


def test_every_wording_and_button_is_on_it(written: str) -> None:
    for key, variants in GERMAN.responses.items():
        assert f"| `{key}` |" in written
        for variant in variants:
            assert f"„{variant['text']}“" in written
            assert [button for button in variant.get("buttons", []) if button["title"] not in written] == []
    for key, sentences in GERMAN.phrases.items():
        assert f"| `{key}` |" in written
        assert [text for text in sentences if f"„{text}“".replace("\n", " ") not in written] == []


def test_comments_of_the_files_are_on_it(written: str) -> None:
    assert "leise Sorge: kein Alarm, aber eine Nummer neben der Antwort" in written


def test_limits_in_the_instructions_are_those_that_are_tested() -> None:
    """docs/texte-aendern.md repeats them for the people who write."""
    said = (ROOT / "docs/texte-aendern.md").read_text(encoding="utf-8")
    table = {row.split("|")[1].strip(): row.split("|")[2].strip() for row in said.splitlines() if row.startswith("| ")}
    assert table["Wörter in einem Satz (ein Doppelpunkt beendet keinen)"] == str(LONGEST_SENTENCE)
    assert table[f"Stufe der Wiener Sachtextformel, ab {WHOLE_TEXT} Wörtern"] == f"{HARDEST:.0f}"
    assert table[f"Stufe bei {MEASURED_FROM} bis {WHOLE_TEXT - 1} Wörtern"] == f"{HARDEST_SHORT:.0f}"
    assert table["Stufe aller Texte zusammen"] == f"{HARDEST_ON_AVERAGE:.0f}"

"""How a message is cut into clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.language.clauses import split


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("   ", []),
        ("suche kita", ["suche kita"]),
        ("Suche eine Kita. Mein Mann schlägt mich.", ["Suche eine Kita.", "Mein Mann schlägt mich."]),
        ("suche kita und mein mann schlägt mich", ["suche kita", "und mein mann schlägt mich"]),
        ("ich brauche hilfe, aber er darf nichts wissen", ["ich brauche hilfe,", "aber er darf nichts wissen"]),
        ("Erste Zeile hier\nzweite Zeile hier", ["Erste Zeile hier", "zweite Zeile hier"]),
    ],
)
def test_split(text: str, clauses: list[str]) -> None:
    assert split(text) == clauses


@pytest.mark.parametrize(
    "text",
    [
        "ich hab angst, dass ich ihm was tue",
        "wenn er schreit, schlag ich zu",
        "Mein Kind ist im 3. Monat",
        "wir suchen Kurse für Mütter und Väter",
        "Betreuung für Montag, Dienstag",
    ],
)
def test_stays_together(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize("text", ["Hallo. Ich suche eine Kita.", "Ich suche eine Kita. Dringend!"])
def test_a_single_word_stays_with_its_neighbour(text: str) -> None:
    assert split(text) == [text]


def test_a_long_run_without_punctuation_is_cut_where_a_subject_begins() -> None:
    text = (
        "guten tag zusammen hier schreibt eine mama aus wesendorf ich suche für august einen platz "
        "meine mutter kann nicht mehr helfen"
    )
    assert len(split(text)) > 1


@given(st.text(alphabet=st.sampled_from("abc ,.!?\nundaberichäöß3-"), max_size=200))
def test_no_word_is_lost(text: str) -> None:
    kept = [word for clause in split(text) for word in clause.split()]
    letters = "".join(character for word in kept for character in word if character.isalnum())
    assert letters == "".join(character for character in text if character.isalnum())

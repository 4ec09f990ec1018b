from __future__ import annotations

import pytest

from offer_db.stemming import stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hebamme", "hebammen"),
        ("tagesmutter", "tagesmütter"),
        ("tagesmütter", "tagesmuetter"),
        ("beratung", "beratungen"),
        ("kurs", "kurse"),
        ("kind", "kinder"),
        ("kindes", "kinder"),
        ("großeltern", "grosseltern"),
    ],
)
def test_forms_of_a_word_fall_together(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("kita", "kur"), ("elterngeld", "kindergeld"), ("neue", "nu"), ("ei", "ie")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_fillers_are_left_out() -> None:
    assert stems("Ich brauche bitte eine Hebamme!") == [stem("hebamme")]
    assert stems("") == []

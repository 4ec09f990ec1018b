from __future__ import annotations

import pytest

from offer_db.title_order import LENGTH, title_key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Ämterlotse", "amterlotse"),
        ("„Ärger“-Telefon", "arger telefon"),
        ("Straße & Söhne", "strasse sohne"),
        ("Café Storchennest", "cafe storchennest"),
        ("U3  Kurs_2", "u3 kurs 2"),
        ("", ""),
        ("„“", ""),
    ],
)
def test_signs_and_umlauts_do_not_matter(title: str, key: str) -> None:
    assert title_key(title) == key


def test_the_key_fits_its_column() -> None:
    assert len(title_key("ß" * LENGTH)) == LENGTH

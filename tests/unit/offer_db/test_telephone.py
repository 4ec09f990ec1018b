"""Telephone numbers in messages: what can be called back, what is none, and where it stands."""

from __future__ import annotations

import pytest

from offer_db.telephone import find, find_phone, spans

NUMBERS = [
    ("05371/804440", "05371 804440"),
    ("(05371) 94560", "05371 94560"),
    ("05371.804440", "05371 804440"),
    ("Tel.: 0 53 71 / 8 21 23", "05371 82123"),
    ("05371 82-123", "05371 82123"),
    ("05834 410", "05834 410"),
    ("0171 1234567", "0171 1234567"),
    ("Handy: 0176 - 12 34 56 78", "0176 12345678"),
    ("0151 23456789", "01512 3456789"),
    ("nach 16 uhr: 015123456789!", "01512 3456789"),
    ("+49 151 23456789", "01512 3456789"),
    ("+49 (0)171 1234567", "0171 1234567"),
    ("0049 5371 82123", "05371 82123"),
    ("+380 67 123 4567", "+380 67 123 4567"),
    ("0048 600 123 456", "+48 600 123 456"),
    # the zero or the plus is missing
    ("176 12345678", "0176 12345678"),
    ("4917612345678", "0176 12345678"),
    # what stands beside the number
    ("05371 804440 16 Uhr", "05371 804440"),
    ("05371 804440 16-18 Uhr", "05371 804440"),
    ("0151 23456789 12.11.2026", "01512 3456789"),
    ("bitte nicht die 112, sondern 0171 1234567", "0171 1234567"),
    ("05371 82123 oder 0171 1234567", "05371 82123"),
    # without area code, only if there is no other
    ("82123", "82123"),
    ("80 44 40", "80 44 40"),
    ("804-440 ab mittags", "804-440"),
    ("Festnetz 82123", "82123"),
    ("ruft mich an 82123 oder 0171 1234567", "0171 1234567"),
    ("Ich wohne in 38518 Gifhorn, 82123", "82123"),
    ("Tel 38518", "38518"),
]

NO_NUMBERS = [
    "",
    "ja",
    "110",
    "112",
    "115",
    "116117",
    "116 117",
    "116 016",
    "11833",
    "0800 1110550",
    "0900 1234567",
    "0180 5123456",
    "0151 23",
    "0161 1234567",
    "05371",
    "00000000",
    "0123456789",
    "38518",
    "38518 Gifhorn",
    "Gifhorn 38518",
    "PLZ 10115",
    "03/04/2021",
    "12.11.2026 nachmittags",
    "am 3.4.2020 geboren",
    "im Schuljahr 2025/26",
    "10000 Euro",
    "10.000 €",
    "zwischen 8 und 12 Uhr",
    "8-12 14-18 Uhr",
    "meine Kinder sind 3 und 5",
    "2 4 6 8 10",
    "DE89 3704 0044 0532 0130 00",
    "24104//0012345",
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_number(text: str, number: str) -> None:
    assert find_phone(text) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_number(text: str) -> None:
    assert find_phone(text) is None


@pytest.mark.parametrize(
    ("text", "typed"),
    [("Anna, 05371/804440, ab 16 Uhr", "05371/804440"), ("am 3.4.2026, Festnetz 82123", "82123")],
)
def test_where_it_stands(text: str, typed: str) -> None:
    found = find(text)
    assert found
    assert text[found.start : found.end] == typed


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Tel 82123 und 0171 1234567, Notruf 112", ["82123", "0171 1234567"]),
        ("ruft mich an 0151 23", ["0151 23"]),
        ("80 44 40", ["80 44 40"]),
        (" 804440.", ["804440"]),
        ("38518", []),
        ("2025/26", []),
        ("wir sind 82123", []),
    ],
)
def test_what_the_masking_takes_out(text: str, taken: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == taken

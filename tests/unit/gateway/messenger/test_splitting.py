"""Cut where a reader would pause; numbers, addresses and emoji stay whole; nothing is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.messenger.splitting import clusters, split


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "most", "pieces"),
    [
        ("", 10, []),
        ("kurz", 10, ["kurz"]),
        ("Ein Absatz.\n\nNoch einer.", 15, ["Ein Absatz.", "Noch einer."]),
        ("eins\nzwei\ndrei", 9, ["eins\nzwei", "drei"]),
        ("Erster Satz. Zweiter Satz.", 14, ["Erster Satz.", "Zweiter Satz."]),
        ("das ist ein langer Satz", 12, ["das ist ein", "langer Satz"]),
        ("Rufen Sie an: 05371 804-440", 20, ["Rufen Sie an:", "05371 804-440"]),
        ("Nummer 0800 111 0 550 gilt", 20, ["Nummer", "0800 111 0 550 gilt"]),
        ("Kitas, z. B. in Brome. Und mehr.", 24, ["Kitas, z. B. in Brome.", "Und mehr."]),
        ("Ab dem 12. Mai. Danach nicht.", 16, ["Ab dem 12. Mai.", "Danach nicht."]),
        ("siehe https://lotte.example/angebote dort", 31, ["siehe", "https://lotte.example/angebote", "dort"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("👨‍👩‍👧👨‍👩‍👧", 5, ["👨‍👩‍👧", "👨‍👩‍👧"]),
    ],
)  # fmt: skip
def test_where_it_is_cut(text: str, most: int, pieces: list[str]) -> None:
    assert split(text, most) == pieces


def test_a_paragraph_that_is_too_long_leaves_room_for_what_follows() -> None:
    assert split("aaaa bbbb cccc\n\ndd", 9) == ["aaaa bbbb", "cccc\n\ndd"]


def test_the_platform_counts() -> None:
    assert split("😀😀😀", 4, utf16) == ["😀😀", "😀"]


@pytest.mark.parametrize("whole", ["🇩🇪", "👍🏽", "é", "👩‍💻", "1️⃣"])
def test_one_character_to_a_reader(whole: str) -> None:
    assert list(clusters(f"a{whole}b")) == ["a", whole, "b"]


@given(st.text(alphabet=st.sampled_from("ab .\n12-äé😀\u0301👍🏽🇩"), max_size=200), st.integers(4, 40))
def test_nothing_is_lost_and_all_fits(text: str, most: int) -> None:
    pieces = split(text, most)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)
    for piece in pieces:
        assert piece.strip() == piece
        assert piece
        assert len(piece) <= most or len(list(clusters(piece))) == 1

"""Text hygiene: what reaches the rest of Lotte is plain, short and no command."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.language.hygiene import clean, fold, skeleton


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Hallo", "Hallo"),
        ("", ""),
        ("   \n\t ", ""),
        ("  Mein   Kind\tist  3 ", "Mein Kind ist 3"),
        ("Sohn 3\r\n\r\nTochter 5", "Sohn 3\nTochter 5"),
        ("Sohn 3 \n Tochter 5", "Sohn 3\nTochter 5"),
        ("Zeile\u2028zwei", "Zeile\nzwei"),
        ("gro\u0308ßer", "größer"),
        ("Ki\u200bta\ufeff", "Kita"),
        ("Kin\u00addergarten", "Kindergarten"),
        ("\u202eumgedreht\u202c", "umgedreht"),
        ("a\x00b\x07c", "abc"),
        ("3\u00a0Jahre", "3 Jahre"),
        ("3\u2009Jahre", "3 Jahre"),
    ],
)
def test_invisible_characters_and_white_space(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("😭😭😭", ""),
        ("👨‍👩‍👧‍👦", ""),
        ("🇩🇪", ""),
        ("❤️", ""),
        (":-) ;) xD", ""),
        ("Hilfe 😭 mein Kind", "Hilfe mein Kind"),
        ("danke <3", "danke"),
        ("danke:)", "danke"),
        ("3️⃣ Jahre", "3 Jahre"),
        ("٣ Jahre", "3 Jahre"),
        ("３ Jahre", "3 Jahre"),
        ("𝗛𝗶𝗹𝗳𝗲", "Hilfe"),
        ("38,5 °C", "38,5 °C"),
        ("5 € für 1½ Stunden", "5 € für 1½ Stunden"),
        ("Alter:(3)", "Alter:(3)"),
        ("Моїй дитині 3 роки", "Моїй дитині 3 роки"),
        ("طفلي عمره 3 سنوات", "طفلي عمره 3 سنوات"),
    ],
)
def test_emoji_go_and_scripts_stay(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("biiiitte", "bitte"),
        ("hiiilfeeee!!!!", "hilfe!"),
        ("HIIIILFE", "HILFE"),
        ("neinnnn", "neinn"),
        ("was???", "was?"),
        ("was?!?!!", "was?!"),
        ("hm......", "hm..."),
        ("und dann…", "und dann..."),
        ("Klasse III", "Klasse III"),
        ("See und Kaffee", "See und Kaffee"),
        ("0,000 und 111", "0,000 und 111"),
        ("www.gifhorn.de", "www.gifhorn.de"),
    ],
)
def test_shouting_is_shortened(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "raw",
    [
        "/start",
        "//start",
        "  /start",
        "\u200b/start",
        "😀/start",
        "/ /start",
        "\n/start",
        "<3/start",
        "/😀/start",
        "\u0000/start",
    ],
)
def test_no_text_is_a_command(raw: str) -> None:
    assert not clean(raw).lstrip().startswith("/")


def test_a_slash_inside_stays() -> None:
    assert clean("Mo/Di und/oder Mi") == "Mo/Di und/oder Mi"


def test_a_long_text_is_cut_at_a_word() -> None:
    assert clean("Wort " * 400, limit=12) == "Wort Wort"
    assert clean("Wort Wort Wort", limit=9) == "Wort Wort"
    assert len(clean("abc" * 5000)) == 1000


def test_stacked_accents_are_thinned() -> None:
    assert len(clean("a" + "\u0301" * 500)) <= 3


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "groesse"),
        ("FÜR", "fuer"),
        ("Straße", "strasse"),
        ("Ayşe", "ayse"),
        ("gro\u0308ße", "groesse"),
        ("İzmir", "izmir"),
        ("Café", "cafe"),
        ("3 Jahre", "3 jahre"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "spellings",
    [
        ("für", "fuer", "fur", "FÜR"),
        ("Mädchen", "Maedchen", "Madchen"),
        ("größer", "groesser"),
        ("jährig", "jaehrig", "jahrig"),
    ],
)
def test_skeleton_joins_the_spellings_of_an_umlaut(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("word", ["dauert", "neue", "aktuell", "steuer", "frauen"])
def test_skeleton_leaves_what_only_looks_like_an_umlaut(word: str) -> None:
    assert skeleton(word) == word


_TRICKY = st.sampled_from(
    [*"aeisß/ .,!?:;)(<3-\n\t", "ü", "u\u0308", "\u0301", "\u200d", "\ufe0f", "😀", "ﬁ", "５", "III", "xD", "…"]
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_TRICKY, max_size=60).map("".join))


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.integers(1, 60))
def test_cleaning_twice_changes_nothing(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert clean(cleaned, limit) == cleaned


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.integers(1, 60))
def test_what_comes_out_is_plain(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert not cleaned.startswith("/")
    assert all(
        character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        for character in cleaned
    )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=100))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)

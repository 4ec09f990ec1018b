"""A message that only adds an age or a place, and messages that look like one but say more."""

import pytest

from bot.nlu.language.bare_facts import is_bare


def spans(text: str, *facts: str) -> list[tuple[int, int]]:
    """Offsets of the facts in the text."""
    return [(text.index(fact), text.index(fact) + len(fact)) for fact in facts]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("3", ["3"]),
        ("sie ist 4", ["4"]),
        ("Nein, er ist erst 2 Jahre alt!", ["2 Jahre"]),
        ("meine beiden sind 3 und 7", ["3", "7"]),
        ("in Wittingen", ["Wittingen"]),
        ("wir wohnen in der Nähe von Brome", ["Brome"]),
        ("der Große ist 6, das Mädchen 2 Jahre", ["6", "2 Jahre"]),
        ("der Grosse ist 6, das Maedchen 2 Jahre", ["6", "2 Jahre"]),
        ("Hallo, mein Sohn ist 5 und wir leben in Meine", ["5", "Meine"]),
    ],
)
def test_only_facts(text: str, facts: list[str]) -> None:
    assert is_bare(text, spans(text, *facts))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("", []),
        ("ja", []),
        ("sie ist", []),
        ("sie ist 4 und spricht kaum", ["4"]),
        ("Kita in Wittingen", ["Wittingen"]),
        ("Welche Angebote gibt es in Brome?", ["Brome"]),
        ("er ist 2 und beißt", ["2"]),
        ("er er er er er er er er er er ist 2", ["2"]),
    ],
)
def test_more_or_less_than_facts(text: str, facts: list[str]) -> None:
    assert not is_bare(text, spans(text, *facts))


def test_overlapping_facts() -> None:
    text = "er ist 2 Jahre alt"
    assert is_bare(text, [(7, 8), (7, 14)])

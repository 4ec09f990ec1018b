"""A message that only adds an age or a place, and messages that look like one but say more."""

import pytest

from bot.nlu.language.bare_facts import is_bare
from bot.nlu.language.child_reference import find_references


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


def named(text: str) -> list[tuple[int, int]]:
    """Offsets of the children that are named without an age, as the pipeline finds them."""
    return [(one.start, one.end) for one in find_references(text)]


@pytest.mark.parametrize(
    "text",
    [
        "und für den Großen?",
        "und fuer den grossen",
        "für die Kleine",
        "und der Mittlere?",
        "mein anderer Sohn",
        "und für meine andere Tochter?",
        "das gleiche für den Großen",
        "nochmal für die Kleine bitte",
        "nein, für meinen Sohn",
        "ich meinte die Kleine",
        "jetzt für den Großen bitte",
        "das Baby",
        "mein Sohn und meine Tochter",
    ],
)
def test_a_child_without_an_age_is_a_fact(text: str) -> None:
    assert is_bare(text, named(text))


@pytest.mark.parametrize(
    "text",
    [
        "und für den Großen eine Kita",
        "der Große hat Probleme",
        "mein Sohn spricht nicht",
        "gibt es das auch für die Kleine",
        "die Kleine schläft nicht",
        "und für das andere Angebot",
    ],
)
def test_a_child_with_a_wish_is_more_than_a_fact(text: str) -> None:
    assert not is_bare(text, named(text))


@pytest.mark.parametrize(
    "text",
    ["ich habe noch eine Tochter", "was ist mit dem Großen?", "wie ist es bei meinem Sohn", "und was mit der Kleinen"],
)
def test_a_child_without_an_age_asked_for_otherwise(text: str) -> None:
    assert is_bare(text, named(text))


def test_a_child_its_age_and_a_place() -> None:
    text = "mein Sohn ist 3 und wir wohnen in Brome"
    assert is_bare(text, [*named(text), *spans(text, "3", "Brome")])


def test_overlapping_facts() -> None:
    text = "er ist 2 Jahre alt"
    assert is_bare(text, [(7, 8), (7, 14)])

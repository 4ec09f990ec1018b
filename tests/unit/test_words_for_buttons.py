"""A parent types what a button says instead of tapping it."""

from __future__ import annotations

import pytest

import texts
from bot.words_for_buttons import tapped_in_words


def buttons(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "payload": f"/knopf_{index}"} for index, title in enumerate(titles)]


DELETE = buttons("Ja, alles löschen", "Nein, behalten")
AGES = buttons("Ich bin schwanger", "0 bis 11 Monate", "1 bis 2 Jahre", "3 bis 5 Jahre", "Möchte ich nicht sagen")
CALLBACK = buttons("Ja, einverstanden", "Doch kein Anruf")


@pytest.mark.parametrize(
    ("text", "intent", "given", "title"),
    [
        # the words of the button, however they are written
        ("3 bis 5 Jahre", "angabe", AGES, "3 bis 5 Jahre"),
        ("  3 bis 5 jahre ", "angabe", AGES, "3 bis 5 Jahre"),
        ("Ich bin schwanger.", "schwangerschaft_geburt", AGES, "Ich bin schwanger"),
        ("moechte ich nicht sagen", "weiss_nicht", AGES, "Möchte ich nicht sagen"),
        ("MÖCHTE ICH NICHT SAGEN!", None, AGES, "Möchte ich nicht sagen"),
        ("ja alles loeschen", "ja", DELETE, "Ja, alles löschen"),
        # "ja" and "nein" in any words the classifier understands
        ("ja", "ja", DELETE, "Ja, alles löschen"),
        ("jo mach mal", "ja", DELETE, "Ja, alles löschen"),
        ("👍", "ja", DELETE, "Ja, alles löschen"),
        ("nein", "nein", DELETE, "Nein, behalten"),
        ("lieber nicht", "nein", DELETE, "Nein, behalten"),
        ("nee", "nein", CALLBACK, "Doch kein Anruf"),
        ("klar", "ja", CALLBACK, "Ja, einverstanden"),
        # in the other languages
        ("yes", "ja", buttons("Yes, delete everything", "No, keep it"), "Yes, delete everything"),
        ("no", "nein", buttons("Yes, delete everything", "No, keep it"), "No, keep it"),
        ("evet", "ja", buttons("Evet, hepsini sil", "Hayır, kalsın"), "Evet, hepsini sil"),
        ("hayır", "nein", buttons("Evet, hepsini sil", "Hayır, kalsın"), "Hayır, kalsın"),
        ("да", "ja", buttons("Да, удалить всё", "Нет, оставить"), "Да, удалить всё"),
        ("ні", "nein", buttons("Так, видалити все", "Ні, залишити"), "Ні, залишити"),
        ("tak", "ja", buttons("Tak, usuń wszystko", "Nie, zostaw"), "Tak, usuń wszystko"),
        ("نعم", "ja", buttons("نعم، احذفي كل شيء", "لا، أبقيه"), "نعم، احذفي كل شيء"),
        ("لا", "nein", buttons("نعم، احذفي كل شيء", "لا، أبقيه"), "لا، أبقيه"),
        # the exact words go before "ja"
        ("Nein", "nein", buttons("Nein, behalten", "Nein"), "Nein"),
    ],
)
def test_meant(text: str, intent: str | None, given: list[dict[str, str]], title: str) -> None:
    meant = tapped_in_words(text, intent, given)
    assert meant is not None
    assert meant["title"] == title


@pytest.mark.parametrize(
    ("text", "intent", "given"),
    [
        ("ja", "ja", []),
        ("3 bis 5 Jahre", "angabe", []),
        # no button of that kind, or two of them
        ("ja", "ja", AGES),
        ("nein", "nein", AGES),
        ("ja", "ja", buttons("Ja, heute", "Ja, morgen", "Nein")),
        # something else was understood
        ("ja", "smalltalk", DELETE),
        ("ja", None, DELETE),
        ("was heißt das", "nachfrage", DELETE),
        # more or less than the words of the button
        ("3 bis 5 Jahre und 8 Monate", "angabe", AGES),
        ("3", "angabe", AGES),
        ("schwanger", "schwangerschaft_geburt", AGES),
        ("", None, AGES),
        ("?!", None, AGES),
    ],
)
def test_not_meant(text: str, intent: str | None, given: list[dict[str, str]]) -> None:
    assert tapped_in_words(text, intent, given) is None


@pytest.mark.parametrize(
    ("intent", "given"),
    [
        ("nein", buttons("Notruf 112: Rettungsdienst und Feuerwehr", "Familienbüro", "Um etwas anderes")),
        ("nein", buttons("Noch mehr anzeigen", "Von vorn anfangen")),
        ("ja", buttons("Januar", "Februar")),
    ],
)
def test_yes_and_no_are_whole_words(intent: str, given: list[dict[str, str]]) -> None:
    assert tapped_in_words(intent, intent, given) is None


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_real_questions_can_be_answered_with_yes_and_no(language: str) -> None:
    """Wherever one button of an answer says yes, "ja" taps it; the same for no."""
    asked = 0
    for variants in texts.load(language).responses.values():
        given = variants[0].get("buttons") or []
        yes, no = (tapped_in_words("?", intent, given) for intent in ("ja", "nein"))
        assert yes is None or yes is not no
        asked += yes is not None and no is not None
    assert asked >= 1

"""How easy Lotte's German reads: measured, text by text, so that no hard sentence slips in.

What is measured
- The Wiener Sachtextformel, made for German non-fiction; its value is about the school year that copes with the text,
  4 being the easiest it was made for. Of its four variants we take the first: it alone counts everything that makes
  German hard here (words of three and more syllables, words of more than six letters, long sentences) and gives credit
  for words of one syllable. Variants 2 to 4 leave out the short words, 3 and 4 the long ones too: officialese in short
  sentences would pass.
- The longest sentence, in words. A colon ends no sentence, so nothing is hidden behind one.

Why these limits
- 15 words a sentence: the project's rule for A2/B1.
- Grade 6 for a whole text (12 words and more): no official table turns grades into language levels. The formula's scale
  begins at 4, very easy; what a sixth-grader reads alone is what we hold adults at B1 to cope with, too. So that this
  stays the upper end and A2 the rule, all texts together must not be above 4.
- Grade 9 for less than 12 words: there one word that cannot be avoided (Familienbüro, Landkreis Gifhorn) is worth
  3 to 6 grades (0.19 · 100/n as a word of many syllables and 0.13 · 100/n as a long one), whatever the rest is like.
- Below 5 words nothing is measured: a label ("am Telefon") has no readability.
- Placeholders hold what usually stands there. Of "Wohngeld heißt: …" only the explanation is measured: the official
  word is what makes it necessary.
"""

from __future__ import annotations

import socket
from typing import Any

import nltk
import pytest

import texts
from scripts.texts_page import (
    EXAMPLES,
    HARDEST,
    HARDEST_ON_AVERAGE,
    HARDEST_SHORT,
    LONGEST_SENTENCE,
    MEASURED_FROM,
    WHOLE_TEXT,
    reading,
)

GERMAN = texts.load()
SAID = {
    **{f"{key}[{i}]": v["text"] for key, variants in GERMAN.responses.items() for i, v in enumerate(variants)},
    **{f"{key}[{i}]": text for key, variants in GERMAN.phrases.items() for i, text in enumerate(variants)},
}
#: Key with variant → why this text cannot be easier. Keep it short; empty is best.
TOO_HARD: dict[str, str] = {}
TOO_LONG: dict[str, str] = {}


@pytest.mark.parametrize("key", SAID)
def test_no_text_is_too_hard(key: str) -> None:
    read = reading(SAID[key])
    if key not in TOO_HARD and read.grade is not None:
        assert read.grade <= read.limit, f"{key}: Stufe {read.grade:.1f}, höchstens {read.limit:.0f}: {SAID[key]}"


@pytest.mark.parametrize("key", SAID)
def test_no_sentence_is_too_long(key: str) -> None:
    longest = reading(SAID[key]).longest
    if key not in TOO_LONG:
        assert longest <= LONGEST_SENTENCE, f"{key}: ein Satz mit {longest} Wörtern: {SAID[key]}"


def test_all_texts_together_are_easy() -> None:
    measured = [(read.grade, read.words) for read in map(reading, SAID.values()) if read.grade is not None]
    average = sum(grade * words for grade, words in measured) / sum(words for _, words in measured)
    assert average <= HARDEST_ON_AVERAGE


def test_exceptions_are_needed() -> None:
    """An exception whose text has become easy would hide the next hard wording."""
    hard = {key for key, text in SAID.items() if (read := reading(text)).grade is not None and read.grade > read.limit}
    long = {key for key, text in SAID.items() if reading(text).longest > LONGEST_SENTENCE}
    assert set(TOO_HARD) == hard
    assert set(TOO_LONG) == long


@pytest.mark.parametrize(
    ("text", "words", "longest"),
    [
        ("Worum geht es?", 3, 3),
        ("Guten Tag. Wie alt ist Ihr Kind?", 7, 5),
        ("Zum Reden: Elterntelefon 0800 1110550.", 5, 5),
        ("Für {wofuer} kenne ich das hier:", 11, 11),
        ("Was ich in {ort} für {alter} gefunden habe, sehen Sie hier unten:", 13, 13),
        ("Eins zwei\ndrei vier fünf", 5, 3),
        ("Wohngeld heißt: Geld zur Miete.", 3, 5),
    ],
)
def test_words_are_counted_as_they_are_read(text: str, words: int, longest: int) -> None:
    read = reading(text)
    assert (read.words, read.longest) == (words, longest)
    assert (read.grade is None) == (words < MEASURED_FROM)
    assert read.limit == (HARDEST if words >= WHOLE_TEXT else HARDEST_SHORT)


def test_officialese_is_found() -> None:
    """The measure itself works: an office's sentence fails, ours on the same matter passes."""
    hard = reading(
        "Die Inanspruchnahme der Unterstützungsleistungen setzt eine vorherige schriftliche Antragstellung bei der "
        "zuständigen Bewilligungsbehörde voraus."
    )
    easy = reading("Stellen Sie zuerst einen Antrag. Das Familienbüro hilft Ihnen dabei und sagt, wo er hin muss.")
    assert hard.grade is not None
    assert hard.grade > 15
    assert easy.grade is not None
    assert easy.grade < HARDEST


def test_an_unknown_placeholder_is_named() -> None:
    with pytest.raises(texts.TextError, match="neues_feld"):
        reading("Das ist {neues_feld}.")


def test_examples_are_used() -> None:
    assert [name for name in EXAMPLES if not any(f"{{{name}}}" in text for text in SAID.values())] == []


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """For English textstat fetches a dictionary; for German it must manage with what is installed."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(nltk, "download", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert reading("Diesen Satz hat vorher noch niemand gemessen, also rechnet niemand aus dem Gedächtnis.").grade

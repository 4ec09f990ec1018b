"""What stands in messages of a messenger, read as a person reads it: sentences, cards of offers, choices. Pure.

The frame is what only a messenger says: the note on data, "Verstanden: …", "Antworten Sie mit 1, 2 oder 3".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import texts
from tests.messenger.wires import Shown

PARAGRAPH: Final = "\n\n"
_FRAMING: Final = ("messenger_verstanden", "messenger_gewaehlt", "messenger_standort", "chat_antworten")
_HINTS: Final = ("messenger_zahl", "messenger_zahlen", "messenger_zahlen_viele")
_NOTES: Final = ("messenger_hinweis", "messenger_hinweis_mehr")
_NUMBERED: Final = re.compile(r"(\d+)\. (.+)")


@dataclass
class Answer:
    """An answer, taken apart.

    Attributes:
        sentences: paragraphs of Lotte's sentences.
        offers: ids of the offers, in the order of their cards.
        cards: the cards' texts.
        links: (label, address behind Lotte's own) of calendar files.
        numbered: the labels of choices that stand in the text as 1, 2, 3, …
        frame: everything only a messenger says.
    """

    sentences: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    numbered: list[str] = field(default_factory=list)
    frame: list[str] = field(default_factory=list)


def read(messages: Sequence[Shown], public_url: str) -> Answer:
    """Takes messages apart; `public_url` is Lotte's own address without trailing slash."""
    answer = Answer()
    for message in messages:
        if _matches(message.text, _NOTES[:1], more=True):
            answer.frame.append(message.text)
            continue
        for paragraph in paragraphs(_without_numbers(message.text, answer)):
            _sort(paragraph, answer, public_url)
    return answer


def paragraphs(text: str) -> list[str]:
    """What stands between blank lines."""
    stripped = (paragraph.strip("\n") for paragraph in text.split(PARAGRAPH))
    return [paragraph for paragraph in stripped if paragraph]


def _sort(paragraph: str, answer: Answer, public_url: str) -> None:
    if ids := re.findall(rf"{re.escape(public_url)}/angebote/([\w-]+)", paragraph):
        answer.offers += ids
        answer.cards.append(paragraph)
    elif link := re.fullmatch(rf"(.+): {re.escape(public_url)}(/kalender/\S+)", paragraph):
        answer.links.append((link[1], link[2]))
    elif _matches(paragraph, _FRAMING):
        answer.frame.append(paragraph)
    else:
        answer.sentences.append(paragraph)


def _without_numbers(text: str, answer: Answer) -> str:
    """The text without choices as numbers and without the line below them; both are kept."""
    kept = []
    for line in text.split("\n"):
        if (match := _NUMBERED.fullmatch(line)) and int(match[1]) == len(answer.numbered) + 1:
            answer.numbered.append(match[2])
        elif answer.numbered and _matches(line, _HINTS):
            answer.frame.append(line)
        else:
            kept.append(line)
    return "\n".join(kept)


def _matches(text: str, keys: Sequence[str], *, more: bool = False) -> bool:
    """Whether a text is one of these phrases, in any language; `more`: something may follow."""
    return any(
        (pattern.match if more else pattern.fullmatch)(text) is not None for key in keys for pattern in _patterns(key)
    )


@lru_cache
def _patterns(key: str) -> list[re.Pattern[str]]:
    return list(_all_patterns(key))


def _all_patterns(key: str) -> Iterator[re.Pattern[str]]:
    for language in texts.LANGUAGES:
        for phrase in texts.load(language).phrases[key]:
            fixed = re.split(r"\{\w+\}", phrase)
            yield re.compile(".+?".join(map(re.escape, fixed)), re.DOTALL)

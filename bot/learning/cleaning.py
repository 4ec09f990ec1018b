"""Makes a parent's message a training sentence: masked once more, and without the marks that masking leaves. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.memory.masking import mask
from bot.nlu.language.hygiene import clean

LONGEST: Final = 400
SHORTEST: Final = 2
"""Letters; "ja" is a sentence."""

_TAG: Final = r"(?:\b(?:Dr|Prof)\.? )*\[[^\[\]]*\]"
_TAGS: Final = re.compile(rf"{_TAG}(?:[\s,;]*{_TAG})*")
# "…, Frau [Name]." says nothing without the name; "meine Frau [Name]" and "Frau [Name] vom Jugendamt" do
_ADDRESSED: Final = re.compile(rf"(?<![er] )(?<!und )\b(?:[Ff]rau|[Hh]errn?) (?={_TAGS.pattern}\s*(?:[.,;:!?]|$))")
# what Rasa would read as the mark of an entity, and YAML or Markdown as the start of a list
_MARKUP: Final = re.compile(r"[\[\]{}<>|`]")
_LEADING: Final = re.compile(r"^[\s/#*•–-]+")
_LOOSE_MARK: Final = re.compile(r"\s+([.,;:!?])")
_DOUBLE_MARK: Final = re.compile(r"[,;:]\s*(?=[.,;:!?])")
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*[,;/und\s]*\)")
_LETTER: Final = re.compile(r"[^\W\d_]")


def training_sentence(text: str) -> str:
    """The sentence as it may be learned: one line, nobody named; `training_sentence` of it changes nothing more.

    Examples:
        "Meine Tochter [Name] ist 3" → "Meine Tochter ist 3"
        "Mein Sohn Max, 0171 1234567, krampft" → "Mein Sohn, krampft"
        "Wechsel klappt nicht, Frau Müller 05371 12345" → "Wechsel klappt nicht"
    """
    for _ in range(4):
        before = text
        text = mask(clean(text).replace("\n", " "))
        text = _MARKUP.sub(" ", _TAGS.sub(" ", _ADDRESSED.sub("", text)))
        text = _EMPTY_BRACKETS.sub(" ", text)
        text = _DOUBLE_MARK.sub("", _LOOSE_MARK.sub(r"\1", text))
        text = _LEADING.sub("", re.sub(r"\s+", " ", text)).strip(" ,;:")
        text = text[:LONGEST].strip()
        if text == before:
            break
    return text


def says_something(sentence: str) -> bool:
    """Whether enough letters are left to learn from."""
    return len(_LETTER.findall(sentence)) >= SHORTEST

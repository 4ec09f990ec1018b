"""A correction as a training example: the sentence, what it means, and the file it belongs into. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from bot.learning.sentences import GERMAN
from bot.memory.reviewing.basket import CorrectionRow
from bot.nlu.language.acts import NEEDS, crisis_kind

NLU: Final = PurePosixPath("data/nlu")
_LANGUAGE_FILES: Final = {
    "en": "englisch",
    "tr": "tuerkisch",
    "pl": "polnisch",
    "uk": "ukrainisch",
    "ar": "arabisch",
    "ru": "russisch",
}


@dataclass(frozen=True)
class Example:
    """A sentence a model can learn.

    Attributes:
        text: one line, see `cleaning.training_sentence`.
        second_need: of a message with two needs, or None.
        language: key as in `texts.LANGUAGES`; what is not taught apart counts as German.
        sounded_like: the kind of danger it was wrongly taken for, or None.
    """

    text: str
    intent: str
    second_need: str | None = None
    language: str = GERMAN
    sounded_like: str | None = None

    @property
    def file(self) -> PurePosixPath:
        """Where it belongs, relative to the project's folder."""
        if self.language in _LANGUAGE_FILES:
            return NLU / "andere_sprachen" / f"{_LANGUAGE_FILES[self.language]}.yml"
        if crisis_kind(self.intent):
            return NLU / "krise" / f"{self.intent}.yml"
        if self.sounded_like and not self.second_need:
            return NLU / "krise" / f"klingt_nur_so_{self.sounded_like}.yml"
        if self.intent not in NEEDS:
            return NLU / "gespraech" / f"{self.intent}.yml"
        return NLU / ("mehrere_anliegen" if self.second_need else "bedarf") / f"{self.intent}.yml"


def examples_of(rows: Sequence[CorrectionRow]) -> list[Example]:
    """All that a model can learn from.

    Args:
        rows: as the basket gives them, the newest first.

    Returns:
        The oldest first: the newest then stand at the end of their file.
    """
    return [
        example_of(row.sentence, row.understood, row.right.intent, row.right.second_need)
        for row in reversed(rows)
        if row.right.intent
    ]


def example_of(sentence: str, understood: Mapping[str, Any], intent: str, second_need: str | None) -> Example:
    """The example that teaches what is right.

    Args:
        sentence: cleaned.
        understood: what it was taken for (DESIGN.md, 6).
        intent: what it is.
        second_need: see `Example`.
    """
    language = str(understood.get("language") or GERMAN)
    return Example(
        sentence,
        intent,
        second_need,
        language if language in _LANGUAGE_FILES else GERMAN,
        None if crisis_kind(intent) else understood.get("crisis"),
    )

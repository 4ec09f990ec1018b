"""The sentences an installation taught its Lotte beside `data/nlu/`: a folder a state, the present one behind a link.

LOTTE_VAR/lernen/nlu              → staende/12   what every training takes in (bot/model.py)
LOTTE_VAR/lernen/staende/12/*.yml                one file an intent, and `vorher`: the state before
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.learning.example import Example
from bot.learning.sentences import Sentence, read_sentences, training_files
from bot.learning.writing import EMPTY, with_examples
from bot.model import additions_folder

NOTHING: Final = "keine"
"""Name of the state without any additions."""
_FORMER: Final = "vorher"


class Additions:
    """The states of one installation."""

    def __init__(self, var: Path) -> None:
        """`var`: the folder of the installation; nothing is made before something is learned."""
        self._link = additions_folder(var)
        self._states = self._link.parent / "staende"

    @property
    def link(self) -> Path:
        """Leads to the present state; may be missing."""
        return self._link

    def present(self) -> str:
        """Name of the present state."""
        return self._link.resolve().name if self._link.exists() else NOTHING

    def former(self) -> str | None:
        """Name of the state before the present one; None if there was none."""
        return self._before(self.present())

    def folder(self, state: str) -> Path:
        """The folder of a state; may be missing."""
        return self._states / state

    def sentences(self, state: str) -> list[Sentence]:
        """What a state teaches."""
        return list(read_sentences(training_files(self.folder(state))))

    def write(self, state: str, examples: Iterable[Example]) -> Path:
        """Makes a state out of the present one and new examples; takes nothing into service.

        What has come into `data/nlu/` meanwhile is left out: it need not be learned twice.
        """
        examples = list(examples)
        known = {sentence.text for sentence in read_sentences(training_files())}
        # a sentence that is corrected once more means what was said last
        new = known | {example.text for example in examples}
        kept = [
            Example(old.text, old.intent, old.second_need, old.language)
            for old in self.sentences(self.present())
            if old.text not in new
        ]
        by_intent: dict[str, list[Example]] = defaultdict(list)
        for example in [*kept, *(example for example in examples if example.text not in known)]:
            if example not in by_intent[example.intent]:
                by_intent[example.intent].append(example)
        folder = self.folder(state)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for intent, own in sorted(by_intent.items()):
            (folder / f"{intent}.yml").write_text(with_examples(EMPTY, own), encoding="utf-8")
        (folder / _FORMER).write_text(self.present(), encoding="utf-8")
        return folder

    def tidy(self) -> None:
        """Throws away the states that are neither the present one nor one of those before it."""
        kept, state = set[str](), self.present()
        while state:
            kept.add(state)
            state = self._before(state) or ""
        for folder in self._states.glob("*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def take(self, state: str) -> None:
        """Makes a state the present one, at once or not at all."""
        if state == NOTHING:
            self._link.unlink(missing_ok=True)
            return
        new = self._link.with_name("nlu.neu")
        new.unlink(missing_ok=True)
        new.symlink_to(self.folder(state).relative_to(self._link.parent), target_is_directory=True)
        new.replace(self._link)

    def _before(self, state: str) -> str | None:
        note = self.folder(state) / _FORMER
        return note.read_text(encoding="utf-8").strip() if note.exists() else None

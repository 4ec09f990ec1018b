"""The evaluation messages: read, halved, misspelt, fingerprinted."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.settings import ROOT
from texts import LANGUAGES

Message = dict[str, Any]

GERMAN: Final = ROOT / "tests" / "nlu" / "evaluation" / "messages.jsonl"
OTHER_LANGUAGES: Final = ROOT / "tests" / "nlu" / "evaluation" / "messages_other_languages.jsonl"
EVALUATION_DAY: Final = date(2026, 11, 22)
"""The `today` of every message; a test of the data holds them to it."""
_ASCII: Final = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


def german(half: str, path: Path = GERMAN) -> list[Message]:
    """The German messages of one half."""
    return [row for row in _rows(path) if row["half"] == half]


def other_languages(half: str, path: Path = OTHER_LANGUAGES) -> dict[str, list[Message]]:
    """The messages in other languages, by language; all of them if the file is not split into both halves."""
    rows = _rows(path)
    if {row.get("half") for row in rows} >= {"a", "b"}:
        rows = [row for row in rows if row["half"] == half]
    present = {row["language"] for row in rows}
    ordered = [*(key for key in LANGUAGES if key in present), *sorted(present - set(LANGUAGES))]
    return {language: [row for row in rows if row["language"] == language] for language in ordered}


def evaluation_hash(paths: Iterable[Path] = (GERMAN, OTHER_LANGUAGES)) -> str:
    """Twelve hexadecimal digits; the same for the same evaluation files on every machine."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def misspelt(messages: Sequence[Message]) -> list[Message]:
    """The same messages as they are typed in a hurry; the same errors in every run."""
    return [{**row, "text": with_typing_errors(row["text"], number)} for number, row in enumerate(messages)]


def with_typing_errors(text: str, seed_number: int) -> str:
    """Lower case, no umlauts, and in every fifth longer word two letters swapped or one left out."""
    chance = random.Random(seed_number)
    words = text.lower().translate(_ASCII).split(" ")
    for position, word in enumerate(words):
        if len(word) > 4 and word.isalpha() and chance.random() < 0.2:
            at = chance.randrange(1, len(word) - 2)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            words[position] = swapped if chance.random() < 0.5 else word[:at] + word[at + 1 :]
    return " ".join(words)


def _rows(path: Path) -> list[Message]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]

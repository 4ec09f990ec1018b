"""Reads `data/nlu/` as its writers see it, for the tests that look at the sentences themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.settings import ROOT

FILES = sorted((ROOT / "data" / "nlu").rglob("*.yml"))


@dataclass(frozen=True)
class Sentence:
    """A training sentence with its intent, the file it stands in and its second need."""

    text: str
    intent: str
    file: Path
    second_need: str | None = None


def sentences() -> Iterator[Sentence]:
    """All training sentences, in both of Rasa's notations."""
    for file in FILES:
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            examples = block["examples"]
            if isinstance(examples, str):
                lines = (line[2:].strip() for line in examples.splitlines() if line.startswith("- "))
                yield from (Sentence(line, block["intent"], file) for line in lines)
            else:
                for example in examples:
                    second = example["metadata"]["zweiter_bedarf"]
                    yield Sentence(example["text"].strip(), block["intent"], file, second)

"""The training sentences of `data/nlu/`, for the tests that look at the sentences themselves."""

from __future__ import annotations

from collections.abc import Iterator

from bot.learning.sentences import Sentence, read_sentences, training_files

FILES = training_files()


def sentences() -> Iterator[Sentence]:
    """All training sentences, in both of Rasa's notations."""
    return read_sentences(FILES)

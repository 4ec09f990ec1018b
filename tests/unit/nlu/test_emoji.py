"""A message of emoji and nothing else."""

from __future__ import annotations

from itertools import combinations

import pytest

from bot.nlu.language.acts import OUT_OF_SCOPE, act_of
from bot.nlu.language.emoji import _MEANINGS, meaning


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("👍", "ja"),
        ("👍👍 👍", "ja"),
        ("👍🏽", "ja"),
        ("✔️", "ja"),
        ("👎", "nein"),
        ("❌", "nein"),
        ("🙏❤️", "dank"),
        ("♥", "dank"),
        ("☺️", "dank"),
        ("👋", "gruss"),
        ("🙋‍♀️", "gruss"),
        ("✌️", "abschied"),
        ("😭", "smalltalk"),
        ("🤷‍♀️", "smalltalk"),
        # the first that says something decides
        ("🦖👍", "ja"),
        ("😀👋", "smalltalk"),
        # what says nothing Lotte knows
        ("🦖", OUT_OF_SCOPE),
        ("👨‍👩‍👧", OUT_OF_SCOPE),
        ("🇩🇪", OUT_OF_SCOPE),
        ("👶🍼", OUT_OF_SCOPE),
        # more or less than emoji
        ("👍 danke", None),
        ("👍!", None),
        ("ok", None),
        ("3", None),
        ("1️⃣", None),
        ("?", None),
        ("", None),
        ("  \n", None),
        ("\u200d\ufe0f", None),
    ],
)
def test_meaning(text: str, intent: str | None) -> None:
    assert meaning(text) == intent


def test_the_newest_hearts() -> None:
    assert meaning("🩷") == "dank"


def test_every_intent_exists() -> None:
    assert {act_of(intent) for intent in _MEANINGS} <= {"nachfrage", "smalltalk"}


def test_no_sign_means_two_things() -> None:
    assert [pair for pair in combinations(_MEANINGS.values(), 2) if set(pair[0]) & set(pair[1])] == []

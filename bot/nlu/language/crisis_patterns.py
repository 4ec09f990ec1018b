"""The readable danger patterns of crisis_patterns.yml: their small notation, and the search for them.

Notation: words in a row, `*` (word goes on), `(a|b c)` one of, `[a]` optional, `<3>` up to three words, `#` digits,
`{group}` a named group of words. Text and patterns are compared in the same tolerant spelling (`sounds`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml

from bot.nlu.language.hygiene import skeleton

_PATTERNS: Final = Path(__file__).with_name("crisis_patterns.yml")
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_TOKEN: Final = re.compile(r"\{(?P<group>\w+)\}|<(?P<gap>\d+)>|(?P<mark>[()\[\]|])|(?P<word>[^\s()\[\]|{}<>]+)")
_MARKS: Final = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|"}
# Spellings nobody should have to list: "bewustlos", "schreklich", "plözlich".
_ALIKE: Final = ((re.compile(r"ck"), "k"), (re.compile(r"tz"), "z"), (re.compile(r"([a-z])\1+"), r"\1"))


class PatternError(ValueError):
    """A pattern that cannot be read; the message names it."""


@dataclass(frozen=True)
class DangerPatterns:
    """Compiled patterns: kind → danger, kind → what takes that alarm back, and the groups of words by name."""

    danger: Mapping[str, re.Pattern[str]]
    harmless: Mapping[str, re.Pattern[str]]
    groups: Mapping[str, re.Pattern[str]]

    def groups_in(self, spoken: str) -> str:
        """The names of the word groups in a text from `sounds`, in the order of their words."""
        hits = [(match.start(), name) for name, group in self.groups.items() for match in group.finditer(spoken)]
        return " ".join(name for _, name in sorted(hits))

    def kind_of(self, text: str) -> str | None:
        """The most urgent kind of danger in one statement, or None; something harmless beside it takes it back."""
        words = sounds(text)
        return next((kind for kind in self.danger if self.danger[kind].search(words) and not self.calms(kind, words)), None)

    def calms(self, kind: str, spoken: str) -> bool:
        """Whether a text from `sounds` holds something that takes an alarm of this kind back."""
        return self.harmless[kind].search(spoken) is not None


def sounds(text: str) -> str:
    """`text` as patterns are compared: lower case, one spelling for umlauts and double letters, a blank behind each word.

    Examples:
        "Er würgt mich!" → "er wurgt mich "
    """
    return "".join(f"{_alike(word)} " for word in _NO_LETTER.split(skeleton(text)) if word)


def _alike(word: str) -> str:
    for pattern, letter in _ALIKE:
        word = pattern.sub(letter, word)
    return word


def translate(pattern: str, groups: Mapping[str, str]) -> str:
    """The regular expression of a pattern in our notation.

    Raises:
        PatternError: an unknown group, or brackets that do not match.
    """
    expression = _expression(pattern, groups, depth=0)
    try:
        re.compile(expression)
    except re.error as error:
        raise PatternError(f"Das Muster „{pattern}“ ist nicht lesbar: {error}") from error
    return rf"\b(?:{expression})"


def _expression(pattern: str, groups: Mapping[str, str], depth: int) -> str:
    parts: list[str] = []
    for token in _TOKEN.finditer(pattern):
        if name := token["group"]:
            if name not in groups or depth > len(groups):
                raise PatternError(f"Die Wörtergruppe „{name}“ im Muster „{pattern}“ gibt es nicht.")
            parts.append(f"(?:{_expression(groups[name], groups, depth + 1)})")
        elif token["gap"]:
            parts.append(rf"(?:\w+ ){{0,{token['gap']}}}")
        elif token["mark"]:
            parts.append(_MARKS[token["mark"]])
        else:
            parts.append(_word(token["word"]))
    return "".join(parts)


def _word(word: str) -> str:
    letters = re.split(r"([*#])", word)
    marks = {"*": r"\w*", "#": r"\d+"}
    return "".join(marks.get(part) or _alike(skeleton(part)) for part in letters if part) + " "


def read(text: str) -> DangerPatterns:
    """Compiles the content of a pattern file.

    Raises:
        PatternError: a pattern cannot be read.
        yaml.YAMLError: the file is no YAML.
    """
    content = yaml.safe_load(text)
    groups: dict[str, str] = content["woerter"]

    def together(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(translate(pattern, groups) for pattern in patterns))

    harmless = content["harmlos"]
    return DangerPatterns(
        {kind: together(patterns) for kind, patterns in content["gefahr"].items()},
        {kind: together([*harmless["alle"], *harmless.get(kind, [])]) for kind in content["gefahr"]},
        {name: together([f"{{{name}}}"]) for name in groups},
    )


@lru_cache(maxsize=1)
def patterns() -> DangerPatterns:
    """The patterns of this project, read once."""
    return read(_PATTERNS.read_text(encoding="utf-8"))

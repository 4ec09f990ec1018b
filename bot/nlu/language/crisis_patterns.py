"""The readable danger patterns of crisis_patterns.yml: their small notation, and the search for them.

Notation: words in a row, `*` (word goes on), `(a|b c)` one of, `[a]` optional, `<3>` up to three words, `#` digits,
`{group}` a named group of words. Text and patterns are compared in the same tolerant spelling (`sounds`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
_MAX_DEPTH: Final = 5
# Spellings nobody should have to list: "bewustlos", "schreklich", "plözlich".
_ALIKE: Final = ((re.compile(r"ck"), "k"), (re.compile(r"tz"), "z"), (re.compile(r"([a-z])\1+"), r"\1"))


class PatternError(ValueError):
    """A pattern that cannot be read; the message names it."""


@dataclass(frozen=True)
class Pattern:
    """One pattern: its expression, and words of which a text must hold at least one (None: no such words)."""

    expression: re.Pattern[str]
    needs: frozenset[str] | None


@dataclass(frozen=True)
class PatternList:
    """Patterns of which one is enough. Most are ruled out by a look at the words, which is what makes them quick."""

    patterns: tuple[Pattern, ...]

    def found_in(self, spoken: str) -> bool:
        """Whether one of them stands in a text from `sounds`."""
        words = frozenset(spoken.split())
        return any(
            pattern.expression.search(spoken) is not None
            for pattern in self.patterns
            if pattern.needs is None or not pattern.needs.isdisjoint(words)
        )


@dataclass(frozen=True)
class DangerPatterns:
    """All patterns of the file, compiled.

    Attributes:
        danger: kind → what means this danger.
        harmless: kind → what takes its alarm back.
        elsewhere: kind → what makes it another kind of danger.
        groups: the groups of words by name.
    """

    danger: Mapping[str, PatternList]
    harmless: Mapping[str, PatternList]
    elsewhere: Mapping[str, PatternList]
    groups: Mapping[str, re.Pattern[str]]

    def kind_of(self, text: str) -> str | None:
        """The most urgent kind of danger in one statement, or None; something harmless beside it takes it back."""
        spoken = sounds(text)
        return next((kind for kind in self.danger if self._found(kind, spoken)), None)

    def calms(self, kind: str, spoken: str) -> bool:
        """Whether a text from `sounds` holds something that takes an alarm of this kind back."""
        return self.harmless[kind].found_in(spoken)

    def groups_in(self, spoken: str) -> str:
        """The names of the word groups in a text from `sounds`, in the order of their words."""
        hits = [(match.start(), name) for name, group in self.groups.items() for match in group.finditer(spoken)]
        return " ".join(name for _, name in sorted(hits))

    def _found(self, kind: str, spoken: str) -> bool:
        if not self.danger[kind].found_in(spoken) or self.calms(kind, spoken):
            return False
        return kind not in self.elsewhere or not self.elsewhere[kind].found_in(spoken)


def sounds(text: str) -> str:
    """`text` as patterns are compared: lower case, one spelling of umlauts and double letters, a blank after each word.

    Examples:
        "Er würgt mich!" → "er wurgt mich "
    """
    return "".join(f"{_alike(word)} " for word in _NO_LETTER.split(skeleton(text)) if word)


@lru_cache(maxsize=8192)
def _alike(word: str) -> str:
    for pattern, letter in _ALIKE:
        word = pattern.sub(letter, word)
    return word


def translate(pattern: str, groups: Mapping[str, str]) -> str:
    """The regular expression of a pattern in our notation, for texts from `sounds`.

    Raises:
        PatternError: an unknown group, or brackets that do not match.
    """
    expression = rf"\b(?:{_expression(pattern, groups, 0)})"
    try:
        re.compile(expression)
    except re.error as error:
        raise PatternError(f"Das Muster „{pattern}“ ist nicht lesbar: {error}") from error
    return expression


def _expression(pattern: str, groups: Mapping[str, str], depth: int) -> str:
    parts: list[str] = []
    for token in _TOKEN.finditer(pattern):
        if name := token["group"]:
            if name not in groups or depth > _MAX_DEPTH:
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
    marks = {"*": r"\w*", "#": r"\d+"}
    return "".join(marks.get(part) or _alike(skeleton(part)) for part in re.split(r"([*#])", word) if part) + " "


def needed_words(pattern: str, groups: Mapping[str, str]) -> frozenset[str] | None:
    """Words (as in `sounds`) of which every text that fits a readable pattern holds at least one; None if unknown."""
    needs, rest = _needs([token.group() for token in _TOKEN.finditer(pattern)], groups)
    return None if rest else needs


def _needs(tokens: Sequence[str], groups: Mapping[str, str]) -> tuple[frozenset[str] | None, Sequence[str]]:
    """The needed words of `tokens` up to the closing bracket of this level, and the tokens from that bracket on."""
    branches: list[list[frozenset[str]]] = [[]]
    while tokens and tokens[0] not in (")", "]"):
        token, tokens = tokens[0], tokens[1:]
        if token == "|":
            branches.append([])
        elif token in ("(", "["):
            inner, tokens = _needs(tokens, groups)
            tokens = tokens[1:]
            if token == "(" and inner:
                branches[-1].append(inner)
        elif token.startswith("{"):
            inner, _ = _needs([part.group() for part in _TOKEN.finditer(groups[token[1:-1]])], groups)
            if inner:
                branches[-1].append(inner)
        elif not token.startswith("<") and not {"*", "#"} & set(token):
            branches[-1].append(frozenset({_alike(skeleton(token))}))
    if not all(branches):
        return None, tokens
    return frozenset().union(*(min(branch, key=len) for branch in branches)), tokens


def read(text: str) -> DangerPatterns:
    """Compiles the content of a pattern file.

    Raises:
        PatternError: a pattern cannot be read.
        yaml.YAMLError: the file is no YAML.
    """
    content = yaml.safe_load(text)
    groups: dict[str, str] = content["woerter"]

    def compiled(patterns: Sequence[str]) -> PatternList:
        return PatternList(
            tuple(Pattern(re.compile(translate(p, groups)), needed_words(p, groups)) for p in dict.fromkeys(patterns))
        )

    harmless, elsewhere = content["harmlos"], content.get("anders", {})
    return DangerPatterns(
        {kind: compiled(patterns) for kind, patterns in content["gefahr"].items()},
        {kind: compiled([*harmless["alle"], *harmless.get(kind, [])]) for kind in content["gefahr"]},
        {kind: compiled(patterns) for kind, patterns in elsewhere.items()},
        {name: re.compile(translate(f"{{{name}}}", groups)) for name in groups},
    )


@lru_cache(maxsize=1)
def patterns() -> DangerPatterns:
    """The patterns of this project, read once."""
    return read(_PATTERNS.read_text(encoding="utf-8"))

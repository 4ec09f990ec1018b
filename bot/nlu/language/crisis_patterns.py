"""The readable danger patterns of crisis_patterns.yml and, in other languages, of crisis_patterns_elsewhere.yml.

Notation: words in a row, `*` (word goes on), `(a|b c)` one of, `[a]` optional, `<3>` up to three words, `#` digits,
`{group}` a named group of words. Text and patterns are compared in the same tolerant spelling (`sounds`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

import yaml

from bot.nlu.language.folding import comparable
from bot.nlu.language.hygiene import skeleton

_ELSEWHERE: Final = Path(__file__).with_name("crisis_patterns_elsewhere.yml")
_PATTERNS: Final = Path(__file__).with_name("crisis_patterns.yml")
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_NO_LETTER_ELSEWHERE: Final = re.compile(r"[^\w'’ʼ`´]+")
_APOSTROPHES: Final = re.compile(r"['’ʼ`´]")
_DOUBLE: Final = re.compile(r"([^\W\d_])\1+")
_TOKEN: Final = re.compile(r"\{(?P<group>\w+)\}|<(?P<gap>\d+)>|(?P<mark>[()\[\]|])|(?P<word>[^\s()\[\]|{}<>]+)")
_MARKS: Final = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|"}
_MAX_DEPTH: Final = 5
# Spellings nobody should have to list: "bewustlos", "schreklich", "plözlich".
_ALIKE: Final = ((re.compile(r"ck"), "k"), (re.compile(r"tz"), "z"), (re.compile(r"([a-z])\1+"), r"\1"))


#: Turns a word into the form in which patterns and messages are compared.
Alike = Callable[[str], str]


class PatternError(ValueError):
    """A pattern that cannot be read; the message names it."""


@dataclass(frozen=True)
class Pattern:
    """One pattern: its expression, and words of which a text must hold at least one (None: no such words)."""

    expression: re.Pattern[str]
    needs: frozenset[str] | None


class PatternList:
    """Patterns of which one is enough. Only those are tried of whose words one is in the text: it makes them quick."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        """Sorts the patterns by their words."""
        self._by_word: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        self._always: list[re.Pattern[str]] = []
        for pattern in patterns:
            if pattern.needs is None:
                self._always.append(pattern.expression)
            for word in pattern.needs or ():
                self._by_word[word].append(pattern.expression)

    def found_in(self, spoken: str) -> bool:
        """Whether one of them stands in a text from `sounds`."""
        tried = chain(self._always, *(self._by_word[word] for word in set(spoken.split()) & self._by_word.keys()))
        return any(expression.search(spoken) for expression in tried)


@dataclass(frozen=True)
class DangerPatterns:
    """All patterns of the file, compiled.

    Attributes:
        danger: kind → what means this danger.
        harmless: kind → what takes its alarm back.
        elsewhere: kind → what makes it another kind of danger.
        sounds: how a text is spelled to be compared with them.
    """

    danger: Mapping[str, PatternList]
    harmless: Mapping[str, PatternList]
    elsewhere: Mapping[str, PatternList]
    sounds: Callable[[str], str]

    def kind_of(self, text: str) -> str | None:
        """The most urgent kind of danger in one statement, or None; something harmless beside it takes it back."""
        spoken = self.sounds(text)
        return next((kind for kind in self.danger if self._found(kind, spoken)), None)

    def calms(self, kind: str, spoken: str) -> bool:
        """Whether a text from `sounds` holds something that takes an alarm of this kind back."""
        return self.harmless[kind].found_in(spoken)

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


def sounds_elsewhere(text: str) -> str:
    """The same for other languages: accents, double letters and apostrophes undone, letters of any script kept.

    Examples:
        "I can't breathe!" → "i cant breathe ", "Beni dövüyor" → "beni dovuyor "
    """
    words = (_alike_elsewhere(word) for word in _NO_LETTER_ELSEWHERE.split(text))
    return "".join(f"{word} " for word in words if word)


@lru_cache(maxsize=8192)
def _alike_elsewhere(word: str) -> str:
    return _DOUBLE.sub(r"\1", _APOSTROPHES.sub("", comparable(word)))


def _alike_german(word: str) -> str:
    return _alike(skeleton(word))


def translate(pattern: str, groups: Mapping[str, str], alike: Alike = _alike_german) -> str:
    """The regular expression of a pattern in our notation, for texts spelled by `alike`.

    Raises:
        PatternError: an unknown group, or brackets that do not match.
    """
    expression = rf"\b(?:{_expression(pattern, groups, alike, 0)})"
    try:
        re.compile(expression)
    except re.error as error:
        raise PatternError(f"Das Muster „{pattern}“ ist nicht lesbar: {error}") from error
    return expression


def _expression(pattern: str, groups: Mapping[str, str], alike: Alike, depth: int) -> str:
    parts: list[str] = []
    for token in _TOKEN.finditer(pattern):
        if name := token["group"]:
            if name not in groups or depth > _MAX_DEPTH:
                raise PatternError(f"Die Wörtergruppe „{name}“ im Muster „{pattern}“ gibt es nicht.")
            parts.append(f"(?:{_expression(groups[name], groups, alike, depth + 1)})")
        elif token["gap"]:
            parts.append(rf"(?:\w+ ){{0,{token['gap']}}}")
        elif token["mark"]:
            parts.append(_MARKS[token["mark"]])
        else:
            parts.append(_word(token["word"], alike))
    return "".join(parts)


def _word(word: str, alike: Alike) -> str:
    marks = {"*": r"\w*", "#": r"\d+"}
    return "".join(marks.get(part) or alike(part) for part in re.split(r"([*#])", word) if part) + " "


def needed_words(pattern: str, groups: Mapping[str, str], alike: Alike = _alike_german) -> frozenset[str] | None:
    """Words (spelled by `alike`) of which every text that fits a pattern holds at least one; None if unknown."""
    needs, rest = _needs([token.group() for token in _TOKEN.finditer(pattern)], groups, alike)
    return None if rest else needs


def _needs(
    tokens: Sequence[str], groups: Mapping[str, str], alike: Alike
) -> tuple[frozenset[str] | None, Sequence[str]]:
    """The needed words of `tokens` up to the closing bracket of this level, and the tokens from that bracket on."""
    branches: list[list[frozenset[str]]] = [[]]
    while tokens and tokens[0] not in (")", "]"):
        token, tokens = tokens[0], tokens[1:]
        if token == "|":
            branches.append([])
        elif token in ("(", "["):
            inner, tokens = _needs(tokens, groups, alike)
            tokens = tokens[1:]
            if token == "(" and inner:
                branches[-1].append(inner)
        elif token.startswith("{"):
            inner, _ = _needs([part.group() for part in _TOKEN.finditer(groups[token[1:-1]])], groups, alike)
            if inner:
                branches[-1].append(inner)
        elif not token.startswith("<") and not {"*", "#"} & set(token):
            branches[-1].append(frozenset({alike(token)}))
    if not all(branches):
        return None, tokens
    return frozenset().union(*(min(branch, key=len) for branch in branches)), tokens


def build(
    content: Mapping[str, Any], sounds: Callable[[str], str] = sounds, alike: Alike = _alike_german
) -> DangerPatterns:
    """Compiles the content of a pattern file (or of one language in it).

    Raises:
        PatternError: a pattern cannot be read.
    """
    groups: dict[str, str] = content["woerter"]

    def compiled(patterns: Sequence[str]) -> PatternList:
        return PatternList(
            Pattern(re.compile(translate(p, groups, alike)), needed_words(p, groups, alike))
            for p in dict.fromkeys(patterns)
        )

    harmless, elsewhere = content["harmlos"], content.get("anders", {})
    return DangerPatterns(
        {kind: compiled(patterns) for kind, patterns in content["gefahr"].items()},
        {kind: compiled([*harmless["alle"], *harmless.get(kind, [])]) for kind in content["gefahr"]},
        {kind: compiled(patterns) for kind, patterns in elsewhere.items()},
        sounds,
    )


def read(text: str) -> DangerPatterns:
    """Compiles the content of the German pattern file.

    Raises:
        PatternError: a pattern cannot be read.
        yaml.YAMLError: the file is no YAML.
    """
    return build(yaml.safe_load(text))


@lru_cache(maxsize=1)
def patterns() -> DangerPatterns:
    """The German patterns of this project, read once."""
    return read(_PATTERNS.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def patterns_elsewhere() -> Mapping[str, DangerPatterns]:
    """The patterns in other languages by ISO code, read once."""
    content = yaml.safe_load(_ELSEWHERE.read_text(encoding="utf-8"))
    return {code: build(language, sounds_elsewhere, _alike_elsewhere) for code, language in content.items()}

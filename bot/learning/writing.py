"""Puts an example into a file of training sentences, at its place, the rest letter by letter as it was. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.learning.example import Example
from bot.learning.sentences import GERMAN

EMPTY: Final = 'version: "3.1"\nnlu:\n'
_BLOCK: Final = re.compile(r"^- intent:\s*(\S+)\s*$")
_LANGUAGE: Final = re.compile(r"^\s+sprache:\s*(\S+)\s*$")
_PLAIN: Final = re.compile(r"^(\s+)- \S")
_LONG: Final = re.compile(r"^(\s*)- text:")


def with_examples(text: str, examples: Iterable[Example]) -> str:
    """The file's text with the examples, each at the end of the block of its intent; a missing block is added."""
    for example in examples:
        text = _with_example(text or EMPTY, example)
    return text


def _with_example(text: str, example: Example) -> str:
    lines = text.rstrip("\n").split("\n")
    starts = [number for number, line in enumerate(lines) if _BLOCK.match(line)]
    for start, end in zip(starts, [*starts, len(lines)][1:], strict=True):
        match = _BLOCK.match(lines[start])
        assert match is not None
        block = lines[start:end]
        if match[1] == example.intent and _language(block) == example.language:
            place = _place(block, long=example.second_need is not None)
            if place is not None:
                offset, indent = place
                lines[start + offset : start + offset] = _entry(example, indent)
                return "\n".join(lines) + "\n"
    return "\n".join([*lines, *_block(example)]) + "\n"


def _place(block: list[str], *, long: bool) -> tuple[int, str] | None:
    """Behind which line of the block, and how far to the right; None if it is written in the other notation."""
    found = [
        (number, match[1]) for number, line in enumerate(block) if (match := (_LONG if long else _PLAIN).match(line))
    ]
    is_long = any(_LONG.match(line) for line in block)
    if not found or is_long != long:
        return None
    last, indent = found[-1]
    last += 1
    # what belongs to the last entry is further to the right than its dash
    while long and last < len(block) and block[last].startswith(f"{indent}  "):
        last += 1
    return last, indent


def _entry(example: Example, indent: str) -> list[str]:
    if example.second_need is None:
        return [f"{indent}- {example.text}"]
    return [
        f"{indent}- text: |",
        f"{indent}    {example.text}",
        f"{indent}  metadata:",
        f"{indent}    zweiter_bedarf: {example.second_need}",
    ]


def _block(example: Example) -> list[str]:
    language = [] if example.language == GERMAN else ["  metadata:", f"    sprache: {example.language}"]
    head = [f"- intent: {example.intent}", *language]
    if example.second_need is None:
        return [*head, "  examples: |", *_entry(example, "    ")]
    return [*head, "  examples:", *_entry(example, "  ")]


def _language(block: list[str]) -> str:
    # the block's own metadata come before its examples
    for line in block[:4]:
        if match := _LANGUAGE.match(line):
            return match[1]
    return GERMAN

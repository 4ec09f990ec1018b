"""How rules are written: plain German over the canonical line of a reading, with a few building blocks."""

import re

_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})

#: A number or an ordinal; "3." stands as "#3 .", "3te" as "#3 te".
RANK = r"(?:@\d+|#\d+(?: \.)?)(?: (?:te|ten|ter))?"


def pattern(*alternatives: str) -> re.Pattern[str]:
    """Compile a rule; one of the alternatives must match whole pieces of the line.

    Umlauts and sharp s are folded as in the text; write every other word as its skeleton.
    """
    return re.compile(rf"(?<!\S)(?:{'|'.join(alternatives).translate(_FOLDED)})(?!\S)")


def pieces(words: str) -> frozenset[str]:
    """Canonical pieces to look up: "er sie es" -> {"er", "sie", "es"}."""
    return frozenset(words.split())


def any_of(words: str) -> str:
    """One of these words: "er sie es" -> "(?:er|sie|es)"."""
    return f"(?:{'|'.join(words.split())})"


def several(words: str) -> str:
    """Any number of these words, each with the blank behind it."""
    return f"(?:{any_of(words)} )*"


def some(most: int) -> str:
    """Up to `most` words that are neither numbers, dates, counts nor marks, each with the blank behind it."""
    return rf"(?:(?![#@%,.!?;()]|[dy][\d-]|n\d)\S+ ){{0,{most}}}?"


def rank_of(match: re.Match[str]) -> int:
    """The first number of a match that holds a RANK, 0 without one."""
    found = re.search(r"[#@](\d+)", match.group())
    return int(found[1]) if found else 0

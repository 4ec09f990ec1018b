"""Children a message speaks of without saying how old they are: "und für den Großen?", "mein anderer Sohn"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.language.ages.reading import read

_ANOTHER = ("andere", "zweite", "dritte")
_ONE = ("ein", "eine", "einen")


@dataclass(frozen=True)
class ChildReference:
    """A child named by its place in the family.

    Attributes:
        role: as in `child_age.ChildMention.role`, e.g. "Große", "Sohn".
        another: said to be a further child ("mein anderer Sohn", "noch eine Tochter").
        start, end: offsets into the text; "anderer" is part of it.
    """

    role: str
    another: bool
    start: int
    end: int


def find_references(text: str) -> list[ChildReference]:
    """The single children named in a German text, in order of appearance; ages play no part here."""
    tokens = read(text).tokens
    found = []
    for index, token in enumerate(tokens):
        if not token.canon.startswith("~") or token.canon.startswith(("~+", "~*")):
            continue
        before = tokens[index - 1] if index else None
        other = before is not None and before.word.startswith(_ANOTHER)
        one_more = index > 1 and before is not None and before.word in _ONE and tokens[index - 2].word == "noch"
        start = before.start if before is not None and other else token.start
        found.append(ChildReference(token.canon[1:], other or one_more, start, token.end))
    return found

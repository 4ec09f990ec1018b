"""Which part of a message is about which child: "die Große (6) braucht Nachhilfe, | der Kleine (2) eine Krippe"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# Where the talk can turn to the next child, with at least a word before the age: not the comma in "der Kleine, 2,".
_TURN = re.compile(r"(?:[,;.:!?\n–]| -(?= )|\b(?:und|aber|während|waehrend|außerdem|ausserdem)\b)(?=\W*[^\W\d_])")


def parts_of_children(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """One part of `text` for each child, or nothing if the message cannot be divided that way.

    What comes before the first child belongs to the first, what follows the last to the last.

    Args:
        text: clean text.
        spans: offsets of the words that tell each child's age, in order; twins share one.
    """
    places = list(dict.fromkeys(spans))
    if len(places) < 2:
        return []
    cuts = [0]
    for (_, behind), (before, _) in pairwise(places):
        turns = [turn.start() for turn in _TURN.finditer(text, behind, before)]
        if not turns:
            return []
        cuts.append(turns[-1])
    parts = [text[start:end].strip(" ,;.:\n") for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [parts[places.index(span)] for span in spans]

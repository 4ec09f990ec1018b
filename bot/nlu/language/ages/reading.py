"""A message as the rules read it: pieces tagged by what they mean, written out as one canonical line.

"Mein Sohn ist dreijährig" is read as `mein ~Sohn ist #3 jahr alt`. The signs:

    #3 number   @3 ordinal   n3 count of children   y2022 year   d2022-05-12 date   %5 month   !u7a check-up
    ~Sohn one child   ~+Kinder several   ~*Zwillinge twins   =mama adult   °hund anything else with an age
    jahr, monat, woche, tag, alt as themselves; other words as skeletons; marks as themselves; line break ";"
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from bot.nlu.language.ages.joined import join
from bot.nlu.language.ages.people import tag_people
from bot.nlu.language.ages.tagging import tag_exams, tag_units, without_joints
from bot.nlu.language.ages.tokens import Token, cut


@dataclass(frozen=True)
class Reading:
    """Tagged pieces of one message and the line the rules match."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def line(self) -> str:
        """All canonical pieces, one blank between them."""
        return " ".join(token.canon for token in self.tokens)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(token.canon) + 1 for token in self.tokens)][:-1]

    def find(self, rule: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        """Matches of `rule` with the indexes of their first and last piece."""
        for match in rule.finditer(self.line):
            if match.end() > match.start():
                yield match, self.at(match.start()), self.at(match.end() - 1)

    def at(self, position: int) -> int:
        """Index of the piece that covers a position of the line."""
        return bisect_right(self._starts, position) - 1

    def has(self, rule: re.Pattern[str]) -> bool:
        """True when `rule` matches anywhere."""
        return rule.search(self.line) is not None

    def left(self, index: int) -> str:
        """The line before a piece, back to the start of its sentence."""
        first = self.sentence_start(index)
        return " ".join(token.canon for token in self.tokens[first:index])

    def line_before(self, index: int) -> str:
        """The whole line before a piece, earlier sentences included."""
        return self.line[: self._starts[index]].rstrip() if index < len(self.tokens) else self.line

    def right(self, index: int) -> str:
        """The line behind a piece, up to the end of its sentence."""
        last = index + 1
        while last < len(self.tokens) and self.tokens[last].canon not in SENTENCE_ENDS:
            last += 1
        return " ".join(token.canon for token in self.tokens[index + 1 : last])

    def sentence_start(self, index: int) -> int:
        """Index of the first piece of the sentence that holds `index`."""
        while index > 0 and self.tokens[index - 1].canon not in SENTENCE_ENDS:
            index -= 1
        return index

    def canon(self, index: int) -> str:
        """The canonical piece at `index`, "" outside the message."""
        return self.tokens[index].canon if 0 <= index < len(self.tokens) else ""


SENTENCE_ENDS = frozenset({".", "!", "?", ";"})


def read(text: str) -> Reading:
    """Cut and tag a message."""
    tokens = tag_exams(tag_units(without_joints(join(cut(text)))))
    return Reading(text, tuple(tag_people(tokens)))

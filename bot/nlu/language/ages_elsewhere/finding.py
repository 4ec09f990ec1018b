"""The children of a message in another language, in the form of `child_age.find_children`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.nlu.language.ages_elsewhere.gloss import Gloss, gloss
from bot.nlu.language.ages_elsewhere.table import table
from bot.nlu.language.child_age import ChildMention, find_children


def glossed(text: str, language: str) -> Gloss:
    """The gloss of a message in a language that has a table. Not remembered: it is what a parent wrote."""
    return gloss(text, table(language))


def find_children_elsewhere(text: str, language: str, today: date) -> list[ChildMention]:
    """The children named in `text` with an age, in order of appearance; offsets are those of `text`, labels German.

    Same rules and same exceptions as in German; see `child_age.find_children`. `language` is one of
    `recognition.UNDERSTOOD_ELSEWHERE`.
    """
    line = glossed(text, language)
    mentions = []
    for mention in find_children(line.german, today):
        start, end = line.source(mention.start, mention.end)
        mentions.append(replace(mention, start=start, end=end))
    return mentions

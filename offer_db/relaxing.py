"""What to offer when nothing fits: which filter emptied the result, and the nearest alternatives without it.

The order is a matter of what helps a family most. Wishes ("kostenlos", "heute") go first, as few as possible. Then what
fits in everything but the asked topic, together with the nearest offer on the topic itself; then the same need
elsewhere, then for another age; last the Familienbüro, where a person answers every question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from offer_db.candidates import Candidate, Filters
from offer_db.ranking import Question
from offer_db.vocabulary import Wish
from offer_db.wishes import FILTERS, fewer

RELAXATIONS: Final = (*(str(wish) for wish in Wish if wish in FILTERS), "thema", "ort", "alter", "bedarf")
"""What can stand in `SearchResult.relaxed`, in this order: wishes that could not be fulfilled; no offer on the asked
topic; not for the asked place or age; nothing on the asked need at all, so the Familienbüro is named."""

NEAR_AGE_MONTHS: Final = 12
"""An offer on the asked topic is still worth naming this far from the child's age: in early pregnancy Elterngeld is a
sensible question, with an eight-year-old it is not."""

SERVING_FIRST: Final = 2
"""So many offers that serve the asked place come before the nearest one on the topic elsewhere."""

Finder = Callable[[Filters, tuple[str, ...], tuple[str, ...]], tuple[list[Candidate], int]]
"""Finds candidates for filters, needs and topics, see `offer_db.candidates.find_candidates`."""


@dataclass(frozen=True)
class Found:
    """Candidates in the groups in which they are to be named, and what was let go to find them.

    Attributes:
        first: named before the others, at most `first_limit` of them.
        others: named after.
        total: how many there are in both groups together.
    """

    others: list[Candidate]
    total: int
    relaxed: tuple[str, ...] = ()
    first: tuple[Candidate, ...] = ()
    first_limit: int = 0


def find(finder: Finder, filters: Filters, question: Question) -> Found:
    """Finds what fits, or the nearest to it. Empty only if everything that fits was excluded, or if nothing is left.

    No wish makes anything else be let go: of the wishes as many are kept as leave what could be had without them.
    """
    found = _find(finder, filters, question)
    if not found.relaxed or not filters.wishes:
        return found
    nothing: frozenset[Wish] = frozenset()
    tried = {filters.wishes: found, nothing: _find(finder, replace(filters, wishes=nothing), question)}
    for kept in fewer(filters.wishes):
        if kept not in tried:
            tried[kept] = _find(finder, replace(filters, wishes=kept), question)
        if tried[kept].relaxed == tried[nothing].relaxed:
            break
    return replace(tried[kept], relaxed=(*let_go(filters.wishes - kept), *tried[kept].relaxed))


def let_go(wishes: frozenset[Wish]) -> tuple[str, ...]:
    """Wishes as they stand in `SearchResult.relaxed`."""
    return tuple(str(wish) for wish in Wish if wish in wishes)


def _find(finder: Finder, filters: Filters, question: Question) -> Found:
    strict, total = finder(filters, question.needs, question.topics)
    if (
        not strict
        and filters.exclude
        and finder(replace(filters, exclude=frozenset()), question.needs, question.topics)[0]
    ):
        return Found([], 0)
    topics = question.asked_topics
    if strict and (not topics or any(topic in candidate.topics for candidate in strict for topic in topics)):
        return Found(strict, total)
    near, let_go = _near_topic(finder, filters, question) if topics else ([], ())
    if near:
        ids = {candidate.id for candidate in near}
        others = [candidate for candidate in strict if candidate.id not in ids]
        if others and "ort" in let_go:
            # What serves the family's own place comes first: another municipality's Kita takes its own children.
            return Found(near, len(near) + total, let_go, tuple(others), SERVING_FIRST)
        return Found(others, len(near) + total, let_go, tuple(near), 1 if others else len(near))
    missing_topic = ("thema",) if topics else ()
    if strict:
        return Found(strict, total, missing_topic)
    for relaxed, wider in _wider(filters):
        found, count = finder(wider, question.needs, ())
        if found:
            return Found(found, count, (*missing_topic, *relaxed))
    return Found([], 0, (*missing_topic, "bedarf"))


def _near_topic(finder: Finder, filters: Filters, question: Question) -> tuple[list[Candidate], tuple[str, ...]]:
    for relaxed, wider in _wider(filters):
        found, _ = finder(wider, (), question.asked_topics)
        near = [
            candidate
            for candidate in found
            if not question.ages or min(ages.gap(candidate.ages) for ages in question.ages) <= NEAR_AGE_MONTHS
        ]
        if near:
            return near, relaxed
    return [], ()


def _wider(filters: Filters) -> list[tuple[tuple[str, ...], Filters]]:
    steps: list[tuple[tuple[str, ...], Filters]] = []
    # A family from outside gets nothing of the district, whatever else is let go.
    if filters.place is not None and filters.place.inside_district and not filters.place.whole_district:
        steps.append((("ort",), replace(filters, place=None)))
    if filters.ages:
        steps.append((("alter",), replace(filters, ages=())))
    if len(steps) == 2:
        steps.append((("ort", "alter"), replace(filters, place=None, ages=())))
    return steps

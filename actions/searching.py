"""From the situation of a family to the offers that fit: one search, or one for each child with needs of its own."""

from __future__ import annotations

from itertools import chain, zip_longest

from actions import context
from actions.situation import Question, Situation
from offer_db.ages import AgeRange, age_band
from offer_db.records import Demand, Hit, SearchRequest, SearchResult

HITS = 3


def search(
    situation: Situation, words: str, exclude: frozenset[str], language: str, channel: str | None = None
) -> SearchResult:
    """The best offers; every search is counted, without words and without whose it was.

    Asking for more is the same question again: it is counted once, and having seen everything is no gap.

    Args:
        situation: what the family looks for.
        words: the parent's own, for the ranking.
        exclude: ids not to be named again.
        language: the parent writes in, for the count.
        channel: through which the parent writes, for the count.
    """
    questions = situation.questions()[:HITS]
    results = [_search(situation, question, words, exclude) for question in questions]
    if not exclude:
        for question, result in zip(questions, results, strict=True):
            _count(situation, question, result, language, channel or "")
    if len(results) == 1:
        return results[0]
    relaxed = next((result.relaxed for result in results if result.relaxed), ())
    hits = _in_turn([result.hits for result in results])
    return SearchResult(hits, sum(result.total for result in results), relaxed, exact=not relaxed)


def _search(situation: Situation, question: Question, words: str, exclude: frozenset[str]) -> SearchResult:
    ages = tuple(AgeRange(*child.age_months) for child in question.children)
    request = SearchRequest(
        needs=question.needs,
        topics=question.topics,
        ages=ages,
        place_key=_place_key(situation),
        text=words,
        limit=HITS,
        exclude=exclude,
        wishes=frozenset(situation.wishes),
    )
    return context.directory().search(request)


def _count(situation: Situation, question: Question, result: SearchResult, language: str, channel: str) -> None:
    ages = [AgeRange(*child.age_months) for child in question.children]
    context.directory().count_demand(
        Demand(
            need=question.needs[0] if question.needs else "",
            topic=question.topics[0] if question.topics else "",
            age_band=age_band(ages[0]) if ages else "",
            municipality_key=_place_key(situation) or "",
            language=language,
            channel=channel,
            hits=len(result.hits),
            relaxed="+".join(result.relaxed),
        )
    )


def _place_key(situation: Situation) -> str | None:
    return situation.place["key"] if situation.place else None


def _in_turn(lists: list[tuple[Hit, ...]]) -> tuple[Hit, ...]:
    """The best hit of each list, then the second of each …, no offer twice, three in all."""
    ordered = [hit for hit in chain.from_iterable(zip_longest(*lists)) if hit is not None]
    return tuple({hit.offer.id: hit for hit in ordered}.values())[:HITS]

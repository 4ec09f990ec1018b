"""From probabilities, topics and facts to one intent and the needs, most important first. Pure, no model inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.language.acts import FACT_ONLY, MORE, NEEDS, OUT_OF_SCOPE, SEARCH, STEPS

# Thresholds were set on half a of the evaluation set and are reported on half b (docs/verstehen.md).
TOPIC_BONUS = 0.1  # the model has learned what topics mean; this only settles what it leaves open
UNSURE = 0.16  # below this the best guess of 35 intents is no better than silence
NEED_MASS = 0.6  # all needs together: a family matter, though it is unclear which
SECOND_NEED = 0.18  # share of the message that makes a second need worth naming

_NEED_OF_DANGER = {
    "medizin": "gesundheit",
    "gewalt": "krise_gewalt_kinderschutz",
    "kindeswohl": "krise_gewalt_kinderschutz",
    "suizid": "sucht_psyche",
}
_FRUEHE_HILFEN_MONTHS = 36
# With a wish in it, such a message asks for the same in another way: "kommt da auch jemand nach Hause?"
_REFINED = frozenset({"angebot_details", "nein", "weiss_nicht", "gruss", "smalltalk", "wer_bist_du", OUT_OF_SCOPE})


@dataclass(frozen=True)
class Decision:
    """What the message is.

    Attributes:
        intent: an intent of the domain.
        confidence: 0..1.
        needs: keys of the taxonomy, most important first; empty for other acts.
    """

    intent: str
    confidence: float
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the parsers found beside the classifier.

    Attributes:
        topics: (need, score 0..1) of each topic in the whole message, in order of appearance.
        bare: nothing but ages and places (and filler words) is in the message.
        family: the message tells a child's age or a place, so it is about a family.
        wish: it says how an offer should be ("kostenlos", "in der Nähe").
    """

    topics: Sequence[tuple[str, float]] = ()
    bare: bool = False
    family: bool = False
    wish: bool = False


def decide(scores: Mapping[str, float], facts: Facts) -> Decision:
    """Chooses intent and needs from the probability of each intent and what is known beside it."""
    if facts.bare:
        return Decision(FACT_ONLY, 1.0)
    scores = _with_topics(scores, facts.topics)
    if not scores:
        return Decision(OUT_OF_SCOPE, 1.0)
    best = max(scores, key=scores.__getitem__)
    need_mass = sum(scores.get(need, 0.0) for need in NEEDS)
    if best not in NEEDS and best != SEARCH and need_mass > NEED_MASS:
        best = max(NEEDS, key=lambda need: scores.get(need, 0.0))
    confidence = scores[best]
    if facts.wish and (best in _REFINED or confidence < UNSURE):
        return Decision(MORE, confidence)
    if confidence < UNSURE:
        return Decision(SEARCH if facts.family or need_mass > NEED_MASS else OUT_OF_SCOPE, confidence)
    if best == STEPS:
        return Decision(best, confidence, _second(best, scores))
    if best not in NEEDS:
        return Decision(best, confidence)
    return Decision(best, confidence, (best, *_second(best, scores)))


def needs_in_danger(kind: str, needs: Sequence[str], ages: Sequence[tuple[int, int]]) -> list[str]:
    """The need the danger is about, before whatever else the message asks for.

    Args:
        kind: of the danger.
        needs: found in the message.
        ages: of its children, in months.
    """
    first = _NEED_OF_DANGER.get(kind)
    if first is None:  # a parent at the end of their strength: which help depends on the child's age
        young = bool(ages) and ages[0][0] < _FRUEHE_HILFEN_MONTHS
        first = "fruehe_hilfen" if young or "fruehe_hilfen" in needs else "erziehungsberatung"
    return [first, *(need for need in needs if need != first)][:2]


def _with_topics(scores: Mapping[str, float], topics: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Probabilities with the bonus of each need that a topic stands for (once, however many topics it has)."""
    best_score: dict[str, float] = {}
    for need, score in topics:
        best_score[need] = max(best_score.get(need, 0.0), score)
    scores = dict(scores)
    for need, score in best_score.items():
        scores[need] = scores.get(need, 0.0) + TOPIC_BONUS * score
    total = sum(scores.values())
    return {intent: value / total for intent, value in scores.items()} if total > 0 else {}


def _second(first: str, scores: Mapping[str, float]) -> tuple[str, ...]:
    """At most one more need: more than two make an answer longer, not better."""
    others = {need: share for need in NEEDS if need != first and (share := scores.get(need, 0.0)) >= SECOND_NEED}
    return (max(others, key=others.__getitem__),) if others else ()

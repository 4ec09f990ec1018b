"""In which order offers are named: one table of weights and a score that is their sum. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from offer_db.ages import AgeRange
from offer_db.candidates import Candidate
from offer_db.places import Place, distance_km
from offer_db.targets import handicap
from offer_db.vocabulary import AGE_MAX_MONTHS, Confidence, Reach, Wish


@dataclass(frozen=True)
class Weights:
    """How much each sign counts. Signs lie in 0..1 unless said otherwise.

    A test keeps the promise that is built into the numbers: an asked topic outweighs everything else together, and so
    does an asked need outweigh everything but a topic. A topic that was only mentioned is worth about a need.
    """

    topic: float = 17.0
    """The offer is mainly about an asked topic."""
    topic_aside: float = 15.5
    """The offer carries an asked topic as its second or a later one."""
    mentioned: float = 0.57
    """Part of a topic's worth that is left if it was only mentioned, and the offer answers an asked need."""
    mentioned_elsewhere: float = 0.44
    """The same if the offer answers no asked need: then one that is mainly for the need comes before it, if it fits."""
    need_primary: float = 7.2
    """The offer's primary need is asked."""
    need_further: float = 6.2
    """An asked need is one of the offer's further needs."""
    need_later: float = -0.5
    """For each more important need that was asked (at most twice)."""
    adviser: float = 1.4
    """Advises on everything of the asked need, and the parent asked for none of the offer's topics."""
    meaning: float = 1.3
    """Likeness of the parent's words and the offer's text (cosine, scaled)."""
    words: float = 0.5
    """Words both share (FTS5 or German text search), best match = 1."""
    age: float = 1.2
    """The offer covers the child's age, and little beyond it."""
    reach: float = 0.7
    """Local before national."""
    distance: float = 0.3
    """Near the asked place, halved every 14 km."""
    phone: float = 0.1
    """Somebody answers the phone."""
    trust: float = 0.3
    """Well sourced or lately confirmed."""
    group: float = -0.7
    """For a special group nobody spoke of."""
    elsewhere: float = -9.0
    """Only for one municipality while no place was asked, and not about an asked topic."""
    elsewhere_on_topic: float = -4.0
    """The same, about an asked topic: whoever serves the whole district on it comes first."""
    gap_per_year: float = -1.0
    """After letting the age go: for every 12 months between child and offer."""
    far_per_20_km: float = -1.0
    """After letting the place go: for every 20 km."""


WEIGHTS: Final = Weights()
NEARER: Final = replace(
    WEIGHTS,
    reach=1.0,
    distance=1.7,
    meaning=WEIGHTS.meaning / 2,
    words=WEIGHTS.words / 2,
    age=WEIGHTS.age / 2,
    phone=WEIGHTS.phone / 2,
    trust=WEIGHTS.trust / 2,
    adviser=WEIGHTS.adviser / 2,
    need_primary=6.6,
)
"""For the wish "näher". What closeness gains, the other signs lose, so the promise of `Weights` is kept: near and off
the subject helps nobody."""

NEAR: Final[dict[str, float]] = {
    Reach.GEMEINDE: 1.0,
    Reach.LANDKREIS: 0.8,
    Reach.REGION: 0.4,
    Reach.LAND: 0.3,
    Reach.BUNDESWEIT: 0.2,
    Reach.ONLINE: 0.15,
}
TRUST: Final[dict[str, float]] = {Confidence.HIGH: 0.8, Confidence.MEDIUM: 0.4, Confidence.LOW: 0.0}
FRESH: Final = timedelta(days=180)
# Cosines of this encoder between a parent's sentence and an offer: unrelated about 0.1, a hit about 0.5.
COSINE_FLOOR: Final = 0.05
COSINE_TOP: Final = 0.60
# Topics that often only say how a family lives ("bin schwanger und suche eine Hebamme").
SITUATIONS: Final = frozenset(
    (
        *("schwangerschaft", "sozialberatung", "geldsorgen", "alleinerziehend", "kita", "ueberforderung"),
        *("u_untersuchung", "jugendamt", "buergergeld", "trennungsberatung", "entwicklung", "einschulung"),
    )
)
YEAR: Final = 12
# What an offer for every age is worth beside one made for this age: with two children, fitting both must count.
AGE_FLOOR: Final = 0.3


@dataclass(frozen=True)
class Question:
    """What candidates are measured against.

    Attributes:
        needs: what the family needs, most important first.
        topics: what it spoke of, topics of the first need first.
        topic_names: the German name of every topic.
        mentioned: topics of needs nobody asked for ("in der Kita sagt man, er soll zum Logopäden"), and topics that
            only describe the situation beside one that says what is wanted ("schwanger" beside "Hebamme").
        wishes: what the family wishes for beside its subject; "näher" changes the order.
    """

    needs: tuple[str, ...]
    topics: tuple[str, ...]
    topic_names: Mapping[str, str]
    ages: tuple[AgeRange, ...]
    place: Place | None
    text: str
    hints: frozenset[str]
    today: date
    mentioned: frozenset[str] = frozenset()
    wishes: frozenset[Wish] = frozenset()

    @property
    def asked_topics(self) -> tuple[str, ...]:
        """The topics that were more than mentioned."""
        return tuple(topic for topic in self.topics if topic not in self.mentioned)


@dataclass(frozen=True)
class Signs:
    """What the text searches found: 0..1 by offer id for words, cosine by content hash for meaning."""

    words: Mapping[str, float] = field(default_factory=dict)
    meaning: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Ranked:
    """A candidate with its score and its distance from the asked place, if both are known."""

    candidate: Candidate
    score: float
    distance_km: float | None


def only_mentioned(needs: Sequence[str], need_of_topic: Mapping[str, str]) -> frozenset[str]:
    """Which topics describe the situation rather than what is wanted, see `Question.mentioned`."""
    fitting = {topic for topic, need in need_of_topic.items() if need in needs}
    telling = fitting - SITUATIONS
    return frozenset(need_of_topic) - (telling or fitting)


def rank(candidates: Sequence[Candidate], question: Question, signs: Signs) -> list[Ranked]:
    """Orders candidates, best first; equal scores by id, so that the order is the same every time."""
    weights = NEARER if Wish.NAEHER in question.wishes and _measurable(question.place) else WEIGHTS
    scored = []
    for candidate in candidates:
        distance = _distance(candidate, question.place)
        scored.append(Ranked(candidate, _score(candidate, distance, question, signs, weights), distance))
    return sorted(scored, key=lambda item: (-item.score, item.candidate.id))


def cover(ranked: Sequence[Ranked], question: Question, limit: int) -> list[Ranked]:
    """The best `limit`, changed so that every asked topic, then every asked need, is answered if anything answers it.

    A parent who asks for Elterngeld and Kindergeld should not get three offers on Elterngeld. The best hit stays first.
    """
    chosen = list(ranked[:limit])
    for topic in question.asked_topics:
        _make_room(chosen, ranked, [item for item in ranked if topic in item.candidate.topics], 1)
    for need in question.needs:
        _make_room(chosen, ranked, [item for item in ranked if need in item.candidate.needs], 1)
    for topic in question.topics:
        # What was only mentioned may be what was meant after all: it gets the last of three places, never more.
        if topic in question.mentioned - SITUATIONS:
            _make_room(chosen, ranked, [item for item in ranked if topic in item.candidate.topics], 2)
    return chosen


def _make_room(chosen: list[Ranked], ranked: Sequence[Ranked], answers: list[Ranked], kept: int) -> None:
    """Puts the best of `answers` in the place of one that adds nothing; the first `kept` stay."""
    if not answers or any(item in chosen for item in answers):
        return
    for position in range(len(chosen) - 1, kept - 1, -1):
        others = chosen[:position] + chosen[position + 1 :]
        if _aspects(chosen[position : position + 1]) <= _aspects(others):
            chosen[position] = answers[0]
            order = {item.candidate.id: index for index, item in enumerate(ranked)}
            chosen.sort(key=lambda item: order[item.candidate.id])
            return


def _aspects(items: Sequence[Ranked]) -> set[str]:
    return {key for item in items for key in (*item.candidate.topics, *item.candidate.needs)}


def _score(candidate: Candidate, distance: float | None, question: Question, signs: Signs, weights: Weights) -> float:
    topic = topic_score(candidate, question, weights)
    near = _nearness(candidate, question.place)
    score = topic + need_score(candidate, question, weights)
    score += weights.meaning * scaled_cosine(signs.meaning.get(candidate.content_hash, 0.0))
    score += weights.words * signs.words.get(candidate.id, 0.0)
    score += weights.age * age_fit(candidate.ages, question.ages)
    score += weights.reach * near
    score += weights.distance * (0.5 ** (distance / 14) if distance is not None else 0.0)
    score += weights.phone * bool(candidate.phone)
    score += weights.trust * _trust(candidate, question.today)
    score += weights.group * handicap(
        candidate.target,
        question.text,
        question.needs,
        question.hints,
        [question.topic_names.get(key, "") for key in candidate.topics],
    )
    asked = any(key in candidate.topics for key in question.asked_topics)
    if candidate.adviser and candidate.needs and not asked:
        score += weights.adviser
    no_place = question.place is None or question.place.whole_district
    if no_place and candidate.reach == Reach.GEMEINDE:
        score += weights.elsewhere_on_topic if asked else weights.elsewhere
    if question.ages:
        score += weights.gap_per_year * min(ages.gap(candidate.ages) for ages in question.ages) / YEAR
    if question.place and not question.place.serves(candidate.reach, candidate.reach_key):
        score += weights.far_per_20_km * (distance if distance is not None else 40.0) / 20
    return score


def topic_score(candidate: Candidate, question: Question, weights: Weights = WEIGHTS) -> float:
    """What asked topics are worth: the offer's main topic most, the first asked a little more than the next."""
    best = 0.0
    for index, topic in enumerate(question.topics):
        place = candidate.topics.get(topic)
        if place is not None:
            worth = weights.topic if place == 1 else weights.topic_aside - 0.2 * (min(place, 4) - 2)
            worth -= 0.2 * min(index, 2)
            if topic in question.mentioned:
                worth *= weights.mentioned if candidate.needs else weights.mentioned_elsewhere
            best = max(best, worth)
    return best


def need_score(candidate: Candidate, question: Question, weights: Weights = WEIGHTS) -> float:
    """What asked needs are worth: the best one counts."""
    return max(
        (
            (weights.need_primary if candidate.needs[need] == 1 else weights.need_further)
            + weights.need_later * min(index, 2)
            for index, need in enumerate(question.needs)
            if need in candidate.needs
        ),
        default=0.0,
    )


def age_fit(offer: AgeRange, asked: Sequence[AgeRange]) -> float:
    """How well an offer is made for the asked ages, 0..1, the mean over the children; 0 if no age was asked.

    Covering the child's whole range counts, and so does being made for little else: an offer for 36..75 beats one
    for 0..216 when a child is 3.
    """
    if not asked:
        return 0.0
    return sum(_fit(offer, child) for child in asked) / len(asked)


def _fit(offer: AgeRange, child: AgeRange) -> float:
    if not offer.overlaps(child):
        return 0.0
    comfortable = max(child.width, YEAR)
    excess = max(0.0, math.log(offer.width / comfortable)) / math.log((AGE_MAX_MONTHS + YEAR) / YEAR)
    return child.covered_by(offer) * (AGE_FLOOR + (1.0 - AGE_FLOOR) * (1.0 - min(1.0, excess)))


def scaled_cosine(cosine: float) -> float:
    """A cosine as a sign in 0..1."""
    return min(1.0, max(0.0, (cosine - COSINE_FLOOR) / (COSINE_TOP - COSINE_FLOOR)))


def _nearness(candidate: Candidate, place: Place | None) -> float:
    if candidate.reach != Reach.GEMEINDE:
        return NEAR.get(candidate.reach, 0.0)
    if place is None or place.whole_district or not place.serves(candidate.reach, candidate.reach_key):
        return 0.0
    return 1.0 if candidate.reach_key == place.municipality.key else 0.95


def _distance(candidate: Candidate, place: Place | None) -> float | None:
    if place is None or not _measurable(place) or candidate.coordinates is None:
        return None
    return distance_km(place.coordinates, candidate.coordinates)


def _measurable(place: Place | None) -> bool:
    return place is not None and place.measurable


def _trust(candidate: Candidate, today: date) -> float:
    if candidate.verified_on is not None and today - candidate.verified_on <= FRESH:
        return 1.0
    return TRUST.get(candidate.confidence, 0.0)

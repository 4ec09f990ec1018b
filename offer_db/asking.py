"""From a request to the question that offers are measured against: what is unknown falls away. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from offer_db.places import Place, PlaceTree
from offer_db.ranking import Question, only_mentioned
from offer_db.records import Municipality, SearchRequest, Topic
from offer_db.vocabulary import NEEDS, OUTSIDE, PlaceKind
from offer_db.wishes import known_wishes

OUTSIDE_PREFIX: Final = f"{OUTSIDE}:"
"""How the keys of places begin that are known by name only (`data/gifhorn/places_outside.csv`)."""


def question_of(request: SearchRequest, places: PlaceTree, topics_known: Mapping[str, Topic], today: date) -> Question:
    """The request without what nobody knows; a topic without a need brings its own."""
    said = tuple(dict.fromkeys(key for key in request.topics if key in topics_known))
    need_of = {key: topics_known[key].need for key in said}
    asked = tuple(dict.fromkeys(key for key in request.needs if key in NEEDS))
    # A topic stands below a need: whoever asks for Elterngeld asks for money.
    needs = asked or tuple(dict.fromkeys(need_of.values()))
    topics = tuple(sorted(said, key=lambda key: needs.index(need_of[key]) if need_of[key] in needs else len(needs)))
    return Question(
        needs=needs,
        topics=topics,
        topic_names={key: topics_known[key].name for key in topics},
        ages=request.ages,
        place=places.place(request.place_key) or _outside(request.place_key),
        text=request.text,
        hints=request.target_hints,
        today=today,
        mentioned=only_mentioned(needs, need_of),
        wishes=known_wishes(request.wishes),
    )


def _outside(key: str | None) -> Place | None:
    """A place outside the district that is known by its name only: its family gets what is for everybody."""
    if key is None or not key.startswith(OUTSIDE_PREFIX):
        return None
    # Nothing measures a distance from there; (0, 0) is never shown.
    town = Municipality(key, key.removeprefix(OUTSIDE_PREFIX), PlaceKind.AUSSERHALB, None, (), 0.0, 0.0)
    return Place(town, frozenset({key}), frozenset({key}), inside_district=False, whole_district=False)


def query_text(request: SearchRequest, question: Question) -> str:
    """The parent's words; without any, what the asked topics are called."""
    # Half a surrogate pair can come out of a broken client and cannot be encoded.
    said = request.text.encode("utf-8", "replace").decode().strip()
    return said or ", ".join(question.topic_names.values())

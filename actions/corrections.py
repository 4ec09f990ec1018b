"""What a parent corrects or takes out of the picture Lotte has. Pure: a situation in, a situation out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from actions.family import Child
from actions.situation import ASK_AGE, ASK_NEED, HINT_PLACE, NEARER, Situation
from offer_db.ages import months
from offer_db.vocabulary import NEEDS

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Correction:
    """One tap on one of the facts that are shown.

    Attributes:
        field: `child`, `need`, `topic`, `wish` or `place`.
        index: which of the situation's `children`, `needs`, `topics` or `wishes`; 0 for the place.
        value: what it really is: months ("36..47"), a need's key, a place's key. None takes the fact out.
        label: how the parent reads the value: "3 Jahre", "Wittingen".
    """

    field: str
    index: int
    value: str | None = None
    label: str = ""


def corrected(situation: Situation, correction: Correction, needs_of_topics: Mapping[str, str]) -> Situation:
    """The situation after a correction; one that fits nothing changes nothing.

    What was taken out is not asked for and not hinted at, but for what it is about: nothing can be found without.

    Args:
        situation: as it is.
        correction: topics and wishes can only be taken out.
        needs_of_topics: topic → the need it lies below.
    """
    change = {"child": _child, "topic": _topic, "wish": _wish, "place": _place}.get(correction.field)
    if correction.field == "need":
        changed = _need(situation, correction, needs_of_topics)
    else:
        changed = change(situation, correction) if change else situation
    if not changed.needs and not changed.topics:
        hinted = tuple(hint for hint in changed.hinted if hint != ASK_NEED)
        changed = replace(changed, asked=(), hinted=hinted)
    return changed.following(situation)


def _child(situation: Situation, correction: Correction) -> Situation:
    if correction.index >= len(situation.children):
        return situation
    child = situation.children[correction.index]
    if correction.value is not None:
        return _older_or_younger(situation, child, correction)
    children = _without(situation.children, correction.index)
    focus = situation.focus
    if focus.count(child) > children.count(child):  # of twins, one stays
        focus = _without(focus, focus.index(child)) or children
    situation = replace(situation, children=children, focus=focus)
    if children:
        return situation
    return replace(situation, withheld=(*situation.withheld, ASK_AGE)).hinting(ASK_AGE)


def _older_or_younger(situation: Situation, child: Child, correction: Correction) -> Situation:
    ages = months(correction.value or "")
    if ages is None:
        return situation
    new = replace(child, age_months=(ages.min_months, ages.max_months), label=correction.label)
    children = _with(situation.children, correction.index, new)
    focus = situation.focus
    if child in focus:
        focus = _with(focus, focus.index(child), new)
    return replace(situation, children=children, focus=focus)


def _need(situation: Situation, correction: Correction, needs_of_topics: Mapping[str, str]) -> Situation:
    """Another need, or none; what some children need alone changes with it, and topics below the old need go."""
    new, known = correction.value, correction.index < len(situation.needs)
    if not known or (new is not None and new not in NEEDS) or new == situation.needs[correction.index]:
        return situation
    old = situation.needs[correction.index]

    def needs(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for key in (new if key == old else key for key in keys) if key is not None))

    def topics(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if needs_of_topics.get(key) != old)

    def own(children: tuple[Child, ...]) -> tuple[Child, ...]:
        return tuple(replace(child, needs=needs(child.needs), topics=topics(child.topics)) for child in children)

    focus = own(situation.focus)
    # who needed nothing else is no longer asked for, as long as another child is
    left = [after for before, after in zip(situation.focus, focus, strict=True) if after.needs or not before.needs]
    return replace(
        situation,
        needs=needs(situation.needs),
        topics=topics(situation.topics),
        children=own(situation.children),
        focus=tuple(left) or focus,
        steps=situation.steps and new is None,
    )


def _topic(situation: Situation, correction: Correction) -> Situation:
    if correction.value is not None or correction.index >= len(situation.topics):
        return situation
    gone = situation.topics[correction.index]

    def own(children: tuple[Child, ...]) -> tuple[Child, ...]:
        return tuple(replace(one, topics=tuple(key for key in one.topics if key != gone)) for one in children)

    topics = _without(situation.topics, correction.index)
    return replace(situation, topics=topics, children=own(situation.children), focus=own(situation.focus))


def _wish(situation: Situation, correction: Correction) -> Situation:
    if correction.value is not None or correction.index >= len(situation.wishes):
        return situation
    return replace(situation, wishes=_without(situation.wishes, correction.index))


def _place(situation: Situation, correction: Correction) -> Situation:
    """Without a place nothing can be nearer."""
    if correction.index > 0:
        return situation
    if correction.value is not None:
        return replace(situation, place={"key": correction.value, "name": correction.label})
    if situation.place is None:
        return situation
    wishes = tuple(wish for wish in situation.wishes if wish != NEARER)
    return replace(situation, place=None, wishes=wishes).hinting(HINT_PLACE)


def _without(values: tuple[_Value, ...], index: int) -> tuple[_Value, ...]:
    return (*values[:index], *values[index + 1 :])


def _with(values: tuple[_Value, ...], index: int, value: _Value) -> tuple[_Value, ...]:
    return (*values[:index], value, *values[index + 1 :])

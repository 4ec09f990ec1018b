"""The children of a family as it speaks of them. Pure: who is meant by "der Große", who is new, who was corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from texts import DEFAULT_LANGUAGE, Texts
from texts.ages import age_in_words

_BOYS: Final = frozenset({"Sohn", "Junge"})
_GIRLS: Final = frozenset({"Tochter", "Mädchen"})
_OLDER: Final = frozenset({"Große", "Älteste"})
_YOUNGER: Final = frozenset({"Kleine", "Jüngste", "Baby", "Neugeborenes"})
_MIDDLE: Final = "Mittlere"
#: Said of an only child too; "die Große" is said beside a smaller one.
_FOND: Final = frozenset({"Kind", "Kleine", "Maus", "Baby"})


@dataclass(frozen=True)
class Child:
    """A child as the parent speaks of it.

    Attributes:
        age_months: closed range, negative before birth.
        label: the age in the parent's words, "3 Jahre".
        role: what the child is called ("Sohn", "Große"), or None.
        needs, topics: what the parent asked for this child alone; empty where it was asked for all.
    """

    age_months: tuple[int, int]
    label: str
    role: str | None = None
    needs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def child_age(child: Child, texts: Texts) -> str:
    """The child's age: as the parent said it; in other languages than German said anew."""
    return child.label if texts.locale == DEFAULT_LANGUAGE else age_in_words(*child.age_months, texts)


def children_of(values: Sequence[Mapping[str, Any]]) -> tuple[Child, ...]:
    """From the chat contract's form, or from a slot."""
    return tuple(
        Child(
            (child["age_months"][0], child["age_months"][1]),
            child["label"],
            child.get("role"),
            tuple(child.get("needs") or ()),
            tuple(child.get("topics") or ()),
        )
        for child in values
    )


def joined(known: Sequence[Child], new: Sequence[Child]) -> tuple[tuple[Child, ...], tuple[Child, ...]]:
    """The family after a message, and those of it the message is about.

    A child of another role joins, one of the same role is corrected; one without a role corrects the child whose age
    comes nearest, and a pregnancy joins the children who are there.
    """
    family, meant, taken = list(known), [], set[int]()
    for child in new:
        place = _place(family, child, taken, len(new))
        if place is None:
            place = len(family)
            family.append(child)
        elif not _is_vaguer(child, family[place]):
            family[place] = replace(child, role=child.role or family[place].role)
        taken.add(place)
        meant.append(place)
    return tuple(family), tuple(family[place] for place in meant)


def _place(family: Sequence[Child], child: Child, taken: set[int], several: int) -> int | None:
    """The index of the child that is spoken of again; None for one who joins."""
    free = [i for i, other in enumerate(family) if i not in taken and _is_born(other) == _is_born(child)]
    if not _is_born(child):
        return next(iter(free), None)
    if child.role is None:
        return min(free, key=lambda i: abs(family[i].age_months[0] - child.age_months[0]), default=None)
    same = [i for i in free if family[i].role == child.role]
    plain = [i for i in free if family[i].role in (None, "Kind")]
    by_age = sorted(plain, key=lambda i: family[i].age_months)
    if same or not plain or (len(plain) > 1 and child.role not in _OLDER | _YOUNGER):
        return next(iter(same), None)
    if len(plain) == 1 and several > 1:
        return plain[0] if family[plain[0]].age_months == child.age_months else None
    return by_age[-1] if child.role in _OLDER else by_age[0]


def _is_born(child: Child) -> bool:
    return child.age_months[0] >= 0


def _is_vaguer(new: Child, known: Child) -> bool:
    """Whether a repetition says less than is known: "das Baby" of a child of six months."""
    first, last = known.age_months
    return (
        new.age_months != known.age_months
        and new.age_months[0] <= first <= last <= new.age_months[1]
        and (new.label == new.role)
    )


def told_apart(
    new: Sequence[Child], known: Sequence[Child], references: Sequence[Mapping[str, Any]]
) -> tuple[Child, ...]:
    """The children of a message with a role of their own each: "mein Sohn (3) und mein anderer Sohn (8)"."""
    others = {one["role"] for one in references if one["another"]}
    found: list[Child] = []
    for child in new:
        used = {one.role for one in found}
        if child.role in others and [one.role for one in new].count(child.role) == 1:
            used |= {one.role for one in known}
        twins = any(one.role == child.role and one.age_months == child.age_months for one in found)
        found.append(child if twins else replace(child, role=free_role(child.role, used)))
    return tuple(found)


def free_role(role: str | None, used: Set[str | None]) -> str | None:
    """The role itself, or with a number behind it where another child is called so: "Sohn", "Sohn (2)", "Sohn (3)"."""
    if role is None or role not in used:
        return role
    return next(f"{role} ({number})" for number in count(2) if f"{role} ({number})" not in used)


def referred(
    known: Sequence[Child], focus: Sequence[Child], references: Sequence[Mapping[str, Any]]
) -> tuple[Child, ...] | None:
    """The children a message without ages speaks of.

    Args:
        known: the family.
        focus: the children the talk was about until now.
        references: role and "another" of each child named.

    Returns:
        Known children; empty if at least one is not known yet; None if the message changes nothing.
    """
    if not references or not known:
        return None
    found = [_meant(known, focus, str(one["role"]), bool(one["another"])) for one in references]
    if any(child is None for child in found):
        return ()
    return tuple(dict.fromkeys(child for child in found if child is not None))


def stranger(known: Sequence[Child], focus: Sequence[Child], references: Sequence[Mapping[str, Any]]) -> str | None:
    """The role of the first child named that is not known yet, told apart from those who are called the same."""
    for one in references:
        if _meant(known, focus, str(one["role"]), bool(one["another"])) is None:
            return free_role(one["role"], {child.role for child in known})
    return None


def _meant(known: Sequence[Child], focus: Sequence[Child], role: str, another: bool) -> Child | None:
    if another:
        others = [child for child in known if child not in focus and _is_surely(child, role)]
        return others[0] if others else None
    by_age = sorted(known, key=lambda child: child.age_months)
    if len(known) > 1 and role in _OLDER:
        return by_age[-1]
    if len(known) > 1 and role in _YOUNGER:
        return by_age[0]
    if role == _MIDDLE:
        return by_age[1] if len(by_age) == 3 else None
    named = next((child for child in known if child.role == role), None)
    if named is None and len(known) == 1 and role not in _OLDER:
        return known[0] if _could_be(known[0], role) else None
    if named is None and role in _FOND:
        return focus[0] if focus else None
    if named is None:
        fitting = [child for child in known if _could_be(child, role)]
        return fitting[0] if len(fitting) == 1 else None
    return named


def _is_surely(child: Child, role: str) -> bool:
    """Whether the child is known to be called so: the smaller one need not be the other son."""
    own = _plain_role(child)
    return role == "Kind" or any({own, role} <= group for group in (_BOYS, _GIRLS, _OLDER, _YOUNGER))


def _could_be(child: Child, role: str) -> bool:
    """Whether nothing speaks against a child being called so too."""
    own = _plain_role(child)
    if not _is_born(child):
        return role in _FOND
    if own in _FOND or role in _FOND:
        return not (role in _FOND and role != "Kind" and own in _OLDER)
    return any({own, role} <= group for group in (_BOYS, _GIRLS, _OLDER, _YOUNGER))


def _plain_role(child: Child) -> str:
    """The role without its number."""
    return (child.role or "Kind").partition(" (")[0]

"""What Lotte believes about a family, and how a new message changes it. Pure: slot values in, slot values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

NEEDS_WHERE_AGE_MATTERS: Final = frozenset(
    {
        "kinderbetreuung",
        "gesundheit",
        "entwicklung_foerderung",
        "erziehungsberatung",
        "schule_uebergang",
        "freizeit_ferien",
        "familienbildung_treffs",
        "behinderung_inklusion",
    }
)
ASK_NEED: Final = "bedarf"
ASK_AGE: Final = "kind_alter"
HINT_PLACE: Final = "ort"
DISTRICT_KEY: Final = "03151"
OLDEST_MONTHS: Final = 131  # ten years: how far the prevention chain reaches


@dataclass(frozen=True)
class Child:
    """A child as the parent speaks of it; ages are a closed range of months, negative before birth."""

    age_months: tuple[int, int]
    label: str
    role: str | None = None


@dataclass(frozen=True)
class Situation:
    """The picture of the family.

    Attributes:
        children: all children named so far.
        focus: the children the present question is about (part of `children`).
        needs: of the present question, most important first.
        topics: below the needs, of the present question.
        place: {"key", "name"} or None.
        shown: ids of all offers shown for the present question; `last` those of the last answer.
        asked: what was asked since the last offers; at most one question comes before offers.
        hinted: what was said to be worth telling; once a conversation is enough.
    """

    children: tuple[Child, ...] = ()
    focus: tuple[Child, ...] = ()
    needs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    place: Mapping[str, str] | None = None
    shown: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Situation:
        """From the slot `situation`; None is a family nothing is known of."""
        value = value or {}
        return cls(
            children=_children(value.get("children", ())),
            focus=_children(value.get("focus", ())),
            needs=tuple(value.get("needs", ())),
            topics=tuple(value.get("topics", ())),
            place=value.get("place"),
            shown=tuple(value.get("shown", ())),
            last=tuple(value.get("last", ())),
            asked=tuple(value.get("asked", ())),
            hinted=tuple(value.get("hinted", ())),
        )

    def to_slot(self) -> dict[str, Any]:
        """JSON for the slot."""
        value = asdict(self)
        for name in ("children", "focus"):
            value[name] = [{**child, "age_months": list(child["age_months"])} for child in value[name]]
        return {name: list(part) if isinstance(part, tuple) else part for name, part in value.items()}

    def after(self, understood: Mapping[str, Any]) -> Situation:
        """The situation after a message: new facts join, corrections replace, a new need starts a new question."""
        situation = self
        children = _children(understood.get("children", ()))
        if children:
            situation = replace(situation, focus=children, children=_joined(self.children, children))
        if understood.get("place"):
            place = understood["place"]
            situation = replace(situation, place={"key": place["key"], "name": place["name"]})
        needs, topics = tuple(understood.get("needs", ())), tuple(understood.get("topics", ()))
        if not needs and children and children[0].age_months[0] < 0 and not self.needs:
            needs = ("schwangerschaft_geburt",)  # "ich bin im 6. Monat" says what it is about
        if needs:
            situation = replace(situation, needs=needs, topics=topics)
        if (situation.needs, situation.topics, situation.focus, situation.place) != (
            self.needs,
            self.topics,
            self.focus,
            self.place,
        ):
            situation = replace(situation, shown=(), last=())
        return situation

    def missing(self) -> str | None:
        """The one thing worth asking before offers are shown, or None. Never a second question in a row."""
        if self.asked:
            return None
        if not self.needs and not self.topics:
            return ASK_NEED
        if not self.focus and not self.topics and self.needs[0] in NEEDS_WHERE_AGE_MATTERS:
            return ASK_AGE
        return None

    def worth_telling(self) -> str | None:
        """What would make the offers fit better: `kind_alter`, `ort` or None; a hint, not a question, said once."""
        matters = bool(self.needs) and self.needs[0] in NEEDS_WHERE_AGE_MATTERS
        if not self.focus and matters and ASK_AGE not in self.hinted:
            return ASK_AGE
        return HINT_PLACE if not self.place and HINT_PLACE not in self.hinted else None

    def asking(self, question: str) -> Situation:
        """The situation once this was asked; who did not answer is not reminded of it beside the offers."""
        return replace(self, asked=(*self.asked, question), hinted=(*self.hinted, question))

    def hinting(self, hint: str | None) -> Situation:
        """The situation once this hint was given."""
        return replace(self, hinted=(*self.hinted, hint)) if hint else self

    def showing(self, offer_ids: Sequence[str]) -> Situation:
        """The situation once these offers were shown."""
        return replace(self, shown=(*self.shown, *offer_ids), last=tuple(offer_ids), asked=())

    def after_danger(self, needs: Sequence[str]) -> Situation:
        """Afterwards the danger is what a vague question is about, unless the parent already asked for something."""
        return self if self.needs else replace(self, needs=tuple(needs[:1]))

    @property
    def outside(self) -> bool:
        """The family lives outside the district."""
        return self.place is not None and not self.place["key"].startswith(DISTRICT_KEY)

    @property
    def too_old(self) -> bool:
        """All children of the question are older than ten."""
        return bool(self.focus) and all(child.age_months[0] > OLDEST_MONTHS for child in self.focus)


def _children(value: Sequence[Mapping[str, Any]]) -> tuple[Child, ...]:
    return tuple(
        Child((child["age_months"][0], child["age_months"][1]), child["label"], child.get("role")) for child in value
    )


def _joined(known: tuple[Child, ...], new: tuple[Child, ...]) -> tuple[Child, ...]:
    """A child of another role joins; one of the same or of no role is a correction and replaces."""
    roles = {child.role for child in new}
    if None in roles:
        return new
    return (*(child for child in known if child.role and child.role not in roles), *new)

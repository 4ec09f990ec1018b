"""What Lotte believes about a family, and how a new message changes it. Pure: slot values in, slot values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from actions.family import Child, children_of, joined, referred, stranger, told_apart
from offer_db.vocabulary import DISTRICT_KEY

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
ASK_PLACE: Final = "wohnort"
HINT_PLACE: Final = "ort"
HELPED: Final = "geholfen"
OLDEST_MONTHS: Final = 131  # ten years: how far the prevention chain reaches
STEPS: Final = "naechste_schritte"
NEARER: Final = "naeher"
WAYS: Final = frozenset({"online", "telefonisch", "hausbesuch"})
WEAK_GUESS: Final = 0.4
CHILD_PROTECTION: Final = "kindeswohl"  # else a women's shelter would be the first offer after harm to a child


@dataclass(frozen=True)
class Question:
    """What is looked for in one search: a part of the situation."""

    children: tuple[Child, ...]
    needs: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Situation:
    """The picture of the family.

    Attributes:
        children: all children named so far.
        focus: the children the present question is about (part of `children`).
        awaited: role of a child that was named without an age, until its age is said.
        needs: of the present question, most important first.
        topics: below the needs, of the present question.
        wishes: how offers should be (free of charge, near …), of the present question.
        place: {"key", "name"} or None.
        steps: the present question is which steps come next, not an offer.
        shown: ids of all offers shown for the present question; `last` those of the last answer.
        asked: what was asked since the last offers; at most one question comes before offers.
        hinted: what was said to be worth telling, and terms explained; once a conversation is enough.
        withheld: questions whose answer the parent has taken out again; they are not put any more.
        answers: how many answers of this conversation held offers.
    """

    children: tuple[Child, ...] = ()
    focus: tuple[Child, ...] = ()
    awaited: str | None = None
    needs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    place: Mapping[str, str] | None = None
    steps: bool = False
    shown: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    answers: int = 0

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Situation:
        """From the slot `situation`; None is a family nothing is known of."""
        known = {field.name for field in fields(cls)}
        values = {name: part for name, part in (value or {}).items() if name in known}
        parts: dict[str, Any] = {name: tuple(part) if isinstance(part, list) else part for name, part in values.items()}
        for name in ("children", "focus"):
            parts[name] = children_of(values.get(name, ()))
        return cls(**parts)

    def to_slot(self) -> dict[str, Any]:
        """JSON for the slot."""
        return dict(_plain(asdict(self)))

    def after(self, understood: Mapping[str, Any]) -> Situation:
        """The situation after a message: new facts join, corrections replace, a new need starts a new question."""
        understood = self._without_weak_guess(understood)
        situation = self._with_children(understood)
        if understood.get("place"):
            place = understood["place"]
            situation = replace(situation, place={"key": place["key"], "name": place["name"]})
        situation = situation._with_needs(understood)
        if wishes := tuple(wish for wish in understood.get("wishes") or () if wish != STEPS):
            replaced = WAYS if WAYS.intersection(wishes) else frozenset()  # another way replaces the one before
            kept = (wish for wish in situation.wishes if wish not in replaced)
            situation = replace(situation, wishes=tuple(dict.fromkeys((*kept, *wishes))))
        return situation.following(self)

    def following(self, before: Situation) -> Situation:
        """This situation, come from the one before: for another question, what was shown counts no longer."""
        return self if self._question() == before._question() else replace(self, shown=(), last=())

    def _without_weak_guess(self, understood: Mapping[str, Any]) -> Mapping[str, Any]:
        """A weak guess does not change the subject where the message brings facts: "der andere ist 3, und für den?"."""
        facts = any(understood.get(name) for name in ("children", "references", "place"))
        sure = float(understood.get("confidence") or 1.0) >= WEAK_GUESS
        if sure or not facts or not self.needs or understood.get("topics"):
            return understood
        return {**understood, "needs": []}

    def _with_children(self, understood: Mapping[str, Any]) -> Situation:
        references = understood.get("references") or ()
        new = told_apart(children_of(understood.get("children") or ()), self.children, references)
        if new:
            if self.awaited and len(new) == 1 and new[0].role is None:
                new = (replace(new[0], role=self.awaited),)
            children, meant = joined(self.children, new)
            return replace(self, focus=meant, children=children, awaited=None)
        if references and not self.children:
            return replace(self, awaited=str(references[0]["role"]))
        meant_by_name = referred(self.children, self.focus, references)
        if meant_by_name is None or meant_by_name == self.focus:
            return self
        if not meant_by_name:
            return replace(self, focus=(), awaited=stranger(self.children, self.focus, references), asked=())
        return replace(self, focus=meant_by_name, awaited=None)

    def _with_needs(self, understood: Mapping[str, Any]) -> Situation:
        needs, topics = tuple(understood.get("needs") or ()), tuple(understood.get("topics") or ())
        if understood.get("intent") == STEPS or STEPS in (understood.get("wishes") or ()):
            return replace(self, steps=True, needs=needs or self.needs, topics=topics if needs else self.topics)
        if not needs and not self.needs and self.focus and self.focus[0].age_months[0] < 0 and not self.steps:
            needs = ("schwangerschaft_geburt",)  # "ich bin im 6. Monat" says what it is about
        if not needs:
            return self
        situation = replace(self, needs=needs, topics=topics, wishes=(), steps=False)
        if understood.get("children"):
            return situation
        # what each child needed was the question before; a new one is about all of them, unless one is named
        situation = situation._without_own_needs()
        named = understood.get("references") or needs == self.needs
        return situation if named or not situation.children else replace(situation, focus=situation.children)

    def _without_own_needs(self) -> Situation:
        plain = {child: replace(child, needs=(), topics=()) for child in (*self.children, *self.focus)}
        return replace(
            self,
            children=tuple(plain[child] for child in self.children),
            focus=tuple(plain[child] for child in self.focus),
        )

    def _question(self) -> tuple[object, ...]:
        awaited = self.awaited if self.children else None
        return self.needs, self.topics, self.focus, self.place, self.wishes, awaited

    def questions(self) -> tuple[Question, ...]:
        """What to look for: one search for all, or one for each need that only some of the children have."""
        if not any(child.needs for child in self.focus):
            return (Question(self.focus, self.needs, self.topics),)
        shares: dict[tuple[str, ...], list[Child]] = {}
        for child in self.focus:
            shares.setdefault(child.needs or self.needs, []).append(child)
        return tuple(
            Question(tuple(children), needs, tuple(dict.fromkeys(key for one in children for key in one.topics)))
            for needs, children in shares.items()
        )

    def missing(self) -> str | None:
        """The one thing worth asking before offers are shown, or None. Never a second question in a row."""
        question = None if self.asked else self._gap()
        return None if question in self.withheld else question

    def _gap(self) -> str | None:
        """What is not known and matters most."""
        if self.steps:
            return None if self.focus else ASK_AGE
        if not self.needs and not self.topics and ASK_NEED not in self.hinted:
            return ASK_NEED
        if NEARER in self.wishes and not self.place:
            return ASK_PLACE
        age_matters = bool(self.needs) and self.needs[0] in NEEDS_WHERE_AGE_MATTERS
        unknown_child = self.awaited and self.children
        if not self.focus and age_matters and (unknown_child or not self.topics):
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
        hint = HINT_PLACE if question == ASK_PLACE else question
        return replace(self, asked=(*self.asked, question), hinted=(*self.hinted, hint))

    def hinting(self, *hints: str | None) -> Situation:
        """The situation once these hints were given."""
        return replace(self, hinted=(*self.hinted, *(hint for hint in hints if hint)))

    def showing(self, offer_ids: Sequence[str]) -> Situation:
        """The situation once these offers were shown."""
        answers = self.answers + bool(offer_ids)
        return replace(self, shown=(*self.shown, *offer_ids), last=tuple(offer_ids), asked=(), answers=answers)

    def forgotten(self) -> Situation:
        """A fresh start: nothing of the family is left; whether it was asked if Lotte helped is nothing of theirs."""
        return Situation(hinted=tuple(hint for hint in self.hinted if hint == HELPED))

    def after_danger(self, understood: Mapping[str, Any]) -> Situation:
        """What is said in danger counts later; what the parent asked for before stays the question."""
        noted = self.noting(understood)
        if self.needs:
            return replace(self, children=noted.children, focus=self.focus or noted.focus, place=noted.place)
        topics = (CHILD_PROTECTION,) if understood.get("crisis") == "kindeswohl" else ()
        return replace(noted, needs=tuple(understood.get("needs") or ())[:2], topics=topics)

    def noting(self, understood: Mapping[str, Any]) -> Situation:
        """The family's facts of a message that is about something else: "hallo, mein Sohn ist 3"."""
        return self.after({name: understood.get(name) for name in ("children", "references", "place")})

    @property
    def is_empty(self) -> bool:
        """Nothing is known of the family."""
        return not (self.children or self.place or self.needs or self.topics)

    @property
    def outside(self) -> bool:
        """The family lives outside the district."""
        return self.place is not None and not self.place["key"].startswith(DISTRICT_KEY)

    @property
    def too_old(self) -> bool:
        """All children of the question are older than ten."""
        return bool(self.focus) and all(child.age_months[0] > OLDEST_MONTHS for child in self.focus)


def _plain(value: Any) -> Any:
    """Tuples as lists, all the way down, as JSON has them."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value

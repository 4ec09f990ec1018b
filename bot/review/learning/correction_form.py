"""The form "richtig wäre …": filled in with what was understood, read into what is right. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Final

from bot.learning.ages import UnknownAge, read_ages, written_ages
from bot.learning.cleaning import training_sentence
from bot.learning.intents import ACTS, crisis_intent
from bot.memory.reviewing.basket import Right
from bot.memory.reviewing.transcript import Understood
from bot.nlu.language.acts import CRISIS_KINDS, NEEDS, crisis_kind

NO_PLACE: Final = "keiner"
_CLEANED: Final = "Der Satz wurde noch einmal bereinigt. So würde er aufgenommen; bitte sehen Sie ihn an."
_NOTHING: Final = "Alles steht so da, wie Lotte es verstanden hat. Ändern Sie, was nicht stimmt."


@dataclass(frozen=True)
class Fields:
    """What stands in the fields; names as in the form.

    Attributes:
        satz: the sentence as it will be kept.
        anliegen: a need or an act; "" where danger is all that counts.
        zweites: second need, or "".
        alter: ages in words, "" for no child.
        ort: key of a place, or `NO_PLACE`.
        gefahr: kind of danger, or "".
    """

    satz: str
    anliegen: str
    zweites: str
    alter: str
    ort: str
    gefahr: str

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> Fields:
        """What a form sent; fields that are missing are empty."""
        return cls(*(str(form.get(name, "")).strip() for name in cls.__dataclass_fields__))


@dataclass(frozen=True)
class Problems(Exception):
    """Why the form is shown again.

    Attributes:
        of: field → German sentence; "" for what concerns none alone.
        notices: the same for what is not wrong, and only to be looked at.
    """

    of: Mapping[str, str]
    fields: Fields
    notices: Mapping[str, str] = field(default_factory=dict)


def as_understood(text: str, understood: Understood) -> Fields:
    """The form as it stands before anybody has changed it."""
    needs = [need for need in understood.needs if need in NEEDS]
    intent = needs[0] if needs else understood.intent
    return Fields(
        training_sentence(text),
        intent if intent in NEEDS or intent in ACTS else "",
        needs[1] if len(needs) > 1 else "",
        written_ages((first, last) for _, first, last in understood.children),
        understood.place[0] if understood.place else NO_PLACE,
        understood.crisis or "",
    )


def as_corrected(before: Fields, sentence: str, right: Right) -> Fields:
    """The form with a correction that was made before."""
    fields = replace(before, satz=sentence)
    if right.intent is not None:
        danger = crisis_kind(right.intent)
        own = {} if danger else {"anliegen": right.intent, "zweites": right.second_need or ""}
        fields = replace(fields, gefahr=danger or "", **own)
    if right.ages is not None:
        fields = replace(fields, alter=written_ages(right.ages))
    if right.place_key is not None:
        fields = replace(fields, ort=right.place_key or NO_PLACE)
    return fields


def read(fields: Fields, before: Fields, today: date, places: Mapping[str, str]) -> tuple[str, Right]:
    """The sentence that will be kept, and what is right.

    Args:
        fields: as they were sent.
        before: as they were understood; what is the same was right.
        today: the day the message was written; ages count from it.
        places: the choices of the place, by key.

    Raises:
        Problems: with the fields as they should be shown again.
    """
    wrong = _wrong_choices(fields, before, places)
    sentence = training_sentence(fields.satz)
    notices = {} if sentence == fields.satz else {"satz": _CLEANED}
    ages = None
    if fields.alter != before.alter:
        try:
            ages = read_ages(fields.alter, today)
        except UnknownAge as error:
            wrong["alter"] = str(error)
    place = None if fields.ort == before.ort else ("" if fields.ort == NO_PLACE else fields.ort)
    meant = _intent(fields)
    right = Right(None, None, ages, place)
    if meant != _intent(before):
        right = replace(right, intent=meant[0], second_need=meant[1])
    if not wrong and right == Right():
        wrong[""] = _NOTHING
    if wrong or notices:
        raise Problems(wrong, replace(fields, satz=sentence), notices)
    return sentence, right


def as_json(understood: Understood) -> Mapping[str, Any]:
    """What is kept of the understanding beside a correction."""
    kept = asdict(understood)
    return {
        **{name: kept[name] for name in ("language", "intent", "act", "confidence", "crisis")},
        "needs": list(understood.needs),
        "children": [[first, last] for _, first, last in understood.children],
        "place": understood.place[0] if understood.place else None,
    }


def _wrong_choices(fields: Fields, before: Fields, places: Mapping[str, str]) -> dict[str, str]:
    wrong = {}
    if fields.gefahr and fields.gefahr not in CRISIS_KINDS:
        wrong["gefahr"] = "Diese Gefahr gibt es nicht zur Auswahl."
    if fields.anliegen not in NEEDS and fields.anliegen not in ACTS and not fields.gefahr:
        wrong["anliegen"] = "Bitte wählen Sie, worum es geht."
    if fields.zweites and (
        fields.zweites not in NEEDS or fields.anliegen not in NEEDS or fields.zweites == fields.anliegen
    ):
        wrong["zweites"] = "Ein zweiter Bedarf geht nur neben einem anderen Bedarf."
    if fields.ort not in places and fields.ort not in (NO_PLACE, before.ort):
        wrong["ort"] = "Diesen Ort gibt es nicht zur Auswahl."
    return wrong


def _intent(fields: Fields) -> tuple[str, str | None]:
    """Intent and second need; after danger nothing else counts."""
    if fields.gefahr:
        return crisis_intent(fields.gefahr), None
    return fields.anliegen, fields.zweites or None

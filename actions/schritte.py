"""Which steps come next for a child: dates and deadlines from reviewed data, and a calendar file to take along."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from babel.dates import format_date
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.angebote import hint_on_language, recommend
from actions.cards import familienbuero_cards, plain_card
from actions.family import Child
from actions.introduction import summary
from actions.latest_message import understood
from actions.situation import Situation
from offer_db.step_times import BirthRange, at_school, birth_range
from offer_db.steps import PlannedStep, StepState, plan
from texts import Texts

#: In the first year there is more to do at once.
STEPS, STEPS_OF_A_BABY, BABY_MONTHS = 5, 7, 11
OFFERS = 3
#: Beyond this the month of birth makes the times better.
_VAGUE_MONTHS = 2
#: Stands in the label of a child at school ("2. Klasse").
_CLASS = "Klasse"


def tell_steps(dispatcher: CollectingDispatcher, situation: Situation, tracker: Tracker) -> Situation:
    """Says the next steps of the child in question, each with its time; without an age, who can be asked.

    What the parent asked for besides comes behind, else the offers that help with these steps.

    Args:
        dispatcher: takes the answer.
        situation: the family; its first child in focus is meant.
        tracker: for the language.
    """
    texts = context.texts_for(tracker)
    if not situation.focus:
        dispatcher.utter_message(
            text=texts.phrase("schritte_ohne_alter"), json_message={"offers": familienbuero_cards(texts)}
        )
        return situation.showing(())
    child = situation.focus[0]
    birth = _birth(child, date.today())
    most = STEPS_OF_A_BABY if child.age_months[0] <= BABY_MONTHS else STEPS
    planned = plan(context.steps(), birth, date.today(), most)
    if not planned:
        dispatcher.utter_message(
            text=texts.phrase("schritte_keine"), json_message={"offers": familienbuero_cards(texts)}
        )
        return situation.showing(())
    known = summary(Situation(focus=(child,)), texts)
    lines = [texts.phrase("schritte", wofuer=known), *(_line(one, texts) for one in planned)]
    if child.age_months[1] - child.age_months[0] > _VAGUE_MONTHS:
        lines.append(texts.phrase("schritte_genauer"))
    foreign = hint_on_language(situation, tracker.get_slot("sprache"))
    if foreign:
        lines.append(texts.phrase(f"hinweis_{foreign}"))
        situation = situation.hinting(foreign)
    calendar = {
        "birth": [birth.earliest.isoformat(), birth.latest.isoformat()],
        "steps": [one.step.id for one in planned],
        "label": texts.phrase("schritte_kalender"),
    }
    dispatcher.utter_message(text="\n".join(lines), json_message={"calendar": calendar})
    if understood(tracker).get("needs"):
        return recommend(dispatcher, situation, tracker)
    cards = _offers(planned, texts)
    if cards:
        dispatcher.utter_message(text=texts.phrase("schritte_angebote"), json_message={"offers": cards})
    return situation.showing([offer["id"] for offer in cards])


def _birth(child: Child, today: date) -> BirthRange:
    """When the child may be born; who is in a class is past the beginning of school, whatever the months allow."""
    birth = birth_range(child.age_months, today)
    return at_school(birth, today) if _CLASS in child.label else birth


def _line(planned: PlannedStep, texts: Texts) -> str:
    """One step: when, what, and its hard limit; all the rest stands in the calendar file."""
    step = planned.step
    if planned.state == StepState.JETZT:
        time = texts.phrase("schritt_jetzt_bis", bis=_day(planned.end, planned, texts))
    else:
        time = texts.phrase("schritt_ab", von=_day(planned.start, planned, texts))
    sentences = [texts.phrase("schritt", titel=step.title, zeit=time, text=_first_sentence(step.text))]
    if step.deadline:
        sentences.append(texts.phrase("schritt_frist", frist=step.deadline))
    if not step.certain:
        sentences.append(texts.phrase("schritt_unsicher"))
    return " ".join(sentences)


def _first_sentence(text: str) -> str:
    """The first sentence; a question with the answer behind it."""
    sentences = re.split(r"(?<=[.?!])(?<!\d\.) ", text)
    return " ".join(sentences[: 2 if sentences[0].endswith("?") else 1])


def _day(day: date, planned: PlannedStep, texts: Texts) -> str:
    """The day where it is certain, else only the month."""
    return format_date(day, "long" if planned.exact else "MMMM yyyy", locale=texts.locale)


def _offers(planned: tuple[PlannedStep, ...], texts: Texts) -> list[dict[str, Any]]:
    """The first offer of each step, the nearest steps first."""
    ids = dict.fromkeys(one.step.offers[0] for one in planned if one.step.offers)
    return [plain_card(offer, texts) for offer in context.directory().shown(ids)][:OFFERS]

"""A parent taps what Lotte has understood, to correct it or to take it out; the answer comes anew."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.corrections import Correction, corrected
from actions.gefahr import stay_in_danger
from actions.latest_message import choice, danger_before
from actions.situation import Situation
from actions.suchen import answer


class ActionAendern(Action):
    """Corrects the situation and answers as `action_suchen` does."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_aendern"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Right after an alarm the numbers are said again, unless the parent now asks for something else."""
        situation = Situation.from_slot(tracker.get_slot("situation"))
        correction = _correction(tracker)
        if correction:
            needs_of_topics = {topic.key: topic.need for topic in context.directory().topics()}
            situation = corrected(situation, correction, needs_of_topics)
        danger = danger_before(tracker)
        if danger and not (correction and correction.field == "need" and correction.value):
            stay_in_danger(dispatcher, danger, context.texts_for(tracker))
        else:
            situation = answer(dispatcher, tracker, situation, may_ask=not danger)
        return [SlotSet("situation", situation.to_slot())]


def _correction(tracker: Tracker) -> Correction | None:
    """What was tapped; None where it names nothing. A place is called as in the data, whatever the tap said."""
    facts = choice(tracker)
    value = facts.get("zu")
    if "was" not in facts or "nr" not in facts:
        return None
    label = str((tracker.latest_message or {}).get("text") or "")
    if facts["was"] == "place" and value:
        place = context.directory().municipality(value)
        if place is None:
            return None
        label = place.name
    return Correction(facts["was"], int(facts["nr"]), value, label)

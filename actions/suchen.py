"""What follows a wish or a fact: at most one question, then offers or the next steps."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.angebote import recommend, say_worry
from actions.gefahr import is_vague, stay_in_danger
from actions.geholfen import ask_behind_offers
from actions.latest_message import danger_before, understood
from actions.schritte import tell_steps
from actions.situation import Situation
from texts import spoken


class ActionSuchen(Action):
    """Takes the message into the situation and answers it.

    No form of Rasa's: what was asked stands in the situation, so a question is never put again behind the answer to
    something else, and every turn costs one prediction less.
    """

    def name(self) -> str:
        """As in domain.yml."""
        return "action_suchen"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Right after an alarm, what says nothing new is answered with the numbers again, never with a question."""
        message = understood(tracker)
        before = Situation.from_slot(tracker.get_slot("situation"))
        danger = danger_before(tracker)
        if danger and is_vague(tracker):
            stay_in_danger(dispatcher, danger, context.texts_for(tracker))
            return [SlotSet("situation", before.noting(message).to_slot())]
        situation = before.after(message)
        # who does not know is not asked the next question
        asked_enough = danger or (message.get("intent") == "weiss_nicht" and situation.needs)
        situation = answer(dispatcher, tracker, situation, may_ask=not asked_enough)
        return [SlotSet("situation", ask_behind_offers(dispatcher, tracker, situation).to_slot())]


def answer(dispatcher: CollectingDispatcher, tracker: Tracker, situation: Situation, *, may_ask: bool) -> Situation:
    """Puts the one question that matters, or says the next steps or offers; returns the situation afterwards."""
    # a question in a language the parent does not read would be the end of the conversation
    question = situation.missing() if may_ask and spoken(tracker.get_slot("sprache")) else None
    if question:
        say_worry(dispatcher, tracker, context.texts_for(tracker))
        dispatcher.utter_message(response=f"utter_ask_{question}")
        return situation.asking(question)
    tell = tell_steps if situation.steps else recommend
    return tell(dispatcher, situation, tracker)

"""The form's validation: takes the message into the situation, and answers as soon as nothing is missing."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.angebote import recommend
from actions.latest_message import understood
from actions.schritte import tell_steps
from actions.situation import Situation
from texts import spoken

# Acts that are about the search; everything else interrupts the form and is answered by its own rule.
_ABOUT_THE_SEARCH = frozenset({"angebot_suchen"})
_FOLLOW_UPS = frozenset({"angabe", "weiss_nicht"})


class ValidateAngebotsForm(Action):
    """Sets `situation`, and through `requested_slot` the one question to ask; with None the offers are in the answer.

    Offers are shown here and not by an action after the form: it would cost every recommendation one more prediction
    and one more call (about 10 ms).
    """

    def name(self) -> str:
        """Found by Rasa through the form's name."""
        return "validate_angebots_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """No events for a message that is about something else: Rasa then lets another rule answer."""
        message = understood(tracker)
        if message.get("act") not in _ABOUT_THE_SEARCH and message.get("intent") not in _FOLLOW_UPS:
            return []
        situation = Situation.from_slot(tracker.get_slot("situation")).after(message)
        # a question in a language the parent does not read would be the end of the conversation, and who does not
        # know is not asked the next one
        may_ask = spoken(tracker.get_slot("sprache")) and not (
            message.get("intent") == "weiss_nicht" and situation.needs
        )
        question = situation.missing() if may_ask else None
        if question:
            situation = situation.asking(question)
        elif situation.steps:
            situation = tell_steps(dispatcher, situation, tracker)
        else:
            situation = recommend(dispatcher, situation, tracker)
        return [
            SlotSet("situation", situation.to_slot()),
            SlotSet("bedarf", situation.needs[0] if situation.needs else None),
            SlotSet("kind_alter", list(situation.focus[0].age_months) if situation.focus else None),
            SlotSet("requested_slot", question),
        ]

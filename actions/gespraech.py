"""What a conversation needs besides offers: a greeting that remembers, honest words on data, a fresh start."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.gefahr import stay_in_danger
from actions.introduction import summary
from actions.latest_message import danger_before, intent_before, understood
from actions.mensch import name_human
from actions.situation import ASK_NEED, Situation

NOT_UNDERSTOOD: Final = "nicht_verstanden"
OUT_OF_SCOPE: Final = "ausserhalb"
SURE: Final = 0.7


class ActionGruss(Action):
    """Greets; who has told something already is asked whether to go on with it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_gruss"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """The same after a day and in the middle of a conversation."""
        before = Situation.from_slot(tracker.get_slot("situation"))
        situation = before.noting(understood(tracker))
        texts = context.texts_for(tracker)
        if before.is_empty:
            dispatcher.utter_message(response="utter_gruss")
            return [SlotSet("situation", situation.asking(ASK_NEED).to_slot())]  # offers come with the next turn
        dispatcher.utter_message(
            text=texts.phrase("gruss_bekannt", wofuer=summary(situation, texts)),
            buttons=[
                {"title": texts.phrase("knopf_weiter"), "payload": "/angabe"},
                {"title": texts.phrase("knopf_von_vorn"), "payload": "/neustart"},
            ],
        )
        return [SlotSet("situation", situation.to_slot())]


class ActionPlaudern(Action):
    """Small talk, good-byes and who Lotte is; right after an alarm only if that is surely meant."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_plaudern"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """The response is called like the intent."""
        message = understood(tracker)
        danger = danger_before(tracker)
        if danger and float(message.get("confidence") or 0) < SURE:
            stay_in_danger(dispatcher, danger, context.texts_for(tracker))
            return []
        dispatcher.utter_message(response=f"utter_{message.get('intent')}")
        return []


class ActionNichtVerstanden(Action):
    """First asks for other words, then in other words, then names a human: nobody is sent round in circles."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_nicht_verstanden"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Counts how often in a row; anything understood in between starts anew."""
        texts = context.texts_for(tracker)
        if danger := danger_before(tracker):
            stay_in_danger(dispatcher, danger, texts)
            return []
        again = intent_before(tracker) == OUT_OF_SCOPE
        times = (int(tracker.get_slot(NOT_UNDERSTOOD) or 0) if again else 0) + 1
        if times == 1:
            dispatcher.utter_message(response="utter_ausserhalb")
        elif times == 2:
            dispatcher.utter_message(response="utter_ausserhalb_nochmal")
        else:
            name_human(dispatcher, texts, "mensch_statt_lotte")
        situation = Situation.from_slot(tracker.get_slot("situation")).noting(understood(tracker))
        return [SlotSet(NOT_UNDERSTOOD, times), SlotSet("situation", situation.to_slot())]


class ActionDatenschutz(Action):
    """Says what is stored, with the retention that is really set."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_datenschutz"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """The deletion itself is done by the gateway, which owns the session."""
        dispatcher.utter_message(response="utter_datenschutz", tage=context.retention_days())
        return []


class ActionNeustart(Action):
    """Forgets the situation for the rest of the conversation."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_neustart"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Asks anew what it is about."""
        dispatcher.utter_message(response="utter_neustart")
        situation = Situation.from_slot(tracker.get_slot("situation")).forgotten()
        return [SlotSet("situation", situation.asking(ASK_NEED).to_slot())]

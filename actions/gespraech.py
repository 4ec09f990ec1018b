"""What a conversation needs besides offers: a human, help in danger, a fresh start, an honest word on data."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.cards import offer_card
from actions.latest_message import understood
from actions.situation import Situation

# Offers whose numbers help in each kind of danger, most urgent first (ids of data/gifhorn/offers.csv; a test checks
# that each is there, published and has a number).
CRISIS_OFFERS: Final = {
    "medizin": ("de-notruf-112", "de-giz-nord", "de-116117"),
    "gewalt": ("de-notruf-110", "de-hilfetelefon-frauen", "gf-frauenhaus", "de-hilfetelefon-maenner"),
    "kindeswohl": ("de-notruf-110", "gf-kinderschutz-meldung", "de-hilfetelefon-missbrauch", "de-elterntelefon"),
    "suizid": ("de-notruf-112", "de-telefonseelsorge", "de-kindertelefon"),
    "ueberlastung": ("de-elterntelefon", "de-telefonseelsorge", "de-notruf-112"),
}


class ActionKriseAngebote(Action):
    """The numbers as cards to tap, below the emergency text that Rasa has already said."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_krise_angebote"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Afterwards the conversation goes on where it was; if it was nowhere yet, it is about this danger."""
        message = understood(tracker)
        kind = str(message.get("crisis"))
        offers = [offer for key in CRISIS_OFFERS.get(kind, ()) if (offer := context.directory().get(key))]
        if offers:
            dispatcher.utter_message(
                text=context.texts_for(tracker).phrase("krise_angebote"),
                json_message={"offers": [offer_card(offer) for offer in offers]},
            )
        situation = Situation.from_slot(tracker.get_slot("situation")).after_danger(message.get("needs", []))
        return [SlotSet("situation", situation.to_slot())]


class ActionMenschSprechen(Action):
    """Names the Familienbüro, where a human answers."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_mensch_sprechen"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Always available, without a question before it."""
        offer = context.directory().familienbuero()
        dispatcher.utter_message(
            text=context.texts_for(tracker).phrase("familienbuero"),
            json_message={"offers": [offer_card(offer)] if offer else []},
        )
        return []


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
        return [SlotSet("situation", None), SlotSet("bedarf", None), SlotSet("kind_alter", None)]

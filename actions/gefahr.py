"""In danger: the numbers as cards to tap, below the emergency text that Rasa has already said; then gently back."""

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
POISONING: Final = "krise_medizin_gift"
POISONING_OFFERS: Final = ("de-giz-nord", "de-notruf-112")


class ActionKriseAngebote(Action):
    """The numbers as cards, and one tap back to the search."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_krise_angebote"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Afterwards the conversation goes on where it was; if it was nowhere yet, it is about this danger."""
        message = understood(tracker)
        texts = context.texts_for(tracker)
        poisoned = message.get("intent") == POISONING
        ids = POISONING_OFFERS if poisoned else CRISIS_OFFERS.get(str(message.get("crisis")), ())
        offers = [offer for key in ids if (offer := context.directory().get(key))]
        back = [{"title": texts.phrase("knopf_weiter"), "payload": "/angabe"}]
        dispatcher.utter_message(
            text=texts.phrase("krise_angebote"),
            json_message={"offers": [offer_card(offer, texts) for offer in offers]},
            buttons=back if poisoned else [],
        )
        if not poisoned:  # there, every further line is one too many
            dispatcher.utter_message(text=texts.phrase("krise_danach"), buttons=back)
        situation = Situation.from_slot(tracker.get_slot("situation")).after_danger(message)
        return [SlotSet("situation", situation.to_slot())]

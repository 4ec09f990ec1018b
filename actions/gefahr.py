"""In danger: the numbers as cards to tap, below the emergency text that Rasa has already said; then gently back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.angebote import recommend
from actions.cards import plain_card
from actions.latest_message import danger_of, text, understood
from actions.situation import HELPED, Situation
from texts import Texts

# Offers whose numbers help in each kind of danger, most urgent first (ids of data/gifhorn/offers.csv; a test checks
# that each is there, published and has a number).
CRISIS_OFFERS: Final = {
    "medizin": ("de-notruf-112", "de-giz-nord", "de-116117"),
    "gewalt": ("de-notruf-110", "de-hilfetelefon-frauen", "gf-frauenhaus", "de-hilfetelefon-maenner"),
    "kindeswohl": ("de-notruf-110", "de-notruf-112", "gf-kinderschutz-meldung", "de-hilfetelefon-missbrauch"),
    "suizid": ("de-notruf-112", "de-telefonseelsorge", "de-kindertelefon"),
    "ueberlastung": ("de-elterntelefon", "de-telefonseelsorge", "de-notruf-112"),
    "medizin_gift": ("de-giz-nord", "de-notruf-112"),
}
POISONING: Final = "krise_medizin_gift"
_CHILD_WRITES: Final = re.compile(
    r"\bich bin (?:erst |schon )?(?:\d|1[0-7])\b|\b(?:mama|papa|mami|papi)\b.{0,30}\bmich\b"
)
CHILD_OFFERS: Final = ("de-kindertelefon", "de-notruf-110", "gf-kinderschutz-meldung")
#: Below this an alarm may be a false one: what the message asks for is answered too, behind the numbers.
_SURE: Final = 0.7
_VAGUE: Final = 0.45
_NOTHING_NEW: Final = frozenset({"angabe", "weiss_nicht"})


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
        before = Situation.from_slot(tracker.get_slot("situation"))
        situation = before.after_danger(message).hinting(HELPED)  # nobody is asked afterwards whether that has helped
        poisoned = message.get("intent") == POISONING
        asked = tuple(message.get("needs") or ())[1:]
        doubtful = _is_doubtful(message) and bool(asked) and not before.needs
        back = [{"title": texts.phrase("knopf_weiter"), "payload": "/angabe"}]
        dispatcher.utter_message(
            text=texts.phrase("krise_angebote"),
            json_message={"offers": _numbers(_ids(message, text(tracker)), texts)},
            buttons=back if poisoned else [],
        )
        if doubtful:
            situation = replace(situation, needs=asked, topics=tuple(message.get("topics") or ()))
            situation = recommend(dispatcher, situation, tracker)
        elif not poisoned:  # there, every further line is one too many
            dispatcher.utter_message(text=texts.phrase("krise_danach"), buttons=back)
        return [SlotSet("situation", situation.to_slot())]


def _is_doubtful(message: Mapping[str, Any]) -> bool:
    """German only: of other languages too little is learned for high scores."""
    sure = float(message.get("confidence") or 0) >= _SURE
    return not sure and message.get("language") == "de" and message.get("intent") != POISONING


def is_vague(tracker: Tracker) -> bool:
    """Whether a typed message neither asks for something clearly nor says that all is well again."""
    message = understood(tracker)
    if (tracker.latest_message or {}).get("choice") is not None:
        return False
    nothing_new = message.get("intent") in _NOTHING_NEW or not message.get("needs")
    return nothing_new or float(message.get("confidence") or 0) < _VAGUE


def stay_in_danger(dispatcher: CollectingDispatcher, kind: str, texts: Texts) -> None:
    """The numbers once more, for a message right after an alarm that Lotte cannot place."""
    dispatcher.utter_message(
        text=texts.phrase("krise_weiter"),
        json_message={"offers": _numbers(CRISIS_OFFERS.get(kind, ()), texts)},
        buttons=[{"title": texts.phrase("knopf_weiter"), "payload": "/angabe"}],
    )


def _ids(message: Mapping[str, Any], words: str) -> Sequence[str]:
    kind = danger_of(message.get("intent"))
    if kind in ("kindeswohl", "gewalt") and _CHILD_WRITES.search(words.casefold()):
        return CHILD_OFFERS
    return CRISIS_OFFERS.get(kind or "", ())


def _numbers(ids: Sequence[str], texts: Texts) -> list[dict[str, Any]]:
    return [plain_card(offer, texts) for offer in context.directory().shown(ids)]

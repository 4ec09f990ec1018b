"""A parent says that something about an offer is wrong: it reaches the people who keep the offers right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.angebote import chosen_offer
from actions.latest_message import choice, text
from actions.situation import Situation
from offer_db.records import Offer, SearchRequest
from offer_db.vocabulary import ReportKind
from texts import Texts

LOOKED_UP: Final = 10
CHOICES: Final = 3
#: In many names of offers, so that they tell none from another.
_EVERYWHERE: Final = frozenset(
    {"gifhorn", "landkreis", "beratung", "angebot", "familie", "familien", "kinder", "eltern"}
)

_WRONG: Final = re.compile(
    r"stimm|falsch|nicht|kein|\bnie|\bvoll\b|\bzu\b|\bdoch\b|veraltet|\balt\b|warteliste|ausgebucht|geschlossen|umgezogen|"
    r"weggezogen|aufgelöst|andere|kostet jetzt|jetzt \d"
)
_PRAISE: Final = re.compile(r"voll (?:gut|nett|lieb|toll|super)|hat (?:geklappt|sich gelohnt|geholfen)|sehr geholfen")
_KINDS: Final = (
    (ReportKind.GIBT_ES_NICHT, r"gibt.{0,30}nicht mehr|geschlossen|dicht|aufgelöst|existiert|umgezogen|weggezogen"),
    (
        ReportKind.TELEFON,
        r"(?<!haus)nummer|telefon|niemand ran|keiner ran|geht nie|nicht erreich|anruf|vergeben|besetzt",
    ),
    (ReportKind.ADRESSE, r"adresse|straße|strasse|hausnummer|gebäude|falscher ort|nicht gefunden|wegbeschreibung"),
    (ReportKind.VOLL, r"\bvoll\b|warteliste|kein\w* platz|kein\w* plätze|ausgebucht|aufnahmestopp|nimmt niemand"),
    (ReportKind.ZEITEN, r"zeiten|öffnung|sprechzeit|uhrzeit|hatte zu|war zu\b|geschlossene tür"),
    (ReportKind.KOSTEN, r"kost|teuer|gebühr|bezahlen|euro|preis"),
)


class ActionRueckmeldung(Action):
    """Takes down which offer and what is wrong with it; no words and nothing about who said it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_rueckmeldung"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Asks which offer is meant if several were shown; without any, the conversation itself is the note."""
        situation = Situation.from_slot(tracker.get_slot("situation"))
        texts = context.texts_for(tracker)
        kind = choice(tracker).get("art") or kind_of(text(tracker))
        tapped = "art" in choice(tracker)
        meant = choice(tracker).get("angebot") if tapped else chosen_offer(situation, tracker)
        offers = (
            context.directory().shown([meant] if meant else [])
            if meant or tapped
            else _possible(situation, text(tracker))
        )
        if kind and len(offers) == 1 and context.directory().report(offers[0].id, kind):
            dispatcher.utter_message(text=texts.phrase("hinweis_zu_angebot", angebot=offers[0].title))
        elif kind and offers:
            dispatcher.utter_message(text=texts.phrase("welches_angebot"), buttons=_which(offers, kind, texts))
        else:
            dispatcher.utter_message(response="utter_feedback")
        return []


def kind_of(words: str) -> str | None:
    """What is said to be wrong, a `ReportKind`; None for praise and blame of another sort."""
    folded = words.casefold()
    wrong = _WRONG.search(folded) and not _PRAISE.search(folded)
    return next((kind.value for kind, pattern in _KINDS if wrong and re.search(pattern, folded)), None)


def _possible(situation: Situation, words: str) -> Sequence[Offer]:
    """The offers that can be meant: those shown last whose names the message shares words with, else all of them.

    Where nothing was shown, offers are looked up by the words themselves.
    """
    if situation.last:
        shown = context.directory().shown(situation.last)
        return [offer for offer in shown if _is_named(offer, words)] or shown
    hits = context.directory().search(SearchRequest(text=words, limit=LOOKED_UP)).hits
    return [hit.offer for hit in hits if _is_named(hit.offer, words)][:CHOICES]


def _is_named(offer: Offer, words: str) -> bool:
    return bool(_telling(words) & _telling(f"{offer.title} {offer.provider}"))


def _telling(words: str) -> set[str]:
    return {word for word in re.findall(r"\w{5,}", words.casefold()) if word not in _EVERYWHERE}


def _which(offers: Sequence[Offer], kind: str, texts: Texts) -> list[dict[str, str]]:
    buttons = [{"title": offer.title, "payload": f"/feedback angebot={offer.id} art={kind}"} for offer in offers]
    return [*buttons, {"title": texts.phrase("knopf_kein_angebot"), "payload": f"/feedback art={kind}"}]

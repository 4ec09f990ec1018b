"""What families do, by chance: when they write, in which language, what about, what they answer, when they stop.

The shares are guesses that make every part of the team's pages show something; they say nothing about real families.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.learning.sentences import FOLDER, GERMAN, Sentence
from bot.nlu.language.acts import CRISIS_KINDS, NEEDS, act_of, crisis_kind
from offer_db.opening import TIMEZONE
from offer_db.records import Municipality
from scripts.synthetic.dialogue import Dialogue
from scripts.synthetic.sentences import facts, sentences

CHANNELS: Final = {"web": 66, "widget": 26, "telegram": 8}
LANGUAGES: Final = {GERMAN: 86, "tr": 3, "uk": 3, "ar": 3, "ru": 2, "pl": 2, "en": 1}
_HOURS: Final = (2, 1, 1, 1, 1, 2, 4, 8, 12, 14, 13, 11, 12, 12, 11, 11, 12, 13, 16, 22, 28, 26, 15, 6)
_NEEDS: Final = dict.fromkeys(NEEDS, 4) | {
    "kinderbetreuung": 20,
    "finanzielle_hilfen": 14,
    "entwicklung_foerderung": 9,
    "freizeit_ferien": 8,
    "gesundheit": 7,
    "erziehungsberatung": 7,
    "schwangerschaft_geburt": 6,
    "schule_uebergang": 6,
    "behinderung_inklusion": 2,
    "sucht_psyche": 2,
}
_OPENINGS: Final = {"": 74, "gruss": 12, "angebot_suchen": 4, "mensch_sprechen": 3, "wer_bist_du": 2, "smalltalk": 2}
_ENDS: Final = {"": 55, "dank": 30, "abschied": 6, "feedback": 6, "beleidigung": 1, "datenschutz": 2}
_FURTHER: Final = {"tippen": 40, "bedarf": 30, "einzelheiten": 20, "ort": 10}
_LARGE: Final = {"Gifhorn": 40, "Wittingen": 11, "Sassenburg": 11, "Meinersen": 6, "Isenbüttel": 6, "Meine": 6}
#: Of each other place; mostly the same questions from the same places also make the search quick.
_SMALL: Final = 0.6
_NOT_TAPPED: Final = ("/rueckruf", "/neustart", "/geholfen")
_MOST_MISTAKES: Final = 0.5


def moment(chance: random.Random, today: datetime, days: int) -> datetime:
    """When a family writes: within the last `days` before `today`, in the evening more than at night."""
    day = today.astimezone(TIMEZONE) - timedelta(days=chance.randrange(days) + 1)
    hour = chance.choices(range(24), _HOURS)[0]
    return day.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60), microsecond=0)


class Family:
    """One family and its conversation."""

    def __init__(self, chance: random.Random, places: Sequence[Municipality], start: datetime) -> None:
        self._chance = chance
        self.language = _one_of(chance, LANGUAGES)
        self.channel = _one_of(chance, CHANNELS)
        weights = [_LARGE.get(place.name, _SMALL) for place in places]
        self._place = chance.choices(places, weights)[0]
        self.dialogue = Dialogue(chance, self.channel, self.language, start.timestamp())

    async def talk(self) -> Dialogue:
        """The whole conversation."""
        if self._happens(0.015):
            await self._write(self._sentence(f"krise_{self._chance.choice(CRISIS_KINDS)}"))
            if self._happens(0.4):
                await self._tap("/angabe")
            return self.dialogue
        if self._happens(0.03):
            await self._write(self._sentence("ausserhalb"))
        await self._open()
        await self._ask()
        while self._happens(0.5) and len(self.dialogue.events) < 150:
            await self._go_on()
        await self._finish()
        return self.dialogue

    async def _open(self) -> None:
        opening = _one_of(self._chance, _OPENINGS)
        if opening:
            await self._write(self._sentence(opening))

    async def _ask(self) -> None:
        """The first question; some are misunderstood, some of those said again in other words, some families leave."""
        need = _one_of(self._chance, _NEEDS)
        if self._happens(0.08):
            await self._write(self._sentence(need), understood_as="ausserhalb")
            if self._happens(0.4):
                return
        elif self._happens(0.06):
            await self._write(self._sentence(need), understood_as=_one_of(self._chance, _NEEDS))
        if self._happens(0.12) and any(button["payload"] == f"/{need}" for button in self.dialogue.buttons):
            await self._tap(f"/{need}")
        else:
            await self._write(self._sentence(need), with_place=self._happens(0.4))
        while self._was_asked() and self._happens(0.85):
            await self._answer()

    def _was_asked(self) -> bool:
        return any(button["payload"].startswith("/angabe alter") for button in self.dialogue.buttons)

    async def _answer(self) -> None:
        """The age: tapped, typed, or kept to oneself."""
        if self._happens(0.55):
            await self.dialogue.tap(self._chance.choice(self.dialogue.buttons))
            return
        age = self._chance.choice(("3 Jahre", "er ist 5", "18 Monate", "6 Wochen", "wird 2", "zweite Klasse", "8", "4"))
        await self._write(self._told(age if self.language == GERMAN else age[:2].strip()))

    async def _go_on(self) -> None:
        what = _one_of(self._chance, _FURTHER)
        if what == "tippen":
            await self._tap("/")
        elif what == "bedarf":
            await self._write(self._sentence(_one_of(self._chance, _NEEDS)))
        elif what == "einzelheiten":
            await self._write(self._sentence("angebot_details"))
        else:
            await self._write(self._told(self._place.name))

    async def _finish(self) -> None:
        end = _one_of(self._chance, _ENDS)
        if end:
            await self._write(self._sentence(end))
        if self._happens(0.45):
            helped = self._happens(0.7)
            await self._tap(f"/geholfen art={'ja' if helped else 'nein'}")

    async def _tap(self, beginning: str) -> None:
        """One of the buttons whose payload begins so; nothing if there is none."""
        unwanted = () if beginning.startswith(_NOT_TAPPED) else _NOT_TAPPED
        buttons = [
            button
            for button in self.dialogue.buttons
            if button["payload"].startswith(beginning) and not button["payload"].startswith(unwanted or ("#",))
        ]
        if buttons:
            await self.dialogue.tap(self._chance.choice(buttons))

    async def _write(self, sentence: Sentence, *, understood_as: str = "", with_place: bool = False) -> None:
        found = facts(sentence.text, sentence.language)
        named = {"place": {"key": self._place.key, "name": self._place.name}}
        if with_place and not found["place"]:
            where = f", wir wohnen in {self._place.name}" if sentence.language == GERMAN else f", {self._place.name}"
            sentence, found = replace(sentence, text=sentence.text + where), found | named
        elif sentence.text == self._place.name:
            found = found | named
        await self.dialogue.type(self._understood(sentence, found, understood_as))

    def _understood(self, sentence: Sentence, found: Mapping[str, Any], mistaken: str) -> Mapping[str, Any]:
        """As the pipeline would leave it; sure where it is right, mostly unsure where it is mistaken."""
        intent = mistaken or sentence.intent
        confidence = self._chance.uniform(0.15, _MOST_MISTAKES) if mistaken else self._chance.betavariate(7, 1.4)
        needs = [intent] if intent in NEEDS else []
        if needs and sentence.second_need and not mistaken:
            needs.append(sentence.second_need)
        if mistaken and not needs:
            found = {**found, "topics": []}
        understood = {
            "language": sentence.language,
            "act": act_of(intent),
            "intent": intent,
            "confidence": round(confidence, 3),
            "needs": needs,
            "crisis": crisis_kind(intent),
            "worry": None,
            **found,
        }
        return {
            "text": sentence.text,
            "intent": {"name": intent, "confidence": confidence},
            "entities": [{"entity": "sprache", "value": sentence.language, "extractor": "LanguageRecognizer"}],
            "intent_ranking": self._ranking(intent, confidence, sentence.intent if mistaken else ""),
            "understood": understood,
        }

    def _ranking(self, intent: str, confidence: float, right: str) -> list[dict[str, Any]]:
        """The best guesses; a mistake has the right one in second place."""
        names = [name for name in dict.fromkeys((right, *self._chance.sample(NEEDS, 5))) if name and name != intent]
        left, ranking = 1 - confidence, [{"name": intent, "confidence": confidence}]
        for name in names[:4]:
            ranking.append({"name": name, "confidence": min(confidence, left * 0.45)})
            left -= left * 0.45
        return ranking

    def _sentence(self, intent: str) -> Sentence:
        own = sentences().get((self.language, intent)) or sentences()[GERMAN, intent]
        return self._chance.choice(own)

    def _told(self, what: str) -> Sentence:
        return Sentence(what, "angabe", FOLDER, language=self.language)

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share


def _one_of(chance: random.Random, weights: Mapping[str, float]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]

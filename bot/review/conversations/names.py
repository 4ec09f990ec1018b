"""What things are called on the team's pages: intents, acts, danger, channels, states, actions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from babel import Locale

from bot.memory.reviewing.tables import ReviewState
from offer_db.vocabulary import NEEDS, Wish
from texts import DEFAULT_LANGUAGE, EASY_LANGUAGE, LANGUAGE_NAMES, load
from texts.ages import age_in_words

#: What a message can be about beside a need (`offer_db.vocabulary.NEEDS`) and danger.
TALK_NAMES: Final[Mapping[str, str]] = {
    "angebot_suchen": "Sucht Hilfe, Bedarf unklar",
    "angabe": "Nur eine Angabe (Alter, Ort)",
    "aendern": "Ändert, was verstanden wurde",
    "weiss_nicht": "Weiß nicht",
    "naechste_schritte": "Nächste Schritte",
    "mehr_angebote": "Mehr Angebote",
    "angebot_details": "Mehr zu einem Angebot",
    "gruss": "Begrüßung",
    "dank": "Dank",
    "abschied": "Abschied",
    "wer_bist_du": "Wer ist Lotte?",
    "smalltalk": "Plaudern",
    "datenschutz": "Datenschutz",
    "daten_loeschen": "Daten löschen",
    "mensch_sprechen": "Mit einem Menschen sprechen",
    "rueckruf": "Rückruf",
    "rueckruf_ja": "Rückruf, Nummer genannt",
    "feedback": "Rückmeldung",
    "geholfen": "Antwort auf „Hat das geholfen?“",
    "neustart": "Von vorn",
    "ja": "Ja",
    "nein": "Nein",
    "ausserhalb": "Gehört nicht zu Lotte",
    "beleidigung": "Beleidigung",
}
CRISIS_NAMES: Final[Mapping[str, str]] = {
    "medizin": "Medizinischer Notfall",
    "gewalt": "Gewalt",
    "kindeswohl": "Kind in Gefahr",
    "suizid": "Suizid",
    "ueberlastung": "Am Ende der Kraft",
}
DANGER_NAMES: Final[Mapping[str, str]] = {
    **{f"krise_{kind}": f"Gefahr: {name}" for kind, name in CRISIS_NAMES.items()},
    "krise_medizin_gift": "Gefahr: Vergiftung",
}
INTENT_NAMES: Final[Mapping[str, str]] = {**NEEDS, **TALK_NAMES, **DANGER_NAMES}
"""Every intent of domain.yml."""

ACT_NAMES: Final[Mapping[str, str]] = {
    "angebot_suchen": "Sucht ein Angebot",
    "nachfrage": "Fragt nach",
    "smalltalk": "Plaudert",
    "krise": "Gefahr",
    "datenschutz": "Datenschutz",
    "feedback": "Rückmeldung",
    "mensch": "Will einen Menschen",
    "ausserhalb": "Gehört nicht zu Lotte",
}
CHANNEL_NAMES: Final[Mapping[str, str]] = {
    "web": "Webseite",
    "widget": "Fenster auf anderer Seite",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "matrix": "Matrix",
    "lotte": "Webseite",
}
STATE_NAMES: Final[Mapping[str, str]] = {
    ReviewState.NEU: "neu",
    ReviewState.GEPRUEFT: "geprüft",
    ReviewState.MARKIERT: "markiert",
}
HELPED_NAMES: Final[Mapping[str, str]] = {"ja": "hat geholfen", "nein": "hat nicht geholfen"}
WISH_NAMES: Final[Mapping[str, str]] = {
    Wish.KOSTENLOS: "kostenlos",
    Wish.TELEFONISCH: "am Telefon",
    Wish.HAUSBESUCH: "zu Hause",
    Wish.ONLINE: "online",
    Wish.HEUTE: "heute offen",
    Wish.NAEHER: "näher",
}
_ACTION_NAMES: Final[Mapping[str, str]] = {
    "action_suchen": "Angebote suchen",
    "action_aendern": "Geändertes übernehmen",
    "action_mehr_angebote": "Weitere Angebote",
    "action_angebot_details": "Ein Angebot genauer",
    "action_schritte": "Nächste Schritte",
    "action_gruss": "Begrüßen",
    "action_plaudern": "Plaudern",
    "action_nicht_verstanden": "Nicht verstanden",
    "action_mensch_sprechen": "An einen Menschen verweisen",
    "action_rueckruf": "Rückruf anbieten",
    "action_rueckmeldung": "Rückmeldung annehmen",
    "action_datenschutz": "Datenschutz erklären",
    "action_krise_angebote": "Hilfe bei Gefahr nennen",
    "action_neustart": "Von vorn beginnen",
    "action_geholfen_fragen": "Fragen, ob das geholfen hat",
    "action_geholfen": "Antwort auf „Hat das geholfen?“ annehmen",
    "rueckruf_form": "Nach der Nummer fragen",
    "validate_rueckruf_form": "Nummer prüfen",
}


def intent_name(intent: str | None) -> str:
    """The German name of an intent; its key where a model knows one that has no name here."""
    return INTENT_NAMES.get(intent or "", intent or "nichts erkannt")


def need_name(need: str) -> str:
    """The German name of a need, or its key."""
    return NEEDS.get(need, need)


def act_name(act: str) -> str:
    """The German name of an act of the chat contract, or its key."""
    return ACT_NAMES.get(act, act)


def crisis_name(kind: str) -> str:
    """The German name of a kind of danger, or its key."""
    return CRISIS_NAMES.get(kind, kind)


def channel_name(channel: str) -> str:
    """The German name of a channel; "" is what older conversations did not note."""
    return CHANNEL_NAMES.get(channel, channel or "unbekannt")


def language_name(language: str) -> str:
    """The German name of a language by its ISO code, or the code; "" is what was too short to tell."""
    return LANGUAGE_NAMES.get(language) or Locale("de").languages.get(language, language) or "unbekannt"


def action_name(action: str) -> str:
    """What Lotte did, in words; a sentence she says without an action is called by its text key."""
    if action.startswith("utter_"):
        return f"Text „{action.removeprefix('utter_')}“"
    return _ACTION_NAMES.get(action, action)


def child_name(label: str, first: int, last: int) -> str:
    """A child as one says it, with the months beside it: "2 Jahre (24–35 Monate)"."""
    words = label or age_in_words(first, last, load("de"))
    if first < 0:
        months = f"noch {-last} bis {-first} Monate"
    else:
        months = (
            f"{first} Monat" if first == last == 1 else f"{first}–{last} Monate" if first < last else f"{first} Monate"
        )
    return words if words == months else f"{words} ({months})"


def markup_language(language: str) -> str:
    """What the `lang` attribute of a family's words says; Leichte Sprache is German, unknown ones are undetermined."""
    if language == EASY_LANGUAGE:
        return DEFAULT_LANGUAGE
    return language if language in Locale("de").languages else "und"

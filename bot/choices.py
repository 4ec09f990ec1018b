"""What a tapped button says: its payload, in the form of a parsed message. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.nlu.language.acts import NEEDS, act_of
from bot.nlu.message_keys import UNDERSTOOD

# What a button may say, without braces: Rasa would take them for placeholders in a text. The last three are those of
# /aendern: which of the things understood (its place in the list), and what it really is.
_FACTS: Final = {
    "alter": r"-?\d+\.\.-?\d+",
    "als": r"\S+",
    "angebot": r"\S+",
    "art": r"\S+",
    "was": "child|need|topic|wish|place",
    "nr": r"[0-9]{1,2}",
    "zu": r"[A-Za-z0-9_.:-]{1,40}",
}
_FACT: Final = "|".join(f"{name}=(?:{value})" for name, value in _FACTS.items())
_PAYLOAD: Final = re.compile(rf"/(?P<intent>[a-z_]+)(?P<facts>(?: (?:{_FACT}))*)")


class BadChoice(ValueError):
    """A button's payload that is not `/intent fact=value …`."""


def chosen(payload: str, label: str) -> dict[str, Any]:
    """What a tapped button says, in the form of a parsed message.

    Args:
        payload: as in texts/: `/intent` and facts behind it, e.g. `/angabe alter=36..71 als=Vorschulkind`,
            `/angebot_details angebot=gf-but`, `/aendern was=child nr=0 zu=36..47` (without `zu`, it is taken out).
            `als` is what the child is called; without it, the label.
        label: the button's words, which stand in the conversation as the parent's message.

    Raises:
        BadChoice: the payload is no such thing.
    """
    match = _PAYLOAD.fullmatch(payload)
    if not match:
        raise BadChoice(payload)
    intent = match["intent"]
    facts = dict(fact.split("=", 1) for fact in match["facts"].split(" ")[1:])
    children = []
    if "alter" in facts:
        first, _, last = facts["alter"].partition("..")
        children = [{"age_months": [int(first), int(last)], "label": facts.get("als", label), "role": None}]
    understood = {
        "language": "de",
        "act": act_of(intent),
        "intent": intent,
        "confidence": 1.0,
        "children": children,
        "needs": [intent] if intent in NEEDS else [],
        "topics": [],
        "place": None,
        "crisis": None,
    }
    return {
        "text": label,
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [],
        UNDERSTOOD: understood,
        "choice": facts,
    }

"""What a message of nothing but emoji means; the intents are those of the domain."""

from __future__ import annotations

import unicodedata

_MEANINGS = {
    "ja": "👍👌✅✔☑🆗💯",
    "nein": "👎❌✖🚫🙅",
    "dank": "🙏❤♥💕💖💗💙💚💛🧡💜🩷🥰😍😘😊🤗💐🌹🫶🙌👏☺",
    "gruss": "👋🙋🤝",
    "abschied": "✌🫡",
    "smalltalk": "😀😃😄😁😆😂🤣🙂🙃😉😎🤔🤷😅😜🤪😏🎉🎊🥳😭😢😔😞😟😥😓😩😫😖😣☹🙁🥺😕😪💔😰😨😱🤯😴",
}
_INTENT_OF = {sign: intent for intent, signs in _MEANINGS.items() for sign in signs}
_UNKNOWN = "ausserhalb"


def meaning(text: str) -> str | None:
    """The intent of a text that is emoji and nothing else, else None.

    Examples:
        "👍" → ja, "🙏❤️" → dank, "🦖" → ausserhalb, "👍 danke" → None
    """
    signs = [sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Mn", "Sk")]
    if not signs or any(unicodedata.category(sign) != "So" and sign not in _INTENT_OF for sign in signs):
        return None
    return next((_INTENT_OF[sign] for sign in signs if sign in _INTENT_OF), _UNKNOWN)

"""Has somebody swallowed something? Then the poison centre's number comes first; the danger is known already."""

from __future__ import annotations

import re

from bot.nlu.language.hygiene import fold

_TAKEN = r"(?:gegessen|getrunken|trinkt|gelutscht|gefuttert|genascht|genommen|im mund|erwischt|intus|schluckt\b)"
_SUBSTANCE = (
    r"(?:tablette|pille|medikament|medizin|mittel|reiniger|tabs|beere|pilz|spuel|\boel|batterie|kapsel|tropfen|saft|alkohol|"
    r"schnaps|putz|farbe|pflanze|blume|blatt|seife|shampoo|chlor|essig|zigarette|kippe|nikotin|liquid|aspirin|paracetamol|"
    r"ibu|fieberzaepfchen|duenger|benzin|lampen|terpentin|parfum|creme|entkalker|bleich)"
)
_SWALLOWED = re.compile(
    r"verschluck|runtergeschluck|\bgeschluck|gift|"
    + _TAKEN
    + r"[^.!?]*"
    + _SUBSTANCE
    + "|"
    + _SUBSTANCE
    + r"[^.!?]*"
    + _TAKEN
    + "|"
    r"swallow|poison|\b(?:drank|ate)\b|yut(?:tu|mus)|zehir|\bic(?:ti|mis)\b|"
    r"po[lł]kn|zatru|wypi[lł]|zjad|проглот|отрав|выпил|съел|ковтн|отру|випи|\bз.?[їі](?:в|л)|بلع|(?<!\w)سم(?!\w)|شرب|ابتلع"
)


def is_poisoning(text: str) -> bool:
    """Whether a message that is a medical emergency speaks of something swallowed.

    Examples:
        "mein baby hat spülmaschinentabs verschluckt" → True; "er atmet nicht mehr" → False
    """
    return _SWALLOWED.search(fold(text)) is not None

"""Has somebody swallowed something? Then the poison centre's number comes first; the danger is known already."""

from __future__ import annotations

import re

from bot.nlu.language.hygiene import fold

_SWALLOWED = re.compile(
    r"verschluck|runtergeschluck|\bgeschluck|schluckt\b|gift|\btrinkt\b|"
    r"(?<!nichts )(?<!wenig )(?<!kaum )(?:gegessen|getrunken|gelutscht|gefuttert|genascht)|(?<!hoch)(?<!hoch )genommen|"
    r"\bim mund\b|erwischt|intus|swallow|poison|\b(?:drank|ate)\b|yut(?:tu|mus)|zehir|\bic(?:ti|mis)\b|"
    r"po[lł]kn|zatru|wypi[lł]|zjad|проглот|отрав|выпил|съел|ковтн|отру|випи|\bз.?[їі](?:в|л)|بلع|(?<!\w)سم(?!\w)|شرب|ابتلع"
)


def is_poisoning(text: str) -> bool:
    """Whether a message that is a medical emergency speaks of something swallowed.

    Examples:
        "mein baby hat spülmaschinentabs verschluckt" → True; "er atmet nicht mehr" → False
    """
    return _SWALLOWED.search(fold(text)) is not None

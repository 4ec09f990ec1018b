"""Is a message nothing but an age, a place or a child ("3", "in Wittingen", "und für den Großen?")? It adds a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlu.language.ages_elsewhere.finding import glossed
from bot.nlu.language.hygiene import fold
from bot.nlu.language.recognition import UNDERSTOOD_ELSEWHERE

# What may stand around a fact without changing that: pronouns, the verb, fillers, a greeting, a correction. Folded.
_FILLER_WORDS = """
    ich bin wir wohnen wohne leben lebe kommen komme sind ist war er sie es mein meine meinen meiner meinem unser unsere
    unseren der die das den dem sohn tochter kind kinder kleine kleiner kleinen grosse grosser grossen junge jungs
    jungen maedchen maedels beide beiden beides zwillinge enkel enkelin enkelkind neffe nichte und oder in aus bei im am
    fuer ca circa so um ungefaehr etwa fast bald gerade jetzt erst schon nein ja doch nicht sondern also na naja aehm hm
    ok achso ach von naehe raum dorf ort alt wird auch hier noch eins einer eine ein zwei drei hallo moin bitte danke
    sorry entschuldigung tippfehler falsch geschrieben meinte genau richtig stimmt gleiche gleichen dasselbe
    selbe nochmal nochmals mal lieber habe was mit wie bei
"""
_FILLER = frozenset(_FILLER_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_AT_MOST = 9


def is_bare(text: str, facts: Sequence[tuple[int, int]], language: str | None = None) -> bool:
    """True if only filler words are left once the facts (offsets into `text`) are taken out.

    In another `language` (ISO code) that has a gloss table, its German gloss is asked instead.

    Examples:
        "sie ist 4" with the fact (8, 9) → True; "sie ist 4 und spricht kaum" → False
    """
    if not facts:
        return False
    if language in UNDERSTOOD_ELSEWHERE:
        line = glossed(text, language)
        return is_bare(line.german, [german for fact in facts for german in line.target(*fact)])
    rest = list(text)
    for start, end in facts:
        rest[start:end] = " " * (end - start)
    words = _WORD.findall(fold("".join(rest)))
    return len(words) <= _WORDS_AT_MOST and all(word in _FILLER for word in words)

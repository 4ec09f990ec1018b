"""German words reduced to stems, for the word search of SQLite, which knows no German. Pure.

The stemmer is CISTEM (Weißweiler and Fraser, "Developing a Stemmer for German Based on a Comparative Analysis of
Publicly Available Stemmers", GSCL 2017), case-insensitive form, with one addition: "ae", "oe", "ue" as typed on
keyboards without umlauts fall together with the umlauts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{2,}|\d+")
_UMLAUTS: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_TYPED: Final = re.compile(r"ae|oe|(?<![aeq])ue")

# Words that say nothing about an offer. "kind", "hilfe", "eltern" are rare enough to be left to the ranking.
_FILLERS: Final = """
ab aber alle alles als also am an auch auf aus bei beim bin bis bisschen bitte brauche brauchen da damit dann das
dass dein dem den der des deshalb die dies diese diesen dieser doch dort du durch ein eine einem einen einer eines
er es etwas euch euer fuer für gar geht gerade gern gibt ganz gut habe haben hallo hat hatte ich ihm ihn ihr ihre
ihrem ihren im immer in ins irgendwie ist ja jede jeder jetzt kann kein keine keinen koennen können könnte man mal
mehr mein meine meinem meinen meiner mich mir mit mochte moechte möchte muss müssen nach nicht noch nun nur ob oder
ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sonst suche suchen über ueber um
und uns unser unsere unserem unseren unter vom von vor war waren warum was weil weiß welche welcher wenn wer werden
wie will wir wird wo wohin wollen würde zu zum zur
"""
STOPWORDS: Final = frozenset(_FILLERS.split())


def words(text: str) -> list[str]:
    """The words and numbers of a text in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def stems(text: str) -> list[str]:
    """The stems of all words of a text that carry meaning, in order, with repetitions.

    >>> stems("Wo finde ich Tagesmütter für meine Zwillinge?")
    ['find', 'tagesmutt', 'zwilling']
    """
    return [stem(word) for word in words(text) if word not in STOPWORDS]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one lower-case word; not a word of the language, only the same for forms that belong together."""
    word = _TYPED.sub(lambda match: match.group()[0], word.translate(_UMLAUTS))
    if len(word) > 6 and word.startswith("ge"):
        word = word[2:]
    # Letter groups become one sign, so that their letters are not cut apart; doubled letters are marked.
    word = word.replace("sch", "$").replace("ei", "%").replace("ie", "&")
    word = re.sub(r"(.)\1", r"\1*", word)
    while len(word) > 3:
        if len(word) > 5 and word.endswith(("em", "er", "nd")):
            word = word[:-2]
        elif word.endswith(("t", "e", "s", "n")):
            word = word[:-1]
        else:
            break
    word = re.sub(r"(.)\*", r"\1\1", word)
    return word.replace("%", "ei").replace("&", "ie").replace("$", "sch")

"""A list of German words that is found again inflected, in compounds, and misspelt.

Rules, in the order of trust: the word itself, an inflected form ("Krippen"), a part of a compound ("Krippenplatz"),
a misspelling (see `misspelling`). Short words are never guessed: "Kur" is not found in "Kurs".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.language.folding import word_set
from bot.nlu.language.misspelling import Misspellings, Thresholds

EXACT, INFLECTED, COMPOUND = 1.0, 0.97, 0.93

_ENDINGS = ("s", "n", "e", "en", "es", "er", "ern", "em", "in", "innen", "nen", "ns")
_SHORT_ENDINGS = ("s", "n", "e", "en", "es")
_VERB_ENDINGS = ("e", "t", "st", "te", "ten", "et")
_LINKS = ("", "s", "n", "en", "es")
_SHORTEST_PART, _MIDDLE_PART, _LONG_PART = 3, 5, 7
_MUCH_LONGER = 3  # letters that a misspelt word must have over a part of it ("unterhaltsvorschus", "Unterhalt")

# Second halves of compounds that leave the meaning of a short first half alone ("Hortplatz", "Kitakosten").
_HEADS = tuple(
    word_set(
        """abend alltag amt aemter angebot anmeld anspruch antrag arzt aerzt bedarf beginn beihilf beitra beratung
        bescheid besuch betreu buero dienst eltern ende fachkraft foerder formular frage frau gebuehr geld gesetz
        gruppe haus hilfe hoehe info jahr karte kasse kind klinik kosten kraft krise kurs leistung leiter leitung
        lehrer liste mann mutter muetter nachweis paedagog paket person phase platz plaetz praxis preis problem
        programm projekt recht sache schein schule situation sorge sprechstunde start stelle stoerung stunde suche
        tag team telefon termin thema themen therap traeger treff unterlagen unterricht unterstuetz vater verfahren
        vergabe verhalten vermitt versicherung versorg vorbereit wechsel woche zahlung zeit zentrum zentren zuschlag
        zuschuss"""
    )
)
# First halves that leave the meaning of a short second half alone ("Kindersport", "Schulhort").
_MODIFIERS = word_set(
    """baby babys eltern erst familien geschwister grundschul gruppen jugend kinder klein kleinkind kreis lern mutter
    muetter online schul schueler sommer sprach stadt vater vaeter wald winter"""
)
# What stands before a verb makes another verb of it ("verschwimmen"), not a compound.
_PREFIXES = word_set(
    """aus auf bei durch ein ent her hin los miss mit nach ueber umher unter ver vor weg wieder zer zusammen"""
)
_THRESHOLDS = Thresholds(sound=6, one_slip=8, two_slips=12)


@dataclass(frozen=True, slots=True)
class Found:
    """`word` of the list stands at letters `start:end` of a folded token; `score` in 0..1 tells how sure that is."""

    word: str
    start: int
    end: int
    score: float


class Lexicon:
    """Folded words, ready to be looked up; `lookalikes` are folded words that only look like one of them."""

    def __init__(self, words: Iterable[str], lookalikes: Collection[str] = frozenset()) -> None:
        self._words = frozenset(words)
        self._forms = dict(_forms(self._words))
        self._lookalikes = frozenset(lookalikes)
        plain = {word + ending: word for word in self._words for ending in ("", "n", "s")}
        self._misspellings = Misspellings(
            {form: word for form, word in plain.items() if self._forms.get(form, word) == word}, _THRESHOLDS
        )
        self._cached = lru_cache(maxsize=4096)(self._look_up)

    def look_up(self, token: str) -> tuple[Found, ...]:
        """Every word of the list in one folded token, best rule only; several when a compound holds several."""
        return self._cached(token)

    def _look_up(self, token: str) -> tuple[Found, ...]:
        if token in self._words:
            return (Found(token, 0, len(token), EXACT),)
        if token in self._lookalikes:
            return ()
        if (word := self._forms.get(token)) is not None:
            return (Found(word, 0, len(token), INFLECTED),)
        parts = tuple(self._parts(token))
        close = self._misspellings.closest(token)
        if close is None or len(close[0]) - max((part.end - part.start for part in parts), default=-9) < _MUCH_LONGER:
            return parts
        return (Found(close[0], 0, len(token), close[1]),)

    def _parts(self, token: str) -> Iterator[Found]:
        """The longest word that a compound begins with, and the longest that it ends with."""
        first = 0
        for cut in range(len(token) - _SHORTEST_PART, _SHORTEST_PART, -1):
            word = self._forms.get(token[:cut])
            if word is None or len(word) <= _SHORTEST_PART:
                continue
            if _may_begin(word, token[cut:]) or any(self._begins(token[end:]) for end in (cut, cut + 1)):
                first = cut
                yield Found(word, 0, cut, COMPOUND)
                break
        for cut in range(max(first, _SHORTEST_PART), len(token) - _SHORTEST_PART):
            word = self._forms.get(token[cut:])
            if word is not None and len(word) > _SHORTEST_PART and (cut == first or _may_end(word, token[:cut])):
                yield Found(word, cut, len(token), COMPOUND)
                break

    def _begins(self, token: str) -> bool:
        """Whether a token of the second half of a compound is or begins with a longer word of the list."""
        return any(len(self._forms.get(token[:cut], "")) >= _LONG_PART for cut in range(len(token), _LONG_PART - 1, -1))


def _forms(words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Inflected form and word; a listed word comes last, so that it is never read as a form of another one."""
    for word in sorted(words, key=len):
        endings: tuple[str, ...] = ()
        if len(word) > _SHORTEST_PART and word.isalpha():
            endings = _ENDINGS if len(word) >= _MIDDLE_PART else _SHORT_ENDINGS
        for ending in endings:
            yield word + ending, word
        if endings and word.endswith("e") and len(word) >= _MIDDLE_PART:
            for ending in ("er", "es", "em", "en"):
                yield word[:-1] + ending, word
        if word.endswith("en") and len(word) > _MIDDLE_PART:
            for ending in _VERB_ENDINGS:
                yield word[:-2] + ending, word
    for word in words:
        yield word, word


def _may_begin(word: str, rest: str) -> bool:
    return len(word) >= 9 or any(rest.startswith(link) and rest[len(link) :].startswith(_HEADS) for link in _LINKS)


def _may_end(word: str, before: str) -> bool:
    if len(word) >= _LONG_PART:
        return before not in _PREFIXES
    return before in _MODIFIERS or before[:-1] in _MODIFIERS

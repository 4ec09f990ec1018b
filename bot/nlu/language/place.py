"""Finds where a family lives: a municipality of the district, or a place outside.

A name counts where it stands for a place. "Meine", "Winkel", "Essen" or "Halle" are everyday words as well; they need
a preposition and a capital letter, or a message that says no more than the name (the rules: `place_context`).
Left out is what the speaker rules out ("nicht in Gifhorn, sondern in Wittingen" is Wittingen alone), and a place
outside where only somebody else lives or somebody works ("mein Mann arbeitet in Wolfsburg"). Where the family says
that it lives comes first, before the places of doctors and offices.
"Brome", "Meinersen", "Wesendorf", "Isenbüttel" and "Hankensbüttel" are the municipalities, unless "Samtgemeinde" is
said; with "Landkreis" or "Kreis" before it, Gifhorn is the district.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.language import place_words as known
from bot.nlu.language.folding import Word, sound_key, words
from bot.nlu.language.misspelling import SOUNDS_LIKE, Misspellings, Thresholds
from bot.nlu.language.place_context import (
    closes,
    is_place,
    is_ruled_out,
    is_somebody_elses,
    lives_there,
    may_be_misspelt,
    was_there,
)
from bot.nlu.language.place_names import DISTRICT, OUTSIDE, STATE, Names, Place, read_names

_EXACT, _INFLECTED, _ROUGH = 1.0, 0.95, 0.7
_THRESHOLDS = Thresholds(sound=6, one_slip=7, two_slips=11)
_SHORTEST_JOINED, _SHORTEST_GENITIVE, _SHORTEST_PLATE = 7, 6, 2
_MONEY = ("euro", "eur")
_POSTCODE_WORDS = ("plz", "postleitzahl")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Place `key` (called `name`) at `text[start:end]`, which reads `matched`.

    `key` is the official key of a municipality, a Samtgemeinde or the district when `inside` the district; else that of
    a neighbour town or `ausserhalb:<slug>`. `score` in 0..1 tells how literally the name stands there.
    """

    key: str
    name: str
    start: int
    end: int
    inside: bool
    score: float
    matched: str


@dataclass(frozen=True, slots=True)
class _Hit:
    place: Place
    first: int
    last: int
    score: float


class Gazetteer:
    """Reads the places once; `find` is a pure function of the text (0.05 to 1 ms for 5 to 150 words)."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._by_sound: dict[tuple[str, ...], Place] = {}
        for folded, place in names.full.items():
            if len(folded) > 1:
                self._by_first[folded[0]].append(folded)
                self._by_sound[tuple(map(sound_key, folded))] = place
        self._first_sounds = {spoken[0] for spoken in self._by_sound}
        for several in self._by_first.values():
            several.sort(key=len, reverse=True)
        self._longest = max((len(folded) for folded in names.full), default=1)
        everyday = known.AMBIGUOUS | known.RARE | {known.MEINE}
        single = {folded[0]: folded[0] for folded in names.full if len(folded) == 1 and folded[0] not in everyday}
        self._misspellings = Misspellings(single, _THRESHOLDS)

    @classmethod
    def from_csv(cls, path: Path) -> Gazetteer:
        """Reads `municipalities.csv`, and `places_outside.csv` if it lies beside it.

        Raises:
            OSError: if the file of municipalities cannot be read.
            KeyError: if a column is missing.
        """
        return cls(read_names(path))

    def find(self, text: str) -> list[PlaceMention]:
        """The places of a text in its order, each once; of those inside, where the family lives comes first.

        A Samtgemeinde goes if one of its members is named as well, an inhabitant form ("die Gifhorner") if the family
        lives outside.
        """
        found = words(text)
        hits: dict[str, _Hit] = {}
        homes: set[str] = set()
        index = 0
        while index < len(found):
            hit = self._hit(found, index, text)
            index = hit.last + 1 if hit else index + 1
            if hit is None or self._left_out(found, hit, text):
                continue
            hits.setdefault(hit.place.key, hit)
            if lives_there(found, hit.first, hit.last, text):
                homes.add(hit.place.key)
        if any(not hits[home].place.inside for home in homes):
            hits = {key: hit for key, hit in hits.items() if not self._is_inhabitant(found, hit) or key in homes}
        inside = iter(
            sorted((hit for hit in hits.values() if hit.place.inside), key=lambda hit: hit.place.key not in homes)
        )
        ordered = [next(inside) if hit.place.inside else hit for hit in hits.values()]
        said = {hit.place.parent for hit in hits.values()}
        if any(hit.place.inside and hit.place.kind != DISTRICT for hit in hits.values()):
            said.add(self._district_name())
        return [_mention(found, hit, text) for hit in ordered if not hit.place.inside or hit.place.name not in said]

    def _is_inhabitant(self, found: Sequence[Word], hit: _Hit) -> bool:
        return hit.place.inside and found[hit.first].folded in self._names.adjectives

    def _left_out(self, found: Sequence[Word], hit: _Hit, text: str) -> bool:
        if found[hit.first].folded.isdigit() and hit.last + 1 < len(found):
            following = self._hit(found, hit.last + 1, text)
            if following and not text[found[hit.last].end : found[following.first].start].strip():
                return True  # "38518 Gifhorn": the name says it
        if is_ruled_out(found, hit.first, hit.last):
            return True
        if hit.place.inside:
            return False
        return is_somebody_elses(found, hit.first, hit.last, text) or was_there(found, hit.first, hit.last, text)

    def _hit(self, found: Sequence[Word], index: int, text: str) -> _Hit | None:
        word = found[index]
        if word.folded.isdigit():
            return self._postcode(found, index, text)
        hit = self._of_several_words(found, index)
        if hit is None and (word.folded in known.ASSOCIATION_WORDS or word.folded in known.DISTRICT_WORDS):
            hit = self._titled(found, index)
        if hit is None and word.folded in known.WHOLE_DISTRICT and self._names.district and closes(found, index, text):
            hit = _Hit(self._names.district, index, index, _ROUGH)
        if hit is not None:
            return hit
        hit = self._of_one_word(found, index)
        if hit is None or not is_place(found, index, state=hit.place.kind == STATE, text=text):
            return None
        return hit

    def _postcode(self, found: Sequence[Word], index: int, text: str) -> _Hit | None:
        code = found[index].text
        after = found[index + 1].folded if index + 1 < len(found) else ""
        if len(code) != 5 or after in _MONEY or text[found[index].end :].lstrip().startswith("€"):
            return None
        place = self._names.postcodes.get(code)
        if place is None and index > 0 and found[index - 1].folded in _POSTCODE_WORDS:
            place = Place(f"{OUTSIDE}:plz-{code}", f"PLZ {code}", OUTSIDE, False)
        return _Hit(place, index, index, _EXACT) if place else None

    def _of_several_words(self, found: Sequence[Word], index: int) -> _Hit | None:
        for folded in self._by_first.get(found[index].folded, ()):
            last = index + len(folded) - 1
            if last < len(found) and all(found[index + step].folded == part for step, part in enumerate(folded)):
                return _Hit(self._names.full[folded], index, last, _EXACT)
        if sound_key(found[index].folded) not in self._first_sounds or found[index].folded in known.INSTEAD:
            return None
        for length in range(self._longest, 1, -1):
            spoken = tuple(sound_key(word.folded) for word in found[index : index + length])
            if len(spoken) == length and (place := self._by_sound.get(spoken)) is not None:
                return _Hit(place, index, index + length - 1, SOUNDS_LIKE)
        return None

    def _titled(self, found: Sequence[Word], index: int) -> _Hit | None:
        """ "SG Brome" is the Samtgemeinde, "Kreis Gifhorn" the district, "Kreis Celle" outside."""
        named = self._of_one_word(found, index + 1) if index + 1 < len(found) else None
        if named is None:
            return None
        if found[index].folded in known.ASSOCIATION_WORDS:
            bare = " ".join(word.folded for word in words(named.place.name))
            return _Hit(self._names.associations.get(bare, named.place), index, named.last, named.score)
        of_district = named.place.inside and named.place.kind == "Stadt" and self._names.district is not None
        district = self._names.district if of_district and named.place.name in self._district_name() else None
        return _Hit(district or named.place, index, named.last, named.score)

    def _district_name(self) -> str:
        return self._names.district.name if self._names.district else ""

    def _of_one_word(self, found: Sequence[Word], index: int) -> _Hit | None:
        word, names = found[index], self._names
        if (abbreviated := self._abbreviated(found, index)) is not None:
            return _Hit(abbreviated, index, index, _INFLECTED)
        if (place := names.full.get((word.folded,))) is not None:
            return _Hit(place, index, index, _EXACT)
        following = found[index + 1].folded if index + 1 < len(found) else ""
        if (place := names.adjectives.get(word.folded)) is not None:
            if following == known.LAND and (around := self._association_around(place)) is not None:
                return _Hit(around, index, index + 1, _INFLECTED)
            return None if following in known.STREETS else _Hit(place, index, index, _INFLECTED)
        genitive = names.full.get((word.folded[:-1],)) if word.folded.endswith("s") else None
        if genitive is not None and len(word.folded) > _SHORTEST_GENITIVE:
            return _Hit(genitive, index, index, _INFLECTED)
        joined = names.full.get((word.folded + following,)) if len(word.folded) >= 3 and len(following) >= 4 else None
        if joined is not None and len(word.folded + following) >= _SHORTEST_JOINED:
            return _Hit(joined, index, index + 1, SOUNDS_LIKE)
        if not may_be_misspelt(found, index):
            return None
        close = self._misspellings.closest(word.folded)
        if close is None or (word.folded.endswith("er") and not close[0].endswith("er")):
            return None  # "Frankfurter" is no slip
        return _Hit(names.full[close[0],], index, index, close[1])

    def _association_around(self, place: Place) -> Place | None:
        """ "Wesendorfer Land": the Samtgemeinde named after the place."""
        return self._names.associations.get(" ".join(word.folded for word in words(place.name)))

    def _abbreviated(self, found: Sequence[Word], index: int) -> Place | None:
        """ "GF" anywhere, "WOB" and "gf" after a preposition; what may mean anything ("HE") in capitals only."""
        word = found[index]
        place = self._names.abbreviations.get(word.text.upper())
        if place is None:
            return None
        before = found[index - 1].folded if index > 0 else ""
        introduced = before in known.STRONG_PREPOSITIONS or before in known.DISTRICT_WORDS or len(found) == 1
        if word.text.isupper():
            return place if introduced or place.inside else None
        return place if introduced and (place.inside or len(word.text) > _SHORTEST_PLATE) else None


def _mention(found: Sequence[Word], hit: _Hit, text: str) -> PlaceMention:
    start, end, place = found[hit.first].start, found[hit.last].end, hit.place
    return PlaceMention(place.key, place.name, start, end, place.inside, hit.score, text[start:end])

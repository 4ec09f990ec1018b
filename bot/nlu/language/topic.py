"""Finds topics below the needs (Elterngeld, Logopädie, …) in a parent's words.

The list is `data/gifhorn/topics.csv` (columns key, need, name, words). `words` holds expressions separated by `|`:
one word ("krippe": also found inflected, in compounds and misspelt), or several in their order ("spricht nicht").
Articles and possessives never count, small words ("noch", "leider") may stand between. `…` stands for up to four words,
`.` at the end for the end of the clause, and an expression after `!` looks like a topic but is none
("!umgang mit": "Umgang mit Wut" is not the Umgang after a separation).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from bot.nlu.language import recognition_scripts as scripts
from bot.nlu.language.folding import Word, sound_key, words
from bot.nlu.language.lexicon import COMPOUND, EXACT, INFLECTED, Lexicon
from bot.nlu.language.misspelling import SOUNDS_LIKE
from bot.nlu.language.place_sounds import arabic_consonants, cyrillic_key, german_consonants, german_key
from bot.nlu.language.topic_words import COLLOQUIAL, CONJUNCTIONS, DETERMINERS, FILLERS, INTERNATIONAL, LOOKALIKES

GAP, CLAUSE_END, NOT = "…", ".", "!"
_GAP_WORDS, _FILLER_WORDS = 4, 3
_SHORTEST_JOINED, _SHORTEST_HEAD = 7, 4
_SHORTEST_BORROWED = 4
_SHORTEST_BY_SOUND = 8
_SHORTEST_CONSONANTS = 6
_SHORTEST_BY_EAR = 5  # "isst" is not "ist"


@dataclass(frozen=True, slots=True)
class TopicMention:
    """Topic `key` of `need` at `text[start:end]` (whole words); `score` in 0..1 tells how literally it stands there."""

    key: str
    need: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Topic:
    """What an expression points to; `key` is empty for an expression that only looks like a topic."""

    key: str
    need: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Several words in their order; `gaps[i]` tells whether others may stand before word i."""

    words: tuple[str, ...]
    gaps: tuple[bool, ...]
    ends_clause: bool
    topic: _Topic


@dataclass(frozen=True, slots=True)
class _Candidate:
    topic: _Topic
    places: frozenset[int]
    """Indexes of the words it is made of."""
    part: tuple[int, int]
    """Letters within the word, for two topics in one compound."""
    letters: int
    score: float


class TopicMatcher:
    """Reads the topic list once; `find` is a pure function of the text (0.1 to 2 ms for 5 to 150 words)."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Takes rows of key, need and expressions separated by `|`."""
        self._single: dict[str, _Topic] = {}
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)
        self._joined: dict[str, _Topic] = {}
        for key, need, expressions in rows:
            for expression in expressions.split("|"):
                self._add(expression.strip(), _Topic(key, need))
        self._lexicon = Lexicon(self._single, LOOKALIKES)

    @classmethod
    def from_csv(cls, path: Path) -> TopicMatcher:
        """Reads the topic list.

        Raises:
            OSError: if the file cannot be read.
            KeyError: if a column is missing.
        """
        with path.open(encoding="utf-8", newline="") as file:
            return cls([(row["key"], row["need"], row["words"]) for row in csv.DictReader(file)])

    def find(self, text: str, *, german: bool = True) -> list[TopicMention]:
        """The topics of a text in its order, each once; where two claim the same words, the longer one wins.

        In a text that is not German only names of German things are looked for ("Elterngeld", "Kita"), and as written:
        nothing is guessed, since foreign words look like misspelt German ones.
        """
        found = words(text)
        if not german:
            return self._find_borrowed(found)
        content = [index for index, word in enumerate(found) if word.folded not in DETERMINERS]
        candidates = [*self._find_single(found), *self._find_joined(found), *self._find_phrases(text, found, content)]
        candidates.sort(key=lambda candidate: (-candidate.letters, -candidate.score, min(candidate.places)))
        kept: list[_Candidate] = []
        for candidate in candidates:
            if not any(_collide(candidate, other) for other in kept):
                kept.append(candidate)
        mentions: dict[str, TopicMention] = {}
        for candidate in sorted(kept, key=lambda kept_one: (min(kept_one.places), kept_one.part)):
            key, need = candidate.topic.key, candidate.topic.need
            if key:
                start, end = found[min(candidate.places)].start, found[max(candidate.places)].end
                mentions.setdefault(key, TopicMention(key, need, start, end, candidate.score))
        return list(mentions.values())

    def _find_borrowed(self, found: list[Word]) -> list[TopicMention]:
        mentions: dict[str, TopicMention] = {}
        for word in found:
            topic = self._single.get(word.folded) or self._joined.get(word.folded) or self._by_sound(word)
            short = len(word.folded) < _SHORTEST_BORROWED or word.folded in INTERNATIONAL
            if topic is not None and topic.key and not short:
                mentions.setdefault(topic.key, TopicMention(topic.key, topic.need, word.start, word.end, EXACT))
        return list(mentions.values())

    def _by_sound(self, word: Word) -> _Topic | None:
        """A German word in other letters: "киндергельд", "كيندرغيلد"."""
        script = scripts.of_letter(word.text[0])
        if script == scripts.CYRILLIC:
            return self._cyrillic.get(cyrillic_key(word.text))
        return self._arabic.get(arabic_consonants(word.text)) if script == scripts.ARABIC else None

    @cached_property
    def _cyrillic(self) -> dict[str, _Topic]:
        return {german_key(word): self._single[word] for word in self._long_words()}

    @cached_property
    def _arabic(self) -> dict[str, _Topic]:
        keys = {german_consonants(word): self._single[word] for word in self._long_words()}
        return {key: topic for key, topic in keys.items() if len(key) >= _SHORTEST_CONSONANTS}

    def _long_words(self) -> list[str]:
        """Words long enough to be told by their sound; of the official names, the listed spelling."""
        return [word for word in self._single if len(word) >= _SHORTEST_BY_SOUND and word not in INTERNATIONAL]

    def _add(self, expression: str, topic: _Topic) -> None:
        if expression.startswith(NOT):
            expression, topic = expression[1:], _Topic("", "")
        ends_clause = expression.endswith(CLAUSE_END)
        parts, gaps, gap = [], [], False
        for piece in expression.split():
            if piece == GAP:
                gap = True
                continue
            for word in words(piece):
                if word.folded not in DETERMINERS:
                    parts.append(word.folded)
                    gaps.append(gap)
                    gap = False
        if len(parts) == 1 and not ends_clause:
            self._single[parts[0]] = topic
        elif parts:
            phrase = _Phrase(tuple(_canonical(part) for part in parts), tuple(gaps), ends_clause, topic)
            self._phrases[phrase.words[0]].append(phrase)
            joined = "".join(parts)
            if not any(gaps) and not ends_clause and len(joined) >= _SHORTEST_JOINED:
                self._joined[joined] = topic

    def _find_single(self, found: list[Word]) -> Iterator[_Candidate]:
        for index, word in enumerate(found):
            if (joined := self._joined.get(word.folded)) is not None:
                yield _Candidate(joined, frozenset({index}), (0, len(word.folded)), len(word.folded), INFLECTED)
            for hit in self._lexicon.look_up(word.folded):
                part = (hit.start, hit.end)
                yield _Candidate(self._single[hit.word], frozenset({index}), part, hit.end - hit.start, hit.score)

    def _find_joined(self, found: list[Word]) -> Iterator[_Candidate]:
        """Compounds written apart ("Kinder Garten Platz")."""
        for index in range(len(found) - 1):
            first, second = found[index], found[index + 1]
            joined = first.folded + second.folded
            small = first.folded in DETERMINERS or first.folded in FILLERS or len(second.folded) < _SHORTEST_HEAD
            if small or len(joined) < _SHORTEST_JOINED or first.sentence != second.sentence:
                continue
            topic = self._single.get(joined) or self._joined.get(joined)
            if topic is not None:
                yield _Candidate(topic, frozenset({index, index + 1}), (0, len(joined)), len(joined), SOUNDS_LIKE)

    def _find_phrases(self, text: str, found: list[Word], content: list[int]) -> Iterator[_Candidate]:
        canonical = [_canonical(found[index].folded) for index in content]
        sentences = [found[index].sentence for index in content]
        present = set(canonical)
        for at, first in enumerate(canonical):
            for phrase in self._phrases.get(first, ()):
                if not present.issuperset(phrase.words):
                    continue
                matched = _match(phrase, canonical, sentences, at)
                if matched is None:
                    continue
                places = [content[position] for position in matched]
                if phrase.ends_clause and not _ends_clause(text, found, places[-1]):
                    continue
                letters = sum(len(found[place].folded) for place in places)
                score = COMPOUND if matched[-1] - matched[0] >= len(phrase.words) else EXACT
                yield _Candidate(phrase.topic, frozenset(places), (0, letters), letters, score)


@lru_cache(maxsize=8192)
def _canonical(folded: str) -> str:
    """A word as phrases compare it: colloquial forms, light inflection and spelling by ear undone."""
    folded = COLLOQUIAL.get(folded, folded)
    for ending in ("en", "em", "er", "es", "e", "n", "s"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 4:
            folded = folded[: -len(ending)]
            break
    return sound_key(folded) if len(folded) >= _SHORTEST_BY_EAR else folded


_FILLER_KEYS = frozenset(_canonical(filler) for filler in FILLERS)


def _match(phrase: _Phrase, canonical: list[str], sentences: list[int], start: int) -> list[int] | None:
    """Positions of the phrase's words from `start` on, each as early as possible; None if it does not stand there."""
    positions = [start]
    for word, gap in zip(phrase.words[1:], phrase.gaps[1:], strict=True):
        reach = positions[-1] + 1 + (_GAP_WORDS if gap else _FILLER_WORDS)
        for position in range(positions[-1] + 1, min(reach + 1, len(canonical))):
            if sentences[position] != sentences[start]:
                return None
            if canonical[position] == word:
                positions.append(position)
                break
            if not gap and canonical[position] not in _FILLER_KEYS:
                return None
        else:
            return None
    return positions


def _ends_clause(text: str, found: list[Word], last: int) -> bool:
    if last + 1 == len(found):
        return True
    between = text[found[last].end : found[last + 1].start]
    return bool(between.strip()) or found[last + 1].folded in CONJUNCTIONS


def _collide(one: _Candidate, other: _Candidate) -> bool:
    if not one.places & other.places:
        return False
    same_word = one.places == other.places and len(one.places) == 1
    return not same_word or (one.part[0] < other.part[1] and other.part[0] < one.part[1])

"""Danger in a message: which of five kinds, looked for in the whole and in every clause. Recall comes first.

Two judges look at it: the trained model (sentence_model.py), which has read thousands of dangerous sentences and as
many that only sound so, and patterns that staff can read (crisis_patterns.yml, for six more languages
crisis_patterns_elsewhere.yml). The model alone is enough when it is sure; with a pattern it may be far less sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.nlu.language.clauses import split
from bot.nlu.language.crisis_patterns import DangerPatterns, patterns, patterns_elsewhere
from bot.nlu.language.recognition import GERMAN_CODE, is_german
from bot.nlu.language.sentence_model import Reading

#: Reads those clauses of a message that are worth it.
ReadClauses = Callable[[Sequence[str]], Sequence[tuple[str, Reading]]]

_SENTENCE_END: Final = re.compile(r"[.!?…;\n]+")
# How much worse a part must sound when a harmless phrase of the patterns (a course, "früher", "haha") stands in it.
CALMED: Final = 0.15
# With nearly equal scores the more urgent kind wins.
_URGENCY: Final = {"medizin": 0.05, "suizid": 0.05, "gewalt": 0.02, "kindeswohl": 0.02, "ueberlastung": 0.0}


@dataclass(frozen=True)
class Caution:
    """How dangerous a message must sound to count (`Reading.danger`); set on half a of the evaluation set.

    Attributes:
        alone: where nothing but the model speaks.
        with_pattern: where a pattern is found too.
        clause: how much worse a clause must sound than a whole message: it has less to go by, and there are many.
    """

    alone: float
    with_pattern: float
    clause: float


IN_GERMAN: Final = Caution(alone=0.47, with_pattern=0.22, clause=0.25)
# Learned from fewer sentences: the patterns, which are many and plain, are enough by themselves.
ELSEWHERE: Final = Caution(alone=0.4, with_pattern=float("-inf"), clause=0.2)


@dataclass(frozen=True)
class CrisisFinding:
    """A danger that was found.

    Attributes:
        kind: medizin, gewalt, kindeswohl, suizid or ueberlastung.
        score: 0..1.
        reason: "muster" or "gelernt", for those who review.
    """

    kind: str
    score: float
    reason: str


def find(text: str, whole: Reading, read_clauses: ReadClauses, language: str | None) -> CrisisFinding | None:
    """The danger in a message, or None.

    Args:
        text: clean text.
        whole: what the model says of all of it.
        read_clauses: asks the model about clauses; not called for a message of one clause.
        language: of the message (`recognition.recognise`); None where it is too short to tell.
    """
    caution = IN_GERMAN if is_german(language) else ELSEWHERE
    parts = message_parts(text)
    by_words = by_pattern(parts, language)
    read = [(text, whole, whole.danger)]
    if len(parts) > 1:
        read += [(clause, reading, reading.danger - caution.clause) for clause, reading in read_clauses(parts[1:])]
    loudest = max(score for _, _, score in read)
    if by_words and loudest > caution.with_pattern:
        return CrisisFinding(by_words, _as_confidence(max(loudest, caution.alone)), "muster")
    for part, reading, score in sorted(read, key=lambda one: one[2], reverse=True):
        kind = most_urgent(reading.dangers)
        if score > caution.alone + (CALMED if calmed(kind, part, language) else 0.0):
            return CrisisFinding(kind, _as_confidence(score), "gelernt")
    return None


def message_parts(text: str) -> list[str]:
    """The whole message first, then its clauses if it has more than one."""
    clauses = split(text)
    return [text] if len(clauses) < 2 and clauses in ([], [text]) else [text, *clauses]


def warm_up() -> None:
    """Reads all patterns at start (about 0.5 s), not during the first parent's message."""
    patterns()
    patterns_elsewhere()


def patterns_for(language: str | None) -> Sequence[DangerPatterns]:
    """The patterns to look for in a message: those of its language, all where it is unknown ("help me", "nie oddycha").

    A language without patterns of its own gets the German ones: people put German words between theirs.
    """
    elsewhere = patterns_elsewhere()
    if language is None:
        return (patterns(), *elsewhere.values())
    return (elsewhere.get(language, patterns()),)


def by_pattern(parts: Sequence[str], language: str | None = GERMAN_CODE) -> str | None:
    """The kind of the first pattern in the whole message (part 0), a sentence or a clause of it.

    Something harmless takes it back only in the piece where it stands: "Ich suche einen Kurs. Er schlägt mich." is one.
    """
    sentences = [sentence for sentence in _SENTENCE_END.split(parts[0]) if len(sentence) < len(parts[0])]
    said = [(known, part) for known in patterns_for(language) for part in (*parts, *sentences)]
    return next((kind for known, part in said if (kind := known.kind_of(part))), None)


def calmed(kind: str, text: str, language: str | None) -> bool:
    """Whether something harmless stands in a text that speaks against this kind of danger."""
    return any(known.calms(kind, known.sounds(text)) for known in patterns_for(language))


def most_urgent(scores: Mapping[str, float]) -> str:
    """The likeliest kind; among nearly equal ones the most urgent."""
    return max(scores, key=lambda kind: scores[kind] + _URGENCY.get(kind, 0.0))


def _as_confidence(score: float) -> float:
    return round(min(max(score, 0.0), 1.0), 3)

"""Danger in a message: which of five kinds, looked for in the whole and in every clause. Recall comes first.

Two judges look at it: the trained model (sentence_model.py), which has read thousands of dangerous sentences and as
many that only sound so, and patterns that staff can read (crisis_patterns.yml, for six more languages
crisis_patterns_elsewhere.yml). The model alone is enough when it is sure; with a pattern it may be far less sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.nlu.language.clauses import split
from bot.nlu.language.crisis_patterns import DangerPatterns, patterns, patterns_elsewhere
from bot.nlu.language.hygiene import fold
from bot.nlu.language.recognition import GERMAN_CODE, is_german
from bot.nlu.language.sentence_model import Reading

#: Reads those clauses of a message that are worth it.
ReadClauses = Callable[[Sequence[str]], Sequence[tuple[str, Reading]]]

_SENTENCE_END: Final = re.compile(r"[.!?…;\n]+")
# How much worse a part must sound when a harmless phrase of the patterns (a course, "früher", "haha") stands in it.
CALMED: Final = 0.15
# What a pattern counts for its kind, beside the scores of the model; set on half a.
PATTERN_SHARE: Final = 0.4
# So much below the threshold a message still sounds like worry: no alarm, but a number beside the answer.
WORRY: Final = 0.15
# A parent worn out, without any danger (LABELS): the question is answered, and somebody to talk to is named.
_ENDS: Final = r"(?=\W*$|\s*[.,!?;:]|\s+(?:und|aber|weil|seit|bitte|hilfe|oder|so|ich|wir|mit)\b)"
EXHAUSTED: Final = re.compile(
    r"\b(?:ich|wir) (?:kann|koennen|pack\w*|schaff\w*)(?: das| es)?(?: einfach| echt| langsam| bald| alles| alleine?)*"
    rf" (?:nicht mehr|nimmer){_ENDS}|\b(?:kann|koennen) (?:ich|wir)(?: einfach| echt)? nicht mehr{_ENDS}"
    rf"|(?:^|[.,!?;:] ?|\bund )kann(?: einfach| echt)? nicht mehr{_ENDS}|\bkeine kraft mehr\b"
    r"|\bam ende (?:meiner|unserer) kraft|\b(?:voellig|total|komplett|nervlich|echt|nerven) am ende\b|\bam limit\b"
    r"|\bausgebrannt\b|\b(?:mir|uns)\b.{0,12}\balles ueber den kopf|\balles ueber den kopf\b|\balles zu viel\b"
    r"|\bfertig mit den nerven\b|\b(?:ich bin|wir sind) (?:so |echt |total |voellig |einfach )+(?:fertig|erschoepft)\b"
)
# Violence of which a child writes itself, or of which neighbours hear: harm to a child, whatever the words share with
# violence between adults.
_ABOUT_A_CHILD: Final = re.compile(
    r"\bich bin (?:erst |schon |jetzt )?(?:\d|1[0-7])(?: jahre)?(?: alt)?\b"
    r"|\b(?:papa|mama|mami|papi|stiefvater|stiefmutter|mein vater|meine mutter|opa|oma)\b[^.!?]{0,40}"
    r"\b(?:haut|schlaegt|verpruegelt|tritt|sperrt|boxt|wuergt|gibt)\b[^.!?]{0,15}\b(?:mich|mir|uns)\b"
    r"|\b(?:nachbar\w*|nebenan|gegenueber|(?:wohnung|etage) (?:ueber|unter|neben)|ueber uns|unter uns)\b.*"
    r"\b(?:kind\w*|baby|junge\w*|maedchen|kleine[rns]?)\b.*\b(?:schlaege|schlaegt|geschlagen|gehauen|pruegel\w*|guertel)\b"
    r"|\bhand ausgerutscht\b"
)
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


IN_GERMAN: Final = Caution(alone=0.5, with_pattern=0.34, clause=0.2)
# Learned from fewer sentences: the patterns, which are many and plain, are enough by themselves.
ELSEWHERE: Final = Caution(alone=0.43, with_pattern=float("-inf"), clause=0.2)


@dataclass(frozen=True)
class CrisisFinding:
    """A danger that was found.

    Attributes:
        kind: medizin, gewalt, kindeswohl, suizid or ueberlastung.
        score: 0..1.
        reason: "muster" or "gelernt", for those who review.
        certain: False for what only sounds like worry.
    """

    kind: str
    score: float
    reason: str
    certain: bool = True


def find(text: str, whole: Reading, read_clauses: ReadClauses, language: str | None) -> CrisisFinding | None:
    """The danger in a message, what sounds like one (`certain` is False), or None.

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
    loudest, worried = max(score for _, _, score in read), False
    kind = _kind([reading for _, reading, _ in read], by_words)
    if kind == "gewalt" and _ABOUT_A_CHILD.search(fold(text)):
        kind = "kindeswohl"
    if by_words and loudest > caution.with_pattern:
        return CrisisFinding(kind, _as_confidence(max(loudest, caution.alone)), "muster")
    for part, reading, score in sorted(read, key=lambda one: one[2], reverse=True):
        calm = CALMED if calmed(most_urgent(reading.dangers), part, language) else 0.0
        if score - calm > caution.alone:
            return CrisisFinding(kind, _as_confidence(score), "gelernt")
        # a worry about health is heard in every second question of a parent: there only patterns count
        worried = worried or (score - calm > caution.alone - WORRY and kind != "medizin")
    if worried or (by_words and loudest > caution.with_pattern - WORRY):
        return CrisisFinding(kind, _as_confidence(loudest), "gelernt" if worried else "muster", certain=False)
    if EXHAUSTED.search(fold(text)):
        return CrisisFinding("ueberlastung", _as_confidence(loudest), "muster", certain=False)
    return None


def _kind(readings: Sequence[Reading], by_words: str | None) -> str:
    """The kind that whole and clauses together speak for: one clause alone easily mistakes a blow for an accident."""
    scores: Counter[str] = Counter({by_words: PATTERN_SHARE} if by_words else {})
    for reading in readings:
        scores.update({name: max(0.0, score) for name, score in reading.dangers.items()})
    return most_urgent(scores)


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

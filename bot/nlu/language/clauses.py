"""Cuts a parent's message into the clauses that each say one thing ("suche kita | und mein mann schlägt mich").

Danger or a second need often stands in half a sentence of a long story; a classifier that sees only the whole story
overlooks it. No word is lost or changed: the clauses joined by blanks are the message with its blanks normalised.
"""

from __future__ import annotations

import re

# A clause shorter than this says too little alone and stays with its neighbour.
MIN_WORDS = 2
# Without any punctuation a run of words longer than this is cut where a new subject begins.
LONG_RUN = 14
MIN_RUN = 5

_ABBREVIATIONS = frozenset(
    """
        z b d h u a bzw ca evtl ggf inkl max min mind mtl nr sog std str tel usw vgl z.b d.h u.a o.ä v.a i.d.r dr
        prof frl st gem geb mon jan feb apr aug sept okt nov dez abs art
    """.split()
)
# Words that start a new thought even when nothing separates it from the last one.
_ALSO = frozenset(
    [
        "außerdem",
        "ausserdem",
        "zusätzlich",
        "zusaetzlich",
        "übrigens",
        "uebrigens",
        "nebenbei",
        "desweiteren",
        "ansonsten",
        "andererseits",
    ]
)
_CONTRAST = frozenset(
    [
        "aber",
        "doch",
        "jedoch",
        "sondern",
        "trotzdem",
        "deshalb",
        "deswegen",
        "dann",
        "danach",
        "denn",
        "oder",
        "und",
        "sowie",
    ]
)
# After a comma these belong to the clause before: "ich hab angst, dass ich ihm was tue".
_SUBORDINATE = frozenset(
    """
        dass daß das ob damit um wenn weil wer wie wo was wann warum wieso woher wohin welche welcher welches die
        der den dem denen deren dessen obwohl bevor nachdem sobald solange falls seit seitdem als bis indem sodass
        ohne statt zu mit für fuer von in im auf an bei nach aus zum zur ca etwa ungefähr also bzw
    """.split()
)
# A message part that begins with one of these has its main clause after the comma: "wenn er schreit, schlag ich zu".
_FRONTED = frozenset(
    """
        wenn weil da ob obwohl seit seitdem als nachdem bevor damit falls sobald solange immer jedesmal sooft wer
        was
    """.split()
)
# After "und", these begin a clause of its own; a noun or adjective after "und" is an enumeration.
_CLAUSE_START = frozenset(
    """
        ich er sie es wir ihr man mein meine meinem meinen meiner unser unsere unserem unseren dein ihre sein seine
        suche suchen brauche brauchen bräuchte braeuchte möchte moechte will wollen hätte haette habe hab haben bin
        sind ist war wird kann können koennen gibt gibts wo wie wer was wann warum welche welcher welches ob jetzt
        nun heute gestern dann danach jeden jede niemand keiner alle die der das den dem ein eine kind kinder baby
        sohn tochter mann frau papa mama oma opa ex schlägt schlaegt sagt macht hat droht
    """.split()
)
# In a run without punctuation these begin a new clause, unless the word before still needs them.
_SUBJECTS = frozenset(
    """
        ich er sie wir mein meine unser unsere gestern heute jetzt suche brauche gibt wo welche
    """.split()
)
_NEEDS_NEXT = frozenset(
    """
        dass daß das ob wenn weil wie wo was wann warum wer damit bevor nachdem als seit bis falls sobald und oder
        aber denn mit von für fuer bei nach aus zu auf an in im am um ohne gegen über ueber unter vor hinter neben
        zwischen durch wegen der die das den dem ein eine einen einem einer kein keine mein meine dein sein ihr ihre
        nicht auch nur noch schon hab habe hat haben bin ist sind war kann muss soll will darf möchte moechte hätte
        haette wird würde wuerde sagt denke glaube weiß weiss suche brauche fühle fuehle krieg kriege mache wollte
        sollte konnte musste seh sehe erst bis
    """.split()
)

_SENTENCE_END = re.compile(r"(?<=[.!?…;])[\"'“”)]*\s+|\s*[\r\n]+\s*|\s+[-–—|•·]+\s+|(?<=[!?])(?=\w)")
_WORD_EDGE = re.compile(r"^\W+|\W+$")


def split(text: str) -> list[str]:
    """The clauses of `text` in their order; `[]` for a text without any visible character."""
    clauses: list[str] = []
    for sentence in _sentences(text):
        for part in _at_commas(sentence):
            clauses.extend(_in_runs(part))
    return _merge_short(clauses)


def _sentences(text: str) -> list[str]:
    pieces = [piece.strip() for piece in _SENTENCE_END.split(text) if piece and piece.strip()]
    sentences: list[str] = []
    for piece in pieces:
        if sentences and _ends_in_abbreviation(sentences[-1]):
            sentences[-1] = f"{sentences[-1]} {piece}"
        else:
            sentences.append(piece)
    return sentences


def _ends_in_abbreviation(sentence: str) -> bool:
    """True for "… im 3." and "… ca.": that full stop ends no sentence."""
    last = sentence.rsplit(maxsplit=1)[-1]
    if not last.endswith("."):
        return False
    stem = last[:-1].lower().strip("(")
    return stem.isdigit() or stem in _ABBREVIATIONS


def _at_commas(sentence: str) -> list[str]:
    parts: list[str] = []
    for piece in re.split(r"(?<=,)\s+", sentence):
        if parts and not _comma_cuts(parts[-1], piece):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts


def _comma_cuts(before: str, after: str) -> bool:
    left, right = _words(before), _words(after)
    if len(left) < MIN_WORDS or len(right) < MIN_WORDS:
        return False
    first = right[0]
    if first in _CONTRAST or first in _ALSO:
        return True
    if first in _SUBORDINATE or first[0].isdigit() or left[0] in _FRONTED:
        return False
    return len(left) > MIN_WORDS and len(right) > MIN_WORDS


def _in_runs(part: str) -> list[str]:
    """Cuts at "und suche", "außerdem" and, in long runs without a comma, where a new subject begins."""
    tokens = part.split()
    bare = [_bare(token) for token in tokens]
    long_run = len(tokens) > LONG_RUN
    clauses: list[list[str]] = [[]]
    for index, token in enumerate(tokens):
        done = len(clauses[-1])
        left = len(tokens) - index
        if done >= MIN_WORDS and left >= MIN_WORDS and _starts_clause(bare, index, done, long_run):
            clauses.append([])
        clauses[-1].append(token)
    return [" ".join(clause) for clause in clauses if clause]


def _starts_clause(bare: list[str], index: int, done: int, long_run: bool) -> bool:
    word = bare[index]
    following = bare[index + 1] if index + 1 < len(bare) else ""
    if word in _ALSO:
        return True
    if word in {"und", "aber", "sondern"}:
        return following in _CLAUSE_START or following in _ALSO or word != "und"
    if bare[index - 1] in _ALSO or bare[index - 1] in _CONTRAST:
        return False
    if word in {"dann", "danach", "trotzdem"}:
        return done >= MIN_RUN
    return long_run and done >= MIN_RUN and word in _SUBJECTS and bare[index - 1] not in _NEEDS_NEXT


def _merge_short(clauses: list[str]) -> list[str]:
    """A single word ("Hallo.", "dringend!") stays with the clause after it, at the end with the one before."""
    merged: list[str] = []
    for clause in clauses:
        if merged and len(_words(merged[-1])) < MIN_WORDS:
            merged[-1] = f"{merged[-1]} {clause}"
        else:
            merged.append(clause)
    if len(merged) > 1 and len(_words(merged[-1])) < MIN_WORDS:
        last = merged.pop()
        merged[-1] = f"{merged[-1]} {last}"
    return merged


def _words(text: str) -> list[str]:
    return [word for word in (_bare(token) for token in text.split()) if word]


def _bare(token: str) -> str:
    return _WORD_EDGE.sub("", token.lower())

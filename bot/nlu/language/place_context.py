"""Whether a word that reads like a place is one, and whether it is where the family lives.

Pure rules over the words of a message; the words themselves stand in `place_words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.nlu.language import place_words as known
from bot.nlu.language.folding import Word

_LOOK_BACK = 6
_QUERY_WORDS = 4
_BETWEEN = ("mehr", "direkt", "langer", "laenger")
_IS = ("ist", "ware", "waere", "liegt", "sind")
_FILLERS = ("mir", "uns", "es", "fur", "fuer", "mich", "viel", "leider", "echt", "einfach", "aber", "schon", "dann")
_ARTICLES = ("der", "die", "das", "den", "dem", "ein", "eine", "einen", "mein", "dein", "sein", "ihr", "unser")


def is_place(found: Sequence[Word], index: int, *, state: bool, text: str) -> bool:
    """Whether the word at `index`, which reads like a place (a `state`?), stands for it."""
    name = found[index].folded
    before = _neighbour(found, index, -1)
    if before is not None and before.folded in known.PERSONS:
        return False
    if name == known.MEINE:
        return _is_meine(found, index, text)
    if name in known.RARE or state:
        living = known.LIVING if state else known.RESIDENCE
        alone = len(found) == 1 if state else is_bare_answer(found, index)
        return alone or (_after_preposition(found, index) and _said_before(found, index, living))
    if name in known.AMBIGUOUS:
        if is_bare_answer(found, index) or _ends_query(found, index):
            return True
        residence = _said_before(found, index, known.RESIDENCE)
        return _after_preposition(found, index) and (found[index].capital or residence or closes(found, index, text))
    return True


def may_be_misspelt(found: Sequence[Word], index: int) -> bool:
    """Whether a word at `index` that is no German place may be a misspelt one."""
    word = found[index]
    if word.folded in known.LOOKALIKES:
        return False
    sentence_start = index == 0 or found[index - 1].sentence != word.sentence
    return (word.capital and not sentence_start) or _after_preposition(found, index) or is_bare_answer(found, index)


def is_bare_answer(found: Sequence[Word], index: int) -> bool:
    """Whether the message says no more than where: "Winkel", "in Meine", "wir wohnen in Rade"."""
    others = (word.folded for position, word in enumerate(found) if position != index)
    return all(other in known.ANSWER or other in known.PREPOSITIONS for other in others)


def is_ruled_out(found: Sequence[Word], first: int, last: int) -> bool:
    """Whether the speaker says that this is not the place: "nicht in Gifhorn, sondern …", "Gifhorn ist zu weit"."""
    if _is_too_far(found, last):
        return True
    preposition, refused, no_more = None, False, False
    for word in _before(found, first):
        if word.folded == known.NOT or word.folded in known.INSTEAD:
            refused = True
            break
        if word.folded in _BETWEEN:
            no_more = no_more or word.folded != "direkt"
            continue
        if preposition is not None or word.folded not in known.PREPOSITIONS:
            return False
        preposition = word.folded
    if not refused:
        return False
    if no_more or preposition in (None, "nach", "bis"):
        return True
    rest = {word.folded for word in found[last + 1 :]}
    return known.RATHER in rest or _said_before(found, first, known.RESIDENCE)


def _is_too_far(found: Sequence[Word], last: int) -> bool:
    behind = [word.folded for word in found[last + 1 : last + 2 + _LOOK_BACK] if word.sentence == found[last].sentence]
    said = [word for word in behind if word not in _FILLERS]
    return said[:2] == ["zu", "weit"] or (said[:1] != [] and said[0] in _IS and said[1:3] == ["zu", "weit"])


def is_somebody_elses(found: Sequence[Word], first: int, last: int, text: str) -> bool:
    """Whether somebody else lives there, or somebody only works or was born there."""
    clause = [word.folded for word in _clause(found, first, last, text)]
    if any(word.startswith(known.ERRANDS) for word in clause):
        return True
    lives = any(word.startswith(known.LIVING) for word in clause)
    return lives and any(word in known.OTHERS for word in clause) and not {"ich", "wir"} & set(clause)


def lives_there(found: Sequence[Word], first: int, last: int, text: str) -> bool:
    """Whether the family says that it lives there: "wohnen in Tiddische", "sind nach Parsau gezogen"."""
    clause = _clause(found, first, last, text)
    if not any(word.folded.startswith(known.AT_HOME) for word in clause):
        return False
    before = _neighbour(found, first, -1)
    if before is None or (before.folded in known.LEFT_BEHIND and "komm" not in " ".join(w.folded for w in clause)):
        return False
    spoken = {word.folded for word in clause}
    return not spoken & known.OTHERS or bool(spoken & {"ich", "wir"})


def was_there(found: Sequence[Word], first: int, last: int, text: str) -> bool:
    """Whether somebody was there long ago: "vor zwei Jahren waren wir in Hannover"."""
    spoken = {word.folded for word in _clause(found, first, last, text)}
    return bool(spoken & known.WAS) and bool(spoken & known.LONG_AGO)


def _is_meine(found: Sequence[Word], index: int, text: str) -> bool:
    before, after = _neighbour(found, index, -1), _neighbour(found, index, 1)
    if len(found) == 1 or (found[index].text == "Meine" and _ends_query(found, index)):
        return True
    ends_query = before is not None and index == len(found) - 1 and 1 < index < _QUERY_WORDS
    if ends_query and not any(word.folded in known.BEFORE_PRONOUN or word.folded in _ARTICLES for word in found[:-1]):
        return found[0].sentence == found[-1].sentence
    if before is None or (before.folded not in known.STRONG_PREPOSITIONS and before.folded not in known.PLACE_WORDS):
        return _near_papenteich(found, index) or (before is not None and before.folded == "38527")
    if after is None or text[found[index].end : after.start].strip():
        return True
    if after.folded in known.MY or after.folded.isdigit():
        return False
    if after.folded in known.CLOSERS:
        return True
    written_as_name = found[index].text == "Meine"
    adjective = not after.capital and after.folded.endswith(("e", "en", "er"))
    return written_as_name and not adjective


def _ends_query(found: Sequence[Word], index: int) -> bool:
    """ "Hebamme Müden", "Logopädie Winkel": a few nouns, as one types them into a search field."""
    last = index == len(found) - 1
    return last and 0 < index < _QUERY_WORDS and all(word.capital and word.folded not in _ARTICLES for word in found)


def _near_papenteich(found: Sequence[Word], index: int) -> bool:
    following = [word.folded for word in found[index + 1 : index + 3]]
    return following[:1] == ["papenteich"] or following == ["im", "papenteich"]


def _after_preposition(found: Sequence[Word], index: int) -> bool:
    before = _neighbour(found, index, -1)
    if before is not None and before.folded in _ARTICLES and found[index].folded in known.WITH_ARTICLE:
        before = _neighbour(found, index, -2)
    return before is not None and (
        before.folded in known.PREPOSITIONS or before.folded in known.PLACE_WORDS or before.folded.isdigit()
    )


def closes(found: Sequence[Word], index: int, text: str) -> bool:
    """Whether no noun can follow: end, comma, or a word that begins something else."""
    after = _neighbour(found, index, 1)
    return after is None or bool(text[found[index].end : after.start].strip()) or after.folded in known.CLOSERS


def _said_before(found: Sequence[Word], index: int, beginnings: tuple[str, ...]) -> bool:
    return any(word.folded.startswith(beginnings) for word in _before(found, index))


def _before(found: Sequence[Word], index: int) -> Iterator[Word]:
    """The words before `index` in its sentence, nearest first."""
    for position in range(index - 1, max(index - 1 - _LOOK_BACK, -1), -1):
        if found[position].sentence != found[index].sentence:
            return
        yield found[position]


def _clause(found: Sequence[Word], first: int, last: int, text: str) -> list[Word]:
    start, end = first, last
    while start > 0 and not _boundary(found, start, text):
        start -= 1
    while end + 1 < len(found) and not _boundary(found, end + 1, text):
        end += 1
    return list(found[start : end + 1])


def _boundary(found: Sequence[Word], index: int, text: str) -> bool:
    """Whether a clause begins at `index`."""
    between = text[found[index - 1].end : found[index].start]
    return bool(between.strip(" -/")) or found[index].folded in known.CLAUSES


def _neighbour(found: Sequence[Word], index: int, step: int) -> Word | None:
    other = index + step
    if 0 <= other < len(found) and found[other].sentence == found[index].sentence:
        return found[other]
    return None

"""The sentence above the offers: what was understood, or which wish could not be met."""

from __future__ import annotations

from actions import context
from actions.family import child_age
from actions.situation import Situation
from offer_db.records import SearchResult
from offer_db.vocabulary import Wish
from texts import Texts


def introduction(situation: Situation, result: SearchResult, texts: Texts) -> str:
    """What was looked for, and honestly what was not found."""
    place = situation.place["name"] if situation.place else ""
    if situation.outside:
        return texts.phrase("ausserhalb_kreis", ort=place)
    sentences = [texts.phrase("zu_alt")] if situation.too_old else []
    unmet = next((wish for wish in result.relaxed if wish in frozenset(Wish)), None)
    if "bedarf" in result.relaxed or not result.hits:
        sentences.append(texts.phrase("gelockert_bedarf"))
    elif unmet:
        sentences.append(texts.phrase("gelockert_wunsch", wunsch=texts.phrase(f"wunsch_{unmet}")))
    elif "ort" in result.relaxed and place:
        sentences.append(texts.phrase("gelockert_ort", ort=place))
    elif "alter" in result.relaxed:
        sentences.append(texts.phrase("gelockert_alter"))
    elif "thema" in result.relaxed:
        sentences.append(texts.phrase("gelockert_thema", thema=_topic(situation)))
    else:
        sentences.append(found(situation, texts, "gefunden"))
    return " ".join(sentences)


def _topic(situation: Situation) -> str:
    """The German name of the topic asked for: offers and topics are named in German everywhere."""
    key = next((key for question in situation.questions() for key in question.topics), "")
    return next((topic.name for topic in context.directory().topics() if topic.key == key), key)


def found(situation: Situation, texts: Texts, key: str) -> str:
    """The sentence `key` with the summary, or its short form where nothing is known; said differently each time."""
    known = summary(situation, texts)
    if not known:
        return texts.phrase(f"{key}_ohne")
    return texts.varied(key, len(situation.hinted), {"wofuer": known})


def summary(situation: Situation, texts: Texts) -> str:
    """What was understood in one line, e.g. "18 Monate · Kita und Betreuung · Wittingen"."""
    questions = situation.questions()
    parts = list(dict.fromkeys(child_age(child, texts) for child in situation.focus))
    parts += dict.fromkeys(texts.phrase(f"bedarf_{need}") for question in questions for need in question.needs)
    if len(questions) > 1:  # each child with what it needs
        parts = [
            ", ".join(
                [
                    *(child_age(child, texts) for child in one.children),
                    *(texts.phrase(f"bedarf_{key}") for key in one.needs),
                ]
            )
            for one in questions
        ]
    wishes = [texts.phrase(f"wunsch_{wish}") for wish in situation.wishes if wish != Wish.NAEHER]
    parts += [wish[:1].lower() + wish[1:] for wish in wishes]
    if situation.place:
        parts.append(situation.place["name"])
    return " · ".join(parts)

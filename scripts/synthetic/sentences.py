"""What parents write, from `data/nlu/`, with what a good model understands of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from bot.learning.sentences import GERMAN, Sentence, read_sentences, training_files
from bot.nlu.language.ages_elsewhere.finding import find_children_elsewhere
from bot.nlu.language.child_age import find_children
from bot.nlu.language.place import Gazetteer
from bot.nlu.language.place_elsewhere import GazetteerElsewhere
from bot.nlu.language.place_names import read_names
from bot.nlu.language.topic import TopicMatcher
from bot.nlu.language.wishes import find_wishes
from bot.settings import ROOT

_DATA = ROOT / "data" / "gifhorn"


@lru_cache(maxsize=1)
def sentences() -> Mapping[tuple[str, str], Sequence[Sentence]]:
    """All sentences by (language, intent)."""
    found: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for sentence in read_sentences(training_files()):
        found[sentence.language, sentence.intent].append(sentence)
    return found


@lru_cache(maxsize=20_000)
def facts(text: str, language: str) -> dict[str, Any]:
    """Children, place, topics and wishes of a text, as the pipeline finds them; not to be changed by the caller."""
    german = language == GERMAN
    found = find_children(text, date.today()) if german else find_children_elsewhere(text, language, date.today())
    places = _gazetteer().find(text) if german else _gazetteer_elsewhere().find(text, language)
    place = next((one for one in places if one.inside), places[0] if places else None)
    children = [
        {"age_months": [child.min_months, child.max_months], "label": child.label, "role": child.role}
        for child in found
    ]
    return {
        "children": children,
        "topics": [topic.key for topic in _topics().find(text, german=german)],
        "place": {"key": place.key, "name": place.name} if place else None,
        "references": [],  # to siblings and such: they cost as much to find as all the rest, and few sentences have any
        "wishes": list(find_wishes(text)) if german else [],
    }


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer(read_names(_DATA / "municipalities.csv"))


@lru_cache(maxsize=1)
def _gazetteer_elsewhere() -> GazetteerElsewhere:
    return GazetteerElsewhere(read_names(_DATA / "municipalities.csv"))


@lru_cache(maxsize=1)
def _topics() -> TopicMatcher:
    return TopicMatcher.from_csv(_DATA / "topics.csv")

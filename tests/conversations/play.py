"""Plays one conversation of the *.yml files and says what is not as it should be; docs/gespraeche-pruefen.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.running import Parent, RunningLotte, offered, said

FOLDER = Path(__file__).parent
TURN_KEYS = frozenset(
    "eltern tippt aendert seite nach versteht merkt bietet bietet_zuerst bietet_auch bietet_nicht bietet_neues sagt "
    "sagt_nicht knopf kein_knopf fragt hoechstens_woerter link chips".split()
)
_UNITS = {"stunde": "hours", "tag": "days", "woche": "weeks"}
_CHIPS = {"kind": "child", "bedarf": "need", "thema": "topic", "wunsch": "wish", "ort": "place"}
_NAMES = {"handlung": "act", "gefahr": "crisis", "sprache": "language"}


def conversations() -> list[dict[str, Any]]:
    """All conversations of the folder, in the order of the files."""
    return [case for path in sorted(FOLDER.glob("*.yml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def play(lotte: RunningLotte, case: dict[str, Any]) -> None:
    """Has the conversation with the running Lotte.

    Raises:
        AssertionError: names the turn and what was expected.
    """
    parent = lotte.parent()
    before: list[str] = []
    for turn in case["zuege"]:
        assert turn.keys() <= TURN_KEYS, f"unbekannt: {sorted(turn.keys() - TURN_KEYS)}"
        if "nach" in turn:
            lotte.let_time_pass(_duration(turn["nach"]))
        parent.language = turn.get("seite", parent.language)
        answer = _answer(parent, turn)
        wrong = list(_wrong(turn, answer, before))
        shown = (answer["understood"], answer["situation"], said(answer), offered(answer), _labels(answer))
        assert not wrong, "\n→ ".join(map(str, (turn, wrong, *shown)))
        before = offered(answer)


def _answer(parent: Parent, turn: dict[str, Any]) -> dict[str, Any]:
    if "tippt" in turn:
        return parent.tap(turn["tippt"])
    if "aendert" in turn:
        chip = turn["aendert"]
        return parent.change(_CHIPS[chip["feld"]], chip.get("nr", 0), chip.get("auf"))
    return parent.say(turn["eltern"])


def _wrong(turn: dict[str, Any], answer: dict[str, Any], before: list[str]) -> Iterator[str]:
    yield from _wrong_facts("versteht", turn.get("versteht", {}), answer["understood"])
    yield from _wrong_facts("merkt", turn.get("merkt", {}), answer["situation"])
    yield from _wrong_offers(turn, offered(answer), before)
    text, labels = said(answer), _labels(answer)
    shown = [chip["label"] for chip in answer["situation"].get("chips", [])]
    if "chips" in turn and shown != turn["chips"]:
        yield f"chips: {shown}"
    for words in _listed(turn.get("sagt")):
        if words not in text:
            yield f"sagt nicht: {words}"
    for words in _listed(turn.get("sagt_nicht")):
        if words in text:
            yield f"sagt: {words}"
    for label in _listed(turn.get("knopf")):
        if label not in labels:
            yield f"kein Knopf: {label}"
    for label in _listed(turn.get("kein_knopf")):
        if label in labels:
            yield f"Knopf: {label}"
    if "fragt" in turn and _is_yes(turn["fragt"]) != ("?" in text):
        yield f"fragt: {turn['fragt']}"
    links = [link["label"] for message in answer["messages"] for link in message.get("links", [])]
    if "link" in turn and turn["link"] not in links:
        yield f"kein Link: {turn['link']}"
    if len(text.split()) > turn.get("hoechstens_woerter", 1000):
        yield f"{len(text.split())} Wörter"


def _wrong_facts(where: str, expected: dict[str, Any], facts: dict[str, Any]) -> Iterator[str]:
    for name, value in expected.items():
        if name == "kinder":
            found: Any = [child["age_months"] for child in facts["children"]]
        elif name == "ort":
            found = (facts["place"] or {}).get("name")
        elif name == "bedarf" and where == "versteht":
            found = facts["needs"][0] if facts["needs"] else None
        elif name == "bedarf":
            found = facts["needs"]
        else:
            found = facts[_NAMES[name]]
        if found != value:
            yield f"{where} {name}: {found} statt {value}"


def _wrong_offers(turn: dict[str, Any], offers: list[str], before: list[str]) -> Iterator[str]:
    wanted = turn.get("bietet")
    if isinstance(wanted, list):
        if not set(wanted) & set(offers):
            yield f"bietet keines von {wanted}"
    elif wanted is not None and _is_yes(wanted) != bool(offers):
        yield f"bietet: {wanted}"
    if missing := set(_listed(turn.get("bietet_auch"))) - set(offers):
        yield f"bietet nicht auch {missing}"
    if "bietet_zuerst" in turn and offers[:1] != [turn["bietet_zuerst"]]:
        yield f"bietet zuerst {offers[:1]}"
    if unwanted := set(_listed(turn.get("bietet_nicht"))) & set(offers):
        yield f"bietet {unwanted}"
    if "bietet_neues" in turn and _is_yes(turn["bietet_neues"]) != bool(set(offers) - set(before)):
        yield "bietet nichts Neues"


def _labels(answer: dict[str, Any]) -> list[str]:
    return [button["label"] for message in answer["messages"] for button in message["buttons"]]


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _is_yes(value: Any) -> bool:
    return value in (True, "ja")


def _duration(words: str) -> timedelta:
    number, unit = re.fullmatch(r"(\d+) (Stunde|Tag|Woche)(?:n|e|en)?", words).groups()  # type: ignore[union-attr]
    return timedelta(**{_UNITS[unit.lower()]: int(number)})

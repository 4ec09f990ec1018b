"""Plays the conversations of *.yml through the real running processes, as a browser would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.running import RunningLotte, offered, said

FILES = sorted(Path(__file__).parent.glob("*.yml"))
CASES = [case for path in FILES for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_conversation(lotte: RunningLotte, case: dict[str, Any]) -> None:
    parent = lotte.parent()
    for turn in case["turns"]:
        answer = parent.tap(turn["tap"]) if "tap" in turn else parent.say(turn["say"])
        _check(turn, answer)


def _check(turn: dict[str, Any], answer: dict[str, Any]) -> None:
    where = f"{turn}\n→ {answer['understood']}\n→ {said(answer)} {offered(answer)}"
    understood = answer["understood"]
    for name in ("act", "crisis", "intent", "language"):
        if name in turn:
            assert understood[name] == turn[name], where
    if "need" in turn:
        assert understood["needs"][:1] == [turn["need"]], where
    if "children" in turn:
        assert [child["age_months"] for child in understood["children"]] == turn["children"], where
    if "place" in turn:
        assert (understood["place"] or {}).get("key") == turn["place"], where
    if "situation_place" in turn:
        assert (answer["situation"]["place"] or {}).get("key") == turn["situation_place"], where
    if "situation_children" in turn:
        assert [child["age_months"] for child in answer["situation"]["children"]] == turn["situation_children"], where
    if "says" in turn:
        assert turn["says"] in said(answer), where
    if "not_says" in turn:
        assert turn["not_says"] not in said(answer), where
    if "offers_any" in turn:
        assert set(turn["offers_any"]) & set(offered(answer)), where
    if "first_offer" in turn:
        assert offered(answer)[:1] == [turn["first_offer"]], where
    if "offers" in turn:
        assert bool(offered(answer)) is turn["offers"], where
    if "asks" in turn:
        labels = [button["label"] for message in answer["messages"] for button in message["buttons"]]
        assert turn["asks"] in labels, where

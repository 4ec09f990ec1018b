"""What follows which intent, from `data/rules/`: the actions Rasa would run, without Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from bot.settings import ROOT

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def actions_by_intent() -> Mapping[str, tuple[str, ...]]:
    """Intent → actions, of the rules that hold outside of forms."""
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.load(file.read_text(encoding="utf-8"), _LOADER)["rules"]:
            steps = rule["steps"]
            if "condition" in rule or any(step.get("active_loop") for step in steps):
                continue
            actions = tuple(step["action"] for step in steps if "action" in step)
            found |= dict.fromkeys(_intents(steps[0]), actions)
    return found


def _intents(step: Mapping[str, Any]) -> list[str]:
    if "intent" in step:
        return [step["intent"]]
    return [one["intent"] for one in step.get("or", ()) if "intent" in one]

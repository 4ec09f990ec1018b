"""How a family wants an offer to be: free of charge, near, on the phone … Found beside what it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.nlu.language.hygiene import fold

_TABLE = Path(__file__).with_name("wishes.yml")


@dataclass(frozen=True)
class _Signs:
    """What speaks for a wish, and what shows that the words mean something else."""

    said: tuple[re.Pattern[str], ...]
    not_meant: tuple[re.Pattern[str], ...]

    def found(self, folded: str) -> bool:
        return any(sign.search(folded) for sign in self.said) and not any(
            sign.search(folded) for sign in self.not_meant
        )


def find_wishes(text: str) -> tuple[str, ...]:
    """The wishes in a German message, keys as in `offer_db.vocabulary.Wish`, in the table's order.

    Examples:
        "geht das auch online?" → ("online",); "er spielt nur noch online" → ()
    """
    folded = fold(text)
    return tuple(wish for wish, signs in _signs().items() if signs.found(folded))


@lru_cache(maxsize=1)
def _signs() -> Mapping[str, _Signs]:
    table = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return {
        wish: _Signs(_compiled(entry["muster"]), _compiled(entry.get("nicht", ()))) for wish, entry in table.items()
    }


def _compiled(expressions: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression) for expression in expressions)

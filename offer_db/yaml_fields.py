"""Fields of a YAML file that staff write by hand: each is taken once and checked; what is left over is a slip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import yaml

_T = TypeVar("_T")


class FieldWrong(ValueError):
    """A field that is missing, unknown or wrong; the message is German and names it with all fields above it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"Feld „{name}“: {reason}" if name else reason)


@dataclass
class Fields:
    """The fields of one entry that are still to be taken.

    Attributes:
        values: as YAML reads them.
        above: the name of the entry itself, with a dot at its end; "" at the top.
    """

    values: dict[str, Any]
    above: str = ""

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def wrong(self, name: str, reason: str) -> FieldWrong:
        """The error to raise about a field of this entry."""
        return FieldWrong(self.above + name, reason)

    def finish(self) -> None:
        """Every field must have been taken.

        Raises:
            FieldWrong: there is one that nobody knows.
        """
        for name in self.values:
            raise self.wrong(str(name), "Dieses Feld gibt es nicht.")

    def text(self, name: str, *, required: bool = True) -> str:
        """A text without blanks around it; "" if it is missing and may be."""
        value = self._take(name)
        if value is None and not required:
            return ""
        return self._text(name, value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty if it is missing."""
        return tuple(self._text(name, value) for value in self._list(name))

    def number(self, name: str, lowest: int, highest: int) -> int:
        """A whole number between the two, both allowed."""
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise self.wrong(name, f"Hier steht eine ganze Zahl von {lowest} bis {highest}.")
        return value

    def day(self, name: str) -> date | None:
        """A day; None if it is missing."""
        value = self._take(name)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.wrong(name, "Hier steht ein Tag, zum Beispiel 2026-08-01.")
        return value

    def day_of_year(self, name: str) -> tuple[int, int]:
        """A (month, day) that every year has, written "05-31"."""
        text = self._take(name)
        try:
            # 2001 has no 29 February: a window must have its ends in every year.
            day = date.fromisoformat(f"2001-{text}")
        except ValueError as error:
            raise self.wrong(
                name, 'Hier stehen Monat und Tag, zum Beispiel "05-31" (29. Februar geht nicht).'
            ) from error
        return day.month, day.day

    def choice(self, name: str, meanings: Mapping[str, _T]) -> _T:
        """What the chosen word means."""
        value = self._take(name)
        if not isinstance(value, str) or value not in meanings:
            raise self.wrong(name, f"Erlaubt ist: {', '.join(meanings)}.")
        return meanings[value]

    def entry(self, name: str) -> Fields:
        """An entry with fields of its own."""
        return self._entry(name, self._take(name))

    def entries(self, name: str) -> list[Fields]:
        """A list of entries, at least one."""
        values = self._list(name)
        if not values:
            raise self.wrong(name, "fehlt.")
        return [self._entry(f"{name} {number}", value) for number, value in enumerate(values, 1)]

    def _take(self, name: str) -> Any:
        return self.values.pop(name, None)

    def _text(self, name: str, value: object) -> str:
        if isinstance(value, int | date) and not isinstance(value, bool):
            return str(value)  # "stand: 2025" is meant as a text, YAML takes it for a number
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, "fehlt." if value is None or value == "" else "Hier steht ein Text.")
        return " ".join(value.split())

    def _list(self, name: str) -> list[Any]:
        value = self._take(name)
        if value is not None and not isinstance(value, list):
            raise self.wrong(name, "Hier steht eine Liste.")
        return value or []

    def _entry(self, name: str, value: object) -> Fields:
        if not isinstance(value, dict):
            raise self.wrong(name, "fehlt." if value is None else "Hier stehen mehrere Felder.")
        return Fields(dict(value), f"{self.above}{name}.")


def read_fields(path: Path) -> Fields:
    """The fields at the top of a file.

    Raises:
        FieldWrong: the file is missing, no UTF-8, no YAML, or an entry has a field twice.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueFields)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise FieldWrong("", f"Zeile {line} ist nicht lesbar: {error.problem}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FieldWrong("", f"Die Datei ist nicht lesbar: {error}") from error
    if not isinstance(content, dict):
        raise FieldWrong("", "Die Datei hat keine Felder.")
    return Fields(content)


class _UniqueFields(yaml.SafeLoader):
    """YAML lets the second of two equal fields win silently; what stands in the first would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for name_node, _ in node.value:
            name = self.construct_object(name_node, deep=True)
            if name in seen:
                raise FieldWrong("", f"Zeile {name_node.start_mark.line + 1}: Das Feld „{name}“ steht zweimal da.")
            seen.add(name)
        return super().construct_mapping(node, deep=deep)

"""Every sentence Lotte says, read from `texts/<language>/<topic>.yml`.

A file holds two kinds of text, both edited by staff (see docs/texte-aendern.md):
`responses` in Rasa's own form (what a rule utters) and `phrases`, the building blocks that code fills in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

TEXTS = Path(__file__).parent
DEFAULT_LANGUAGE = "de"
#: Leichte Sprache: German in easy words. It is chosen on a page, never recognised in a message, and need not be whole.
EASY_LANGUAGE = "leicht"
#: The languages Lotte answers in, with their German names; what one of them lacks is said in German.
LANGUAGE_NAMES = {
    "de": "Deutsch",
    EASY_LANGUAGE: "Leichte Sprache",
    "en": "Englisch",
    "tr": "Türkisch",
    "ru": "Russisch",
    "uk": "Ukrainisch",
    "pl": "Polnisch",
    "ar": "Arabisch",
}
LANGUAGES = tuple(LANGUAGE_NAMES)


_Said = TypeVar("_Said")


class TextError(Exception):
    """A text file that cannot be used; the message names file and key, in German, for the person who edited it."""


@dataclass(frozen=True)
class Texts:
    """All texts of one language.

    Attributes:
        language: one of `LANGUAGES`.
        responses: key (`utter_…`) → list of variants in Rasa's form.
        phrases: key → sentence with `{placeholders}`; its variants where it is said often.
    """

    language: str
    responses: Mapping[str, list[dict[str, Any]]]
    phrases: Mapping[str, tuple[str, ...]]

    @property
    def locale(self) -> str:
        """The language as the rest of the world calls it, for dates and `lang` attributes: Leichte Sprache is "de"."""
        return DEFAULT_LANGUAGE if is_german(self.language) else self.language

    def phrase(self, key: str, **values: object) -> str:
        """The sentence of `key` with its placeholders filled; the first where it has variants.

        Raises:
            TextError: no such key, or a placeholder without a value.
        """
        return self.varied(key, 0, values)

    def varied(self, key: str, turn: int, values: Mapping[str, object]) -> str:
        """As `phrase`, with the next variant at every next `turn`: what is often said should not sound like a machine.

        Raises:
            TextError: see `phrase`.
        """
        try:
            variants = self.phrases[key]
            return variants[turn % len(variants)].format(**values)
        except KeyError as error:
            raise TextError(f"texts/{self.language}: Text oder Platzhalter {error} fehlt (Schlüssel {key}).") from error


def spoken(language: str | None) -> bool:
    """Whether Lotte answers in this language; None, where it is not known, means German."""
    return language is None or language in LANGUAGES


def is_german(language: str | None) -> bool:
    """Whether who reads this language reads German, in easy words or not; None, where it is not known, means German."""
    return language in (None, DEFAULT_LANGUAGE, EASY_LANGUAGE)


def load(language: str | None = DEFAULT_LANGUAGE) -> Texts:
    """The texts of a language, what is missing there in German; all German for a language Lotte does not speak.

    Raises:
        TextError: see `load_own`.
    """
    german = load_own(DEFAULT_LANGUAGE)
    if language not in LANGUAGES or language == DEFAULT_LANGUAGE:
        return german
    own = load_own(language)
    return Texts(language, {**german.responses, **own.responses}, {**german.phrases, **own.phrases})


@lru_cache(maxsize=len(LANGUAGES))
def load_own(language: str) -> Texts:
    """What stands in `texts/<language>/`, and nothing else; read once.

    Raises:
        TextError: unreadable YAML, a key that stands twice, or an unknown top-level name.
    """
    responses: dict[str, list[dict[str, Any]]] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    for path in sorted((TEXTS / language).glob("*.yml")):
        content = _read(path)
        for key, variants in (content.pop("responses", None) or {}).items():
            _add(responses, key, variants, path)
        for key, said in (content.pop("phrases", None) or {}).items():
            _add(phrases, key, (said,) if isinstance(said, str) else tuple(said), path)
        if content:
            raise TextError(f"{path.name}: unbekannter Abschnitt {', '.join(content)} (erlaubt: responses, phrases).")
    return Texts(language, responses, phrases)


def _add(known: dict[str, _Said], key: str, said: _Said, path: Path) -> None:
    if key in known:
        raise TextError(f"{path.name}: Der Schlüssel {key} steht zweimal in den Texten.")
    known[key] = said


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML itself lets a second key of the same name win silently; a text would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise TextError(f"Zeile {key_node.start_mark.line + 1}: Der Schlüssel {key} steht zweimal.")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)
    except TextError as error:
        raise TextError(f"{path.name}, {error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TextError(f"{path.name} ist nicht lesbar: {error}") from error
    return dict(content or {})

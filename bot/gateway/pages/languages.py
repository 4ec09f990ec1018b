"""The languages a page can be read in, and which one a request asks for. Pure but for the request's query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from aiohttp import web
from markupsafe import Markup, escape

import texts

PARAMETER: Final = "sprache"
#: Code → (its own name, for `lang`, direction), in the order of the menu.
PAGE_LANGUAGES: Final[Mapping[str, tuple[str, str, str]]] = {
    "de": ("Deutsch", "de", "ltr"),
    "leicht": ("Leichte Sprache", "de-simple", "ltr"),
    "en": ("English", "en", "ltr"),
    "tr": ("Türkçe", "tr", "ltr"),
    "ru": ("Русский", "ru", "ltr"),
    "uk": ("Українська", "uk", "ltr"),
    "ar": ("العربية", "ar", "rtl"),
    "pl": ("Polski", "pl", "ltr"),
}


@dataclass(frozen=True)
class PageLanguage:
    """The language of one page.

    Attributes:
        code: key of `PAGE_LANGUAGES`.
        chosen: the parent asked for it; then Lotte answers in it, whatever language a message is in.
    """

    code: str
    chosen: bool

    @property
    def lang(self) -> str:
        """For the attribute `lang`."""
        return PAGE_LANGUAGES[self.code][1]

    @property
    def direction(self) -> str:
        """For the attribute `dir`."""
        return PAGE_LANGUAGES[self.code][2]

    def link(self, path: str) -> str:
        """The path in this language, so that a choice is kept from page to page without a cookie."""
        if not self.chosen:
            return path
        return f"{path}{'&' if '?' in path else '?'}{PARAMETER}={self.code}"


def language_of(request: web.Request) -> PageLanguage:
    """What `?sprache=` says; German where it says nothing, or nothing we know."""
    code = request.query.get(PARAMETER, "")
    return PageLanguage(code, chosen=True) if code in PAGE_LANGUAGES else PageLanguage(texts.DEFAULT_LANGUAGE, False)


def offered_language(request: web.Request) -> dict[str, str] | None:
    """The language a browser prefers, if the page has it, with the sentence that offers it; it is never forced."""
    if language_of(request).chosen:
        return None
    first = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip().lower().split("-")[0]
    if first not in PAGE_LANGUAGES or first == texts.DEFAULT_LANGUAGE:
        return None
    return {"code": first, "satz": texts.load(first).phrase("seite_auch_in_ihrer_sprache")}


class Sentences:
    """The sentences of a page: `{{ t.seite_titel }}`; what the language lacks stands there as German, marked so."""

    def __init__(self, language: PageLanguage) -> None:
        """Reads them."""
        self._own = texts.load_own(language.code).phrases
        self._all = texts.load(language.code)
        self._is_german = texts.is_german(language.code)

    def __getattr__(self, key: str) -> Markup:
        """The sentence, ready for HTML.

        Raises:
            TextError: no such sentence.
        """
        return self.said(key)

    def said(self, key: str, **values: object) -> Markup:
        """The sentence with its placeholders filled; German where the language has none, and marked as such."""
        self._all.phrase(key, **values)  # says which placeholder is missing
        text = Markup(escape(self._all.phrases[key][0])).format(**values)
        if self._is_german or key in self._own:
            return text
        return Markup('<span lang="de" dir="ltr">{}</span>').format(text)

    def plain(self, key: str, **values: object) -> str:
        """The sentence for an attribute, where nothing can be marked."""
        return self._all.phrase(key, **values)


@lru_cache(maxsize=2 * len(PAGE_LANGUAGES))
def sentences_of(language: PageLanguage) -> Sentences:
    """The sentences of a language, read once."""
    return Sentences(language)

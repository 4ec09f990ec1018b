"""What a reader of the list has chosen: read from the address, written into addresses. Pure.

Every value that is not on offer is passed over: an address that was cut off or typed by hand still shows a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from offer_db.ages import AgeRange, months
from offer_db.search import BrowseRequest
from offer_db.vocabulary import AGE_MIN_MONTHS, NEEDS, Format

LIST_PATH: Final = "/angebote"
WORD_LENGTH: Final = 200
LAST_PAGE: Final = 99_999
PREGNANT: Final = "schwanger"
OLDEST_YEARS: Final = 17
#: As the age stands in the address → months.
AGES: Final[Mapping[str, AgeRange]] = {
    PREGNANT: AgeRange(AGE_MIN_MONTHS, -1),
    **{str(years): AgeRange(12 * years, 12 * years + 11) for years in range(OLDEST_YEARS + 1)},
}
#: As the way an offer is given stands in the address → key of the sentence that names it.
FORMS: Final[Mapping[str, str]] = {
    Format.VOR_ORT.value: "seite_form_vor_ort",
    Format.HAUSBESUCH.value: "seite_form_hausbesuch",
    Format.TELEFONISCH.value: "seite_form_telefonisch",
    Format.ONLINE.value: "seite_form_online",
}
#: As the language stands in the address → (as offers call it, its own name).
LANGUAGES: Final[Mapping[str, tuple[str, str]]] = {
    "en": ("Englisch", "English"),
    "ar": ("Arabisch", "العربية"),
    "tr": ("Türkisch", "Türkçe"),
    "ru": ("Russisch", "Русский"),
    "uk": ("Ukrainisch", "Українська"),
    "pl": ("Polnisch", "Polski"),
    "ku": ("Kurdisch", "Kurdî"),
    "fa": ("Persisch", "فارسی"),
    "ro": ("Rumänisch", "Română"),
    "bg": ("Bulgarisch", "Български"),
    "el": ("Griechisch", "Ελληνικά"),
    "es": ("Spanisch", "Español"),
    "fr": ("Französisch", "Français"),
    "it": ("Italienisch", "Italiano"),
    "dgs": ("Gebärdensprache", "Gebärdensprache"),
    "leicht": ("Leichte Sprache", "Leichte Sprache"),
}


class Query(Protocol):
    """The parameters of an address; one may stand there several times."""

    def get(self, key: str, default: str, /) -> str:
        """The first value."""

    def getall(self, key: str, default: Sequence[str], /) -> Sequence[str]:
        """All values."""


@dataclass(frozen=True)
class OfferFilters:
    """What the list is narrowed down to; empty lets everything through.

    Attributes:
        word: what is looked for.
        age: key of `AGES`, or months as the chat writes them ("36..47").
        need: key of `NEEDS`.
        place: key of a municipality.
        free: free of charge only.
        language: key of `LANGUAGES`.
        formats: keys of `FORMS`, in their order there.
        page: from 1.
    """

    word: str = ""
    age: str = ""
    need: str = ""
    place: str = ""
    free: bool = False
    language: str = ""
    formats: tuple[str, ...] = ()
    page: int = 1

    @property
    def ages(self) -> AgeRange | None:
        """The age in months."""
        return ages_of(self.age)

    @property
    def is_empty(self) -> bool:
        """Nothing is filtered; pages do not count."""
        return replace(self, page=1) == OfferFilters()

    def request(self) -> BrowseRequest:
        """What the directory is asked."""
        return BrowseRequest(
            text=self.word,
            ages=self.ages,
            need=self.need,
            place_key=self.place,
            free=self.free,
            language=LANGUAGES[self.language][0] if self.language else "",
            formats=frozenset(self.formats),
            page=self.page,
        )

    def address(self, **changes: Any) -> str:
        """The path with these filters, always written the same way; without `page`, from the first page on."""
        changed = replace(self, **{"page": 1, **changes})
        query = urlencode(list(changed.parameters()))
        return f"{LIST_PATH}?{query}" if query else LIST_PATH

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Names and values as they stand in the address."""
        for name, value in (
            ("wort", self.word),
            ("alter", self.age),
            ("bedarf", self.need),
            ("ort", self.place),
            ("kostenlos", "1" if self.free else ""),
            ("angebotssprache", self.language),
            *(("form", form) for form in self.formats),
            ("seite", str(self.page) if self.page > 1 else ""),
        ):
            if value:
                yield name, value

    def without(self) -> Iterator[tuple[str, str, str]]:
        """Each filter that is set: (name, value, the path without it)."""
        if self.word:
            yield "wort", self.word, self.address(word="")
        if self.age:
            yield "alter", self.age, self.address(age="")
        if self.need:
            yield "bedarf", self.need, self.address(need="")
        if self.place:
            yield "ort", self.place, self.address(place="")
        if self.free:
            yield "kostenlos", "1", self.address(free=False)
        if self.language:
            yield "angebotssprache", self.language, self.address(language="")
        for form in self.formats:
            yield "form", form, self.address(formats=tuple(other for other in self.formats if other != form))


def read_filters(query: Query, places: Collection[str]) -> OfferFilters:
    """The filters of an address; `places` are the keys of municipalities there are."""
    age = query.get("alter", "").strip()
    page = query.get("seite", "")
    chosen = set(query.getall("form", ()))
    return OfferFilters(
        word=_words(query.get("wort", "")),
        age=age if ages_of(age) else "",
        need=_one_of(query.get("bedarf", ""), NEEDS),
        place=_one_of(query.get("ort", ""), places),
        free=query.get("kostenlos", "") == "1",
        language=_one_of(query.get("angebotssprache", ""), LANGUAGES),
        formats=tuple(form for form in FORMS if form in chosen),
        page=min(max(1, int(page)), LAST_PAGE) if page.isascii() and page.isdecimal() and len(page) < 9 else 1,
    )


def ages_of(key: str) -> AgeRange | None:
    """The months a key of `AGES` stands for, or "36..47" itself; None for anything else."""
    return AGES.get(key) or months(key)


def _words(said: str) -> str:
    """The words without what cannot be printed: a database refuses some of it."""
    readable = "".join(sign if sign.isprintable() else " " for sign in said[: 2 * WORD_LENGTH])
    return " ".join(readable.split())[:WORD_LENGTH].strip()


def _one_of(value: str, known: Collection[str]) -> str:
    return value if value in known else ""

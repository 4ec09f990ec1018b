"""Finds a family's telephone number in a message; pure, knows neither offers nor a database.

It lives here because three who may not import each other need the same answer: an action asks whether a number stands
in a message, the gateway stores it, and the masking of `bot.memory` takes it out. All of them may import `offer_db`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

REGION: Final = "DE"

_FEWEST_DIGITS: Final = 5
#: Without country code and leading zero: "05834 410" of a village has 7; what is shorter is a service, not a family.
_FEWEST_SIGNIFICANT: Final = 7
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(
    r"(\b(?:tel|telefon(?:nummer)?|telnr|handy(?:nummer)?|mobil(?:nummer)?|rufnummer|festnetz|whats\s?app|durchwahl|fax"
    r"|ruft? (?:mich |uns )?an|anrufen|zurückrufen|erreichbar|meine nummer)\b\.?(?:\s*(?:-?nr\.?|ist|lautet|unter|der"
    r"|auf|mich|uns|bin|ich|folgender|nummer|handy|telefon|die|:|/))*\s*)(\+?\(?\d(?:[\s/()-]{0,2}\d){4,15})(?![\d.]|\s?(?:€|euro))",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?<![\w+])(?:\+|00|\(?0)(?:[\s/()–-]{0,3}\d){6,15}(?!\d)")
_EMERGENCY = frozenset({"110", "112", "115", "116006", "116016", "116111", "116116", "116117"})
_FREE_OF_CHARGE = ("0800", "00800", "+49800")

# "82123", "80 44 40", "8 21 23", "176 12345678": digits that neither a zero nor a plus begins
_BARE = re.compile(r"(?<![\w+.,:/-])(?<!\d )[1-9]\d*(?:[ /-]\d{2,})*(?!\w|[.,:/-]+[\d\[])")
_LOCAL_AS_WRITTEN = re.compile(r"[2-9]\d{4,6}|[2-9]\d?(?: \d{2}){2,3}")
_LOCAL_DIGITS: Final = range(_FEWEST_DIGITS, 8)
_MOBILE_WITHOUT_ZERO = re.compile(r"1[567]\d{8,9}")
_COUNTRY_WITHOUT_PLUS = re.compile(r"49[1-9]\d{8,10}")
_POSTCODE_HERE = re.compile(r"(?:29|31|38|39)\d{3}")
_DAY_AND_MONTH = r"(?:0?[1-9]|[12]\d|3[01])\s?[./-]\s?(?:0?[1-9]|1[0-2])\s?[./-]\s?"
#: What could be read as a telephone number and is none: times, dates, school years, amounts, postcodes, IBAN.
_SOMETHING_ELSE = re.compile(
    r"(?<!\d)\d{1,2}(?:[:.]\d{2})?(?:\s?(?:-|–|bis|und|/)\s?\d{1,2}(?:[:.]\d{2})?)?\s?(?:uhr|h)\b"
    rf"|(?<![\d./-]){_DAY_AND_MONTH}(?:19|20)\d{{2}}(?![./-]?\d)"
    rf"|(?<![\d./-])(?<!\d\s){_DAY_AND_MONTH}\d{{2}}(?![./-]?\d)"
    r"|(?<![\d./-])(?:19|20)\d{2}\s?[/-]\s?(?:(?:19|20)\d{2}|\d{2})(?![./-]?\d)"
    r"|\b\d[\d.]*(?:,\d{2})?\s?(?:€|euro\b)"
    r"|\bplz\s?:?\s?\d{5}\b"
    r"|\b[a-z]{2}\d{2}(?:\s?\d{4}){3,}(?:\s?\d{1,4})?\b",
    re.IGNORECASE,
)
#: A number that costs the caller extra, or that rings at no home, is nobody's to be called back on.
_CALLED_BACK = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
        PhoneNumberType.PERSONAL_NUMBER,
    }
)


@dataclass(frozen=True)
class Found:
    """A telephone number in a message.

    Attributes:
        number: to be dialled in Germany, "05371 804440" or "+380 67 123 4567"; without area code as it was typed.
        start: where it begins in the message.
        end: where it ends, exclusive.
    """

    number: str
    start: int
    end: int


def find_phone(text: str) -> str | None:
    """The number a family can be called back on, as in `Found.number`; None if there is none."""
    found = find(text)
    return found.number if found else None


def find(text: str) -> Found | None:
    """The first number of a message that can exist and be called back; one without area code if there is no other.

    Emergency and short numbers, help lines and numbers that cost extra are none. "0151 23" or an area code that does
    not exist is none either: nobody could call back, so it is better to ask again.
    """
    text = _SOMETHING_ELSE.sub(_filler, text)
    taken = spans(text)
    full = [span for span in taken if text[span[0]] in "+(0"]
    bare = [match.span() for match in _BARE.finditer(_without(text, full))]
    for start, end in full + bare:
        if number := _dialled(text[start:end]):
            return Found(number, start, end)
    for span in bare:
        number = text[slice(*span)]
        if _is_local(number) and (span in taken or not _POSTCODE_HERE.fullmatch(number)):
            return Found(number, *span)
    return None


def spans(text: str) -> list[tuple[int, int]]:
    """Where telephone numbers of people stand, in order and apart; emergency numbers and free help lines are none.

    Recall comes first: this serves the masking, and takes numbers too that only look like one.
    """
    if len(_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return []
    found: list[tuple[int, int]] = []
    for step in (_of_the_library, _named, _plain, _alone):
        new = list(step(text))
        found += new
        text = _without(text, new)
    return sorted(found)


def _without(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """The text with a tag of the same length in every place that is taken."""
    for start, end in taken:
        text = text[:start] + "[" + "x" * (end - start - 2) + "]" + text[end:]
    return text


def _of_the_library(text: str) -> Iterator[tuple[int, int]]:
    for match in phonenumbers.PhoneNumberMatcher(text, REGION):
        if match.raw_string[0] in "+(0" and not _is_public(match.raw_string):
            yield match.start, match.end


def _named(text: str) -> Iterator[tuple[int, int]]:
    return (match.span(2) for match in _NAMED.finditer(text) if not _is_public(match[2]))


def _plain(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _PLAIN.finditer(text) if not _is_public(match[0]))


def _alone(text: str) -> Iterator[tuple[int, int]]:
    """A message of nothing but a number without area code; a postcode from here is left, since it tells the place."""
    match = re.fullmatch(rf"\s*({_LOCAL_AS_WRITTEN.pattern})[\s.!]*", text)
    if match and not _POSTCODE_HERE.fullmatch(match[1]):
        yield match.span(1)


def _is_public(number: str) -> bool:
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    return digits in _EMERGENCY or digits.startswith(_FREE_OF_CHARGE)


def _is_local(number: str) -> bool:
    digits = "".join(_DIGIT.findall(number))
    # 11…: emergency, help lines, directory enquiries
    return len(digits) in _LOCAL_DIGITS and not digits.startswith("11")


def _dialled(raw: str) -> str | None:
    digits = "".join(_DIGIT.findall(raw))
    if raw[0] not in "+(0":
        if _COUNTRY_WITHOUT_PLUS.fullmatch(digits):
            raw = f"+{digits}"
        elif not _MOBILE_WITHOUT_ZERO.fullmatch(digits):
            return None
    try:
        number = phonenumbers.parse(raw, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or len(str(number.national_number)) < _FEWEST_SIGNIFICANT:
        return None
    if phonenumbers.number_type(number) not in _CALLED_BACK:
        return None
    german = number.country_code == phonenumbers.country_code_for_region(REGION)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if german else PhoneNumberFormat.INTERNATIONAL)


def _filler(match: re.Match[str]) -> str:
    return "x" * len(match[0])

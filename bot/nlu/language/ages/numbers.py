"""German numerals: digits, words (through text2num), halves and quarters, ordinals."""

import re
from functools import lru_cache

from text_to_num import alpha2digit, text2num

_SPELLED = (
    ("fuenf", "fünf"),
    ("funf", "fünf"),
    ("fümf", "fünf"),
    ("zwoelf", "zwölf"),
    ("zwolf", "zwölf"),
    ("dreissig", "dreißig"),
    ("sechszehn", "sechzehn"),
    ("siebenzehn", "siebzehn"),
    ("fier", "vier"),
    ("vünf", "fünf"),
    ("vuenf", "fünf"),
    ("zwai", "zwei"),
    ("drai", "drei"),
    ("seks", "sechs"),
    ("siben", "sieben"),
)
_ONE_AND_A_HALF = re.compile(r"^and(?:er|re)t?hal[bp]s?$")
_HALF = re.compile(r"^(?P<whole>.+?)(?:und)?(?:ein)?(?:einhalb|halb)$")
_THREE_QUARTERS = re.compile(r"^(?P<whole>.+?)(?:und)?dreiviertel$")
_ORDINAL_DIGITS = re.compile(r"^(\d+)\.$")
_ORDINAL_END = re.compile(r"^(?P<stem>[a-zäöüß]{3,}?t)(?:e[nrsm]?)?$|^(?P<acht>acht)e[nrsm]?$")
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}


@lru_cache(maxsize=4096)
def cardinal(word: str) -> float | None:
    """The value of a lower-case number word: "drei" 3, "fuenf" 5, "dreieinhalb" 3.5, "anderthalb" 1.5; else None.

    "ein" is an article before it is a number, so it is None here.
    """
    if len(word) < 3 or word == "ein" or word == "und":
        return None
    if _ONE_AND_A_HALF.match(word):
        return 1.5
    for pattern, part in ((_HALF, 0.5), (_THREE_QUARTERS, 0.75)):
        if found := pattern.match(word):
            whole = _whole(found["whole"])
            return None if whole is None else whole + part
    return _whole(word)


def _whole(word: str) -> int | None:
    for typed, right in _SPELLED:
        word = word.replace(typed, right)
    try:
        return int(text2num(word, "de"))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def slipped_cardinal(word: str) -> int | None:
    """A number word with two neighbouring letters swapped ("drie", "zwie"); only to be asked before a unit of time."""
    if not 4 <= len(word) <= 8:
        return None
    for i in range(len(word) - 1):
        value = _whole(word[:i] + word[i + 1] + word[i] + word[i + 2 :])
        if value is not None:
            return value
    return None


@lru_cache(maxsize=4096)
def ordinal(word: str) -> int | None:
    """The value of a lower-case ordinal: "zweite" 2, "fuenften" 5, "erst" 1 (as in "Erstklässler"); else None."""
    for typed, right in _SPELLED:
        word = word.replace(typed, right)
    if found := _ORDINAL_END.match(word):
        stem = found["stem"] or found["acht"]
        digits = _ORDINAL_DIGITS.match(alpha2digit(stem + "e", "de", threshold=0))
        return int(digits[1]) if digits else None
    return None


def fraction(text: str) -> float:
    """The value of "1½" (1.5), "3 1/2" (3.5), "½" (0.5)."""
    for sign, part in VULGAR.items():
        if text.endswith(sign):
            whole = text[: -len(sign)].strip()
            return (int(whole) if whole else 0) + part
    raise ValueError(f"no fraction: {text!r}")

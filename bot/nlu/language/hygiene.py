"""Text hygiene: what a parent typed, as plain and harmless as the rest of Lotte expects it.

`clean` is applied once, before anything else reads the message; `fold` and `skeleton` make spellings comparable.
"""

import re
import unicodedata
from functools import lru_cache

#: Characters read of one raw message; everything behind it would be cut off anyway.
_RAW_FACTOR = 8
_MAX_PASSES = 6

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe"})
#: Not in "dauert", "neue", "aktuell", "Quelle", where no umlaut is meant.
_DIGRAPHS = re.compile(r"(?<![aeoq])[aou]e(?!ll)")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_BREAKS = re.compile(r" ?\n[ \n]*")
_LONG_VOWEL = re.compile(r"([aeiouyäöü])\1{2,}", re.IGNORECASE)
_LONG_CONSONANT = re.compile(r"([b-df-hj-np-tvxzß])\1{2,}", re.IGNORECASE)
_ROMAN_THREE = re.compile(r"\bIII\b")
_ROMAN_MARK = "\x00"
_REPEATED_MARK = re.compile(r"([!?,;:)(\]\[\"'*_~#=|<>+-])\1+")
_DOTS = re.compile(r"\.{2,}|…+")
_MIXED_MARKS = re.compile(r"(?=[!?]*!)(?=[!?]*\?)[!?]{2,}")
#: Hearts and faces typed with marks: "<3" must not be read as a number, ":/" not as a path.
_EMOTICON = re.compile(
    r"(?:(?<=\s)|^|(?<=[\w.!?,]))(?:<[/\\]?3+|[:;=]['’]?-?[)(DPpOo|/\\*]+|\^[_.-]?\^|[xX]D+)(?=\s|$|[.!?,])"
)


def clean(text: str, limit: int = 1000) -> str:
    """Return `text` in NFC without control characters, emoji and shouting, at most `limit` characters long.

    Line breaks stay as one newline, since parents put one child on each line; every other white space becomes
    one blank. Digits of any script become ASCII digits. A leading "/" goes, because Rasa would read the rest as
    a command that triggers any intent. A text of emoji alone comes back empty. `clean(clean(x)) == clean(x)`.
    """
    text = text[: limit * _RAW_FACTOR]
    for _ in range(_MAX_PASSES):
        cleaned = _one_pass(text, limit)
        if cleaned == text:
            break
        text = cleaned
    return text


def _one_pass(text: str, limit: int) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(map(_plain_character, text))
    text = unicodedata.normalize("NFC", _thin_marks(text))
    text = _EMOTICON.sub(" ", text)
    text = _squeeze(text)
    text = _BLANKS.sub(" ", text)
    text = _LINE_BREAKS.sub("\n", text)
    text = _shorten(text.lstrip("/ \n").strip(), limit)
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=2048)
def _plain_character(character: str) -> str:
    """One character as Lotte keeps it: itself, an ASCII twin, a blank (white space, emoji) or nothing."""
    if character == "\n" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if character in "\u2028\u2029":
        return "\n"
    if category in ("Zs", "Zl", "Zp") or character == "\t":
        return " "
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Me"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if (category in ("So", "Sk") and character != "°") or 0xFE00 <= ord(character) <= 0xFE0F:
        return " " if category == "So" else ""
    if category.startswith("L"):
        return _plain_letter(character)
    return character


def _plain_letter(character: str) -> str:
    """Full-width and mathematical letters become ordinary ones; long ligatures of other scripts stay as they are."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) <= 3 else character


def _thin_marks(text: str) -> str:
    """Keep at most two accents a letter, so that stacked marks cannot fill the message."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= 2:
            kept.append(character)
    return "".join(kept)


def _squeeze(text: str) -> str:
    """Shorten shouting: "biiiitte!!!!" -> "bitte!"; consonants keep two, since German has "Schifffahrt"."""
    text = _ROMAN_THREE.sub(_ROMAN_MARK, text)
    text = _LONG_VOWEL.sub(r"\1", text)
    text = _LONG_CONSONANT.sub(r"\1\1", text)
    text = text.replace(_ROMAN_MARK, "III")
    text = _MIXED_MARKS.sub("?!", text)
    text = _REPEATED_MARK.sub(r"\1", text)
    return _DOTS.sub("...", text)


def _shorten(text: str, limit: int) -> str:
    """Cut at the last blank before `limit`, so that no half word (or half number) is left at the end."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    if not text[limit].isspace():
        words = head.rsplit(maxsplit=1)
        head = words[0] if len(words) == 2 else head
    return head.rstrip()


def fold(text: str) -> str:
    """Lower case without umlauts, sharp s and accents: "Größe" -> "groesse", "Ayşe" -> "ayse"."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    parts = unicodedata.normalize("NFD", lowered)
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("ı", "i")


def skeleton(text: str) -> str:
    """The common form of all three ways to type an umlaut: "für", "fuer" and "fur" -> "fur".

    For comparing keys only: "Poesie" becomes "posie", so a skeleton is never shown and never searched for meaning.
    """
    return _DIGRAPHS.sub(lambda pair: pair.group()[0], fold(text))

"""Masks streets with a house number; places and postcodes stay, because they tell nobody's house."""

from __future__ import annotations

import re

STREET = "[Straße]"

_DIGIT = re.compile(r"\d")

# What a number counts, so that it is no house ("Schulweg 20 Minuten").
_UNIT = (
    r"(?!\s?(?:[.,:]\d|%|€|[-–]?jährig|jaehrig|(?:euro|eur|uhr|h|std|stunden?|min|minuten?|tage?n?|wochen?|monate?n?"
    r"|jahre?n?|j|kinder[nm]?|kind|mal|x|km|kilometer|meter|m|personen|leute|plätze|klasse|ssw|prozent|zimmer|gruppen"
    r"|termine|töchter|söhne|jungs|mädchen|schüler|freie[n]?|bis|oder)\b))"
)
_HOUSE = rf"\d{{1,3}}(?:\s?[-/–]\s?\d{{1,3}})?(?:\s?[a-hA-H](?!\w))?(?!\w|\.\d){_UNIT}"
_NUMBER_WORD = r"[\s,]{0,2}(?:(?:nr\.?|nummer|hausnummer)\s?)?"
_NO_STREET = (
    r"(?!(?:schul|um|rück|heim|hin|rad|fuß|geh|arbeits|anfahrts|lebens|instanzen|unter|ab|halb|dienst|fahr|aus)weg\b)"
)
_STRONG_END = r"(?:straße|strasse|str\.?|allee|gasse|chaussee|weg|stieg|twete)"
_STRONG = re.compile(
    rf"(?<![\w\[])(?:{_NO_STREET}[\w-]+{_STRONG_END}|(?-i:[A-ZÄÖÜ][\wäöüß-]*(?:er|e|en|scher?)\s)?{_STRONG_END})"
    rf"(?:\s(?:des|der|dem)\s[\w-]+)?{_NUMBER_WORD}{_HOUSE}",
    re.IGNORECASE,
)
# Endings that mean other things as well; they need a preposition ("Am Sportplatz 3") or a postcode behind them.
_WEAK_END = (
    r"(?:platz|ring|damm|ufer|pfad|kamp|hof|berg|felde?|wall|graben|garten|winkel|busch|brink|horst|wiesen?|heide|anger"
    r"|moor|land|teich|see|tor|markt|worth|thie|breite|grund|tal|eck|ecke|steig|koppel|wald|holz|bruch|mühle)"
)
_PREPOSITION = (
    r"(?:am|an (?:der|den|dem)|im|in (?:der|den|dem)|auf (?:der|dem|den)|zum|zur|hinter (?:der|dem|den)|vor (?:der|dem)"
    r"|unter den|bei der|beim)"
)
_WEAK = re.compile(
    rf"(?<![\w\[])[A-ZÄÖÜ][\wäöüß-]+er\s(?-i:(?=[A-ZÄÖÜ]))(?i:{_WEAK_END}{_NUMBER_WORD}{_HOUSE})|"
    rf"(?<![\w\[])(?i:{_PREPOSITION})\s(?:[A-ZÄÖÜ][\w-]*\s)?(?!Kinder|Schul|Spiel|Kita)(?=[A-ZÄÖÜ])(?i:[\w-]*{_WEAK_END})"
    rf"(?i:{_NUMBER_WORD}{_HOUSE})"
)
_BEFORE_POSTCODE = re.compile(rf"(?<![\w\[])[A-ZÄÖÜ][\w-]*\s{_HOUSE}(?=,?\s+\d{{5}}\b)")
_NO_ROAD = (
    r"(?!(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|monat|jahr|alter|sommer"
    r"|winter|herbst|frühjahr|klasse|gruppe|nähe|kindergarten|krippe|kita|schule|haushalt|landkreis|samtgemeinde|stock"
    r"|stadt|woche|raum)\b)"
)
_LIVING = re.compile(
    rf"(\b(?:wohn\w*|leb(?:e|en|t)|adresse|anschrift|gemeldet)\b(?:\s(?!{_PREPOSITION}\b)\w+){{0,3}}[\s:,]+)"
    rf"((?:{_PREPOSITION}\s{_NO_ROAD}[\w-]+(?:\s[\w-]+)?|(?-i:[A-ZÄÖÜ])[\w-]+{_WEAK_END})\s{_HOUSE})",
    re.IGNORECASE,
)


def mask_streets(text: str) -> str:
    """ "Hauptstr. 5", "Am Lehmweg 12 b" -> "[Straße]"; a street without a number stays."""
    if not _DIGIT.search(text):
        return text
    text = _STRONG.sub(STREET, text)
    text = _LIVING.sub(lambda match: match[1] + STREET, text)
    text = _WEAK.sub(STREET, text)
    return _BEFORE_POSTCODE.sub(STREET, text)

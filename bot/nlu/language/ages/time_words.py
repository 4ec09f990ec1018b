"""Words of time: units, months, "jährig", and the few words worth repairing when they are mistyped.

Keys are skeletons (`hygiene.skeleton`).
"""

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from bot.nlu.language.ages.lexicon import COUNTED, table, word_set
from bot.nlu.language.hygiene import skeleton

UNITS: Final = table(
    {
        "jahr": "jahr jahre jahren jahrn jahrs jar jare jaren jhr jhre jah jahrchen",
        "monat": "monat monate monaten monats mon monte mte monatchen",
        "woche": "woche wochen wch wö wöchlein",
        "tag": "tag tage tagen",
    }
)
#: Units that are only understood when glued to the number: "3j", "18m".
GLUED_UNITS: Final = {
    "j": "jahr",
    "m": "monat",
    "mo": "monat",
    "w": "woche",
    "wo": "woche",
    "jhr": "jahr",
    "jr": "jahr",
}
#: Units of the languages spoken beside German in the district; "yaşında" and "aylık" hold "alt" already.
FOREIGN_UNITS: Final = {
    **table(
        {
            "jahr": "year years yr yrs рік роки років року год года лет rok roku lata lat سنة سنوات سنين",
            "monat": "month months mth mths місяць місяці місяців месяц месяца месяцев miesiąc miesiące miesięcy "
            "شهر شهور أشهر",
            "woche": "week weeks тиждень тижні тижнів неделя недели недель tydzień tygodnie tygodni",
        }
    ),
    **{skeleton(word): "jahr alt" for word in ("yaşında", "yaşındaki", "yaş", "yas")},
    **{skeleton(word): "monat alt" for word in ("aylık", "aylik")},
    **{skeleton(word): "woche alt" for word in ("haftalık", "haftalik")},
}
OLD: Final = word_set("alt alte alter altes alten altem old")
MONTHS: Final = {
    skeleton(form): number
    for number, forms in enumerate(
        (
            "januar jänner",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
        ),
        start=1,
    )
    for form in forms.split()
}
SHORT_MONTHS: Final = {
    skeleton(form): number
    for form, number in (
        ("jan", 1),
        ("feb", 2),
        ("mrz", 3),
        ("mär", 3),
        ("apr", 4),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("sept", 9),
        ("okt", 10),
        ("nov", 11),
        ("dez", 12),
    )
}

#: Words worth repairing when mistyped, with the form the rules use. Only these: a wider net would catch real words.
_REPAIRED: Final = table(
    {
        "schwanger": "schwanger",
        "schwangerschaft": "schwangerschaft",
        "hochschwanger": "hochschwanger",
        "schwangerschaftswoche": "schwangerschaftswoche",
        "zwillinge": "zwillinge",
        "tochter": "tochter",
        "geboren": "geboren",
        "vorschulkind": "vorschulkind",
        "kindergartenkind": "kindergartenkind",
        "kleinkind": "kleinkind",
        "krippenkind": "krippenkind",
        "grundschulkind": "grundschulkind",
        "grundschule": "grundschule",
        "säugling": "säugling",
        "neugeborenes": "neugeborenes",
        "einschulung": "einschulung",
        "eingeschult": "eingeschult",
        "entbunden": "entbunden",
        "geburtstermin": "geburtstermin",
        "frühchen": "frühchen",
    }
)
_REAL_WORDS: Final = word_set(
    "schwager schwägerin schwangere schwangeren schwangerer schwangerem schwangerschaften schwanken geborene geborenen "
    "gebogen gefroren verboten gebote ausschulung umschulung einschulungen einschulen ausgeschult umgeschult "
    "zwilling dochter töchter verbunden gebunden entbinden entbindung grundschulen grundschüler grundschulkinder "
    "vorschulkinder kindergartenkinder kleinkinder krippenkinder säuglinge säuglings neugeborene neugeborenen "
    "geworden gegoren geboten erbunden entwunden entfunden empfunden gestorben verloren geborgen gehoren früchte "
    "schulung erschulung"
)
_MIN_FUZZY: Final = 7
_LONG: Final = 9


@lru_cache(maxsize=4096)
def repaired(word: str) -> str:
    """The skeleton `word`, or the known word it is a typing slip of: "schwnager" -> "schwanger"."""
    if len(word) < _MIN_FUZZY or word in _REPAIRED or word in _REAL_WORDS:
        return word
    for known in _REPAIRED:
        allowed = 2 if len(known) >= _LONG else 1
        if word[0] == known[0] and OSA.distance(word, known, score_cutoff=allowed) <= allowed:
            return known
    return word


@lru_cache(maxsize=2048)
def unit_of(word: str) -> str | None:
    """The unit ("jahr", "monat", "woche", "tag") of a skeleton behind a number, typing slips included."""
    if word in UNITS:
        return UNITS[word]
    if len(word) >= 4 and word not in COUNTED and word[-1] != "r":
        for known in ("jahre", "jahren", "monat", "monate", "monaten", "wochen"):
            if OSA.distance(word, known, score_cutoff=1) <= 1 and word[0] == known[0] and word not in _UNLIKE_UNITS:
                return UNITS[known]
    return None


_UNLIKE_UNITS: Final = word_set("wachen kochen lochen rochen jahres monats möhren johren")


def looks_like_jaehrig(word: str) -> bool:
    """True for "jährig", "jährige", "jahrigen", "jaehriger", "jähriges" and slips like "jährgie", "järige"."""
    if not word.startswith("j"):
        return False
    stem = "jahrig"
    if word.startswith(stem):
        return True
    return (
        4 <= len(word) <= 10
        and any(OSA.distance(word, stem + end) <= 2 for end in ("", "e", "er", "en", "es", "em"))
        and (word not in UNITS and unit_of(word) is None and "i" in word)
    )


def month_of(word: str, loosely: bool = False) -> int | None:
    """1..12 for a month's skeleton; `loosely` (behind "im", "seit") also short forms and slips like "febuar"."""
    if word in MONTHS:
        return MONTHS[word]
    if not loosely:
        return None
    if word in SHORT_MONTHS:
        return SHORT_MONTHS[word]
    if len(word) >= 5:
        for known, number in MONTHS.items():
            if word[0] == known[0] and OSA.distance(word, known, score_cutoff=2) <= (2 if len(known) >= 7 else 1):
                return number
    return None

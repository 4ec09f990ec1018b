"""Small words in front of a number that move its age: "fast 3", "gerade 3", "noch nicht 3", "unter 3", "ab 6"."""

import re
from enum import Enum

from bot.nlu.language.ages import labels, months
from bot.nlu.language.ages.months import Months
from bot.nlu.language.ages.reading import Reading


class Shift(Enum):
    """What the modifiers do to the number."""

    NONE = "none"
    ALMOST = "almost"
    JUST = "just"
    NOT_YET = "not yet"
    UNDER = "under"
    FROM = "from"
    UP_TO = "up to"


#: Longer phrases first: "noch nicht ganz 3" is almost, "noch nicht 3" is not yet, "gerade mal 3" is nothing.
_SHIFTS = (
    (
        Shift.ALMOST,
        "noch nicht ganz",
        "nicht ganz",
        "kurz vor",
        "fast",
        "knapp",
        "beinahe",
        "nahezu",
        "bald",
        "demnachst",
    ),
    (
        Shift.NOT_YET,
        "noch nicht mal",
        "nicht mal",
        "nicht einmal",
        "noch nicht einmal",
        "noch nicht",
        "noch keine",
        "noch kein",
    ),
    (Shift.UNDER, "junger als", "weniger als", "unter"),
    (Shift.FROM, "alter als", "mindestens", "ab", "uber"),
    (Shift.UP_TO, "bis zu", "hochstens", "maximal", "bis"),
    (Shift.NONE, "gerade mal", "gerade einmal", "grad mal", "gerade noch"),
    (Shift.JUST, "gerade", "frisch", "eben", "soeben", "grad", "kurzlich", "neulich", "vor kurzem", "seit kurzem"),
)
_VAGUE = (
    "so um die", "um die", "ein bisschen", "ca", "circa", "zirka", "etwa", "ungefahr", "so", "rund", "schon", "erst",
    "jetzt", "nun", "mittlerweile", "inzwischen", "nur", "noch", "bereits", "auch", "ja", "doch",
    "genau", "gut", "heute",
    "momentan", "aktuell", "derzeit", "wohl", "immerhin", "jeweils", "je", "mal", "ganze", "etwas", "schatzungsweise",
    "von", "zwischen", "beide", "glaube ich", "glaub ich", "leider", "halt", "zur zeit", "endlich", "gleich",
    "vielleicht", "wahrscheinlich", "geschatzt", "vermutlich", "eher", "wohl so",
)  # fmt: skip
_PHRASES = sorted((*_VAGUE, *(phrase for _, *phrases in _SHIFTS for phrase in phrases)), key=len, reverse=True)
_MODIFIERS = re.compile(rf"(?:^|(?<= ))(?:(?:{'|'.join(_PHRASES)}) )+$")
_EXACTLY_THIS_OLD = re.compile(r"(?:^| )(?:ist|sind|schon|etwas|gut|bereits|bisschen|knapp)(?: \S+)? uber (?:\S+ )*$")


def in_front(reading: Reading, index: int, taken: set[int]) -> str:
    """The modifiers directly before a number, as canonical words; never words another rule has taken."""
    found = _MODIFIERS.search(reading.left(index) + " ")
    words = found.group().split() if found else []
    while words and any(i in taken for i in range(index - len(words), index)):
        words.pop(0)
    return " ".join(words)


def shift_of(words: str) -> Shift:
    """The first shift, in the order of the table, that the modifiers contain."""
    padded = f" {words} "
    if " mal " in padded and any(f" {word} mal " in padded for word in ("gerade", "grad")):
        return Shift.NONE
    for shift, *phrases in _SHIFTS:
        if any(f" {phrase} " in padded for phrase in phrases):
            return shift
    return Shift.NONE


def shifted(value: float, unit: str, words: str, left: str) -> tuple[Months, str, bool]:
    """Months, label and whether this is a limit ("ab 6") rather than an age.

    `left` is the line before the number; "ist schon über 3" is an age, "Kinder über 3" a limit.
    """
    label = labels.age(value, unit)
    shift = shift_of(words)
    if shift is Shift.ALMOST:
        return months.almost(value, unit), f"fast {label}", False
    if shift is Shift.JUST:
        return months.just(value, unit), f"gerade {label}", False
    if shift is Shift.NOT_YET:
        return months.before(value, unit), f"noch nicht {label}", False
    if shift is Shift.UNDER:
        return (0, max(0, months.exactly(value, unit) - 1)), f"unter {label}", True
    if shift is Shift.UP_TO:
        return (0, months.of_unit(value, unit)[1]), f"bis {label}", True
    if shift is Shift.FROM and not _EXACTLY_THIS_OLD.search(f"{left} "):
        return months.at_least(value, unit), f"ab {label}", True
    return months.of_unit(value, unit), label, False

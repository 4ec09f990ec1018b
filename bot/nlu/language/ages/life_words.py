"""Words that are an age by themselves: "Baby", "Krippenkind", "Vorschulkind", "Grundschulalter", "U7a"."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.language.ages import times_of_life
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.grammar import pattern, several
from bot.nlu.language.ages.months import Months
from bot.nlu.language.ages.reading import Reading
from bot.nlu.language.hygiene import skeleton

_NURSERY = ("Krippenkind", (12, 35))
_KINDERGARTEN = ("Kindergartenkind", (36, 71))
_BEFORE_SCHOOL = ("Vorschulkind", (60, 83))
_PRIMARY = ("Grundschulkind", (72, 131))
_TODDLER = ("Kleinkind", (12, 35))
_UNDER_THREE = ("unter 3 Jahre", (0, 35))

_ROWS: tuple[tuple[tuple[str, Months], str], ...] = (
    (
        times_of_life.BABY,
        "baby babys babies säugling säuglinge säuglings säuglingen säuglingsalter babyalter babyzwillinge",
    ),
    (("Frühchen", (0, 11)), "frühchen frühgeborenes frühgeborene frühgeborenen frühgeburt"),
    (times_of_life.NEWBORN, "neugeborenes neugeborene neugeborenen neugeborener neugeboren neugeborenem"),
    (_TODDLER, "kleinkind kleinkinder kleinkindern kleinkindes kleinkindalter"),
    (_NURSERY, "krippenkind krippenkinder krippenkindern krippenalter krippekind"),
    (_KINDERGARTEN, "kindergartenkind kindergartenkinder kindergartenkindern kindergartenalter kitakind kitakinder"),
    (_KINDERGARTEN, "kitakindern kitaalter kigakind kigakinder kigaalter"),
    (_BEFORE_SCHOOL, "vorschulkind vorschulkinder vorschulkindern vorschüler vorschülerin vorschulalter vorschuljahr"),
    (_BEFORE_SCHOOL, "brückenjahr maxikind vorschulreif schulanfänger schulanfängerin"),
    (_PRIMARY, "grundschulkind grundschulkinder grundschulkindern grundschüler grundschülern grundschülerin"),
    (_PRIMARY, "grundschülerinnen grundschulalter schulkind schulkinder schulkindern hortkind hortkinder"),
)
_WORDS = {skeleton(form): kind for kind, forms in _ROWS for form in forms.split()}
_HEADS = {
    "krippen": _NURSERY,
    "kindergarten": _KINDERGARTEN,
    "kita": _KINDERGARTEN,
    "kiga": _KINDERGARTEN,
    "vorschul": _BEFORE_SCHOOL,
    "grundschul": _PRIMARY,
    "schul": _PRIMARY,
    "hort": _PRIMARY,
    "klein": _TODDLER,
}
#: U10, U11, J1 and J2 are not in LABELS.md; theirs are the ages on the paediatricians' check-up card.
_EXAMS: dict[str, Months] = {
    "u1": (0, 0),
    "u2": (0, 0),
    "u3": (0, 1),
    "u4": (2, 4),
    "u5": (5, 7),
    "u6": (9, 14),
    "u7": (20, 25),
    "u7a": (33, 38),
    "u8": (43, 50),
    "u9": (58, 66),
    "u10": (84, 107),
    "u11": (108, 131),
    "j1": (144, 179),
    "j2": (192, 215),
}
_PHRASES = (
    (
        _UNDER_THREE,
        pattern(
            r"!u3 (?:- )?(?:betreuung|platz|plätze|gruppe|krippe|bereich|kita|krippenplatz|betreuungsplatz|~Kind|"
            r"~\+Kinder)",
            r"unterdreijährige?n?",
        ),
    ),
    (
        _BEFORE_SCHOOL,
        pattern(
            r"(?:in (?:der|die)|besucht die|geht zur) vorschule",
            r"(?:im )?letzten? (?:kindergartenjahr|kitajahr|kita - jahr|kindergarten jahr)",
        ),
    ),
    (
        _PRIMARY,
        pattern(
            rf"(?:geht|ist|besucht|gehen|sind|besuchen) {several('schon jetzt noch bereits beide er sie')}"
            r"(?:(?:in|auf) )?(?:der|die|eine|einer|zur) grundschule"
        ),
    ),
)
_HYPHENED = pattern(rf"(?P<head>{'|'.join(_HEADS)})(?: -)? (?:~Kind|~\+Kinder|alter|schüler\w*)")
_BABY_THINGS = re.compile(
    r"^(?:sitt|schwimm|massage|kleid|sachen|kurs|grup|treff|bett|ausstatt|nahrung|brei|trage|schale|phon|"
    r"fon|yoga|turn|pflege|"
    r"erstausstatt|caf|blues|geld|bonus|begrus|paket|korb|party|fotos?$|zeichensprache|led|mobel|zimmer|"
    r"wiege|klappe|jahr)"
)
_NOT_NOW = re.compile(
    r"(?:^| )(?:kein|keine|keinen|ohne|als|wie|wie ein|wunsch\w*(?: \S+){0,2}|seit|nach|"
    r"(?:wollen|mochten) (?:noch )?(?:ein|eine))$"
)
#: Babies as such, not the family's: "Reanimation bei Säuglingen", "Erste Hilfe bei Babys".
_AS_SUCH = re.compile(
    r"(?:^| )(?:reanimation|(?:erste|@1) hilfe|notfall\w*|ersthelfer)(?: \S+){0,2} (?:bei|an|fur|am)$"
)
_WISHED = re.compile(r"(?:^| )(?:wunsch\w*|kinderwunsch|planen|adoptier\w*)(?: |$)")
_NO_LONGER = re.compile(r"(?:war|gewesen|warst|mehr)(?: |$)")


def find(reading: Reading, today: date) -> Iterator[Finding]:
    """All ages said by one word or a fixed phrase."""
    del today
    yield from times_of_life.find(reading)
    for (label, age), rule in _PHRASES:
        for _, first, last in reading.find(rule):
            yield Finding(first, last, age, label, "word")
    for match, first, last in reading.find(_HYPHENED):
        label, age = _HEADS[match["head"]]
        yield Finding(first, last, age, label, "word", count=_count_before(reading, first))
    for i, token in enumerate(reading.tokens):
        exam = token.canon.removeprefix("!")
        if token.canon.startswith("!") and exam in _EXAMS:
            yield Finding(i, i, _EXAMS[exam], exam.upper().replace("A", "a"), "exam")
        elif _kind_of(token.word) and not _is_no_child_now(reading, i):
            label, age = _kind_of(token.word) or times_of_life.BABY
            yield Finding(i, i, age, label, "word", count=_count_before(reading, i))


def _kind_of(word: str) -> tuple[str, Months] | None:
    """Label and age of a word; compounds that are babies count ("Schreibaby"), things for babies do not."""
    return times_of_life.BABY if word.endswith(("baby", "babys")) else _WORDS.get(word)


def _is_no_child_now(reading: Reading, i: int) -> bool:
    """True for "Baby-Massage", "kein Baby", "als Baby", "wir wünschen uns ein Baby"."""
    following = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
    behind = reading.tokens[i + 2] if i + 2 < len(reading.tokens) else None
    hyphened = following is not None and following.canon == "-" and following.glued
    if hyphened and behind is not None and behind.glued and not behind.canon.startswith("~"):
        return True
    is_baby = reading.tokens[i].word in ("baby", "babys")
    if is_baby and following is not None and _BABY_THINGS.match(following.word):
        return True
    left, right = reading.left(i), reading.right(i)
    if _AS_SUCH.search(left):
        return True
    if is_baby and _NO_LONGER.match(right):
        return True
    return _NOT_NOW.search(left) is not None or _WISHED.search(f"{left} {right}") is not None


def _count_before(reading: Reading, i: int) -> int:
    """2 for "zwei Grundschulkinder"; only small numbers are a family's own children."""
    for canon in (reading.canon(i - 1), reading.canon(i - 2)):
        if found := re.fullmatch(r"n([2-6])", canon):
            return int(found[1])
    return 1

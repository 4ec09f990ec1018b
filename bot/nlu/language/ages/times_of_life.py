"""Ages said by life itself: "gerade entbunden", "im Wochenbett", "im 3. Lebensjahr", "das Baby ist im 9. Monat"."""

from collections.abc import Iterator

from bot.nlu.language.ages import labels, months
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.grammar import RANK, pattern, rank_of
from bot.nlu.language.ages.months import Months
from bot.nlu.language.ages.reading import Reading

BABY: tuple[str, Months] = ("Baby", (0, 11))
NEWBORN: tuple[str, Months] = ("Neugeborenes", (0, 1))

_PARENTS = r"(?:=mutter|=mama|=vater|=papa|=eltern)"
_LATELY = (
    r"(?:gerade|frisch|eben|soeben|grad|kürzlich|vor kurzem|neulich|gestern|heute|vorgestern|letzte woche|diese woche|"
    r"vor ein paar tag|vor wenigen tag|letzte nacht)"
)
_NEWBORN = pattern(
    rf"{_LATELY} (?:(?!wird|werden)[^#%@.!?;,]\S* ){{0,5}}?(?:geboren|entbunden|(?:zur|"
    rf"auf die) welt (?:gekommen|gebracht)|"
    rf"{_PARENTS} geworden|(?:~Baby|~Kind|~Sohn|~Tochter) bekommen)",
    rf"frisch (?:gebackene[rn]?|entbundene?) {_PARENTS}",
    r"frischentbunden\w*",
    rf"frischgebackene[rn]? {_PARENTS}",
    rf"seit (?:gestern|heute|vorgestern|kurzem|letzter woche|(?:ein )?paar tag|wenigen tag) {_PARENTS}",
    r"(?:bin|liege|sind|ist|stecke|noch|gerade) (?:(?:ich|=ich|noch|gerade|jetzt|mitten) )*im wochenbett",
)
_UNITS = {"lebensjahr": "jahr", "lebensmonat": "monat", "lebenswoche": "woche", "lebenstag": "tag"}
_TIME_OF_LIFE = pattern(rf"(?:im |in der |ab dem )?{RANK} (?P<what>{'|'.join(_UNITS)})(?:e?s|en?)?")
_MONTH_OF_LIFE = pattern(rf"~\S+ (?:(?!#)\S+ ){{0,3}}?im {RANK} monat")
_UNDER_ONE = pattern(r"noch (?:kein|keine) (?:ganzes )?jahr(?: alt)?")


def find(reading: Reading) -> Iterator[Finding]:
    """All ages said by birth just past or by the n-th time of life."""
    label, age = NEWBORN
    for _, first, last in reading.find(_NEWBORN):
        yield Finding(first, last, age, label, "word")
    for match, first, last in reading.find(_TIME_OF_LIFE):
        yield Finding(first, last, *_nth(rank_of(match), _UNITS[match["what"]]), kind="age")
    if "schwanger" not in reading.line:
        for match, first, last in reading.find(_MONTH_OF_LIFE):
            yield Finding(first + 1, last, *_nth(rank_of(match), "monat"), kind="age")
    for _, first, last in reading.find(_UNDER_ONE):
        yield Finding(first, last, BABY[1], "unter 1 Jahr", "age")


def _nth(number: int, unit: str) -> tuple[Months, str]:
    """The n-th year of life is the age of n - 1: "3. Lebensjahr" -> 24..35."""
    done = max(0, number - 1)
    return months.of_unit(done, unit), labels.age(done, unit) if done else f"unter {labels.age(1, unit)}"

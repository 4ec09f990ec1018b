"""Classes at school: "2. Klasse", "Klasse 3b", "Erstklässler", "in der dritten"; its beginning: `school_start.py`."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.language.ages import months, school_start
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.grammar import pattern
from bot.nlu.language.ages.reading import Reading

_MAX_CLASS = 13
_RANK = r"(?:@\d+|#\d+(?: \.)?(?: (?:te|ten|ter|er|[a-f]))?)"
_JOINT = r"(?:,|und|oder|bis|/|-|u|sowie|bzw)"
_CLASS = r"(?:klassen?|klase|kl|klass?ler\w*|schulklasse|schuljahr|schulstufe|klassenstufe|jahrgang(?:sstufe)?)"
_NUMBERED = r"#\d+(?: [a-f](?!\S))?"

_NAMED_BEHIND = pattern(rf"(?P<list>{_RANK}(?: {_JOINT} (?:in )?(?:die |der )?{_RANK})*) (?:- )?(?P<noun>{_CLASS})")
_NAMED_BEFORE = pattern(
    rf"(?P<noun>klassen?|klase|kl|klassenstufe|jahrgangsstufe) (?:: )?(?P<list>{_NUMBERED}(?: {_JOINT} {_NUMBERED})*)"
)
#: "in der dritten" leaves the noun out; only at the end of its clause, since "in der dritten Woche" is something else.
_LEFT_OUT = pattern(
    r"in (?:der|die) (?P<list>@\d+|#\d+ \.|#\d+ [a-f]|#\d+ (?:te|ten))"
    r"(?= (?:und|,|\.|!|\?|\)|;|ist|hat|kommt|geht|gekommen|aber|nicht|auf|von|grundschule|klappt|wird|"
    r"will|versetzt|wechselt)|$)"
    r"(?! (?:und|oder|,|bis) (?:die |der )?[#@])"
)
_OWN_NUMBER = re.compile(r"#\d+ , ")
_SCHOOL_TALK = re.compile(r"~|schul|klas|(?:^| )(?:geht|kommt|er|sie|lehrer\w*|=lehrer\w*)(?: |$)")
_OTHER_CLASS = re.compile(r"(?:steuer|fuhrerschein|bahn|zug|pflege|energie|effizienz|gewichts)(?: -| in der| der)?$")
_LONG_AGO = re.compile(r"(?:^| )(?:seit|damals in|schon in|war in)(?: der| die)?$")


def find(reading: Reading, today: date) -> Iterator[Finding]:
    """All ages said by a class at school or by starting school."""
    for rule in (_NAMED_BEHIND, _NAMED_BEFORE, _LEFT_OUT):
        if rule is _LEFT_OUT and not _SCHOOL_TALK.search(reading.line):
            continue
        for match, first, last in reading.find(rule):
            noun, listed = match.groupdict().get("noun") or "", match["list"]
            if reading.canon(first - 1).startswith("°") and (own := _OWN_NUMBER.match(listed)):
                first, listed = first + 2, listed[own.end() :]  # "Pflegegrad 2, 4. Klasse"
            if not _is_no_school_class(reading.left(first), noun, listed):
                yield from _classes(reading, listed, first, last)
    yield from school_start.find(reading, today)


def _is_no_school_class(left: str, noun: str, listed: str) -> bool:
    """True for "Steuer Klasse 3", "hat 2 Klassen übersprungen", "seit der 1. Klasse"."""
    if "klassler" in noun or "klasler" in noun:
        return False
    counts = noun == "klassen" and "@" not in listed and " ." not in listed
    return counts or _OTHER_CLASS.search(left) is not None or _LONG_AGO.search(left) is not None


def _classes(reading: Reading, listed: str, first: int, last: int) -> Iterator[Finding]:
    """One statement a class ("1. und 3."), a single one for a range ("1. bis 4.")."""
    numbers = [int(number) for number in re.findall(r"[#@](\d+)", listed)]
    if not all(1 <= number <= _MAX_CLASS for number in numbers):
        return
    if len(numbers) == 2 and numbers[0] < numbers[1] and re.search(r" (?:bis|-) ", listed):
        low, high = numbers
        age = (months.school_year(low)[0], months.school_year(high)[1])
        yield Finding(first, last, age, f"{low}.–{high}. Klasse", "class")
        return
    where = [i for i in range(first, last + 1) if reading.canon(i)[:1] in ("#", "@")]
    for index, number in zip(where, numbers, strict=True):
        start = first if index == where[0] else index
        end = last if index == where[-1] else index
        group = first if len(numbers) > 1 else None
        yield Finding(start, end, months.school_year(number), f"{number}. Klasse", "class", group=group)

"""Whose number is it? Walks back from a number to the word it is said of: "mein Sohn Max (3", "ich bin 32"."""

import re
from dataclasses import dataclass
from enum import Enum

from bot.nlu.language.ages.amounts import Amount
from bot.nlu.language.ages.grammar import pieces
from bot.nlu.language.ages.reading import SENTENCE_ENDS, Reading

_COPULAS = pieces("ist sind wird werden is iss wurde war bin bist sein seid ware waren wahr")
_SKIPPED = pieces(
    "jetzt nun schon auch gerade ja doch heute aktuell momentan derzeit bereits denn beide dann immerhin "
    "leider ubrigens halt eben etwa ( [ : = - , ' \" ) so noch namlich mal hat von mit im alter in "
    "zwischen schatzungsweise selbst hier inzwischen mittlerweile erst nur nicht ganz genau etwas "
    "insgesamt alle je jeweils index * / „ “ ” » «"
)
_NEVER_NAMES = pieces(
    "seit vor um in ab mit von bis fur und oder aber wiegt braucht trinkt macht hat isst nimmt bekommt "
    "kommt geht schlaft nach am an bei zu hatte kann will muss zahlt kostet gegen circa ca uber unter "
    "noch schon nur zum zur klasse platz"
)
_PRONOUNS = frozenset({"er", "sie", "es", "der", "die", "das", "dieser", "diese", "dieses", "beide"})
_OPENINGS = frozenset({"(", "[", ":", ",", "-", "=", "/"})
_AT_A_THING = frozenset({"am", "im", "vom", "beim", "dem", "ohne"})
_MAX_STEPS = 8
#: No grown-up is younger, so "er ist 4" behind a grown-up means the child.
_GROWN_UP = 18
_UNITS = ("jahr", "monat", "woche", "tag")
_SELF_WORDS = frozenset({"=selbst", "=selber"})
_ANIMALS = (
    *("°hund", "°dackel", "°labrador", "°mops", "°pudel", "°terrier", "°retriever", "°welpe", "°katze", "°kater"),
    *("°katzchen", "°hamster", "°kaninchen", "°hase", "°meerschweinchen", "°pferd", "°pony", "°vogel"),
    *("°wellensittich", "°haustier", "°papagei", "°schildkrote", "°tier"),
)
_VERB_BEHIND = re.compile(r"^(?:jahr )?(?:alt )?(?:ist|sind|wird|werden)(?: (?:und|,|\)|-)|$)")


class Kind(Enum):
    """Who a number is said of."""

    CHILD = "one child"
    CHILDREN = "several children"
    ADULT = "a grown-up"
    SELF = "the one who writes"
    WE = "we"
    THING = "an animal or a thing"
    AGE_WORD = "the word Alter"
    UNKNOWN = "a name or nothing"


@dataclass(frozen=True)
class Subject:
    """`index` is the piece that names the subject; the flags tell how it is linked to the number."""

    kind: Kind = Kind.UNKNOWN
    index: int | None = None
    copula: bool = False
    has: bool = False
    opened: bool = False
    """A bracket, comma or colon stands right before the number."""
    named: bool = False
    """A name (unknown word with a capital letter) stands before the number."""
    linked: bool = False
    """"von", "mit" or "im Alter von" stands before the number."""


def kind_of(canon: str) -> Kind | None:
    """The kind of a tagged noun, None for any other piece."""
    if canon.startswith(("~+", "~*")):
        return Kind.CHILDREN
    if canon.startswith("~"):
        return Kind.CHILD
    if canon in ("=ich", "bin"):
        return Kind.SELF
    if canon == "wir":
        return Kind.WE
    if canon.startswith("="):
        return Kind.ADULT
    return Kind.THING if canon.startswith("°") else None


def subject_of(reading: Reading, index: int, behind: int | None = None) -> Subject:
    """The subject of the amount from `index` to `behind`, whose verb may stand at the end ("weil er 3 ist")."""
    has = named = linked = False
    copula = behind is not None and _VERB_BEHIND.match(reading.right(behind)) is not None
    opened = reading.canon(index - 1) in _OPENINGS
    i = index - 1
    for _ in range(_MAX_STEPS):
        canon = reading.canon(i)
        if not canon or canon in SENTENCE_ENDS:
            break
        if canon in _SELF_WORDS and reading.canon(i - 1) not in ("=ich", "bin"):
            i -= 1  # "er selbst ist 12"
            continue
        if kind := kind_of(canon):
            if kind is Kind.ADULT and (owned := _child_of(reading, i)) is not None:
                return Subject(Kind.CHILD, owned, copula, has, opened, named, linked)
            if kind is Kind.ADULT and _has_a_child(reading, i, index):
                break
            if kind is Kind.THING and reading.tokens[i - 1].number is not None and i > 0:
                break  # "38,5 Fieber, 3 Jahre"
            at_it = reading.canon(i - 1) in _AT_A_THING and reading.canon(index - 1) == ","
            if kind is Kind.THING and at_it:
                break  # "spielt nur am Handy, 10 Jahre"
            goes_on = reading.canon(index + 1) not in ("", "?", ".")
            if kind is Kind.THING and reading.canon(index - 1) == "mit" and goes_on and not canon.startswith(_ANIMALS):
                break  # "Handy mit 9": the age of whoever has it
            return Subject(kind, i, copula or canon == "bin", has, opened, named, linked)
        if canon == "alter" and "alt" not in reading.canon(i - 1):
            linked = True
            if (not copula and reading.canon(i - 1) in ("im", "")) or _only_links(reading, i + 1, index):
                before = subject_of(reading, i) if reading.canon(i - 1) in ("im", ",", "(") else Subject()
                kind = Kind.AGE_WORD if before.kind is Kind.UNKNOWN else before.kind
                return Subject(kind, before.index, True, has, opened, named, True)
        if canon in _COPULAS:
            copula = True
        elif canon in _PRONOUNS and copula:
            antecedent = _antecedent(reading, i, index)
            kind = kind_of(reading.canon(antecedent)) if antecedent is not None else None
            return Subject(kind or Kind.UNKNOWN, antecedent, True, has, opened, named, linked)
        elif canon in _PRONOUNS and reading.canon(i - 1) in _COPULAS:
            pass  # "jetzt ist sie 4": the verb comes next
        elif canon in _PRONOUNS and has:
            return Subject(Kind.CHILD, None, copula, True, opened, named, linked)
        elif canon == "hat":
            has = True
        elif canon in ("von", "mit"):
            linked = True
        elif canon not in _SKIPPED:
            if named or not _may_be_name(reading, i, index):
                break
            named = True
        i -= 1
    return Subject(Kind.UNKNOWN, None, copula, has, opened, named, linked)


def _only_links(reading: Reading, first: int, last: int) -> bool:
    return all(
        reading.canon(i)
        in ("von", "ist", ":", "=", "-", "ca", "war", "zwischen", "meines", "meiner", "des", "der", "mein")
        or reading.canon(i).startswith("~")
        for i in range(first, last)
    )


def _may_be_name(reading: Reading, i: int, index: int) -> bool:
    """True for "Max" in "Max (3)", and for small "max" between a child and its number ("mein sohn max 3")."""
    token = reading.tokens[i]
    if token.canon != token.word or not token.word.isalpha() or token.word in _NEVER_NAMES:
        return False
    if token.capital:
        return True
    beside = reading.canon(i - 1)
    return (beside.startswith("~") and not token.word.endswith(("t", "en"))) or (
        reading.canon(i + 1) == "(" and i + 2 == index
    )


def _child_of(reading: Reading, adult: int) -> int | None:
    """The index of the child before a grown-up in the genitive: "der Sohn meiner Nachbarin, 5"."""
    if reading.canon(adult - 1) not in (
        "meiner",
        "unserer",
        "seiner",
        "ihrer",
        "der",
        "von",
        "meines",
        "unseres",
        "einer",
    ):
        return None
    return next((i for i in (adult - 2, adult - 3) if reading.canon(i).startswith("~")), None)


def _has_a_child(reading: Reading, adult: int, index: int) -> bool:
    """True for "Mutter eines 4-jährigen", "Mama von Max (3)": the number is the child's."""
    return reading.canon(adult + 1) in ("von", "einer", "eines", "zweier", "dreier", "mit") and adult + 1 < index


def _is_young(reading: Reading, index: int) -> bool:
    """True for a number that can be no grown-up's age: below 18, or in months, weeks or days."""
    return (reading.tokens[index].number or 0) < _GROWN_UP or reading.canon(index + 1) in _UNITS[1:]


def _antecedent(reading: Reading, pronoun: int, number: int) -> int | None:
    """The last child, grown-up or animal named before a pronoun ("Wir haben einen Hund, er ist 3").

    A thing is meant only where its own sentence goes on with an amount of time ("der Antrag, er ist 6 Wochen alt")
    and no child is named: parents' "er ist 4" is nearly always a child.
    """
    young = _is_young(reading, number)
    in_time = reading.canon(number + 1).removesuffix(" alt") in _UNITS
    thing = None
    sentence = reading.sentence_start(pronoun)
    for i in range(pronoun - 1, -1, -1):
        canon = reading.canon(i)
        kind = kind_of(canon)
        if kind in (Kind.CHILD, Kind.CHILDREN) or (kind is Kind.THING and canon.startswith(_ANIMALS)):
            return i
        if kind is Kind.THING and in_time and i >= sentence and thing is None:
            thing = i
        if canon in ("=cousin", "=cousine"):
            return i
        if kind is Kind.ADULT and not young and not reading.canon(i + 1).startswith(("ist", "und")):
            return i
    return thing


def head_behind(reading: Reading, amount: Amount) -> Subject | None:
    """The noun behind an adjective of age: "3-jährige Tochter", "17-jährige Mutter", "3 Jahre altes Auto"."""
    if not reading.tokens[amount.last].text.lower().endswith(("e", "er", "es", "en", "em")):
        return None
    for i in range(amount.last + 1, min(amount.last + 4, len(reading.tokens))):
        canon = reading.canon(i)
        if kind := kind_of(canon):
            return None if kind in (Kind.SELF, Kind.WE) else Subject(kind, i)
        if not canon.endswith(("e", "er", "es", "en", "em")) or canon in ("haben", "werden", "oder"):
            return None
    return None

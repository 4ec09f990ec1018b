"""Words that say a child is expected without saying when: "schwanger", "wir erwarten Nachwuchs", "werdende Mutter"."""

import re
from collections.abc import Iterator
from re import Match

from bot.nlu.language.ages.grammar import pattern, several
from bot.nlu.language.ages.reading import Reading

_PARENTS = r"(?:=mutter|=mama|=eltern|=vater|=papa)"
_A_CHILD = r"(?:~Kind|~Baby|~Sohn|~Tochter|~Junge|~Mädchen|~\*\S+|nachwuchs|~Bruder|~Schwester)"
_FILL = several(
    r"=ich ich wir ihr bald demnächst gerade jetzt nun noch wieder nochmal erstmals zum mal ein einen eine "
    r"das mein meine unser unsere weiteres zweites erstes @\d+ #\d+ \."
)

_RULES = (
    pattern(r"(?:hoch)?schwanger", r"=schwangere[rn]?", r"schwangere[rnm]?"),
    pattern(
        r"(?:in|während) (?:(?:der|meiner|ihrer|dieser|einer|@\d+|frühen) )?schwangerschaft"
        r"(?! (?:habe?|hatte|war|wurde|hat))",
        r"(?:meine|meiner|ihrer|unserer|aktuellen?|diese|dieser|(?:un)?gewollten?|"
        r"ungeplanten?) (?:@\d+ )?schwangerschaft",
        r"risikoschwangerschaft",
    ),
    pattern(
        rf"schwangerschaftstest {several('war ist gerade heute gestern ganz frisch und er')}positiv",
        r"positive[rn]? schwangerschaftstest",
        rf"(?:habe?|mit|wegen|leide) {several('=ich ich starke starker eine an unter')}"
        r"schwangerschafts(?:diabetes|übelkeit|beschwerden|vergiftung)",
    ),
    pattern(
        rf"erwarte[nt]? {_FILL}(?:~\S+|nachwuchs)",
        rf"(?:bekomm|krieg)(?:en?|t) {_FILL}{_A_CHILD}",
        rf"werde[n]? {_FILL}{_PARENTS}(?! geworden)",
        rf"werdende[rnm]? (?:{_PARENTS}|=\S+)",
        rf"(?:~\S+|nachwuchs|@\d+) {several('ist schon gerade °nr nr °nummer nummer')}(?:#\d )?unterwegs",
    ),
    pattern(
        r"guter hoffnung",
        r"anderen umständen",
        r"ungeborene[sn]?(?: ~\S+)?",
        r"noch nicht (?:geboren|auf der welt)",
        r"babybauch",
        r"(?:entbindung|geburt) steht (?:bevor|an)",
        r"kurz vor der (?:geburt|entbindung)",
        r"(?:~Baby|nachwuchs) kommt bald",
        r"~Baby ist bald da",
        r"bald kommt (?:das|unser|mein|unsere) ~Baby",
    ),
    pattern(r"=ich (?:\S+ ){0,6}?(?:abtreib\w*|abzutreiben|abtreibung|schwangerschaftsabbruch\w*)"),
)
_DENIED = re.compile(r"(?:^| )(?:nicht|nie|niemals|als =ich|bevor =ich|versuch\w*(?: \S+){0,3}|trachtig)$")
_ANIMALS = re.compile(r"°\S+ (?:\S+ ){0,2}$")
_WISH_OR_PAST_BEHIND = re.compile(r"^(?:(?:zu )?werden(?! wir| sie)|werde|wird man|war|gewesen|wurde)(?: |$)")
_WISH_OR_PAST_BEFORE = re.compile(r"(?:^| )(?:war|waren|wollen|will|mochten?|wunsche\w*)(?: (?!nicht)\S+){0,4}$")
_IS = re.compile(r"(?:^| )(?:bin|ist) (?:\S+ ){0,3}$")
_GENERAL_BEFORE = re.compile(r"(?:^| )(?:nicht|nie|kein|wenn man|irgendwann|wann|wollen|mochten?)(?: \S+)?$")


def is_pregnant(reading: Reading) -> Iterator[tuple[int, int]]:
    """First and last piece of every statement that a child is expected now."""
    for rule in _RULES:
        for match, first, last in reading.find(rule):
            if not _is_wish_or_past(reading.left(first), reading.right(last), match):
                yield first, last


def _is_wish_or_past(left: str, right: str, match: Match[str]) -> bool:
    """True for "nicht schwanger", "will schwanger werden", "als ich schwanger war", "unsere Katze ist schwanger"."""
    if _DENIED.search(left) or _ANIMALS.search(f"{left} "):
        return True
    if "schwanger" not in match.group():
        return _GENERAL_BEFORE.search(left) is not None
    if _WISH_OR_PAST_BEHIND.match(right):
        return _IS.search(f"{left} ") is None
    return _WISH_OR_PAST_BEFORE.search(left) is not None and "bin" not in left and not right.startswith("bin")

"""Tags the nouns a number can belong to (`~Sohn`, `=mama`, `°hund`) and the numbers that count children (`n3`)."""

import re
from dataclasses import replace
from itertools import pairwise

from bot.nlu.language.ages import lexicon
from bot.nlu.language.ages.grammar import pieces
from bot.nlu.language.ages.tokens import Token
from bot.nlu.language.hygiene import fold

_ARTICLES = pieces(
    "der die das den dem mein meine meiner meinen meinem meins unser unsere unserer unseren unserem "
    "unsern ihr ihre sein seine beim dein deine zum und oder , : ; . ! ? ( auch aber"
)
_BEFORE_RANK = pieces(
    "mein meine meiner meinem meinen unser unsere unserer unserem unseren der die das den dem ihr sein"
)
_OWNERS = pieces("mein meine meinen meiner unser unsere unseren unserer unsern alle seine seinen ihre ihren deine")
_UNIT_CANONS = frozenset({"jahr", "monat", "woche", "tag", "jahr alt", "monat alt", "woche alt", "tag alt"})


def tag_people(tokens: list[Token]) -> list[Token]:
    """Tag children, grown-ups, animals and things, then the numbers that count children."""
    named = [
        replace(token, canon=_person(tokens, i)) if token.canon == token.word else token
        for i, token in enumerate(tokens)
    ]
    return _tag_counts(named)


def _person(tokens: list[Token], i: int) -> str:
    """The canonical form of a noun for a child, an adult or a thing; any other word as it is."""
    word = tokens[i].word
    before = tokens[i - 1].word if i else ","
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if word.startswith("neugeboren") and after is not None and after.word in lexicon.ONE_CHILD:
        return word
    if word in lexicon.MULTIPLES:
        return f"~*{lexicon.MULTIPLES[word][0]}"
    if plural := lexicon.UMLAUT_PLURALS.get(fold(tokens[i].text)):
        return f"~+{plural}"
    if word in lexicon.MANY_CHILDREN and not (word == "madchen" and not _is_plural(tokens, i)):
        return f"~+{lexicon.MANY_CHILDREN[word]}"
    if word in ("junge", "jungen") and after is not None and after.word in lexicon.ADULTS:
        return word
    if word in lexicon.ONE_CHILD:
        return f"~{lexicon.ONE_CHILD[word]}"
    if word in lexicon.ONE_CHILD_BY_SIZE or (word == "eine" and before in ("der", "die", "das")):
        stands_alone = after is None or not after.word.isalpha() or not after.capital or _is_known_verb(after)
        is_child_noun = after is not None and (after.word in lexicon.ONE_CHILD or after.word in lexicon.MANY_CHILDREN)
        behind_age = i > 0 and (tokens[i - 1].number is not None or tokens[i - 1].canon in _UNIT_CANONS)
        if i and (tokens[i - 1].number or 0) > 1 and after is not None and after.canon in ("(", ":"):
            return "~+Kinder"
        if (before in _ARTICLES or behind_age) and stands_alone and not is_child_noun:
            return f"~{lexicon.ONE_CHILD_BY_SIZE.get(word, 'Kind')}"
        return word
    if word == "mann" and before in ("kleiner", "kleinen"):
        return "~Junge"
    if word in lexicon.ADULTS:
        return f"={word}"
    if word in lexicon.NOT_PEOPLE:
        return f"°{word}"
    if word.endswith(lexicon.THING_ENDINGS):
        return f"°{word}"
    for end, canon in (
        ("sohn", "~Sohn"),
        ("tochter", "~Tochter"),
        ("kind", "~Kind"),
        ("kinder", "~+Kinder"),
        ("baby", "~Baby"),
    ):
        if word.endswith(end) and len(word) > len(end) + 2:
            return canon
    return word


def _is_plural(tokens: list[Token], i: int) -> bool:
    """True behind a number or "beide", where "Mädchen" is a plural."""
    before = tokens[i - 1] if i else None
    if before is not None and before.number is None and before.word.endswith(("e", "en")) and i > 1:
        before = before if before.word in ("beide", "beiden") else tokens[i - 2]
    return before is not None and (before.number not in (None, 1) or before.word in ("beide", "beiden"))


def _is_known_verb(token: Token) -> bool:
    return token.word in ("ist", "wird", "hat", "sind", "geht", "kommt", "war")


_ADJECTIVE = re.compile(r"^(?!und|oder|eine?$|keine|nicht|jahre).*(?:e|en|er)$")


def _tag_counts(tokens: list[Token]) -> list[Token]:
    """Numbers that count children: "2 Kinder", "drei kleine Jungs", "Mutter von 3", "meine zwei sind …"."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.number is None or not token.number.is_integer():
            continue
        after = [t.canon for t in tokens[i + 1 : i + 3]] + ["", ""]
        before = [t.canon for t in tokens[max(0, i - 2) : i]]
        counted = after[0].startswith(("~+", "~*")) or (
            after[1].startswith(("~+", "~*")) and _ADJECTIVE.match(after[0]) is not None and "ist" not in before
        )
        one_more = token.number == 1 and after[0].startswith("~") and not "".join(before[-1:]).startswith("~")
        counted = counted or one_more or (token.number > 1 and after[0] in ("~Mädchen", "~Junge", "~Frühchen", "~Baby"))
        if _is_rank(before, after):
            out[i] = replace(token, canon=f"@{token.number:g}", number=None)
        elif _is_index(before, token.number, after) or _is_listed_index(tokens, i):
            out[i] = replace(token, canon="index", number=None)
        elif counted:
            out[i] = replace(token, canon=f"n{token.number:g}", number=None)
        elif _is_owned_number(before, after[0]):
            out[i] = replace(token, canon="~+Kinder", number=None)
    return out


def _is_rank(before: list[str], after: list[str]) -> bool:
    """True for "meine 1. Tochter", "die 2. ist 3"."""
    ranked = after[1].startswith("~") or after[1] in ("ist", "hat", "geht", "wird")
    return after[0] == "." and ranked and before[-1:] != [] and before[-1] in _BEFORE_RANK


def _is_index(before: list[str], number: float, after: list[str]) -> bool:
    """True for the first number of "Kind 1: 3 Jahre", "Kind 2 ist 5"."""
    following = after[1] if after[0] in (":", "ist", "=", "(", "hat") else after[0]
    return before[-1:] == ["~Kind"] and number <= 6 and following.startswith("#")


def _is_listed_index(tokens: list[Token], i: int) -> bool:
    """True in "Kind 1, 2 Jahre. Kind 2, 8 Monate": the children are numbered one by one."""
    numbers = [after.number for token, after in pairwise(tokens) if token.canon == "~Kind" and after.number is not None]
    return i > 0 and tokens[i - 1].canon == "~Kind" and numbers[:2] == [1, 2]


def _is_owned_number(before: list[str], after: str) -> bool:
    """True where the number stands for the children: "meine zwei (3 und 5)", "unsere 3 sind", "Mama von drei"."""
    if not before or after.startswith("#") or after in _UNIT_CANONS or after == ".":
        return False
    if before[-1] == "die":
        return after in ("sind", "haben", "gehen")
    if before[-1] in _OWNERS:
        return after in ("sind", "werden", "(", ":", ",", "haben", "", "gehen", "-", "kommen", "brauchen")
    is_parent = len(before) == 2 and before[0] in ("=mutter", "=mama", "=mami", "=vater", "=papa", "=eltern")
    return is_parent and before[-1] in ("von", "mit") and after not in ("-", "bis", "oder")

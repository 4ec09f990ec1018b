"""Which statements are about one child: names the child of each, drops what was taken back, merges repetitions."""

import re
from dataclasses import replace

from bot.nlu.language.ages import lexicon
from bot.nlu.language.ages.finding import Finding
from bot.nlu.language.ages.reading import Reading

_ADJECTIVE_END = ("e", "er", "es", "en", "em")
_TAKEN_BACK = re.compile(
    r"^(?:[,.;!-] |… )*(?:ah |ahm |oh |ups )*(?:nein|ne|nee|no|quatsch|sorry|falsch|korrektur|korrigiere|"
    r"ich meine|ich meinte|meinte|=ich meine|"
    r"=ich meinte|stimmt nicht|vertippt|ups|pardon|verschrieben|besser gesagt)(?: |$)"
)
_STRENGTH = {"age": 0, "class": 1, "exam": 2, "word": 3}
_PLAIN_ROLES = {"Söhne": "Sohn", "Töchter": "Tochter", "Jungs": "Junge", "Kinder": "Kind", "Babys": "Baby"}
_ANYBODY = frozenset({None, "Kind", "Maus", "Nachwuchs"})
_BABY_IS = frozenset({"Mädchen", "Junge", "Sohn", "Tochter"})
_TOLERANCE = 6
_UNBORN_BABY_WORDS = frozenset({"Baby", "Neugeborenes", "Frühchen"})
_HAS_A_BABY = re.compile(r"(?:^| )(?:habe|haben|hab|hat)(?: (?!#)\S+){0,4}$")
#: A sentence without a subject goes on about the child before: "Zwillinge. Werden im Mai 3".
_VERBS_FIRST = frozenset({"ist", "sind", "wird", "werden", "hat", "haben", "kommt", "kommen", "geht", "gehen", "war"})
_ANOTHER = re.compile(r"(?:^| )(?:und|,|sowie|plus)(?: noch| dann| auch)? (?:ein|eine|einen|einer|einem)(?: |$)")
_SAID_OF_A_CHILD = re.compile(
    r"(?:^| )(?:ist|war|als|sind|noch|schon|unser|im|in)(?: (?:ein|eine|noch|schon|jetzt|erst|unser|das|ein @\d+))*$"
)
_PRONOUN = re.compile(r"(?:^| )(?:er|sie|es|ihn|ihm|der|die)(?: |$)")


def children(reading: Reading, findings: list[Finding]) -> list[Finding]:
    """One finding a child, in order of appearance, with the child's role and count."""
    findings = _without_taken_back(reading, findings)
    findings = [_with_role(reading, findings, k) for k in range(len(findings))]
    findings = [_with_count(reading, findings, finding) for finding in findings]
    unborn = any(finding.kind == "unborn" for finding in findings)
    merged: list[Finding] = []
    for finding in findings:
        if unborn and _is_the_unborn(reading, finding, findings):
            continue
        twin = next((k for k in reversed(range(len(merged))) if _same_child(merged[k], finding)), None)
        if twin is None:
            merged.append(finding)
        else:
            merged[twin] = _merged(merged[twin], finding)
    return sorted(_believed(merged), key=lambda finding: finding.first)


def _without_taken_back(reading: Reading, findings: list[Finding]) -> list[Finding]:
    """In "3, nein 4 Jahre" the first is not meant."""
    out: list[Finding] = []
    for finding in findings:
        if out and out[-1].kind == finding.kind == "age":
            between = " ".join(reading.canon(i) for i in range(out[-1].last + 1, finding.first))
            if _TAKEN_BACK.match(between) and "~" not in between:
                out.pop()
        out.append(finding)
    return out


def _with_role(reading: Reading, findings: list[Finding], k: int) -> Finding:
    finding = findings[k]
    if finding.kind == "unborn":
        return finding
    if finding.kind == "exam" and (joined := _noun_joined(reading, finding)) is not None:
        return replace(finding, role=reading.canon(joined).lstrip("~+*"), role_at=joined)
    own = _noun_of_word(reading, finding)
    if own == finding.first and reading.canon(own - 1).startswith("~"):
        own -= 1  # "Tochter Kindergartenkind"
    at = _role_behind(reading, finding) if own is None else None
    if at is None and (own is None or _SAID_OF_A_CHILD.search(reading.left(finding.first))):
        at = _role_before(reading, findings, k)
    at = own if at is None else at
    if at is None:
        return finding
    name = reading.canon(at).lstrip("~+*")
    return replace(finding, role=None if name == "beide" else _PLAIN_ROLES.get(name, name), role_at=at)


def _noun_joined(reading: Reading, finding: Finding) -> int | None:
    """The child in "U7a-Maus"; the hyphen behind a digit is no piece of its own."""
    for i in range(finding.last + 1, min(finding.last + 3, len(reading.tokens))):
        between = reading.text[reading.tokens[finding.last].end : reading.tokens[i].start]
        if between == "-" and reading.canon(i).startswith("~"):
            return i
    return None


def _noun_of_word(reading: Reading, finding: Finding) -> int | None:
    """The child in "Baby" itself and in "neugeborener Sohn"; None for "Vorschulkind" and for all other statements."""
    if finding.kind != "word":
        return None
    if reading.canon(finding.last + 1).startswith("~"):
        return finding.last + 1
    return next((i for i in finding.pieces if reading.canon(i).startswith("~")), None)


def _role_behind(reading: Reading, finding: Finding) -> int | None:
    """The child in "3-jährige Tochter", "6 Monate altes Baby"; not in "3 Jahre alt, Tochter"."""
    inside = [i for i in finding.pieces if reading.canon(i).startswith("~")]
    if finding.kind == "age" and inside:
        return inside[0]
    last = reading.tokens[finding.last]
    adjective = last.canon.endswith("alt") and last.text.lower().endswith(_ADJECTIVE_END)
    if finding.kind != "age" or not adjective:
        return None
    for i in range(finding.last + 1, min(finding.last + 4, len(reading.tokens))):
        canon = reading.canon(i)
        if canon.startswith("~"):
            return i
        if not canon.endswith(_ADJECTIVE_END):
            return None
    return None


def _role_before(reading: Reading, findings: list[Finding], k: int) -> int | None:
    """The nearest child named between the statement before and this one; in a list, the children line up."""
    finding = findings[k]
    members = [f for f in findings if finding.group is not None and f.group == finding.group] or [finding]
    start = members[0].first
    floor = max((f.last + (0 if f.kind == "word" else 1) for f in findings if f.last < start), default=0)
    floor = max(floor, reading.sentence_start(start))
    named = [i for i in range(floor, start) if reading.canon(i).startswith("~")]
    if len(named) == len(members) > 1 and all(reading.canon(i)[1] not in "+*" for i in named):
        return named[members.index(finding)]
    if named:
        between = " ".join(reading.canon(i) for i in range(named[-1] + 1, start + 1))
        return None if _ANOTHER.search(between) else named[-1]
    elliptic = reading.canon(reading.sentence_start(start)) in _VERBS_FIRST
    if elliptic or _PRONOUN.search(reading.left(finding.first)) or finding.first == 0:
        return next((i for i in reversed(range(start)) if reading.canon(i).startswith("~")), None)
    return None


def _with_count(reading: Reading, findings: list[Finding], finding: Finding) -> Finding:
    """Twins are two children with one age."""
    if finding.kind == "unborn" or finding.role_at is None or finding.group is not None or finding.count > 1:
        return finding
    name = reading.canon(finding.role_at)
    if not name.startswith("~*"):
        return finding
    return replace(finding, count=next(count for role, count in lexicon.MULTIPLES.values() if role == name[2:]))


def _is_the_unborn(reading: Reading, finding: Finding, findings: list[Finding]) -> bool:
    """True for "schwanger, brauche Sachen fürs Baby": that baby is the one not yet born."""
    if finding.kind != "word" or finding.label not in _UNBORN_BABY_WORDS:
        return False
    has_age = any(other.kind == "age" and other.role_at in finding.pieces for other in findings)
    return not has_age and _HAS_A_BABY.search(reading.left(finding.first)) is None


def _same_child(known: Finding, new: Finding) -> bool:
    """True when both are about one child: the same noun, or a fitting age and no new noun."""
    if known.kind == "unborn" or new.kind == "unborn":
        return known.kind == new.kind
    if known.group is not None and known.group == new.group:
        return False
    fits = _compatible(known, new)
    if known.role_at is not None and known.role_at == new.role_at:
        is_the_noun = known.role_at in known.pieces or known.role_at in new.pieces
        return fits or is_the_noun or "exam" in (known.kind, new.kind)
    if new.role_at is None or new.role_at < known.first:
        return fits
    if new.kind == known.kind == "word":
        return fits and known.label == new.label and "Baby" in (known.role, new.role)
    is_this_baby = known.kind == "word" and known.role == "Baby" and new.role in _BABY_IS and new.first - known.last < 8
    if is_this_baby and new.kind == "age":  # "ein Baby (ein Mädchen, 5 Wochen)"
        return fits and new.months[1] < 12
    same_name = known.role == new.role or known.role in _ANYBODY or new.role in _ANYBODY
    return fits and same_name and (new.kind == "word" or new.role_at not in new.pieces)


def _compatible(a: Finding, b: Finding) -> bool:
    slack = 0 if a.kind == b.kind and a.kind in ("age", "class") else _TOLERANCE
    return a.months[0] <= b.months[1] + slack and b.months[0] <= a.months[1] + slack


def _merged(known: Finding, new: Finding) -> Finding:
    """The stronger statement, of equally strong ones the more exact; the child keeps its place and name."""
    if known.kind == "unborn":
        best = min((known, new), key=lambda finding: finding.width)
        return replace(best, count=max(known.count, new.count), role=known.role or new.role)
    best = min((known, new), key=lambda finding: (_STRENGTH[finding.kind], finding.width))
    role = known.role if known.role not in _ANYBODY else new.role or known.role
    at = known.role_at if known.role_at is not None else new.role_at
    return replace(best, count=max(known.count, new.count), role=role, role_at=at, group=known.group)


def _believed(findings: list[Finding]) -> list[Finding]:
    """Without check-ups and "mit 3 Jahren" that cannot be now, when a present age is known."""
    present = [finding for finding in findings if finding.kind in ("age", "class") and not finding.weak]
    if not present:
        return findings
    return [
        finding for finding in findings if not (finding.weak or (finding.kind == "exam" and finding.role_at is None))
    ]

"""Special target groups: when an offer for a group may be named to a family that did not say it belongs to it.

An offer for "gewalttätige Männer" or "Menschen mit Schulden" must not be pushed on everybody. It is neither hidden:
it only ranks a little lower, unless the parent's words, the asked topics or needs, or a hint speak of the group. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from offer_db.stemming import stems
from offer_db.vocabulary import TARGET_EVERYBODY


@dataclass(frozen=True)
class Group:
    """A target group.

    Attributes:
        label: what to look for in an offer's target text (regular expression).
        spoken: how parents say that they belong to it (regular expression on lower-case text).
        needs: needs whose asking implies the group.
        handicap: 0..1, how wrong the offer would be for a family outside the group.
    """

    label: re.Pattern[str]
    spoken: re.Pattern[str]
    needs: frozenset[str] = frozenset()
    handicap: float = 0.6


def _group(label: str, spoken: str, needs: str = "", handicap: float = 0.6) -> Group:
    return Group(re.compile(label, re.IGNORECASE), re.compile(spoken), frozenset(needs.split()), handicap)


GROUPS: Final[tuple[Group, ...]] = (
    _group(
        "gewalttätige",
        r"\bich (habe|hab|bin|werde|wurde)\b[^.!?]*\b(geschlagen|zugeschlagen|gewalttätig|ausgerastet|handgreiflich)"
        r"|meine (frau|freundin|partnerin) (geschlagen|geohrfeigt)|täterarbeit|selbst gewalttätig|meine wut",
        handicap=1.0,
    ),
    _group(
        "männer mit gewalterfahrung",
        r"\bmeine (frau|freundin|partnerin|ex)\b[^.!?]*(schlägt|haut|bedroht|tritt|gewalt)"
        r"|als mann|männerhilfe|bin ein mann",
        handicap=0.9,
    ),
    _group(
        "frauen.*gewalterfahrung",
        r"\b(mein|meinem|meinen) (mann|freund|partner|ex|exmann|vater|ehemann)\b|frauenhaus|bedroht mich|schlägt mich"
        r"|häusliche gewalt|als frau",
        handicap=0.5,
    ),
    _group(
        "sucht",
        r"sucht|süchtig|alkohol|trink(t|e|en)\b|drogen|kiff|cannabis|tabletten|spielsüchtig|abhängig|nüchtern|rückfall",
        handicap=0.9,
    ),
    _group("schulden", r"schulden|überschuld|insolvenz|mahn|inkasso|gerichtsvollzieher|pfänd|raten\b", handicap=0.8),
    _group(
        "wohnungsnot",
        r"obdachlos|wohnungslos|räumung|gekündigt|wohnung verloren|auf der straße|keine wohnung|wohnungsnot",
        handicap=0.9,
    ),
    _group(
        "geringe(s|m) einkommen|familien in not",
        r"wenig geld|kein geld|geld (reicht|fehlt)|bürgergeld|grundsicherung|jobcenter|hartz|wohngeld|kinderzuschlag"
        r"|nicht leisten|zu teuer|\barm\b|arbeitslos|sozialhilfe|knapp|geringes einkommen|geringverdien|pleite"
        r"|asylbewerber",
        "bildung_teilhabe finanzielle_hilfen",
        handicap=0.4,
    ),
    _group(
        "behinderung|pflegebedarf",
        r"behinder|pflegegrad|rollstuhl|down|trisomie|autis|blind|gehörlos|taub\b|schwerbehindert|inklusion|pflege",
        "behinderung_inklusion",
    ),
    _group(
        "sprachstörung|sprachförderbedarf|entwicklungs",
        r"sprach|sprich|spreche|rede(t|n)|stotter|entwicklung|verzöger|motorik|auffällig|förder|adhs|autis|lernt",
        "entwicklung_foerderung behinderung_inklusion",
        handicap=0.4,
    ),
    _group(
        "zugewanderte",
        r"flücht|geflohen|asyl|migra|zugewander|ausländ|aufenthalt|ukrain|syr|afghan|deutschkurs|dolmetsch"
        r"|deutsch lernen|integrationskurs|visum|einbürger|kein deutsch|wenig deutsch",
        "migration_sprache",
    ),
    _group("eltern in kursen", r"deutschkurs|integrationskurs|\bkurs", handicap=0.6),
    _group(
        "alleinerziehend|unverheiratete|getrennte",
        r"allein ?erziehend|getrennt|trennung|scheidung|geschieden|\bex\b|exmann|exfrau|unterhalt|umgang|sorgerecht"
        r"|unverheiratet|nicht verheiratet|alleine? mit (dem|den|meine)",
        "trennung_alleinerziehend",
    ),
    _group("krise nach der geburt", r"depress|nach der geburt|wochenbett|traurig|weine|baby ?blues", handicap=0.6),
    _group("schwangere", r"schwanger|ssw|mutterschutz|entbind|geburtstermin", "schwangerschaft_geburt", handicap=0.6),
    _group("berufstätige", r"arbeit|job|beruf|chef|kinderkrank|lohn|büro|schicht", handicap=0.2),
    _group("kinder und jugendliche", r"\bich bin \d+\b|schüler(in)?\b|meine eltern|jugendlich", handicap=0.7),
    _group(r"^frauen$", r"\bals frau|frauen|\bmutter\b|\bmama\b|schwanger", handicap=0.2),
)
UNKNOWN_HANDICAP: Final = 0.5
"""For groups staff write that the table does not know; then only the group's own words count."""


def handicap(target: str, text: str, needs: Iterable[str], hints: Iterable[str], topic_names: Iterable[str]) -> float:
    """How much an offer for `target` should rank lower, 0 (not at all) to 1.

    Args:
        target: an offer's target group, several separated by semicolons; the kindest one counts.
        text: the parent's own words.
        needs: the asked needs.
        hints: target groups the parent spoke of.
        topic_names: German names of asked topics that the offer carries.
    """
    if not target or target == TARGET_EVERYBODY:
        return 0.0
    said = " ".join((text, *hints, *topic_names)).lower()
    asked = set(needs)
    return min(_handicap(part.strip(), said, asked) for part in target.split(";") if part.strip())


def is_meant(target: str, text: str, hints: Iterable[str]) -> bool:
    """True if the parent's words or a hint speak of the group: then it is a reason to name the offer."""
    if not target or target == TARGET_EVERYBODY:
        return False
    said = " ".join((text, *hints)).lower()
    return any(_handicap(part.strip(), said, set()) == 0.0 for part in target.split(";") if part.strip())


def _handicap(target: str, said: str, needs: set[str]) -> float:
    if target == TARGET_EVERYBODY:
        return 0.0
    matching = [group for group in GROUPS if group.label.search(target)]
    if any(group.spoken.search(said) or group.needs & needs for group in matching):
        return 0.0
    if _own_words(target) & set(stems(said)):
        return 0.0
    return max((group.handicap for group in matching), default=UNKNOWN_HANDICAP)


# Words of target texts that every family says and that name no group.
_COMMON: Final = frozenset(
    stems("Kinder Kind Eltern Familien Menschen Mütter Väter Hilfebedarf Angehörige Erfahrung Frauen Männer")
)


def _own_words(target: str) -> set[str]:
    return set(stems(target)) - _COMMON

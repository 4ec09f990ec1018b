"""A conversation as a conversation test: a file for tests/conversations, see docs/gespraeche-pruefen.md. Pure.

What was corrected is expected as corrected; what Lotte answered to a misunderstanding is expected by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from bot.memory.reviewing.basket import CorrectionRow
from bot.memory.reviewing.transcript import Transcript, Turn, Understood
from bot.nlu.language.acts import act_of, crisis_kind
from bot.review.conversations.directory import DirectoryNames
from offer_db.vocabulary import NEEDS

MOST_OFFERS: Final = 4
_HEAD: Final = """\
# Aus einem Gespräch gemacht ({number}). Vor dem Aufnehmen in tests/conversations/ bitte prüfen:
# - „gespraech“ und „zeigt“: Was soll dieser Test zeigen? Ein Satz genügt.
# - Kein Mensch darf zu erkennen sein. Platzhalter wie [Name] bitte durch Erfundenes ersetzen oder streichen.
# - „versteht“ und „bietet“ sagen, was geschehen ist. Stimmt es so? Was unwichtig ist, bitte löschen.
# - Wurde eine Nachricht berichtigt, steht „versteht“ so da, wie es sein soll. Angebote bitte dort selbst eintragen.
# Alle Schlüssel erklärt docs/gespraeche-pruefen.md.
"""
_CORRECTED: Final = "berichtigt: Was Lotte danach anbieten soll, bitte hier eintragen (bietet: [...])"
_CHANGED: Final = "Hier wurde etwas geändert, das Lotte verstanden hatte (aendert: {feld: ..., nr: ..., auf: ...}):"
_NO_BUTTON: Final = "Hier wurde ein Knopf gedrückt, den die Antwort davor nicht zeigt:"


def test_file(transcript: Transcript, corrections: Mapping[int, CorrectionRow], directory: DirectoryNames) -> str:
    """The file's text (YAML, one conversation).

    Args:
        transcript: masked, as everything that is stored.
        corrections: of this conversation, by the position of the message.
        directory: names of places, which the tests are written in.
    """
    number = transcript.row.sender_id[:8]
    lines = [
        _HEAD.format(number=number),
        f"- gespraech: {_quoted(f'Gespräch {number}')}",
        f"  zeigt: {_quoted('Bitte eintragen, was dieses Gespräch zeigt.')}",
        "  zuege:",
    ]
    buttons: tuple[str, ...] = ()
    for turn in transcript.turns:
        if turn.number:  # 0 is what Lotte said before anybody wrote
            lines.extend(_turn(turn, corrections.get(turn.position), buttons, directory))
        buttons = tuple(label for answer in turn.answers for label in answer.buttons)
    return "\n".join(lines) + "\n"


def _turn(
    turn: Turn, correction: CorrectionRow | None, buttons: tuple[str, ...], directory: DirectoryNames
) -> Iterator[str]:
    if turn.tapped and turn.text not in buttons:
        changed = turn.understood is not None and turn.understood.intent == "aendern"
        yield f"  # {_CHANGED if changed else _NO_BUTTON}"
        yield f"  # - tippt: {_quoted(turn.text)}"
        return
    yield f"  - {'tippt' if turn.tapped else 'eltern'}: {_quoted(turn.text)}"
    if turn.understood is not None and not turn.tapped:
        facts = _expected(turn.understood, correction, directory)
        yield f"    versteht: {_flow(facts)}"
    if correction is not None:
        yield f"    # {_CORRECTED}"
        return
    offers = list(dict.fromkeys(offer.id for answer in turn.answers for offer in answer.offers if offer.id))
    if offers:
        yield f"    bietet: {_flow(offers[:MOST_OFFERS])}"
    elif turn.answers:
        yield "    bietet: nein"


def _expected(understood: Understood, correction: CorrectionRow | None, directory: DirectoryNames) -> dict[str, Any]:
    facts: dict[str, Any] = {"handlung": understood.act}
    if understood.needs:
        facts["bedarf"] = understood.needs[0]
    facts["kinder"] = [[first, last] for _, first, last in understood.children]
    if understood.place is not None:
        facts["ort"] = understood.place[1]
    facts["gefahr"] = understood.crisis
    if understood.language not in ("", "de"):
        facts["sprache"] = understood.language
    if correction is not None:
        _correct(facts, correction, directory)
    return facts


def _correct(facts: dict[str, Any], correction: CorrectionRow, directory: DirectoryNames) -> None:
    right = correction.right
    if right.intent is not None:
        facts["handlung"], facts["gefahr"] = act_of(right.intent), crisis_kind(right.intent)
        facts.pop("bedarf", None)
        if right.intent in NEEDS:
            facts["bedarf"] = right.intent
    if right.ages is not None:
        facts["kinder"] = [list(ages) for ages in right.ages]
    if right.place_key is not None:
        facts["ort"] = directory.place(right.place_key) if right.place_key else None


def _quoted(text: str) -> str:
    """One line, whatever is in it: a family's message is text and nothing else."""
    return str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**9)).strip()


def _flow(value: Any) -> str:
    return str(yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**9)).strip()

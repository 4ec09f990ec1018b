"""Offers as cards: nothing invented, notes for staff said in a parent's words, reasons as sentences."""

from __future__ import annotations

import pytest

import texts
from actions.cards import _honest, why
from actions.situation import Child
from offer_db.reasons import REASON_VALUES
from offer_db.records import Reason

GERMAN = texts.load()


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("", None),
        ("kostenlos", "kostenlos"),
        (
            "für Eltern weitgehend kostenlos (Eingliederungshilfe), prüfen",
            "für Eltern weitgehend kostenlos (Eingliederungshilfe) (bitte erfragen)",
        ),
        ("2014: 90 Euro (prüfen)", "2014: 90 Euro (bitte erfragen)"),
        (
            "Mo-Fr 9-17 Uhr; Di und Do oft bis 19 Uhr (prüfen)",
            "Mo-Fr 9-17 Uhr; Di und Do oft bis 19 Uhr (bitte erfragen)",
        ),
    ],
)
def test_notes_for_staff(stated: str, shown: str | None) -> None:
    assert _honest(stated) == shown


VALUES = {
    "schluessel": "gesundheit",
    "thema": "Kur",
    "kind_von": "18",
    "kind_bis": "18",
    "ort": "Brome",
    "km": "3,2",
    "gebiet": "x",
    "bis": "16:00",
    "zielgruppe": "Alleinerziehende",
}


@pytest.mark.parametrize("code", REASON_VALUES)
def test_every_reason_has_a_sentence(code: str) -> None:
    reason = Reason(code, {name: VALUES.get(name, "1") for name in REASON_VALUES[code]})
    assert "{" not in why(reason, [], GERMAN)


@pytest.mark.parametrize(
    ("code", "values", "sentence"),
    [
        ("alter", {"kind_von": "18", "kind_bis": "18"}, "passt für 18 Monate"),
        ("alter", {"kind_von": "36", "kind_bis": "47"}, "passt zum Alter (Kindergartenkind)"),
        ("alter", {"kind_von": "48", "kind_bis": "59"}, "passt für 4 Jahre"),
        ("alter", {"kind_von": "-5", "kind_bis": "-4"}, "schon in der Schwangerschaft"),
        ("offen_jetzt", {"bis": ""}, "Tag und Nacht"),
        ("bedarf", {"schluessel": "kinderbetreuung"}, "hilft bei: Kita und Betreuung"),
    ],
)
def test_sentences(code: str, values: dict[str, str], sentence: str) -> None:
    children = [Child((36, 47), "Kindergartenkind")]
    assert why(Reason(code, values), children, GERMAN) == sentence

from __future__ import annotations

import pytest

from offer_db.targets import handicap, is_meant


@pytest.mark.parametrize(
    ("target", "text", "needs", "meant"),
    [
        ("alle", "", (), True),
        ("gewalttätige Männer", "Mein Mann schlägt mich", ("krise_gewalt_kinderschutz",), False),
        ("gewalttätige Männer", "Ich habe meine Frau geschlagen und will das ändern", (), True),
        ("Männer mit Gewalterfahrung", "Ich bin ein Mann und meine Frau schlägt mich", (), True),
        ("Männer mit Gewalterfahrung", "Mein Kind wird gehauen", (), False),
        ("Frauen mit Gewalterfahrung", "Mein Mann bedroht mich", (), True),
        ("Eltern mit Suchtproblem; Angehörige", "Ich bin oft erschöpft", ("sucht_psyche",), False),
        ("Eltern mit Suchtproblem; Angehörige", "Mein Freund trinkt jeden Abend Alkohol", (), True),
        ("Menschen mit Schulden", "Wir haben zu viele Schulden", (), True),
        ("Menschen mit Schulden", "Wir suchen eine Wohnung", ("wohnen_alltag",), False),
        ("Alleinerziehende; Schwangere", "Ich bin alleinerziehend", (), True),
        ("getrennte Eltern", "", ("trennung_alleinerziehend",), True),
        ("geringes Einkommen", "Wir bekommen Bürgergeld", (), True),
        ("geringes Einkommen", "Wann macht die Kita auf?", (), False),
        ("Kinder mit Behinderung", "", ("behinderung_inklusion",), True),
        ("Pferdebesitzer", "Wir haben ein Pferd", (), False),
        ("Drillingseltern", "Hilfe für Drillingseltern", (), True),
    ],
)
def test_groups_are_not_pushed_on_everybody(target: str, text: str, needs: tuple[str, ...], meant: bool) -> None:
    assert (handicap(target, text, needs, (), ()) == 0.0) is meant


def test_hints_count_like_words() -> None:
    assert handicap("Zugewanderte", "", (), ("zugewanderte",), ()) == 0.0
    assert is_meant("Zugewanderte", "", ("zugewanderte",))
    assert not is_meant("alle", "alle", ())
    assert not is_meant("getrennte Eltern", "", ())

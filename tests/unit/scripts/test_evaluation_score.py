"""Scoring counts what it says, and leaves out what a system cannot do."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.score import ALL, System, evaluate


def message(**fields: Any) -> dict[str, Any]:
    plain = {
        "id": "ev-1",
        "text": "Krippe in Wittingen",
        "act": "angebot_suchen",
        "needs": ["kinderbetreuung"],
        "children": [],
        "place": None,
        "crisis": None,
        "offers": ["gf-1"],
    }
    return plain | fields


def answer(**fields: Any) -> dict[str, Any]:
    plain = {
        "language": "de",
        "act": "angebot_suchen",
        "intent": "kinderbetreuung",
        "needs": ["kinderbetreuung"],
        "topics": [],
        "children": [],
        "place": None,
        "crisis": None,
        "ranking": ["kinderbetreuung", "gesundheit", "gruss", "freizeit_ferien", "wohnen_alltag"],
    }
    return plain | fields


def system(got: dict[str, Any], offers: tuple[str, ...] = ("gf-1",), abilities: frozenset[str] = ALL) -> System:
    return System(lambda _: got, lambda *_: offers, abilities)


DANGER = message(act="krise", crisis="gewalt", needs=["krise_gewalt_kinderschutz"])


@pytest.mark.parametrize(
    ("row", "got", "name", "share"),
    [
        (message(), answer(), "akt", 1.0),
        (message(), answer(act="smalltalk"), "akt", 0.0),
        (message(), answer(), "sprache", 1.0),
        (message(), answer(language="tr"), "sprache", 0.0),
        (message(language="tr"), answer(language="tr"), "sprache", 1.0),
        (message(), answer(), "bedarf1", 1.0),
        (message(), answer(needs=[], intent="gesundheit"), "bedarf1", 0.0),
        (message(needs=["freizeit_ferien"]), answer(), "bedarf1", 0.0),
        # a greeting in the ranking is no need: freizeit_ferien is the third one, wohnen_alltag the fourth
        (message(needs=["freizeit_ferien"]), answer(), "bedarf3", 1.0),
        (message(needs=["wohnen_alltag"]), answer(), "bedarf3", 0.0),
        (message(needs=[]), answer(), "bedarf1", None),
        (DANGER, answer(), "bedarf1", None),
        (DANGER, answer(crisis="gewalt"), "gefahr", 1.0),
        (DANGER, answer(crisis="suizid"), "gefahr", 1.0),
        (DANGER, answer(crisis="suizid"), "art", 0.0),
        (DANGER, answer(), "gefahr", 0.0),
        (DANGER, answer(), "fehlalarm", None),
        (DANGER, answer(), "angebot3", None),
        (message(), answer(), "fehlalarm", 0.0),
        (message(), answer(crisis="gewalt"), "fehlalarm", 1.0),
        (message(children=[{"age_months": [36, 47]}]), answer(children=[{"age_months": [36, 47]}]), "alter", 1.0),
        (message(children=[{"age_months": [36, 47]}]), answer(children=[{"age_months": [36, 46]}]), "alter", 0.0),
        (message(), answer(children=[{"age_months": [0, 1]}]), "alter", 0.0),
        (message(place="03151040"), answer(place={"key": "03151040"}), "ort", 1.0),
        (message(place="ausserhalb"), answer(place={"key": "ausserhalb:Celle"}), "ort", 1.0),
        (message(place="03151040"), answer(), "ort", 0.0),
        (message(), answer(), "angebot3", 1.0),
        (message(offers=["gf-2"]), answer(), "angebot3", 0.0),
        (message(offers=[]), answer(), "angebot3", None),
    ],
)
def test_shares(row: dict[str, Any], got: dict[str, Any], name: str, share: float | None) -> None:
    assert evaluate([row], system(got)).share(name) == share


@pytest.mark.parametrize(
    ("labelled", "named", "f1"),
    [
        (["gesundheit"], ["gesundheit"], 1.0),
        (["gesundheit", "kinderbetreuung"], ["gesundheit"], 2 / 3),
        (["gesundheit"], ["freizeit_ferien"], 0.0),
        ([], [], None),
    ],
)
def test_f1_of_all_needs(labelled: list[str], named: list[str], f1: float | None) -> None:
    assert evaluate([message(needs=labelled)], system(answer(needs=named))).share("f1") == pytest.approx(f1)


def test_what_a_system_cannot_do_is_not_counted_against_it() -> None:
    score = evaluate([message(), DANGER], system(answer(act=None), abilities=frozenset({"angebot3"})))
    assert set(score.of) == {"angebot3"}
    assert [score.share(name) for name in ("akt", "f1", "gefahr", "angebot3")] == [None, None, None, 1.0]
    assert not score.confusions


def test_confusions_hold_the_wrong_answers_alone() -> None:
    rows = [message(), message(act="feedback", needs=[]), DANGER]
    confusions = evaluate(rows, system(answer(needs=["kinderbetreuung"]))).confusions
    assert dict(confusions) == {
        ("akt", "feedback", "angebot_suchen"): 1,
        ("akt", "krise", "angebot_suchen"): 1,
        ("art", "gewalt", "keine"): 1,
    }


def test_a_false_alarm_is_an_error_and_a_confusion() -> None:
    score = evaluate([message()], system(answer(crisis="medizin")))
    assert score.confusions[("fehlalarm", "keine", "medizin")] == 1
    assert len(score.errors) == 1
    assert "fehlalarm" in score.errors[0]


def test_a_right_answer_is_no_error() -> None:
    assert evaluate([message()], system(answer())).errors == []

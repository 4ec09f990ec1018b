"""Old against new, and the states of what an installation has learned."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.evaluation.score import ALL, System
from bot.learning.additions import NOTHING, Additions
from bot.learning.comparing import Change, Comparison, Figure, Judged, Lesson, compare
from bot.learning.example import Example
from bot.learning.intents import got_intent
from bot.learning.measuring import judge
from bot.learning.progress import Progress
from bot.model import fingerprint


def judged(text: str, need: str, got: str, **right: bool) -> Judged:
    return Judged(text, text, need, need or "smalltalk", got, {"akt": True, **right})


OLD = [
    judged("wohnung", "wohnen_alltag", "ausserhalb", bedarf1=False, akt=False),
    judged("husten", "gesundheit", "gesundheit", bedarf1=True),
    judged("moin", "", "gruss", fehlalarm=True),
]
NEW = [
    judged("wohnung", "wohnen_alltag", "wohnen_alltag", bedarf1=True),
    judged("husten", "gesundheit", "wohnen_alltag", bedarf1=False),
    judged("moin", "", "gruss", fehlalarm=True),
]


def test_gains_and_losses_need_by_need_and_sentence_by_sentence() -> None:
    lesson_old, lesson_new = (Judged("", "auto", "", "wohnen_alltag", got, {}) for got in ("gruss", "wohnen_alltag"))
    comparison = compare(OLD, NEW, [lesson_old], [lesson_new])
    assert comparison.overall == (Figure("akt", 2, 3, 3), Figure("bedarf1", 1, 1, 2), Figure("fehlalarm", 1, 1, 1))
    assert comparison.needs == (Figure("gesundheit", 1, 0, 1), Figure("wohnen_alltag", 0, 1, 1))
    assert comparison.gains == (Change("wohnung", "wohnen_alltag", "ausserhalb", "wohnen_alltag"),)
    assert comparison.losses == (Change("husten", "gesundheit", "gesundheit", "wohnen_alltag"),)
    assert comparison.worse == (Figure("gesundheit", 1, 0, 1),)
    assert comparison.lessons == (Lesson("auto", "wohnen_alltag", "gruss", "wohnen_alltag", True),)
    assert Comparison.from_json(comparison.to_json()) == comparison


def test_the_same_model_neither_gains_nor_loses() -> None:
    comparison = compare(OLD, OLD, [], [])
    assert (comparison.gains, comparison.losses, comparison.worse) == ((), (), ())


@pytest.mark.parametrize(
    ("got", "intent"),
    [
        ({"crisis": "suizid", "needs": ["gesundheit"], "intent": "gesundheit"}, "krise_suizid"),
        ({"crisis": None, "needs": ["gesundheit", "schule_uebergang"], "intent": "gesundheit"}, "gesundheit"),
        ({"crisis": None, "needs": [], "intent": "gruss"}, "gruss"),
    ],
)
def test_danger_comes_before_all_else(got: dict[str, object], intent: str) -> None:
    assert got_intent(got) == intent


def test_an_evaluation_message_is_judged_by_its_label() -> None:
    got = {
        "language": "de", "act": "angebot_suchen", "needs": ["gesundheit"], "children": [], "place": None,
        "crisis": None, "intent": "gesundheit", "ranking": [],
    }  # fmt: skip
    message = {
        "id": "x", "text": "husten", "act": "angebot_suchen", "needs": ["gesundheit"], "children": [], "place": None,
        "crisis": None, "offers": ["gf-1"],
    }  # fmt: skip
    row = judge(message, System(lambda _: got, lambda *_: (), ALL - {"angebot3"}))
    assert (row.need, row.wanted, row.got) == ("gesundheit", "gesundheit", "gesundheit")
    assert row.right["bedarf1"]
    assert "angebot3" not in row.right


def test_states_build_on_each_other_and_can_be_left(tmp_path: Path) -> None:
    additions = Additions(tmp_path)
    assert (additions.present(), additions.former()) == (NOTHING, None)
    additions.write("1", [Example("wir schlafen im auto", "wohnen_alltag")])
    assert additions.present() == NOTHING, "written is not taken"
    additions.take("1")
    assert (additions.present(), additions.former()) == ("1", NOTHING)
    additions.write("2", [Example("moinmoinmoin alle da", "gruss"), Example("wir schlafen im auto", "gruss")])
    additions.write("3", [Example("wird verworfen", "gruss")])
    additions.take("2")
    assert {(s.text, s.intent) for s in additions.sentences("2")} == {
        ("moinmoinmoin alle da", "gruss"),
        ("wir schlafen im auto", "gruss"),  # corrected once more: the last word counts
    }
    additions.tidy()
    assert sorted(path.name for path in (tmp_path / "lernen" / "staende").iterdir()) == ["1", "2"]
    before = fingerprint(additions=additions.link)
    additions.take("1")
    assert additions.present() == "1"
    assert fingerprint(additions=additions.link) != before
    additions.take(NOTHING)
    assert fingerprint(additions=additions.link) == fingerprint()


def test_what_is_in_the_training_sentences_by_now_is_not_learned_twice(tmp_path: Path) -> None:
    additions = Additions(tmp_path)
    additions.write("1", [Example("wir finden keine wohnung mit drei kindern", "wohnen_alltag")])
    assert additions.sentences("1") == []


class Runs:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, float]] = []

    def progress(self, run_id: int, step: str, share: float) -> None:
        self.told.append((step, share))


def test_progress_follows_the_training_and_creeps_between() -> None:
    runs = Runs()
    progress = Progress(runs, 1)  # type: ignore[arg-type]
    progress.step("Die Sätze werden gelesen", 0.02, 0.35)
    for line in ("irgendwas", "Starting to train component 'MessageClassifier'.", "irgendwas"):
        progress.hear(line)
    assert [step for step, _ in runs.told] == ["Die Sätze werden gelesen", "Das Verstehen wird trainiert"]
    now = time.monotonic()
    assert 0.35 <= progress.share(now) < progress.share(now + 30) < progress.share(now + 10_000) < 0.75

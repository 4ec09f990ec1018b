"""Halves are kept apart, typing errors are the same in every run, a changed file changes the hash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation.messages import evaluation_hash, german, misspelt, other_languages, with_typing_errors


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_only_the_wanted_half_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "m.jsonl", [{"half": "a", "id": "1"}, {"half": "b", "id": "2"}])
    assert [row["id"] for row in german("b", path)] == ["2"]


@pytest.mark.parametrize(
    ("halves", "ids"),
    [("ab", ["2"]), ("bb", ["1", "2"]), ("aa", ["1", "2"])],
)
def test_other_languages_are_read_whole_unless_split(tmp_path: Path, halves: str, ids: list[str]) -> None:
    rows = [{"language": "tr", "id": str(number), "half": half} for number, half in enumerate(halves, 1)]
    found = other_languages("b", write(tmp_path / "m.jsonl", rows))
    assert [row["id"] for row in found["tr"]] == ids


def test_languages_come_in_the_order_of_the_table(tmp_path: Path) -> None:
    rows = [{"language": key, "half": "b"} for key in ("fa", "pl", "en")]
    assert list(other_languages("b", write(tmp_path / "m.jsonl", rows))) == ["en", "pl", "fa"]


def test_typing_errors_are_repeatable_and_shorten_no_word_to_nothing() -> None:
    text = "Unsere Tochter spricht überhaupt nicht, wer könnte helfen außer der Kinderärztin?"
    first = with_typing_errors(text, 7)
    assert first == with_typing_errors(text, 7) != text
    assert len(first.split(" ")) == len(text.split(" "))
    assert not set(first) & set("äöüß")


def test_short_words_and_figures_stay() -> None:
    assert with_typing_errors("Kind 2 J. am 24.12.2025", 1) == "kind 2 j. am 24.12.2025"


def test_misspelling_changes_the_text_alone() -> None:
    row = {"text": "Größere Wohnung", "act": "angebot_suchen"}
    (changed,) = misspelt([row])
    assert changed["act"] == "angebot_suchen"
    assert changed["text"] != row["text"] == "Größere Wohnung"


def test_hash_follows_every_file(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1", [{"id": "1"}]), write(tmp_path / "2", [{"id": "2"}])
    before = evaluation_hash([one, two])
    assert before == evaluation_hash([one, two])
    write(two, [{"id": "3"}])
    assert evaluation_hash([one, two]) != before

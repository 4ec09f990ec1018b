"""A model fits its sources: the fingerprint changes with what counts and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import model


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("data/nlu/a/b.yml", "texts/de/x.yml", "texts/de/seite.yml", "config.yml", "README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("eins", encoding="utf-8")
    monkeypatch.setattr(model, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ("data/nlu/a/b.yml", True),
        ("texts/de/x.yml", True),
        ("texts/de/seite.yml", False),
        ("config.yml", True),
        ("README.md", False),
    ],
)
def test_what_changes_the_fingerprint(sources: Path, changed: str, differs: bool) -> None:
    before = model.fingerprint()
    assert model.fingerprint() == before
    (sources / changed).write_text("zwei", encoding="utf-8")
    assert (model.fingerprint() != before) is differs


@pytest.mark.parametrize(("package", "differs"), [("rasa", True), ("segno", False), ("rasa-sdk", False)])
def test_only_what_learns_counts_in_the_lock(sources: Path, package: str, differs: bool) -> None:
    lock = sources / "requirements.lock"
    lock.write_text("rasa==1 \\\n    --hash=sha256:aa\nsegno==1 \\\nrasa-sdk==1 \\\n", encoding="utf-8")
    before = model.fingerprint()
    lock.write_text(lock.read_text(encoding="utf-8").replace(f"{package}==1", f"{package}==2"), encoding="utf-8")
    assert (model.fingerprint() != before) is differs


def test_a_fitting_model_is_not_trained_again(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model.subprocess, "run", lambda *_, **__: pytest.fail("trained"))
    path = model.model_path(sources / "models")
    path.parent.mkdir()
    path.touch()
    assert model.ensure_model(sources / "models") == path


def test_a_failed_training_leaves_nothing(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = type("Result", (), {"returncode": 1})
    monkeypatch.setattr(model.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(model.TrainingFailed):
        model.ensure_model(sources / "models")
    assert list((sources / "models").iterdir()) == []


def test_own_sentences_of_an_installation_change_the_fingerprint(sources: Path, tmp_path: Path) -> None:
    without, folder = model.fingerprint(), tmp_path / "lernen"
    assert model.fingerprint(additions=folder) == without, "no folder"
    folder.mkdir()
    (folder / "vorher").write_text("keine", encoding="utf-8")
    assert model.fingerprint(additions=folder) == without, "no sentences"
    (folder / "wohnen_alltag.yml").write_text("eins", encoding="utf-8")
    taught = model.fingerprint(additions=folder)
    assert taught != without
    link = tmp_path / "nlu"
    link.symlink_to(folder, target_is_directory=True)
    assert model.fingerprint(additions=link) == taught, "wherever the folder is"
    (folder / "wohnen_alltag.yml").write_text("zwei", encoding="utf-8")
    assert model.fingerprint(additions=folder) not in (taught, without)


def test_a_training_is_told_of_own_sentences_and_heard(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lernen"
    folder.mkdir()
    (folder / "gruss.yml").write_text("x", encoding="utf-8")
    heard: list[str] = []
    script = tmp_path / "python"
    # stands in for the interpreter: says what it was asked for, and makes the archive
    script.write_text('#!/bin/sh\necho "$@"\n: > "$3/$4.tar.gz"\n', encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.setattr(model.sys, "executable", str(script))
    made = model.ensure_model(sources / "models", folder, heard.append)
    assert made == model.model_path(sources / "models", folder)
    assert made.exists()
    assert heard[0].endswith(str(folder))

"""bot/gateway/messenger/matrix_state.py: what survives a start, and for whom it is to read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.gateway.messenger.matrix_state import AlreadyRunning, MatrixState, StateFolder

STATE = MatrixState("https://matrix.example", "@lotte:matrix.example", "@lotte:matrix.example", "GERÄT", "syt_geheim")


@pytest.fixture
def folder(tmp_path: Path) -> StateFolder:
    return StateFolder(tmp_path / "matrix", "geheim")


def test_it_comes_back_as_it_was_and_moves_on(folder: StateFolder) -> None:
    with folder.alone():
        assert folder.read() is None
        folder.moved_to("s0")  # nobody is logged in: nothing to remember
        assert folder.read() is None
        folder.write(STATE)
        assert folder.read() == STATE
        folder.moved_to("s42")
        assert folder.read() == replace(STATE, position="s42")


def test_with_another_secret_it_is_as_if_it_was_not_there(folder: StateFolder) -> None:
    with folder.alone():
        folder.write(STATE)
    other = StateFolder(folder.folder, "anderes Geheimnis")
    assert other.read() is None
    assert other.pickle_key != folder.pickle_key


def test_nobody_else_can_read_it(folder: StateFolder) -> None:
    with folder.alone():
        folder.write(STATE)
        folder.without_keys()
        assert folder.folder.stat().st_mode & 0o077 == 0
        for path in folder.folder.iterdir():
            assert b"syt_geheim" not in path.read_bytes()
            assert b"lotte" not in path.read_bytes()
            assert path.stat().st_mode & 0o077 == 0 or not path.read_bytes(), path.name


def test_one_gateway_at_a_time(folder: StateFolder) -> None:
    second = StateFolder(folder.folder, "geheim")
    with folder.alone(), pytest.raises(AlreadyRunning), second.alone():
        pass
    with second.alone():
        pass

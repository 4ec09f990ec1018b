"""Settings: defaults that need no environment, German errors that name the variable, secrets made once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings


def test_defaults_need_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOTTE_VAR", str(tmp_path / "neu"))
    for name in ("PORT", "DATABASE_URL", "LOTTE_LIMITS"):
        monkeypatch.delenv(name, raising=False)
    settings = load_settings()
    assert (settings.port, settings.host, settings.limits) == (8080, "127.0.0.1", True)
    assert settings.offers_url.startswith("sqlite:///")
    assert settings.offers_url != settings.conversations_url


def test_secrets_are_made_once_and_kept_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOTTE_VAR", str(tmp_path))
    first, second = load_settings(), load_settings()
    assert first.secret
    assert first.secret == second.secret != first.internal_token
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_postgresql_takes_both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOTTE_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://lotte@localhost/lotte")
    settings = load_settings()
    assert settings.offers_url == settings.conversations_url == "postgresql://lotte@localhost/lotte"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "achtzig"),
        ("PORT", "0"),
        ("LOTTE_LIMITS", "vielleicht"),
        ("LOTTE_LOG_LEVEL", "DEBUG"),
        ("LOTTE_RETENTION_DAYS", "0"),
    ],
)
def test_a_bad_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str) -> None:
    monkeypatch.setenv("LOTTE_VAR", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        load_settings()


def test_off_lifts_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTTE_LIMITS", "off")
    assert Settings().limits is False

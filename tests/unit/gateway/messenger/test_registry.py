"""A platform is off, and not even imported, until it is configured."""

from __future__ import annotations

import subprocess
import sys

from bot.gateway.messenger.registry import PLATFORMS, configured, title
from bot.settings import ROOT, Settings

_NONE = """
import sys
from bot.gateway.app import create_app
from bot.settings import Settings
from pathlib import Path
create_app(Settings(var=Path({var!r}), secret="x"))
loaded = [name for name in ("telegram", "nio") if name in sys.modules]
assert not loaded, loaded
"""


def test_nothing_configured() -> None:
    assert configured(Settings()) == []


def test_no_library_of_a_platform_is_loaded_then(tmp_path: object) -> None:
    program = _NONE.format(var=str(tmp_path))
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=120)


def test_every_platform_has_its_setting_and_its_name() -> None:
    assert {platform.setting for platform in PLATFORMS.values()} <= set(Settings.__fields__)
    assert [title(name) for name in (*PLATFORMS, "signal")] == ["Telegram", "WhatsApp", "Matrix", "Signal"]

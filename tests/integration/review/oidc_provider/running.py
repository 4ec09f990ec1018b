"""Starts the provider and ends it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from tests.running import free_port

START_SECONDS = 90


@dataclass(frozen=True)
class Provider:
    """A running provider; `make_wrong("aud")`: its next tokens are so."""

    issuer: str
    folder: Path

    def make_wrong(self, what: str) -> None:
        (self.folder / "falsch").write_text(what, encoding="utf-8")


@contextmanager
def running_provider(folder: Path, redirect_uri: str) -> Iterator[Provider]:
    port = free_port()
    (folder / "zurueck").write_text(redirect_uri, encoding="ascii")
    command = [sys.executable, "-m", "tests.integration.review.oidc_provider.serve", str(folder), str(port)]
    with (folder / "provider.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        issuer = f"http://127.0.0.1:{port}/o"
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration", timeout=3):
                    break
            except (urllib.error.URLError, OSError):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((folder / "provider.log").read_text(encoding="utf-8")[-3000:]) from None
                time.sleep(0.2)
        yield Provider(issuer, folder)
    finally:
        process.terminate()
        process.wait(10)

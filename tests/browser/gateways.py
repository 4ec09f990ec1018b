"""A second gateway before the same Lotte, with settings of its own."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from bot.__main__ import commands
from bot.settings import ROOT
from tests.running import RunningLotte, free_port

START_SECONDS = 60


@contextmanager
def running_gateway(lotte: RunningLotte, **variables: str) -> Iterator[str]:
    """Starts it and gives its address."""
    port = free_port()
    environment = {**lotte.environment, **variables, "PORT": str(port)}
    command = commands(lotte.settings, lotte.model)["gateway"]
    with (lotte.logs / f"gateway-{port}.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/healthz", process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=3):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError("Das zweite Gateway antwortet nicht")

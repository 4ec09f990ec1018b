"""Starts all of Lotte: `python -m bot` (what `make run` calls).

Prepares databases, offers and model, then runs Rasa, the action server and the gateway until Ctrl-C. If one of them
ends, the others are ended too, so that nobody talks to half a Lotte.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from shlex import quote

from honcho.manager import Manager

from bot.model import TrainingFailed
from bot.operator import OperatorError, load_operator
from bot.prepare import prepare
from bot.settings import ROOT, Settings, SettingsError, load_settings


class PortInUse(Exception):
    """Another program, perhaps a second Lotte, listens there already."""


def main() -> int:
    """Exit code: 0 after Ctrl-C, 1 if something failed."""
    try:
        settings = load_settings()
        _check_ports(settings)
        if warning := load_operator(settings.operator).warning():
            print(warning, file=sys.stderr, flush=True)
        model = prepare(settings)
    except (SettingsError, PortInUse, OperatorError, TrainingFailed) as error:
        print(f"Lotte startet nicht. {error}", file=sys.stderr)
        return 1
    return _run(settings, model)


def _check_ports(settings: Settings) -> None:
    for name, host, port in (
        ("PORT", settings.host, settings.port),
        ("LOTTE_RASA_PORT", "127.0.0.1", settings.rasa_port),
        ("LOTTE_ACTIONS_PORT", "127.0.0.1", settings.actions_port),
    ):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise PortInUse(
                    f"Der Port {port} ist schon belegt. Läuft Lotte vielleicht schon? "
                    f"Beenden Sie das andere Programm, oder wählen Sie mit {name}=… einen anderen Port."
                ) from error


def child_environment(settings: Settings) -> dict[str, str]:
    """What the three processes are told; they read the same settings."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",  # of Rasa's own libraries; they would hide what matters
        # one message is one small matrix product: more threads only wait for each other
        "OMP_NUM_THREADS": "1",
        "LOTTE_OFFERS_URL": settings.offers_url,
        "LOTTE_CONVERSATIONS_URL": settings.conversations_url,
        "LOTTE_ACTIONS_URL": f"{settings.actions_url}/webhook",
        "LOTTE_ACTIONS_PORT": str(settings.actions_port),
        "LOTTE_INTERNAL_TOKEN": settings.internal_token or "",
        "LOTTE_SECRET": settings.secret or "",
        "LOTTE_RETENTION_DAYS": str(settings.retention_days),
        "LOTTE_CALLBACK_DAYS": str(settings.callback_days),
        # the three run in the project's folder, wherever this was started
        "LOTTE_OPERATOR": str(settings.operator.resolve()),
    }


def commands(settings: Settings, model: Path) -> dict[str, list[str]]:
    """The three processes by name."""
    return {
        "rasa": [sys.executable, "-m", "bot.rasa_server", str(model)],
        "actions": [sys.executable, "-m", "actions", str(settings.actions_port)],
        "gateway": [sys.executable, "-m", "bot.gateway"],
    }


def _run(settings: Settings, model: Path) -> int:
    manager = Manager()
    environment = child_environment(settings)
    for name, command in commands(settings, model).items():
        # exec: the process itself gets the signals, not a shell around it
        manager.add_process(name, "exec " + " ".join(map(quote, command)), env=environment, cwd=str(ROOT))
    threading.Thread(target=_announce, args=(settings, manager), daemon=True).start()
    manager.loop()
    if manager.returncode in (0, 130, 143):
        print("Lotte ist beendet.")
        return 0
    print("Ein Teil von Lotte ist ausgefallen (siehe oben). Alles andere wurde beendet.", file=sys.stderr)
    return 1


def _announce(settings: Settings, manager: Manager) -> None:
    """Prints the address once everything is ready; ends everything if that takes too long."""
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104 (compared, not bound)
    address = f"http://{host}:{settings.port}"
    deadline = time.monotonic() + settings.start_seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=3):
                print(f"\nLotte ist bereit: {address}/   (beenden mit Strg-C)\n", flush=True)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    print(f"Lotte ist nach {settings.start_seconds:.0f} Sekunden nicht bereit.", file=sys.stderr, flush=True)
    manager.terminate()


if __name__ == "__main__":
    sys.exit(main())

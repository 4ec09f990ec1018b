"""A Matrix homeserver of our own for tests: Synapse on SQLite in a temporary folder. No fixture, just a helper."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from tests.running import free_port

SERVER_NAME = "lotte.test"
START_SECONDS = 60
PASSWORD = "nur für Tests"
_PYTHON = ROOT / ".venv-synapse" / "bin" / "python"
_UNLIMITED = {"per_second": 10_000, "burst_count": 10_000}


@dataclass
class Synapse:
    """A homeserver that can be ended and started again; its users and rooms stay.

    Attributes:
        address: where its clients ask, without trailing slash.
        folder: its configuration, database and log.
    """

    address: str
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers.

        Raises:
            RuntimeError: it ended, or does not answer; with the end of its log.
        """
        with (self.folder / "synapse.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(_PYTHON), "-m", "synapse.app.homeserver", "-c", "homeserver.yaml"],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.address}/health", timeout=3):
                return
            time.sleep(0.1)
        raise RuntimeError(f"Synapse does not answer:\n{self.log()[-3000:]}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def log(self) -> str:
        return (self.folder / "synapse.log").read_text(encoding="utf-8", errors="replace")

    def user_id(self, name: str) -> str:
        return f"@{name}:{SERVER_NAME}"

    def register(self, name: str, admin: bool = False) -> str:
        """Makes a user with `PASSWORD`; returns the access token of a device of theirs."""
        nonce = self.ask("GET", "/_synapse/admin/v1/register")["nonce"]
        said = "\0".join([nonce, name, PASSWORD, "admin" if admin else "notadmin"])
        mac = hmac.new((self.folder / "shared_secret").read_bytes(), said.encode(), hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": PASSWORD, "admin": admin, "mac": mac}
        return str(self.ask("POST", "/_synapse/admin/v1/register", body)["access_token"])

    def slow_down(self, user_id: str, admin_token: str, messages_a_second: int, at_once: int) -> None:
        """From now on this user alone may send so many messages; the server says M_LIMIT_EXCEEDED to more."""
        body = {"messages_per_second": messages_a_second, "burst_count": at_once}
        self.ask("POST", f"/_synapse/admin/v1/users/{user_id}/override_ratelimit", body, admin_token)

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None, token: str = "") -> dict[str, Any]:
        """Asks the server itself.

        Raises:
            RuntimeError: with its error.
        """
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                answer: dict[str, Any] = json.load(response)
                return answer
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.code} {error.read().decode()}") from error


@contextlib.contextmanager
def throwaway_synapse() -> Iterator[Synapse]:
    """Starts an empty homeserver without any limits and stops it at the end.

    Skips the test where `make synapse` was not called.
    """
    if not _PYTHON.exists():
        pytest.skip("Synapse ist nicht installiert (make synapse)")
    folder = Path(tempfile.mkdtemp(prefix="lotte-synapse-"))
    port = free_port()
    synapse = Synapse(f"http://127.0.0.1:{port}", folder)
    try:
        _configure(folder, port)
        synapse.start()
        yield synapse
    finally:
        synapse.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _configure(folder: Path, port: int) -> None:
    shared_secret = secrets.token_urlsafe(16)
    (folder / "shared_secret").write_text(shared_secret, encoding="ascii")
    (folder / "signing.key").write_text(f"ed25519 a_test {secrets.token_bytes(32).hex()[:43]}\n", encoding="ascii")
    logs = {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"console": {"class": "logging.StreamHandler"}},
        "root": {"level": "WARNING", "handlers": ["console"]},
    }
    (folder / "log.yaml").write_text(yaml.safe_dump(logs), encoding="utf-8")
    listener = {"port": port, "bind_addresses": ["127.0.0.1"], "type": "http", "resources": [{"names": ["client"]}]}
    settings = {
        "server_name": SERVER_NAME,
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(folder / "log.yaml"),
        "signing_key_path": str(folder / "signing.key"),
        "pid_file": str(folder / "synapse.pid"),
        "media_store_path": str(folder / "media"),
        "registration_shared_secret": shared_secret,
        "macaroon_secret_key": secrets.token_urlsafe(16),
        "form_secret": secrets.token_urlsafe(16),
        "report_stats": False,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],  # it asks nobody
        "bcrypt_rounds": 4,
        "presence": {"enabled": False},
        "caches": {"sync_response_cache_duration": 0},  # a second start within minutes is no repeated question
        # what a test sends in a second is an abuse to a real server
        **{limit: _UNLIMITED for limit in ("rc_message", "rc_registration", "rc_joins_per_room", "rc_admin_redaction")},
        "rc_login": {kind: _UNLIMITED for kind in ("address", "account", "failed_attempts")},
        "rc_joins": {kind: _UNLIMITED for kind in ("local", "remote")},
        "rc_invites": {kind: _UNLIMITED for kind in ("per_room", "per_user", "per_issuer")},
    }
    (folder / "homeserver.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")

"""A PostgreSQL server of our own for tests: made in a temporary folder, gone afterwards. No fixture, just a helper."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVER_USER = "postgres"
START_SECONDS = 60


@contextlib.contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Starts an empty cluster and stops it at the end.

    Yields:
        SQLAlchemy URL of the server without a database, e.g. `postgresql+psycopg://lotte@127.0.0.1:54321`; append
        `/postgres`, or make a database of your own with `fresh_database`.

    Skips the test if this machine has no PostgreSQL binaries, or none that this user may start.
    """
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL ist nicht installiert (initdb und pg_ctl fehlen)")
    prefix = _as_server_user()
    # Short, because the path of a unix socket may have 107 bytes only.
    folder = Path(tempfile.mkdtemp(prefix="lotte-pg-", dir="/tmp"))
    try:
        if prefix:
            shutil.chown(folder, SERVER_USER)
        data = folder / "data"
        _run(
            [
                *prefix,
                str(binaries / "initdb"),
                "--pgdata",
                str(data),
                "--username",
                "lotte",
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--locale",
                "C",
                "--no-sync",
            ],
            folder,
        )
        port = _free_port()
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} "
            "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=32MB"
        )
        control = [*prefix, str(binaries / "pg_ctl"), "--pgdata", str(data), "--wait"]
        log = folder / "server.log"
        _run([*control, "--timeout", str(START_SECONDS), "--log", str(log), "--options", options, "start"], folder)
        try:
            yield f"postgresql+psycopg://lotte@127.0.0.1:{port}"
        finally:
            _run([*control, "--mode", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def fresh_database(server_url: str, name: str) -> Iterator[str]:
    """Makes an empty database on the server of `throwaway_postgres` and drops it at the end; yields its URL."""
    from sqlalchemy import create_engine, text

    engine = create_engine(f"{server_url}/postgres", isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield f"{server_url}/{name}"
        finally:
            with engine.connect() as connection:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    finally:
        engine.dispose()


def _binaries() -> Path | None:
    candidates = [Path(found).parent for found in [shutil.which("initdb")] if found]
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((path for path in candidates if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def _as_server_user() -> list[str]:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        pytest.skip("PostgreSQL läuft nicht als root, und den Benutzer postgres gibt es nicht")
    if shutil.which("runuser") is None:
        pytest.skip("PostgreSQL läuft nicht als root, und runuser fehlt")
    return ["runuser", "-u", SERVER_USER, "--"]


def _run(command: list[str], folder: Path) -> None:
    # The output goes to a file: the server keeps an inherited pipe open and nobody would ever see its end.
    output = folder / "command.log"
    with output.open("wb") as stream:
        done = subprocess.run(command, stdout=stream, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=folder)
    if done.returncode:
        logs = "\n".join(log.read_text(errors="replace") for log in sorted(folder.glob("*.log")))
        raise RuntimeError(f"{' '.join(command)} failed:\n{logs}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

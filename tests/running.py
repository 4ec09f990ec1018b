"""Runs a real Lotte for tests: its three processes, its own databases and ports, the trained model of the checkout."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from bot.__main__ import child_environment, commands
from bot.memory.conversations import Conversation, ConversationEvent
from bot.memory.database import normalised
from bot.model import ensure_model
from bot.prepare import prepare_databases
from bot.settings import ROOT, Settings, load_settings

START_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Parent:
    """Somebody with a browser: keeps the cookie, remembers the buttons of the last answer.

    Attributes:
        language: of the page, if one was chosen; Lotte then answers in it.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.language: str | None = None
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.last: dict[str, Any] = {}

    def post(self, path: str, body: bytes, content_type: str = "application/json") -> tuple[int, dict[str, Any]]:
        request = urllib.request.Request(self.address + path, data=body, headers={"Content-Type": content_type})
        try:
            with self._opener.open(request, timeout=60) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def say(self, text: str) -> dict[str, Any]:
        return self._chat({"text": text})

    def tap(self, label: str) -> dict[str, Any]:
        """Taps a button of the last answer by its label."""
        ids = {b["label"]: b["id"] for message in self.last["messages"] for b in message["buttons"]}
        return self._chat({"choice": ids[label]})

    def change(self, field: str, index: int = 0, value: str | None = None) -> dict[str, Any]:
        """Corrects one of the chips, or takes it away."""
        return self._chat({"change": {"field": field, "index": index, "value": value}})

    def _chat(self, message: dict[str, Any]) -> dict[str, Any]:
        body = message if self.language is None else {**message, "language": self.language}
        status, self.last = self.post("/api/chat", json.dumps(body).encode())
        assert status == 200, (status, self.last)
        return self.last


def said(answer: dict[str, Any]) -> str:
    """All sentences of an answer."""
    return " ".join(message["text"] for message in answer["messages"])


def offered(answer: dict[str, Any]) -> list[str]:
    """The ids of all offers of an answer, in order."""
    return [offer["id"] for message in answer["messages"] for offer in message["offers"]]


@dataclass
class RunningLotte:
    """The three processes; each can be ended and started again alone."""

    settings: Settings
    model: Path
    environment: dict[str, str]
    logs: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    def parent(self) -> Parent:
        return Parent(self.address)

    def start(self, *names: str) -> None:
        for name, command in commands(self.settings, self.model).items():
            if not names or name in names:
                with (self.logs / f"{name}.log").open("ab") as log:
                    self.processes[name] = subprocess.Popen(
                        command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
                    )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for name, process in self.processes.items():
                if process.poll() is not None:
                    raise RuntimeError(f"{name} ended:\n{self.log(name)[-3000:]}")
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=3):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise TimeoutError("\n".join(self.log(name)[-4000:] for name in self.processes))

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def let_time_pass(self, duration: timedelta) -> None:
        """Makes everything remembered so much older, as if the parents had been away meanwhile."""
        engine = sa.create_engine(normalised(self.settings.conversations_url))
        earlier = duration.total_seconds()
        with engine.begin() as connection:
            for event in connection.execute(sa.select(ConversationEvent.__table__)).all():
                data = json.loads(event.data)
                data["timestamp"] -= earlier
                connection.execute(
                    sa.update(ConversationEvent)
                    .where(ConversationEvent.sender_id == event.sender_id, ConversationEvent.position == event.position)
                    .values(timestamp=event.timestamp - earlier, data=json.dumps(data, ensure_ascii=False))
                )
            connection.execute(sa.update(Conversation).values(updated_at=Conversation.updated_at - earlier))
        engine.dispose()

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def log(self, name: str) -> str:
        return (self.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def running_lotte(database_url: str | None = None, **variables: str) -> Iterator[RunningLotte]:
    """Starts a Lotte with databases of its own (SQLite files, or the given PostgreSQL database) and ends it."""
    with tempfile.TemporaryDirectory(prefix="lotte-test-") as folder:
        own = {
            "LOTTE_VAR": folder,
            "PORT": str(free_port()),
            "LOTTE_RASA_PORT": str(free_port()),
            "LOTTE_ACTIONS_PORT": str(free_port()),
            "LOTTE_LIMITS": "off",
            "LOTTE_LINK_CHECK_DAYS": "0",  # tests ask nobody
            **({"DATABASE_URL": database_url} if database_url else {}),
            **variables,
        }
        with patch.dict(os.environ, own):  # only as long as the settings are read: other tests have their own
            settings = load_settings()
            environment = child_environment(settings)
        prepare_databases(settings)
        lotte = RunningLotte(settings, ensure_model(settings.models), environment, Path(folder))
        try:
            lotte.start()
            yield lotte
        finally:
            lotte.stop()

"""One trial at a time: a file lock that the trial's process holds as long as it lives, however it ends."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.learning.errors import RunRefused
from bot.settings import ROOT

_NAME: Final = "lauf.sperre"


class TrialLock:
    """The lock of one installation; works across processes, and needs nobody to clean up after a crash."""

    def __init__(self, var: Path) -> None:
        """`var`: the folder of the installation."""
        self._path = var / "lernen" / _NAME
        self._children: list[subprocess.Popen[bytes]] = []

    def held(self) -> bool:
        """Whether a trial is running."""
        self._reap()
        if not self._path.exists():
            return False
        descriptor = self._take()
        if descriptor is None:
            return True
        os.close(descriptor)
        return False

    @contextmanager
    def reserved(self) -> Iterator[Callable[[Sequence[str], Mapping[str, str]], None]]:
        """Holds the lock; what it yields starts the trial's process (command, environment), which goes on holding it.

        Raises:
            RunRefused: another trial is running.
        """
        descriptor = self._take()
        if descriptor is None:
            raise RunRefused("Es wird schon etwas ausprobiert. Bitte warten Sie, bis es fertig ist.")
        # the number of an earlier holder must not be taken for one of the next
        os.ftruncate(descriptor, 0)

        def start(command: Sequence[str], environment: Mapping[str, str]) -> None:
            # a session of its own, so that it can be ended with all it has started
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                pass_fds=(descriptor,),
                start_new_session=True,
            )
            os.write(descriptor, str(process.pid).encode())
            self._children.append(process)

        try:
            yield start
        finally:
            os.close(descriptor)

    def stop(self) -> bool:
        """Ends the running trial with all it has started; False if none runs."""
        if not self.held():
            return False
        # whoever holds the lock has written its number into it, so the number is not somebody else's
        number = self._path.read_text(encoding="ascii").strip()
        if not number:
            return False
        try:
            os.killpg(int(number), signal.SIGKILL)
        except ProcessLookupError:
            return False
        for process in self._children:
            if process.pid == int(number):
                process.wait()
        return True

    def _take(self) -> int | None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def _reap(self) -> None:
        self._children = [process for process in self._children if process.poll() is None]

"""What this gateway knows of its Matrix account between two starts: one sealed file."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from bot.memory.messaging.sealing import Seal, SealBroken

_STATE: Final = "stand"
_KEYS: Final = "schluessel.db"


class AlreadyRunning(Exception):
    """Another gateway of this machine has the account open; two would spoil each other's keys."""


@dataclass(frozen=True)
class MatrixState:
    """Where we are.

    Attributes:
        homeserver, user: the settings it belongs to; with others it is void.
        user_id, device_id, access_token: of the login.
        position: the homeserver's token up to which everything is in the database; "" before the first time.
    """

    homeserver: str
    user: str
    user_id: str
    device_id: str
    access_token: str
    position: str = ""


class StateFolder:
    """Reads and writes it; one folder a device."""

    def __init__(self, folder: Path, secret: str) -> None:
        """`secret`: of the installation; whoever has only the files cannot read them."""
        self.folder = folder
        self.secret = secret
        self._seal = Seal(secret)
        #: For nio's store.
        self.pickle_key: str = self._seal.key_of("matrix", "keys")
        self.keys_name: Final = _KEYS

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the folder.

        Raises:
            AlreadyRunning: somebody else does.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.folder / _KEYS).touch(mode=0o600)  # before nio would make it for everybody to read
        with (self.folder / "belegt").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AlreadyRunning from error
            yield

    def read(self) -> MatrixState | None:
        """The state; None if there is none, or if the installation's secret has changed since."""
        try:
            return MatrixState(**self._seal.open((self.folder / _STATE).read_bytes()))
        except (FileNotFoundError, SealBroken):
            return None

    def write(self, state: MatrixState) -> None:
        """Replaces it as a whole: a crash leaves the old one or the new one."""
        beside = self.folder / f"{_STATE}.neu"
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(self._seal.close(asdict(state)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / _STATE)

    def moved_to(self, position: str) -> None:
        """Remembers that everything up to here is safe."""
        state = self.read()
        if state is not None:
            self.write(replace(state, position=position))

    def name_of(self, device_id: str) -> str:
        """What the device is called among the gateways of the installation."""
        return self._seal.key_of("matrix", "device", device_id)

    def without_keys(self) -> None:
        """Throws the keys of a device away that is none any more."""
        (self.folder / _KEYS).unlink(missing_ok=True)
        (self.folder / _KEYS).touch(mode=0o600)

"""Passwords: what a good one is, and their argon2id hashes. Pure but for the time a hash takes (about 50 ms)."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.memory.staff.errors import AccountError

SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 200
_FEWEST_CHARACTERS: Final = 5  # "aaaaaaaaaaaa" is long, and no password
_HASHER: Final = PasswordHasher()


def check_password(password: str, name: str) -> None:
    """Refuses what is guessed at once; length is what makes a password, not signs (BSI, ORP.4).

    Args:
        password: as chosen.
        name: of the account.

    Raises:
        AccountError: too short, too long, too uniform, or the account's name is in it.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise AccountError(f"Das Passwort braucht mindestens {SHORTEST_PASSWORD} Zeichen.")
    if len(password) > LONGEST_PASSWORD:
        raise AccountError(f"Das Passwort darf höchstens {LONGEST_PASSWORD} Zeichen haben.")
    if len(set(password)) < _FEWEST_CHARACTERS:
        raise AccountError("Das Passwort besteht aus zu wenigen verschiedenen Zeichen.")
    if name and name in password.lower():
        raise AccountError("Im Passwort darf der Name des Kontos nicht vorkommen.")


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _HASHER.hash(_as_meant(password))


def password_fits(password_hash: str, password: str) -> bool:
    """Whether the password is the one of the hash; an empty hash fits nothing."""
    try:
        return _HASHER.verify(password_hash, _as_meant(password))
    except (VerificationError, InvalidHashError):
        return False


def compare_with_nothing(password: str) -> None:
    """Takes as long as `password_fits`: nobody shall hear from the time of an answer whether there is an account."""
    password_fits(_decoy(), password)


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's and should be made anew."""
    return _HASHER.check_needs_rehash(password_hash)


def _as_meant(password: str) -> str:
    # an "ü" is one sign on one machine and two on another; a blank at the end comes from copying
    return unicodedata.normalize("NFKC", password.strip())


@cache
def _decoy() -> str:
    return _HASHER.hash("niemandes Passwort")

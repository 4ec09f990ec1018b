"""What is wrong with an account, or with a change of one."""

from __future__ import annotations


class AccountError(Exception):
    """An account cannot be made or changed so; the message is a German sentence."""

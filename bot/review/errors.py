"""What can be wrong with a request of the team, as a German sentence for the page."""

from __future__ import annotations


class TeamError(Exception):
    """A request that is not carried out.

    Args:
        status: of the answer, 400, 403, 404, 409, 413 or 503.
        message: German, for people without IT knowledge: what happened, what to do.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class NotFound(TeamError):
    """What was asked for is not there, or no longer."""

    def __init__(self, message: str = "Das gibt es nicht, oder nicht mehr.") -> None:
        super().__init__(404, message)

"""What can be wrong with a correction or a candidate, as German sentences for the team's pages."""

from __future__ import annotations


class LearningError(Exception):
    """Something was not learned, tried or taken over; the message is German."""


class SentenceRefused(LearningError):
    """A sentence that must not or need not be learned."""


class RunRefused(LearningError):
    """A trial that cannot be started or ended, or whose model cannot be taken over."""

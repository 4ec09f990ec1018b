"""Topics found in a sentence, in the form the intent model learns from.

What a topic is worth is learned, not assumed: "Krippe" names a place as often as a wish ("die Krippe sagt, er hört
schlecht").
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.nlu.language.topic import TopicMention

Hints = dict[str, float]


def topic_hints(mentions: Iterable[TopicMention]) -> Hints:
    """Topic or need → how literally it stands there (0..1).

    Example:
        a mention of the topic elterngeld → {"topic elterngeld": 1.0, "need finanzielle_hilfen": 1.0}
    """
    hints: Hints = {}
    for mention in mentions:
        for name in (f"topic {mention.key}", f"need {mention.need}"):
            hints[name] = max(hints.get(name, 0.0), mention.score)
    return hints

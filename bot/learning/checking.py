"""Whether a sentence may be learned: new to Lotte, and none of those she is measured with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bot.evaluation.messages import GERMAN, OTHER_LANGUAGES
from bot.learning.cleaning import says_something
from bot.learning.errors import SentenceRefused
from bot.learning.near_copies import LONG_ENOUGH, nearest_copy
from bot.learning.sentences import Sentence, read_sentences, training_files
from offer_db.meaning import SentenceEncoder

_TOO_SHORT: Final = "Von diesem Satz ist nichts übrig, woraus Lotte lernen könnte."
_MEASURED_WITH: Final = (
    "Dieser Satz gleicht einem, mit dem gemessen wird, wie gut Lotte versteht. Er darf nicht gelernt werden, "
    "sonst wären die Zahlen zu gut. Schreiben Sie ihn deutlich um, oder lassen Sie ihn weg."
)


class AlreadyKnown(SentenceRefused):
    """Lotte was taught nearly the same already; `known` is that sentence."""

    def __init__(self, known: Sentence) -> None:
        super().__init__("Diesen Satz kennt Lotte schon, fast mit denselben Worten.")
        self.known = known


def check(
    text: str, encoder: Callable[[], SentenceEncoder], own: Iterable[Sentence] = (), *, taught: bool = True
) -> None:
    """Refuses a sentence that must not or need not be learned (half a second).

    Args:
        text: cleaned, see `cleaning.training_sentence`.
        encoder: loaded only if it is needed.
        own: sentences of this installation beside `data/nlu/`: taken over, or in the basket.
        taught: a model is to learn it; what only becomes a case for the developers may be known already.

    Raises:
        AlreadyKnown: it is nearly in the training sentences.
        SentenceRefused: too short, or nearly one of the evaluation; which one is not said.
    """
    if not says_something(text):
        raise SentenceRefused(_TOO_SHORT)
    if len(text) >= LONG_ENOUGH and nearest_copy(text, evaluation_texts(), encoder()) is not None:
        raise SentenceRefused(_MEASURED_WITH)
    if taught:
        known = [*read_sentences(training_files()), *own]
        copy = nearest_copy(text, [sentence.text for sentence in known], encoder())
        if copy is not None:
            raise AlreadyKnown(next(sentence for sentence in known if sentence.text == copy))


def evaluation_texts() -> Sequence[str]:
    """The sentences Lotte is measured with, in all languages; for comparing alone."""
    lines = (
        line for path in (GERMAN, OTHER_LANGUAGES) if path.exists() for line in path.read_text("utf-8").splitlines()
    )
    return [json.loads(line)["text"] for line in lines if line.strip()]

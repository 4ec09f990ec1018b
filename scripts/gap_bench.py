"""How long the team waits for the gaps: `python -m scripts.gap_bench`. Prints figures, judges nothing.

Reads the searches that are counted in this installation (fill an empty one with `make saat`). Cold is the first report
after a start or a new search, warm every further one. Beside it: how late the event loop comes, which parents' answers
go through, while another thread reckons.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from datetime import datetime
from functools import partial
from typing import Final

from bot.review.keys import in_drawing_thread
from bot.settings import load_settings
from offer_db.database import open_engine
from offer_db.gaps import GapQuery, GapReport, gap_report
from offer_db.opening import TIMEZONE

ROUNDS: Final = 10
_PAUSE: Final = 0.001


async def main() -> int:
    """Exit code: 0."""
    engine = open_engine(load_settings().offers_url)
    report = partial(gap_report, engine, GapQuery(), datetime.now(TIMEZONE).date())
    late: list[float] = []
    watching = asyncio.create_task(_watch(late))
    times = []
    for _ in range(1 + ROUNDS):
        started = time.perf_counter()
        shown: GapReport = await in_drawing_thread(report)
        times.append(time.perf_counter() - started)
    watching.cancel()
    late.sort()
    print(f"{shown.tables[0].sums.total} Fragen: kalt {times[0]:.1f} s, warm {statistics.median(times[1:]):.1f} s")
    print(f"Verzug dabei: p95 {1000 * late[int(0.95 * len(late))]:.0f} ms, längstens {1000 * late[-1]:.0f} ms")
    engine.dispose()
    return 0


async def _watch(late: list[float]) -> None:
    while True:
        started = time.perf_counter()
        await asyncio.sleep(_PAUSE)
        late.append(time.perf_counter() - started - _PAUSE)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

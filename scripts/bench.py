"""How quick a turn is, through the real gateway: `make bench`. Prints figures and ratios, judges nothing.

Side by side with its parts: the same gateway without a dialogue (/api/understand), and a bare /healthz for scale.
"""

from __future__ import annotations

import json
import os
import statistics
import time
import urllib.request
from collections.abc import Callable, Sequence

from tests.running import Parent, RunningLotte, running_lotte

TURNS = 200
MESSAGES = (
    "Meine Tochter ist 18 Monate, ich suche eine Krippe in Wittingen",
    "Mein Sohn wird im Mai 4 und spricht kaum",
    "wer zahlt die klassenfahrt, mein kind ist in der 3. klasse",
    "ich bin im 5. monat schwanger und suche eine hebamme",
    "elterngeld antrag gifhorn, baby 3 monate",
)


def milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def line(name: str, values: Sequence[float]) -> None:
    ordered = sorted(values)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    print(f"{name:<52} n={len(values):<4} Median {statistics.median(values):7.1f} ms   p95 {p95:7.1f} ms")


def memory_mib(pid: int) -> float:
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    started = time.perf_counter()
    with running_lotte() as lotte:
        print(f"Start bis bereit: {time.perf_counter() - started:.1f} s (Modell vorhanden, Datenbanken neu)")
        warm = lotte.parent()
        for message in MESSAGES * 3:
            warm.say(message)
        new_sessions = [milliseconds(lambda m=m: lotte.parent().say(m)) for m in _messages(TURNS)]
        line("Empfehlung, jede in neuer Sitzung", new_sessions)
        one = lotte.parent()
        one_session = [milliseconds(lambda m=m: one.say(m)) for m in _messages(TURNS)]
        line("Empfehlung, alle in einer Sitzung", one_session)
        late = statistics.median(one_session[-20:])
        # from turn 6 on every message of the round was said once, so early and late turns ask for the same
        for name, turns in (("1–10", one_session[:10]), ("6–25", one_session[5:25])):
            early = statistics.median(turns)
            ratio = f"{early:.1f} ms → {late:.1f} ms, Verhältnis {late / early:.2f}"
            print(f"{f'Züge {name} gegen 181–200 (Median)':<52} {ratio}")
        line(
            "nur verstehen (/api/understand)",
            [milliseconds(lambda m=m: understand(lotte, m)) for m in _messages(TURNS)],
        )
        line("nur Gateway (Startseite)", [milliseconds(lambda: page(lotte)) for _ in range(TURNS)])
        for name, process in lotte.processes.items():
            print(f"Speicher {name:<10} {memory_mib(process.pid):6.0f} MiB")


def understand(lotte: RunningLotte, message: str) -> None:
    status, _ = Parent(lotte.address).post("/api/understand", json.dumps({"text": message}).encode())
    assert status == 200


def page(lotte: RunningLotte) -> None:
    with urllib.request.urlopen(lotte.address + "/", timeout=10) as response:
        response.read()


def _messages(count: int) -> list[str]:
    return [MESSAGES[number % len(MESSAGES)] for number in range(count)]


if __name__ == "__main__":
    main()

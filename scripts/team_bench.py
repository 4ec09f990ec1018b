"""How quick the team's lists are with very many conversations: `make bench-team`. Prints a table, judges nothing.

100,000 conversations with about two million events in a PostgreSQL of its own (gone afterwards), made of some thousand
synthetic conversations under ever new ids and times. `--sqlite` measures SQLite with fewer.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from bot.memory.conversations import Conversation, ConversationEvent
from bot.memory.database import open_engine
from bot.memory.migrate import upgrade
from bot.memory.reviewing.listing import ConversationList, Cursor, Filters
from bot.memory.reviewing.searching import ConversationWord
from bot.memory.reviewing.transcript import read_transcript
from bot.prepare import prepare_databases
from bot.settings import load_settings
from offer_db.opening import TIMEZONE
from scripts.synthetic.playing import portion
from scripts.synthetic.storing import TABLES, Rows, insert
from scripts.team_seed import DAYS
from tests.postgres import fresh_database, throwaway_postgres

DIFFERENT: Final = 800
ROUNDS: Final = 40
AT_ONCE: Final = 500
_SPAN: Final = DAYS * 86_400.0
_RARE: Final = "zebrafink"
_TIMES: Final[tuple[str, ...]] = ("created_at", "updated_at", "timestamp")


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.team_bench", description=__doc__)
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--sqlite", action="store_true")
    parsed = parser.parse_args(arguments)
    with _database(parsed.sqlite) as url:
        upgrade(url)
        engine = open_engine(url)
        _load(engine, parsed.conversations)
        _measure(engine)
        engine.dispose()
    return 0


@contextlib.contextmanager
def _database(sqlite: bool) -> Iterator[str]:
    if sqlite:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'bench.db'}"
    else:
        with throwaway_postgres() as server, fresh_database(server, "bench") as url:
            yield url


def _load(engine: sa.Engine, count: int) -> None:
    started = time.perf_counter()
    settings = load_settings()
    prepare_databases(settings)
    different = min(DIFFERENT, count)
    today = datetime.now(TIMEZONE)
    rows = [portion(settings.offers_url, 1, today, DAYS, [number]).rows for number in range(different)]
    print(f"{different} verschiedene Unterhaltungen gespielt: {time.perf_counter() - started:.0f} s", flush=True)
    started = time.perf_counter()
    chance, events = random.Random(1), 0
    for first in range(0, count, AT_ONCE):
        some: Rows = {table: [] for table in TABLES}
        for number in range(first, min(count, first + AT_ONCE)):
            _copy(rows[number % different], number, chance, some)
        if number == count - 1:
            some[ConversationWord].append({"sender_id": some[Conversation][-1]["sender_id"], "word": _RARE})
        events += len(some[ConversationEvent])
        _write(engine, some)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")
    print(f"{count} Unterhaltungen, {events} Ereignisse geladen: {time.perf_counter() - started:.0f} s", flush=True)


def _copy(rows: Rows, number: int, chance: random.Random, into: Rows) -> None:
    """The same conversation under another id, at another time of the same ninety days."""
    sender = f"{number:06x}{chance.getrandbits(128):034x}"[:40]
    now = time.time()
    old = rows[Conversation][0]["updated_at"]
    shift = now - (now - old + number * 7_919.3) % _SPAN - old if number >= DIFFERENT else 0.0
    for table, some in rows.items():
        for row in some:
            moved = {name: row[name] + shift for name in _TIMES if name in row}
            into[table].append({**row, **moved, "sender_id": sender})


def _write(engine: sa.Engine, rows: Rows) -> None:
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            insert(connection, rows)
        return
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection  # of psycopg, which SQLAlchemy's type does not know
    with driver.cursor() as cursor:
        for table in TABLES:
            if rows[table]:
                columns = list(rows[table][0])
                with cursor.copy(f"COPY {table.__tablename__} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in rows[table]:
                        copy.write_row([row[name] for name in columns])
    pooled.commit()
    pooled.close()


def _measure(engine: sa.Engine) -> None:
    listed = ConversationList(engine)
    with engine.connect() as connection:
        word = sa.func.count().label("often")
        ranked = sa.select(ConversationWord.word).group_by(ConversationWord.word).order_by(word.desc())
        frequent = connection.scalars(ranked.limit(2)).all()
        senders = connection.scalars(sa.select(Conversation.sender_id).limit(20_000)).all()
    middle = listed.page(Filters(), before=f"{time.time() - _SPAN / 2!r}~")
    last = listed.page(Filters(), before=f"{time.time() - _SPAN * 0.98!r}~")
    chance = random.Random(2)
    print("\n| Was | p50 | p95 | Treffer |\n|---|---:|---:|---:|")
    for name, filters in _cases(frequent).items():
        _line(name, lambda f=filters: listed.page(f).total)
    for name, cursor in (("in der Mitte", middle.older), ("am Ende", last.older)):
        _line(f"Liste, {name} geblättert", lambda c=cursor: listed.page(Filters(), before=c).total)
    deep: Cursor | None = middle.older
    _line(
        "Mitte, Bedarf + schlechte Rückmeldung",
        lambda: listed.page(Filters(need="gesundheit", bad_feedback=True), before=deep).total,
    )
    _line("Was es zum Filtern gibt", lambda: len(listed.choices().needs))
    _line(
        "Nächste und vorige (Gefahr, ungeprüft)",
        lambda: len(listed.neighbours(Filters(crisis=True, not_reviewed=True), chance.choice(senders))),
    )
    _line("Eine Unterhaltung ganz", lambda: len(read_transcript(engine, chance.choice(senders)).turns))  # type: ignore[union-attr]


def _cases(frequent: Sequence[str]) -> dict[str, Filters]:
    week, month = time.time() - 7 * 86_400, time.time() - 30 * 86_400
    return {
        "Liste ohne Filter": Filters(),
        "Zeit: 7 Tage": Filters(since=week),
        "Zeit: ein Tag vor 60 Tagen": Filters(since=week - 54 * 86_400, until=week - 53 * 86_400),
        "Kanal Telegram": Filters(channel="telegram"),
        "Sprache Arabisch": Filters(language="ar"),
        "Sprache, die es nicht gibt": Filters(language="xx"),
        "Bedarf Kinderbetreuung": Filters(need="kinderbetreuung"),
        "Bedarf Sucht und Psyche": Filters(need="sucht_psyche"),
        "Ort Gifhorn": Filters(place_key="03151009"),
        "Ort Ummern": Filters(place_key="03151033"),
        "Schlagwort": Filters(tag="Angebot fehlt"),
        "Stand markiert": Filters(state="markiert"),
        "kein passendes Angebot": Filters(no_offer=True),
        "nicht verstanden": Filters(fallback=True),
        "unsicher verstanden": Filters(low_confidence=True),
        "Gefahr": Filters(crisis=True),
        "schlechte Rückmeldung": Filters(bad_feedback=True),
        "ungeprüft": Filters(not_reviewed=True),
        "10 Nachrichten und mehr": Filters(least_turns=10),
        "30 Nachrichten und mehr": Filters(least_turns=30),
        "30 Tage + Bedarf + Ort": Filters(since=month, need="kinderbetreuung", place_key="03151009"),
        "Bedarf + Ort + Sprache (fast nichts)": Filters(need="sucht_psyche", place_key="03151033", language="pl"),
        "Gefahr + ungeprüft + Telegram": Filters(crisis=True, not_reviewed=True, channel="telegram"),
        "unsicher + kein Angebot + Ort": Filters(low_confidence=True, no_offer=True, place_key="03151009"),
        "alle Zeichen zugleich": Filters(
            no_offer=True, fallback=True, low_confidence=True, crisis=True, bad_feedback=True, not_reviewed=True
        ),
        "Wort, sehr häufig": Filters(words=frequent[0]),
        "zwei häufige Wörter": Filters(words=" ".join(frequent)),
        "Wort: Kita": Filters(words="Kita"),
        "Wort: Schreibaby": Filters(words="Schreibaby"),
        "Wort, einmal": Filters(words=_RARE),
        "Wort, das es nicht gibt": Filters(words="quastenflosser"),
        "Wortanfang: kin": Filters(words="kin"),
        "häufiges Wort + eines, das es nicht gibt": Filters(words=f"{frequent[0]} quastenflosser"),
        "Wort + Bedarf + 30 Tage + ungeprüft": Filters(
            words="Kita", need="kinderbetreuung", since=month, not_reviewed=True
        ),
        "seltenes Wort + Gefahr": Filters(words=_RARE, crisis=True),
    }


def _line(name: str, call: Callable[[], int]) -> None:
    call()
    times: list[float] = []
    found: Any = 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = call()
        times.append((time.perf_counter() - start) * 1_000)
    times.sort()
    print(
        f"| {name} | {statistics.median(times):.0f} ms | {times[int(len(times) * 0.95) - 1]:.0f} ms | {found} |",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

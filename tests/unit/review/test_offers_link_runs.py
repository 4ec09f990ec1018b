"""When links are looked at: one run at a time, what is written down, and that a missing network blames nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

import offer_db.migrate
from bot.review.offers.link_checking import NO_CONNECTION, Found
from bot.review.offers.link_runs import LinkRuns, Outcome
from bot.settings import ROOT
from offer_db import links
from offer_db.database import open_engine, reading
from offer_db.models import OfferLink
from offer_db.seeding import seed


class FakeChecker:
    """Answers from a table; what is not in it answers like `otherwise`."""

    def __init__(self, otherwise: tuple[int | None, str], **known: tuple[int | None, str]) -> None:
        self.otherwise = otherwise
        self.known = known
        self.asked: list[str] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def check(self, urls: Iterable[str], progress: Callable[[Found], object] | None = None) -> list[Found]:
        await self.may_answer.wait()
        found = []
        for url in urls:
            self.asked.append(url)
            found.append(Found(url, *self.known.get(url, self.otherwise)))
            if progress:
                progress(found[-1])
        return found


HERE = (200, "")
OFFLINE = (None, NO_CONNECTION)
UNKNOWN = (None, links.NAME_UNKNOWN)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("angebote") / "offers.db"
    url = f"sqlite:///{path}"
    offer_db.migrate.upgrade(url)
    engine = open_engine(url)
    seed(engine, ROOT / "data" / "gifhorn")
    engine.dispose()
    return path


@pytest.fixture
def engine(seeded: Path) -> Iterator[sa.Engine]:
    engine = open_engine(f"sqlite:///{seeded}")
    with engine.begin() as connection:
        connection.execute(sa.delete(OfferLink))
    yield engine
    engine.dispose()


async def run(runs: LinkRuns, days: int | None = None) -> None:
    assert runs.start(days=days)
    assert runs._task is not None
    await runs._task


def all_urls(engine: sa.Engine) -> list[str]:
    return list(links.due(engine, datetime(2999, 1, 1)))


def written(engine: sa.Engine) -> int:
    with reading(engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(OfferLink)) or 0


async def test_what_is_gone_is_dead_after_one_look_somebody_asked_for(engine: sa.Engine) -> None:
    gone, *others = all_urls(engine)
    runs = LinkRuns(engine, FakeChecker(HERE, **{gone: (404, "Antwort 404")}))  # type: ignore[arg-type]
    await run(runs)
    assert runs.standing.outcome is Outcome.FERTIG
    assert (runs.standing.done, runs.standing.total) == (len(others) + 1, len(others) + 1)
    assert {link.url for link in links.dead(engine)} == {gone}
    assert written(engine) == len(others) + 1


async def test_the_schedule_needs_two_days_and_leaves_the_fresh_alone(engine: sa.Engine) -> None:
    gone = all_urls(engine)[0]
    checker = FakeChecker(HERE, **{gone: (404, "Antwort 404")})
    runs = LinkRuns(engine, checker)  # type: ignore[arg-type]
    await run(runs, days=7)
    assert links.dead(engine) == ()
    asked = len(checker.asked)
    await run(runs, days=7)
    assert len(checker.asked) == asked


@pytest.mark.parametrize("answer", [OFFLINE, UNKNOWN])
async def test_without_a_network_nobody_is_dead(engine: sa.Engine, answer: tuple[int | None, str]) -> None:
    runs = LinkRuns(engine, FakeChecker(answer))  # type: ignore[arg-type]
    await run(runs)
    assert runs.standing.outcome is Outcome.KEIN_NETZ
    assert written(engine) == 0
    outcome, _ = await runs.look_at(all_urls(engine)[0])
    assert (outcome, written(engine)) == (Outcome.KEIN_NETZ, 0)


async def test_one_that_does_not_answer_is_believed_if_others_do(engine: sa.Engine) -> None:
    gone = all_urls(engine)[0]
    runs = LinkRuns(engine, FakeChecker(HERE, **{gone: UNKNOWN}))  # type: ignore[arg-type]
    outcome, found = await runs.look_at(gone)
    assert outcome is Outcome.FERTIG
    assert found == Found(gone, *UNKNOWN)
    assert {link.url for link in links.dead(engine)} == {gone}


async def test_one_at_a_time(engine: sa.Engine) -> None:
    checker = FakeChecker(HERE)
    checker.may_answer.clear()
    runs = LinkRuns(engine, checker)  # type: ignore[arg-type]
    assert runs.start()
    await asyncio.sleep(0)
    assert not runs.start()
    assert await runs.look_at("https://x.example/") == (Outcome.LAEUFT_SCHON, None)
    await runs.stop()
    assert not runs.standing.running
    assert written(engine) == 0


async def test_what_goes_wrong_does_not_stay_running(engine: sa.Engine) -> None:
    class Broken(FakeChecker):
        async def check(self, urls: Iterable[str], progress: Callable[[Found], object] | None = None) -> list[Found]:
            raise RuntimeError("kaputt")

    runs = LinkRuns(engine, Broken(HERE))  # type: ignore[arg-type]
    await run(runs)
    assert runs.standing.outcome is Outcome.KEIN_NETZ

"""Counting searches, on both databases."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from offer_db import migrate
from offer_db.database import open_engine, reading, writing
from offer_db.demandtable import TooFine, demand_csv
from offer_db.search import Demand, OfferDirectory

SEARCH = Demand("kinderbetreuung", "kita", "krippe", "03151009", "de", 3, "", "2026-10", "web")
UNMET = replace(SEARCH, hits=1, relaxed="kostenlos+ort")


@pytest.fixture
def counting(engine: Engine) -> Iterator[OfferDirectory]:
    with OfferDirectory(engine.url.render_as_string(hide_password=False)) as directory:
        yield directory


def rows(engine: Engine) -> list[tuple[object, ...]]:
    with reading(engine) as session:
        return [tuple(row) for row in session.execute(text("SELECT * FROM demand ORDER BY hits, month"))]


def table(engine: Engine, month: str | None = None, unmet: bool = False, by: tuple[str, ...] = ()) -> list[str]:
    lines = list(demand_csv(engine, month, unmet_only=unmet, by=by))
    assert lines[0].startswith("\ufeff")
    assert all(line.endswith("\r\n") for line in lines)
    return [line.strip("\ufeff\r\n") for line in lines]


def test_the_same_search_is_one_row(counting: OfferDirectory, engine: Engine) -> None:
    for _ in range(3):
        counting.count_demand(SEARCH)
    counting.count_demand(UNMET)
    counting.count_demand(replace(SEARCH, hits=17))
    assert rows(engine) == [
        ("2026-10", "kinderbetreuung", "kita", "krippe", "03151009", "de", 1, "kostenlos+ort", "web", 1),
        ("2026-10", "kinderbetreuung", "kita", "krippe", "03151009", "de", 3, "", "web", 4),
    ]


def test_words_never_reach_the_table(counting: OfferDirectory, engine: Engine) -> None:
    said = "Anna Müller, Tel. 05371 12345\x00\ud800"
    counting.count_demand(Demand(said, said, said, said, said, 1, said, said, said))
    (row,) = rows(engine)
    assert row[1:] == ("", "", "", "", "", 1, "", "", 1)


def test_many_at_once_are_all_counted(counting: OfferDirectory, engine: Engine) -> None:
    threads = [threading.Thread(target=lambda: [counting.count_demand(SEARCH) for _ in range(10)]) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows(engine)[0][-1] == 60


def test_a_busy_database_makes_nobody_wait(
    counting: OfferDirectory, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    counting.count_demand(SEARCH)
    with writing(engine) as session:
        session.execute(text("UPDATE demand SET count = count + 1"))
        start = time.monotonic()
        counting.count_demand(SEARCH)
        assert time.monotonic() - start < 3
    assert rows(engine)[0][-1] == 2
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "kinderbetreuung" not in caplog.text
    # Whoever writes next on the same connection is as patient as before.
    counting.count_demand(SEARCH)
    assert rows(engine)[0][-1] == 3
    if engine.dialect.name == "sqlite":
        with counting._engine.connect() as connection:
            assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 10_000


def test_without_the_table_an_answer_is_still_given(
    counting: OfferDirectory, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with writing(engine) as session:
        session.execute(text("DROP TABLE demand"))
    counting.count_demand(SEARCH)
    assert "A search was not counted" in caplog.text
    assert "kinderbetreuung" not in caplog.text


def test_the_table_for_staff(counting: OfferDirectory, engine: Engine) -> None:
    for _ in range(7):
        counting.count_demand(SEARCH)
    for _ in range(5):
        counting.count_demand(UNMET)
        counting.count_demand(replace(UNMET, municipality_key="03103000", month="2026-11", hits=0, relaxed=""))
    heading = "monat;bedarf;suchen;unerfuellt"
    october, november = "2026-10;kinderbetreuung;12;5", "2026-11;kinderbetreuung;5;5"
    assert table(engine) == [heading, october, november]
    assert table(engine, unmet=True) == [heading, october, november]
    assert table(engine, "2026-11") == [heading, november]
    assert table(engine, "2025-01") == [heading]
    assert table(engine, by=("ort", "bedarf")) == [
        "bedarf;ort;suchen;unerfuellt",
        "kinderbetreuung;Gifhorn;12;5",
        "kinderbetreuung;Außerhalb des Landkreises;5;5",
    ]
    assert table(engine, by=("thema", "bedarf", "lebensphase")) == [
        "bedarf;thema;lebensphase;suchen;unerfuellt",
        "kinderbetreuung;kita;krippe;17;10",
    ]
    with pytest.raises(TooFine, match="zu klein"):
        table(engine, by=("sprache", "kanal"))


def test_the_table_shows_no_small_number_and_nothing_that_tells_it(counting: OfferDirectory, engine: Engine) -> None:
    for _ in range(12):
        counting.count_demand(SEARCH)
    counting.count_demand(replace(SEARCH, month="2026-11"))
    assert table(engine, by=("bedarf",)) == ["bedarf;suchen;unerfuellt", "kinderbetreuung;13;0"]
    assert table(engine) == ["monat;bedarf;suchen;unerfuellt"]  # October would be all but one of the quarter
    counting.count_demand(UNMET)
    assert table(engine, by=("bedarf",)) == ["bedarf;suchen;unerfuellt", "kinderbetreuung;14;."]


def test_the_second_migration_leaves_the_offers_alone(empty_url: str) -> None:
    migrate.upgrade(empty_url, "0001")
    with pytest.raises(Exception, match="python -m offer_db migrate"):
        OfferDirectory(empty_url)
    migrate.upgrade(empty_url)
    with OfferDirectory(empty_url) as directory:
        directory.count_demand(SEARCH)
    migrate.downgrade(empty_url, "0001")
    migrate.upgrade(empty_url)
    assert migrate.differences(empty_url) == []


def test_the_fourth_migration_keeps_what_was_counted(empty_url: str) -> None:
    migrate.upgrade(empty_url, "0003")
    engine = open_engine(empty_url)
    with writing(engine) as session:
        session.execute(text("INSERT INTO demand VALUES ('2026-10', 'gesundheit', '', 'kita', '', 'de', 1, '', 7)"))
    migrate.upgrade(empty_url, "0004")
    before = ("2026-10", "gesundheit", "", "kita", "", "de", 1, "")
    assert rows(engine) == [(*before, "", 7)]
    with writing(engine) as session:
        session.execute(
            text("INSERT INTO demand VALUES ('2026-10', 'gesundheit', '', 'kita', '', 'de', 1, '', 'web', 2)")
        )
    migrate.downgrade(empty_url, "0003")
    assert rows(engine) == [(*before, 9)]
    engine.dispose()
    migrate.upgrade(empty_url)
    assert migrate.differences(empty_url) == []

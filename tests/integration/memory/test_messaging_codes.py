"""Codes, leases and counts on both databases."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.memory.messaging.codes import ALPHABET, MINUTES, Codes, read
from bot.memory.messaging.counts import Count, Counts, What
from bot.memory.messaging.leases import Lease
from offer_db.opening import TIMEZONE
from tests.integration.memory.messaging import DAY, NOW, SEAL, rows


@pytest.fixture
def codes(memory_url: str) -> Iterator[Codes]:
    codes = Codes(memory_url, SEAL)
    yield codes
    codes.close()


@pytest.fixture
def counts(memory_url: str) -> Iterator[Counts]:
    counts = Counts(memory_url)
    yield counts
    counts.close()


def redeemed(codes: Codes, code: str, now: float) -> str | None:
    """Whose conversation it was made for."""
    found = codes.redeem(code, now)
    return found and found.sender_id


def test_a_code_is_good_once(codes: Codes, memory_engine: sa.Engine) -> None:
    code = codes.make("eine Unterhaltung", NOW)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)
    assert code.replace("-", "") not in str(rows(memory_engine, "handover_code"))
    assert redeemed(codes, code, NOW + 1) == "eine Unterhaltung"
    assert redeemed(codes, code, NOW + 1) is None
    assert rows(memory_engine, "handover_code") == []


def test_a_code_is_good_for_ten_minutes(codes: Codes) -> None:
    code = codes.make("a", NOW)
    assert redeemed(codes, code, NOW + MINUTES * 60) is None
    assert redeemed(codes, code, NOW + MINUTES * 60 - 1) == "a"


def test_a_new_code_takes_the_place_of_the_old_one_of_the_same_conversation(codes: Codes) -> None:
    first, others = codes.make("a", NOW), codes.make("b", NOW)
    second = codes.make("a", NOW + 300)
    assert redeemed(codes, first, NOW + 301) is None
    assert redeemed(codes, second, NOW + 899) == "a"
    assert redeemed(codes, others, NOW + 301) == "b"


def test_a_code_that_led_nowhere_is_good_again_and_no_longer_than_before(codes: Codes) -> None:
    code = codes.make("a", NOW)
    found = codes.redeem(code, NOW + MINUTES * 60 - 1)
    assert found
    assert found.sender_id == "a"
    codes.give_back(code.lower(), found)
    assert redeemed(codes, code, NOW + MINUTES * 60) is None
    assert redeemed(codes, code, NOW + 1) == "a"
    newer = codes.make("a", NOW)
    codes.give_back(code, found)
    assert redeemed(codes, code, NOW) is None
    assert redeemed(codes, newer, NOW) == "a"


def test_looking_at_a_code_does_not_use_it_up(codes: Codes) -> None:
    code = codes.make("a", NOW)
    assert codes.is_good(code.lower(), NOW)
    assert codes.is_good(code, NOW)
    assert not codes.is_good(code, NOW + MINUTES * 60)
    assert not codes.is_good("ABCD-EFGH", NOW)
    assert not codes.is_good("kein Code", NOW)


def test_the_code_of_a_conversation_that_was_deleted(codes: Codes) -> None:
    code, others = codes.make("a", NOW), codes.make("b", NOW)
    codes.forget("a")
    assert redeemed(codes, code, NOW) is None
    assert redeemed(codes, others, NOW) == "b"


@pytest.mark.parametrize(
    "shape", [str.lower, lambda code: f" {code[:2]} {code[2:]}\n", lambda code: code[:4] + code[5:]]
)
def test_as_people_type_it(codes: Codes, shape: object) -> None:
    assert callable(shape)
    assert redeemed(codes, shape(codes.make("a", NOW)), NOW) == "a"


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFG0", "ABCD-EFGI", "ÄBCD-EFGH", "\x00" * 8]
)
def test_what_cannot_be_a_code(codes: Codes, typed: str) -> None:
    assert read(typed) is None
    assert redeemed(codes, typed, NOW) is None


def test_two_gateways_at_once_redeem_once(memory_url: str) -> None:
    gateways = [Codes(memory_url, SEAL) for _ in range(4)]
    for _ in range(10):
        code = gateways[0].make("a", NOW)
        together = threading.Barrier(4)

        def redeem(gateway: Codes, code: str = code, together: threading.Barrier = together) -> str | None:
            together.wait()
            return redeemed(gateway, code, NOW)

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(redeem, gateways), key=str) == [None, None, None, "a"]
    for gateway in gateways:
        gateway.close()


def test_one_gateway_holds_a_lease_till_it_ends(memory_url: str) -> None:
    one, two = Lease(memory_url), Lease(memory_url)
    assert one.hold("telegram", "a", 30, NOW)
    assert not two.hold("telegram", "b", 30, NOW + 29)
    assert two.hold("matrix", "b", 30, NOW)
    assert one.hold("telegram", "a", 30, NOW + 29)
    assert not two.hold("telegram", "b", 30, NOW + 58)
    assert two.hold("telegram", "b", 30, NOW + 59)
    assert not one.hold("telegram", "a", 30, NOW + 60)
    one.give_back("telegram", "a")
    assert not one.hold("telegram", "a", 30, NOW + 60)
    two.give_back("telegram", "b")
    assert one.hold("telegram", "a", 30, NOW + 60)
    one.close()
    two.close()


def test_many_gateways_at_once_one_holds_it(memory_url: str) -> None:
    gateways = [Lease(memory_url) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        held = pool.map(lambda numbered: numbered[1].hold("telegram", str(numbered[0]), 30, NOW), enumerate(gateways))
        assert sum(held) == 1
    for gateway in gateways:
        gateway.close()


def test_counted_by_day_as_here(counts: Counts) -> None:
    midnight = datetime(2026, 11, 23, tzinfo=TIMEZONE).timestamp()
    counts.add("telegram", What.REFUSED, now=midnight - 1)
    counts.add("telegram", What.REFUSED, 3, midnight)
    counts.add("telegram", "abgewiesen", now=midnight + 5)
    counts.add("matrix", What.LATER, now=midnight + 5)
    today = [Count("2026-11-23", "matrix", "spaeter", 1), Count("2026-11-23", "telegram", "abgewiesen", 4)]
    assert counts.since(0, midnight + 60) == today
    assert counts.since(1, midnight + 60) == [Count("2026-11-22", "telegram", "abgewiesen", 1), *today]
    assert counts.since(1, midnight + 2 * DAY) == []


def test_none_is_lost_when_many_count_at_once(memory_url: str) -> None:
    gateways = [Counts(memory_url) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: gateways[n % 2].add("telegram", What.REFUSED, now=NOW), range(80)))
    assert [one.count for one in gateways[0].since(0, NOW)] == [80]
    for gateway in gateways:
        gateway.close()

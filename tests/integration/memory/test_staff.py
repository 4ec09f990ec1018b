"""Accounts, sign-in, sessions and the audit log on both databases."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyotp
import pytest
import sqlalchemy as sa

from bot.memory.database import open_engine
from bot.memory.migrate import upgrade
from bot.memory.staff import passwords
from bot.memory.staff.accounts import Accounts, checked_name
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.directory import account_of_directory
from bot.memory.staff.errors import AccountError
from bot.memory.staff.second_factor import step_of_code
from bot.memory.staff.sessions import StaffSessions
from bot.memory.staff.signing_in import FORGOTTEN, LOCKS, TRIES, SigningIn
from bot.memory.staff.tables import AuditEntry, Role, StaffAccount
from tests.postgres import fresh_database

_numbers = itertools.count(1)
PASSWORD = "ein langes Passwort"
WRONG = "ein falsches Passwort"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = 1_795_400_000.0


class Clock:
    """A clock that stands until it is set forward."""

    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    if dialect == "sqlite":
        url = f"sqlite:///{tmp_path / 'conversations.db'}"
        upgrade(url)
        engine = open_engine(url)
        yield engine
        engine.dispose()
    else:
        with fresh_database(request.getfixturevalue("server"), f"staff_{next(_numbers)}") as url:
            upgrade(url)
            engine = open_engine(url)
            yield engine
            engine.dispose()


@pytest.fixture
def accounts(engine: sa.Engine) -> Accounts:
    return Accounts(engine)


@pytest.fixture
def signing_in(engine: sa.Engine, clock: Clock) -> SigningIn:
    return SigningIn(engine, clock)


@pytest.fixture
def sessions(engine: sa.Engine, clock: Clock) -> StaffSessions:
    return StaffSessions(engine, idle_seconds=1800, longest_seconds=36_000, clock=clock)


@pytest.mark.parametrize("name", ["", "a", ".anna", "anna meier", "befehlszeile", "Import", "<b>x</b>", "a" * 101])
def test_names_that_cannot_be_one(name: str) -> None:
    with pytest.raises(AccountError):
        checked_name(name)


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("kurz", "mindestens 12"),
        ("aaaaaaaaaaaaaa", "verschiedenen"),
        ("geheim-anna-geheim", "Name"),
        ("x1y2z" * 50, "höchstens"),
    ],
)
def test_passwords_that_are_none(accounts: Accounts, password: str, word: str) -> None:
    with pytest.raises(AccountError, match=word):
        accounts.add("anna", Role.REDAKTION, password)
    assert accounts.all() == []


def test_a_name_is_given_once_and_a_password_kept_as_a_hash(accounts: Accounts, engine: sa.Engine) -> None:
    accounts.add(" Anna.Meier ", Role.REDAKTION, PASSWORD)
    with pytest.raises(AccountError, match="schon"):
        accounts.add("anna.meier", Role.LEITUNG, PASSWORD)
    with engine.connect() as connection:
        assert str(connection.scalar(sa.select(StaffAccount.password_hash))).startswith("$argon2id$")


def test_a_password_is_the_same_however_its_umlauts_are_written(accounts: Accounts, signing_in: SigningIn) -> None:
    accounts.add("anna", Role.REDAKTION, "grüne Bäume im Herbst")
    assert signing_in.password("ANNA", "gru\u0308ne Ba\u0308ume im Herbst ").passed


def test_tries_close_the_account_for_longer_and_longer_until_one_succeeds(
    accounts: Accounts, signing_in: SigningIn, clock: Clock
) -> None:
    accounts.add("anna", Role.REDAKTION, PASSWORD)
    for _ in range(TRIES - 1):
        assert signing_in.password("anna", WRONG).locked_seconds == 0
    for seconds in (*LOCKS, LOCKS[-1]):
        assert signing_in.password("anna", WRONG).locked_seconds == seconds
        refused = signing_in.password("anna", PASSWORD)
        assert (refused.passed, refused.name) == (False, "")
        clock.now += seconds + 1
    assert signing_in.password("anna", PASSWORD).passed
    assert signing_in.password("anna", WRONG).locked_seconds == 0


def test_tries_at_the_same_moment_are_all_counted(accounts: Accounts, signing_in: SigningIn) -> None:
    accounts.add("anna", Role.REDAKTION, PASSWORD)
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(lambda _: signing_in.password("anna", WRONG), range(10)))
    assert sum(outcome.name == "anna" for outcome in outcomes) == TRIES
    assert not signing_in.password("anna", PASSWORD).passed


def test_closed_unknown_and_passwordless_accounts_are_refused_alike(accounts: Accounts, signing_in: SigningIn) -> None:
    accounts.add("chefin", Role.LEITUNG, PASSWORD)
    accounts.set_active(accounts.add("anna", Role.REDAKTION, PASSWORD), False)
    accounts.add("ohne", Role.REDAKTION)
    outcomes = {signing_in.password(name, PASSWORD) for name in ("anna", "ohne", "niemand", "anna\x00", "\ud800")}
    assert len(outcomes) == 1
    assert signing_in.password("ohne", "").passed is False


def test_hashes_are_renewed_when_their_parameters_change(
    accounts: Accounts, signing_in: SigningIn, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add("anna", Role.REDAKTION, PASSWORD)
    monkeypatch.setattr(passwords, "_HASHER", passwords.PasswordHasher(time_cost=1, memory_cost=1024))
    assert signing_in.password("anna", PASSWORD).passed
    with engine.connect() as connection:
        assert "m=1024,t=1" in str(connection.scalar(sa.select(StaffAccount.password_hash)))
    assert signing_in.password("anna", PASSWORD).passed


def test_a_code_counts_once_and_half_a_minute_early_or_late(
    accounts: Accounts, signing_in: SigningIn, clock: Clock
) -> None:
    account_id = accounts.add("anna", Role.REDAKTION, PASSWORD)
    accounts.set_second_factor(account_id, SECRET, 0)
    first = signing_in.password("anna", PASSWORD)
    assert first.needs_code
    totp = pyotp.TOTP(SECRET)
    codes = {shift: totp.at(int(NOW) + 30 * shift) for shift in range(-2, 3)}
    assert not signing_in.code(account_id, first.stamp, codes[2]).passed
    assert signing_in.code(account_id, first.stamp, f"{codes[0][:3]} {codes[0][3:]}").passed
    for used_or_older in (0, -1, -2):
        assert not signing_in.code(account_id, first.stamp, codes[used_or_older]).passed
    clock.now += 60
    assert signing_in.code(account_id, first.stamp, codes[1]).passed
    assert not signing_in.code(account_id, "ein anderer Stempel", codes[2]).passed


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "1' OR 1"])
def test_what_is_no_code(code: str) -> None:
    assert step_of_code(SECRET, code, NOW) is None


def test_a_session_ends_when_idle_and_after_its_longest_time(
    accounts: Accounts, sessions: StaffSessions, clock: Clock
) -> None:
    account_id = accounts.add("anna", Role.REDAKTION, PASSWORD)
    used, idle = sessions.start(account_id), sessions.start(account_id)
    for _ in range(20):
        clock.now += 1790
        staff = sessions.find(used)
        assert staff is not None
        assert staff.ends_at == NOW + 36_000
        assert sessions.needs_mark(staff)
        sessions.mark_used(used)
    assert sessions.find(idle) is None
    clock.now = NOW + 36_000
    assert sessions.find(used) is None
    assert sessions.of_account(account_id, used) == []
    assert sessions.delete_expired() == 2
    assert sessions.delete_expired() == 0


def test_what_only_looks_who_it_is_keeps_no_session_alive(
    accounts: Accounts, sessions: StaffSessions, clock: Clock
) -> None:
    token = sessions.start(accounts.add("anna", Role.REDAKTION, PASSWORD))
    clock.now += 1790
    assert sessions.find(token) is not None
    clock.now += 20
    assert sessions.find(token) is None


def test_a_day_without_a_failed_try_starts_the_count_anew(
    accounts: Accounts, signing_in: SigningIn, clock: Clock
) -> None:
    accounts.add("anna", Role.REDAKTION, PASSWORD)
    for _ in range(TRIES - 1):
        assert signing_in.password("anna", "falsch").locked_seconds == 0
    clock.now += FORGOTTEN - 1
    assert signing_in.password("anna", "falsch").locked_seconds == LOCKS[0]
    clock.now += FORGOTTEN + LOCKS[0]
    assert signing_in.password("anna", "falsch").locked_seconds == 0
    assert accounts.named("anna").locked_until == clock.now  # the time of the try, not a lock


def test_sessions_end_here_elsewhere_and_with_role_or_lock(accounts: Accounts, sessions: StaffSessions) -> None:
    accounts.add("chefin", Role.LEITUNG, PASSWORD)
    account_id = accounts.add("anna", Role.REDAKTION, PASSWORD)
    here, there = sessions.start(account_id), sessions.start(account_id)
    assert [entry.is_this for entry in sessions.of_account(account_id, here)].count(True) == 1
    assert sessions.end_others(account_id, here) == 1
    assert sessions.find(there) is None
    changes = (
        lambda: accounts.set_role(account_id, Role.AUSWERTUNG),
        lambda: accounts.set_password(account_id, "noch ein langes Passwort"),
        lambda: accounts.remove_second_factor(account_id),
        lambda: accounts.set_active(account_id, False),
        lambda: accounts.remove(account_id),
    )
    for change in changes:
        token = sessions.start(account_id)
        change()
        assert sessions.find(token) is None
    assert accounts.get(account_id) is None


def test_the_last_lead_stays(accounts: Accounts) -> None:
    first = accounts.add("chefin", Role.LEITUNG, PASSWORD)
    for take in (
        lambda: accounts.set_role(first, Role.REDAKTION),
        lambda: accounts.set_active(first, False),
        lambda: accounts.remove(first),
    ):
        with pytest.raises(AccountError, match="letzte Konto der Leitung"):
            take()
    second = accounts.add("chef", Role.LEITUNG, PASSWORD)
    accounts.set_active(second, False)
    with pytest.raises(AccountError, match="letzte"):  # one that is closed leads nothing
        accounts.remove(first)
    accounts.set_active(second, True)
    accounts.remove(first)


def test_two_leads_cannot_remove_each_other_at_the_same_moment(accounts: Accounts) -> None:
    ids = [accounts.add(name, Role.LEITUNG, PASSWORD) for name in ("chefin", "chef")]

    def close(account_id: int) -> bool:
        try:
            accounts.set_active(account_id, False)
        except Exception:  # refused by the rule, or by the database because the other one writes
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        closed = list(pool.map(close, ids))
    assert closed.count(True) <= 1
    assert any(account.active for account in accounts.all())


def test_the_directory_makes_accounts_and_keeps_their_role_up(
    accounts: Accounts, engine: sa.Engine, sessions: StaffSessions
) -> None:
    accounts.add("anna.meier", Role.LEITUNG, PASSWORD)
    account_id, name = account_of_directory(engine, "https://kreis|1", "Anna.Meier", Role.REDAKTION)
    assert name == "anna.meier-2"  # the name alone leads into nobody's account
    token = sessions.start(account_id)
    assert account_of_directory(engine, "https://kreis|1", "anders", Role.REDAKTION) == (account_id, name)
    assert sessions.find(token) is not None
    account_of_directory(engine, "https://kreis|1", "anders", Role.AUSWERTUNG)
    assert sessions.find(token) is None
    found = accounts.get(account_id)
    assert found is not None
    assert (found.role, found.from_directory, found.has_password) == (Role.AUSWERTUNG, True, False)
    accounts.set_active(account_id, False)
    with pytest.raises(AccountError, match="gesperrt"):
        account_of_directory(engine, "https://kreis|1", "anders", Role.LEITUNG)
    assert account_of_directory(engine, "https://kreis|2", "  ", Role.REDAKTION)[1] == "konto-der-verwaltung"


def test_the_log_is_read_by_person_kind_and_thing_in_both_directions(engine: sa.Engine) -> None:
    log = AuditLog(engine)
    for number in range(10):
        log.add("anna" if number % 2 else "chefin", "Gespräch angesehen", f"s{number}", "")
    log.add("anna", "Angebot geändert", "gf-1", "Titel")
    newest = log.latest(3)
    assert [line.subject for line in newest] == ["gf-1", "s9", "s8"]
    older = log.latest(3, before=newest[-1].id)
    assert [line.subject for line in older] == ["s7", "s6", "s5"]
    assert log.latest(3, after=older[0].id) == newest
    assert {line.who for line in log.latest(99, who="anna")} == {"anna"}
    assert [line.detail for line in log.latest(99, action="Angebot geändert")] == ["Titel"]
    assert [line.who for line in log.latest(99, subject="s3")] == ["anna"]
    assert log.choices() == (("anna", "chefin"), ("Angebot geändert", "Gespräch angesehen"))


def test_the_log_forgets_by_age_alone(engine: sa.Engine) -> None:
    log = AuditLog(engine)
    log.add("anna", "alt")
    log.add("anna", "neu")
    with engine.begin() as connection:
        connection.execute(
            sa.update(AuditEntry).where(AuditEntry.action == "alt").values(at=AuditEntry.at - 366 * 86_400)
        )
    assert log.delete_older_than(365) == 1
    assert [line.action for line in log.latest(9)] == ["neu"]

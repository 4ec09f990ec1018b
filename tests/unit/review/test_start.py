"""What waits, by role; and the wishes to be called back."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest

from bot.memory.callbacks import CallbackBook
from bot.memory.database import open_engine
from bot.memory.reviewing.waiting import MOST, Waiting
from bot.memory.staff.audit import AuditLog
from bot.memory.staff.tables import Role
from bot.review.start import callback_tasks, conversation_tasks, offer_tasks
from bot.settings import Settings
from tests.unit.review.conftest import Client

AsRole = Callable[[Role], Awaitable[Client]]
WISH = "/team/rueckrufe/1/erledigt"


@pytest.fixture
def book(settings: Settings) -> CallbackBook:
    """One family waits."""
    book = CallbackBook(settings.conversations_url)
    book.add("s", "05371 123456", "ab 16 Uhr <b>", "tr")
    return book


def noted(settings: Settings) -> list[tuple[str, str, str, str]]:
    memory = open_engine(settings.conversations_url)
    lines = [(line.who, line.action, line.subject, line.detail) for line in AuditLog(memory).latest(10)]
    memory.dispose()
    return lines


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Waiting(0, 0, 0, 0), []),
        (
            Waiting(1, 1, 1, 1),
            [
                "1 ungeprüftes Gespräch mit Gefahr aus den letzten 7 Tagen",
                "1 ungeprüftes Gespräch",
                "1 Korrektur, die noch kein Modell gelernt hat",
            ],
        ),
        (Waiting(0, MOST + 1, 0, 0), ["mehr als 1.000 ungeprüfte Gespräche"]),
        (Waiting(0, MOST, 2, 0), ["1.000 ungeprüfte Gespräche", "2 Korrekturen, die noch kein Modell gelernt hat"]),
    ],
)
def test_tasks_with_conversations(found: Waiting, said: list[str]) -> None:
    assert [f"{task.count} {task.words}" for task in conversation_tasks(found)] == said


@pytest.mark.parametrize(
    ("items", "serious", "said"),
    [
        (0, 0, []),
        (1, 1, [("1", "dringende Aufgabe bei den Angeboten", True)]),
        (281, 0, [("281", "Aufgaben bei den Angeboten", False)]),
        (
            5,
            2,
            [
                ("2", "dringende Aufgaben bei den Angeboten", True),
                ("3", "weitere Aufgaben bei den Angeboten", False),
            ],
        ),
    ],
)
def test_tasks_with_offers(items: int, serious: int, said: list[tuple[str, str, bool]]) -> None:
    assert [(task.count, task.words, task.urgent) for task in offer_tasks(items, serious)] == said


@pytest.mark.parametrize(
    ("role", "calls", "offers"),
    [(Role.REDAKTION, False, True), (Role.AUSWERTUNG, False, False), (Role.LEITUNG, True, True)],
)
async def test_everybody_sees_what_waits_for_the_role(
    as_role: AsRole, book: CallbackBook, role: Role, calls: bool, offers: bool
) -> None:
    page = await (await (await as_role(role)).get("/team/")).text()
    assert ("wartet auf einen Anruf" in page) is calls
    assert ("bei den Angeboten" in page) is offers
    assert "05371" not in page


async def test_every_task_leads_to_a_page(as_role: AsRole, book: CallbackBook) -> None:
    client, waits = await as_role(Role.LEITUNG), Waiting(1, 1, 1, 1)
    for task in [*callback_tasks(waits), *conversation_tasks(waits), *offer_tasks(2, 1)]:
        assert (await client.get(task.href)).status == 200, task.href


async def test_a_number_is_shown_noted_and_gone_when_the_call_was_made(
    as_role: AsRole, book: CallbackBook, settings: Settings
) -> None:
    client = await as_role(Role.LEITUNG)
    page = await (await client.get("/team/rueckrufe")).text()
    assert 'href="tel:05371123456"' in page
    assert "spricht Türkisch" in page
    assert "ab 16 Uhr &lt;b&gt;" in page
    assert re.search(r"Wartet seit \d\d\.\d\d\.\d{4} ·", page), "the day, not the minute"
    assert noted(settings) == [("leitung", "Rückrufe angesehen", "", "1 offen")]
    form = {"csrf": client.csrf}  # type: ignore[attr-defined]
    assert (await client.post(WISH)).status == 403
    assert len(book.open()) == 1
    done = await client.post(WISH, data=form)
    assert "Die Nummer ist gelöscht." in await done.text()
    assert book.open() == []
    assert ("leitung", "Rückruf erledigt", "1", "") in noted(settings)
    assert "05371" not in str(noted(settings))
    assert (await client.post(WISH, data=form)).status == 404


@pytest.mark.parametrize("role", [Role.REDAKTION, Role.AUSWERTUNG])
async def test_only_the_lead_sees_a_number(as_role: AsRole, book: CallbackBook, role: Role) -> None:
    client = await as_role(role)
    assert (await client.get("/team/rueckrufe")).status == 403
    assert (await client.post(WISH, data={"csrf": client.csrf})).status == 403  # type: ignore[attr-defined]
    assert len(book.open()) == 1

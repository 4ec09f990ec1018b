"""A message sent twice is answered once; somebody else's message never gets that answer."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.gateway.resending import Answered, Resending
from bot.gateway.session import COOKIE, Session
from tests.unit.gateway.fake_rasa import FakeRasa

ID = "3f0c9a52-7f1d-4c55-9a0e-3b1f5d2c8a11"
NEW, ANNA, BEN = Session("neu", is_new=True), Session("anna", is_new=False), Session("ben", is_new=False)


class Counting:
    """Answers and counts how often it had to."""

    def __init__(self, session: Session, fails: int = 0) -> None:
        self.session = session
        self.fails = fails
        self.asked = 0

    async def __call__(self) -> Answered:
        self.asked += 1
        await asyncio.sleep(0)
        if self.asked <= self.fails:
            raise TimeoutError
        return Answered({"nr": self.asked}, self.session)


@pytest.mark.parametrize(
    ("first", "second", "made"),
    [
        (ANNA, ANNA, 1),
        (NEW, Session("auch neu", is_new=True), 1),  # the answer with the cookie was lost
        (NEW, Session("neu", is_new=False), 1),  # the cookie came, the rest was lost
        (NEW, BEN, 2),
        (ANNA, BEN, 2),
        (ANNA, NEW, 2),
    ],
)
async def test_the_same_message_of_the_same_browser_is_answered_once(
    first: Session, second: Session, made: int
) -> None:
    resending, answer = Resending(), Counting(first)
    one = await resending.once(ID, first, answer)
    two = await resending.once(ID, second, answer)
    assert answer.asked == made
    assert (one == two) is (made == 1)


async def test_who_asks_while_it_is_being_answered_waits() -> None:
    resending, answer = Resending(), Counting(ANNA)
    both = await asyncio.gather(resending.once(ID, ANNA, answer), resending.once(ID, ANNA, answer))
    assert both[0] is both[1]
    assert answer.asked == 1


async def test_a_failure_is_tried_again() -> None:
    resending, answer = Resending(), Counting(ANNA, fails=1)
    with pytest.raises(TimeoutError):
        await resending.once(ID, ANNA, answer)
    assert (await resending.once(ID, ANNA, answer)).body == {"nr": 2}


async def test_an_answer_survives_the_one_who_asked() -> None:
    """The browser is gone, the message was answered all the same: the second try must not say it again."""
    resending, answer = Resending(), Counting(ANNA)
    gone = asyncio.ensure_future(resending.once(ID, ANNA, answer))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await resending.once(ID, ANNA, answer)).body == {"nr": 1}


async def test_old_answers_are_forgotten() -> None:
    resending, answer = Resending(seconds=0), Counting(ANNA)
    await resending.once(ID, ANNA, answer)
    await resending.once(ID, ANNA, answer)
    assert answer.asked == 2


async def test_no_more_than_so_many_are_kept() -> None:
    resending, answer = Resending(most=3), Counting(ANNA)
    for number in range(10):
        await resending.once(f"id-{number}", ANNA, answer)
    assert len(resending._kept) <= 3


async def test_what_was_deleted_is_not_answered_again() -> None:
    resending, answer = Resending(), Counting(ANNA)
    await resending.once(ID, ANNA, answer)
    resending.forget(ANNA)
    await resending.once(ID, ANNA, answer)
    assert answer.asked == 2


async def test_a_form_is_never_answered_to_whoever_knows_its_id() -> None:
    """Another page could have sent the first one from a parent's browser, with an id of its own choice."""
    resending, answer = Resending(), Counting(ANNA)
    await resending.once(ID, NEW, answer, by_message_alone=False)
    await resending.once(ID, NEW, answer, by_message_alone=False)
    assert answer.asked == 2


async def test_the_same_id_with_other_words_is_another_message(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    await client.post("/api/chat", json={"text": "kita", "id": ID})
    await client.post("/api/chat", json={"text": "ich kann nicht mehr", "id": ID})
    assert [asked["text"] for asked in rasa.asked] == ["kita", "ich kann nicht mehr"]


async def test_over_the_line_only_one_message_reaches_lotte(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    first = await client.post("/api/chat", json={"text": "kita", "id": ID})
    cookie = first.cookies[COOKIE].value
    again = await client.post("/api/chat", json={"text": "kita", "id": ID})
    client.session.cookie_jar.clear()
    lost = await client.post("/api/chat", json={"text": "kita", "id": ID})  # as if the first answer had been lost
    assert await first.json() == await again.json() == await lost.json()
    # the same session; the signature holds the second it was made in
    assert lost.cookies[COOKIE].value.split(".")[0] == cookie.split(".")[0]
    assert len(rasa.asked) == 1


@pytest.mark.parametrize(
    "message_id", ["1", "", 5, "3F0C9A52-7F1D-4C55-9A0E-3B1F5D2C8A11", ID.replace("4c55", "1c55"), ID + "x"]
)
async def test_only_random_ids_count(client: TestClient[Any, Any], message_id: object) -> None:
    response = await client.post(
        "/api/chat", data=json.dumps({"text": "kita", "id": message_id}), headers={"Content-Type": "application/json"}
    )
    assert response.status == 400
    assert (await response.json())["error"]["code"] == "form"

"""The conversations of tests/conversations/, unchanged, in each messenger: through its stand-in and the real processes.

Many people write at a time, as they would; docs/gespraeche-pruefen.md says what a turn can expect.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, cast

import pytest

from tests.conversations.play import conversations, play
from tests.messenger.installation import PLATFORMS, Installation
from tests.running import RunningLotte

AT_ONCE: Final = 8
NO_CHIPS: Final = "berichtigt einen Chip: ein Messenger hat keine; dort schreibt man es, oder teilt seinen Standort"
#: Conversations a messenger cannot have, and why. Everything else has to go.
CANNOT: Final[Mapping[str, str]] = {
    "Angetippt - das Alter stimmt nicht": NO_CHIPS,
    "Angetippt - der Ort ist egal": NO_CHIPS,
    "Angetippt - das zweite Kind ist nicht gemeint": NO_CHIPS,
    "Angetippt - gar kein Kind": NO_CHIPS,
    "Angetippt - es geht um etwas anderes": NO_CHIPS,
    "Angetippt - darum geht es gar nicht": NO_CHIPS,
    "Angetippt - kostenlos muss nicht sein": NO_CHIPS,
    "Angetippt - statt die Nummer für den Rückruf zu sagen": NO_CHIPS,
    "Angetippt - gleich nach einer Gefahr": NO_CHIPS,
    "Angetippt - nach einer Gefahr etwas ganz anderes": NO_CHIPS,
    "Angetippt - nach dem Neuanfang": NO_CHIPS,
    "Angetippt - zwei Kinder, zwei Anliegen": NO_CHIPS,
    "Türkische Seite, deutsche Nachricht": NO_CHIPS,
    "In Leichter Sprache": NO_CHIPS,
}
CASES: Final = [case for case in conversations() if case["gespraech"] not in CANNOT]


@pytest.fixture(scope="module", params=PLATFORMS)
def played(request: pytest.FixtureRequest, installation: Installation) -> Mapping[str, Future[None]]:
    """Conversation → how it went, of those that are asked for."""
    platform = str(request.param)
    lotte = cast(RunningLotte, installation.on(platform))
    wanted = {
        cast(dict[str, Any], item.callspec.params["case"])["gespraech"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.function is test_conversation
    }
    cases = [case for case in CASES if case["gespraech"] in wanted]
    with ThreadPoolExecutor(AT_ONCE) as several:
        futures = {case["gespraech"]: several.submit(play, lotte, case) for case in cases if not _lets_time_pass(case)}
    with ThreadPoolExecutor(1) as alone:  # time passes for everybody
        futures |= {case["gespraech"]: alone.submit(play, lotte, case) for case in cases if _lets_time_pass(case)}
    installation.sides[platform].check()
    return futures


@pytest.mark.parametrize("case", CASES, ids=[case["gespraech"] for case in CASES])
def test_conversation(played: Mapping[str, Future[None]], case: dict[str, Any]) -> None:
    played[case["gespraech"]].result()


def test_there_are_enough() -> None:
    assert len(CASES) >= 40
    assert {case["gespraech"] for case in conversations()} >= CANNOT.keys()


def test_only_what_needs_a_chip_cannot() -> None:
    needing = {case["gespraech"] for case in conversations() if any(map(_needs_chip, case["zuege"]))}
    assert needing == {name for name, reason in CANNOT.items() if reason == NO_CHIPS}


def _needs_chip(turn: Mapping[str, Any]) -> bool:
    """Another place can be given by sharing a location."""
    chip = turn.get("aendert")
    return chip is not None and not (chip["feld"] == "ort" and chip.get("auf"))


def _lets_time_pass(case: Mapping[str, Any]) -> bool:
    return any("nach" in turn for turn in case["zuege"])

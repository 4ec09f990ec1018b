"""The changes to Rasa: what they do, and that they refuse any other Rasa."""

from __future__ import annotations

import pytest
import rasa
import rasa.core.agent
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.exceptions import RasaException

from bot import rasa_patches


@pytest.fixture(autouse=True)
def stock_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test patches a stock Rasa."""
    for place, name in (
        (rasa.core.agent.Agent, "_create_tracker_store"),
        (RemoteAction, "_validate_action_result"),
        (Event, "resolve_by_type"),
    ):
        monkeypatch.setattr(place, name, place.__dict__[name])


def test_another_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "__version__", "3.6.22")
    with pytest.raises(rasa_patches.WrongRasaVersion, match=r"3\.6\.22"):
        rasa_patches.apply()


def test_a_changed_place_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(lambda name, default=None: None))
    with pytest.raises(rasa_patches.WrongRasaVersion):
        rasa_patches.apply()


def test_what_the_patches_do() -> None:
    rasa_patches.apply()
    store = object.__new__(type("Store", (), {}))
    assert rasa.core.agent.Agent._create_tracker_store(store, Domain.empty()) is store
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("user") is UserUttered
    with pytest.raises(ValueError, match="unbekannt"):
        Event.resolve_by_type("unbekannt")
    action = RemoteAction("x", None)
    assert action._validate_action_result({"events": [{"event": "slot"}], "responses": []})
    assert action._validate_action_result({})
    for bad in (None, [], {"events": None}, {"events": ["x"]}, {"responses": "x"}):
        with pytest.raises(RasaException):
            action._validate_action_result(bad)

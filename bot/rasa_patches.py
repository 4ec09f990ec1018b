"""The few changes to Rasa 3.6.21 itself, each with its reason; refused for any other version.

Applied by bot/rasa_server.py before the server starts. Figures: `make bench` (docs/betrieb.md).
"""

from __future__ import annotations

import inspect
from typing import Any

import rasa
import rasa.core.actions.action
import rasa.core.agent
import rasa.shared.core.events
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.common import all_subclasses

WRITTEN_FOR = "3.6.21"


class WrongRasaVersion(Exception):
    """The patches were written for another Rasa; somebody must look at them before it may run."""


def apply() -> None:
    """Applies all patches once at start.

    Raises:
        WrongRasaVersion: another version, or a patched place looks different.
    """
    if rasa.__version__ != WRITTEN_FOR:
        raise WrongRasaVersion(f"Die Änderungen an Rasa gelten für {WRITTEN_FOR}, installiert ist {rasa.__version__}.")
    _fail_loudly()
    _check_actions_by_shape()
    _find_events_by_name()


def _expect(place: Any, words: str) -> None:
    if words not in inspect.getsource(place):
        raise WrongRasaVersion(f"{place.__qualname__} sieht anders aus als erwartet („{words}“ fehlt).")


def _fail_loudly() -> None:
    """Stock wraps every tracker store so that an error makes the bot go on in RAM: it forgets, and nobody is told."""
    _expect(rasa.core.agent.Agent._create_tracker_store, "FailSafeTrackerStore(tracker_store)")

    def create(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        if store is None:
            return InMemoryTrackerStore(domain)
        store.domain = domain
        return store

    rasa.core.agent.Agent._create_tracker_store = staticmethod(create)


def _check_actions_by_shape() -> None:
    """Stock checks every action's answer against a large JSON schema (65–110 ms, 9 ms with the validator kept).

    The answer comes from our own action server; its shape is checked, and each event by the class that reads it.
    """
    action = rasa.core.actions.action.RemoteAction
    _expect(action._validate_action_result, "validate(result, self.action_response_format_spec())")

    def validate(self: Any, result: Any) -> bool:
        parts = [result.get("events", []), result.get("responses", [])] if isinstance(result, dict) else [None]
        if not all(isinstance(part, list) and all(isinstance(item, dict) for item in part) for part in parts):
            raise RasaException(f"Action {self.name()} gave no lists of events and responses.")
        return True

    action._validate_action_result = validate


def _find_events_by_name() -> None:
    """Stock walks over all event classes for every stored event; here a table answers."""
    _expect(Event.resolve_by_type, "all_subclasses(Event)")
    stock = Event.resolve_by_type
    classes: dict[str, type[Event]] = {}
    for event_class in all_subclasses(Event):
        classes.setdefault(event_class.type_name, event_class)

    def resolve(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        return classes.get(type_name) or stock(type_name, default)

    Event.resolve_by_type = staticmethod(resolve)

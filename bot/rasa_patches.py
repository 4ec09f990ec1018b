"""The few changes to Rasa 3.6.21 itself, each with its reason; refused for any other version.

Applied by bot/rasa_server.py and bot/train.py before they start. Figures: `make bench` (docs/betrieb.md).
"""

from __future__ import annotations

import inspect
from typing import Any

import rasa
import rasa.core.actions.action
import rasa.core.agent
import rasa.engine.runner.dask
import rasa.engine.training.graph_trainer
import rasa.shared.core.events
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNodeHook
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.common import all_subclasses

WRITTEN_FOR = "3.6.21"


class WrongRasaVersion(Exception):
    """The patches were written for another Rasa; somebody must look at them before it may run."""


def apply() -> None:
    """Applies all patches of the running server once at start.

    Raises:
        WrongRasaVersion: another version, or a patched place looks different.
    """
    _check_version()
    _fail_loudly()
    _check_actions_by_shape()
    _find_events_by_name()
    _run_graph_directly()


def apply_to_training() -> None:
    """Leaves out Rasa's cache of trained parts: our models are known by a fingerprint of their sources (bot/model.py).

    Stock turns every sentence with its vector into text after each step of a training to have a key for its cache:
    120 of 350 s with 15,000 sentences, for a cache that a forced training never reads.

    Raises:
        WrongRasaVersion: see `apply`.
    """
    _check_version()
    _expect(rasa.engine.training.graph_trainer.GraphTrainer.train, "TrainingHook(")

    class NoCache(GraphNodeHook):
        def __init__(self, **_: Any) -> None:
            """Takes what the stock hook takes."""

        def on_before_node(self, *_: Any, **__: Any) -> dict[str, Any]:
            return {}

        def on_after_node(self, *_: Any, **__: Any) -> None:
            return None

    rasa.engine.training.graph_trainer.TrainingHook = NoCache


def _check_version() -> None:
    if rasa.__version__ != WRITTEN_FOR:
        raise WrongRasaVersion(f"Die Änderungen an Rasa gelten für {WRITTEN_FOR}, installiert ist {rasa.__version__}.")


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


def _run_graph_directly() -> None:
    """Stock plans every run of the graph anew and hands it to dask's scheduler; here each node calls what it needs."""
    runner = rasa.engine.runner.dask.DaskGraphRunner
    _expect(runner.run, "dask.get(run_graph, run_targets)")

    def run(self: Any, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        nodes = self._graph_schema.nodes
        done: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}

        def outcome(name: str) -> Any:
            if name not in done:
                if name not in nodes:
                    return name  # an input nobody gave; the node says what is wrong with it
                needed = [outcome(other) for other in nodes[name].needs.values()]
                done[name] = self._instantiated_nodes[name](*needed)
            return done[name]

        try:
            return dict(outcome(target) for target in targets or self._graph_schema.target_names)
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error

    runner.run = run

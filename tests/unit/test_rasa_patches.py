"""The changes to Rasa: what they do, and that they refuse any other Rasa."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
import rasa
import rasa.core.agent
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.training import graph_trainer
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
        (DaskGraphRunner, "run"),
    ):
        monkeypatch.setattr(place, name, place.__dict__[name])
    monkeypatch.setattr(graph_trainer, "TrainingHook", graph_trainer.TrainingHook)


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


class Node:
    """A node of the graph that counts its calls, as Rasa's GraphNode takes and gives (name, value)."""

    def __init__(self, name: str, needs: dict[str, str], result: Callable[..., Any]) -> None:
        self.name, self.needs, self.result, self.calls = name, needs, result, 0

    def __call__(self, *inputs: tuple[str, Any]) -> tuple[str, Any]:
        self.calls += 1
        return self.name, self.result(*(value for _, value in inputs))


def runner(*nodes: Node) -> DaskGraphRunner:
    made = object.__new__(DaskGraphRunner)
    made._graph_schema = cast(GraphSchema, SimpleNamespace(nodes={n.name: n for n in nodes}, target_names=["last"]))
    made._instantiated_nodes = cast(Any, {n.name: n for n in nodes})
    return made


def test_a_graph_runs_each_node_once() -> None:
    rasa_patches.apply()
    first = Node("first", {"x": "__message__"}, lambda x: x + 1)
    left = Node("left", {"x": "first"}, lambda x: x * 10)
    unused = Node("unused", {"x": "first"}, lambda x: 0)
    last = Node("last", {"a": "left", "b": "first"}, lambda a, b: a + b)
    made = runner(last, left, first, unused)
    assert made.run({"__message__": 1}) == {"last": 22}
    assert (first.calls, unused.calls) == (1, 0)
    assert made.run({"__message__": 2}, targets=["left"]) == {"left": 30}


def test_an_error_in_a_graph_is_rasas_error() -> None:
    rasa_patches.apply()

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(GraphRunError):
        runner(Node("last", {}, fail)).run({})


def test_training_keeps_no_cache() -> None:
    rasa_patches.apply_to_training()
    hook = graph_trainer.TrainingHook(cache=None, model_storage=None, pruned_schema=None)
    assert hook.on_before_node("n", None, {}, {}) == {}
    assert hook.on_after_node("n", None, {}, object(), {}) is None

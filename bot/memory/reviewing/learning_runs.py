"""The trials of candidate models: where each stands, and how it came out."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from bot.memory.database import transaction
from bot.memory.reviewing.tables import LearningRun


class RunState(StrEnum):
    """Where a trial stands."""

    LAEUFT = "laeuft"
    FERTIG = "fertig"
    GESCHEITERT = "gescheitert"
    UEBERNOMMEN = "uebernommen"
    ZURUECKGENOMMEN = "zurueckgenommen"


@dataclass(frozen=True)
class RunRow:
    """A trial; times in seconds since 1970, `share` from 0 to 1.

    Attributes:
        corrections: ids of what the candidate learns.
        model, former_model: file names below LOTTE_MODELS; the former one is what the candidate was compared with.
        result: the comparison, see bot/learning/comparing.py; empty until `FERTIG`.
        message: why it failed, German.
    """

    id: int
    started_at: float
    who: str
    state: RunState
    step: str
    share: float
    corrections: tuple[int, ...]
    model: str
    former_model: str
    result: Mapping[str, Any]
    message: str
    finished_at: float | None


class LearningRuns:
    """Reads and writes trials; may be shared between threads and processes."""

    def __init__(self, engine: sa.Engine) -> None:
        """`engine`: of the conversations, migrated."""
        self._engine = engine

    def begin(self, who: str, corrections: Iterable[int], former_model: str) -> int:
        """A new trial that runs; returns its id."""
        with transaction(self._engine) as connection:
            made = connection.execute(
                sa.insert(LearningRun)
                .values(
                    started_at=time.time(),
                    who=who,
                    state=RunState.LAEUFT.value,
                    step="wird vorbereitet",
                    corrections=json.dumps(list(corrections)),
                    former_model=former_model,
                )
                .returning(LearningRun.id)
            )
            return int(made.scalar_one())

    def progress(self, run_id: int, step: str, share: float) -> None:
        """What it is doing; nothing changes once it has ended."""
        self._change(run_id, RunState.LAEUFT, step=step, share=min(max(share, 0.0), 1.0))

    def finish(self, run_id: int, model: str, result: Mapping[str, Any]) -> None:
        """It ended well."""
        self._change(
            run_id,
            RunState.LAEUFT,
            state=RunState.FERTIG.value,
            step="fertig",
            share=1.0,
            model=model,
            result=json.dumps(dict(result), ensure_ascii=False),
            finished_at=time.time(),
        )

    def fail(self, run_id: int, message: str) -> None:
        """It ended without a model to take over; `message` is German."""
        self._change(
            run_id, RunState.LAEUFT, state=RunState.GESCHEITERT.value, message=message, finished_at=time.time()
        )

    def move(self, run_id: int, before: RunState, after: RunState) -> bool:
        """From one state to another; False if it was not there (any more), and nothing changes."""
        return self._change(run_id, before, state=after.value)

    def get(self, run_id: int) -> RunRow | None:
        """One trial."""
        found = self._rows(sa.select(LearningRun.__table__).where(LearningRun.id == run_id))
        return found[0] if found else None

    def latest(self, limit: int = 20) -> Sequence[RunRow]:
        """The newest first."""
        return self._rows(sa.select(LearningRun.__table__).order_by(LearningRun.id.desc()).limit(limit))

    def in_state(self, state: RunState) -> Sequence[RunRow]:
        """All in this state, the newest first."""
        query = sa.select(LearningRun.__table__).where(LearningRun.state == state.value)
        return self._rows(query.order_by(LearningRun.id.desc()))

    def _change(self, run_id: int, before: RunState, **values: Any) -> bool:
        with transaction(self._engine) as connection:
            changed = connection.execute(
                sa.update(LearningRun)
                .where(LearningRun.id == run_id, LearningRun.state == before.value)
                .values(**values)
            )
            return bool(changed.rowcount)

    def _rows(self, query: sa.Select[Any]) -> Sequence[RunRow]:
        with transaction(self._engine) as connection:
            return [_row(row) for row in connection.execute(query)]


def _row(row: Any) -> RunRow:
    return RunRow(
        row.id,
        row.started_at,
        row.who,
        RunState(row.state),
        row.step,
        row.share,
        tuple(json.loads(row.corrections)),
        row.model,
        row.former_model,
        json.loads(row.result) if row.result else {},
        row.message,
        row.finished_at,
    )

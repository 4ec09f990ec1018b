"""Runs a function in a fresh process, so that what one row loads does not disturb another; reads memory there."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar
from unittest.mock import patch

P = ParamSpec("P")
T = TypeVar("T")


def in_fresh_process(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The function's result; function, arguments and result must be picklable.

    The environment is that of Lotte's own processes: no telemetry, no training cache, one thread for matrices.
    """
    environment = {
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",
        "LOG_LEVEL": "WARNING",
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
    }
    with patch.dict(os.environ, environment), ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()


def resident_mib() -> float:
    """Memory of this process now, in MiB (Linux)."""
    return _status("VmRSS")


def peak_mib() -> float:
    """The most memory this process ever had, in MiB. Not `ru_maxrss`: that one remembers the parent's peak."""
    return _status("VmHWM")


def _status(name: str) -> float:
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:  # noqa: PTH123
        for line in file:
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
    raise OSError(f"/proc/self/status names no {name}")

"""Waits for what is going to happen: the one place that polls."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
STEP_S = 0.02


def until(condition: Callable[[], T], seconds: float, what: str) -> T:
    """Ask `condition` until it says something true, and return that. Fails with `what` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:g} s: {what} (last answer: {answer!r})")
        time.sleep(STEP_S)
    return answer


def stays(condition: Callable[[], object], seconds: float, what: str) -> None:
    """Fails with `what` when `condition` ceases to hold within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert condition(), f"no longer true: {what}"
        time.sleep(STEP_S)

"""Calls that wait, made while the test's event loop goes on."""

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot


def visit(qtbot: QtBot, call: Callable[[], bytes]) -> bytes:
    """What `call` gives, on a thread of its own; what it raises is raised here."""
    told: list[bytes | OSError] = []

    def run() -> None:
        try:
            told.append(call())
        except OSError as error:
            told.append(error)

    threading.Thread(target=run, daemon=True).start()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    (answer,) = told
    if isinstance(answer, OSError):
        raise answer
    return answer

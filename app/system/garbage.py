"""Collects what Python threw away in circles: on the GUI thread alone, when it is about to sleep.

Python collects on whichever thread allocates. Objects of Qt that lie in a circle would end on a thread they do not
belong to: timers are not stopped then, and the program can crash (tests/system/test_garbage.py).
"""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject

_ENOUGH = (700, 10, 10)
"""Of each generation, as Python's own collector has it (gc.get_threshold)."""


class Garbage(QObject):
    """Made on the GUI thread, while its event loop is there. What exists by then stays, and is never looked through."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._collect)

    def _collect(self) -> None:
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > _ENOUGH[generation]:
                gc.collect(generation)
                return

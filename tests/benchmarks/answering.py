"""An application that knows how long it did not answer."""

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication


class Answering(QApplication):
    """How long each event takes that Qt hands out, with all that it leads to."""

    longest = 0.0
    _depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        self._depth += 1
        began = time.perf_counter()
        handled = bool(super().notify(receiver, event))
        self._depth -= 1
        if not self._depth:
            self.longest = max(self.longest, time.perf_counter() - began)
        return handled

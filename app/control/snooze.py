"""The snooze of `No session running`: put off by the person for a while, no other alert with it."""

from PySide6.QtCore import QObject

from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.whiles import AskedWhile
from app.store.store import Store


class Snooze(AskedWhile):
    """A session that begins ends it, also in what is remembered: it puts off being told that nothing runs.

    What would have come meanwhile is not due at all: the person is told
    once, when the snooze ends, and not how often they would have been.
    """

    def __init__(
        self, store: Store, controller: SessionController, schedule: Schedule, parent: QObject | None = None
    ) -> None:
        super().__init__("snooze", store, controller, schedule, parent)
        controller.session_started.connect(lambda _session: self._on_session_started())

    def _on_session_started(self) -> None:
        if self.over_at is not None:
            self.end()

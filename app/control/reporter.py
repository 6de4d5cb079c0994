"""What the Reports page asks: a report of a period, and what was done in it for a summary."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from app.control.overview import Overview
from app.control.reader import Reader
from app.control.session_controller import SessionController
from app.core.errors import Unavailable
from app.core.periods import Period
from app.core.report import Report
from app.store.doings import doings
from app.store.reports import Asked, report
from app.store.store import Store
from app.store.sums import Fresh

log = logging.getLogger(__name__)
ROWS_AT_ONCE = 1000
"""Rows of sums written in one pass of the event loop: some milliseconds."""


class Reporter(QObject):
    """Answers come by signal. Only ended sessions; days as the person lives them.

    Sums that had to be worked out for an answer are written afterwards, so that the next one finds them.
    """

    report_ready = Signal(object)
    """The `Report`."""
    doings_ready = Signal(object, object)
    """A `Report` and its `Doings`: what `core/summary.py` needs."""
    failed = Signal(str)
    """A sentence: why no report could be read."""
    doings_failed = Signal(str)
    """A sentence: why what was done could not be read; a report that was read stands."""

    def __init__(
        self,
        store: Store,
        reader: Reader,
        controller: SessionController,
        overview: Overview,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._reader = store, reader
        self._controller, self._overview = controller, overview
        self._writing: Fresh | None = None
        self._next_day: int | None = None

    def ask(self, period: Period) -> None:
        """What was asked before is dropped."""
        asked = self._asked(period)
        self._reader.ask("report", lambda store: (report(store, asked),), self._on_report, self.failed.emit)

    def ask_doings(self, period: Period) -> None:
        """Answered by `doings_ready` or `doings_failed`. What was asked before is dropped."""
        asked = self._asked(period)
        self._reader.ask(
            "doings",
            lambda store: ((report(store, asked)[0], doings(store, store.sessions, asked)),),
            lambda answer: self.doings_ready.emit(*answer),
            self.doings_failed.emit,
        )

    def _asked(self, period: Period) -> Asked:
        overview = self._overview
        return Asked(period, overview.today_date(), self._controller.settings.day_start, overview.first_weekday())

    def _on_report(self, answer: tuple[Report, Fresh]) -> None:
        found, fresh = answer
        self.report_ready.emit(found)
        if fresh.days and self._writing is None:
            self._writing, self._next_day = fresh, 0
            QTimer.singleShot(0, self, self._write_some)

    def _write_some(self) -> None:
        """What can't be written now is worked out again for the next answer."""
        if self._writing is None or self._next_day is None:
            return
        try:
            with self._store.write(patiently=False):
                self._next_day = self._store.sums.write(self._writing, self._next_day, ROWS_AT_ONCE)
        except Unavailable as error:
            log.warning("sums not written: %s", error.detail)
            self._next_day = None
        if self._next_day is None:
            self._writing = None
        else:
            QTimer.singleShot(0, self, self._write_some)

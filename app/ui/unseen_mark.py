"""Whether an alert waits that nobody has seen: for the tray icon, until the page that shows it was looked at."""

from PySide6.QtCore import QObject, Signal

from app.control.alerter import Alert, Alerter
from app.ui.main_window import MainWindow


class UnseenMark(QObject):
    """The alert itself stays on the page until the person puts it away, or it no longer holds."""

    changed = Signal(bool)

    def __init__(self, alerter: Alerter, window: MainWindow) -> None:
        super().__init__(window)
        self._alerter, self._window = alerter, window
        self._noticed: Alert | None = None
        self._was_on = False
        for told in (alerter.alert_shown, alerter.alert_over, window.activated, window.page_shown):
            told.connect(lambda *_: self._look())

    @property
    def is_on(self) -> bool:
        return self._alerter.shown is not None and self._alerter.shown != self._noticed

    def _look(self) -> None:
        if self._window.isActiveWindow() and self._window.shows_timer:
            self._noticed = self._alerter.shown
        if self.is_on is not self._was_on:
            self._was_on = self.is_on
            self.changed.emit(self._was_on)

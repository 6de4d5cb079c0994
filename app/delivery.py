"""Sends alerts out of the window. The ways are made with the first one, and their modules read only then."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject

from app import paths
from app.control.alerter import Alert, Alerter
from app.control.session_controller import SessionController
from app.system.notifications import Note, Notifier, TrayMessage
from app.ui.alert_words import alert_words


class Delivery(QObject):
    """Hears of each alert that is sent, and tells the alerter what became of it."""

    def __init__(
        self,
        controller: SessionController,
        alerter: Alerter,
        tray: Callable[[], TrayMessage | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._alerter, self._tray = controller, alerter, tray
        alerter.alert_sent.connect(self._on_alert_sent)

    @cached_property
    def _notifier(self) -> Notifier:
        from app.system.bus_route import desktop_service
        from app.system.plyer_route import PlyerWorker

        icon = paths.resource("icons/sessile.svg").as_uri()
        notifier = Notifier(desktop_service(icon), PlyerWorker(), self._tray)
        notifier.delivered.connect(self._alerter.delivered)
        return notifier

    def _on_alert_sent(self, alert: Alert) -> None:
        self._notifier.send(Note(alert, alert.kind.value, alert_words(alert, self._controller)))

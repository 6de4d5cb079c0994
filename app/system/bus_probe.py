"""Asks the desktop's notification service what it can do, by QtDBus and without waiting."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from app.system.notifications import ANSWER_WITHIN_MS, NullProbe, Service, ServiceProbe

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"


def service_probe() -> ServiceProbe:
    """What asks the notification service here; elsewhere than on Linux there is none to ask."""
    return BusProbe() if sys.platform.startswith("linux") else NullProbe()


class BusProbe(QObject):
    """GetCapabilities of org.freedesktop.Notifications, answered within 2 s."""

    def ask(self, answer: Callable[[Service], None]) -> None:
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            answer(Service("there is no session bus"))
            return
        call = QDBusMessage.createMethodCall(_NAME, _PATH, _NAME, "GetCapabilities")
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call, ANSWER_WITHIN_MS), self)
        watcher.finished.connect(lambda: self._on_finished(watcher, answer))

    def _on_finished(self, watcher: QDBusPendingCallWatcher, answer: Callable[[Service], None]) -> None:
        watcher.deleteLater()
        if watcher.isError():
            answer(Service(_problem(watcher.error().name())))
            return
        arguments = watcher.reply().arguments()
        answer(Service(reads_markup="body-markup" in arguments[0] if arguments else True))


def _problem(error_name: str) -> str:
    match error_name.rpartition(".")[2]:
        case "NoReply" | "TimedOut" | "Timeout":
            return "the desktop's notification service did not answer within 2 s"
        case "ServiceUnknown" | "NameHasNoOwner" | "NotFound":
            return "the desktop has no notification service"
    return "the desktop's notification service answered with an error"

"""Lets alerts come, and sends them out of the window.

The ways are made with the first alert, and their modules read only then.
"""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from app import paths
from app.control.alerter import Alert
from app.core.alerts import NO_LONGER_HOLDS, AlertKind
from app.engine import Engine
from app.system.do_not_disturb import do_not_disturb
from app.system.notifications import DEFAULT, Button, Note, Notifier, Picture, TrayMessage
from app.ui import drawings
from app.ui.actions import Actions
from app.ui.alert_words import alert_words

_TEST_TITLE, _TEST_TEXT = "Test alert", "This is how Sessile tells you that time is up."
_ADD, _STOP, _MUTE = Button("add_time", "Add 15 min"), Button("stop", "Stop"), Button("mute", "Mute")
_OFFERS = {
    AlertKind.TIME_ALMOST_UP: (_ADD, _STOP, _MUTE),
    AlertKind.TIME_IS_UP: (_ADD, _STOP, _MUTE),
    AlertKind.OVERTIME: (_ADD, _STOP, _MUTE),
    AlertKind.STILL_WORKING: (_STOP, _MUTE),
    AlertKind.BREAK_IS_OVER: (Button("start_again", "Start again"),),
    AlertKind.NO_SESSION_RUNNING: (
        Button("start", "Start…"),
        Button("snooze_60", "Snooze 1 h"),
        Button("snooze_tomorrow", "Until tomorrow"),
    ),
}
"""What helps there: each button is named as the command that it triggers."""
_OPENS_A_WINDOW = (DEFAULT, "start")
_ICON_SIDE = 64


class Delivery(QObject):
    """Hears of each alert that is sent, tells the alerter what became of it, and hears what is pressed on it."""

    tested = Signal(str, str)
    """Which way a test alert went, empty where none worked, and why others were skipped."""
    token_given = Signal(str)
    """The desktop's leave to bring a window to the front, before one is."""

    def __init__(
        self,
        engine: Engine,
        actions: Actions,
        tray: Callable[[], TrayMessage | None],
        beep: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        """`beep` makes the system's own sound."""
        super().__init__(parent)
        self._controller, self._alerter, self._quiet = engine.controller, engine.alerter, engine.quiet
        self._actions, self._tray, self._beep = actions, tray, beep
        self._disturb = do_not_disturb()
        self._last: Alert | None = None
        self._test, self._ends = object(), False
        self._alerter.alert_sent.connect(self._on_alert_sent)
        self._alerter.alert_over.connect(lambda _alert, reason: self._withdraw(reason))
        self._disturb.changed.connect(self._quiet.set_do_not_disturb)
        self._disturb.why_not_changed.connect(self._say_why_not)
        self._disturb.known.connect(self._alerter.open)
        self._say_why_not()

    def open(self) -> None:
        """Ask whether the person wants to be disturbed: before that is known no alert may go out."""
        self._disturb.open()

    def send_test(self) -> None:
        """Whatever holds alerts back: it is asked for now."""
        before, self._test = self._test, object()
        self._notifier.withdraw(before, NO_LONGER_HOLDS)
        self._send(Note(self._test, _TEST_TITLE, _TEST_TEXT, stands_alone=True))

    def close(self) -> None:
        """Before the program ends: nobody would hear what is pressed on a note any more."""
        self._ends = True
        self._withdraw(NO_LONGER_HOLDS)

    def _say_why_not(self) -> None:
        self._quiet.set_why_not_told(self._disturb.why_not)

    @cached_property
    def _notifier(self) -> Notifier:
        from app.system.bus_route import desktop_service
        from app.system.plyer_route import PlyerWorker

        icon = paths.resource("icons/sessile.svg").as_uri()
        notifier = Notifier(desktop_service(icon, _picture), PlyerWorker(), self._tray)
        notifier.delivered.connect(self._on_delivered)
        notifier.soundless.connect(self._beep)
        notifier.pressed.connect(self._on_pressed)
        notifier.dismissed.connect(self._on_dismissed)
        return notifier

    def _send(self, note: Note) -> None:
        self._notifier.send(note._replace(with_sound=self._controller.settings.plays_sound))

    def _on_alert_sent(self, alert: Alert) -> None:
        self._last = alert
        with_names = self._controller.settings.names_in_notifications
        text = alert_words(alert, self._controller, with_names=with_names)
        self._send(Note(alert, alert.kind.value, text, _OFFERS[alert.kind]))

    def _withdraw(self, reason: str) -> None:
        if self._last is not None:
            last, self._last = self._last, None
            self._notifier.withdraw(last, reason)

    def _on_delivered(self, key: object, way: str, reason: str) -> None:
        """At the end of the program nobody knows what became of what is on its way: the next start says so."""
        if self._ends:
            return
        if isinstance(key, Alert):
            self._alerter.delivered(key, way, reason)
        elif key is self._test:
            self.tested.emit(way, reason)

    def _on_dismissed(self, key: object) -> None:
        """The person saw it and put it away."""
        if key == self._last:
            self._alerter.seen()

    def _on_pressed(self, key: object, name: str, token: str) -> None:
        offered = {button.name for button in _OFFERS[key.kind]} if isinstance(key, Alert) else set()
        if name not in {DEFAULT, *offered}:
            return  # nothing that we ever offered
        self._on_dismissed(key)
        if token and name in _OPENS_A_WINDOW:
            self.token_given.emit(token)
        if name == DEFAULT or not isinstance(key, Alert):
            self._actions["show"].trigger()
        else:
            self._actions.press(name, key.session_id)


def _picture() -> Picture:
    return Picture(_ICON_SIDE, _ICON_SIDE, drawings.application_pixels(_ICON_SIDE))

"""The desktop's screen saver on the session bus: whether it locks the screen, and how long nobody touched a key."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

from app.core.signs import Sign, SignSource
from app.system.bus import (
    ANSWER_WITHIN_MS,
    NO_ANSWER_YET,
    NO_SERVICE,
    NO_SESSION_BUS,
    Answer,
    BusName,
    Place,
    ask,
    reason,
)
from app.system.signs.clock import IdleClock
from app.system.signs.lock import LockSigns


class Saver(NamedTuple):
    """A screen saver's bus name, which is its interface too, and the paths it may stand at; the first is asked."""

    label: str
    name: str
    paths: tuple[str, ...]

    def place(self, path: str) -> Place:
        return Place(self.name, path, self.name)


FREEDESKTOP = Saver("freedesktop", "org.freedesktop.ScreenSaver", ("/org/freedesktop/ScreenSaver", "/ScreenSaver"))
SAVERS = (
    FREEDESKTOP,
    Saver("GNOME", "org.gnome.ScreenSaver", ("/org/gnome/ScreenSaver",)),
    Saver("Cinnamon", "org.cinnamon.ScreenSaver", ("/org/cinnamon/ScreenSaver",)),
    Saver("MATE", "org.mate.ScreenSaver", ("/org/mate/ScreenSaver", "/")),
    Saver("Xfce", "org.xfce.ScreenSaver", ("/org/xfce/ScreenSaver", "/")),
)
_KDE = "org.kde.screensaver"


class SaverLock(LockSigns):
    """ActiveChanged of one screen saver, and GetActive at the start."""

    def __init__(self, bus: QDBusConnection, saver: Saver, parent: QObject | None = None) -> None:
        """`bus` is the session bus."""
        super().__init__(parent)
        self._bus, self._saver, self._name = bus, saver, BusName(bus, saver.name, self)
        self._works: bool | None = None
        self._why = NO_ANSWER_YET
        self._is_locked = False

    @property
    def is_there(self) -> bool:
        return bool(self._name.is_there)

    def open(self) -> None:
        if not self._bus.isConnected():
            self._stand(False, NO_SESSION_BUS)
            return
        slot: Any = SLOT("_on_active_changed(bool)")  # a str; PySide6's stubs want bytes
        for path in self._saver.paths:
            self._bus.connect(self._saver.name, path, self._saver.name, "ActiveChanged", self, slot)
        self._name.changed.connect(self._on_owner_changed)
        self._name.look()

    def sources(self) -> tuple[SignSource, ...]:
        return (SignSource(Sign.LOCK, f"Screen saver ({self._saver.label})", self._works, self._why),)

    def _on_owner_changed(self, is_there: bool) -> None:
        if is_there:
            self._ask(self._saver.paths)
        else:
            self._stand(False, NO_SERVICE)
            self._tell(False)

    def _ask(self, paths: Sequence[str]) -> None:
        """How it stands; the next path is asked where the first is none."""
        place = self._saver.place(paths[0])
        ask(self._bus, self, place, "GetActive", then=lambda answer: self._on_active(answer, paths[1:]))

    def _on_active(self, answer: Answer, others: Sequence[str]) -> None:
        if not self._name.is_there:
            return
        if answer.error.startswith("Unknown") and others:
            self._ask(others)
        elif answer.error:
            self._stand(False, reason(answer.error))
        else:
            self._on_active_changed(bool(answer.values[0]))

    @Slot(bool)
    def _on_active_changed(self, is_active: bool) -> None:
        self._stand(True, "used")
        self._tell(is_active)

    def _tell(self, is_locked: bool) -> None:
        if is_locked is not self._is_locked:
            self._is_locked = is_locked
            (self.locked if is_locked else self.unlocked).emit()

    def _stand(self, works: bool, why: str) -> None:
        if (works, why) != (self._works, self._why):
            self._works, self._why = works, why
            self.changed.emit()


class SaverIdle(IdleClock):
    """GetSessionIdleTime of org.freedesktop.ScreenSaver; it only answers.

    The draft of the interface says seconds. KDE answers in milliseconds on X11, and on Wayland not at all
    (kscreenlocker, interface.cpp); its screen saver owns a second name, by which it is known here.
    """

    NAME = "Screen saver (freedesktop)"
    CAN_BE_ASKED = True

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        """`bus` is the session bus."""
        super().__init__(parent)
        self._bus = bus
        self._name, self._kde = BusName(bus, FREEDESKTOP.name, self), BusName(bus, _KDE, self)
        self._path = FREEDESKTOP.paths[0]

    def open(self) -> None:
        if not self._bus.isConnected():
            self._stand(False, NO_SESSION_BUS)
            return
        self._kde.look()  # first, so that its unit is known when the first answer comes
        self._name.changed.connect(self._on_owner_changed)
        self._name.look()

    def ask(self) -> None:
        if not self.works:
            self.answered.emit(None)
            return
        place = FREEDESKTOP.place(self._path)
        ask(self._bus, self, place, "GetSessionIdleTime", then=self._on_answer, within_ms=ANSWER_WITHIN_MS)

    def _on_owner_changed(self, is_there: bool) -> None:
        if is_there:
            self._try(FREEDESKTOP.paths)
        else:
            self._stand(False, NO_SERVICE)

    def _try(self, paths: Sequence[str]) -> None:
        place = FREEDESKTOP.place(paths[0])
        ask(self._bus, self, place, "GetSessionIdleTime", then=lambda answer: self._on_tried(answer, paths))

    def _on_tried(self, answer: Answer, paths: Sequence[str]) -> None:
        if not self._name.is_there:
            return
        if answer.error.startswith("Unknown") and paths[1:]:
            self._try(paths[1:])
        elif answer.error:
            self._stand(False, reason(answer.error))
        else:
            self._path = paths[0]
            self._stand(True)

    def _on_answer(self, answer: Answer) -> None:
        if answer.error:
            if reason(answer.error) != reason("NoReply"):  # who is late once may be in time again
                self._stand(False, reason(answer.error))
            self.answered.emit(None)
        else:
            unit = timedelta(milliseconds=1) if self._kde.is_there else timedelta(seconds=1)
            self.answered.emit(int(answer.values[0]) * unit)

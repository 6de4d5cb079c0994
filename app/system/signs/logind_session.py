"""The two flags of the person's session that logind keeps: locked, and idle.

org.freedesktop.login1(5). The desktop sets them, where it does. The signals Lock and Unlock only ask for a lock.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from app.core.signs import Sign, SignSource
from app.system.bus import NO_ANSWER_YET, NO_SYSTEM_BUS, Answer, BusName, Place, ask, ask_property, plain, reason
from app.system.signs.idle import IdleSigns
from app.system.signs.lock import LockSigns
from app.system.signs.logind import LOGIND, MANAGER, NO_LOGIND

_SESSION = f"{LOGIND}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SessionFlag(QObject):
    """A boolean property of the session this program runs in."""

    told = Signal(bool)
    """How it stands, when it changed; False when nobody knows any more."""
    changed = Signal()
    """`works` or `why` changed."""

    def __init__(self, bus: QDBusConnection, name: str, parent: QObject | None = None) -> None:
        """`bus` is the system bus."""
        super().__init__(parent)
        self._bus, self._flag, self._logind = bus, name, BusName(bus, LOGIND, self)
        self._place: Place | None = None
        self.works: bool | None = None
        self.why = NO_ANSWER_YET
        self.is_set = False

    def open(self) -> None:
        if not self._bus.isConnected():
            self._stand(False, NO_SYSTEM_BUS)
            return
        self._logind.changed.connect(self._on_owner_changed)
        self._logind.look()

    def ask(self, name: str, then: Callable[[Answer], None]) -> None:
        """Another property of the session."""
        if self._place is None:
            then(Answer(error="UnknownObject"))
        else:
            ask_property(self._bus, self, self._place, name, then)

    def _on_owner_changed(self, is_there: bool) -> None:
        self._leave()
        if is_there:
            self._find(os.environ.get("XDG_SESSION_ID") or "auto")
        else:
            self._stand(False, NO_LOGIND)
            self._tell(False)

    def _find(self, session: str) -> None:
        ask(self._bus, self, MANAGER, "GetSession", session, then=lambda answer: self._on_found(session, answer))

    def _on_found(self, session: str, answer: Answer) -> None:
        if answer.error and session != "auto":  # the variable may be that of a session that is long over
            self._find("auto")
        elif answer.error:
            missing = answer.error == "NoSessionForPID" or answer.error.startswith("NoSuch")
            self._stand(False, "logind knows no session here" if missing else reason(answer.error))
        else:
            self._follow(Place(LOGIND, _path(answer.values[0]), _SESSION))

    def _follow(self, place: Place) -> None:
        self._leave()
        self._place = place
        self._bus.connect(LOGIND, place.path, _PROPERTIES, "PropertiesChanged", self, self._slot())
        self._read()

    def _leave(self) -> None:
        if self._place is not None:
            self._bus.disconnect(LOGIND, self._place.path, _PROPERTIES, "PropertiesChanged", self, self._slot())
            self._place = None

    def _slot(self) -> Any:  # noqa: ANN401 - a str; PySide6's stubs want bytes
        return SLOT("_on_properties_changed(QString,QVariantMap,QStringList)")

    def _read(self) -> None:
        self.ask(self._flag, self._on_read)

    def _on_read(self, answer: Answer) -> None:
        if answer.error:
            self._stand(False, reason(answer.error))
        elif self._place is not None:
            self._stand(True, "used")
            self._tell(bool(answer.values[0]))

    @Slot(str, "QVariantMap", "QStringList")
    def _on_properties_changed(self, interface: str, values: dict[str, Any], outdated: list[str]) -> None:
        if interface == _SESSION and self._flag in values:
            self._stand(True, "used")
            self._tell(bool(plain(values[self._flag])))
        elif interface == _SESSION and self._flag in outdated:
            self._read()

    def _tell(self, is_set: bool) -> None:
        if is_set is not self.is_set:
            self.is_set = is_set
            self.told.emit(is_set)

    def _stand(self, works: bool, why: str) -> None:
        if (works, why) != (self.works, self.why):
            self.works, self.why = works, why
            self.changed.emit()


class LogindLock(LockSigns):
    """LockedHint."""

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        """`bus` is the system bus."""
        super().__init__(parent)
        self._flag = SessionFlag(bus, "LockedHint", self)
        self._flag.changed.connect(self.changed)
        self._flag.told.connect(self._on_told)

    def open(self) -> None:
        self._flag.open()

    def sources(self) -> tuple[SignSource, ...]:
        return (SignSource(Sign.LOCK, "logind", self._flag.works, self._flag.why),)

    def _on_told(self, is_locked: bool) -> None:
        (self.locked if is_locked else self.unlocked).emit()


class LogindIdleHint(IdleSigns):
    """IdleHint: the desktop's own opinion, after a time that it chose. Tells, and can't be asked.

    How long it is idle counts from when the desktop set the flag; the last key or click came before.
    """

    def __init__(self, bus: QDBusConnection, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """`bus` is the system bus; `now` gives aware instants."""
        super().__init__(parent)
        self._now, self._is_watched, self._is_told = now, False, False
        self._flag = SessionFlag(bus, "IdleHint", self)
        self._flag.changed.connect(self.changed)
        self._flag.told.connect(self._on_told)

    def open(self) -> None:
        self._flag.open()

    def watch(self, threshold: timedelta | None) -> None:
        was_watched, self._is_watched = self._is_watched, threshold is not None
        self._is_told = self._is_told and self._is_watched
        if self._is_watched and not was_watched and self._flag.is_set:
            self._on_told(True)

    def sources(self) -> tuple[SignSource, ...]:
        return (SignSource(Sign.IDLE, "logind's idle hint", self._flag.works, self._flag.why),)

    def _on_told(self, is_idle: bool) -> None:
        if self._is_watched and is_idle:
            self._flag.ask("IdleSinceHint", self._on_since)
        elif self._is_told:
            self._is_told = False
            self.came_back.emit()

    def _on_since(self, answer: Answer) -> None:
        if self._is_watched and self._flag.is_set and not self._is_told:
            self._is_told = True
            self.went_idle.emit(self._length(answer))

    def _length(self, answer: Answer) -> timedelta:
        """IdleSinceHint counts microseconds of CLOCK_REALTIME; 0 is unknown."""
        since = answer.values[0] if answer.values else 0
        if not isinstance(since, int) or since <= 0:
            return timedelta()
        return max(self._now() - _EPOCH - timedelta(microseconds=since), timedelta())


def _path(value: Any) -> str:  # noqa: ANN401 - a D-Bus value
    """An object path arrives as a QDBusObjectPath."""
    return str(value.path()) if hasattr(value, "path") else str(value)

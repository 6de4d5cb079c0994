"""The signs of this system, connected to the presence that hears them."""

from PySide6.QtCore import QObject

from app.control.presence import Presence
from app.control.session_controller import SessionController
from app.core.signs import Sign, SignSource
from app.system.signs import here
from app.system.signs.idle import IdleSigns
from app.system.signs.lock import LockSigns
from app.system.signs.sleep import SleepSigns

_CLOCKS = SignSource(Sign.SLEEP, "The computer's clocks", True, "find a sleep that nothing told of, within a minute")


class Signs(QObject):
    """Where sleep, lock and idle are told. Made before they are looked for: finding them takes a while."""

    def __init__(self, controller: SessionController, presence: Presence, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller, self._presence = controller, presence
        self._sleep, self._lock, self._idle = SleepSigns(), LockSigns(), IdleSigns()

    def open(self) -> None:
        """Begin to listen. To be called once, before `presence.open`."""
        self._sleep, self._lock = here.sleep_signs(), here.lock_signs()
        self._idle = here.idle_signs(self._controller.now)
        self._connect()
        for signs in (self._sleep, self._lock, self._idle):
            signs.changed.connect(self._on_changed)
            signs.open()
        self._on_changed()

    def _connect(self) -> None:
        presence = self._presence
        self._sleep.going_to_sleep.connect(presence.going_to_sleep)
        self._sleep.woke.connect(presence.woke)
        self._lock.locked.connect(presence.locked)
        self._lock.unlocked.connect(presence.unlocked)
        self._idle.went_idle.connect(presence.went_idle)
        self._idle.came_back.connect(presence.came_back)
        self._idle.answered.connect(presence.told_quiet)
        self._idle.also_answered.connect(presence.also_told_quiet)
        presence.hold_wanted.connect(self._sleep.hold)
        presence.watch_wanted.connect(self._idle.watch)
        presence.ask_wanted.connect(self._idle.ask)

    def _on_changed(self) -> None:
        self._presence.set_source(must_be_asked=self._idle.must_be_asked, can_be_asked=self._idle.can_be_asked)
        self._presence.set_sources((*self._sleep.sources(), _CLOCKS, *self._lock.sources(), *self._idle.sources()))

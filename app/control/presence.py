"""Hears the signs that the person is away, and makes of them the one stretch that may become a gap."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from app.control.running import Changes
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import clock_steps
from app.core.away import Away, Stretch
from app.core.clock_steps import ForwardStep, Move
from app.core.errors import Unavailable
from app.core.model import Cause, Session
from app.core.signs import SignSource

ASK_AGAIN = timedelta(seconds=15)
"""How often a source that can only be asked is asked while the person is away."""
log = logging.getLogger(__name__)


class Presence(QObject):
    """Signs come in as slots; what is wanted of their sources goes out as signals. Only while a session is active."""

    watch_wanted = Signal(object)
    """From which length on idle is to be told (timedelta), or None for not at all."""
    ask_wanted = Signal()
    """`told_quiet` is to be called with the answer."""
    hold_wanted = Signal(bool)
    """Whether sleep is to wait until it was written down."""
    sources_changed = Signal()

    def __init__(self, controller: SessionController, schedule: Schedule, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller, self._timekeeper, self._schedule = controller, controller.timekeeper, schedule
        self._away = Away()
        self._session: Session | None = None
        self._watched: timedelta | None = None
        self._written: tuple[datetime, Cause] | None = None
        self._must_be_asked = self._can_be_asked = False
        self._sources: tuple[SignSource, ...] = ()
        self._last_input = self._asked_at = self._not_before = controller.now()
        self._standing: tuple[ForwardStep, ...] = ()
        schedule.add_source(self._next_wake)
        schedule.woke.connect(self._on_woke)
        self._timekeeper.slept.connect(self._on_slept)
        controller.changed.connect(self._on_changed)
        controller.moved.connect(self._on_moved)
        controller.steps_stand.connect(self._on_steps_stand)

    def open(self) -> None:
        """Take up the session that the start found. To be called once."""
        self._session = self._watched = None
        self._on_changed(Changes.RUNNING)
        self.touched()

    def set_source(self, *, must_be_asked: bool, can_be_asked: bool) -> None:
        """What the source of idle can do; both False where there is none."""
        self._must_be_asked, self._can_be_asked = must_be_asked, can_be_asked
        self._schedule.arm()

    @property
    def sources(self) -> tuple[SignSource, ...]:
        """Where signs come from here, and what does not work and why."""
        return self._sources

    def set_sources(self, sources: tuple[SignSource, ...]) -> None:
        if sources != self._sources:
            self._sources = sources
            self.sources_changed.emit()

    # Signs

    def going_to_sleep(self) -> None:
        """On disk before it returns: that the program was alive, and the gap that begins."""
        moment = self._timekeeper.going_to_sleep()
        self._controller.be_seen()
        self._begin(Cause.ASLEEP, moment.now)
        self._open_gap()

    def woke(self) -> None:
        self._end(Cause.ASLEEP, self._timekeeper.woke().now)

    def locked(self) -> None:
        now = self._timekeeper.look().now
        self._begin(Cause.LOCKED, now)
        self._ask(now)

    def unlocked(self) -> None:
        self._end(Cause.LOCKED, self._timekeeper.look().now)

    def went_idle(self, length: timedelta) -> None:
        """There was no key and no click for that long, and there is none until `came_back`."""
        self._begin(Cause.IDLE, self._last_key(length, self._timekeeper.look().now))

    def came_back(self) -> None:
        self._end(Cause.IDLE, self._timekeeper.look().now)

    def told_quiet(self, length: timedelta | None) -> None:
        """For how long there was no key and no click; None where nobody knows."""
        now = self._timekeeper.look().now
        last = None if length is None else self._last_key(length, now)
        self._last_input = last or self._last_input
        if not self._is_concerned:
            return
        back = self._away.back_at(last)
        if back is not None:
            self._back(back)
        elif length is not None and last is not None:
            self._away = self._away.quiet_for(length, last, self._controller.settings.thresholds)
        self._settle(now)

    def also_told_quiet(self, length: timedelta) -> None:
        """The same of a source beside the one that is used: who woke or unlocked is back with a key that any saw."""
        stretch = self._away.stretch
        if self._is_concerned and stretch is not None and stretch.causes & {Cause.ASLEEP, Cause.LOCKED}:
            now = self._timekeeper.look().now
            back = self._away.back_at(self._last_key(length, now))
            if back is not None:
                self._back(back)
            self._settle(now)

    def touched(self) -> None:
        """Something of the program was used: a good moment to ask whether the person is back."""
        if self._is_concerned and self._away.stretch is not None and not self._away.holding:
            self._ask(self._timekeeper.look().now)

    # What they lead to

    def _last_key(self, length: timedelta, now: datetime) -> datetime:
        """The instant of the last key or click; what lies before the session or the end of a pause is none of it."""
        return max(clock_steps.instant_before(now, length, self._standing), self._not_before)

    @property
    def _is_concerned(self) -> bool:
        """A pause was said by the person: while it lasts no sign means anything."""
        return self._session is not None and not self._session.is_paused

    def _begin(self, cause: Cause, at: datetime) -> None:
        self._away = self._away.begins(cause, at)
        self._settle(self._controller.now())

    def _end(self, cause: Cause, at: datetime) -> None:
        self._away = self._away.ends(cause, at)
        if self._away.stretch is not None and not self._away.holding:
            self._ask(at)
        self._settle(at)

    def _on_slept(self, start: datetime, end: datetime) -> None:
        """Found by the clocks, after it was over."""
        if Cause.ASLEEP not in self._away.holding:
            self._away = self._away.begins(Cause.ASLEEP, start)
            if self._is_concerned and self._is_gap(end):
                self._open_gap()
        self._end(Cause.ASLEEP, end)

    def _back(self, at: datetime) -> None:
        stretch, thresholds = self._away.stretch, self._controller.settings.thresholds
        if stretch is None or self._session is None:
            return
        shortest = stretch.gap_at(thresholds) - stretch.start
        if at - stretch.start >= shortest:
            self._open_gap()
        opened = self._written is not None
        self._forget()
        if opened:
            self._write(lambda: self._controller.end_away(at, shortest))

    def _settle(self, now: datetime) -> None:
        """A stretch that is long enough is a gap, and what is told of it later goes into it."""
        stretch = self._away.stretch
        if not self._is_concerned:
            self._forget()
        elif stretch is not None and (self._written is not None or self._is_gap(now)):
            self._open_gap()
        self._schedule.arm()

    def _forget(self) -> None:
        self._away, self._written = self._away.here(), None

    def _is_gap(self, now: datetime) -> bool:
        stretch = self._away.stretch
        return stretch is not None and now >= stretch.gap_at(self._controller.settings.thresholds)

    def _open_gap(self) -> None:
        stretch = self._away.stretch
        if stretch is None or not self._is_concerned:
            return
        if self._written != (stretch.start, stretch.cause):
            self._written = stretch.start, stretch.cause
            self._write(lambda: self._controller.begin_away(stretch.start, stretch.cause))

    def _write(self, command: Callable[[], None]) -> None:
        """What the file can't take now is kept by the controller, which tells it."""
        try:
            command()
        except Unavailable as error:
            log.warning("a sign is written later: %s", error.detail)

    def _ask(self, now: datetime) -> None:
        """Without a source the answer is that nobody knows."""
        if self._session is None:
            return
        self._asked_at = now
        if self._can_be_asked:
            self.ask_wanted.emit()
        else:
            self.told_quiet(None)

    # Sessions, time

    def _on_changed(self, changes: Changes) -> None:
        before, self._session = self._session, self._controller.session
        after = self._session
        if changes & (Changes.RUNNING | Changes.SETTINGS):
            self._watch(self._controller.settings.thresholds.idle if self._is_concerned else None)
        if (before and before.id) != (after and after.id):
            self._last_input = self._asked_at = self._controller.now()
            self._standing = ()
            self.hold_wanted.emit(after is not None)
        began = after is not None and (before is None or before.id != after.id)
        resumed = before is not None and before.is_paused and after is not None and not after.is_paused
        if after is not None and (began or resumed):
            now = self._controller.now()
            self._not_before = after.start if began else now
            self._away, self._written = self._away.from_now(now), None
            self._take_up_gap()

    def _take_up_gap(self) -> None:
        """A session may come with a gap that is open: after a crash, or a split. It is asked about at once."""
        gap = self._session.open_gap if self._session else None
        if gap is not None and gap.cause is not Cause.PAUSE:
            now, causes = self._controller.now(), self._away.holding | {gap.cause}
            self._away = self._away._replace(free_since=now, stretch=Stretch(gap.start, causes, gap.start))
            self._written, self._not_before = (gap.start, gap.cause), gap.start
            self._asked_at = now - ASK_AGAIN

    def _watch(self, threshold: timedelta | None) -> None:
        if threshold != self._watched:
            self._watched = threshold
            self.watch_wanted.emit(threshold)

    def _on_moved(self, move: Move) -> None:
        self._away = self._away.moved(move)
        self._last_input, self._asked_at = move.applied(self._last_input), move.applied(self._asked_at)
        self._not_before = move.applied(self._not_before)
        if self._written is not None:
            self._written = move.applied(self._written[0]), self._written[1]

    def _on_steps_stand(self, steps: tuple[ForwardStep, ...]) -> None:
        self._standing = steps

    def _next_wake(self, _now: datetime) -> datetime | None:
        if not self._is_concerned or self._session is None:
            return None
        stretch, thresholds = self._away.stretch, self._controller.settings.thresholds
        wishes = []
        if stretch is None:
            if self._must_be_asked:
                wishes.append(max(self._last_input + thresholds.idle, self._asked_at + ASK_AGAIN))
        else:
            if self._written is None:
                wishes.append(stretch.gap_at(thresholds))
            if not self._away.holding:
                wishes.append(self._asked_at + ASK_AGAIN)
        return min(wishes, default=None)

    def _on_woke(self, now: datetime) -> None:
        wish = self._next_wake(now)
        if wish is None or wish > now:
            return
        if not self._away.holding:
            self._ask(now)
        self._settle(now)

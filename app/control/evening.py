"""When a working day has ended, and what is to be seen of it then: see `EndOfDay`."""

from datetime import date, datetime, time

from PySide6.QtCore import QObject, Signal

from app.control.memory import Memory
from app.control.overview import Overview
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import days
from app.core.end_of_day import EndOfDay, end_of_day
from app.store.store import Store


class Evening(QObject):
    """From the end of the working hours to the end of the day, unless a session runs or the person closed it.

    Where the working hours run over the time that days begin at, its day is the one that holds them whole.

    Reads only while somebody can see it, and wakes for nobody else.
    """

    changed = Signal(object)
    """`EndOfDay` to be shown now, or None."""

    def __init__(
        self,
        store: Store,
        controller: SessionController,
        overview: Overview,
        schedule: Schedule,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._schedule = controller, overview, schedule
        self._memory = Memory(store, "end_of_day_closed")
        self._closed = self._memory.recall()
        self._watched = False
        self._is_stale = True
        self._read_on: date | None = None
        self._shown: EndOfDay | None = None
        schedule.add_source(self._next_wake)
        schedule.woke.connect(lambda _now: self._on_woke())
        controller.changed.connect(lambda _changes: self._look_anew())

    @property
    def shown(self) -> EndOfDay | None:
        return self._shown

    def set_watched(self, watched: bool) -> None:
        """Whether somebody can see it."""
        self._watched = watched
        self._look_anew()
        self._schedule.arm()

    def close(self) -> None:
        """The person has seen enough: for this day it comes no more, after a restart neither."""
        self._closed = self._today(self._controller.now()).isoformat()
        self._memory.keep(self._closed)
        self._look()
        self._schedule.arm()

    def write(self) -> None:
        """Write what is not on disk yet."""
        self._memory.write()

    def _next_wake(self, now: datetime) -> datetime | None:
        """When it comes, and then when its day is over."""
        wishes = [self._memory.next_try(now)]
        if self._may_be_seen:
            ends, over = self._day(now)
            wishes.append(over if over is not None and now < over else ends)
        return min((wish for wish in wishes if wish is not None), default=None)

    @property
    def _may_be_seen(self) -> bool:
        return self._watched and self._controller.settings.shows_end_of_day and self._controller.session is None

    @property
    def _day_start(self) -> time:
        settings = self._controller.settings
        return settings.working_hours.day_start(settings.day_start)

    def _today(self, now: datetime) -> date:
        return days.day_of(now, self._controller.local_offset(now), self._day_start)

    def _day(self, now: datetime) -> tuple[datetime, datetime | None]:
        """When the day ends that is now, and when its working hours are over; None where it has none."""
        hours, offset_at = self._controller.settings.working_hours, self._controller.local_offset
        begins, ends = days.bounds(now, offset_at, self._day_start)
        return ends, hours.end_within(begins, ends, offset_at)

    def _due_on(self) -> date | None:
        """The day that it is due for now."""
        if not self._may_be_seen:
            return None
        now = self._controller.now()
        _ends, over = self._day(now)
        today = self._today(now)
        return today if over is not None and over <= now and today.isoformat() != self._closed else None

    def _on_woke(self) -> None:
        self._memory.write()
        self._look()

    def _look_anew(self) -> None:
        self._is_stale = True
        self._look()

    def _look(self) -> None:
        today = self._due_on()
        if not self._is_stale and today == self._read_on:
            return
        self._is_stale, self._read_on = False, today
        shown = None if today is None else self._read()
        if shown != self._shown:
            self._shown = shown
            self.changed.emit(shown)

    def _read(self) -> EndOfDay | None:
        """None where nothing was done."""
        today = self._overview.today(self._day_start)
        total = (today.ended, today.ended_count)
        return end_of_day(today.date, today.day_start, *total, today.sessions, self._controller.now())

"""When a person is reminded that nothing runs: within working hours, counted from what ran last."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.control.breaks import Breaks
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core.alerts import AlertKind, AlertRecord, DueAlert, since_newest
from app.core.working_hours import next_reminder

KIND = AlertKind.NO_SESSION_RUNNING


class Reminder:
    """Asked while no session is active. Moved along when the clock is set."""

    def __init__(self, controller: SessionController, breaks: Breaks, snooze: Snooze) -> None:
        self._controller, self._breaks, self._snooze = controller, breaks, snooze
        self.idle_since = controller.now()
        """The last session ceased to run then, or this run of the program began."""
        self._chosen = (controller.settings.no_session_after, controller.settings.working_hours)
        self._chosen_at = controller.now()
        """The person is not told of what would have come before they chose so."""
        snooze.changed.connect(self._on_snooze_changed)

    def session_ended(self, now: datetime) -> None:
        self.idle_since = now

    def stepped(self, step: timedelta, *, idle: bool) -> None:
        """The clock was set; `idle`: while no session was active."""
        self.idle_since += step if idle else timedelta()
        self._chosen_at += step

    def due(self, records: tuple[AlertRecord, ...], now: datetime) -> Iterator[tuple[DueAlert, timedelta]]:
        """Those since the newest that is settled, and that one if it can still be sent; for how long nothing ran."""
        since, settings = self._nothing_since(), self._controller.settings
        chosen = (settings.no_session_after, settings.working_hours)
        if chosen != self._chosen:
            self._chosen, self._chosen_at = chosen, now
        is_kept_back = self._breaks.running is not None or self._snooze.until is not None
        if is_kept_back or settings.no_session_after is None:
            return
        newest = since_newest(records, KIND, now)
        if newest is not None and newest.can_still_be_sent and newest.due > since and self._is_one_day(newest.due, now):
            yield DueAlert(KIND, newest.due), newest.due - since
        due = self.next_after(max(newest.due if newest else since, since, self._chosen_at))
        while due is not None and due <= now:
            yield DueAlert(KIND, due), due - since
            due = self.next_after(due)

    def next_after(self, instant: datetime) -> datetime | None:
        """None where it is off, or there are no working hours. A snooze puts the next one off to its end."""
        every, hours = self._controller.settings.no_session_after, self._controller.settings.working_hours
        if every is None:
            return None
        since, put_off_to = self._nothing_since(), self._snooze.over_at
        if put_off_to is not None:
            since = max(since, put_off_to - every)
        return next_reminder(hours, since, every, instant, self._controller.local_offset)

    def _on_snooze_changed(self) -> None:
        if self._snooze.over_at is None:  # the person ended it
            self._chosen_at = self._controller.now()

    def _is_one_day(self, due: datetime, now: datetime) -> bool:
        """What was held back until work was over is not told in the night, nor on the next day."""
        return self._controller.settings.working_hours.hold(due, now, self._controller.local_offset)

    def _nothing_since(self) -> datetime:
        """Nothing has run since then while the person could have been told."""
        ends = (self.idle_since, self._breaks.over_since, self._controller.timekeeper.awake_since())
        return max(end for end in ends if end is not None)

"""Holds what the real program sends and writes down against `alerts_account.py`, look by look.

Strong, to the millisecond and in order: every session in which the wall clock was not set. There each alert that the
account finds due was sent at that instant, or later as soon as it could be, or is held for the reason that the account
names; the file has a row for each and no other, and nothing else was sent. The same holds of the time between two
sessions.

What the program knows of a session is read from it, look by look: `account.py` proves its gaps at the session's end,
`silence.py` knows on its own whether anything may be sent. How soon a gap is known of is not judged here.

Weaker: sessions in which the clock was set (their instants move; what is proven of that is in `account.py`), and those
that undo made active again. There, as everywhere, nothing is sent while something forbids it, no alert is sent twice
for one instant, and each row of the file is settled for a known reason: see `held_against.py`.
"""

from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.control.alerter import Alert
from app.control.breaks import Breaks
from app.control.quiet import Quiet
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.model import Cause, Gap, Session, Verdict
from tests.fakes import rows
from tests.simulation.alerts_account import (
    BREAK,
    NOTHING,
    PROJECT,
    TAG,
    ZERO,
    Due,
    Fate,
    Look,
    Picture,
    Told,
    reminders,
)
from tests.simulation.silence import Silence
from tests.simulation.world import World

DAY, MS = timedelta(days=1), timedelta(milliseconds=1)
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
ROWS = "SELECT id, kind, due_time, result, reason FROM alert WHERE session_id IS ? AND id > ?"


class Watch:
    """Outlives the starts of the program."""

    def __init__(self, world: World, path: Path) -> None:
        self._world, self._path = world, path
        self.silence = Silence(world)
        self.flaws: list[str] = []
        self.strong: set[int] = set()
        """The sessions that were held against the account."""
        self.weak: set[int] = set()
        self.between = [0, 0]
        """How often the time between two sessions was held against it, and how often not."""
        self.counts: Counter[str] = Counter()
        """What became of the alerts in the strong part."""
        self._opened = ZERO
        self._key, self._began, self._before = 0, ZERO, ZERO
        self._told, self._sent, self._first_row = Told(), list[tuple[Due, timedelta]](), 0
        self._since, self._break, self._reminded, self._reminds_since = ZERO, _Break(), False, ZERO

    def attach(self, controller: SessionController, schedule: Schedule, quiet: Quiet, breaks: Breaks) -> None:
        """Right after the alerter hears of them: each look finds what it did, and nothing else has changed since."""
        self._controller, self._breaks, self._is_open = controller, breaks, False
        schedule.woke.connect(lambda _now: self.looks(changed=False))
        controller.commands.asked.connect(lambda _now: self.looks(changed=False))
        controller.timing_changed.connect(lambda: self.looks(changed=True))
        quiet.changed.connect(lambda: self.looks(changed=False))
        breaks.changed.connect(self._on_break_changed)

    def begins(self) -> None:
        """The alerter is open."""
        self._is_open = True
        self.looks(changed=False)

    def opens(self, steps: timedelta) -> None:
        """The program is started; the wall clock was set by `steps` since it last looked."""
        self._opened = self._world.steady
        self.silence.was_closed(steps)
        if steps and self._break.end is not None:
            before, begins = Due(BREAK, self._break.end), self._break.end - self._break.length - steps
            if self._break.end <= self._before and begins > self._opened:
                self._break = _Break()
                return
            self._break.end = min(begins, self._opened) + self._break.length
            if before in self._told.fates:
                self._told.fates[Due(BREAK, self._break.end)] = self._told.fates.pop(before)

    def reminds(self, *, is_on: bool) -> None:
        """The person chose so: it is turned on now, or was before."""
        if is_on is not self._controller.settings.tells_no_session:
            self._reminds_since = self._world.steady

    def break_is_ended(self) -> None:
        """By the person, before its time."""
        self._break = _Break(stopped=self._world.steady)

    def sends(self, alert: Alert) -> None:
        """Whatever is sent, nothing forbids it."""
        self._turns()
        due = self._world.steady - (self._world.now() - alert.due)
        self._sent.append((Due(alert.kind.value, due), self._world.steady))
        session = alert.session
        if reason := self.silence.reason() or (session is not None and (session.muted or _kept_back(session))):
            self.flaws.append(f"{alert.kind} of {alert.session_id} was sent at {self._world.steady}: {reason}")

    # Looks

    def looks(self, *, changed: bool) -> None:
        if not self._is_open:
            return
        self._turns()
        session, at = self._controller.session, self._world.steady
        silence = self.silence.reason()
        up_since = max(self._opened, self._world.woke)
        look = Look(at, self._before, changed, silence, self.silence.ended, up_since)
        if session is None:
            self._reminded |= self._controller.settings.tells_no_session
            self._told.looks_between(look, self._due_between(at))
        elif self._is_as_it_was:
            self._told.looks(look, self._picture(session))
        if not changed:
            self._before = at

    def _turns(self) -> None:
        session = self._controller.session
        if (session.id if session is not None else 0) != self._key:
            self.turns_to(session)

    def turns_to(self, session: Session | None) -> None:
        """What ran until now is complete, and held against the account."""
        if self._key:
            is_there = bool(rows(self._path, "SELECT id FROM session WHERE id = ?", self._key))  # undo takes some away
            is_strong = is_there and self._is_as_it_was and self._key not in self.strong | self.weak
            (self.strong if is_strong else self.weak).add(self._key)
        else:
            is_strong = (self._is_as_it_was or not self._reminded) and not self._left_by_wrong_clock()
            self.between[not is_strong] += 1
        if is_strong:
            self._compare()
        if not self._key:
            self._first_row = rows(self._path, "SELECT coalesce(max(id), 0) FROM alert")[0][0]
        at = self._world.steady
        self._key = session.id if session is not None else 0
        self._told, self._sent, self._before = Told(), [], at
        self._reminded = False
        if session is not None:
            self._began, self._break = self._steady(session.start), _Break()
        else:
            self._since = self._began = at

    @property
    def _is_as_it_was(self) -> bool:
        """Whether the wall clock was not set since then."""
        return self._world.stepped < self._began

    def _picture(self, session: Session) -> Picture:
        still = tuple(
            (self._steady(g.start), self._steady(g.end) if g.end else None) for g in session.gaps if _stands(g)
        )
        assert session.planned is not None
        return Picture(self._steady(session.start), session.planned, session.muted, _kept_back(session), still)

    def _due_between(self, at: timedelta) -> list[Due]:
        over = self._break.end is not None and self._break.end <= at
        due = [Due(BREAK, self._break.end)] if over and self._break.end is not None else []
        if not self._controller.settings.tells_no_session or (self._break.end is not None and not over):
            return due
        since = max(self._since, self._opened, self._world.wake_seen, self._break.end or self._break.stopped)
        newest = self._told.newest(NOTHING)
        if newest is not None and newest > since and self._told.is_waiting(Due(NOTHING, newest)):
            due.append(Due(NOTHING, newest))
        after = max(newest or since, since, self._reminds_since)
        return due + list(reminders(since, after, at, self._hours(since)))

    def _hours(self, since: timedelta) -> list[tuple[timedelta, timedelta]]:
        """Nine to six on weekdays, from that instant until today."""
        zone = ZoneInfo(self._world.zone)
        today = self._world.now().astimezone(zone).date()
        days = [today - ago * DAY for ago in range((self._world.steady - since) // DAY + 2)]
        at = ((datetime.combine(day, time(hour), zone) for hour in (9, 18)) for day in days if day.isoweekday() < 6)
        return [(self._steady(begins), self._steady(ends)) for begins, ends in at]

    def _on_break_changed(self) -> None:
        running = self._breaks.running
        if running is not None and (self._break.end is None or self._break.end <= self._world.steady):
            self._break = _Break(self._world.steady + running.length, running.length)
        self.looks(changed=False)

    def _steady(self, instant: datetime) -> timedelta:
        return self._world.steady - (self._world.now() - instant)

    # Against the account

    def _left_by_wrong_clock(self) -> bool:
        """Whether an alert of a time in which the clock was ahead seems to have been sent since the last session."""
        since, now = (
            (at - EPOCH) // MS for at in (self._world.now() - (self._world.steady - self._since), self._world.now())
        )
        query = "SELECT id FROM alert WHERE session_id IS NULL AND id <= ? AND due_time BETWEEN ? AND ?"
        return bool(rows(self._path, query, self._first_row, since, now))

    def _compare(self) -> None:
        self.flaws += [f"{self._key}: {flaw}" for flaw in self._told.flaws]
        if self._sent != self._told.sent:
            self.flaws.append(f"{self._key}: sent {self._sent}, not {self._told.sent}")
        for due, fate in self._told.fates.items():
            self.counts[f"{due.kind}: {_became(due, fate)}"] += 1
        if not self._is_as_it_was:
            return
        found = {
            Due(kind, self._steady(EPOCH + due * MS)): (result, reason)
            for _id, kind, due, result, reason in rows(
                self._path, ROWS, self._key or None, 0 if self._key else self._first_row
            )
        }
        meant = {due: ("held" if fate.sent is None else "shown", fate.reason) for due, fate in self._told.fates.items()}
        if found != meant:
            wrong, missed = sorted(found.items() - meant.items()), sorted(meant.items() - found.items())
            self.flaws.append(f"{self._key}: the file has {wrong}, not {missed}")


class _Break:
    """When it ends on the clock that never steps; `stopped` is when the person ended the last one."""

    def __init__(self, end: timedelta | None = None, length: timedelta = ZERO, stopped: timedelta = ZERO) -> None:
        self.end, self.length, self.stopped = end, length, stopped


def _stands(gap: Gap) -> bool:
    """Whether the timer stood in it: nobody knows of an idle gap that it was no reading."""
    if gap.verdict is Verdict.UNDECIDED:
        return gap.cause is not Cause.IDLE
    return gap.verdict is Verdict.DISCARDED


def _kept_back(session: Session) -> str:
    if session.project is not None and session.project.quiet:
        return PROJECT
    return TAG if any(tag.quiet for tag in session.tags) else ""


def _became(due: Due, fate: Fate) -> str:
    if fate.sent is None:
        return f"held, {fate.reason}"
    if fate.reason:
        return fate.reason
    return "sent at its instant" if fate.sent == due.at else "sent as soon as it could be"

"""The rules of `app/core` alone, put together without a file, a timer or Qt."""

from datetime import datetime, timedelta

from app.core import answers, clock_steps, recovery, timing
from app.core.away import Away, Stretch, Thresholds
from app.core.clock_steps import StepMemory
from app.core.model import Answer, Cause, Gap, Session, Verdict, strongest
from tests.fakes import MINUTE
from tests.simulation.account import gaps_of
from tests.simulation.tracker import Source
from tests.simulation.world import World

THRESHOLDS = Thresholds()


class Rules:
    """A `Tracker`. Time is looked at when it went by, and whenever something is said."""

    def __init__(self, world: World, source: Source) -> None:
        self.source, self._world = source, world
        self._sessions: dict[int, Session] = {}
        self._active: Session | None = None
        self._away = Away()
        self._memory = StepMemory(0)
        self._last, self._last_said = world.read(), world.steady
        self._gap_id = 0

    def session(self, key: int) -> Session:
        running = self._active
        return running if running is not None and running.id == key else self._sessions[key]

    # What the person does

    def start(self, minutes: int, kept_back: str = "") -> int:  # noqa: ARG002 - there are no alerts here
        now = self._look()
        key, local = len(self._sessions) + 1, self._world.local(now)
        planned = timedelta(minutes=minutes)
        self._active = Session(key, "", now, local.offset, local.zone, planned=planned, last_seen=now)
        self._sessions[key] = self._active
        self._memory, self._away = StepMemory(key), self._away.from_now(now)
        return key

    def stop(self) -> None:
        now, session = self._look(), self._running
        ended = self._with_open_closed(session, now)._replace(end=now)
        self._sessions[session.id] = ended._replace(worked=timing.worked(ended, now))
        self._active = None

    def pause(self) -> None:
        now = self._look()
        self._active = self._with_gap(self._with_open_closed(self._running, now), now, None, Cause.PAUSE)

    def resume(self) -> None:
        now = self._look()
        self._active = self._with_open_closed(self._running, now)
        self._away = self._away.from_now(now)

    def add_time(self) -> None:
        self._look()

    def mute(self) -> None:
        self._look()

    def keep_quiet(self, length: timedelta | None) -> None: ...
    def end_quiet(self) -> None: ...
    def leave_alone(self, *, is_on: bool) -> None: ...
    def start_break(self) -> None: ...
    def end_break(self) -> None: ...
    def choose(self, *, reminds: bool, breaks: bool) -> None: ...
    def answer(self, key: int, number: int, said: Answer) -> int | None:
        self._look()
        session = self.session(key)
        outcome = answers.outcome(session, gaps_of(session)[number], said)
        self._put(outcome.first)
        if outcome.second is None:
            return None
        second = len(self._sessions) + 1
        if outcome.second.end is None:
            self._memory = StepMemory(second)
        self._put(outcome.second._replace(id=second, last_seen=self._last.wall))
        return second

    def undo(self) -> bool:
        return False

    def redo(self) -> int | None:
        raise AssertionError("the rules keep no memory of undo")

    # Signs

    def live(self, span: timedelta) -> None:
        self._world.advance(span)
        now = self._look()
        if self._is_concerned and (self.source is Source.ASKED or self._away.stretch) and not self._away.holding:
            self._ask(now)
        self._settle(now)

    def sleep(self, span: timedelta, steps: timedelta) -> None:
        now = self._look()
        self._away = self._away.begins(Cause.ASLEEP, now)
        self._open_gap()
        self._world.sleep(span)
        self._world.step(steps)
        self._last = self._world.read()
        self._ends(Cause.ASLEEP, self._last.wall)

    def lock(self) -> None:
        now = self._look()
        self._away = self._away.begins(Cause.LOCKED, now)
        self._ask(now)

    def unlock(self) -> None:
        self._ends(Cause.LOCKED, self._look())

    def went_idle(self, length: timedelta) -> None:
        now = self._look()
        last = clock_steps.instant_before(now, length, self._memory.forward)
        self._away = self._away.begins(Cause.IDLE, last)
        self._settle(now)

    def came_back(self) -> None:
        self._ends(Cause.IDLE, self._look())

    def kill(self, *, quits: bool) -> timedelta:
        """The last heartbeat came less than a minute ago, and not before anything that was said."""
        now = self._look()
        if self._active is None:
            return timedelta()
        ago = min(self._world.steady % MINUTE, self._world.steady - self._last_said) if not quits else timedelta()
        self._active = self._running._replace(last_seen=now - ago)
        return ago

    def open(self) -> None:
        self._last, self._away = self._world.read(), Away()
        now, session = self._last.wall, self._active
        if session is None:
            return
        if session.last_seen is not None and now < session.last_seen:
            self._stepped(now - session.last_seen, now)
        elif (recovered := recovery.recovered(session, now, THRESHOLDS)) is not None:
            self._gap_id += 1
            gaps = (gap if gap.id else gap._replace(id=self._gap_id) for gap in recovered.gaps)
            self._active = recovered._replace(gaps=tuple(gaps))
        gap = self._running.open_gap
        if gap is not None and gap.cause is not Cause.PAUSE:
            self._away = Away(free_since=now, stretch=Stretch(gap.start, frozenset({gap.cause}), gap.start))
            self._ask(now)

    # What they lead to

    @property
    def _running(self) -> Session:
        assert self._active is not None
        return self._active

    @property
    def _is_concerned(self) -> bool:
        return self._active is not None and not self._active.is_paused

    def _look(self) -> datetime:
        before, self._last, self._last_said = self._last, self._world.read(), self._world.last_read
        lapse = clock_steps.between(before, self._last)
        if lapse.slept:
            end = before.wall + lapse.slept
            self._away = self._away.begins(Cause.ASLEEP, before.wall)
            self._settle(end)
            self._ends(Cause.ASLEEP, end, self._last.wall - lapse.step)
        if lapse.step:
            self._stepped(lapse.step, self._last.wall)
        return self._last.wall

    def _stepped(self, step: timedelta, now: datetime) -> None:
        if self._active is None:
            return
        correction = clock_steps.correction(self._active, step, now, self._memory)
        self._active, self._memory = clock_steps.moved(self._active, correction.moves), correction.memory
        for move in correction.moves:
            self._away = self._away.moved(move)
        if correction.stands_still is not None and self._active.open_gap is None:
            self._active = self._with_gap(self._active, *correction.stands_still, Cause.CLOCK)

    def _ask(self, now: datetime) -> None:
        if not self._is_concerned:
            self._away = self._away.here()
            return
        length = self._world.quiet() if self.source is Source.ASKED else None
        last = None if length is None else clock_steps.instant_before(now, length, self._memory.forward)
        back = self._away.back_at(last)
        if back is not None:
            self._back(back)
        elif length is not None and last is not None:
            self._away = self._away.quiet_for(length, last, THRESHOLDS)
        self._settle(now)

    def _ends(self, cause: Cause, at: datetime, now: datetime | None = None) -> None:
        self._away = self._away.ends(cause, at)
        if self._away.stretch is not None and not self._away.holding:
            self._ask(now or self._last.wall)

    def _settle(self, now: datetime) -> None:
        stretch = self._away.stretch
        if not self._is_concerned:
            self._away = self._away.here()
        elif stretch is not None and now >= stretch.gap_at(THRESHOLDS):
            self._open_gap()

    def _back(self, at: datetime) -> None:
        stretch = self._away.stretch
        assert stretch is not None
        without = self._without_open(self._running)
        self._away = self._away.here()
        if at >= stretch.gap_at(THRESHOLDS):
            self._active = self._with_gap(without, stretch.start, at, stretch.cause)
        else:
            self._active = without

    def _open_gap(self) -> None:
        stretch = self._away.stretch
        if stretch is not None and self._is_concerned:
            gap = self._running.open_gap
            cause = stretch.cause if gap is None else strongest((stretch.cause, gap.cause))
            self._active = self._with_gap(self._without_open(self._running), stretch.start, None, cause)

    def _with_gap(self, session: Session, start: datetime, end: datetime | None, cause: Cause) -> Session:
        self._gap_id += 1
        verdict = Verdict.DISCARDED if cause is Cause.PAUSE else Verdict.UNDECIDED
        return session._replace(gaps=(*session.gaps, Gap(self._gap_id, session.id, start, end, cause, verdict)))

    def _without_open(self, session: Session) -> Session:
        return session._replace(gaps=tuple(gap for gap in session.gaps if gap.end is not None))

    def _with_open_closed(self, session: Session, now: datetime) -> Session:
        gaps = (gap if gap.end is not None else gap._replace(end=now) for gap in session.gaps)
        return session._replace(gaps=tuple(gaps))

    def _put(self, session: Session) -> None:
        self._sessions[session.id] = session
        if session.end is None:
            self._active = session
        elif self._active is not None and self._active.id == session.id:
            self._active = None

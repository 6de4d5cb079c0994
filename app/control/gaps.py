"""What makes, lengthens and ends gaps: pause and resume, signs that the person is away, a start, a step of the clock.

Each is one transaction and returns the session as it is afterwards. Rules: product contract, section 7.
"""

from datetime import datetime, timedelta

from app.control.operations import active, get, seen
from app.core import clock_steps, errors, recovery
from app.core.away import Thresholds
from app.core.clock import Moment
from app.core.clock_steps import Correction, ForwardStep, Move, StepMemory
from app.core.errors import Refused
from app.core.model import Cause, Gap, Session, Verdict, strongest
from app.store import instants
from app.store.store import Store

_MEMORY = "clock_steps"


def pause(store: Store, moment: Moment, session_id: int) -> Session:
    """An open gap of another cause ends now: who pauses is here."""
    with store.write():
        session = active(store, session_id)
        if session.is_paused:
            raise Refused(errors.ALREADY_PAUSED)
        if gap := session.open_gap:
            _close(store, gap, moment.now)
        begins = max(moment.now, _end_of_others(get(store, session_id)))
        store.gaps.add(session_id, begins, None, Cause.PAUSE, Verdict.DISCARDED)
        return seen(store, moment, session_id)


def resume(store: Store, moment: Moment, session_id: int) -> Session:
    with store.write():
        session = active(store, session_id)
        gap = session.open_gap
        if gap is None or not session.is_paused:
            raise Refused(errors.NOT_PAUSED)
        store.gaps.close(gap.id, max(moment.now, gap.start))
        return seen(store, moment, session_id)


def begin_away(store: Store, moment: Moment, session_id: int, start: datetime, cause: Cause) -> Session:
    """The person is away since `start`: a gap opens, or the one that is open gets longer and takes the stronger cause.

    One that ended inside the stretch and waits for a verdict is taken up again: one stretch is one gap.
    """
    with store.write():
        session = get(store, session_id)
        if session.end is not None or session.is_paused:
            return session
        taken = _reaching_into(session, start)
        begins = max(min([start, *(gap.start for gap in taken)]), _end_of_others(session, *taken))
        if taken:
            store.gaps.remove([gap.id for gap in taken[:-1]])
            store.gaps.lengthen(taken[-1].id, begins, strongest([cause, *(gap.cause for gap in taken)]))
        else:
            store.gaps.add(session_id, begins, None, cause, Verdict.UNDECIDED)
        return seen(store, moment, session_id)


def end_away(store: Store, moment: Moment, session_id: int, end: datetime, shortest: timedelta) -> Session:
    """The person was back at `end`; a stretch shorter than `shortest` is no gap."""
    with store.write():
        session = get(store, session_id)
        gap = session.open_gap
        if session.end is not None or gap is None or session.is_paused:
            return session
        is_gap = end - gap.start >= shortest
        if is_gap:
            _close(store, gap, end)
        else:
            store.gaps.remove([gap.id])
        _let_stand(store, session_id, end if is_gap else gap.start)
        return seen(store, moment, session_id)


def recover(store: Store, moment: Moment, thresholds: Thresholds) -> Session | None:
    """The active session a start of the program finds; the stretch since it was last seen is a gap."""
    with store.write():
        session = store.sessions.active()
        if session is None:
            return None
        if session.last_seen is not None and moment.now < session.last_seen:
            back = moment.now - session.last_seen
            correction = clock_steps.correction(session, back, moment.now, _memory(store, session.id))
            move(store, session, correction.moves)
            _remember(store, correction.memory)
            session = get(store, session.id)
        if stretch := recovery.stretch_closed(session, moment.now, thresholds):
            _add_closed(store, session, *stretch)
        return seen(store, moment, session.id)


def correct_clock(store: Store, moment: Moment, session_id: int, step: timedelta, now: datetime) -> Session:
    """The wall clock was set by `step` and shows `now` since. Where a gap is open, a step forward makes it longer."""
    with store.write():
        session = get(store, session_id)
        if session.end is not None:
            return session
        correction = clock_steps.correction(session, step, now, _memory(store, session_id))
        move(store, session, correction.moves)
        _remember(store, correction.memory)
        if correction.stands_still is not None:
            gap = get(store, session_id).open_gap
            if gap is None:
                start, end = correction.stands_still
                begins = max(start, _end_of_others(get(store, session_id)))
                store.gaps.add(session_id, begins, end, Cause.CLOCK, Verdict.UNDECIDED)
            elif gap.cause is not Cause.PAUSE:
                store.gaps.lengthen(gap.id, gap.start, strongest((gap.cause, Cause.CLOCK)))
        return seen(store, moment, session_id)


def heartbeat(store: Store, moment: Moment, session_id: int) -> None:
    """The latest instant the program knows it was alive with this session."""
    with store.write(patiently=False):
        store.sessions.set_last_seen(session_id, moment.now)


def correction_of(store: Store, session: Session, step: timedelta, now: datetime) -> Correction:
    """What `correct_clock` would do: what is not in the file follows it."""
    return clock_steps.correction(session, step, now, _memory(store, session.id))


def _close(store: Store, gap: Gap, end: datetime) -> None:
    """What is left empty goes."""
    if end > gap.start:
        store.gaps.close(gap.id, end)
    else:
        store.gaps.remove([gap.id])


def _let_stand(store: Store, session_id: int, since: datetime) -> None:
    """Steps forward that an open gap had taken in, and that came after its end, are gaps of their own."""
    for step in _memory(store, session_id).forward:
        if step.at > since:
            since = max(since, step.at - step.by)
            store.gaps.add(session_id, since, step.at, Cause.CLOCK, Verdict.UNDECIDED)
            since = step.at


def _reaching_into(session: Session, start: datetime) -> tuple[Gap, ...]:
    """The gap that is open, and the last ones that ended after `start`, as far as nobody decided on them; in order."""
    found: list[Gap] = []
    for gap in reversed(session.gaps):
        is_inside = gap.end is None or gap.end > start
        if not is_inside or gap.verdict is not Verdict.UNDECIDED or gap.cause is Cause.PAUSE:
            break
        found.insert(0, gap)
    return tuple(found)


def _end_of_others(session: Session, *taken: Gap) -> datetime:
    """Before it the session's other gaps lie: gaps never overlap."""
    known = {gap.id for gap in taken}
    ends = [other.end for other in session.gaps if other.end is not None and other.id not in known]
    return max([session.start, *ends])


def _add_closed(store: Store, session: Session, start: datetime, end: datetime) -> None:
    """A gap that was open when the program ended becomes the longer one."""
    session = get(store, session.id)
    gap = session.open_gap
    if gap is None:
        store.gaps.add(session.id, start, end, Cause.CLOSED, Verdict.UNDECIDED)
    else:
        store.gaps.lengthen(gap.id, gap.start, Cause.CLOSED)
        store.gaps.close(gap.id, end)


def move(store: Store, session: Session, moves: tuple[Move, ...]) -> None:
    """The session, its gaps and its alerts lie elsewhere; what is left empty goes."""
    after = clock_steps.moved(session, moves)
    store.sessions.place(after)
    for gap in after.gaps:
        store.gaps.place(gap)
    store.gaps.remove({gap.id for gap in session.gaps} - {gap.id for gap in after.gaps})
    for move in moves:
        store.alerts.move(session.id, move)


def _memory(store: Store, session_id: int) -> StepMemory:
    """The steps so far; those of an earlier session mean nothing any more."""
    stored = store.settings.recall(_MEMORY)
    try:
        known, moved, forward = stored["session_id"], stored["moved"], stored["forward"]
        steps = tuple(ForwardStep(instants.from_ms(at), timedelta(milliseconds=by)) for at, by in forward)
        memory = StepMemory(known, timedelta(milliseconds=moved), steps)
    except (TypeError, KeyError, ValueError):
        return StepMemory(session_id)
    return memory if memory.session_id == session_id else StepMemory(session_id)


def _remember(store: Store, memory: StepMemory) -> None:
    forward = [[instants.to_ms(step.at), instants.span_to_ms(step.by)] for step in memory.forward]
    moved = instants.span_to_ms(memory.moved)
    store.settings.remember(_MEMORY, {"session_id": memory.session_id, "moved": moved, "forward": forward})

"""The four answers to a gap, and taking them back: each one transaction, and one step in the memory of undo."""

from datetime import datetime, timedelta
from typing import NamedTuple

from app.control import gaps
from app.control.operations import get
from app.core import answers, errors, notes, timing, zones
from app.core.away import Thresholds
from app.core.clock import Moment
from app.core.clock_steps import ALWAYS, Move
from app.core.errors import Refused
from app.core.model import Answer, Gap, Session
from app.store import instants
from app.store.journal import Change, Rows
from app.store.store import Store

MINUTE = timedelta(minutes=1)


class Answered(NamedTuple):
    """What an answer, its undo or its redo left.

    `first` is the session that the gap lies or lay in. `active` is the running session afterwards, None where none is.
    """

    answer: Answer
    gap: Gap
    first: Session
    active: Session | None
    undone: bool = False


def answer(store: Store, moment: Moment, gap_id: int, said: Answer) -> Answered:
    """Raises Refused where there is no such gap, or it has not ended yet."""
    with store.write():
        session, gap = _found(store, gap_id)
        before, after = _carried_out(store, moment, session, gap, said)
        about = {"session": session.id, "gap": gap.id}
        store.journal.note(said.value, about, before, after, moment.now)
        return _answered(store, said, gap, session.id, undone=False)


def undo(store: Store, moment: Moment) -> Answered:
    """Take the last step back. Raises Refused where there is none, or another session took its time by now.

    A session that is active again was not seen since the step.
    """
    with store.write():
        change = store.journal.last_done()
        if change is None:
            raise Refused(errors.NOTHING_TO_UNDO)
        first_id, second = change.about["session"], _second(store, change)
        _check_free(store, moment, change, second)
        if second is not None:
            store.gaps.hand_over([gap.id for gap in second.gaps], first_id)
            change = _ending_as_now(change, first_id, second)
        store.journal.put_back(change)
        store.journal.mark_undone(change.id)
        if second is not None:
            _reunite(store, first_id, second)
        _follow_clock(store, moment, change, second)
        store.sessions.settle_worked(first_id)
        gap = store.gaps.find(change.about["gap"])
        if gap is None:
            raise Refused(errors.GAP_NOT_FOUND)
        return _answered(store, Answer(change.what), gap, first_id, undone=True)


def undo_in_this_run(store: Store, moment: Moment, alive_since: datetime, thresholds: Thresholds) -> Answered:
    """The same; a session that is active again gets what the program was closed for, before `alive_since`, as a gap."""
    with store.write():
        answered = undo(store, moment)
        if answered.active is None:
            return answered
        active = gaps.take_up(store, moment, answered.active.id, alive_since, thresholds)
        return answered._replace(first=active if answered.first.id == active.id else answered.first, active=active)


def redo(store: Store, moment: Moment) -> Answered:
    """Do the step that was taken back last again. Raises Refused where there is none."""
    with store.write():
        change = store.journal.last_undone()
        if change is None:
            raise Refused(errors.NOTHING_TO_REDO)
        said = Answer(change.what)
        session, gap = _found(store, change.about["gap"])
        before, after = _carried_out(store, moment, session, gap, said)
        about = {"session": session.id, "gap": gap.id}  # a split that was done again made another second one
        store.journal.mark_done(change._replace(about=about), before, after)
        return _answered(store, said, gap, session.id, undone=False)


def _carried_out(store: Store, moment: Moment, session: Session, gap: Gap, said: Answer) -> tuple[Rows, Rows]:
    """What the step changed: the rows before and after it."""
    before, ids = store.journal.picture([session.id]), [session.id]
    match said:
        case Answer.KEEP | Answer.DISCARD:
            store.gaps.decide(gap.id, answers.VERDICTS[said])
        case Answer.STOP_THEN:
            _stop_then(store, session, gap)
        case Answer.SPLIT:
            ids.append(_split(store, moment, session, gap))
    for session_id in ids:
        _settle(store, moment, session_id)
    return before, store.journal.picture(ids)


def _stop_then(store: Store, session: Session, gap: Gap) -> None:
    _cut(store, session, answers.outcome(session, gap, Answer.STOP_THEN).first)
    if session.end is None and session.planning_id is not None:
        store.planning.tick_off_if_unplanned(session.planning_id)


def _split(store: Store, moment: Moment, session: Session, gap: Gap) -> int:
    """The id of the second session."""
    outcome = answers.outcome(session, gap, Answer.SPLIT)
    begins, later = gap.end or gap.start, outcome.second.gaps if outcome.second else ()
    _end(store, session, outcome.first)  # before the second one begins: one session is active
    offset = zones.offset_at(session.zone, begins, session.start_offset)
    second_id = store.sessions.continue_as_second(session, begins, offset, moment.now)
    store.gaps.hand_over([gap.id for gap in later], second_id)
    _cut(store, session, outcome.first)
    return second_id


def _cut(store: Store, session: Session, ended: Session) -> None:
    """The session ends where `ended` does; its gaps fit, and those that are left empty are gone."""
    there = get(store, session.id).gaps
    left = {gap.id for gap in ended.gaps}
    store.gaps.remove([gap.id for gap in there if gap.id not in left])
    for gap in ended.gaps:
        store.gaps.place(gap)
    _end(store, session, ended)


def _end(store: Store, session: Session, ended: Session) -> None:
    end = ended.end or session.start
    store.sessions.end(session.id, end, zones.offset_at(session.zone, end, session.start_offset))


def _settle(store: Store, moment: Moment, session_id: int) -> None:
    """Worked time of an ended session; an active one was seen now."""
    if get(store, session_id).end is None:
        store.sessions.set_last_seen(session_id, moment.now)
    else:
        store.sessions.settle_worked(session_id)


def _found(store: Store, gap_id: int) -> tuple[Session, Gap]:
    gap = store.gaps.find(gap_id)
    if gap is None:
        raise Refused(errors.GAP_NOT_FOUND)
    if gap.end is None:
        raise Refused(errors.GAP_NOT_ENDED)
    return get(store, gap.session_id), gap


def _second(store: Store, change: Change) -> Session | None:
    """The session that a split made, as it is by now; None where the step was no split."""
    made = change.after.get("session", {}).keys() - change.before.get("session", {}).keys()
    return store.sessions.find(int(next(iter(made)))) if made else None


def _check_free(store: Store, moment: Moment, change: Change, second: Session | None) -> None:
    """The time that comes back must not be another session's by now."""
    first = get(store, change.about["session"])
    before = change.before.get("session", {}).get(str(first.id), {})
    if "end_time" not in before:
        return
    ends = second.end if second is not None else instants.from_ms(before["end_time"])
    own = {first.id, *([] if second is None else [second.id])}
    other = store.sessions.active()
    if ends is None and other is not None and other.id not in own:
        raise Refused(errors.ANOTHER_ACTIVE)
    for session in store.sessions.overlapping(first.end or first.start, ends or moment.now):
        if session.id not in own and session.end is not None and session.end_offset is not None:
            raise errors.undo_overlaps(session.start, session.start_offset, session.end, session.end_offset)


def _ending_as_now(change: Change, first_id: int, second: Session) -> Change:
    """To be put back with the end that the second session has by now: not even for a moment may two be active."""
    if second.end is None:
        return change
    sessions, end_offset = change.before["session"], second.end_offset or second.start_offset
    end = {"end_time": instants.to_ms(second.end), "end_offset": instants.to_minutes(end_offset)}
    ended = sessions | {str(first_id): sessions[str(first_id)] | end}
    return change._replace(before=change.before | {"session": ended})


def _reunite(store: Store, first_id: int, second: Session) -> None:
    """What was said of the second session since the split is kept."""
    first = get(store, first_id)
    if second.end is None:
        store.sessions.set_muted(first_id, second.muted)
    if second.last_seen is not None:
        store.sessions.set_last_seen(first_id, second.last_seen)
    store.sessions.set_notes(first_id, notes.with_paragraph(first.notes, second.notes))
    store.sessions.set_tasks_done(first_id, notes.with_paragraph(first.tasks_done, second.tasks_done))
    if second.planned is not None:
        store.sessions.set_planned(first_id, second.planned // MINUTE)
    if first.score is None and second.score is not None:
        store.sessions.set_score(first_id, second.score)


def _follow_clock(store: Store, moment: Moment, change: Change, second: Session | None) -> None:
    """The clock may have been set since: the session moves as the second one was moved, or as a start would move it."""
    session = get(store, change.about["session"])
    if "end_time" not in change.before.get("session", {}).get(str(session.id), {}):
        return
    if second is not None:
        began = change.after["session"][str(second.id)]["start_time"]
        move = Move(ALWAYS, second.start - (instants.from_ms(began) or second.start))
    elif session.end is None and session.last_seen is not None:
        move = Move(ALWAYS, min(moment.now - session.last_seen, timing.ZERO))
    else:
        return
    if not move.by:
        return
    store.sessions.place(session._replace(start=move.applied(session.start)))
    followed = set() if second is None else {gap.id for gap in second.gaps}
    for gap in session.gaps:
        if gap.id not in followed:
            end = None if gap.end is None else move.applied(gap.end)
            store.gaps.place(gap._replace(start=move.applied(gap.start), end=end))
    store.alerts.move(session.id, move)


def _answered(store: Store, said: Answer, gap: Gap, first_id: int, *, undone: bool) -> Answered:
    return Answered(said, gap, get(store, first_id), store.sessions.active(), undone)

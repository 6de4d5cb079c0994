"""Each thing a person does to the record is one step, which can be taken back and done again.

A step is noted in the transaction that it is. Undo puts rows back as the step found them, redo as it left them; both
refuse, with nothing changed, where something else lies there by now. What the program wrote by itself since (time away,
a step of the clock) is kept where its time still belongs to a session.
"""

from collections.abc import Callable
from contextlib import nullcontext
from enum import StrEnum
from typing import NamedTuple, TypeVar

from app.control import gaps, operations
from app.core import errors
from app.core.away import Thresholds
from app.core.clock import Moment
from app.core.clock_steps import ALWAYS, Move
from app.core.deeds import Deed, Subject
from app.core.errors import Refused
from app.core.model import Gap, Session
from app.core.spans import without
from app.store import instants
from app.store.journal import Change, ChangedSince
from app.store.step_sides import Brought, Changed
from app.store.store import Store
from app.store.trail import Row, Rows

T = TypeVar("T")
KEPT_OF_IMPORT = 1000
"""So many sessions of an import that is taken back are kept, so that it can be done again."""
_TIMES = frozenset({"start_time", "end_time"})


class Way(StrEnum):
    """What happened to a step."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"


class Step(NamedTuple):
    """A step that was done, undone, or done again."""

    deed: Deed
    subject: Subject
    way: Way


def recorded(
    store: Store, moment: Moment, deed: Deed, subject_of: Callable[[T], Subject], operation: Callable[[Moment], T]
) -> T:
    """Carry the operation out and note it as a step. `subject_of` is asked when it is done.

    The running session was seen until now: where the step ends it, undo takes it up from here.
    """
    with store.write():
        if active := store.sessions.active():
            store.sessions.set_last_seen(active.id, moment.now)
        with store.journal.recording() as changed:
            outcome = operation(moment)
        beside = _beside(store, moment, changed)
        store.journal.note(deed, subject_of(outcome), changed, moment.now, beside=beside)
        return outcome


def carried(store: Store, operation: Callable[[], T]) -> T:
    """The same for what the program writes by itself: no step, but the steps take it along."""
    with store.write():
        with store.journal.recording() as changed:
            outcome = operation()
        store.journal.carry(changed)
        return outcome


def undo(store: Store, moment: Moment, thresholds: Thresholds) -> Step:
    """Take the last step back. Raises Refused where there is none, or something else lies there by now."""
    with store.write():
        change = store.journal.last_done()
        if change is None:
            raise Refused(errors.NOTHING_TO_UNDO)
        return _turn(store, moment, thresholds, change, undone=True)


def redo(store: Store, moment: Moment, thresholds: Thresholds) -> Step:
    """Do the step again that was taken back last. Raises Refused as undo does."""
    with store.write():
        change = store.journal.last_undone()
        if change is None:
            raise Refused(errors.NOTHING_TO_REDO)
        return _turn(store, moment, thresholds, change, undone=False)


def _turn(store: Store, moment: Moment, thresholds: Thresholds, change: Change, *, undone: bool) -> Step:
    if change.brought is not None:
        return _turn_import(store, change, change.brought, undone=undone)
    present, wanted = (change.after, change.before) if undone else (change.before, change.after)
    was_active = store.sessions.active()
    touched = _sessions_that_move(store, present, wanted)
    _check_active(was_active, touched, present, wanted)
    with store.journal.recording() as changed:
        since = _lift_gaps_since(store, touched, present, wanted)
        try:
            store.journal.put(present, wanted)
        except ChangedSince:
            raise Refused(errors.UNDO_CHANGED_SINCE if undone else errors.REDO_CHANGED_SINCE) from None
        _move_along(store, change, was_active, touched)
        _put_gaps_back(store, touched, since)
        for session_id in touched:
            store.sessions.settle_worked(session_id)
    _check_free(store, moment, change, touched, present, wanted)
    store.journal.turned(change, changed, undone=undone)
    _follow(store, moment, thresholds, was_active)
    return Step(change.deed, change.subject, Way.UNDONE if undone else Way.REDONE)


def _turn_import(store: Store, change: Change, brought: Brought, *, undone: bool) -> Step:
    """The first undo of an import goes by its id. It keeps the rows if they are few: from then on it is as any step."""
    if not undone:
        raise Refused(errors.IMPORT_AGAIN)
    keeps = brought.added <= KEPT_OF_IMPORT
    with store.journal.recording() if keeps else nullcontext() as changed:
        try:
            store.imports.take_back(change.subject.id, brought)
        except ChangedSince:
            raise Refused(errors.IMPORT_CHANGED_SINCE) from None
    if changed is None:
        store.journal.marked(change, undone=True)
    else:
        store.journal.turned(change, changed, undone=True)
    return Step(change.deed, change.subject, Way.UNDONE)


def _sessions_that_move(store: Store, present: Rows, wanted: Rows) -> tuple[int, ...]:
    """Those that lie elsewhere afterwards, come or go, and those of whose gaps that is so."""
    ids = {int(key) for key in _keys_that_move(present, wanted)}
    for rows in (present, wanted):
        ids |= {row["session_id"] for row in rows.get("gap", {}).values() if "session_id" in row}
        ids |= {gap.session_id for key in rows.get("gap", {}) if (gap := store.gaps.find(int(key)))}
    return tuple(sorted(ids))


def _keys_that_move(present: Rows, wanted: Rows) -> set[str]:
    one, other = present.get("session", {}), wanted.get("session", {})
    return (one.keys() ^ other.keys()) | {key for key in one.keys() & other.keys() if _TIMES & one[key].keys()}


def _check_active(was: Session | None, touched: tuple[int, ...], present: Rows, wanted: Rows) -> None:
    """Not even for a moment may two be active."""
    if was is None or was.id in touched:
        return
    for key, row in wanted.get("session", {}).items():
        becomes_active = "end_time" in row and row["end_time"] is None
        if becomes_active and key not in {str(was.id)} | _keys_of_active(present):
            raise Refused(errors.ANOTHER_ACTIVE)


def _keys_of_active(rows: Rows) -> set[str]:
    return {key for key, row in rows.get("session", {}).items() if "end_time" in row and row["end_time"] is None}


def _lift_gaps_since(store: Store, touched: tuple[int, ...], present: Rows, wanted: Rows) -> tuple[Gap, ...]:
    """The gaps of these sessions that the step knows nothing of: out of the way while it is turned."""
    own = {int(key) for rows in (present, wanted) for key in rows.get("gap", {})}
    found = store.gaps.of_sessions(list(touched))
    since = tuple(gap for id_ in touched for gap in found[id_] if gap.id not in own)
    store.gaps.remove([gap.id for gap in since])
    return since


def _move_along(store: Store, change: Change, was_active: Session | None, touched: tuple[int, ...]) -> None:
    """The clock was set while one of these sessions ran: the one that runs now in its place moves as that one did."""
    active = store.sessions.active()
    if not change.moved or active is None or was_active is None or active.id == was_active.id:
        return
    if {active.id, was_active.id} <= set(touched):
        gaps.move(store, active, (Move(ALWAYS, change.moved),))


def _put_gaps_back(store: Store, touched: tuple[int, ...], since: tuple[Gap, ...]) -> None:
    """Where their time lies by now, first in the session they were in; what no session has any more goes."""
    for gap in since:
        id_: int | None = gap.id
        for session_id in sorted(touched, key=lambda each: each != gap.session_id):
            session = store.sessions.find(session_id)
            for piece in () if session is None else _pieces(session, gap):
                store.gaps.put(piece._replace(id=id_ or 0, session_id=session_id))
                id_ = None
            if id_ is None and gap.start == gap.end:
                break


def _pieces(session: Session, gap: Gap) -> tuple[Gap, ...]:
    """What of the gap lies in the session and in no other gap of it."""
    end = session.end if gap.end is None else min(gap.end, session.end or gap.end)
    start = max(gap.start, session.start)
    if end is not None and end <= start:
        whole = (
            gap.start == gap.end and session.start <= gap.start and (session.end is None or gap.start <= session.end)
        )
        return (gap,) if whole else ()
    free = without((start, end), [(other.start, other.end) for other in session.gaps])
    return tuple(gap._replace(start=begins, end=ends) for begins, ends in free)


def _beside(store: Store, moment: Moment, changed: Changed) -> tuple[int, ...]:
    """The other sessions that lie where a session of the step lay or lies: a clock that was set back makes that."""
    sides = changed.before.get("session", {}), changed.after.get("session", {})
    own = sides[0].keys() | sides[1].keys()
    moved = {key for key in own if _stretch(sides[0].get(key)) != _stretch(sides[1].get(key))}
    stretches = {_stretch(side[key]) for side in sides for key in moved & side.keys()}
    there = {
        other.id
        for start, end in stretches
        for other in store.sessions.overlapping(instants.from_ms(start), instants.from_ms(end) or moment.now)
    }
    return tuple(sorted(there - {int(key) for key in own}))


def _stretch(row: Row | None) -> tuple[int, int | None]:
    return (0, 0) if row is None else (row["start_time"], row["end_time"])


def _check_free(
    store: Store, moment: Moment, change: Change, touched: tuple[int, ...], present: Rows, wanted: Rows
) -> None:
    """The time that comes back must not be another session's by now."""
    for key in _keys_that_move(present, wanted) & wanted.get("session", {}).keys():
        session = operations.get(store, int(key))
        for other in store.sessions.overlapping(session.start, session.end or moment.now):
            if other.id not in {*touched, *change.beside}:
                end_offset = other.start_offset if other.end_offset is None else other.end_offset
                raise errors.undo_overlaps(other.start, other.start_offset, other.end or moment.now, end_offset)


def _follow(store: Store, moment: Moment, thresholds: Thresholds, was_active: Session | None) -> None:
    """A session that is active again is treated as after a crash; one that takes another's place was seen with it."""
    active = store.sessions.active()
    if active is None:
        return
    if was_active is None:
        carried(store, lambda: gaps.recover(store, moment, thresholds))
    elif active.id != was_active.id and was_active.last_seen is not None:
        store.sessions.set_last_seen(active.id, was_active.last_seen)
    operations.seen(store, moment, active.id)

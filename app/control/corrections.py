"""Correcting the record: edit, add, delete. Splitting and merging: `control/joints.py`.

Each is one transaction, as those of `control/operations.py`. Raises Refused with the sentence, or Unavailable; nothing
is changed then. No change makes sessions overlap that did not.
"""

from datetime import datetime

from app.control.operations import get, seen
from app.core import corrections, errors, notes, overlaps, text, zones
from app.core.clock import Moment, to_milliseconds
from app.core.corrections import MINUTE, Record, record_of
from app.core.errors import Refused
from app.core.model import Session
from app.core.overlaps import Span, span_of
from app.store.store import Store


def edit(store: Store, moment: Moment, before: Session, wanted: Record) -> Session:
    """Write where `wanted` differs from `before`, the session as the person had it before them.

    What another program changed meanwhile stays. An active session keeps having no end.
    """
    with store.write():
        session, was = get(store, before.id), record_of(before)
        placed = _placed(session, was, wanted)
        _check_moved(store, session, placed, moment.now)
        _check_said(was, wanted)
        gaps = corrections.changed_gaps(session.gaps, was.gaps, wanted.gaps)
        if span_of(placed) != span_of(session):
            store.corrections.place(placed)
        if gaps != session.gaps or span_of(placed) != span_of(session):
            fitted = corrections.fitted(gaps, placed.start, placed.end, moment.now)
            store.corrections.write_gaps(session.id, session.gaps, fitted)
        _write_said(store, session, was, wanted)
        if placed.end is None:
            return seen(store, moment, session.id)
        store.sessions.settle_worked(session.id)
        return get(store, session.id)


def add(store: Store, moment: Moment, wanted: Record, zone: str) -> Session:
    """A session that was missed. `zone` is the one the person is in."""
    with store.write():
        if wanted.end is None:
            raise Refused(errors.NOT_ENDED_YET)
        start, end = to_milliseconds(wanted.start), to_milliseconds(wanted.end)
        corrections.check_times(Span(start, end), None, moment.now)
        offset = zones.offset_at(zone, start, wanted.start_offset)
        others = store.corrections.overlapping(start, end)
        overlaps.check(Span(start, end), None, others, (zone, offset), moment.now)
        corrections.check_planned(wanted.planned_minutes)
        corrections.check_score(wanted.score)
        missed = Session(
            id=0,
            uid="",
            start=start,
            start_offset=offset,
            zone=zone,
            end=end,
            end_offset=zones.offset_at(zone, end, wanted.end_offset or wanted.start_offset),
            planned=None if wanted.planned_minutes is None else wanted.planned_minutes * MINUTE,
            score=wanted.score,
            tasks_done=text.checked_text(wanted.tasks_done, "Tasks done"),
            notes=text.checked_text(wanted.notes, "Notes"),
            last_seen=end,
        )
        project_id = store.catalogue.project_id(wanted.project) if wanted.project else None
        session_id = store.corrections.add(missed, project_id, store.catalogue.tag_ids(wanted.tags))
        gaps = corrections.fitted(wanted.gaps, start, end, moment.now)
        store.corrections.write_gaps(session_id, (), gaps)
        store.sessions.settle_worked(session_id)
        return get(store, session_id)


def delete(store: Store, session_id: int) -> Session:
    """The session as it was. The active one may go too, also while paused: then none is active.

    A plan item that its start had made is ticked off: only what the person planned can be left undone.
    """
    with store.write():
        session = get(store, session_id)
        store.corrections.delete(session_id)
        if session.end is None and session.planning_id is not None:
            store.planning.tick_off_if_unplanned(session.planning_id)
        return session


def _placed(session: Session, was: Record, wanted: Record) -> Session:
    """The session where it is to be: offsets follow the zone, and what was not moved keeps its own."""
    if wanted.start != was.start:
        start = to_milliseconds(wanted.start)
        offset = zones.offset_at(session.zone, start, wanted.start_offset)
        session = session._replace(start=start, start_offset=offset)
    if wanted.end == was.end:
        return session
    if session.end is None or wanted.end is None:
        raise Refused(errors.NOT_ENDED_YET if session.end is None else errors.ALREADY_STOPPED)
    end = to_milliseconds(wanted.end)
    end_offset = zones.offset_at(session.zone, end, wanted.end_offset or session.start_offset)
    return session._replace(end=end, end_offset=end_offset, last_seen=end)


def _check_moved(store: Store, session: Session, placed: Session, now: datetime) -> None:
    """What stays where it was is never refused: a clock that was set back may have put it there."""
    if span_of(placed) == span_of(session):
        return
    corrections.check_times(span_of(placed), span_of(session), now)
    others = store.corrections.overlapping(placed.start, placed.end, session.id)
    overlaps.check(span_of(placed), span_of(session), others, (placed.zone, placed.start_offset), now)


def _check_said(was: Record, wanted: Record) -> None:
    if wanted.planned_minutes != was.planned_minutes:
        corrections.check_planned(wanted.planned_minutes)
    if wanted.score != was.score:
        corrections.check_score(wanted.score)


def _write_said(store: Store, session: Session, was: Record, wanted: Record) -> None:
    if wanted.project != was.project:
        project_id = store.catalogue.project_id(wanted.project) if wanted.project else None
        store.corrections.set_project(session.id, project_id)
    if not corrections.same_names(wanted.tags, was.tags):
        store.sessions.set_tags(session.id, store.catalogue.tag_ids(wanted.tags))
    if wanted.planned_minutes != was.planned_minutes:
        store.sessions.set_planned(session.id, wanted.planned_minutes)
    if wanted.score != was.score:
        store.sessions.set_score(session.id, wanted.score)
    if wanted.tasks_done != was.tasks_done:
        store.sessions.set_tasks_done(session.id, text.checked_text(wanted.tasks_done, "Tasks done"))
    if wanted.notes != was.notes:
        whole = notes.replaced(session.notes, was.notes, text.clean_block(wanted.notes))
        store.sessions.set_notes(session.id, text.checked_text(whole, "Notes"))

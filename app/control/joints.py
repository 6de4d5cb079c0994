"""Where one session becomes two, and two become one: split at an instant, merge with a neighbour.

Each is one transaction; totals stay exact to the millisecond. Raises Refused with the sentence, or Unavailable.
"""

from datetime import datetime

from app.control.operations import get, seen
from app.core import corrections, errors, notes, overlaps, zones
from app.core.clock import Moment, to_milliseconds
from app.core.corrections import MINUTE, NEW_GAP
from app.core.errors import MAX_PLANNED, Refused
from app.core.model import Cause, Session, Verdict
from app.core.overlaps import Span, span_of
from app.core.text import checked_text
from app.store.store import Store


def split(store: Store, moment: Moment, session_id: int, at: datetime) -> Session:
    """The first part keeps what was said of the whole: score, tasks done, and the notes that are not surely later.

    The second one, which is given back, has the same project, tags, plan item, planned duration and mute.
    """
    with store.write():
        session, at = get(store, session_id), to_milliseconds(at)
        until = moment.now if session.end is None else session.end
        if not session.start < at or not (at < until or (session.end is None and at == until)):
            raise Refused(_outside(session))
        first, second = corrections.divided(session.gaps, at)
        offset = zones.offset_at(session.zone, at, session.start_offset)
        store.corrections.write_gaps(session.id, session.gaps, (*first, *(gap for gap in second if gap.id)))
        ended = session._replace(end=at, end_offset=offset, last_seen=at)
        store.corrections.place(ended)  # before the second one begins: one session is active
        second_id = store.sessions.continue_as_second(session, at, offset, moment.now)
        store.gaps.hand_over([gap.id for gap in second if gap.id], second_id)
        store.corrections.write_gaps(second_id, (), [gap for gap in second if gap.id == NEW_GAP])
        _divide_notes(store, session, second_id, at, until)
        for part in (session.id, second_id):
            store.sessions.settle_worked(part)
        return get(store, second_id) if session.end is not None else seen(store, moment, second_id)


def merge(store: Store, moment: Moment, one_id: int, other_id: int) -> Session:
    """The earlier one goes on to the end of the later one, which may be active. The time between is a pause.

    Both planned durations are added, as far as there are any. What only one can be said of is the first one's, else the
    second one's: project, plan item, score.
    """
    with store.write():
        if one_id == other_id:
            raise Refused(errors.ONE_SESSION)
        first, second = sorted((get(store, one_id), get(store, other_id)), key=_order)
        end = _check_neighbours(store, first, second)
        store.gaps.hand_over([gap.id for gap in second.gaps], first.id)
        store.corrections.hand_over_alerts(second.id, first.id)
        store.corrections.delete(second.id)  # before the first one may be active
        whole = first._replace(end=second.end, end_offset=second.end_offset, last_seen=second.last_seen)
        store.corrections.place(whole)
        if second.end is None:
            store.sessions.set_muted(first.id, second.muted)
        if end < second.start:
            store.gaps.add(first.id, end, second.start, Cause.PAUSE, Verdict.DISCARDED)
        _join_said(store, first, second)
        store.sessions.settle_worked(first.id)
        return get(store, first.id) if second.end is not None else seen(store, moment, first.id)


def _divide_notes(store: Store, session: Session, second_id: int, at: datetime, until: datetime) -> None:
    first, second = notes.divided(session.notes, corrections.surely_after(session, at, until))
    if second:
        store.sessions.set_notes(session.id, first)
        store.sessions.set_notes(second_id, second)


def _check_neighbours(store: Store, first: Session, second: Session) -> datetime:
    """The end of the first one. Raises Refused where they overlap, or another session lies between."""
    if first.end is None or first.end > second.start:
        raise Refused(errors.OVERLAP_THEMSELVES)
    whole, between = Span(first.start, second.end), Span(first.end, second.start)
    for other in store.corrections.overlapping(first.start, second.end, first.id, second.id):
        lies = span_of(other)
        known = overlaps.overlap(lies, span_of(first)) or overlaps.overlap(lies, span_of(second))
        if overlaps.overlap(lies, between) or (overlaps.overlap(lies, whole) and not known):
            raise Refused(f"{overlaps.named(other, first.start + first.start_offset)}, lies between them.")
    return first.end


def _join_said(store: Store, first: Session, second: Session) -> None:
    if first.project is None and second.project is not None:
        store.corrections.set_project(first.id, second.project.id)
    if first.planning_id is None and second.planning_id is not None:
        store.corrections.set_plan_item(first.id, second.planning_id)
    if first.score is None and second.score is not None:
        store.sessions.set_score(first.id, second.score)
    if second.planned is not None:
        planned = second.planned if first.planned is None else first.planned + second.planned
        store.sessions.set_planned(first.id, min(planned // MINUTE, MAX_PLANNED))
    tag_ids = dict.fromkeys(tag.id for tag in (*first.tags, *second.tags))
    if len(tag_ids) > len(first.tags):
        store.sessions.set_tags(first.id, tag_ids)
    if second.notes.strip():
        whole = notes.with_paragraph(first.notes, second.notes)
        store.sessions.set_notes(first.id, checked_text(whole, "Notes"))
    if second.tasks_done.strip():
        whole = notes.with_paragraph(first.tasks_done, second.tasks_done)
        store.sessions.set_tasks_done(first.id, checked_text(whole, "Tasks done"))


def _order(session: Session) -> tuple[datetime, datetime, int]:
    return session.start, span_of(session).until, session.id


def _outside(session: Session) -> str:
    """Why it can't be split there."""
    return f"The time lies outside {overlaps.named(session, session.start + session.start_offset)}."

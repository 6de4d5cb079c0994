"""Every operation of the product contract, section 2: one transaction each, with the contract's own refusals.

Each takes the store and the moment it was asked for, and returns the session as it is afterwards. Raises Refused with
the sentence, or Unavailable; nothing is changed then. Where several refusals fit, the contract's first one holds.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from app.core import days, errors, notes, text
from app.core.clock import Moment
from app.core.errors import MAX_PLANNED, MIN_PLANNED, Refused
from app.core.model import PlanItem, Review, Session
from app.core.quick_entry import QuickEntry
from app.store.sessions import NewSession
from app.store.store import Store

MINUTE = timedelta(minutes=1)


class Start(NamedTuple):
    """What a start asks for. `start` is None for now; `offset` is the zone's east of UTC at a `start` that is given."""

    planned_minutes: int
    project_id: int | None = None
    planning_id: int | None = None
    tag_ids: tuple[int, ...] = ()
    start: datetime | None = None
    offset: timedelta | None = None


class Fields(NamedTuple):
    """What stands in the fields below the quick entry: used where the line and its plan item say nothing."""

    project: str | None = None
    tags: tuple[str, ...] = ()
    minutes: int = 25


def get(store: Store, session_id: int) -> Session:
    session = store.sessions.find(session_id)
    if session is None:
        raise Refused(errors.SESSION_NOT_FOUND)
    return session


def recent(store: Store, limit: int = 20) -> tuple[Session, ...]:
    """Ended sessions, newest start first."""
    if not 1 <= limit <= 1000:
        raise Refused(errors.LIMIT_RANGE)
    return store.sessions.recent(limit)


def start(store: Store, moment: Moment, asked: Start) -> Session:
    with store.write():
        _check_start(store, moment, asked)
        if asked.project_id is not None:
            store.catalogue.bring_back(asked.project_id)
        begins = asked.start or moment.now
        session_id = store.sessions.insert(
            NewSession(
                start=begins,
                offset=moment.local.offset if asked.offset is None else asked.offset,
                zone=moment.local.zone,
                project_id=asked.project_id,
                planning_id=asked.planning_id,
                planned_minutes=asked.planned_minutes,
                tag_ids=asked.tag_ids,
                now=moment.now,
            )
        )
        return get(store, session_id)


def filled(entry: QuickEntry, item: PlanItem | None, fields: Fields) -> QuickEntry:
    """What a line stands for: its own words first, then those of today's item of that title, then the fields."""
    project, tags, minutes = entry.project, entry.tags, entry.minutes
    if item is not None:
        project = project or (item.project.name if item.project else None)
        tags = tags or tuple(tag.name for tag in item.tags)
        minutes = minutes or item.planned_minutes
    return QuickEntry(
        title=item.title if item else entry.title,
        project=project or fields.project,
        tags=tags or fields.tags,
        minutes=minutes or fields.minutes,
    )


def start_entry(store: Store, moment: Moment, entry: QuickEntry, fields: Fields, day_start: time) -> Session:
    """Start from a line: names that are new are made, and a title that is no item of today becomes one."""
    with store.write():
        if store.sessions.active() is not None:
            raise Refused(errors.ANOTHER_ACTIVE)
        today = days.day_of(moment.now, moment.local.offset, day_start)
        title = text.checked_title(entry.title)
        item = store.planning.find(today, title) if title else None
        whole = filled(entry._replace(title=title), item, fields)
        project_id = store.catalogue.project_id(whole.project) if whole.project else None
        tag_ids = store.catalogue.tag_ids(whole.tags)
        minutes = whole.minutes or 0
        planning_id = item.id if item else _made_item(store, today, title, project_id, tag_ids, minutes)
        return start(store, moment, Start(minutes, project_id, planning_id, tag_ids))


def start_item(store: Store, moment: Moment, planning_id: int, minutes: int, day_start: time) -> Session:
    """Start what was planned, with `minutes` where it has none. What was planned for another day is today's then."""
    with store.write():
        if store.sessions.active() is not None:
            raise Refused(errors.ANOTHER_ACTIVE)
        item = store.planning.get(planning_id)
        today = days.day_of(moment.now, moment.local.offset, day_start)
        if item.day != today:
            store.planning.move(planning_id, today)
        project_id = item.project.id if item.project else None
        tag_ids = tuple(tag.id for tag in item.tags)
        return start(store, moment, Start(item.planned_minutes or minutes, project_id, planning_id, tag_ids))


def stop(store: Store, moment: Moment, session_id: int, review: Review | None = None) -> Session:
    with store.write():
        session = get(store, session_id)
        if session.end is not None:
            raise Refused(errors.ALREADY_STOPPED)
        _check_review(store, review)
        end = max([moment.now, session.start, *(gap.end or gap.start for gap in session.gaps)])
        if gap := session.open_gap:
            store.gaps.close(gap.id, end)
        store.sessions.set_last_seen(session_id, end)
        store.sessions.end(session_id, end, moment.local.offset)
        if session.planning_id is not None:
            store.planning.tick_off_if_unplanned(session.planning_id)
        _apply_review(store, session_id, review)
        return get(store, session_id)


def review(store: Store, session_id: int, said: Review) -> Session:
    with store.write():
        session = get(store, session_id)
        if session.end is None:
            raise Refused(errors.NOT_ENDED_YET)
        _check_review(store, said)
        _apply_review(store, session_id, said)
        return get(store, session_id)


def add_note(store: Store, moment: Moment, session_id: int, note: str) -> Session:
    with store.write():
        session = active(store, session_id)
        line = text.checked_note(note)
        if not line:
            raise Refused(errors.NOTE_EMPTY)
        whole = notes.with_note(session.notes, line, moment.now, moment.local.offset)
        store.sessions.set_notes(session_id, text.checked_text(whole, "Notes"))
        return seen(store, moment, session_id)


def add_time(store: Store, moment: Moment, session_id: int, minutes: int = 15) -> Session:
    """Negative minutes take time away; the plan stays within 1 to 1440 minutes."""
    with store.write():
        session = active(store, session_id)
        if minutes == 0:
            raise Refused(errors.MINUTES_ZERO)
        planned = (session.planned or timedelta()) // MINUTE + minutes
        store.sessions.set_planned(session_id, min(max(planned, MIN_PLANNED), MAX_PLANNED))
        return seen(store, moment, session_id)


def toggle_notifications(store: Store, moment: Moment, session_id: int) -> Session:
    with store.write():
        session = active(store, session_id)
        store.sessions.set_muted(session_id, not session.muted)
        return seen(store, moment, session_id)


def _check_start(store: Store, moment: Moment, asked: Start) -> None:
    if store.sessions.active() is not None:
        raise Refused(errors.ANOTHER_ACTIVE)
    if asked.project_id is not None:
        store.catalogue.check_project(asked.project_id)
    if asked.planning_id is not None:
        store.planning.check(asked.planning_id)
    store.catalogue.check_tags(asked.tag_ids)
    if asked.start is not None:
        _check_given_start(store, asked.start, moment.now)
    if not MIN_PLANNED <= asked.planned_minutes <= MAX_PLANNED:
        raise Refused(errors.PLANNED_RANGE)


def _check_given_start(store: Store, begins: datetime, now: datetime) -> None:
    if begins > now:
        raise Refused(errors.START_IN_FUTURE)
    other = store.sessions.ended_after(begins)
    if other is not None and other.end is not None and other.end_offset is not None:
        raise errors.start_overlaps(other.start, other.start_offset, other.end, other.end_offset)


def _made_item(
    store: Store, day: date, title: str, project_id: int | None, tag_ids: tuple[int, ...], minutes: int
) -> int | None:
    if not title or not MIN_PLANNED <= minutes <= MAX_PLANNED:
        return None
    return store.planning.add_unplanned(day, title, project_id, tag_ids, minutes)


def active(store: Store, session_id: int) -> Session:
    """That session. Raises Refused where it has ended."""
    session = get(store, session_id)
    if session.end is not None:
        raise Refused(errors.HAS_ENDED)
    return session


def seen(store: Store, moment: Moment, session_id: int) -> Session:
    """That session as it is now, alive at that moment."""
    store.sessions.set_last_seen(session_id, moment.now)
    return get(store, session_id)


def _check_review(store: Store, said: Review | None) -> None:
    if said is None:
        return
    store.catalogue.check_tags(said.tag_ids or ())
    if said.score is not None and not 1 <= said.score <= 5:
        raise Refused(errors.SCORE_RANGE)


def _apply_review(store: Store, session_id: int, said: Review | None) -> None:
    if said is None:
        return
    session = get(store, session_id)
    if said.score is not None:
        store.sessions.set_score(session_id, said.score)
    if said.tasks_done is not None:
        store.sessions.set_tasks_done(session_id, text.checked_text(said.tasks_done, "Tasks done"))
    whole = _reviewed_notes(session.notes, said)
    if whole != session.notes:
        store.sessions.set_notes(session_id, text.checked_text(whole, "Notes"))
    if said.tag_ids is not None:
        store.sessions.set_tags(session_id, said.tag_ids)
    if said.tag_names is not None:
        store.sessions.set_tags(session_id, store.catalogue.tag_ids(said.tag_names))


def _reviewed_notes(there: str, said: Review) -> str:
    if said.all_notes is not None:
        there = notes.replaced(there, said.seen_notes, text.clean_block(said.all_notes))
    if said.notes is not None:
        there = notes.with_paragraph(there, text.clean_block(said.notes))
    return there

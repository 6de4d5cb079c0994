"""What the surfaces call to put the record right: each correction is one step that can be undone."""

from datetime import datetime, timedelta

from app.control import corrections, joints
from app.control.operations import Fields
from app.control.session_controller import SessionController
from app.core import deeds, errors
from app.core.clock import LocalTime, Moment
from app.core.corrections import MINUTE, Record
from app.core.deeds import Deed, Subject
from app.core.errors import Refused
from app.core.model import Session
from app.core.overlaps import Span
from app.core.quick_entry import QuickEntry
from app.store.store import Store


class Correcting:
    """Each raises Refused (nothing changed) or Unavailable: then the controller keeps it."""

    def __init__(self, store: Store, controller: SessionController) -> None:
        self._store, self._controller = store, controller

    def edit(self, seen: Session, wanted: Record) -> Session:
        """Write where `wanted` differs from the session as the person saw it."""
        return self._controller.correct(
            Deed.EDIT, deeds.of_session(seen), lambda moment: corrections.edit(self._store, moment, seen, wanted)
        )

    def add(self, wanted: Record) -> Session:
        """A session that was missed, where the person is now."""
        subject = Subject(
            "session",
            id=0,
            name=wanted.project or "Session",
            start=wanted.start,
            start_offset=wanted.start_offset,
            end=wanted.end,
            end_offset=wanted.end_offset or wanted.start_offset,
        )

        def added(moment: Moment) -> Session:
            return corrections.add(self._store, moment, wanted, moment.local.zone)

        return self._controller.correct(Deed.ADD, subject, added)

    def delete(self, session: Session) -> Session:
        """The session as it was. The active one may go too."""
        subject = deeds.of_session(session)
        return self._controller.correct(Deed.DELETE, subject, lambda _: corrections.delete(self._store, session.id))

    def split(self, session: Session, at: datetime) -> Session:
        """The second part."""
        return self._controller.correct(
            Deed.SPLIT, deeds.of_session(session), lambda moment: joints.split(self._store, moment, session.id, at)
        )

    def merge(self, one: Session, other: Session) -> Session:
        first = min(one, other, key=lambda session: (session.start, session.id))
        return self._controller.correct(
            Deed.MERGE, deeds.of_session(first), lambda moment: joints.merge(self._store, moment, one.id, other.id)
        )

    def again(self, session: Session) -> Session:
        """Start from it now: the same project, tags, title and minutes."""
        if self._controller.session is not None:
            raise Refused(errors.ANOTHER_ACTIVE)
        entry = QuickEntry(
            title=session.title or "",
            project=session.project.name if session.project else None,
            tags=tuple(tag.name for tag in session.tags),
            minutes=(session.planned or timedelta()) // MINUTE or None,
        )
        return self._controller.start_entry(entry, Fields(minutes=self._controller.settings.default_minutes))

    def neighbours(self, session: Session) -> tuple[Session | None, Session | None]:
        """The sessions that began last before it and first after it; the active one too."""
        return self._store.corrections.before(session), self._store.corrections.after(session)

    def here(self) -> LocalTime:
        """The zone the person is in, and its offset now."""
        return self._controller.timekeeper.look().local

    def suggested(self) -> Span:
        """Where a missed session may have been: up to now, or to the start of the active one; up to 25 minutes long."""
        now, active = self._controller.now(), self._controller.session
        end = (now if active is None else active.start).replace(second=0, microsecond=0)
        start = end - MINUTE * self._controller.settings.default_minutes
        others = self._store.corrections.overlapping(start, end)
        ends = [min(s.end, end) for s in others if s.end is not None and (active is None or s.id != active.id)]
        return Span(max([start, *ends]), end)

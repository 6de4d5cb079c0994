"""What surfaces ask for: today, the last sessions, what can be started again, what a line would start."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale

from app.control import operations
from app.control.operations import Fields
from app.control.session_controller import SessionController
from app.core import day_parts, days, quick_entry, text, timing
from app.core.alerts import AlertRecord, Delivered, Result
from app.core.errors import Refused
from app.core.model import Combination, Gap, PlanItem, Project, Session, Tag, Verdict
from app.core.quick_entry import QuickEntry
from app.core.quiet import HELD_BACK
from app.core.zones import FARTHEST
from app.store.bare import Bare
from app.store.kept import Kept
from app.store.store import Store

if TYPE_CHECKING:
    from app.core.weeks import Week

COMBINATIONS_LENGTH = 5
UNDECIDED_LENGTH = 20
UNDECIDED_COUNTED = 100
DELIVERIES_LENGTH = 20


class Preview(NamedTuple):
    """What a line would start, with the project and tags that would be made; `problem` is a refusal or empty.

    `project` is the one that is there; where it is archived, the start brings it back.
    """

    entry: QuickEntry
    new_project: str | None
    new_tags: tuple[str, ...]
    problem: str
    project: Project | None = None


def previewed(store: Store, whole: QuickEntry) -> Preview:
    """What of a line's names is new. They are of lengths that can be."""
    known = {text.key(tag.name) for tag in store.catalogue.tags()} if whole.tags else set()
    project = store.catalogue.find_project(whole.project) if whole.project else None
    new_project = whole.project if whole.project and project is None else None
    new_tags = tuple(tag for tag in whole.tags if text.key(tag) not in known)
    return Preview(whole, new_project, new_tags, "", project)


class Today(NamedTuple):
    """The day that is now: its bounds where the person is, and the sessions between them, the active one last.

    `ended` and `ended_count` are of the sessions that have ended: what of them lies in the day, each by its own zone,
    as in History, and how many they are.
    """

    date: date
    day_start: time
    start: datetime
    end: datetime
    offset: timedelta
    sessions: tuple[Session, ...]
    ended: timedelta
    ended_count: int

    def running(self, now: datetime) -> timedelta | None:
        """What of the active session was worked in the day; None where none lies in it."""
        active = next((session for session in self.sessions if session.end is None), None)
        part = active and day_parts.part_on(active, self.date, self.day_start, now)
        return part.worked if part else None

    def undecided(self, now: datetime) -> timedelta:
        """How much of the day nobody decided."""
        found = (day_parts.undecided_on(s, self.date, self.day_start, now) for s in self.sessions)
        return sum(found, timing.ZERO)


class UndecidedGap(NamedTuple):
    """A gap that waits for a verdict, with its session."""

    session: Session
    gap: Gap


class Overview:
    """Reads, small enough for the GUI thread. Writes nothing."""

    def __init__(self, store: Store, controller: SessionController) -> None:
        self._store, self._controller = store, controller
        self._combinations = Kept(store, lambda: store.sessions.combinations(COMBINATIONS_LENGTH))
        self._undecided_ids = Kept(store, lambda: store.gaps.undecided_ids(UNDECIDED_LENGTH))

    def today(self, day_start: time | None = None) -> Today:
        """Of days that begin at `day_start`; where it is not given, at the time that the person chose."""
        begins = self._day_start if day_start is None else day_start
        now = self._controller.now()
        offset = self._controller.local_offset(now)
        start, end = days.bounds(now, self._controller.local_offset, begins)
        sessions = self._store.sessions.overlapping(start, end)
        date_ = days.day_of(now, offset, begins)
        lying = self._worked_parts(date_, begins)
        return Today(date_, begins, start, end, offset, sessions, sum(lying, timing.ZERO), len(lying))

    def worked_on(self, day: date) -> timedelta:
        """What lies in a day of the sessions that have ended, each by its own zone: History's total of that day."""
        return sum(self._worked_parts(day, self._day_start), timing.ZERO)

    def today_date(self) -> date:
        now = self._controller.now()
        return days.day_of(now, self._controller.local_offset(now), self._day_start)

    def first_weekday(self) -> int:
        """That weeks begin on, as `date.isoweekday` counts: Monday 1."""
        return self._controller.settings.week_starts_on or QLocale().firstDayOfWeek().value

    def last_session(self) -> Session | None:
        """The session that began last and has ended."""
        return next(iter(self._controller.recent(1)), None)

    def next_planned(self) -> PlanItem | None:
        """What of today's plan is to be done next."""
        return self._store.planning.next_open(self.today_date())

    def open_planned(self) -> tuple[PlanItem, ...]:
        """What of today's plan is not ticked off, in its order."""
        return self._store.planning.open_of(self.today_date())

    def deliveries(self) -> tuple[Delivered, ...]:
        """What became of the alerts that came due last, newest first."""
        return self._store.alerts.latest(DELIVERIES_LENGTH)

    def held_back(self, session_id: int) -> tuple[AlertRecord, ...]:
        """The session's alerts that were held back for a reason that the person gave, in order."""
        records = self._store.alerts.of_session(session_id)
        return tuple(r for r in records if r.result is Result.HELD and r.reason in HELD_BACK)

    def combinations(self) -> tuple[Combination, ...]:
        """The last different ones, newest first."""
        return self._combinations()

    def all_projects(self) -> tuple[Project, ...]:
        """The archived ones too, by name."""
        return self._store.catalogue.all_projects()

    def projects(self) -> tuple[Project, ...]:
        return self._store.catalogue.projects()

    def tags(self) -> tuple[Tag, ...]:
        return self._store.catalogue.tags()

    def undecided(self, sessions: int = UNDECIDED_LENGTH) -> tuple[UndecidedGap, ...]:
        """The gaps that wait for a verdict, newest first; of so many sessions."""
        found = [
            UndecidedGap(session, gap)
            for session in self._store.sessions.with_undecided_gaps(sessions)
            for gap in session.gaps
            if gap.verdict is Verdict.UNDECIDED and gap.end is not None
        ]
        return tuple(sorted(found, key=lambda undecided: undecided.gap.start, reverse=True))

    def undecided_ids(self) -> set[int]:
        """Of the gaps that `undecided` gives."""
        return {gap for gaps in self._undecided_ids().values() for gap in gaps}

    def undecided_count(self) -> int:
        """Of all, where `undecided` gives the newest; counted up to `UNDECIDED_COUNTED`."""
        return self._store.gaps.undecided_count(UNDECIDED_COUNTED)

    def preview(self, line: str, fields: Fields) -> Preview:
        """What a start from this line and these fields would be."""
        entry = quick_entry.parse(line)
        try:
            title = text.checked_title(entry.title)
            item = self._store.planning.find(self.today_date(), title) if title else None
            whole = operations.filled(entry, item, fields)
            for name in (*whole.tags, whole.project or ""):
                text.checked_name(name)
        except Refused as refusal:
            return Preview(entry, None, (), str(refusal))
        return previewed(self._store, whole)

    def this_week(self) -> "Week":
        """The week that is now, with what lies in it of the sessions that have ended."""
        from app.core.weeks import DAYS, Week, summed, week_at

        week: Week = week_at(
            self._controller.now(), self._controller.local_offset, self._day_start, self.first_weekday()
        )
        return summed(week, self._around(week.first, DAYS, self._day_start))

    def _worked_parts(self, day: date, day_start: time) -> list[timedelta]:
        """One for each session that has ended and of which a part lies in the day."""
        found = (
            day_parts.part_on(session, day, day_start, session.end or session.start)
            for _, session in self._around(day, timedelta(days=1), day_start)
        )
        return [part.worked for part in found if part is not None]

    def _around(self, first: date, length: timedelta, day_start: time) -> list[Bare]:
        """The ended sessions that may lie in the days from `first` on, wherever they were."""
        begins = datetime.combine(first, day_start, tzinfo=UTC)
        return self._store.bare.between(begins - FARTHEST, begins + length + FARTHEST)

    @property
    def _day_start(self) -> time:
        return self._controller.settings.day_start

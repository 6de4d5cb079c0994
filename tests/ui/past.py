"""A `History` that needs no thread: it answers at once, or when a test says so, from what it is given."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QObject

from app.control.history import History
from app.control.session_controller import SessionController
from app.core import day_parts
from app.core.day_parts import Part
from app.core.history import PAGE, DayTotal, Entry, Filter, Index, PageKey, Place
from app.core.model import Cause, Gap, Project, Session, Verdict
from tests.by_day import by_day
from tests.fakes import MINUTE

Past = dict[date, tuple[Entry, ...]]
"""The rows of each day, newest first."""
THESIS = Project(1, "Thesis", "lagoon")


class FakeHistory(History):
    """`past` says what a filter lets through. While it `waits`, answers are kept until `answer`."""

    def __init__(self, past: Callable[[Filter], Past], *, waits: bool = False) -> None:
        QObject.__init__(self)
        self.past, self.waits = past, waits
        self.asked: list[tuple[Filter, PageKey | None]] = []
        self.pages: list[PageKey] = []
        self._kept: list[Callable[[], None]] = []

    def ask(self, filter: Filter, top: PageKey | None = None) -> None:
        self.asked.append((filter, top))
        self._say(lambda: self._tell(filter, top))

    def ask_page(self, filter: Filter, key: PageKey) -> None:
        self.pages.append(key)
        self._say(lambda: self.page_ready.emit(filter, key, page_of(self.past(filter), key)))

    def ask_place(self, filter: Filter, session_id: int) -> None:
        self._say(lambda: self.place_ready.emit(filter, session_id, place_of(self.past(filter), session_id)))

    def answer(self) -> None:
        """All that was asked until now, in its order."""
        kept, self._kept = self._kept, []
        for say in kept:
            say()

    def forget(self) -> Callable[[], None]:
        """The last answer that is kept, to be given whenever the test wants."""
        return self._kept.pop()

    def _say(self, say: Callable[[], None]) -> None:
        if self.waits:
            self._kept.append(say)
        else:
            say()

    def _tell(self, filter: Filter, top: PageKey | None) -> None:
        past = self.past(filter)
        first = PageKey(next(iter(past)), 0) if past else None
        pages = {key: page_of(past, key) for key in {top, first} if key is not None}
        self.index_ready.emit(filter, index_of(past), pages)


def index_of(past: Past) -> Index:
    later = [part for entries in past.values() for entry in entries for part in entry.later]
    return Index(tuple(_total(day, entries, later) for day, entries in past.items()))


def page_of(past: Past, key: PageKey) -> tuple[Entry, ...]:
    return past.get(key.date, ())[key.number * PAGE : (key.number + 1) * PAGE]


def place_of(past: Past, session_id: int) -> Place | None:
    return next(
        (
            Place(day, row)
            for day, entries in past.items()
            for row, e in enumerate(entries)
            if e.session.id == session_id
        ),
        None,
    )


def recorded(controller: SessionController) -> Callable[[Filter], Past]:
    """What the controller's own file holds."""

    def past(wanted: Filter) -> Past:
        day_start, sessions = controller.settings.day_start, controller.recent(1000)
        found = {
            day.date: tuple(
                entry for s in day.sessions if lets_through(wanted, s) for entry in entries_of(s, sessions, day_start)
            )
            for day in by_day(sessions, day_start)
            if (wanted.since is None or day.date >= wanted.since) and (wanted.until is None or day.date <= wanted.until)
        }
        return {day: entries for day, entries in found.items() if entries or wanted == Filter()}

    return past


def lets_through(wanted: Filter, session: Session) -> bool:
    """All but its dates."""
    said = f"{session.title} {session.notes} {session.tasks_done}".casefold()
    return (
        all(word in said for word in wanted.text.casefold().split())
        and (wanted.project_id is None or (session.project.id if session.project else 0) == wanted.project_id)
        and (wanted.tag_id is None or wanted.tag_id in [tag.id for tag in session.tags])
        and (wanted.score is None or session.score == wanted.score)
        and not (wanted.not_reviewed and session.score is not None)
        and wanted.hour in (None, (session.start + session.start_offset).hour)
        and (wanted.least or 0) * MINUTE <= (session.worked or timedelta())
        and (wanted.most is None or (session.worked or timedelta()) < wanted.most * MINUTE)
        and (wanted.cause is None or wanted.cause in [gap.cause for gap in session.gaps])
    )


def entries_of(session: Session, among: tuple[Session, ...], day_start: time) -> tuple[Entry, ...]:
    """Its row, and those of its gaps that nobody decided."""
    overlaps = sorted((s for s in among if s.id != session.id and _overlap(s, session)), key=lambda s: s.start)
    undecided = (gap for gap in session.gaps if gap.verdict is Verdict.UNDECIDED)
    return (
        Entry(session, None, tuple(overlaps), day_parts.later(session, day_start)),
        *(Entry(session, gap) for gap in undecided),
    )


def _overlap(one: Session, other: Session) -> bool:
    return one.end is not None and other.end is not None and one.start < other.end and other.start < one.end


def _total(day: date, entries: tuple[Entry, ...], later: list[Part]) -> DayTotal:
    sessions = [entry.session for entry in entries if entry.gap is None]
    worked = sum((session.worked or timedelta() for session in sessions), timedelta())
    worked -= sum((part.worked for entry in entries for part in entry.later), timedelta())
    worked += sum((part.worked for part in later if part.date == day), timedelta())
    return DayTotal(day, len(sessions), len(entries) - len(sessions), worked)


# Made rows

NEWEST = date(2026, 3, 10)


def made(number: int, count: int, *, gap: bool = False) -> tuple[Entry, ...]:
    """The rows of the day that lies `number` days before `NEWEST`, one session every minute, the newest first.

    With `gap` the newest has an undecided one. Ids are `1000 * number` and up, in the order of the rows.
    """
    noon = datetime(NEWEST.year, NEWEST.month, NEWEST.day, 12, tzinfo=UTC) - timedelta(days=number)
    sessions = [a_past_session(1000 * number + row, noon - row * MINUTE) for row in range(count)]
    entries = [Entry(session) for session in sessions]
    if gap:
        slept = Gap(1 + number, sessions[0].id, noon, noon + MINUTE, Cause.ASLEEP, Verdict.UNDECIDED)
        entries.insert(1, Entry(sessions[0], slept))
    return tuple(entries)


def a_past_session(id_: int, start: datetime) -> Session:
    return Session(
        id=id_,
        uid=f"u{id_}",
        start=start,
        start_offset=timedelta(),
        zone="UTC",
        end=start + MINUTE,
        end_offset=timedelta(),
        project=THESIS,
        planned=25 * MINUTE,
        worked=MINUTE,
    )


def past_of(*counts: int) -> Past:
    """So many sessions on each day, from `NEWEST` back."""
    return {NEWEST - timedelta(days=number): made(number, count) for number, count in enumerate(counts)}

"""The plan as surfaces read and change it: each change is one step that can be undone."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.control import plan_operations as operations
from app.control.memory import Memory
from app.control.overview import Overview, Preview, previewed
from app.control.reader import Reader
from app.control.session_controller import SessionController
from app.core import day_parts, deeds, errors, plan, quick_entry, text
from app.core.deeds import Deed, Subject
from app.core.errors import Refused
from app.core.model import PlanItem
from app.core.plan import Hours, Kind, PlanDay, Planned, Suggestion, Wanted
from app.core.timing import ZERO
from app.store.reading import ReadingStore
from app.store.store import Store

T = TypeVar("T")
DAYS_BACK = 28
"""What was left undone longer ago is asked about no more."""
_DAY = timedelta(days=1)


class Planner(QObject):
    """Reads of a day are small, and made on the GUI thread.

    A command raises Refused (nothing changed) or Unavailable; it is kept then as any.
    """

    suggested = Signal(object)
    """Suggestions by `Kind`, for all that were asked for; None for a kind with too few sessions."""

    def __init__(
        self,
        store: Store,
        controller: SessionController,
        overview: Overview,
        reader: Reader,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._controller, self._overview, self._reader = store, controller, overview, reader
        self._left = Memory(store, "plan_left")
        self._left_until = _day(self._left.recall())

    # What is

    def today(self) -> date:
        return self._overview.today_date()

    def first_weekday(self) -> int:
        """That weeks begin on, as `date.isoweekday` counts: Monday 1."""
        return self._overview.first_weekday()

    def day(self, day: date) -> PlanDay:
        items = self._store.planning.of_day(day)
        worked = self._store.planning.worked(item.id for item in items)
        rows = tuple(Planned(item, worked.get(item.id, ZERO)) for item in items)
        return PlanDay(day, rows, self._overview.worked_on(day))

    def running_in(self, day: date, now: datetime) -> timedelta | None:
        """What of the active session lies in today; None on any other day, and where nothing of it does."""
        session = self._controller.session
        if session is None or day != self.today():
            return None
        part = day_parts.part_on(session, day, self._controller.settings.day_start, now)
        return part.worked if part else None

    def hours(self, day: date) -> Hours | None:
        """The working hours of that day; None on a day without."""
        hours = self._controller.settings.working_hours.on(day, self._controller.local_offset)
        return None if hours is None else Hours(*hours)

    def undone(self) -> tuple[PlanItem, ...]:
        """What was planned for the last days and not done, oldest first; nothing of the days that were left.

        Those that were left while the clock was ahead, up to a day that is not over, are asked about again.
        """
        today = self.today()
        since = today - DAYS_BACK * _DAY
        if self._left_until is not None and self._left_until >= today:
            self._left_until = None
            self._left.keep(None)
        if self._left_until is not None:
            since = max(since, self._left_until + _DAY)
        return self._store.planning.undone(since, today)

    def preview(self, line: str) -> Preview:
        """What a line would add to a day."""
        entry = quick_entry.parse(line)
        entry = entry._replace(title=entry.title or entry.project or "")
        try:
            text.checked_title(entry.title)
            for name in (*entry.tags, entry.project or ""):
                text.checked_name(name)
        except Refused as refusal:
            return Preview(entry, None, (), str(refusal))
        return previewed(self._store, entry)

    def ask_suggestions(self, kinds: Iterable[Kind]) -> None:
        """Answered by `suggested`, a moment later. Where nothing can be read there is nothing to suggest."""
        wanted = tuple(kinds)

        def answers(store: ReadingStore) -> tuple[dict[Kind, Suggestion | None]]:
            return ({kind: plan.suggestion(store.lengths.last(kind)) for kind in wanted},)

        self._reader.ask("suggestions", answers, self.suggested.emit, lambda _sentence: None)

    # Commands

    def add(self, line: str, day: date) -> PlanItem:
        """What the line says; without words it is called after its project."""
        entry = self.preview(line).entry
        wanted = Wanted(entry.title, day, entry.project, entry.tags, entry.minutes)
        subject = Subject("plan item", 0, entry.title)
        return self._step(Deed.ADD, subject, lambda: operations.add(self._store, wanted))

    def edit(self, seen: PlanItem, wanted: Wanted) -> PlanItem:
        return self._step(Deed.EDIT, deeds.of_item(seen), lambda: operations.edit(self._store, seen, wanted))

    def set_done(self, item: PlanItem, done: bool) -> None:
        deed = Deed.TICK if done else Deed.UNTICK
        self._step(deed, deeds.of_item(item), lambda: operations.set_done(self._store, item.id, done))

    def set_minutes(self, item: PlanItem, minutes: int) -> None:
        self._step(Deed.MINUTES, deeds.of_item(item), lambda: operations.set_minutes(self._store, item.id, minutes))

    def place(self, item: PlanItem, above: Sequence[PlanItem]) -> None:
        """Behind those that the person sees above its new place."""
        ids = [other.id for other in above]
        self._step(Deed.REORDER, deeds.of_item(item), lambda: operations.place(self._store, item.id, ids))

    def move(self, items: Sequence[PlanItem], day: date) -> None:
        """To that day, behind its others."""
        ids = [item.id for item in items]
        if not ids:
            raise Refused(errors.NOTHING_TO_MOVE)
        self._step(Deed.MOVE, deeds.of_items(items), lambda: operations.move(self._store, ids, day))

    def delete(self, item: PlanItem) -> None:
        """Its sessions keep their time."""
        self._step(Deed.DELETE, deeds.of_item(item), lambda: operations.delete(self._store, item.id))

    def leave_undone(self) -> None:
        """Ask no more about what the days before today left undone. No step: nothing of the record is changed."""
        self._left_until = self.today() - _DAY
        self._left.keep(self._left_until.isoformat())

    def write(self) -> None:
        """Write what is not on disk yet."""
        self._left.write()

    def _step(self, deed: Deed, subject: Subject, change: Callable[[], T]) -> T:
        return self._controller.correct(deed, subject, lambda _moment: change())


def _day(stored: Any) -> date | None:  # noqa: ANN401 - JSON
    try:
        return date.fromisoformat(stored)
    except (TypeError, ValueError):
        return None

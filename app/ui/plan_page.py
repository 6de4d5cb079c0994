"""The Plan page: what is to be done on a day, what of it was worked, and what was left undone before."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Self

from PySide6.QtCore import QKeyCombination, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.control.planner import Planner
from app.control.session_controller import SessionController
from app.control.steps import Step, Way
from app.core import plan, timing
from app.core.deeds import Deed
from app.core.errors import Refused, Unavailable
from app.core.model import PlanItem
from app.core.plan import Kind, PlanDay, Planned, Suggestion, kind_of
from app.ui import plan_words as words
from app.ui import step_words, times
from app.ui.actions import Actions, place
from app.ui.history_menu import Item, menu_of
from app.ui.pages import Making
from app.ui.plan_foot import PlanFoot
from app.ui.plan_head import PlanHead
from app.ui.plan_layout import PlanLayout
from app.ui.plan_line import PlanLine
from app.ui.plan_list import PlanList
from app.ui.plan_model import PlanModel, PlanRow
from app.ui.theme import Theme

_DAY = timedelta(days=1)
_ALT = Qt.KeyboardModifier.AltModifier


class PlanPage(QWidget):
    """Reads while it is looked at; what runs is drawn anew when its minute changes."""

    edit_wanted = Signal(object)
    """A `PlanItem`."""

    def __init__(self, controller: SessionController, planner: Planner, actions: Actions, theme: Theme) -> None:
        """To be had from `in_pieces`: what lies in it is missing yet."""
        super().__init__()
        self._controller, self._planner, self._actions, self._theme = controller, planner, actions, theme
        self._today = planner.today()
        self._plan = PlanDay(self._today, (), timing.ZERO)
        self._suggested: dict[Kind, Suggestion | None] = {}
        self._drawn: tuple[object, ...] = ()
        self.setObjectName("page")

    @classmethod
    def in_pieces(cls, controller: SessionController, planner: Planner, actions: Actions, theme: Theme) -> Making[Self]:
        page = cls(controller, planner, actions, theme)
        yield from page._make()
        return page

    def _make(self) -> Iterator[None]:
        self._model = PlanModel(self)
        self._list = PlanList(self._model, self._theme)
        yield
        head, line = PlanHead(self._planner, self._theme), PlanLine(self._planner, self._theme)
        yield
        foot = PlanFoot(self._theme)
        yield
        self._laid = PlanLayout(self, self._list, head, line, foot, self._theme)
        yield
        self._connect()
        yield  # it is shown in a pass of its own

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """On the line: who comes and types has something to add, and in the list a space would tick off a row."""
        self._laid.line.edit.setFocus(reason)

    def tell(self, sentence: str) -> None:
        """Why something was refused; until the next step."""
        self._say(sentence, undo=False)

    def show_day(self, day: date) -> None:
        self._plan = PlanDay(min(max(day, plan.FIRST_DAY), plan.LAST_DAY), (), timing.ZERO)
        self._say("", undo=False)
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._laid.restyle()
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid.fit()

    # What is shown

    def _read(self) -> None:
        """The day anew; where today was shown and another day began, that one."""
        if not self.isVisible():
            return
        today = self._planner.today()
        day = today if self._plan.day == self._today else self._plan.day
        self._plan, self._today = self._planner.day(day), today
        self._laid.head.show_day(day, today)
        self._laid.line.show_day(day, today)
        undone = self._planner.undone() if day == today else ()
        self._laid.undone.tell(words.undone(undone, today) if undone else "")
        self._drawn = ()
        self._draw(self._controller.now())
        kinds = {kind_of(row.item) for row in self._plan.rows if self._may_suggest(row)}
        if kinds:
            self._planner.ask_suggestions(kinds)

    def _draw(self, now: datetime) -> None:
        """What time changes: at most once a minute, and not while a row is held."""
        if not self.isVisible() or self._list.is_held:
            return
        running = self._planner.running_in(self._plan.day, now)
        rows = [self._with_running(row, now) for row in self._plan.rows]
        minute = now.replace(second=0, microsecond=0)
        minutes = [length // plan.MINUTE for length in (running or timing.ZERO, *(row.worked for row in rows))]
        drawn = (self._plan, minute, minutes)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._show_rows([self._row(row) for row in rows])
        totals, hours = plan.totals(rows), self._planner.hours(self._plan.day)
        ahead = (self._plan.day - self._today).days
        worked = self._plan.worked + (running or timing.ZERO)
        self._laid.foot.show_day(totals, worked, with_running=running is not None)
        self._laid.foot.show_balance(
            words.balance(totals, hours, ahead, now, self._clock),
            is_too_much=words.is_too_much(totals, hours, ahead, now),
        )

    def _show_rows(self, rows: list[PlanRow]) -> None:
        """The current item stays current, wherever it stands now; where it is gone its neighbour becomes it."""
        item, number = self._item(self._list.row), self._list.row
        self._model.show_rows(rows)
        self._laid.fit()
        if item is None or self._model.rowCount() == 0 or self._item(self._list.row) is not None:
            return
        same = self._model.row_of(item.id)
        self._list.go_to(same if same >= 0 else number)

    def _with_running(self, row: Planned, now: datetime) -> Planned:
        session = self._controller.session
        if session is None or session.planning_id != row.item.id:
            return row
        return row._replace(worked=row.worked + timing.worked(session, now))

    def _row(self, row: Planned) -> PlanRow:
        session, state = self._controller.session, ""
        if session is not None and session.planning_id == row.item.id:
            state = "Paused" if session.is_paused else "Running"
        suggested = self._suggested.get(kind_of(row.item)) if self._may_suggest(row) and not state else None
        if suggested is not None and not plan.is_worth_telling(suggested, row.item.planned_minutes):
            suggested = None
        return PlanRow(row, state, session is None and not row.item.done, suggested)

    def _may_suggest(self, row: Planned) -> bool:
        """For what is still to be begun."""
        return self._plan.day >= self._today and not row.item.done and not row.worked

    def _on_suggested(self, suggested: dict[Kind, Suggestion | None]) -> None:
        self._suggested.update(suggested)
        self._drawn = ()
        self._draw(self._controller.now())

    def _clock(self, instant: datetime) -> str:
        return times.clock(instant, self._controller.local_offset(instant))

    # What is done

    def _item(self, row: int) -> PlanItem | None:
        return self._model.rows[row].planned.item if 0 <= row < self._model.rowCount() else None

    def _on_item(self, act: Callable[[PlanItem], object]) -> Callable[[int], None]:
        """What a signal with a row does to its item."""

        def on(row: int) -> None:
            if (item := self._item(row)) is not None:
                self._try(lambda: act(item))

        return on

    def _start(self, item: PlanItem) -> None:
        """What was planned for another day is today's then: there it runs before the person's eyes."""
        self._actions.start_planned(item)
        session = self._controller.session
        if session is not None and session.planning_id == item.id and self._plan.day != self._today:
            self.show_day(self._today)

    def _tick(self, row: int, done: bool) -> None:
        """A reader may say of what is done that it shall be."""
        if (item := self._item(row)) is not None and item.done != done:
            self._try(lambda: self._planner.set_done(item, done))

    def _use(self, row: int) -> None:
        item, suggested = self._item(row), self._model.rows[row].suggestion
        if item is not None and suggested is not None:
            self._try(lambda: self._planner.set_minutes(item, suggested.minutes))

    def _place(self, row: int, target: int) -> None:
        """`target` is counted without the row. The plan may have changed since it was drawn."""
        if (item := self._item(row)) is not None:
            others = [other.planned.item for other in self._model.rows if other.planned.item.id != item.id]
            self._try(lambda: self._planner.place(item, others[:target]))

    def _move_undone(self) -> None:
        self._try(lambda: self._planner.move(self._planner.undone(), self._today))

    def _leave_undone(self) -> None:
        self._planner.leave_undone()
        self._read()
        self.setFocus()

    def _offer(self, row: int, at: QPoint) -> None:
        items = self._items(row) if self._item(row) is not None else ()
        menu_of(items, (self._actions["undo"], self._actions["redo"]), self._theme, self).popup(at)

    def _items(self, row: int) -> tuple[Item | None, ...]:
        shown, last = self._model.rows[row], self._model.rowCount() - 1
        item, key = shown.planned.item, Qt.Key
        start = QKeyCombination(Qt.KeyboardModifier.ControlModifier, key.Key_Return)

        def to(day: date) -> Callable[[], None] | None:
            return None if day == self._plan.day else lambda: self._try(lambda: self._planner.move((item,), day))

        def step(by: int) -> Callable[[], None]:
            return lambda: self._place(row, row + by)

        return (
            Item("Start", "start", (lambda: self._start(item)) if shown.can_start else None, start),
            Item("Not done" if item.done else "Done", "check", lambda: self._list.tick(row), key.Key_Space),
            Item("Edit…", "edit", lambda: self.edit_wanted.emit(item), key.Key_Return),
            *((Item(words.use(shown.suggestion), "", lambda: self._use(row)),) if shown.suggestion else ()),
            None,
            Item("Move up", "chevron-up", step(-1) if row else None, QKeyCombination(_ALT, key.Key_Up)),
            Item("Move down", "chevron-down", step(1) if row < last else None, QKeyCombination(_ALT, key.Key_Down)),
            Item("Move to today", "", to(self._today)),
            Item("Move to tomorrow", "", to(self._today + _DAY)),
            None,
            Item("Delete", "delete", lambda: self._list.delete_wanted.emit(row), key.Key_Delete),
        )

    def _try(self, command: Callable[[], object]) -> None:
        """Unavailable is told by the controller's own signal, for it keeps the command."""
        try:
            command()
        except Refused as refusal:
            self.tell(str(refusal))
        except Unavailable:
            return

    def _say(self, sentence: str, *, undo: bool) -> None:
        self._laid.notice.button("Undo").setVisible(undo)
        self._laid.notice.tell(sentence)

    def _on_step_done(self, step: Step) -> None:
        """What was added is seen."""
        told = "" if (step.deed, step.way) == (Deed.ADD, Way.DONE) else step_words.done(step, self._today)
        self._say(told, undo=step.way is not Way.UNDONE)

    def _on_added(self, item: PlanItem) -> None:
        self._list.go_to(self._model.row_of(item.id))

    def _connect(self) -> None:
        place(self._actions["undo"], self._laid.notice.add_button("Undo"), self._theme)
        self._controller.step_done.connect(self._on_step_done)
        self._controller.commands.asked.connect(lambda _now: self._say("", undo=False))  # Undo would mean another
        self._controller.changed.connect(lambda _changes: self._read())
        self._controller.ticked.connect(self._on_ticked)
        self._planner.suggested.connect(self._on_suggested)
        self._laid.head.chosen.connect(self.show_day)
        self._laid.line.added.connect(self._on_added)
        self._laid.line.left.connect(lambda: self._list.setFocus(Qt.FocusReason.TabFocusReason))
        self._laid.move.clicked.connect(lambda _checked: self._move_undone())
        self._laid.leave.clicked.connect(lambda _checked: self._leave_undone())
        self._list.left.connect(lambda: self._laid.line.edit.setFocus(Qt.FocusReason.BacktabFocusReason))
        self._list.opened.connect(self._on_item(self.edit_wanted.emit))
        self._list.ticked.connect(self._tick)
        self._list.started.connect(self._on_item(self._start))
        self._list.delete_wanted.connect(self._on_item(self._planner.delete))
        self._list.used.connect(self._use)
        self._list.placed.connect(self._place)
        self._list.menu_wanted.connect(self._offer)
        self._list.released.connect(lambda: self._draw(self._controller.now()))

    def _on_ticked(self, now: datetime) -> None:
        if self.isVisible() and self._planner.today() != self._today:
            self._read()
        else:
            self._draw(now)

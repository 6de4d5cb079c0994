"""The History page: what was worked, by day, to be searched, read and put right."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Self

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.control.history import History
from app.control.overview import Overview, UndecidedGap
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.control.steps import Step, Way
from app.core import days
from app.core.errors import Refused, Unavailable
from app.core.history import Filter
from app.core.model import Answer, Gap, Session
from app.ui import step_words
from app.ui.actions import Actions, place
from app.ui.history_filters import HistoryFilters
from app.ui.history_layout import HistoryLayout
from app.ui.history_menu import Item, menu_of
from app.ui.history_model import HistoryModel
from app.ui.history_rows import GapRow, SessionRow
from app.ui.history_search import HistorySearch
from app.ui.history_table import HistoryTable
from app.ui.pages import Making
from app.ui.theme import Theme

EMPTY = "No sessions yet.\nYour first one will stand here as soon as you stop it."
NO_HITS = "Nothing matches."
_ROOM_FOR_PANE = 1000
_NO_WIDTHS: Mapping[str, int] = {}


class HistoryPage(QWidget):
    """Asked anew when it is looked at and the record changed; what was shown stays until the answer comes."""

    add_wanted = Signal()
    edit_wanted = Signal(object)
    """A session; so are those of the signals below."""
    review_wanted = Signal(object)
    again_wanted = Signal(object)
    split_wanted = Signal(object)
    merge_wanted = Signal(object, object)
    """A session, and the one before or after it."""
    delete_wanted = Signal(object)
    gap_wanted = Signal(object)
    """The `UndecidedGap` to decide on."""
    widths_chosen = Signal(dict)
    """How wide the person made the columns, by their names."""
    pane_room_changed = Signal(bool)
    """Whether there is room for a pane beside the table."""

    def __init__(self, controller: SessionController, overview: Overview, actions: Actions, theme: Theme) -> None:
        """To be had from `in_pieces`: what lies in it is missing yet."""
        super().__init__()
        self._controller, self._overview, self._actions, self._theme = controller, overview, actions, theme
        self._is_stale, self._knows_names = True, False
        self._today, self._day_start = date.min, controller.settings.day_start
        self._week_starts = overview.first_weekday()
        self.setObjectName("page")

    @classmethod
    def in_pieces(
        cls,
        controller: SessionController,
        overview: Overview,
        history: History,
        actions: Actions,
        theme: Theme,
        *,
        widths: Mapping[str, int] = _NO_WIDTHS,
    ) -> Making[Self]:
        page = cls(controller, overview, actions, theme)
        yield from page._make(history, widths)
        return page

    def _make(self, history: History, widths: Mapping[str, int]) -> Iterator[None]:
        self._model = HistoryModel(history, self._day_of, self)
        self._table = HistoryTable(self._model, self._theme, widths)
        yield
        self._search, self._filters = HistorySearch(self._theme), HistoryFilters(self._theme)
        yield
        self._laid = HistoryLayout(self, self._table, self._search, self._filters, self._theme)
        yield
        self._connect()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._table.setFocus(reason)

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def show_filter(self, filter_: Filter) -> None:
        """Ask for these sessions; what has no field stands as a chip in the row of filters."""
        self._offer_names()
        self._search.show_text(filter_.text)
        self._filters.show_filter(filter_, self._overview.today_date(), self._overview.first_weekday())
        self._is_stale = True
        self._look()

    @property
    def has_room_for_pane(self) -> bool:
        return self.width() >= self._theme.px(_ROOM_FOR_PANE)

    def show_pane(self, widget: QWidget) -> None:
        """At the right, 320 wide; the table yields. The widget then belongs to the page."""
        self._laid.show_pane(widget)

    def hide_pane(self) -> None:
        """The widget is hidden, and stays what it was."""
        self._laid.hide_pane()

    def tell(self, sentence: str) -> None:
        """Why something was refused; until the next step."""
        self._say(sentence, undo=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._laid.restyle()
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid.fit(event.size().width())
        room = self._theme.px(_ROOM_FOR_PANE)
        if (event.size().width() >= room) != (event.oldSize().width() >= room):
            self.pane_room_changed.emit(self.has_room_for_pane)

    # Asking

    def _look(self) -> None:
        """Ask where the record changed since, or another day began."""
        if not self.isVisible():
            return
        today, day_start = self._overview.today_date(), self._controller.settings.day_start
        known, week_starts = (self._today, self._day_start, self._week_starts), self._overview.first_weekday()
        if not self._is_stale and (today, day_start, week_starts) == known:
            return
        self._is_stale, self._today, self._day_start, self._week_starts = False, today, day_start, week_starts
        self._offer_names()
        self._model.set_today(today)
        self._model.ask(self._filter(), self._table.anchor.seen_place())

    def _offer_names(self) -> None:
        if not self._knows_names:
            self._knows_names = True
            self._filters.offer(self._overview.all_projects(), self._overview.tags())

    def _ask_other(self) -> None:
        """The person wants to see others."""
        if self._filter() != self._model.filter:
            self._model.ask(self._filter())

    def _filter(self) -> Filter:
        return self._filters.filter(self._today, self._week_starts)._replace(text=self._search.text().strip())

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.CATALOGUE:
            self._knows_names = False
        if changes & (Changes.RECORD | Changes.CATALOGUE):
            self._is_stale = True
        self._look()

    def _day_of(self, session: Session) -> date:
        return days.day_of_session(session, self._day_start)

    # Answers

    def _on_reset(self) -> None:
        if self._model.rowCount():
            self._laid.show_table()

    def _on_answered(self) -> None:
        self._filters.show_count(self._model.sessions)
        if self._model.rowCount():
            return
        if self._model.filter == Filter():
            self._laid.show_words(EMPTY)
        else:
            self._laid.show_words(NO_HITS, "Clear filters", self._clear)

    def _on_failed(self, sentence: str) -> None:
        self._filters.show_count(None)
        self._laid.show_words(sentence, "Try again", self._try_again)

    def _try_again(self) -> None:
        self._is_stale = True
        self._laid.show_table()
        self._look()

    def _clear(self) -> None:
        self._search.show_text("")
        self._filters.clear(self._today, self._week_starts)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is done to a row

    def _open(self, row: int) -> None:
        match self._table.session_row(row):
            case SessionRow(session):
                self.edit_wanted.emit(session)
            case GapRow(session, gap):
                self.gap_wanted.emit(UndecidedGap(session, gap))

    def _delete(self, row: int) -> None:
        found = self._table.session_row(row)
        if isinstance(found, SessionRow):
            self.delete_wanted.emit(found.session)

    def _answer(self, gap: Gap, answer: Answer) -> None:
        try:
            self._controller.answer(gap.id, answer)
        except Refused as refusal:
            self.tell(str(refusal))
        except Unavailable:
            return  # kept by the controller, which tells it
        else:
            self._table.hold_answers()

    def _offer(self, row: int, at: QPoint) -> None:
        items: tuple[Item | None, ...] = ()
        match self._table.session_row(row):
            case SessionRow(session):
                items = self._session_items(session, row)
            case GapRow(_session, gap):
                items = self._gap_items(gap, row)
        menu_of(items, (self._actions["undo"], self._actions["redo"]), self._theme, self).popup(at)

    def _session_items(self, session: Session, row: int) -> tuple[Item | None, ...]:
        before, after = self._model.neighbour(row, 1), self._model.neighbour(row, -1)
        merge = self.merge_wanted.emit
        return (
            Item("Edit…", "edit", lambda: self.edit_wanted.emit(session), Qt.Key.Key_Return),
            Item("Review…", "check", lambda: self.review_wanted.emit(session)),
            Item("Start again", "start", lambda: self.again_wanted.emit(session)),
            None,
            Item("Split…", "split", lambda: self.split_wanted.emit(session)),
            Item("Merge with the session before", "merge", before and (lambda: merge(session, before))),
            Item("Merge with the session after", "merge", after and (lambda: merge(session, after))),
            None,
            Item("Delete", "delete", lambda: self.delete_wanted.emit(session), Qt.Key.Key_Delete),
        )

    def _gap_items(self, gap: Gap, row: int) -> tuple[Item, ...]:
        return (
            Item("Keep", "", lambda: self._answer(gap, Answer.KEEP)),
            Item("Discard", "", lambda: self._answer(gap, Answer.DISCARD)),
            Item("More…", "", lambda: self._open(row)),
        )

    def _say(self, words: str, *, undo: bool) -> None:
        self._laid.notice.button("Undo").setVisible(undo)
        self._laid.notice.tell(words)

    def _on_step_done(self, step: Step) -> None:
        self._say(step_words.done(step, self._overview.today_date()), undo=step.way is not Way.UNDONE)

    def _connect(self) -> None:
        place(self._actions["undo"], self._laid.notice.add_button("Undo"), self._theme)
        self._controller.step_done.connect(self._on_step_done)
        self._controller.commands.asked.connect(lambda _now: self._say("", undo=False))  # Undo would mean another
        self._controller.changed.connect(self._on_changed)
        self._controller.ticked.connect(lambda _now: self._look())
        self._model.modelReset.connect(self._on_reset)
        self._model.answered.connect(self._on_answered)
        self._model.failed.connect(self._on_failed)
        self._search.asked.connect(self._ask_other)
        self._search.refused.connect(self.tell)
        self._search.left.connect(self._table.begin)
        self._filters.changed.connect(self._ask_other)
        self._laid.add.clicked.connect(lambda _checked: self.add_wanted.emit())
        self._table.opened.connect(self._open)
        self._table.delete_wanted.connect(self._delete)
        self._table.menu_wanted.connect(self._offer)
        self._table.answered.connect(self._answer)
        self._table.columns.chosen.connect(self.widths_chosen)

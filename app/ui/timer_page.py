"""The Timer page: notices above, the session or its start in the middle, the day line at the foot."""

from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from app.control.alerter import Alert, Alerter
from app.control.answering import Answered
from app.control.breaks import Breaks
from app.control.overview import Overview, Today
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.control.steps import Step, Way
from app.core import timing, wording
from app.core.model import Session
from app.ui import away_words, step_words, tab_order, times
from app.ui.actions import Actions, place
from app.ui.alert_words import alert_words
from app.ui.day_line import DayLine
from app.ui.notice import Notice
from app.ui.notices import Notices
from app.ui.theme import Theme
from app.ui.yielding_scroll import YieldingScroll

if TYPE_CHECKING:
    from app.ui.break_panel import BreakPanel
    from app.ui.idle_panel import IdlePanel
    from app.ui.running_panel import RunningPanel

_SIDE, _SIDE_YIELDS = 16, 24
"""Margins at the sides: what always stays, and what goes first in a narrow window."""


class TimerPage(QWidget):
    """Shows the running session, or what can be started."""

    review_wanted = Signal(object)
    history_wanted = Signal()
    decision_wanted = Signal()
    """The person wants to decide on the gaps that wait."""

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        alerter: Alerter,
        breaks: Breaks,
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._controller, self._overview, self._alerter, self._theme = controller, overview, alerter, theme
        self._breaks, self._actions = breaks, actions
        self._wants_entry = False
        self._told_elsewhere: Collection[int] = ()
        self._made: list[QWidget] = []
        self._panels = QVBoxLayout()  # a QStackedWidget would not let the ring yield
        self._day_line = DayLine(theme)
        self._notices = Notices(
            {
                "trouble": self._trouble_notice,
                "alert": self._alert_notice,
                "gap": self._gap_notice,
                "done": self._done_notice,
            }
        )
        self._today: Today
        self._last: Session | None = None
        self._lay_out()
        self._connect()
        self._on_changed(Changes.RUNNING)

    @cached_property
    def idle(self) -> "IdlePanel":
        """Made and read when it is first wanted, as the other panel is: a start shows one of them."""
        from app.ui.idle_panel import IdlePanel

        panel = IdlePanel(self._controller, self._overview, self._theme)
        panel.again.wanted.connect(self._actions.start_again)
        self._add_panel(panel)
        return panel

    @cached_property
    def running(self) -> "RunningPanel":
        from app.ui.running_panel import RunningPanel

        panel = RunningPanel(self._controller, self._overview, self._actions, self._theme)
        self._add_panel(panel)
        return panel

    @cached_property
    def resting(self) -> "BreakPanel":
        from app.ui.break_panel import BreakPanel

        panel = BreakPanel(self._controller, self._breaks, self._overview, self._actions, self._theme)
        panel.reload()
        self._add_panel(panel)
        return panel

    def show_entry(self) -> None:
        """The quick entry, in a break too."""
        if self._is_resting:
            self._wants_entry = True
            self._on_changed(Changes.RUNNING)
        self.focus()

    def start(self) -> None:
        """What the page offers to start: the line and its fields, or in a break the same again."""
        if self._is_resting:
            self._actions["start_again"].trigger()
        else:
            self.idle.start()

    def focus(self) -> None:
        """Where the keyboard belongs: the quick entry, or nothing that a stray key could press."""
        if self._controller.session is None and not self._is_resting:
            self.idle.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.idle.line.selectAll()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, strong: str, line: str = "") -> None:
        """A sentence about something that went wrong; an empty one takes it away."""
        self._notices.tell("trouble", strong, line)

    def add_notice(self, widget: QWidget) -> None:
        """Below the page's own; it shows and hides itself."""
        self._notices.add_below(widget)

    def leave_gaps(self, ids: Collection[int]) -> None:
        """Another notice tells of these gaps, so the page's own does not."""
        self._told_elsewhere = ids
        self._show_gap()

    def refresh(self, now: datetime) -> None:
        """What changes with time alone."""
        if self._controller.session is not None:
            self.running.refresh(now)
        elif self._is_resting:
            self.resting.refresh(now)
        else:
            self.idle.refresh()
        if not self._today.start <= now < self._today.end:
            self._today = self._overview.today()
        self._day_line.show_day(self._today, now)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_gap()

    def _lay_out(self) -> None:
        px = self._theme.px
        self._panels.setContentsMargins(0, 0, 0, 0)
        panels = QWidget()
        panels.setLayout(self._panels)
        panels.setMaximumWidth(px(480))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(panels, 1000)
        middle.addStretch(1)
        upper = QWidget()
        inside = QVBoxLayout(upper)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        inside.addLayout(self._notices)
        inside.addLayout(middle, 1)
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(YieldingScroll(upper), 1)
        column.addWidget(self._day_line)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(_SIDE), px(24), px(_SIDE), px(16))
        row.setSpacing(0)
        row.addItem(QSpacerItem(px(_SIDE_YIELDS), 0, QSizePolicy.Policy.Preferred))
        row.addLayout(column)
        row.addItem(QSpacerItem(px(_SIDE_YIELDS), 0, QSizePolicy.Policy.Preferred))

    def _connect(self) -> None:
        self._notices.made.connect(self._order_tabs)
        self._controller.changed.connect(self._on_changed)
        self._breaks.changed.connect(self._on_break_changed)
        # Undo means the next act then
        self._controller.commands.asked.connect(lambda _now: self._notices.tell("done", ""))
        self._controller.session_stopped.connect(self._on_stopped)
        self._controller.answered.connect(self._on_answered)
        self._controller.step_done.connect(self._on_step_done)
        self._alerter.alert_shown.connect(self._on_alert)
        self._alerter.alert_over.connect(lambda _alert: self._notices.tell("alert", ""))
        self._day_line.undecided_clicked.connect(self.history_wanted)

    def _trouble_notice(self) -> Notice:
        notice = Notice(self._theme, "danger")
        notice.add_button("OK").clicked.connect(lambda: self.tell(""))
        return notice

    def _alert_notice(self) -> Notice:
        from app.ui.alert_notice import AlertNotice

        return AlertNotice(self._alerter, self._actions, self._theme)

    def _gap_notice(self) -> Notice:
        notice = Notice(self._theme, "undecided")
        notice.add_button("Decide…").clicked.connect(self.decision_wanted)
        return notice

    def _done_notice(self) -> Notice:
        notice = Notice(self._theme, "plain")
        place(self._actions["undo"], notice.add_button("Undo"), self._theme)
        notice.add_button("Review").clicked.connect(lambda: self.review_wanted.emit(self._last))
        place(self._actions["break"], notice.add_button("Start break"), self._theme)
        return notice

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.RUNNING | Changes.RECORD):
            self._today = self._overview.today()
            focused = self.window().focusWidget()
            ours = focused is None or focused is self or self.isAncestorOf(focused)
            if self._show_panel() and ours and self.isVisible():
                self.focus()
            if self.isVisible():
                self._show_gap()
            self.refresh(self._controller.now())

    @property
    def _is_resting(self) -> bool:
        return self._breaks.running is not None and not self._wants_entry

    def _on_break_changed(self) -> None:
        self._wants_entry = False
        if self._is_resting:
            self._notices.tell("done", "")
            self.resting.reload()
        self._on_changed(Changes.RUNNING)

    def _add_panel(self, panel: QWidget) -> None:
        self._made.append(panel)
        self._panels.addWidget(panel)
        self._order_tabs()

    def _order_tabs(self) -> None:
        tab_order.follow([*self._notices.all, *self._made, self._day_line])

    def _show_panel(self) -> bool:
        """Whether another one stood there before."""
        if self._controller.session is not None:
            wanted: QWidget = self.running
        else:
            wanted = self.resting if self._is_resting else self.idle
        comes = not wanted.isVisibleTo(self)
        for panel in self._made:
            panel.setVisible(panel is wanted)
        return comes

    def _on_stopped(self, session: Session) -> None:
        self._last, self._wants_entry = session, False
        held_back = wording.held_back(self._overview.held_back(session.id), self._clock)
        lines = (line for line in (wording.overtime(session), held_back) if line)
        kept = wording.length(session.worked or timing.ZERO)
        rest = self._breaks.running is None
        self._tell_done(f"Stopped. {kept} kept.", ". ".join(lines), undo=True, review=True, rest=rest)

    def _on_answered(self, answered: Answered) -> None:
        """After the signals of what it stopped or started."""
        self._last = answered.first
        self._tell_done(*away_words.done(answered, self._clock), undo=True, review=answered.first.end is not None)

    def _on_step_done(self, step: Step) -> None:
        """The same."""
        if words := step_words.done(step, self._overview.today_date()):
            self._tell_done(words, "", undo=step.way is not Way.UNDONE)

    def _tell_done(
        self, strong: str, line: str, *, undo: bool = False, review: bool = False, rest: bool = False
    ) -> None:
        notice = self._notices["done"]
        notice.button("Start break").setVisible(rest)
        notice.button("Undo").setVisible(undo)
        notice.button("Review").setVisible(review)
        notice.tell(strong, line)

    def _clock(self, instant: datetime) -> str:
        return times.clock(instant, self._controller.local_offset(instant))

    def _on_alert(self, alert: Alert) -> None:
        self._notices.tell("alert", alert.kind.value, alert_words(alert, self._controller))

    def _show_gap(self) -> None:
        waiting = self._overview.undecided(sessions=1)
        if not waiting or waiting[0].gap.id in self._told_elsewhere:
            self._notices.tell("gap", "")
            return
        told = away_words.waiting(waiting[0], self._overview.undecided_count(), self._clock)
        self._notices.tell("gap", *told)

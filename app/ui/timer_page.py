"""The Timer page: notices above, the session or its start in the middle, the day line at the foot."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from app.control.alerter import Alert, Alerter
from app.control.answering import Answered
from app.control.overview import Overview
from app.control.session_controller import Changes, SessionController
from app.core import text, timing, wording
from app.core.model import Session
from app.ui import away_words, times
from app.ui.actions import Actions, place
from app.ui.alert_words import alert_words
from app.ui.day_line import DayLine
from app.ui.idle_panel import IdlePanel
from app.ui.notice import Notice
from app.ui.running_panel import RunningPanel
from app.ui.theme import Theme
from app.ui.yielding_scroll import YieldingScroll

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
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._controller, self._overview, self._alerter, self._theme = controller, overview, alerter, theme
        self.idle = IdlePanel(controller, overview, theme)
        self.running = RunningPanel(controller, actions, theme)
        self._middle = QWidget()
        self._day_line = DayLine(theme)
        self._trouble = Notice(theme, "danger")
        self._alert = Notice(theme, "over")
        self._gap = Notice(theme, "undecided")
        self._done = Notice(theme, "plain")
        self._ok = self._trouble.add_button("OK")
        self._seen = self._alert.add_button("Seen")
        self._decide = self._gap.add_button("Decide…")
        self._undo, self._review = self._done.add_button("Undo"), self._done.add_button("Review")
        self._today = overview.today()
        self._last: Session | None = None
        self._lay_out()
        self._connect(actions)
        self._on_changed(Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE)

    def focus(self) -> None:
        """Where the keyboard belongs: the quick entry, or nothing that a stray key could press."""
        if self._controller.session is None:
            self.idle.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.idle.line.selectAll()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, strong: str, line: str = "") -> None:
        """A sentence about something that went wrong; an empty one takes it away."""
        self._trouble.tell(strong, line)

    def refresh(self, now: datetime) -> None:
        """What changes with time alone."""
        if self._controller.session is None:
            self.idle.refresh()
        else:
            self.running.refresh(now)
        if not self._today.start <= now < self._today.end:
            self._today = self._overview.today()
        self._day_line.show_day(self._today, now)

    def _lay_out(self) -> None:
        px = self._theme.px
        panels = QVBoxLayout(self._middle)  # a QStackedWidget would not let the ring yield
        panels.setContentsMargins(0, 0, 0, 0)
        for panel in (self.idle, self.running):
            panels.addWidget(panel)
        self._middle.setMaximumWidth(px(480))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._middle, 1000)
        middle.addStretch(1)
        upper = QWidget()
        inside = QVBoxLayout(upper)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        for notice in (self._trouble, self._alert, self._gap, self._done):
            inside.addWidget(notice)
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

    def _connect(self, actions: Actions) -> None:
        self._controller.changed.connect(self._on_changed)
        self._controller.session_started.connect(lambda _session: self._done.tell(""))
        self._controller.session_stopped.connect(self._on_stopped)
        self._alerter.alert_sent.connect(self._on_alert)
        self._alerter.alert_over.connect(lambda: self._alert.tell(""))
        self.idle.again.wanted.connect(actions.start_again)
        self._day_line.undecided_clicked.connect(self.history_wanted)
        self._ok.clicked.connect(lambda: self.tell(""))
        self._seen.clicked.connect(self._alerter.seen)
        self._decide.clicked.connect(self.decision_wanted)
        place(actions["undo"], self._undo, self._theme)
        self._controller.answered.connect(self._on_answered)
        self._review.clicked.connect(lambda: self.review_wanted.emit(self._last))
        self._theme.changed.connect(self.idle.reload)

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.RECORD | Changes.CATALOGUE):
            self.idle.reload()
        if changes & (Changes.RUNNING | Changes.RECORD):
            self._today = self._overview.today()
            running = self._controller.session is not None
            typing = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self.running.setVisible(running)
            self.idle.setVisible(not running)
            if typing and running:
                self.focus()
            self._show_gap()
            self.refresh(self._controller.now())

    def _on_stopped(self, session: Session) -> None:
        self._last = session
        self._undo.hide()
        self._review.show()
        self._done.tell(f"Stopped. {wording.length(session.worked or timing.ZERO)} kept.", wording.overtime(session))

    def _on_answered(self, answered: Answered) -> None:
        """After the signals of what it stopped or started."""
        self._last = answered.first
        self._undo.setVisible(not answered.undone)
        self._review.setVisible(answered.first.end is not None and not answered.undone)
        self._done.tell(*away_words.done(answered, self._clock))

    def _clock(self, instant: datetime) -> str:
        return times.clock(instant, self._controller.local_offset(instant))

    def _on_alert(self, alert: Alert) -> None:
        self._alert.tell(alert.kind.value, alert_words(alert, self._controller))

    def _show_gap(self) -> None:
        waiting = self._overview.undecided()
        if not waiting:
            self._gap.tell("")
            return
        gap, session = waiting[0].gap, waiting[0].session
        end = gap.end or gap.start
        others = self._overview.undecided_count() - 1
        more = f" {others} more after this one." if others else ""
        length, name = wording.length(end - gap.start), text.shown(wording.tray_name(session), 60)
        strong = f"{away_words.CAUSES[gap.cause]} from {self._clock(gap.start)} to {self._clock(end)}"
        self._gap.tell(strong, f"{length} of {name} are in no total until you decide.{more}")

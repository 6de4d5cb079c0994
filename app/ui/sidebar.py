"""The sidebar: pages, the running session or break in small while another page is shown, quiet, settings."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core import text, timing, wording
from app.core.breaks import Break
from app.core.model import Session
from app.ui.actions import Actions
from app.ui.theme import Theme

WIDE, NARROW = 192, 56
_PAGES = {"Timer": "page_timer", "Plan": "page_plan", "History": "page_history", "Reports": "page_reports"}


class MiniView(NamedTuple):
    """What the small ring shows: a name, the time left, the share of time used, and the colour's role."""

    name: str
    left: str
    share: float
    role: str


class Sidebar(QWidget):
    """Icon and word; under 720 px of window only icons, whose names stay for readers and as tooltips."""

    page_near = Signal(str)
    """A hand is on its way to that page: the pointer is over its button, or presses it."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions, self._theme = actions, theme
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages = {page: self._button(page, name) for page, name in _PAGES.items()}
        for page, button in self._pages.items():
            button.installEventFilter(self)
            button.pressed.connect(lambda page=page: self.page_near.emit(page))
        self._settings = self._button("Settings", "settings")
        self._mini = _Mini(theme)
        self._mini.clicked.connect(actions["page_timer"].trigger)
        self._quiet, self._quiet_until = self._button("Quiet", "quiet_off"), ""
        self._quiet.hide()
        self._is_narrow = False
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(16), theme.px(12), theme.px(12))
        column.setSpacing(theme.px(2))
        for button in self._pages.values():
            column.addWidget(button)
        column.addStretch()
        column.addWidget(self._mini)
        column.addWidget(self._quiet)
        column.addSpacing(theme.px(8))
        column.addWidget(rule)
        column.addSpacing(theme.px(8))
        column.addWidget(self._settings)
        self._shown = "Timer"
        theme.changed.connect(self._restyle)
        self.set_narrow(False)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDE), super().sizeHint().height())

    def set_narrow(self, narrow: bool) -> None:
        self.setMinimumWidth(self._theme.px(NARROW))
        self.setMaximumWidth(self._theme.px(NARROW if narrow else WIDE))
        margin = self._theme.px(8 if narrow else 12)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(margin, self._theme.px(16), margin, self._theme.px(12))
        for page, button in (*self._pages.items(), ("Settings", self._settings)):
            button.setText("" if narrow else page)
            button.setToolTip(page if narrow else "")
        self._mini.set_narrow(narrow)
        self._is_narrow = narrow
        self._say_quiet()

    def show_page(self, page: str) -> None:
        self._shown = page
        self._restyle()

    def show_time(self, session: Session | None, rest: Break | None, now: datetime) -> None:
        """The session or the break that runs; None where none does."""
        view = None if self._shown == "Timer" else _view(session, rest, now)
        self._mini.setVisible(view is not None)
        if view is not None:
            self._mini.show_view(view)

    def show_quiet(self, until: str) -> None:
        """Until when alerts are held back, as a clock time; empty where they are not."""
        if until != self._quiet_until:
            self._quiet_until = until
            self._say_quiet()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self.page_near.emit(next(page for page, button in self._pages.items() if button is watched))
        return super().eventFilter(watched, event)

    def _say_quiet(self) -> None:
        words = f"Quiet until {self._quiet_until}"
        self._quiet.setVisible(bool(self._quiet_until))
        self._quiet.setText("" if self._is_narrow else words)
        self._quiet.setAccessibleName(f"{words}, end quiet")
        self._quiet.setToolTip(f"{words}: alerts are held back. Click to end it.")

    def _button(self, page: str, action: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "nav")
        button.setAccessibleName(page)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._actions[action].trigger)
        return button

    def _restyle(self) -> None:
        for page, button in self._pages.items():
            chosen = page == self._shown
            mark_current(button, chosen)
            self._theme.dress(button, page.lower(), "accent" if chosen else "text2", 18)
        self._theme.dress(self._settings, "settings", "text2", 18)
        self._theme.dress(self._quiet, "mute", "text2", 18)


def _view(session: Session | None, rest: Break | None, now: datetime) -> MiniView | None:
    if session is not None:
        reading = timing.read(session, now)
        role = "text2" if session.is_paused else "overtime" if reading.is_over else "accent"
        name = text.shown(wording.tray_name(session), 60)
        return MiniView(name, wording.time_left(reading), reading.share, role)
    if rest is not None:
        left = f"{wording.clock(rest.left(now))} left"
        return MiniView(wording.BREAK, left, rest.share(now), "break")
    return None


def mark_current(button: QPushButton, current: bool) -> None:
    """Show and say that this button's page is the one that is open. A checkable one would be read as a check box."""
    button.setProperty("current", current)
    button.setAccessibleDescription("Current page" if current else "")
    if button.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        button.style().unpolish(button)
        button.style().polish(button)


class _Mini(QPushButton):
    """A small ring with project and time left; a click leads to Timer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "nav")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(theme.px(52))
        self._name, self._left = QLabel(self), QLabel(self)
        self._left.setProperty("dim", True)
        for label in (self._name, self._left):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(48), theme.px(4), theme.px(4), theme.px(4))
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._left)
        self._share, self._role = 0.0, "accent"
        self.hide()

    def set_narrow(self, narrow: bool) -> None:
        for label in (self._name, self._left):
            label.setHidden(narrow)

    def show_view(self, view: MiniView) -> None:
        self._name.setFont(self._theme.font("name"))
        width = self._theme.px(WIDE - 24 - 52)
        self._name.setText(self._name.fontMetrics().elidedText(view.name, Qt.TextElideMode.ElideRight, width))
        self._left.setFont(self._theme.font("small"))
        self._left.setText(view.left)
        self.setAccessibleName(f"{view.name}, running")
        self._share, self._role = view.share, view.role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side, stroke = self._theme.px(24), self._theme.px(4)
            square = QRectF(self._theme.px(8), (self.height() - side) / 2, side, side)
            painter.setPen(QPen(self._theme.color("track"), stroke))
            painter.drawEllipse(square)
            painter.setPen(QPen(self._theme.color(self._role), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(square, 90 * 16, round(-360 * 16 * self._share))

"""The main window: sidebar and pages. Knows whether somebody can see it, and where it stood."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QPaintEvent, QPixmapCache, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.control.breaks import Breaks
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.ui import times
from app.ui.actions import Actions
from app.ui.pages import Making, Pages
from app.ui.sidebar import Sidebar
from app.ui.theme import Theme
from app.ui.timer_page import TimerPage

_NARROW_UNDER = 720
_CACHE_KIB = 10_240  # Qt's own limit
_SMALLEST = 440, 600
"""Struts of the layout rather than a minimum of the window: where words need more, they get it."""


class MainWindow(QMainWindow):
    """`Sessile`."""

    watched = Signal(bool)
    """Whether somebody can see the window."""
    painted = Signal()
    """Once: the window has been on the screen."""
    activated = Signal()
    page_shown = Signal()
    close_wanted = Signal()
    """The person closed the window by its frame."""

    def __init__(
        self,
        controller: SessionController,
        breaks: Breaks,
        quiet: Quiet,
        actions: Actions,
        theme: Theme,
        timer_page: TimerPage,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._breaks, self._quiet = controller, breaks, quiet
        self._actions, self._theme = actions, theme
        self.timer_page = timer_page
        self._pages = Pages("Timer", timer_page)
        self._sidebar = Sidebar(actions, theme)
        self._sidebar.page_near.connect(self._pages.make_ahead)
        self.setWindowTitle("Sessile")
        self.setObjectName("mainWindow")
        self.addActions(actions.all())
        self._was_painted = False
        self.page_area = QWidget()  # a stack shows readers nothing but its pages
        pages = QVBoxLayout(self.page_area)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.addWidget(self._pages)
        middle = QWidget()
        column, row = QVBoxLayout(middle), QHBoxLayout()
        height = min(_SMALLEST[1], self.screen().availableSize().height())
        for layout, smallest in ((column, _SMALLEST[0]), (row, height)):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
            layout.addStrut(smallest)
        column.addLayout(row)
        row.addWidget(self._sidebar)
        row.addWidget(self.page_area, 1)
        self.setCentralWidget(middle)
        self.resize(QSize(theme.px(960), theme.px(680)).boundedTo(self.screen().availableSize()))
        for told in (controller.ticked, controller.changed, breaks.changed, quiet.changed):
            told.connect(lambda *_: self._refresh())
        actions.page_wanted.connect(self.show_page)

    def add_page(self, name: str, make: Callable[[], Making[QWidget]]) -> None:
        """A page that is made when a hand is on its way to it, or when it is first shown."""
        self._pages.add(name, make)

    def show_page(self, page: str, on_shown: Callable[[], None] | None = None) -> None:
        """A page that is not made yet comes some passes of the event loop later; `on_shown` is called then."""
        self._sidebar.show_page(page)
        self._pages.show_page(page, lambda: self._on_page_shown(on_shown))

    def _on_page_shown(self, on_shown: Callable[[], None] | None) -> None:
        self._refresh()
        self.focus_page()
        self.page_shown.emit()
        if on_shown is not None:
            on_shown()

    def focus_page(self) -> None:
        page = self._pages.currentWidget()
        if page is self.timer_page:
            self.timer_page.focus()
        elif page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_up(self) -> None:
        """Show, out of minimised too, and ask for the keyboard."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.focus_page()

    @property
    def can_be_seen(self) -> bool:
        return self.isVisible() and not self.isMinimized()

    @property
    def shows_timer(self) -> bool:
        """Whether the page Timer is the one that is open."""
        return self._pages.currentWidget() is self.timer_page

    def place(self) -> QByteArray:
        return self.saveGeometry()

    def restore_place(self, place: QByteArray) -> None:
        """Where it stood; Qt moves it onto a screen that is there."""
        if not place.isEmpty():
            self.restoreGeometry(place)

    def _refresh(self) -> None:
        if not self.can_be_seen:
            return
        now = self._controller.now()
        self._sidebar.show_time(self._controller.session, self._breaks.running, now)
        until = self._quiet.until
        self._sidebar.show_quiet(times.clock(until, self._controller.local_offset(until)) if until else "")
        if self.shows_timer:
            self.timer_page.refresh(now)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_visibility()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._on_visibility()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._theme.draw_anew()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._on_visibility()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # when this pass is on the screen

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():
            event.ignore()
            self.close_wanted.emit()
        else:
            super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sidebar.set_narrow(event.size().width() < self._theme.px(_NARROW_UNDER))

    def _on_visibility(self) -> None:
        QPixmapCache.setCacheLimit(_CACHE_KIB if self.can_be_seen else 0)  # see app/startup.py
        self.watched.emit(self.can_be_seen)
        self._refresh()

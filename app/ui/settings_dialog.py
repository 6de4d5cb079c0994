"""The window `Settings`: pages of cards. There is no OK button, for a change holds at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.control.alerter import Alerter
from app.control.catalogue import Catalogue
from app.control.keeper import Keeper
from app.control.overview import Overview
from app.control.presence import Presence
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.ui.actions import Actions
from app.ui.alerts_page import AlertsPage
from app.ui.away_time_page import AwayTimePage
from app.ui.breaks_page import BreaksPage
from app.ui.data_page import DataPage
from app.ui.general_page import GeneralPage
from app.ui.shortcuts_page import ShortcutsPage
from app.ui.sidebar import mark_current
from app.ui.theme import Theme

_PAGES = {
    "General": "settings",
    "Alerts": "alert",
    "Away time": "away",
    "Breaks": "break",
    "Shortcuts": "keyboard",
    "Data": "backup",
}


class SettingsDialog(QDialog):
    """A window of its own."""

    theme_chosen = Signal(str)
    tray_icon_chosen = Signal(str)
    test_wanted = Signal()
    """A test alert is to be sent; `show_test` wants to hear what became of it."""
    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(
        self,
        controller: SessionController,
        actions: Actions,
        theme: Theme,
        *,
        overview: Overview,
        alerter: Alerter,
        quiet: Quiet,
        snooze: Snooze,
        catalogue: Catalogue,
        presence: Presence,
        keeper: Keeper,
        chosen_theme: str,
        chosen_tray_icon: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("Settings")
        self._stack = QStackedWidget()
        self._stack.setAccessibleName("Settings page")
        self._title, self._problem = QLabel(), QLabel()
        self._buttons = {page: self._page_button(page) for page in _PAGES}
        general = GeneralPage(controller, actions, theme, chosen_theme, chosen_tray_icon)
        general.theme_chosen.connect(self.theme_chosen)
        general.tray_icon_chosen.connect(self.tray_icon_chosen)
        alerts = self._alerts = AlertsPage(controller, overview, alerter, quiet, snooze, catalogue, actions, theme)
        alerts.test_wanted.connect(self.test_wanted)
        away, breaks = AwayTimePage(controller, presence, theme), BreaksPage(controller, theme)
        data = DataPage(controller, keeper, theme)
        data.export_wanted.connect(self.export_wanted)
        data.import_wanted.connect(self.import_wanted)
        shortcuts = ShortcutsPage(controller, actions, theme)
        for name, page in zip(_PAGES, (general, alerts, away, breaks, shortcuts, data), strict=True):
            page.refused.connect(self._refuse)
            page.setAccessibleName(name)
            self._stack.addWidget(page)
        self._restyle()
        self._lay_out()
        self.resize(theme.px(840), theme.px(690))
        theme.changed.connect(self._restyle)
        self._show_page("General")

    def show_test(self, way: str, reason: str) -> None:
        """Which way a test alert went, empty where none worked, and why others were skipped."""
        self._alerts.show_test(way, reason)

    def bring_up(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()
        self._stack.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _show_page(self, page: str) -> None:
        self._stack.setCurrentIndex(list(_PAGES).index(page))
        self._title.setText(page)
        for name, button in self._buttons.items():
            mark_current(button, name == page)
        self._restyle()

    def _page_button(self, page: str) -> QPushButton:
        button = QPushButton(page)
        button.setProperty("role", "nav")
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._show_page(page))
        return button

    def _lay_out(self) -> None:
        px = self._theme.px
        side = QWidget()
        side.setObjectName("sidebar")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        widest = max(map(_width_when_chosen, self._buttons.values()))
        side.setFixedWidth(max(px(184), widest + 2 * px(12)))
        pages = QVBoxLayout(side)
        pages.setContentsMargins(px(12), px(16), px(12), px(12))
        pages.setSpacing(px(2))
        for button in self._buttons.values():
            pages.addWidget(button)
        pages.addStretch()
        self._problem.setProperty("tone", "danger")
        self._problem.setWordWrap(True)
        self._problem.hide()
        column = QVBoxLayout()
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        for widget in (self._title, self._problem):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(column, 1)

    def _restyle(self) -> None:
        self._title.setFont(self._theme.font("title"))
        for page, button in self._buttons.items():
            role = "accent" if button.property("current") else "text2"
            self._theme.dress(button, _PAGES[page], role, 18)


def _width_when_chosen(button: QPushButton) -> int:
    """The open page's word is bold; it must push nothing when it becomes so."""
    mark_current(button, True)
    width = button.sizeHint().width()
    mark_current(button, False)
    return width

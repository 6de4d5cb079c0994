"""The window `Settings`: pages of cards. There is no OK button, for a change holds at once."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
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
from app.control.overview import Overview
from app.control.presence import Presence
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.core.errors import MAX_PLANNED, MIN_PLANNED, Unavailable
from app.core.settings import THEMES, TRAY_ICONS
from app.ui.actions import Actions
from app.ui.alerts_page import AlertsPage
from app.ui.away_time_page import AwayTimePage
from app.ui.breaks_page import BreaksPage
from app.ui.fields import spin_box, unit
from app.ui.settings_card import SettingsCard
from app.ui.shortcuts_page import ShortcutsPage
from app.ui.sidebar import mark_current
from app.ui.theme import Theme

_PAGES = {"General": "settings", "Alerts": "alert", "Away time": "away", "Breaks": "break", "Shortcuts": "keyboard"}


class SettingsDialog(QDialog):
    """A window of its own."""

    theme_chosen = Signal(str)
    tray_icon_chosen = Signal(str)
    test_wanted = Signal()
    """A test alert is to be sent; `show_test` wants to hear what became of it."""

    def __init__(
        self,
        controller: SessionController,
        actions: Actions,
        theme: Theme,
        *,
        overview: Overview,
        alerter: Alerter,
        quiet: Quiet,
        catalogue: Catalogue,
        presence: Presence,
        chosen_theme: str,
        chosen_tray_icon: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._theme = controller, theme
        self.setWindowTitle("Settings")
        self._stack = QStackedWidget()
        self._stack.setAccessibleName("Settings page")
        self._title, self._problem = QLabel(), QLabel()
        self._buttons = {page: self._page_button(page) for page in _PAGES}
        alerts = AlertsPage(controller, overview, alerter, quiet, catalogue, actions, theme)
        alerts.test_wanted.connect(self.test_wanted)
        self.show_test = alerts.show_test
        away, breaks = AwayTimePage(controller, presence, theme), BreaksPage(controller, theme)
        shortcuts = ShortcutsPage(controller, actions, theme)
        for page in (alerts, away, breaks, shortcuts):
            page.refused.connect(self._refuse)
        widgets = (self._general(chosen_theme, chosen_tray_icon), alerts, away, breaks, shortcuts)
        for name, widget in zip(_PAGES, widgets, strict=True):
            widget.setAccessibleName(name)
            self._stack.addWidget(widget)
        self._lay_out()
        self.resize(theme.px(840), theme.px(690))
        theme.changed.connect(self._restyle)
        self._show_page("General")

    def bring_up(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()
        self._stack.setFocus(Qt.FocusReason.OtherFocusReason)

    def _general(self, chosen_theme: str, chosen_tray_icon: str) -> QWidget:
        settings = self._controller.settings
        looks, sessions = SettingsCard(self._theme), SettingsCard(self._theme)
        theme, tray = _combo(THEMES, chosen_theme), _combo(TRAY_ICONS, chosen_tray_icon)
        theme.currentTextChanged.connect(self.theme_chosen)
        tray.currentTextChanged.connect(self.tray_icon_chosen)
        looks.add_row("Theme", "System follows the desktop while Sessile runs.", theme)
        looks.add_row("Tray icon", "Automatic goes by the desktop and the theme.", tray)
        minutes = spin_box(self._theme, "Minutes offered", MIN_PLANNED, MAX_PLANNED, settings.default_minutes)
        minutes.valueChanged.connect(lambda value: self._change(default_minutes=value))
        sessions.add_row("Minutes offered", "For a session whose line says no length.", minutes, unit("min"))
        review = QCheckBox("Open the review after a stop")
        review.setChecked(settings.review_after_stop)
        review.toggled.connect(lambda on: self._change(review_after_stop=on))
        sessions.add_widget(review)
        return _page(self._theme, looks, sessions)

    def _change(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Settings
        try:
            self._controller.change_settings(self._controller.settings._replace(**values))
        except Unavailable as error:
            self._refuse(str(error))
        else:
            self._refuse("")

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
        side.setFixedWidth(px(184))
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


def _page(theme: Theme, *cards: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(16))
    for card in cards:
        column.addWidget(card)
    column.addStretch()
    return page


def _combo(choices: Sequence[str], chosen: str) -> QComboBox:
    combo = QComboBox()
    combo.addItems(list(choices))
    combo.setCurrentText(chosen)
    return combo

"""The settings page `General`: looks, and how sessions begin and end."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from app.control.session_controller import SessionController
from app.core.errors import MAX_PLANNED, MIN_PLANNED
from app.core.settings import THEMES, TRAY_ICONS
from app.ui.actions import Actions
from app.ui.fields import spin_box, time_box, unit
from app.ui.settings_card import SettingsCard
from app.ui.settings_page import SettingsPage
from app.ui.theme import Theme


class GeneralPage(SettingsPage):
    """Theme and tray icon are not in the data file: whoever keeps them is told of a choice."""

    theme_chosen = Signal(str)
    tray_icon_chosen = Signal(str)

    def __init__(
        self,
        controller: SessionController,
        actions: Actions,
        theme: Theme,
        chosen_theme: str,
        chosen_tray_icon: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(controller, theme, parent)
        for card in (
            self._looks(chosen_theme, chosen_tray_icon),
            self._sessions(),
            self._days(),
            self._catalogue(actions),
        ):
            self.column.addWidget(card)
            self.column.addSpacing(theme.px(8))
        self.column.addStretch()

    def _looks(self, chosen_theme: str, chosen_tray_icon: str) -> QWidget:
        card = SettingsCard(self._theme)
        theme, tray = _combo(THEMES, chosen_theme), _combo(TRAY_ICONS, chosen_tray_icon)
        theme.currentTextChanged.connect(self.theme_chosen)
        tray.currentTextChanged.connect(self.tray_icon_chosen)
        card.add_row("Theme", "System follows the desktop while Sessile runs.", theme)
        card.add_row("Tray icon", "Automatic goes by the desktop and the theme.", tray)
        return card

    def _sessions(self) -> QWidget:
        card, settings = SettingsCard(self._theme), self._controller.settings
        minutes = spin_box(self._theme, "Minutes offered", MIN_PLANNED, MAX_PLANNED, settings.default_minutes)
        minutes.valueChanged.connect(lambda value: self.change(default_minutes=value))
        card.add_row("Minutes offered", "For a session whose line says no length.", minutes, unit("min"))
        review = QCheckBox("Open the review after a stop")
        review.setChecked(settings.review_after_stop)
        review.toggled.connect(lambda on: self.change(review_after_stop=on))
        card.add_widget(review)
        return card

    def _days(self) -> QWidget:
        card, settings = SettingsCard(self._theme), self._controller.settings
        day = time_box(
            self._theme, "Day starts at", settings.day_starts_at, lambda time: self.change(day_starts_at=time)
        )
        card.add_row("Day starts at", "What is worked before it counts on the day before.", day)
        week = QComboBox()
        week.addItem("As your language has it", 0)
        for number in range(1, 8):
            week.addItem(QLocale().standaloneDayName(number), number)
        week.setCurrentIndex(week.findData(settings.week_starts_on))
        week.currentIndexChanged.connect(lambda _: self.change(week_starts_on=week.currentData()))
        card.add_row("Week starts on", "For reports and weekly targets.", week)
        return card

    def _catalogue(self, actions: Actions) -> QWidget:
        card, manage = SettingsCard(self._theme), QPushButton("Open…")
        manage.clicked.connect(actions["projects"].trigger)
        manage.setAutoDefault(False)
        manage.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        card.add_row("Projects and tags", "Names, colours, weekly targets, the archive.", manage)
        return card


def _combo(choices: Sequence[str], chosen: str) -> QComboBox:
    combo = QComboBox()
    combo.addItems(list(choices))
    combo.setCurrentText(chosen)
    return combo

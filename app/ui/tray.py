"""The tray icon: paints the state, says it in words, and places the commands in its menu."""

import os
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.control.breaks import Breaks
from app.control.overview import Overview
from app.control.quiet import Quiet
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import text, timing, wording
from app.core.model import Combination
from app.ui import times, tray_icon
from app.ui.actions import Actions
from app.ui.theme import Theme
from app.ui.tray_icon import TrayForm, TrayLook

_LETTERS = 60
_MESSAGE_MS = 10_000


class Tray(QObject):
    """To be made only when the desktop has a tray (see system/tray_host.py)."""

    clicked = Signal()

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        breaks: Breaks,
        quiet: Quiet,
        actions: Actions,
        theme: Theme,
        *,
        over_bus: bool,
        native: bool,
        icon_choice: str,
        parent: QObject | None = None,
    ) -> None:
        """`over_bus`: a StatusNotifierItem; `native`: the system's own tray, on Windows and macOS.

        `icon_choice` is one of `TRAY_ICONS`.
        """
        super().__init__(parent)
        self._controller, self._overview, self._actions, self._theme = controller, overview, actions, theme
        self._breaks, self._quiet = breaks, quiet
        self._over_bus, self._native, self._icon_choice = over_bus, native, icon_choice
        self._unseen = False
        self._icons: dict[TrayLook, QIcon] = {}
        self._look: TrayLook | None = None
        self._menu = QMenu()
        self._status = QAction(wording.NO_SESSION, self)
        self._status.setEnabled(False)
        self._again, self._planned, self._quiet_for = QMenu("Start again"), QMenu("Start planned"), QMenu("Quiet for")
        self._planned_day: date | None = None
        self._fill_menu()
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._menu.aboutToShow.connect(self._on_opening)
        controller.changed.connect(self._on_changed)
        for told in (controller.ticked, quiet.changed):
            told.connect(lambda *_: self._refresh())
        breaks.changed.connect(self._on_break_changed)
        theme.changed.connect(self._on_theme_changed)
        self._refresh()
        self._icon.show()

    def fill(self) -> None:
        """What the first look of icon and tooltip does not need."""
        self._fill_again()
        self._fill_planned()
        self._say_status()
        self._refresh()

    def set_unseen(self, unseen: bool) -> None:
        """Whether an alert waits to be seen."""
        self._unseen = unseen
        self._refresh()

    def choose_icon(self, choice: str) -> None:
        self._icon_choice = choice
        self._on_theme_changed()

    @property
    def needs_service(self) -> bool:
        """Whether `show_message` waits for the desktop's notification service: only for one that answered, then."""
        return self._over_bus

    def show_message(self, title: str, message: str, reads_markup: bool) -> None:
        """The icon's own message."""
        if self._over_bus and reads_markup:
            import html

            message = html.escape(message, quote=False)
        self._icon.showMessage(title, message, QSystemTrayIcon.MessageIcon.NoIcon, _MESSAGE_MS)

    def hide(self) -> None:
        self._icon.hide()

    def _fill_menu(self) -> None:
        actions, menu = self._actions, self._menu
        menu.addAction(self._status)
        menu.addSeparator()
        menu.addAction(actions["start"])
        menu.addMenu(self._again)
        menu.addMenu(self._planned)
        for name in ("stop", "pause", "add_time", "add_note", "mute"):
            menu.addAction(actions[name])
        menu.addMenu(self._quiet_for)
        for name in ("quiet_30", "quiet_60", "quiet_tomorrow", "quiet_off"):
            self._quiet_for.addAction(actions[name])
        menu.addAction(actions["break"])
        menu.addSeparator()
        menu.addAction(actions["show"])
        menu.addAction(actions["quit"])

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.RECORD | Changes.CATALOGUE):
            self._fill_again()
            self._fill_planned()
        self._say_status()
        self._refresh()

    def _on_opening(self) -> None:
        """Another day may have begun since."""
        if self._planned_day != self._overview.today_date():
            self._fill_planned()
            self._refresh()
        self._say_status()

    def _on_break_changed(self) -> None:
        self._say_status()
        self._refresh()

    def _say_status(self) -> None:
        """When the menu opens, or something was done: told each minute, it would wake the panel, and the panel us."""
        words = wording.BREAK if self._breaks.running is not None else self._label(self._words(with_names=True))
        if self._status.text() != words:
            self._status.setText(words)

    def _words(self, *, with_names: bool) -> str:
        session, rest, now = self._controller.session, self._breaks.running, self._controller.now()
        if session is not None:
            name = wording.tray_name(session) if with_names else wording.SESSION
            return wording.status(name, session, timing.read(session, now))
        return wording.NO_SESSION if rest is None else wording.break_left(rest, now)

    def _tip(self) -> str:
        """The status, and until when alerts are held back."""
        words, until = self._words(with_names=self._controller.settings.names_in_notifications), self._quiet.until
        if until is None:
            return words
        return f"{words}, quiet until {times.clock(until, self._controller.local_offset(until))}"

    def _fill_again(self) -> None:
        self._again.clear()
        combinations = self._overview.combinations()
        for combination in combinations:
            action = self._again.addAction(self._label(wording.combination(combination, _LETTERS)))
            if combination.project:
                action.setIcon(self._theme.dot(self._theme.project_color(combination.project.color)))
            action.triggered.connect(self._starter(combination))

    def _starter(self, combination: Combination) -> Callable[[], None]:
        return lambda: self._actions.start_again(combination)

    def _fill_planned(self) -> None:
        """What of today's plan is not ticked off."""
        self._planned.clear()
        self._planned_day = self._overview.today_date()
        for item in self._overview.open_planned():
            action = self._planned.addAction(self._label(wording.planned(item, _LETTERS)))
            if item.project:
                action.setIcon(self._theme.dot(self._theme.project_color(item.project.color)))
            action.triggered.connect(lambda _checked=False, item=item: self._actions.start_planned(item))

    def _refresh(self) -> None:
        session, now = self._controller.session, self._controller.now()
        for menu in (self._again, self._planned):
            menu.setEnabled(session is None and not menu.isEmpty())
        reading = timing.read(session, now) if session else None
        tip = self._tip()
        if self._icon.toolTip() != tip:
            self._icon.setToolTip(tip)
        look = TrayLook(TrayForm.NONE, unseen=self._unseen)
        if session is not None and reading is not None:
            form = TrayForm.OVERTIME if reading.is_over else TrayForm.RUNNING
            form = TrayForm.PAUSED if session.is_paused else form
            share = tray_icon.sixteenths(reading.share) if form is TrayForm.RUNNING else 0
            look = TrayLook(form, share, session.muted, self._unseen)
        elif (rest := self._breaks.running) is not None:
            left = tray_icon.sixteenths(1 - rest.share(now))
            look = TrayLook(TrayForm.BREAK, left, unseen=self._unseen)
        if look != self._look:
            self._look = look
            self._icon.setIcon(self._painted(look))

    def _painted(self, look: TrayLook) -> QIcon:
        if look not in self._icons:
            dark = self._panel_is_dark()
            ink, overtime = (self._theme.tray_color(which, on_dark_panel=dark) for which in ("ink", "overtime"))
            self._icons[look] = tray_icon.paint(look, ink, overtime)
            self._icons[look].setIsMask(self._native)  # macOS tints it; elsewhere that changes nothing
        return self._icons[look]

    def _panel_is_dark(self) -> bool:
        """GNOME's panel is dark whatever the theme; elsewhere it goes with the colour scheme."""
        if self._icon_choice != "Automatic":
            return self._icon_choice == "For dark panels"
        return self._theme.is_dark or "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")

    def _label(self, words: str) -> str:
        """People's names in a menu: no mnemonics. WORKAROUND: Qt does not double `_` for menus over the bus."""
        words = text.shown(words, 120).replace("&", "&&")
        return words.replace("_", "__") if self._over_bus else words

    def _on_theme_changed(self) -> None:
        self._icons.clear()
        self._look = None
        self._fill_again()
        self._fill_planned()
        self._refresh()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.clicked.emit()

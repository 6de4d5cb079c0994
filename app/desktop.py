"""The composition root: builds clock, store, control, system services and windows, and connects them."""

import logging
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QDialog

from app import logs
from app.control.answering import Answered
from app.core.errors import CannotOpen
from app.engine import Engine
from app.signs import Signs
from app.store.store import Store
from app.system.color_scheme import desktop_color_scheme
from app.system.garbage import Garbage
from app.system.local_settings import LocalSettings
from app.system.single_instance import SingleInstance
from app.system.termination import Termination
from app.system.tray_host import TrayHost, TrayKind
from app.ui.actions import Actions
from app.ui.main_window import MainWindow
from app.ui.theme import Theme, theme_for_pictures
from app.ui.timer_page import TimerPage
from app.ui.tray import Tray
from app.windows import Afterwards, Windows

if TYPE_CHECKING:
    from app.delivery import Delivery
    from app.ui.unseen_mark import UnseenMark

TRAY_PATIENCE_MS = 10_000
"""How long a hidden start waits for a tray before it shows its window after all."""
FIRST_LOOK_MS = 2000
"""How long at most the window may take to be seen before all else goes on without it."""

log = logging.getLogger(__name__)


class Desktop:
    """The running program: everything there is, connected."""

    def __init__(self, application: QApplication, store: Store, local: LocalSettings, instance: SingleInstance) -> None:
        self._application, self._store, self._local, self._instance = application, store, local, instance
        self._termination = Termination()  # first: a signal that comes during the start is heard
        engine = self._engine = Engine(store)
        self._controller, self._alerter = engine.controller, engine.alerter
        self._signs = Signs(engine.controller, engine.presence)
        self._theme = Theme(application, theme_for_pictures() or local.theme)
        self._color_scheme = desktop_color_scheme()
        if self._color_scheme is not None:
            self._color_scheme.told.connect(self._theme.follow_desktop)
        kept_back = (engine.breaks, engine.quiet, engine.snooze)
        self._actions = Actions(engine.controller, engine.overview, *kept_back, self._theme)
        look = (self._actions, self._theme)
        timer_page = TimerPage(engine.controller, engine.overview, engine.alerter, engine.breaks, *look)
        self._window = MainWindow(engine.controller, engine.breaks, engine.quiet, *look, timer_page)
        self._windows = Windows(engine, local, self._actions, self._theme, self._window)
        self._tray: Tray | None = None
        self._tray_host = TrayHost()
        self._delivery: Delivery | None = None
        self._unseen: UnseenMark | None = None
        self._gives_up = self._looked = False
        self._connect_actions()
        self._connect_window(timer_page)
        self._connect_away(timer_page)
        self._termination.requested.connect(application.quit)
        application.commitDataRequest.connect(self._on_logout)

    def open(self, *, hidden: bool, said: str = "") -> None:
        """Show what is to be seen first: the tray icon, and the window unless `hidden`. `said` is told, if anything."""
        logs.catch_faults(lambda: self._tell("Something went wrong inside Sessile. The details are in its log."))
        self._window.restore_place(self._local.place("main"))
        self._tray_host.appeared.connect(self._on_tray_appeared)
        self._tray_host.vanished.connect(lambda: self._look_for_tray_in(TRAY_PATIENCE_MS))
        self._tray_host.find()
        if not hidden:
            self._window.bring_up()
        self._look_for_tray_in(TRAY_PATIENCE_MS if hidden else 0)
        self._engine.schedule.arm()
        self._engine.questions.look()
        self._window.painted.connect(self._after_first_look)
        QTimer.singleShot(0 if hidden else FIRST_LOOK_MS, self._window, self._after_first_look)
        if problem := said or self._controller.commands.waits_for or self._local.problem:
            self._tell(problem)

    def close(self) -> Afterwards | None:
        """The last writes, in order; what is to be done with the closed file."""
        self._windows.keep_draft()
        if self._delivery is not None:
            self._delivery.close()
        self._engine.close()
        self._local.set_place("main", self._window.place())
        self._local.save()
        if self._tray is not None:
            self._tray.hide()
        self._store.close()
        self._instance.release()
        self._termination.close()
        return self._windows.afterwards

    # Connections

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.refused.connect(self._tell)
        actions.quick_entry_wanted.connect(self._on_quick_entry_wanted)
        actions.start_wanted.connect(self._on_start_wanted)
        actions.note_wanted.connect(self._windows.ask_for_note)
        actions.review_wanted.connect(self._windows.offer_review)
        actions.settings_wanted.connect(self._windows.open_settings)
        actions.show_wanted.connect(self._window.bring_up)
        actions.close_wanted.connect(self._on_close_key)
        actions.quit_wanted.connect(self._on_quit_wanted)

    def _connect_window(self, timer_page: TimerPage) -> None:
        self._window.watched.connect(self._engine.display.set_watched)
        self._window.close_wanted.connect(self._on_close_wanted)
        timer_page.review_wanted.connect(self._windows.open_review)
        timer_page.history_wanted.connect(lambda: self._window.show_page("History"))
        self._controller.commands.trouble.connect(lambda sentence: self._tell(sentence, "What you asked for is kept."))
        self._controller.session_reviewed.connect(lambda session: self._engine.drafts.keep(session.id, None))
        self._controller.commands.trouble_over.connect(self._on_trouble_over)
        self._instance.show_requested.connect(self._on_show_requested)
        self._windows.theme_chosen.connect(self._on_theme_chosen)
        self._windows.tray_icon_chosen.connect(self._on_tray_icon_chosen)

    def _connect_away(self, timer_page: TimerPage) -> None:
        self._engine.questions.asked.connect(self._windows.offer_gaps)
        self._windows.gaps_put_off.connect(self._engine.questions.put_off)
        self._windows.refused.connect(self._tell)
        self._controller.answered.connect(self._on_answered)
        timer_page.decision_wanted.connect(lambda: self._windows.open_gaps(self._engine.overview.undecided()))
        self._window.activated.connect(self._engine.presence.touched)

    def _on_answered(self, answered: Answered) -> None:
        """Where nothing runs any more, the caret goes to the quick entry."""
        if answered.active is None and self._window.isActiveWindow():
            self._window.focus_page()

    def _after_first_look(self) -> None:
        """What the first look of window and tray does not need; once."""
        if self._looked:
            return
        self._looked = True
        self._garbage = Garbage()
        self._open_delivery()
        self._signs.open()
        self._engine.presence.open()
        self._instance.listen()
        self._windows.keep_safe()
        try:
            with self._store.first_reading():
                self._actions.complete()
                self._complete_tray()
        except CannotOpen as error:
            self._tell(str(error))

    def _open_delivery(self) -> None:
        """From now on alerts come."""
        from app.delivery import Delivery
        from app.ui.unseen_mark import UnseenMark

        self._unseen = UnseenMark(self._alerter, self._window)
        self._unseen.changed.connect(self._mark_tray)
        self._delivery = Delivery(self._engine, self._actions, self._tray_icon, QApplication.beep)
        self._delivery.tested.connect(self._windows.show_test)
        self._delivery.token_given.connect(_use_token)
        self._windows.test_wanted.connect(self._delivery.send_test)
        self._delivery.open()

    # The tray

    def _on_tray_appeared(self, kind: TrayKind) -> None:
        self._tray = Tray(
            self._controller,
            self._engine.overview,
            self._engine.breaks,
            self._engine.quiet,
            self._actions,
            self._theme,
            over_bus=kind is TrayKind.STATUS_NOTIFIER,
            native=kind is TrayKind.NATIVE,
            icon_choice=self._local.tray_icon,
        )
        self._tray.clicked.connect(self._engine.presence.touched)
        self._tray.clicked.connect(self._on_tray_clicked)
        self._complete_tray()
        self._mark_tray()

    def _complete_tray(self) -> None:
        if self._tray is not None and self._looked:
            self._tray.fill()
            log.info("tray: %s", self._tray_host.kind)

    def _look_for_tray_in(self, patience_ms: int) -> None:
        if not self._tray_host.is_present:
            QTimer.singleShot(patience_ms, self._window, self._on_no_tray)

    def _on_no_tray(self) -> None:
        if self._tray_host.is_present:
            return
        if not self._window.isVisible():
            self._window.showMinimized()
        if not self._local.told_of_missing_tray:
            self._local.set_told_of_missing_tray()
            self._window.timer_page.tell(
                "This desktop shows no tray icons.",
                "Sessile stays in its window: closing it makes it small, Ctrl+Q ends it. "
                "A tray that comes later is used.",
            )

    def _on_tray_clicked(self) -> None:
        if self._window.can_be_seen:
            self._window.hide()
        else:
            self._window.bring_up()

    def _mark_tray(self) -> None:
        if self._tray is not None and self._unseen is not None:
            self._tray.set_unseen(self._unseen.is_on)

    def _tray_icon(self) -> Tray | None:
        return self._tray if self._tray_host.is_present else None

    # What commands ask of the windows

    def _on_quick_entry_wanted(self) -> None:
        self._window.bring_up()
        self._window.show_page("Timer")
        self._window.timer_page.show_entry()

    def _on_start_wanted(self) -> None:
        self._window.show_page("Timer")
        self._window.timer_page.start()

    def _on_theme_chosen(self, theme: str) -> None:
        self._local.theme = theme
        self._theme.choose(theme)

    def _on_tray_icon_chosen(self, choice: str) -> None:
        self._local.tray_icon = choice
        if self._tray is not None:
            self._tray.choose_icon(choice)

    def _on_close_key(self) -> None:
        """Closes the window it is pressed in."""
        window = self._application.activeWindow()
        if isinstance(window, QDialog):
            window.close()
        else:
            self._on_close_wanted()

    def _on_close_wanted(self) -> None:
        """Never hidden where it can't be found again."""
        if self._tray_host.is_present:
            self._window.hide()
        else:
            self._window.showMinimized()

    def _on_show_requested(self, token: str) -> None:
        _use_token(token)
        self._window.bring_up()

    # Alerts, trouble, end

    def _tell(self, strong: str, line: str = "") -> None:
        if not line and self._windows.tell_on_page(strong):
            return
        self._window.timer_page.tell(strong, line)
        self._window.show_page("Timer")
        if not self._window.can_be_seen:
            self._window.bring_up()

    def _on_quit_wanted(self) -> None:
        """Not without a word about what the file has not taken yet; asked again, it is given up."""
        self._controller.commands.try_again(self._controller.now())
        if self._controller.commands.waits_for and not self._gives_up:
            self._gives_up = True
            self._tell("What you asked for last is not written yet.", "Quit again to leave without it.")
            return
        self._application.quit()

    def _on_trouble_over(self, refusal: str) -> None:
        self._gives_up = False
        self._window.timer_page.tell(refusal)

    def _on_logout(self, manager: QSessionManager) -> None:
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        self._controller.close()


def _use_token(token: str) -> None:
    """Qt's Wayland plugin reads it when it asks for the keyboard."""
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token

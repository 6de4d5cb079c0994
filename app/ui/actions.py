"""Every command as one QAction: text, icon, shortcut, when enabled. Tray, windows and keys place the same one."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from app.control.breaks import Breaks
from app.control.operations import Fields, Start
from app.control.overview import Overview
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core import errors
from app.core.errors import Refused, Unavailable
from app.core.model import Combination, PlanItem, Session
from app.core.quick_entry import QuickEntry
from app.ui import step_words
from app.ui.commands import COMMANDS, Command
from app.ui.theme import Theme


class Actions(QObject):
    """The commands, and what they ask of the windows."""

    refused = Signal(str)
    """A sentence: a command was refused, and nothing changed."""
    start_wanted = Signal()
    """Start what the quick entry and its fields say."""
    quick_entry_wanted = Signal()
    note_wanted = Signal()
    change_start_wanted = Signal()
    review_wanted = Signal(object, bool)
    """The session that was stopped here, and whether the person was typing then."""
    page_wanted = Signal(str)
    projects_wanted = Signal()
    search_wanted = Signal()
    settings_wanted = Signal()
    show_wanted = Signal()
    close_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        breaks: Breaks,
        quiet: Quiet,
        snooze: Snooze,
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._theme = controller, overview, theme
        self._breaks, self._quiet, self._snooze = breaks, quiet, snooze
        self._actions = {command.name: self._made(command) for command in COMMANDS}
        self._connect()
        self._stopped_while_typing: bool | None = None
        self._is_complete = False
        for changed in (controller.changed, breaks.changed, quiet.changed, snooze.changed):
            changed.connect(self.refresh)
        controller.session_stopped.connect(self._on_session_stopped)
        theme.changed.connect(self.refresh)
        self.apply_shortcuts()
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        return list(self._actions.values())

    def apply_shortcuts(self) -> None:
        """The person's keys, else the default ones."""
        chosen = self._controller.settings.shortcuts
        for command in COMMANDS:
            keys = QKeySequence.fromString(
                chosen.get(command.name, command.keys), QKeySequence.SequenceFormat.PortableText
            )
            self._actions[command.name].setShortcut(keys)

    def start_again(self, combination: Combination) -> None:
        project_id = combination.project.id if combination.project else None
        tag_ids = tuple(tag.id for tag in combination.tags)
        self._try(lambda: self._controller.start(Start(combination.planned_minutes, project_id, tag_ids=tag_ids)))

    def start_planned(self, item: PlanItem) -> None:
        self._try(lambda: self._controller.start_item(item.id))

    def press(self, name: str, session_id: int | None) -> None:
        """A button on a notification about that session, or about none: it must not reach another one."""
        session = self._controller.session
        if session_id is None:
            if session is None:
                self[name].trigger()
            else:
                self.refused.emit(errors.ANOTHER_ACTIVE)
        elif session is None or session.id != session_id:
            self._try(lambda: self._of_session(name)(session_id))
        elif not (name == "mute" and session.muted):
            self[name].trigger()

    def complete(self) -> None:
        """What the first look does not need, from now on: icons in menus too, and what undo and redo would mean."""
        self._is_complete = True
        self.refresh()

    def refresh(self) -> None:
        """Enabled is what can be done now; `Pause` turns into `Resume`."""
        session = self._controller.session
        for name in ("stop", "pause", "add_time", "add_note", "change_start", "mute"):
            self[name].setEnabled(session is not None)
        for name in ("start", "start_again", "break"):
            self[name].setEnabled(session is None)
        self["quiet_off"].setEnabled(self._quiet.until is not None)
        self["snooze_end"].setEnabled(self._snooze.until is not None)
        if self._is_complete:
            self._name_steps()
        paused, muted = (session.is_paused, session.muted) if session else (False, False)
        runs = self._breaks.running is not None
        for name, words in (
            ("pause", "Resume" if paused else "Pause"),
            ("break", f"{'End' if runs else 'Start'} break"),
        ):
            self[name].setText(words)
            self[name].setIconText(words)
        self["mute"].setChecked(muted)
        icons = {command.name: command.icon for command in COMMANDS if command.icon}
        icons |= {"pause": "resume" if paused else "pause", "mute": "mute" if muted else "alert"}
        icons["break"] = "stop" if runs else "break"
        for name, icon in icons.items():
            self[name].setData(icon)
            if self._is_complete:
                self[name].setIcon(self._theme.icon(icon))

    def _name_steps(self) -> None:
        """A menu says what would be undone; a button has one word for it."""
        today = self._overview.today_date()
        for name, step in (("undo", self._controller.undoes), ("redo", self._controller.redoes)):
            word = name.capitalize()
            self[name].setEnabled(step is not None)
            self[name].setText(f"{word} {step_words.name(*step, today)}".replace("&", "&&") if step else word)
            self[name].setIconText(word)

    def _made(self, command: Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        action.setIconText(command.text.removesuffix("…"))
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        return action

    def _connect(self) -> None:
        self["mute"].setCheckable(True)
        controller, active = self._controller, self._controller.active_id
        for name, command in {
            "stop": self._stop,
            "pause": self._pause_or_resume,
            "add_time": lambda: controller.add_time(active()),
            "mute": lambda: controller.toggle_notifications(active()),
            "break": self._start_or_end_break,
            "start_again": self._start_last_again,
            "quiet_30": lambda: self._quiet.keep_for(timedelta(minutes=30)),
            "quiet_60": lambda: self._quiet.keep_for(timedelta(hours=1)),
            "quiet_tomorrow": self._quiet.keep_until_tomorrow,
            "quiet_off": self._quiet.end,
            "snooze_60": lambda: self._snooze.keep_for(timedelta(hours=1)),
            "snooze_tomorrow": self._snooze.keep_until_tomorrow,
            "snooze_end": self._snooze.end,
            "undo": controller.undo,
            "redo": controller.redo,
        }.items():
            self[name].triggered.connect(lambda _checked=False, command=command: self._try(command))
        self["start_or_stop"].triggered.connect(self._start_or_stop)
        for name, wish in {
            "start": self.quick_entry_wanted,
            "quick_entry": self.quick_entry_wanted,
            "add_note": self.note_wanted,
            "change_start": self.change_start_wanted,
            "projects": self.projects_wanted,
            "search_history": self.search_wanted,
            "settings": self.settings_wanted,
            "show": self.show_wanted,
            "close": self.close_wanted,
            "quit": self.quit_wanted,
        }.items():
            self[name].triggered.connect(lambda _checked=False, wish=wish: wish.emit())
        for page in ("Timer", "Plan", "History", "Reports"):
            name = f"page_{page.lower()}"
            self[name].triggered.connect(lambda _checked=False, page=page: self.page_wanted.emit(page))

    def _stop(self) -> None:
        self._stopped_while_typing = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
        try:
            self._controller.stop(self._controller.active_id())
        except Refused:
            self._stopped_while_typing = None
            raise

    def _of_session(self, name: str) -> Callable[[int], object]:
        """The operation behind a command that is about one session."""
        operations: dict[str, Callable[[int], object]] = {
            "stop": self._controller.stop,
            "add_time": self._controller.add_time,
            "mute": self._controller.toggle_notifications,
        }
        return operations[name]

    def _on_session_stopped(self, session: Session) -> None:
        """Also when the file took the stop only later."""
        typing, self._stopped_while_typing = self._stopped_while_typing, None
        if typing is not None:
            self.review_wanted.emit(session, typing)

    def _pause_or_resume(self) -> None:
        session = self._controller.session
        if session is not None and session.is_paused:
            self._controller.resume(session.id)
        else:
            self._controller.pause(self._controller.active_id())

    def _start_or_end_break(self) -> None:
        if self._breaks.running is None:
            self._breaks.start()
        else:
            self._breaks.end()

    def _start_last_again(self) -> None:
        """The same once more, with its title; who has done nothing yet is asked what it shall be."""
        last = self._overview.last_session()
        if last is None:
            self.quick_entry_wanted.emit()
            return
        minutes = (last.planned or timedelta()) // timedelta(minutes=1) or None
        entry = QuickEntry(
            title=last.title or "",
            project=last.project.name if last.project else None,
            tags=tuple(tag.name for tag in last.tags),
            minutes=minutes,
        )
        self._controller.start_entry(entry, Fields(minutes=self._controller.settings.default_minutes))

    def _start_or_stop(self) -> None:
        if self._controller.session is None:
            self.start_wanted.emit()
        else:
            self._try(self._stop)

    def _try(self, command: Callable[[], object]) -> None:
        """Unavailable is told by the controller's own signal, for it keeps the command."""
        try:
            command()
        except Refused as refusal:
            self.refresh()
            self.refused.emit(str(refusal))
        except Unavailable:
            self.refresh()


def place(action: QAction, button: QAbstractButton, theme: Theme) -> None:
    """Make a button show and trigger an action, as a menu does."""
    role = "onFill" if button.property("role") == "primary" else "text"

    def follow() -> None:
        button.setText(action.iconText())
        if action.data():
            theme.dress(button, action.data(), role)
        button.setEnabled(action.isEnabled())
        if action.isCheckable():
            button.setChecked(action.isChecked())

    button.clicked.connect(action.trigger)
    action.changed.connect(follow)
    follow()

"""The settings page `Shortcuts`: each command's keys, changed and reset one by one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QWidget

from app.control.session_controller import SessionController
from app.ui.actions import Actions
from app.ui.commands import COMMANDS, Command
from app.ui.settings_card import SettingsCard
from app.ui.settings_page import SettingsPage
from app.ui.theme import Theme

_PORTABLE, _NATIVE = QKeySequence.SequenceFormat.PortableText, QKeySequence.SequenceFormat.NativeText


class ShortcutsPage(SettingsPage):
    """A clash names the other command before anything is taken."""

    def __init__(
        self, controller: SessionController, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(controller, theme, parent)
        self._actions = actions
        self._rows = [_Row(command, theme) for command in COMMANDS if command.keys]
        card = SettingsCard(theme)
        for row in self._rows:
            card.add_widget(QLabel(row.command.text.removesuffix("…")), row.keys, row.edit, row.change, row.reset)
            row.change.clicked.connect(lambda _checked=False, row=row: row.ask())
            row.reset.clicked.connect(lambda _checked=False, row=row: self._set(row, row.command.keys))
            row.edit.editingFinished.connect(lambda row=row: self._on_asked(row))
        self.column.addWidget(card)
        self.column.addStretch()
        self._show()

    def _on_asked(self, row: "_Row") -> None:
        keys = row.edit.keySequence().toString(_PORTABLE)
        row.stop_asking()
        if keys:
            self._set(row, keys)

    def _set(self, row: "_Row", keys: str) -> None:
        taken = next((r for r in self._rows if r is not row and self._keys(r.command) == keys), None)
        if taken is not None:
            native = QKeySequence.fromString(keys, _PORTABLE).toString(_NATIVE)
            self.refused.emit(f"{native} belongs to {taken.command.text.removesuffix('…')}. Change that one first.")
            return
        before = self._controller.settings.shortcuts
        chosen = {name: value for name, value in before.items() if name != row.command.name}
        if keys != row.command.keys:
            chosen[row.command.name] = keys
        self.change(shortcuts=chosen)
        self._actions.apply_shortcuts()
        self._show()

    def _keys(self, command: Command) -> str:
        return self._controller.settings.shortcuts.get(command.name, command.keys)

    def _show(self) -> None:
        for row in self._rows:
            keys = self._keys(row.command)
            row.keys.setText(QKeySequence.fromString(keys, _PORTABLE).toString(_NATIVE))
            row.reset.setEnabled(keys != row.command.keys)


class _Row:
    """One command's widgets."""

    def __init__(self, command: Command, theme: Theme) -> None:
        name = command.text.removesuffix("…")
        self.command = command
        self.keys = QLabel()
        self.keys.setProperty("keys", True)
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        for edit in (self.edit, *self.edit.findChildren(QLineEdit)):
            edit.setAccessibleName(f"Keys for {name}")
        self.edit.setFixedWidth(theme.px(150))
        self.edit.hide()
        self.change, self.reset = QPushButton("Change"), QPushButton("Reset")
        for button in (self.change, self.reset):
            button.setProperty("compact", True)
            button.setAccessibleName(f"{button.text()} {name}")

    def ask(self) -> None:
        self.edit.clear()
        self.keys.hide()
        self.edit.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_asking(self) -> None:
        self.edit.hide()
        self.keys.show()

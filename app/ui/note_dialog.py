"""The window `Add note`: one line for the running session, from anywhere."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.control.session_controller import SessionController
from app.core import errors, text, timing, wording
from app.core.errors import Refused, Unavailable
from app.ui import times
from app.ui.elided_label import ElidedLabel
from app.ui.fields import answers
from app.ui.keys import is_ctrl_return
from app.ui.line_edit import LineEdit
from app.ui.theme import Theme


class NoteDialog(QDialog):
    """Blocks no other window; what was typed stays until it is taken or cancelled."""

    def __init__(self, controller: SessionController, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller, self._theme = controller, theme
        self._session_id: int | None = None
        self.setWindowTitle("Add note")
        self._dot, self._name, self._time = QLabel(), ElidedLabel(), QLabel()
        self._line = LineEdit("Note", text.LINE_LIMIT)
        self._problem = QLabel()
        buttons = answers(QPushButton("Add"), QPushButton("Cancel"), self._on_add, self.reject)
        self._line.refused.connect(self._refuse)
        self._line.textChanged.connect(lambda: self._refuse(self._line.problem))
        self._lay_out(buttons)
        self.setMinimumWidth(theme.px(440))

    def ask(self) -> None:
        """Show for the active session."""
        session = self._controller.session
        if session is None:
            return
        now = self._controller.now()
        clock = times.clock(now, self._controller.local_offset(now))
        self._name.setText(text.shown(session.name, 60))
        self._time.setText(f"{clock}, {wording.minutes_left(timing.read(session, now))}")
        self._dot.setVisible(session.project is not None)
        if session.project is not None:
            dot = self._theme.dot(self._theme.project_color(session.project.color), 10)
            self._dot.setPixmap(dot.pixmap(self._theme.px(10), self._theme.px(10)))
        if self._session_id != session.id:
            self._line.clear()
        self._session_id = session.id
        self._refuse("")
        self.show()
        self.raise_()
        self.activateWindow()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return is `Add` here, not the session's."""
        if is_ctrl_return(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._on_add()
            return True
        return super().event(event)

    def reject(self) -> None:
        self._line.clear()
        super().reject()

    def _on_add(self) -> None:
        if self._line.problem or self._session_id is None:
            self._refuse(self._line.problem or errors.NONE_ACTIVE)
            return
        try:
            self._controller.add_note(self._session_id, self._line.text())
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        except Unavailable:
            pass  # kept by the controller, which tells it
        self._line.clear()
        self.accept()

    def _refuse(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        px = self._theme.px
        for label in (self._name, self._time, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setFont(self._theme.font("name"))
        self._time.setProperty("dim", True)
        self._problem.setProperty("tone", "danger")
        self._problem.setWordWrap(True)
        self._problem.hide()
        head = QHBoxLayout()
        head.setSpacing(px(8))
        for label in (self._dot, self._name, self._time):
            head.addWidget(label)
        head.addStretch()
        label = QLabel("Note")
        label.setFont(self._theme.font("strong"))
        label.setBuddy(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(label)
        column.addWidget(self._line)
        column.addWidget(self._problem)
        column.addSpacing(px(8))
        column.addWidget(buttons)

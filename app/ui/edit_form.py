"""The form that puts a session right, or adds one that was missed: in a pane of 320 px or in a dialog."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.control.correcting import Correcting
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core import corrections, errors, text, wording
from app.core.corrections import Record, record_of
from app.core.errors import Refused, Unavailable
from app.core.model import Session
from app.core.overlaps import Overlaps, Span
from app.core.session_times import Place
from app.core.zones import Told
from app.ui import times
from app.ui.edit_fields import EditFields
from app.ui.elided_label import ElidedLabel
from app.ui.keys import is_ctrl_return, is_return
from app.ui.problem_line import ProblemLine
from app.ui.theme import Theme
from app.ui.times_fields import Edges
from app.ui.yielding_scroll import YieldingScroll

EDIT, ADD = "Edit session", "Add session"
_OF_TIMES = (errors.START_IN_FUTURE, errors.END_IN_FUTURE, errors.END_BEFORE_START)


class EditForm(QWidget):
    """What was typed and not saved stands there again when the same session is opened next."""

    saved = Signal(object)
    """The session as it is now; as it was, where the file took it only later."""
    deleted = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        correcting: Correcting,
        controller: SessionController,
        overview: Overview,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._correcting, self._controller, self._overview, self._theme = correcting, controller, overview, theme
        self._seen: Session | None = None
        self._shown: Record | None = None
        self._place = Place("UTC", wording.MINUTE * 0)
        self.title, self._name, self._worked = QLabel(EDIT), ElidedLabel(), QLabel()
        self._fields = EditFields(theme)
        self._problem = ProblemLine(theme)
        self._save, self._delete = QPushButton("Save"), QPushButton("Delete")
        self._fitting: Span | None = None
        self._lay_out()
        self._fields.changed.connect(self._on_changed)
        self._fields.times.problem.taken.connect(self._on_offer_taken)

    def open_for(self, session: Session) -> None:
        """Show for a session, with the caret in `End`; in `Start` for the active one."""
        if self._seen is None or self._seen.id != session.id or not self.is_changed:
            self._seen = session
            self._place = Place(session.zone, session.start_offset)
            before, after = self._correcting.neighbours(session)
            edges = Edges(before.end if before else None, after.start if after else None)
            self._show(EDIT, record_of(session), text.shown(session.name, 200), edges)
        times_ = self._fields.times
        (times_.start if session.end is None else times_.end).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_new(self) -> None:
        """For a session that was missed."""
        if self._shown is None or self._seen is not None or not self.is_changed:
            self._seen = None
            self._place = self._here()
            where = self._correcting.suggested()
            start, end = (Told(at, self._place.offset(at)) for at in (where.start, where.end or where.start))
            self._show(ADD, Record(*start, *end), "", Edges(where.start, where.end))
        self._fields.times.start.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def session(self) -> Session | None:
        """The session it was opened for; None for a new one."""
        return self._seen

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than what it was opened with."""
        return self._shown is not None and self._fields.record(self._shown) != self._shown

    def save(self) -> None:
        record = None if self._shown is None else self._fields.record(self._shown)
        if not self._fields.is_well_typed() or record is None:
            self._problem.tell(self._fields.typed_wrong)
            return
        try:
            session: Session | None = self._write(record)
        except Refused as refusal:
            self._tell(refusal)
            return
        except Unavailable:
            session = self._seen  # kept by the controller, which tells it
        self._shown = self._seen = None
        self.saved.emit(session)

    def cancel(self) -> None:
        self.cancelled.emit()

    def delete(self) -> None:
        session = self._seen
        if session is None:
            return
        try:
            self._correcting.delete(session)
        except Refused as refusal:
            self._tell(refusal)
            return
        except Unavailable:
            pass  # kept by the controller, which tells it
        self._shown = self._seen = None
        self.deleted.emit(session)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return is `Save` here, not the session's."""
        if is_ctrl_return(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.save()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return saves from every field of one line."""
        if is_return(event):
            self._fields.read_typed()
            self.save()
            return True
        return super().eventFilter(watched, event)

    def _write(self, record: Record) -> Session:
        return self._correcting.add(record) if self._seen is None else self._correcting.edit(self._seen, record)

    def _tell(self, refusal: Refused) -> None:
        """Under the field that it is about."""
        sentence = str(refusal)
        if isinstance(refusal, Overlaps):
            self._fitting = refusal.fitting
            self._fields.times.problem.tell(sentence, self._offer(refusal.fitting))
        elif sentence in _OF_TIMES:
            self._fields.times.problem.tell(sentence)
        elif not self._fields.tell(sentence):
            self._problem.tell(sentence)

    def _offer(self, span: Span | None) -> str:
        """`Use 09:35 to 10:20`."""
        if span is None:
            return ""
        start = times.clock(span.start, self._place.offset(span.start))
        return f"Use {start}" + (f" to {times.clock(span.end, self._place.offset(span.end))}" if span.end else "")

    def _on_offer_taken(self) -> None:
        if self._fitting is not None:
            self._fields.times.problem.tell("")
            self._fields.times.take(self._fitting)

    def _on_changed(self) -> None:
        self._problem.tell("")
        self._show_worked()

    def _show(self, title: str, record: Record, name: str, edges: Edges) -> None:
        self._shown = record
        self.title.setText(title)
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._delete.setVisible(self._seen is not None)
        self._fields.show_projects(self._overview.projects())
        self._fields.show_record(record, self._place, edges, self._controller.now(), self._hint())
        self._problem.tell("")
        self._show_worked()

    def _show_worked(self) -> None:
        record = None if self._shown is None else self._fields.record(self._shown)
        worked = "" if record is None else wording.length(corrections.worked(record, self._controller.now()))
        self._worked.setText(f"{worked} worked" if worked else "")

    def _here(self) -> Place:
        return Place(*self._correcting.here())

    def _hint(self) -> str:
        """Where the session was, when the clocks there show something else than here."""
        now, here = self._controller.now(), self._here()
        if self._seen is None or self._place.zone == here.zone or self._place.offset(now) == here.otherwise:
            return ""
        return f"Times as in {text.shown(self._place.zone, 60)}."

    def _lay_out(self) -> None:
        px, theme = self._theme.px, self._theme
        self.title.setFont(theme.font("heading"))
        self._worked.setFont(theme.font("strong"))
        self._worked.setObjectName("workedTime")
        self._name.setProperty("dim", True)
        buttons = QDialogButtonBox()
        cancel = QPushButton("Cancel")
        self._save.setProperty("role", "primary")
        self._save.setDefault(True)
        roles = QDialogButtonBox.ButtonRole
        for button, role in ((self._save, roles.AcceptRole), (cancel, roles.RejectRole)):
            buttons.addButton(button, role)
        for button in (self._save, cancel, self._delete):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAutoDefault(button is self._save)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.cancel)
        self._delete.clicked.connect(self.delete)
        head, foot = QHBoxLayout(), QVBoxLayout()
        head.addWidget(self.title, 1)
        head.setContentsMargins(px(16), 0, px(16), 0)
        foot.setContentsMargins(px(16), 0, px(16), 0)
        foot.addWidget(self._problem)
        last_row = QHBoxLayout()
        last_row.setSpacing(px(8))
        last_row.addWidget(self._delete)  # apart from the others, whatever their order on this desktop
        last_row.addWidget(buttons, 1)
        foot.addLayout(last_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(16), 0, px(16))
        column.setSpacing(px(4))
        column.addLayout(head)
        name = QHBoxLayout()
        name.setContentsMargins(px(16), 0, px(16), 0)
        name.setSpacing(px(8))
        name.addWidget(self._name, 1)
        name.addWidget(self._worked, 0, Qt.AlignmentFlag.AlignRight)  # beside the title it has no room in a pane
        column.addLayout(name)
        column.addWidget(YieldingScroll(self._fields), 1)
        column.addSpacing(px(8))
        column.addLayout(foot)
        for widget in self._fields.one_line_fields():
            widget.installEventFilter(self)
        QWidget.setTabOrder(buttons.findChildren(QAbstractButton)[-1], self._delete)
        for pressed in (*buttons.findChildren(QAbstractButton), self._delete):
            pressed.installEventFilter(_Buttons(self))


class _Buttons(QObject):
    """Return presses the button that has the keyboard, in a pane too."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_return(event) and isinstance(watched, QAbstractButton):
            watched.click()
            return True
        return super().eventFilter(watched, event)

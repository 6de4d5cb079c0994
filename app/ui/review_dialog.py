"""The window `Review session`: how it went, what was done, notes and tags; always optional, never in the way."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.control.drafts import Draft, Drafts
from app.control.overview import Overview
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import text, timing, wording
from app.core.errors import Refused, Unavailable
from app.core.model import Review, Session
from app.ui import times
from app.ui.elided_label import ElidedLabel
from app.ui.fields import answers
from app.ui.gap_list import GapList
from app.ui.icon_line import IconLine
from app.ui.keys import is_ctrl_return
from app.ui.line_edit import LineEdit
from app.ui.satisfaction import Satisfaction
from app.ui.text_edit import TextEdit
from app.ui.theme import Theme

_SCORES = "1 is hard going, 5 is in full flow. Press 1 to 5."


class ReviewDialog(QDialog):
    """One for all sessions: opening another one keeps what was typed for the first as a draft."""

    gap_wanted = Signal(object)
    """An `UndecidedGap` whose verdict the person wants to change."""

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        drafts: Drafts,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._theme = controller, overview, theme
        self._session: Session | None = None
        self._drafts, self._seen_notes = drafts, ""
        self.setWindowTitle("Review session")
        self.setAccessibleDescription(_SCORES)
        self._title, self._worked, self._dot = ElidedLabel(2), QLabel(), QLabel()
        self._when, self._planned, self._over = ElidedLabel(), QLabel(), QLabel()
        self._held_back = IconLine(theme, "mute")
        self._gaps = GapList(theme)
        self._gaps.change_wanted.connect(self.gap_wanted)
        self._satisfaction = Satisfaction(theme)
        self._tasks, self._notes = self._text_edit("Tasks done", 3), self._text_edit("Notes", 4)
        self._tags = LineEdit("Tags", text.LINE_LIMIT)
        self._problem = QLabel()
        self._lay_out()
        self.setMinimumWidth(theme.px(520))
        controller.changed.connect(self._on_changed)

    def open_for(self, session: Session, *, take_keyboard: bool) -> None:
        """Show for an ended session. Without `take_keyboard` the person goes on typing where they are."""
        self.keep_draft()
        self._session = session
        self._show_session(session)
        self._refuse("")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not take_keyboard)
        self.show()
        self._make_room()
        self.raise_()
        if take_keyboard:
            self.activateWindow()
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # a ring around `1` would look like a score

    def offer(self, session: Session, *, take_keyboard: bool) -> None:
        """Open by itself after a stop, unless the person is busy with another review."""
        if not (self.isVisible() and self.isActiveWindow()):
            self.open_for(session, take_keyboard=take_keyboard)

    def keep_draft(self) -> None:
        """Keep what was typed and not saved."""
        if self._session is not None and self.isVisible():
            typed = self._typed()
            self._drafts.keep(self._session.id, typed if self._differs(typed) else None)

    def reject(self) -> None:
        """Later: what was typed is kept."""
        self.keep_draft()
        super().reject()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return is `Save` here, not the session's; leaving the window keeps the draft."""
        if is_ctrl_return(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._on_save()
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self.keep_draft()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 outside the text fields."""
        if event.text() in {"1", "2", "3", "4", "5"} and not event.modifiers():
            self._satisfaction.score = int(event.text())
            return
        super().keyPressEvent(event)

    def _on_changed(self, changes: Changes) -> None:
        """A verdict, its undo or an edit changed the time. What is typed stays, and what it is compared with."""
        opened = self._session
        if opened is None or not self.isVisible() or not changes & (Changes.RUNNING | Changes.RECORD):
            return
        try:
            now = self._controller.get(opened.id)
        except Refused:
            return
        said = (opened.score, opened.tasks_done, opened.notes, opened.tags)
        self._session = now._replace(score=said[0], tasks_done=said[1], notes=said[2], tags=said[3])
        self._show_time(self._session)

    def _show_session(self, session: Session) -> None:
        self._show_time(session)
        draft = self._drafts.find(session.id) or _stored(session)
        self._seen_notes = draft.seen_notes
        self._satisfaction.score = draft.score
        self._tasks.set_text(draft.tasks_done)
        self._notes.set_text(draft.notes)
        self._tags.setText(draft.tags)

    def _show_time(self, session: Session) -> None:
        """What the record says of it; an undone stop lets the session run again."""
        offset = session.start_offset if session.end_offset is None else session.end_offset
        end = "now" if session.end is None else times.clock(session.end, offset)
        from_to = f"{times.clock(session.start, session.start_offset)} to {end}"
        project = f"{text.shown(session.project.name, 60)}, " if session.project else ""
        over = timing.overtime(session)
        self._title.setText(text.shown(session.name, 200))
        self._when.setText(project + from_to)
        self._worked.setText(wording.length(timing.worked(session, self._controller.now())))
        planned = "" if session.planned is None else f"planned {session.planned // wording.MINUTE}"
        self._planned.setText(f"{planned}," if over else planned)
        self._over.setText(f"+{over // wording.MINUTE}")
        self._over.setVisible(bool(over))
        self._dot.setVisible(session.project is not None)
        if session.project is not None:
            dot = self._theme.dot(self._theme.project_color(session.project.color), 10)
            self._dot.setPixmap(dot.pixmap(self._theme.px(10), self._theme.px(10)))
        self._gaps.show_session(session)
        self._held_back.tell(
            wording.held_back(self._overview.held_back(session.id), lambda due: times.clock(due, offset))
        )

    def _make_room(self) -> None:
        """WORKAROUND: a window's smallest height does not count the lines that wrapped words need."""
        layout = self.layout()
        assert layout is not None
        height = min(layout.totalMinimumHeightForWidth(self.width()), self.screen().availableSize().height())
        if height > self.height():
            self.resize(self.width(), height)

    def _differs(self, typed: Draft) -> bool:
        return self._session is not None and typed != _stored(self._session)._replace(seen_notes=self._seen_notes)

    def _typed(self) -> Draft:
        return Draft(
            score=self._satisfaction.score,
            tasks_done=self._tasks.text(),
            notes=self._notes.text(),
            seen_notes=self._seen_notes,
            tags=self._tags.text(),
        )

    def _on_save(self) -> None:
        session = self._session
        if session is None:
            return
        if self._tags.problem:
            self._refuse(self._tags.problem)
            return
        typed, stored = self._typed(), _stored(session)
        said = Review(
            score=typed.score,
            tasks_done=typed.tasks_done if typed.tasks_done != stored.tasks_done else None,
            all_notes=typed.notes,
            seen_notes=self._seen_notes,
            tag_names=text.names_in(typed.tags) if typed.tags != stored.tags else None,
        )
        try:
            self._controller.review(session.id, said)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        except Unavailable:
            self._drafts.keep(session.id, typed)  # until the controller, which keeps the review, could write it
        self._session = None
        self.accept()

    def _refuse(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _text_edit(self, name: str, lines: int) -> TextEdit:
        edit = TextEdit(name)
        height = edit.fontMetrics().lineSpacing() * lines + self._theme.px(18)
        edit.setMinimumHeight(height)
        edit.setMaximumHeight(height * 3)
        return edit

    def _lay_out(self) -> None:
        px, theme = self._theme.px, self._theme
        for label, font in ((self._title, "heading"), (self._worked, "heading"), (self._over, "strong")):
            label.setFont(theme.font(font))
        for label in (self._title, self._worked, self._when, self._planned, self._over, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._when, self._planned):
            label.setProperty("dim", True)
        self._over.setProperty("tone", "overtime")
        self._problem.setProperty("tone", "danger")
        self._problem.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(4))
        column.addLayout(_row(px(8), self._title, self._worked))
        column.addLayout(_row(px(8), self._dot, self._when, self._planned, self._over))
        column.addSpacing(px(12))
        column.addWidget(self._held_back)
        column.addWidget(self._gaps)
        column.addSpacing(px(10))
        column.addWidget(self._satisfaction)
        hint = QLabel(_SCORES)
        hint.setProperty("dim", True)
        hint.setFont(theme.font("small"))
        column.addWidget(hint)
        for name, widget in (("Tasks done", self._tasks), ("Notes", self._notes), ("Tags", self._tags)):
            label = QLabel(name)
            label.setFont(theme.font("strong"))
            label.setBuddy(widget)
            column.addSpacing(px(10))
            column.addWidget(label)
            column.addWidget(widget)
        column.addWidget(self._problem)
        column.addSpacing(px(12))
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        buttons = answers(QPushButton("Save"), QPushButton("Later"), self._on_save, self.reject)
        hint = QLabel("You can do this later from History.")
        hint.setProperty("dim", True)
        hint.setFont(self._theme.font("small"))
        hint.setWordWrap(True)
        foot = _row(self._theme.px(8), hint, buttons)
        foot.setStretchFactor(hint, 1)
        return foot


def _stored(session: Session) -> Draft:
    tags = ", ".join(tag.name for tag in session.tags)
    return Draft(session.score, session.tasks_done, session.notes, session.notes, tags)


def _row(spacing: int, *widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side; the room that is left is for people's text."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, ElidedLabel) else 0)
    return row

"""The window `Split session`: when the second part begins, and what the two would be."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.control.correcting import Correcting
from app.control.session_controller import SessionController
from app.core import corrections, text, wording
from app.core.corrections import Record, record_of
from app.core.errors import Refused, Unavailable
from app.core.model import Session
from app.core.session_times import Place, meant_inside
from app.ui import times
from app.ui.elided_label import ElidedLabel
from app.ui.fields import answers, labelled
from app.ui.fitting_dialog import FittingDialog
from app.ui.keys import is_ctrl_return
from app.ui.problem_line import ProblemLine
from app.ui.theme import Theme
from app.ui.time_choice import TimeChoice
from app.ui.time_edit import TimeEdit
from app.ui.times_fields import NO_TIME

_WIDTH = 400


class SplitDialog(FittingDialog):
    """Blocks no other window."""

    def __init__(
        self, correcting: Correcting, controller: SessionController, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._correcting, self._controller, self._theme = correcting, controller, theme
        self._session: Session | None = None
        self._place = Place("UTC", timedelta())
        self.setWindowTitle("Split session")
        self._name = ElidedLabel()
        self._at = TimeEdit(theme, "Second part begins")
        self._first, self._second = QLabel(), QLabel()
        self._choice = TimeChoice(theme, "Second part begins")
        self._proposed: set[datetime] = set()
        self._problem = ProblemLine(theme)
        self._split = QPushButton("Split")
        for changed in (self._at.textEdited, self._choice.changed):
            changed.connect(lambda *_values: self._show_parts())
        self._lay_out()
        self.setMinimumWidth(theme.px(_WIDTH))

    def open_for(self, session: Session) -> None:
        """Proposes the middle, to the minute where that lies inside."""
        self._session, self._place = session, Place(session.zone, session.start_offset)
        end = self._end(session)
        middle = session.start + (end - session.start) / 2
        minute = middle.replace(second=0, microsecond=0)
        proposed = minute if minute > session.start else middle
        self._proposed = {proposed}
        self._choice.forget()
        self._name.setText(text.shown(session.name, 200))
        self._at.set_time(self._place.local(proposed).time())
        self._show_parts()
        self.show()
        self.raise_()
        self.activateWindow()
        self._at.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return is `Split` here, not the session's."""
        if is_ctrl_return(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._on_split()
            return True
        return super().event(event)

    def _on_split(self) -> None:
        session, at = self._session, self._typed()
        if session is None or at is None:
            return
        try:
            self._correcting.split(session, at)
        except Refused as refusal:
            self._problem.tell(str(refusal))
            return
        except Unavailable:
            pass  # kept by the controller, which tells it
        self.accept()

    def _typed(self) -> datetime | None:
        """None where what is typed is no time; it is said then."""
        at, session = self._at.value(), self._session
        if at is None or session is None:
            self._problem.tell(NO_TIME.format("This"))
            self._choice.tell(None)
            return None
        said = meant_inside(self._place, at, session.start, self._end(session))
        self._choice.tell(said, at, self._proposed)
        return self._choice.chosen(said, self._proposed).instant

    def _show_parts(self) -> None:
        session = self._session
        self._problem.tell("")
        at = self._typed()
        if session is None or at is None:
            self._first.clear()
            self._second.clear()
            return
        whole, end = record_of(session), self._end(session)
        first, second = corrections.divided(session.gaps, at)
        until = "now" if session.end is None else self._clock(end)
        parts = (
            (self._first, whole._replace(end=at, gaps=first), self._clock(session.start), self._clock(at)),
            (self._second, whole._replace(start=at, gaps=second), self._clock(at), until),
        )
        for label, part, start, stop in parts:
            label.setText(f"{start} to {stop}, {self._worked(part)} worked")
        if not session.start < at <= end or at == session.end:
            self._problem.tell(f"Choose a time between {self._clock(session.start)} and {self._clock(end)}.")

    def _worked(self, part: Record) -> str:
        return wording.length(corrections.worked(part, self._controller.now()))

    def _end(self, session: Session) -> datetime:
        return self._controller.now() if session.end is None else session.end

    def _clock(self, at: datetime) -> str:
        return times.clock(at, self._place.offset(at))

    def _lay_out(self) -> None:
        px = self._theme.px
        self._name.setFont(self._theme.font("heading"))
        for label in (self._first, self._second):
            label.setTextFormat(Qt.TextFormat.PlainText)
        buttons = answers(self._split, QPushButton("Cancel"), self._on_split, self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(4))
        column.addWidget(self._name)
        column.addSpacing(px(8))
        column.addWidget(labelled("Second part begins", self._at))
        column.addWidget(self._at)
        column.addWidget(self._choice)
        column.addWidget(self._problem)
        for words, label in (("First part", self._first), ("Second part", self._second)):
            heading = QLabel(words)
            heading.setFont(self._theme.font("strong"))
            column.addSpacing(px(8))
            column.addWidget(heading)
            column.addWidget(label)
        column.addSpacing(px(12))
        column.addWidget(buttons)

"""The window `Change start`: `I began 10 minutes ago`, for the active session."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.control.correcting import Correcting
from app.control.session_controller import SessionController
from app.core import text, wording
from app.core.corrections import record_of
from app.core.errors import Refused, Unavailable
from app.core.model import Session
from app.core.overlaps import Overlaps
from app.core.session_times import Place, meant_before, snapped, until
from app.core.zones import Meant
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
_EARLIER = (5, 10, 15, 30)


class StartDialog(FittingDialog):
    """Blocks no other window."""

    def __init__(
        self, correcting: Correcting, controller: SessionController, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._correcting, self._controller, self._theme = correcting, controller, theme
        self._session: Session | None = None
        self._place, self._wanted = Place("UTC", timedelta()), controller.now()
        self._edge: datetime | None = None
        self.setWindowTitle("Change start")
        self._name, self._runs = ElidedLabel(), QLabel()
        self._start = TimeEdit(theme, "Start")
        self._choice = TimeChoice(theme, "Start")
        self._said = Meant(())
        self._problem = ProblemLine(theme)
        self._fitting: datetime | None = None
        self._start.textEdited.connect(self._on_typed)
        self._choice.changed.connect(self._on_chosen)
        self._problem.taken.connect(self._on_offer_taken)
        self._lay_out()
        self.setMinimumWidth(theme.px(_WIDTH))

    def ask(self) -> None:
        """Show for the active session."""
        session = self._controller.session
        if session is None:
            return
        self._session, self._place = session, Place(session.zone, session.start_offset)
        before, _after = self._correcting.neighbours(session)
        self._edge = None if before is None else before.end
        self._name.setText(text.shown(session.name, 200))
        self._put(session.start)
        self.show()
        self.raise_()
        self.activateWindow()
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return is `Save` here, not the session's."""
        if is_ctrl_return(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._on_save()
            return True
        return super().event(event)

    def _on_save(self) -> None:
        session = self._session
        if session is None or self._start.value() is None:
            self._problem.tell(NO_TIME.format("Start"))
            return
        try:
            self._correcting.edit(session, record_of(session)._replace(start=self._wanted))
        except Overlaps as refusal:
            self._fitting = None if refusal.fitting is None else refusal.fitting.start
            self._problem.tell(str(refusal), f"Use {self._clock(self._fitting)}" if self._fitting else "")
            return
        except Refused as refusal:
            self._problem.tell(str(refusal))
            return
        except Unavailable:
            pass  # kept by the controller, which tells it
        self.accept()

    def _put(self, start: datetime) -> None:
        self._wanted = start
        local = self._place.local(start)
        self._start.set_time(local.time())
        self._choice.forget()
        self._tell(until(self._place.meant(local.date(), local.time()), self._controller.now()), local.time(), start)
        self._show_running()

    def _on_typed(self) -> None:
        """The last time the clocks showed it."""
        at = self._start.value()
        if at is None:
            self._choice.tell(None)
        else:
            said = meant_before(self._place, at, self._controller.now())
            self._tell(said, at, said.choices[-1].instant)
            self._on_chosen()
        self._show_running()

    def _tell(self, said: Meant, at: time, preferred: datetime) -> None:
        self._said = said
        self._choice.tell(said if said.choices else None, at, {preferred})

    def _on_chosen(self) -> None:
        told = self._choice.chosen(self._said, {self._said.choices[-1].instant})
        self._wanted = snapped(told.instant, self._edge)
        self._show_running()

    def _on_earlier(self, minutes: int) -> None:
        self._put(self._wanted - wording.MINUTE * minutes)

    def _on_offer_taken(self) -> None:
        if self._fitting is not None:
            self._put(self._fitting)

    def _show_running(self) -> None:
        """How long it would have run; the instant is told so that a day too early is seen."""
        self._problem.tell("")
        since = wording.length(max(self._controller.now() - self._wanted, timedelta()))
        self._runs.setText(f"{since} ago" if self._start.value() is not None else "")

    def _clock(self, at: datetime) -> str:
        return times.clock(at, self._place.offset(at))

    def _lay_out(self) -> None:
        px = self._theme.px
        self._name.setFont(self._theme.font("heading"))
        self._runs.setProperty("dim", True)
        buttons = answers(QPushButton("Save"), QPushButton("Cancel"), self._on_save, self.reject)
        earlier = QGridLayout()
        earlier.setSpacing(px(8))
        for index, minutes in enumerate(_EARLIER):
            button = QPushButton(f"{minutes} min earlier")
            button.setProperty("compact", True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, minutes=minutes: self._on_earlier(minutes))
            earlier.addWidget(button, index // 2, index % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(4))
        column.addWidget(self._name)
        column.addSpacing(px(8))
        column.addWidget(labelled("Start", self._start))
        column.addWidget(self._start)
        column.addWidget(self._choice)
        column.addWidget(self._problem)
        column.addWidget(self._runs)
        column.addSpacing(px(8))
        column.addLayout(earlier)
        column.addSpacing(px(12))
        column.addWidget(buttons)

"""The Timer page while a session runs: its name, the ring, and what can be done with it."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core import ring, text, timing, wording
from app.core.model import Session
from app.core.timing import Reading
from app.ui import times
from app.ui.actions import Actions, place
from app.ui.columns import add_yielding_space
from app.ui.elided_label import ElidedLabel
from app.ui.ring import Ring, RingView
from app.ui.target_line import TargetLine
from app.ui.theme import Theme

_TITLE_LETTERS = 120


class RunningPanel(QWidget):
    """Ring, `Stop` and `Pause` keep their place in every state."""

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._actions, self._theme = controller, actions, theme
        self._title, self._dot = ElidedLabel(2, centred=True), QLabel()
        self._project, self._tags = ElidedLabel(), ElidedLabel()
        self._title.setObjectName("sessionTitle")
        self._target = TargetLine(controller, overview, theme, side=Qt.AlignmentFlag.AlignHCenter)
        self._ring = Ring(theme, 272, ("state", "remaining"))
        self._mute = QCheckBox()
        self._buttons = {name: QPushButton() for name in ("pause", "stop", "add_time", "add_note", "change_start")}
        self._make_widgets()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    def refresh(self, now: datetime) -> None:
        session = self._controller.session
        if session is None:
            return
        reading = timing.read(session, now)
        self._name(session)
        self._target.show_project(session.project, now)
        self._ring.show_view(
            RingView(
                share=reading.share,
                over=_turns_over(session, reading),
                arc_role="text2" if session.is_paused else "accent",
                state_role=_role(session, reading),
                notches=ring.notches(session),
                notes=ring.note_dots(session),
                icon="mute" if session.muted else "pause" if session.is_paused else "timer",
                state=wording.state(session, reading),
                time=wording.clock(reading.left if reading.left is not None else -reading.elapsed),
                time_role="overtime" if _role(session, reading) == "overtime" else "text",
                first_line=self._lines(session, reading, now)[0],
                second_line=self._lines(session, reading, now)[1],
            )
        )

    def _name(self, session: Session) -> None:
        project = session.project.name if session.project else ""
        self._title.setText(text.shown(session.name, _TITLE_LETTERS))
        self._project.setText(text.shown(project, 60) if project != session.name else "")
        self._tags.setText("  ".join(f"#{text.shown(tag.name, 40)}" for tag in session.tags))
        self._dot.setVisible(session.project is not None)
        if session.project is not None:
            dot = self._theme.dot(self._theme.project_color(session.project.color), 10)
            self._dot.setPixmap(dot.pixmap(self._theme.px(10), self._theme.px(10)))

    def _lines(self, session: Session, reading: Reading, now: datetime) -> tuple[str, str]:
        planned = wording.length(session.planned or timing.ZERO)
        gap = session.open_gap
        if gap is not None:
            not_counted = wording.length(now - session.start - reading.worked)
            return f"since {self._clock(gap.start)}", f"{not_counted} not counted"
        if session.planned is None:
            return "no planned time", f"since {self._clock(session.start)}"
        end = timing.planned_end(session)
        at = self._clock(end) if end else ""
        if reading.is_over:
            worked = wording.length(reading.worked)
            return f"worked {_without_unit(worked, planned)} of {planned}", f"over since {at}"
        return f"of {planned}", f"ends at {at}"

    def _clock(self, instant: datetime) -> str:
        return times.clock(instant, self._controller.local_offset(instant))

    def _make_widgets(self) -> None:
        self._tags.setProperty("dim", True)
        self._buttons["stop"].setProperty("role", "primary")
        for property_, value in (("role", "flat"), ("compact", True)):
            self._buttons["change_start"].setProperty(property_, value)
        for name, button in self._buttons.items():
            place(self._actions[name], button, self._theme)
            button.setProperty("large", name in ("pause", "stop"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if name != "change_start":
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        place(self._actions["mute"], self._mute, self._theme)

    def _lay_out(self) -> None:
        px = self._theme.px
        names = QHBoxLayout()
        names.setSpacing(px(8))
        names.addStretch()
        for label in (self._dot, self._project, self._tags):
            names.addWidget(label)
        names.addStretch()
        buttons = QGridLayout()
        buttons.setSpacing(px(8))
        for index, name in enumerate(("pause", "stop", "add_time", "add_note")):
            buttons.addWidget(self._buttons[name], index // 2, index % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addSpacing(px(4))
        column.addLayout(names)
        column.addWidget(self._target)
        add_yielding_space(column, px(8))
        column.addWidget(self._ring, 100)
        add_yielding_space(column, px(8))
        column.addLayout(buttons)
        add_yielding_space(column, px(12))
        column.addLayout(self._foot())
        column.addStretch(3)

    def _foot(self) -> QHBoxLayout:
        """What is seldom wanted, quiet below the buttons."""
        foot = QHBoxLayout()
        foot.setSpacing(self._theme.px(16))
        foot.addStretch()
        foot.addWidget(self._mute)
        foot.addWidget(self._buttons["change_start"])
        foot.addStretch()
        return foot

    def _restyle(self) -> None:
        self._title.setFont(self._theme.font("heading"))
        self._project.setFont(self._theme.font("name"))
        self.refresh(self._controller.now())


def _role(session: Session, reading: Reading) -> str:
    """The state's colour; the word beside it says the same."""
    return "text2" if session.is_paused else "overtime" if reading.is_over else "accent"


def _without_unit(worked: str, planned: str) -> str:
    """`57 of 45 min` where both are minutes."""
    both = worked.endswith(" min") and planned.endswith(" min") and " h" not in worked + planned
    return worked.removesuffix(" min") if both else worked


def _turns_over(session: Session, reading: Reading) -> float:
    if reading.left is None or not reading.is_over or not session.planned:
        return 0.0
    return -reading.left / session.planned

"""The card `While you were away`: what a gap was, and the four answers with what each makes of the time."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.control.overview import Overview, UndecidedGap
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import answers, timing, wording
from app.core.errors import Refused, Unavailable
from app.core.model import Answer, Cause, Gap, Session, Verdict
from app.ui import times
from app.ui.away_words import CAUSE_ICONS, CAUSES, OffsetAt, from_to
from app.ui.gap_list import AnswerButton, OtherGaps
from app.ui.stretch import Stretch
from app.ui.theme import Theme

HEADING = "While you were away"
WIDTH = 496
_MARGIN, _BUTTON, _ICON = 24, 112, 24
_STANDS = {Verdict.KEPT: "Counted as work until now.", Verdict.DISCARDED: "Discarded until now."}


class AwayCard(QWidget):
    """One gap is open at a time; the others stand below as rows. Without a background of its own."""

    finished = Signal()
    """Nothing is left to show, or the person decides later."""
    refused = Signal(str)

    def __init__(
        self, controller: SessionController, overview: Overview, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._theme = controller, overview, theme
        self._gaps: tuple[UndecidedGap, ...] = ()
        self._open_id, self._answering = 0, False
        self.setAccessibleName(HEADING)
        self._icon, self._heading = QLabel(), QLabel(HEADING)
        self._heading.setObjectName("awayHeading")
        self._when, self._stands = QLabel(), QLabel()
        self._stretch = Stretch(theme, controller.local_offset)
        self._answers = {answer: AnswerButton(answer.value) for answer in Answer}
        self._meanings = {answer: QLabel() for answer in Answer}
        self._effects = {answer: QLabel() for answer in Answer}
        self._others, self._rest = OtherGaps(theme), QLabel()
        self._later = AnswerButton("Decide later")
        self._lay_out()
        for answer, button in self._answers.items():
            button.clicked.connect(lambda _checked=False, answer=answer: self._answer(answer))
        self._later.clicked.connect(self.decide_later)
        self._others.chosen.connect(self._open_other)
        controller.changed.connect(self._on_changed)
        controller.ticked.connect(lambda now: self.refresh(now) if self.isVisible() else None)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def gaps(self) -> tuple[UndecidedGap, ...]:
        """What is shown, the open one among it."""
        return self._gaps

    def show_gaps(self, gaps: tuple[UndecidedGap, ...]) -> None:
        """The first is open; one that the person is looking at stays it. None of the card has the keyboard."""
        focused = self.focusWidget()
        if not self.isVisible():
            self._open_id = 0
            if focused is not None:
                focused.clearFocus()
        self._set(gaps)

    def refresh(self, now: datetime) -> None:
        """What changes with time alone."""
        shown = self._open
        if shown is None:
            return
        self._stretch.refresh(shown, now)
        for answer, button in self._answers.items():
            meaning = _meaning(shown.session, shown.gap, answer, self._controller.local_offset)
            effect = _effect(shown.session, shown.gap, answer, now)
            self._meanings[answer].setText(meaning)
            self._effects[answer].setText(effect)
            button.setAccessibleDescription(f"{meaning} {effect}")

    def decide_later(self) -> None:
        self._gaps = ()
        self.finished.emit()

    def sizeHint(self) -> QSize:
        width = self._theme.px(WIDTH)
        return QSize(width, self.heightForWidth(width))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh(self._controller.now())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.decide_later()
        else:
            super().keyPressEvent(event)

    # The gaps

    @property
    def _open(self) -> UndecidedGap | None:
        return next((shown for shown in self._gaps if shown.gap.id == self._open_id), None)

    def _set(self, gaps: tuple[UndecidedGap, ...]) -> None:
        self._gaps = gaps
        if not gaps:
            self.finished.emit()
            return
        if self._open is None:
            self._open_id = gaps[0].gap.id
        self._show()

    def _answer(self, answer: Answer) -> None:
        gap_id, self._answering = self._open_id, True
        try:
            self._controller.answer(gap_id, answer)
        except Refused as refusal:
            self.refused.emit(str(refusal))
        except Unavailable:
            self._leave(gap_id)  # the controller keeps the answer, and tells it
        else:
            self._leave(gap_id)
        finally:
            self._answering = False
        if self._gaps:
            self._read_again()
        else:
            self.finished.emit()

    def _leave(self, gap_id: int) -> None:
        self._gaps = tuple(shown for shown in self._gaps if shown.gap.id != gap_id)

    def _on_changed(self, changes: Changes) -> None:
        if self._gaps and not self._answering and changes & (Changes.RUNNING | Changes.RECORD):
            self._read_again()

    def _read_again(self) -> None:
        """What is gone, or was decided elsewhere, leaves the card."""
        self._set(tuple(found for shown in self._gaps if (found := self._as_it_is(shown)) is not None))

    def _as_it_is(self, shown: UndecidedGap) -> UndecidedGap | None:
        try:
            session = self._controller.get(shown.session.id)
        except Refused:
            return None
        gap = next((gap for gap in session.gaps if gap.id == shown.gap.id), None)
        if gap is None:  # a split may have given it to the session that follows
            return next((other for other in self._overview.undecided() if other.gap.id == shown.gap.id), None)
        decided = gap.verdict is not Verdict.UNDECIDED and gap.verdict is not shown.gap.verdict
        return None if decided or gap.end is None else UndecidedGap(session, gap)

    # What is seen

    def _show(self) -> None:
        shown = self._open
        if shown is None:
            return
        session, gap, now = shown.session, shown.gap, self._controller.now()
        offset_at, theme = self._controller.local_offset, self._theme
        today = (now + offset_at(now)).date()
        start, end = from_to(gap.start, gap.end or gap.start, offset_at, today)
        self._when.setText(_when(gap, start, end))
        self._stands.setText(_STANDS.get(gap.verdict, ""))
        self._stands.setVisible(gap.verdict is not Verdict.UNDECIDED)
        self._stretch.show_gap(shown, now)
        self._icon.setPixmap(theme.icon(CAUSE_ICONS[gap.cause], "undecided", _ICON).pixmap(theme.px(_ICON)))
        self._rest.setText(_rest(gap))
        self._later.setText("Decide later" if gap.verdict is Verdict.UNDECIDED else "Leave as it is")
        others = tuple(other for other in self._gaps if other.gap.id != gap.id)
        self._others.show_gaps(others, session, offset_at, today)
        self.refresh(now)
        self.updateGeometry()

    def _open_other(self, gap_id: int) -> None:
        if self._others.isAncestorOf(self.focusWidget()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # else the next button would have it
        self._open_id = gap_id
        self._show()

    def _restyle(self) -> None:
        theme = self._theme
        self._later.setProperty("role", "flat")
        self._heading.setFont(theme.font("heading"))
        for label in (self._when, *self._meanings.values()):
            label.setFont(theme.font("body"))
        for label in (*self._effects.values(), self._rest):
            label.setFont(theme.font("small"))
        self._show()

    def _lay_out(self) -> None:
        px, grid = self._theme.px, QGridLayout()
        for label in (self._when, self._stands, *self._meanings.values(), *self._effects.values(), self._rest):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for label in (self._when, self._rest, *self._effects.values()):
            label.setProperty("dim", True)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(10))
        grid.setColumnMinimumWidth(0, px(_BUTTON))
        grid.setColumnStretch(1, 1)
        for number, (answer, button) in enumerate(self._answers.items()):
            grid.addWidget(button, number, 0)
            grid.addLayout(_column(0, self._meanings[answer], self._effects[answer]), number, 1)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._icon)
        head.addLayout(_column(px(2), self._heading, self._when, self._stands), 1)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self._rest, 1)
        foot.addWidget(self._later)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_MARGIN), px(20), px(_MARGIN), px(16))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addSpacing(px(6))
        column.addWidget(self._stretch)
        column.addSpacing(px(8))
        column.addLayout(grid)
        column.addWidget(self._others)
        column.addStretch()
        column.addSpacing(px(8))
        column.addWidget(rule)
        column.addLayout(foot)


def _when(gap: Gap, start: str, end: str) -> str:
    """`Asleep from 11:48 to 12:30, 42 min`."""
    length = wording.length((gap.end or gap.start) - gap.start)
    if gap.cause is Cause.CLOCK:
        return f"The clock went forward by {length}, or the computer stood still\nFrom {start} to {end}"
    return f"{CAUSES[gap.cause]} from {start} to {end}, {length}"


def _meaning(session: Session, gap: Gap, answer: Answer, offset_at: OffsetAt) -> str:
    start, end = (times.clock(at, offset_at(at)) for at in (gap.start, gap.end or gap.start))
    match answer:
        case Answer.KEEP:
            return "It was work."
        case Answer.DISCARD:
            return "It was not work." if session.end else "It was not work. The session goes on."
        case Answer.STOP_THEN:
            return f"The session ended at {start}."
        case Answer.SPLIT:
            return f"It ended at {start} and began anew at {end}."


def _effect(session: Session, gap: Gap, answer: Answer, now: datetime) -> str:
    outcome = answers.outcome(session, gap, answer)
    first = wording.length(timing.worked(outcome.first, now))
    match answer:
        case Answer.KEEP | Answer.DISCARD:
            return f"Worked {'stays' if first == wording.length(timing.worked(session, now)) else 'becomes'} {first}"
        case Answer.STOP_THEN:
            return f"Worked {first}" if session.end else f"Worked {first}, nothing running now"
        case Answer.SPLIT:
            second = timing.ZERO if outcome.second is None else timing.worked(outcome.second, now)
            return f"Two sessions, {first} and {wording.length(second)}"


def _rest(gap: Gap) -> str:
    length = wording.length((gap.end or gap.start) - gap.start)
    match gap.verdict:
        case Verdict.UNDECIDED:
            return f"Until you decide, these {length} are in no total."
        case Verdict.DISCARDED:
            return f"These {length} are in no total."
        case Verdict.KEPT:
            return f"These {length} are in the totals."


def _column(spacing: int, *widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return column

"""Gaps as rows: all those of a session with their verdicts, and those that wait; the button that decides on one."""

from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.control.overview import UndecidedGap
from app.core.model import Gap, Session, Verdict
from app.ui.away_words import CAUSE_ICONS, OffsetAt, gap_line, local_to, names
from app.ui.columns import empty
from app.ui.elided_label import ElidedLabel
from app.ui.keys import is_return
from app.ui.theme import Theme
from app.ui.yielding_scroll import YieldingScroll

VERDICTS = {
    Verdict.KEPT: "counts as work",
    Verdict.DISCARDED: "not counted",
    Verdict.UNDECIDED: "not decided",
}
_MOST_ROWS = 4


class AnswerButton(QPushButton):
    """Decides on a gap or opens it: never by a stray Return, and never by the second click of a double one, for by
    then something else may lie under the pointer.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._was_reached = False
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt gives the keyboard to the first button of a window that comes to the front: it is not taken."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason and not self._was_reached:
            self.clearFocus()
        else:
            self._was_reached = True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self._was_reached = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_return(event):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class GapList(QFrame):
    """The gaps of a session that have ended, pauses too, each with its verdict and a way to change it."""

    change_wanted = Signal(object)
    """An `UndecidedGap`; its verdict may be any."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Gap, ...] = ()
        self._session: Session | None = None
        self.setProperty("card", "plain")
        self.setAccessibleName("Time away")
        self._row_widgets: list[QWidget] = []
        self._rows, self._inside = QVBoxLayout(), QWidget()
        self._rows.setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4))
        self._rows.setSpacing(theme.px(2))
        self._inside.setLayout(self._rows)
        self._scroll = YieldingScroll(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll)
        theme.changed.connect(self._show)
        self.hide()

    def show_session(self, session: Session) -> None:
        """Hidden where there is nothing to list."""
        gaps = tuple(gap for gap in session.gaps if gap.end is not None)
        changed = gaps != self._shown or self._session is None or self._session.id != session.id
        self._session, self._shown = session, gaps
        if changed:
            self._show()
        self.setVisible(bool(gaps))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """The rows need another height than before: they were styled, say."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def _show(self) -> None:
        if self._session is None:
            return
        empty(self._rows)
        self._row_widgets = [self._row(self._session, gap) for gap in self._shown]
        for row in self._row_widgets:
            self._rows.addWidget(row)
            row.show()
        self._fit()

    def _row(self, session: Session, gap: Gap) -> QWidget:
        px, theme = self._theme.px, self._theme
        line = gap_line(gap, *local_to(session))
        words, verdict, change = QLabel(line), QLabel(VERDICTS[gap.verdict]), QPushButton("Change…")
        words.setFont(theme.font("body"))
        words.setWordWrap(True)
        if gap.verdict is Verdict.UNDECIDED:
            verdict.setProperty("tone", "undecided")
        else:
            verdict.setProperty("dim", True)
        change.setProperty("compact", True)
        change.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        change.setAccessibleDescription(f"{line}, {verdict.text()}")
        change.clicked.connect(lambda: self.change_wanted.emit(UndecidedGap(session, gap)))
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, px(2), 0, px(2))
        inside.setSpacing(px(8))
        inside.addWidget(_icon(theme, gap))
        inside.addWidget(words, 1)
        inside.addWidget(verdict)
        inside.addWidget(change)
        return row

    def _fit(self) -> None:
        """As high as its rows, at most so many; then it scrolls."""
        width = self._scroll.viewport().width()
        margins = self._rows.contentsMargins()
        width -= margins.left() + margins.right()
        seen = [row.heightForWidth(width) for row in self._row_widgets[:_MOST_ROWS]]
        around = margins.top() + margins.bottom() + self._rows.spacing() * max(len(seen) - 1, 0)
        self._scroll.setFixedHeight(sum(seen) + around)


class OtherGaps(QWidget):
    """Flat rows, one for each gap that waits; a click chooses it."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heading = QLabel()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._heading)
        column.addLayout(self._rows)

    def show_gaps(self, gaps: tuple[UndecidedGap, ...], beside: Session, offset_at: OffsetAt, today: date) -> None:
        """Those of another session than `beside` say its name."""
        empty(self._rows)
        self._heading.setFont(self._theme.font("strong"))
        self._heading.setText("1 more stretch" if len(gaps) == 1 else f"{len(gaps)} more stretches")
        for undecided in gaps:
            name = names(undecided.session)[0] if undecided.session.id != beside.id else ""
            row = _Row(self._theme, undecided.gap, gap_line(undecided.gap, offset_at, today), name)
            row.clicked.connect(lambda _checked=False, id_=undecided.gap.id: self.chosen.emit(id_))
            self._rows.addWidget(row)
            row.show()
        self.setVisible(bool(gaps))


class _Row(AnswerButton):
    def __init__(self, theme: Theme, gap: Gap, line: str, name: str) -> None:
        super().__init__("")
        self.setProperty("role", "row")
        self.setAccessibleName(line)
        self.setAccessibleDescription(name)
        words, whose, open_ = QLabel(line), ElidedLabel(), QLabel()
        words.setFont(theme.font("body"))
        whose.setText(name)
        whose.setProperty("dim", True)
        open_.setPixmap(theme.icon("chevron-right", "text2").pixmap(theme.px(16), theme.px(16)))
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        inside.setSpacing(theme.px(8))
        for widget, stretch in ((_icon(theme, gap), 0), (words, 0), (whose, 1), (open_, 0)):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(widget, stretch)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else super().sizeHint().expandedTo(layout.totalSizeHint())

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.totalMinimumSize()


def _icon(theme: Theme, gap: Gap) -> QLabel:
    label = QLabel()
    role = "undecided" if gap.verdict is Verdict.UNDECIDED else "text2"
    label.setPixmap(theme.icon(CAUSE_ICONS[gap.cause], role).pixmap(theme.px(16), theme.px(16)))
    return label

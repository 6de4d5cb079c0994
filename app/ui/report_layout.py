"""Where everything lies on the Reports page, wide and narrow."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractSlider,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.notice import Notice
from app.ui.report_card import ReportCard
from app.ui.report_figures import ReportFigures
from app.ui.report_period import PeriodSteps, SpanChoice
from app.ui.theme import Theme
from app.ui.yielding_scroll import YieldingScroll

_MARGIN, _BETWEEN, _ONE_COLUMN_UNDER = 24, 16, 700
ROWS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("time", 13), ("project", 7)),
    (("year", 1),),
    (("tag", 1), ("hour", 1)),
    (("planned", 1), ("gaps", 1)),
    (("satisfaction", 1),),
)
"""The cards by their names, and how much of their row each has."""


class ReportLayout:
    """Makes what is no card, and lays all of it out in the page."""

    def __init__(self, page: QWidget, spans: SpanChoice, steps: PeriodSteps, theme: Theme) -> None:
        self._page, self._theme = page, theme
        self._title, self.copy = QLabel("Reports"), QPushButton("Copy summary")
        self.spans, self.steps = spans, steps
        self.notice, self.figures, self._running = Notice(theme, "plain"), ReportFigures(theme), QLabel()
        self._stack, self._words, self._button = QStackedWidget(), QLabel(), QPushButton()
        self._press: Callable[[], None] = lambda: None
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it is as wide as the page
        self._lines, self._content = [QHBoxLayout() for _ in range(4)], QWidget()
        self._column = QVBoxLayout(self._content)
        self._rows = [QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in ROWS]
        self._scroll = YieldingScroll(self._content)
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._leave_room(most > 0))
        self._placed: tuple[bool, ...] = ()
        self._make_words()
        self._lay_out(head)
        self.restyle()

    def fit(self, width: int) -> None:
        """The head in one line, or in two to four; cards side by side, or one under the other."""
        px = self._theme.px
        room = width - 2 * px(_MARGIN)
        self.spans.fit(room)
        title, spans, steps, copy = (
            widget.sizeHint().width() for widget in (self._title, self.spans, self.steps, self.copy)
        )
        between = px(12)
        in_one = title + spans + steps + copy + 3 * between <= room
        placed = in_one, title + copy + between <= room, spans + steps + between <= room, width < px(_ONE_COLUMN_UNDER)
        if placed != self._placed:
            self._placed = placed
            self._place_head(*placed[:3])
            ways = QBoxLayout.Direction
            for row in self._rows:
                row.setDirection(ways.TopToBottom if placed[3] else ways.LeftToRight)

    def add_card(self, name: str, card: ReportCard) -> None:
        """In its place, behind those of its row that are there."""
        for row, cards in zip(self._rows, ROWS, strict=True):
            for place, share in cards:
                if place == name:
                    row.addWidget(card, share)

    def show_running(self, sentence: str) -> None:
        self._running.setText(sentence)
        self._running.setVisible(bool(sentence))

    def show_report(self) -> None:
        had_keyboard = self._button.hasFocus()
        self._stack.setCurrentIndex(0)
        if had_keyboard:
            self.spans.setFocus()

    def show_words(self, words: str, button: str = "", press: Callable[[], None] = lambda: None) -> None:
        """In place of figures and cards; the button does what helps."""
        had_keyboard = self._scroll.isAncestorOf(self._page.window().focusWidget())
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._press = press
        self._stack.setCurrentIndex(1)
        if had_keyboard:
            self.spans.setFocus()

    def see(self, chart: QWidget, area: QRect) -> None:
        """Scroll there."""
        place = area.translated(chart.mapTo(self._content, QPoint(0, 0)))
        centre, px = place.center(), self._theme.px
        self._scroll.ensureVisible(centre.x(), centre.y(), 0, place.height() // 2 + px(24))

    def turn(self, *, down: bool) -> None:
        """A page further."""
        action = QAbstractSlider.SliderAction
        step = action.SliderPageStepAdd if down else action.SliderPageStepSub
        self._scroll.verticalScrollBar().triggerAction(step)

    def restyle(self) -> None:
        """Also when the page is put into its window: a label with a style sheet loses its font then."""
        self._title.setFont(self._theme.font("title"))
        self._running.setFont(self._theme.font("small"))
        self._theme.dress(self.copy, "copy")
        self.steps.restyle()

    def _place_head(self, in_one: bool, copy_fits: bool, steps_fit: bool) -> None:
        """What does not fit at the end of a line stands at the beginning of one of its own."""
        middle = Qt.AlignmentFlag.AlignVCenter
        lines: list[tuple[tuple[QWidget, ...], tuple[QWidget, ...]]] = []
        if in_one:
            lines.append(((self._title, self.spans), (self.steps, self.copy)))
        else:
            for first, last, fits in ((self._title, self.copy, copy_fits), (self.spans, self.steps, steps_fit)):
                lines += [((first,), (last,))] if fits else [((first,), ()), ((last,), ())]
        for row in self._lines:
            while row.takeAt(0) is not None:
                pass
        for row, (near, far) in zip(self._lines, lines, strict=False):
            for widget in near:
                row.addWidget(widget, int(widget is self.steps), middle)
            row.addStretch(int(near != (self.steps,)))
            for widget in far:
                row.addWidget(widget, 0, middle)

    def _leave_room(self, has_bar: bool) -> None:
        """A scroll bar lies in the margin, so that the cards end where the head does."""
        bar, margin = self._scroll.verticalScrollBar().sizeHint().width(), self._theme.px(_MARGIN)
        beside = margin - bar if has_bar else margin
        mirrored = self._page.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left, right = (beside, margin) if mirrored else (margin, beside)
        self._column.setContentsMargins(left, 0, right, self._theme.px(20))

    def _make_words(self) -> None:
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("dim", True)
        self._running.setProperty("dim", True)
        self._running.setWordWrap(True)
        self._running.hide()
        self._button.clicked.connect(lambda _checked: self._press())
        for button in (self._button, self.copy):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self, head: QWidget) -> None:
        px, nothing = self._theme.px, QWidget()
        middle = QVBoxLayout(nothing)
        middle.addStretch()
        middle.addWidget(self._words)
        middle.addSpacing(px(8))
        middle.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(nothing)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        for line in self._lines:
            line.setSpacing(px(12))
            inside.addLayout(line)
        self._leave_room(False)
        self._column.setSpacing(px(_BETWEEN))
        self._column.addWidget(self.figures)
        self._column.addWidget(self._running)
        for row in self._rows:
            row.setSpacing(px(_BETWEEN))
            self._column.addLayout(row)
        self._column.addStretch(1)  # else the cards would share what is left over
        top = QVBoxLayout()
        top.setContentsMargins(px(_MARGIN), 0, px(_MARGIN), 0)
        top.setSpacing(px(12))
        top.addWidget(head)
        top.addWidget(self.notice)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, px(16), 0, 0)
        column.setSpacing(px(12))
        column.addLayout(top)
        column.addWidget(self._stack, 1)

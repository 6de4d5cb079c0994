"""Which days a report is about: the choice of span, steps back and forth, and two fields for a range."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QStackedWidget, QWidget

from app.core import periods
from app.core.periods import Period, Span
from app.ui import report_words as words
from app.ui.date_fields import DateFields
from app.ui.flow_layout import FlowLayout
from app.ui.segments import Segments
from app.ui.theme import Theme

_SPANS = tuple(Span)
_CHEVRON, _ICON = 28, 16


class SpanChoice(QStackedWidget):
    """`Day Week Month Year Range` side by side, or in a combo box where they have no room."""

    chosen = Signal(object)
    """The `Span` that the person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = tuple(span.value for span in _SPANS)
        self._segments, self._box = Segments(theme, "Period", names), QComboBox()
        label = QLabel("Period", self)
        label.setBuddy(self._box)
        label.hide()  # the box says what it is about; the name is for readers
        self._box.addItems(names)
        self.addWidget(self._segments)
        self.addWidget(self._box)
        self._segments.chosen.connect(self._on_chosen)
        self._box.currentIndexChanged.connect(self._on_chosen)

    def fit(self, width: int) -> None:
        """`width` is all there is."""
        self.setCurrentIndex(int(self._segments.sizeHint().width() > width))

    def show_span(self, span: Span) -> None:
        number = _SPANS.index(span)
        self._segments.choose(number)
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(number)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._shown.setFocus(reason)

    def sizeHint(self) -> QSize:
        return self._shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._shown.minimumSizeHint()

    @property
    def _shown(self) -> QWidget:
        return self._segments if self.currentIndex() == 0 else self._box

    def _on_chosen(self, number: int) -> None:
        self.chosen.emit(_SPANS[number])


class PeriodSteps(QWidget):
    """Chevrons with the period between them; of a range its two fields."""

    chosen = Signal(object)
    """The `Period` that the person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._period: Period | None = None
        self._back, self._words, self._forth = _chevron(theme), QLabel(), _chevron(theme)
        self._words.setObjectName("period")
        self._fields, self._to = DateFields(theme, self), QLabel("to")
        self._to.hide()
        self._row = FlowLayout(self, spacing=theme.px(6))
        for widget in (self._back, self._words, self._fields.since, self._to, self._fields.until, self._forth):
            self._row.addWidget(widget)
        self._back.clicked.connect(lambda _checked: self._step(back=True))
        self._forth.clicked.connect(lambda _checked: self._step(back=False))
        self._fields.changed.connect(lambda: self.chosen.emit(Period(Span.RANGE, *self._fields.days)))
        theme.changed.connect(self.restyle)

    def show_period(self, period: Period, today: date) -> None:
        """What lies wholly ahead has nothing to tell."""
        self._period = period
        is_range = period.span is Span.RANGE
        self._words.setText(words.period(period, today))
        self._words.setVisible(not is_range)
        self._to.setVisible(is_range)
        self._fields.set_visible(is_range)
        self._fields.show_days(period.first, period.last)
        for button, back in ((self._back, True), (self._forth, False)):
            button.setAccessibleName(words.step(period, back=back))
            button.setToolTip(words.step(period, back=back))
        self._forth.setEnabled(periods.after(period).first <= today)
        self.updateGeometry()

    def restyle(self) -> None:
        self._words.setFont(self._theme.font("strong"))
        for button, icon in ((self._back, "chevron-left"), (self._forth, "chevron-right")):
            button.setIcon(self._theme.icon(icon, "accent"))
            button.setIconSize(QSize(self._theme.px(_ICON), self._theme.px(_ICON)))

    def _step(self, *, back: bool) -> None:
        if self._period is not None:
            self.chosen.emit(periods.before(self._period) if back else periods.after(self._period))


def _chevron(theme: Theme) -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "flat")
    button.setProperty("compact", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setFixedWidth(theme.px(_CHEVRON))
    return button

"""The real check box and buttons of the current row of the plan: for the keyboard, readers and other tools."""

from PySide6.QtCore import QEvent, QObject, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QPushButton, QWidget

from app.ui import plan_words as words
from app.ui.keys import is_return
from app.ui.plan_areas import Areas
from app.ui.plan_delegate import dress_start, dress_use
from app.ui.plan_model import PlanRow
from app.ui.theme import Theme


class PlanButtons(QObject):
    """They lie where the delegate paints those of the other rows."""

    ticked = Signal(bool)
    started = Signal()
    used = Signal()

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        parent = view.viewport()
        self._check, self._use, self._start = QCheckBox(parent), QPushButton(parent), QPushButton("Start", parent)
        self._widgets: tuple[QWidget, ...] = (self._check, self._use, self._start)
        dress_use(self._use)
        for button in (self._use, self._start):
            button.setAutoDefault(False)
            button.installEventFilter(self)
        for widget in self._widgets:
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.hide()
        self._check.toggled.connect(self.ticked)
        self._start.clicked.connect(lambda _checked: self.started.emit())
        self._use.clicked.connect(lambda _checked: self.used.emit())
        self.restyle()
        for before, after in zip((view, *self._widgets), self._widgets, strict=False):
            QWidget.setTabOrder(before, after)

    def show_row(self, row: PlanRow | None, areas: Areas | None) -> None:
        """None where no row is current. The keyboard goes back to the list from what can be used no more."""
        used = next((widget for widget in self._widgets if widget.hasFocus()), None)
        shown: set[QWidget] = set()
        if row is not None and areas is not None:
            self._say(row)
            self._place(areas)
            shown = {self._check, *(() if row.state else (self._start,)), *((self._use,) if row.suggestion else ())}
        for widget in self._widgets:
            widget.setVisible(widget in shown)
        if used is not None and not used.hasFocus():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, row: PlanRow) -> None:
        title = words.title(row.planned.item)
        with QSignalBlocker(self._check):
            self._check.setChecked(row.planned.item.done)
        self._check.setAccessibleName(f"{title} done")
        self._start.setEnabled(row.can_start)
        self._start.setAccessibleDescription(title)
        if row.suggestion is not None:
            self._use.setText(words.use(row.suggestion))
            self._use.setAccessibleDescription(f"{title}. {words.reason(row.suggestion)}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return presses the button that has the keyboard; else it would edit the row."""
        if is_return(event) and isinstance(watched, QPushButton):
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        dress_start(self._start, self._theme)

    def _place(self, areas: Areas) -> None:
        side = self._check.style().pixelMetric(self._check.style().PixelMetric.PM_IndicatorWidth, None, self._check)
        box = QRect(0, 0, side, max(side, self._check.minimumSizeHint().height()))
        box.moveCenter(areas.check.center())
        self._check.setGeometry(box)
        self._start.setGeometry(areas.act)
        self._use.setGeometry(areas.use)

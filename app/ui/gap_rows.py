"""The gaps of a session to be edited: when, what they count as, and a way to add a pause or take one out."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.core.corrections import NEW_GAP
from app.core.model import Cause, Gap, Verdict
from app.core.session_times import Place, inside
from app.ui.away_words import CAUSE_ICONS, CAUSES
from app.ui.columns import empty
from app.ui.gap_list import VERDICTS
from app.ui.theme import Theme
from app.ui.time_edit import TimeEdit

_PAUSE = timedelta(minutes=10)


class GapRows(QWidget):
    """The gap that lasts is not shown and stays."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = Place("UTC", timedelta())
        self._lasting: tuple[Gap, ...] = ()
        self._rows: list[_Row] = []
        self._column, self._add = QVBoxLayout(), QPushButton("Add pause")
        self._column.setSpacing(theme.px(8))
        self._add.setProperty("compact", True)
        self._add.setAutoDefault(False)
        self._add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add.clicked.connect(self._on_add)
        self._span: tuple[datetime, datetime] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._column)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_gaps(self, gaps: tuple[Gap, ...], place: Place, start: datetime, end: datetime) -> None:
        self._place, self._span = place, (start, end)
        self._lasting = tuple(gap for gap in gaps if gap.end is None)
        empty(self._column)
        self._rows = []
        for gap in gaps:
            if gap.end is not None:
                self._add_row(gap)

    def follow(self, start: datetime, end: datetime) -> None:
        """The session's times as they are typed: times of day in the rows mean those inside it."""
        self._span = start, end

    def gaps(self) -> tuple[Gap, ...] | None:
        """What stands there; None where a time is none."""
        said = [] if self._span is None else [row.gap(*self._span) for row in self._rows]
        if any(gap is None for gap in said):
            return None
        return (*(gap for gap in said if gap is not None), *self._lasting)

    def _on_add(self) -> None:
        """In the middle; the caret stands where it begins."""
        if self._span is None:
            return
        start, end = self._span
        middle = (start + max(end - start, timedelta()) / 2).replace(second=0, microsecond=0)
        begins = max(middle, start)
        row = self._add_row(
            Gap(NEW_GAP, 0, begins, max(min(begins + _PAUSE, end), begins), Cause.PAUSE, Verdict.DISCARDED)
        )
        row.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _add_row(self, gap: Gap) -> "_Row":
        row = _Row(self._theme, gap, self._place)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.addWidget(row)
        row.show()
        return row

    def _remove(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.changed.emit()

    def _restyle(self) -> None:
        self._theme.dress(self._add, "add")


class _Row(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, gap: Gap, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap, self._place = gap, place
        cause = CAUSES[gap.cause]
        self.start, self.end = TimeEdit(theme, f"{cause} from"), TimeEdit(theme, f"{cause} until")
        self._shown = tuple(place.local(at).time() for at in (gap.start, gap.end or gap.start))
        for edit, at in zip((self.start, self.end), self._shown, strict=True):
            edit.set_time(at)
            edit.textEdited.connect(self.changed)
        icon, remove = QLabel(), QToolButton()
        role = "undecided" if gap.verdict is Verdict.UNDECIDED else "text2"
        icon.setPixmap(theme.icon(CAUSE_ICONS[gap.cause], role).pixmap(theme.px(16), theme.px(16)))
        remove.setIcon(theme.icon("remove"))
        remove.setAccessibleName(f"Remove {cause}")
        remove.setToolTip("Remove")
        remove.clicked.connect(self.removed)
        self._verdict = QComboBox()
        self._verdict.setAccessibleName(f"{cause} counts")
        for verdict in (Verdict.DISCARDED, Verdict.KEPT, Verdict.UNDECIDED):
            self._verdict.addItem(VERDICTS[verdict].capitalize(), verdict.value)
        self._verdict.setCurrentIndex(self._verdict.findData(gap.verdict.value))
        self._verdict.currentIndexChanged.connect(self.changed)
        head, below = QHBoxLayout(), QHBoxLayout()
        for row in (head, below):
            row.setSpacing(theme.px(8))
        head.addWidget(icon)
        head.addWidget(QLabel(cause), 1)
        head.addWidget(self.start)
        head.addWidget(QLabel("to"))
        head.addWidget(self.end)
        below.addWidget(self._verdict, 1)
        below.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addLayout(below)

    def gap(self, start: datetime, end: datetime) -> Gap | None:
        """As it stands there, between the session's times; None where a time is none."""
        first, last = self.start.value(), self.end.value()
        if first is None or last is None:
            return None
        was_from, was_until = self._gap.start, self._gap.end or self._gap.start
        is_inside = was_from < end and was_until > start  # else the session was put on another day, and takes it along
        begins = was_from if is_inside and first == self._shown[0] else inside(self._place, first, start, end)
        ends = was_until if is_inside and last == self._shown[1] else inside(self._place, last, begins, end)
        verdict = Verdict(self._verdict.currentData())
        return self._gap._replace(start=begins, end=ends, verdict=verdict)

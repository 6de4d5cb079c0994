"""When a session began and ended, in its own zone: date, start, end, and a choice where a time is double or missing."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QVBoxLayout, QWidget

from app.core.overlaps import Span
from app.core.session_times import Place, first_day, snapped
from app.core.zones import Told
from app.ui.fields import labelled
from app.ui.keys import share_undo
from app.ui.problem_line import ProblemLine
from app.ui.theme import Theme
from app.ui.time_choice import TimeChoice
from app.ui.time_edit import TimeEdit

NO_TIME = "{} is no time of day. Type it as 18:15 or 1815."


class Edges(NamedTuple):
    """Where the neighbours end and begin: a typed minute that one lies in means it. None where there is none."""

    end_before: datetime | None = None
    start_after: datetime | None = None


class TimesFields(QWidget):
    """What is not touched keeps its instant to the millisecond."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place, self._edges = Place("UTC", timedelta()), Edges()
        self._original: tuple[Told, Told | None] | None = None
        self._preferred: set[datetime] = set()
        self._end_day: date | None = None
        self.date, self.end_date = QDateEdit(), QDateEdit()
        self._shown_day = self.date.date()
        self.start, self.end = TimeEdit(theme, "Start"), TimeEdit(theme, "End")
        self.problem = ProblemLine(theme)
        self._choices = TimeChoice(theme, "Start"), TimeChoice(theme, "End")
        self._end_fields: list[QWidget] = []
        self._lay_out()
        self._connect()

    def show_span(self, place: Place, start: Told, end: Told | None, edges: Edges) -> None:
        """`end` is None for an active session: it has none to set."""
        self._place, self._edges, self._original = place, edges, (start, end)
        self._preferred = {start.instant, *([] if end is None else [end.instant])}
        for widget in self._end_fields:
            widget.setVisible(end is not None)
        self._show(start.instant, None if end is None else end.instant)

    def take(self, span: Span) -> None:
        """Put these instants in."""
        self._preferred = {span.start, *([] if span.end is None else [span.end])}
        self._show(span.start, span.end)
        self.changed.emit()

    def said(self) -> tuple[Told, Told | None] | None:
        """Start and end; None where what is typed is no time."""
        start, end = self._resolve_start(), None
        if start is None:
            return None
        if self._has_end:
            end = self._resolve_end(start)
            if end is None:
                return None
        return start, end

    @property
    def typed_wrong(self) -> str:
        """A sentence about what is no time of day, else empty."""
        edits = (self.start, self.end) if self._has_end else (self.start,)
        return next((NO_TIME.format(edit.accessibleName()) for edit in edits if edit.value() is None), "")

    @property
    def _has_end(self) -> bool:
        return self._original is not None and self._original[1] is not None

    def _show(self, start: datetime, end: datetime | None) -> None:
        first = self._place.local(start)
        last = first if end is None else self._place.local(end)
        self._end_day = last.date()
        with QSignalBlocker(self.date), QSignalBlocker(self.end_date):
            self.date.setDate(_qdate(first.date()))
            self._shown_day = self.date.date()
            self.start.set_time(first.time())
            self.end.set_time(last.time())
        for choice in self._choices:
            choice.forget()
        self._refresh()

    def _resolve_start(self) -> Told | None:
        at = self.start.value()
        if at is None or self._original is None:
            self._choices[0].tell(None)
            return None
        return self._told(0, _date(self.date), at, self._edges.end_before)

    def _resolve_end(self, start: Told) -> Told | None:
        at = self.end.value()
        if at is None:
            self._choices[1].tell(None)
            return None
        day = self._end_day or first_day(self._place, _date(self.date), at, start.instant)
        with QSignalBlocker(self.end_date):
            self.end_date.setDate(_qdate(day))
        return self._told(1, day, at, self._edges.start_after)

    def _told(self, which: int, day: date, at: time, edge: datetime | None) -> Told:
        """What the field means; the one that was there, as long as the field shows it."""
        said = self._place.meant(day, at)
        self._choices[which].tell(said, at, self._preferred)
        told = self._choices[which].chosen(said, self._preferred)
        original = None if self._original is None else self._original[which]
        if original is not None and told.instant == original.instant:
            return original
        instant = snapped(told.instant, edge)
        return told if instant == told.instant else Told(instant, self._place.offset(instant))

    def _refresh(self) -> None:
        self.said()
        other_day = self._has_end and _date(self.end_date) != _date(self.date)
        self._end_date_label.setVisible(other_day)
        self.end_date.setVisible(other_day)

    def _on_changed(self) -> None:
        self.problem.tell("")
        self._refresh()
        self.changed.emit()

    def _on_date_changed(self, day: QDate) -> None:
        """The whole session moves."""
        if self._end_day is not None:
            self._end_day += timedelta(days=self._shown_day.daysTo(day))
        self._shown_day = day
        self._on_changed()

    def _on_end_typed(self) -> None:
        """The first such time after the start, unless another day is chosen afterwards."""
        self._end_day = None
        self._on_changed()

    def _on_end_date_changed(self, day: QDate) -> None:
        self._end_day = date(day.year(), day.month(), day.day())
        self._on_changed()

    def _connect(self) -> None:
        self.date.dateChanged.connect(self._on_date_changed)
        self.end_date.dateChanged.connect(self._on_end_date_changed)
        self.start.textEdited.connect(self._on_changed)
        self.end.textEdited.connect(self._on_end_typed)
        for choice in self._choices:
            choice.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        px = self._theme.px
        for edit, name in ((self.date, "Date"), (self.end_date, "End date")):
            edit.setAccessibleName(name)
            edit.lineEdit().setAccessibleName(name)
            edit.lineEdit().setTextMargins(px(8), 0, 0, 0)
            edit.setMinimumWidth(px(112))
            share_undo(edit)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        for column, (name, widget, stretch) in enumerate(
            (("Date", self.date, 8), ("Start", self.start, 5), ("End", self.end, 5))
        ):
            label = labelled(name, widget)
            grid.addWidget(label, 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, stretch)
            if widget is self.end:
                self._end_fields = [label, widget]
        self._end_date_label = labelled("End date", self.end_date)
        grid.addWidget(self._end_date_label, 2, 1, 1, 2)
        grid.addWidget(self.end_date, 3, 1, 1, 2)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(px(4))
        column_.addLayout(grid)
        for choice in self._choices:
            column_.addWidget(choice)
        column_.addWidget(self.problem)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _date(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())

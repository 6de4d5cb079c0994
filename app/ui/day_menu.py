"""A month to choose a day from, as a menu."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from app.core import plan
from app.ui.date_fields import qdate
from app.ui.theme import Theme

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
_TURNS = {"qt_calendar_prevmonth": ("left", "Month before"), "qt_calendar_nextmonth": ("right", "Month after")}
"""By the object names that Qt gives them."""


class DayMenu(QMenu):
    """Gone when a day is chosen, or by a click beside it."""

    chosen = Signal(object)
    """A day."""

    def __init__(self, day: date, first_weekday: int, theme: Theme, parent: QWidget) -> None:
        """`first_weekday` as `date.isoweekday` counts, Monday 1."""
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendar = QCalendarWidget()
        self._calendar.setAccessibleName("Day")
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek(first_weekday))
        self._calendar.setDateRange(qdate(plan.FIRST_DAY), qdate(plan.LAST_DAY))
        self._calendar.setSelectedDate(qdate(day))
        self._dress()
        action = QWidgetAction(self)
        action.setDefaultWidget(self._calendar)
        self.addAction(action)
        self._calendar.clicked.connect(self._choose)
        self._calendar.activated.connect(self._choose)

    def pop_below(self, widget: QWidget) -> None:
        """Its end below that of the widget."""
        ahead = 0 if self.isRightToLeft() else widget.width() - self.sizeHint().width()
        self.popup(widget.mapToGlobal(QPoint(ahead, widget.height() + self._theme.px(4))))
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _dress(self) -> None:
        """Days of the weekend are no warning: Qt paints them red."""
        self._calendar.setHeaderTextFormat(_colored(self._theme.color("text2")))
        for weekday in _WEEKEND:
            self._calendar.setWeekdayTextFormat(weekday, _colored(self._theme.color("text")))
        for name, (side, words) in _TURNS.items():
            button = self._calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(self._theme.icon(f"chevron-{side}", "accent"))
                button.setAccessibleName(words)


def _colored(color: QColor) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(color)
    return form

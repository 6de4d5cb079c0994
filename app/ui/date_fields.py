"""Two fields for the first and the last day of a range, which never ends before it begins."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QDateEdit

from app.ui.keys import share_undo
from app.ui.theme import Theme


class DateFields(QObject):
    """`since` and `until`, to be placed; hidden at first."""

    changed = Signal()
    """The person chose another day; the other one moves along where it has to."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.since, self.until = _date_edit(theme, "From"), _date_edit(theme, "To")
        self.since.dateChanged.connect(lambda first: self._on_bound(self.until, max(first, self.until.date())))
        self.until.dateChanged.connect(lambda last: self._on_bound(self.since, min(last, self.since.date())))

    @property
    def days(self) -> tuple[date, date]:
        return _date(self.since.date()), _date(self.until.date())

    def show_days(self, first: date | None, last: date | None) -> None:
        """Without a bound as far as a date goes."""
        _set(self.since, self.since.minimumDate() if first is None else qdate(first))
        _set(self.until, self.until.maximumDate() if last is None else qdate(last))

    def set_visible(self, visible: bool) -> None:
        for edit in (self.since, self.until):
            edit.setVisible(visible)

    def _on_bound(self, other: QDateEdit, day: QDate) -> None:
        _set(other, day)
        self.changed.emit()


def _set(edit: QDateEdit, day: QDate) -> None:
    with QSignalBlocker(edit):
        edit.setDate(day)


def _date_edit(theme: Theme, name: str) -> QDateEdit:
    edit = QDateEdit()
    edit.setAccessibleName(name)
    edit.setToolTip(name)
    edit.lineEdit().setAccessibleName(name)
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    edit.setDisplayFormat(pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy"))
    edit.setKeyboardTracking(False)
    edit.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
    share_undo(edit)
    edit.hide()
    return edit


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)

"""Which column of a table is which, for the person to put right."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.core import text
from app.core.readers.mapping import DateOrder, Mapping
from app.ui.fields import labelled
from app.ui.theme import Theme

_FIELDS = {
    "start": "Start",
    "start_date": "Start date",
    "end": "End",
    "end_date": "End date",
    "duration": "Duration",
    "project": "Project",
    "title": "Title",
    "tags": "Tags",
    "notes": "Notes",
}
_ORDERS = {DateOrder.DAY_FIRST: "Day first", DateOrder.MONTH_FIRST: "Month first"}
_NONE, _NAME_LENGTH, _LETTERS, _IN_ROW = "No column", 60, 8, 2


class ColumnChoice(QWidget):
    """A box for each thing that a column can hold, and one for how dates are written."""

    chosen = Signal(object)
    """The `Mapping` as the person wants it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mapping = Mapping()
        self._header: tuple[str, ...] = ()
        self._boxes = {field: _box() for field in _FIELDS}
        self._order = _box()
        self._order.addItems(list(_ORDERS.values()))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        named = [*((_FIELDS[field], box) for field, box in self._boxes.items()), ("Dates", self._order)]
        for number, (words, box) in enumerate(named):
            row, column = divmod(number, _IN_ROW)
            grid.addWidget(labelled(words, box), 2 * row, column)
            grid.addWidget(box, 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
            box.activated.connect(self._on_activated)

    def show_mapping(self, header: tuple[str, ...], mapping: Mapping) -> None:
        self._mapping = mapping
        if header != self._header:
            self._header = header
            names = [text.shown(name, _NAME_LENGTH) or f"Column {number}" for number, name in enumerate(header, 1)]
            for box in self._boxes.values():
                with QSignalBlocker(box):
                    box.clear()
                    box.addItems([_NONE, *names])
        for field, box in self._boxes.items():
            column: int | None = getattr(mapping, field)
            box.setCurrentIndex(0 if column is None else column + 1)
        self._order.setCurrentIndex(tuple(_ORDERS).index(mapping.date_order))

    def _on_activated(self) -> None:
        columns: dict[str, Any] = {field: box.currentIndex() - 1 for field, box in self._boxes.items()}
        columns = {field: None if column < 0 else column for field, column in columns.items()}
        wanted = self._mapping._replace(**columns, date_order=tuple(_ORDERS)[self._order.currentIndex()])
        if wanted != self._mapping:
            self._mapping = wanted
            self.chosen.emit(wanted)


def _box() -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LETTERS)
    return box

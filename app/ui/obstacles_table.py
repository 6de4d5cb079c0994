"""What stands in the way of an import, line by line."""

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.core.importing import Plan
from app.ui import import_words as words

COLUMNS = ("Line", "What stands in the way")
_INVALID = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class _Row(NamedTuple):
    """`line` 0 is the whole file."""

    line: int
    words: str


class ObstaclesModel(QAbstractTableModel):
    """In the order of the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []

    def show_plan(self, plan: Plan) -> None:
        self.beginResetModel()
        overlaps = [_Row(found.line, words.overlap(found)) for found in plan.overlaps]
        self._rows = sorted([*overlaps, *(_Row(found.line, words.problem(found)) for found in plan.problems)])
        self.endResetModel()

    def rowCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's any
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's any
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        return row.words if index.column() else f"{row.line:,}" if row.line else ""


class ObstaclesTable(QTableView):
    """Its sentences wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ObstaclesModel(self)
        self._fit_rows = QTimer(self, singleShot=True, interval=0)  # once, however many steps the edge is dragged
        self._fit_rows.timeout.connect(self.resizeRowsToContents)
        self.setModel(self._model)
        self.setAccessibleName(COLUMNS[1])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setProperty("plain", True)
        self.setProperty("wraps", True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_: self._fit_rows.start())

    def show_plan(self, plan: Plan) -> None:
        self._model.show_plan(plan)
        self._fit_rows.start()


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter

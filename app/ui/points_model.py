"""Backups as rows of a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core import keeping, wording
from app.core.keeping import Point
from app.ui.times import OffsetAt, moment

COLUMNS = ("Made", "Why", "Sessions", "Last session", "Size")
_NUMBERS = ("Sessions", "Size")
_INVALID = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class PointsModel(QAbstractTableModel):
    """Newest first."""

    def __init__(self, offset_at: OffsetAt, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offset_at = offset_at
        self._points: tuple[Point, ...] = ()

    def show_points(self, points: Sequence[Point]) -> None:
        if self._points != tuple(points):
            self.beginResetModel()
            self._points = tuple(points)
            self.endResetModel()

    def point(self, row: int) -> Point:
        return self._points[row]

    def rowCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(self._points)

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
        return self._text(self._points[index.row()], index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, point: Point, column: int) -> str:
        last = point.content.last
        match COLUMNS[column]:
            case "Made":
                return moment(point.named.instant, self._offset_at)
            case "Why":
                return keeping.in_words(point.named.reason)
            case "Sessions":
                return f"{point.content.sessions:,}"
            case "Last session":
                return "" if last is None else moment(last, self._offset_at)
        return wording.data_size(point.size)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if COLUMNS[column] in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

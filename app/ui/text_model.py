"""A model of texts in rows under headings, words to the start of their column and numbers to its end."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class TextModel(QAbstractTableModel):
    """Who derives from it says what stands where; rows are made anew in a model reset."""

    @abstractmethod
    def headings(self) -> Sequence[str]:
        """Of all columns."""

    @abstractmethod
    def count(self) -> int:
        """Of rows."""

    @abstractmethod
    def text(self, row: int, column: int) -> str:
        """As it is seen."""

    @abstractmethod
    def is_number(self, column: int) -> bool:
        """Whether the column holds numbers."""

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.headings())

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        headings = self.headings()
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return headings[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignTrailing if self.is_number(column) else Qt.AlignmentFlag.AlignLeading
        return side | Qt.AlignmentFlag.AlignVCenter

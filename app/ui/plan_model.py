"""The items of a day as rows of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.core.plan import Planned, Suggestion
from app.ui import plan_words as words

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `PlanRow` behind an index."""
_INVALID = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsUserCheckable
    | Qt.ItemFlag.ItemNeverHasChildren
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`state` is `Running` or `Paused` for the item of the running session, else empty."""

    planned: Planned
    state: str = ""
    can_start: bool = False
    suggestion: Suggestion | None = None


class PlanModel(QAbstractListModel):
    """Rows are values. A tick by a reader is told, and comes back as a new row."""

    ticked = Signal(int, bool)
    """The row, and whether it is to be done."""

    rows: tuple[PlanRow, ...] = ()

    def show_rows(self, rows: Sequence[PlanRow]) -> None:
        """Where the same items stand in the same order, only what differs is told."""
        if [row.planned.item.id for row in rows] != [row.planned.item.id for row in self.rows]:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()
            return
        before, self.rows = self.rows, tuple(rows)
        for number, (was, now) in enumerate(zip(before, rows, strict=True)):
            if was != now:
                self.dataChanged.emit(self.index(number), self.index(number))

    def row_of(self, planning_id: int) -> int:
        """-1 where it is not in the list."""
        return next((n for n, row in enumerate(self.rows) if row.planned.item.id == planning_id), -1)

    def rowCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's any
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.title(row.planned.item)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row.planned.item.done else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return words.heard(row.planned, row.state, row.suggestion)
            case _ if role == ROW_ROLE:
                return row
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.ticked.emit(index.row(), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

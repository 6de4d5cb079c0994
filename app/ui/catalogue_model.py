"""Projects or tags as rows of a list."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core import text, wording
from app.core.model import Named, Project
from app.core.weeks import Progress

NAMED_ROLE = Qt.ItemDataRole.UserRole
"""The project or tag behind an index."""
PROGRESS_ROLE = NAMED_ROLE + 1
"""`Progress` of a project's weekly target; None where it has none."""
_INVALID = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class CatalogueModel(QAbstractListModel):
    """Rows are values; what is drawn of them is asked for when it is seen."""

    def __init__(self, progress_of: Callable[[Named], Progress | None], parent: QObject | None = None) -> None:
        """`progress_of` gives None where there is no weekly target."""
        super().__init__(parent)
        self._progress_of = progress_of
        self._rows: tuple[Named, ...] = ()

    def show_rows(self, rows: Sequence[Named]) -> None:
        if self._rows != tuple(rows):
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def tell_progress_anew(self) -> None:
        """Time went by."""
        if self._rows:
            roles = [PROGRESS_ROLE, Qt.ItemDataRole.AccessibleTextRole]
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), roles)

    def row_of(self, named_id: int) -> int:
        """-1 where it is not in the list."""
        return next((row for row, named in enumerate(self._rows) if named.id == named_id), -1)

    def rowCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's any
        if not index.isValid():
            return None
        named = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text.shown(named.name, text.NAME_LIMIT)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._heard(named)
            case _ if role == NAMED_ROLE:
                return named
            case _ if role == PROGRESS_ROLE:
                return self._progress_of(named)
        return None

    def _heard(self, named: Named) -> str:
        """All that is drawn in the row, in words."""
        parts = [text.shown(named.name, text.NAME_LIMIT)]
        if isinstance(named, Project):
            parts += [named.color.capitalize(), *(["archived"] if named.archived else [])]
        if named.quiet:
            parts.append("no alerts")
        if progress := self._progress_of(named):
            parts.append(wording.of_target(*progress))
        return ", ".join(parts)

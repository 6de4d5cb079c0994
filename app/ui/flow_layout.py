"""Widgets side by side, in as many rows as their width needs."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """Hidden widgets take no room."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        spacing: int,
        between_rows: int | None = None,
        last_at_end: bool = False,
    ) -> None:
        """Where nothing is said of the rows, `spacing` lies between them too. `last_at_end`: the last widget lies at
        the end of its row.
        """
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last_at_end = last_at_end
        self._between_rows = spacing if between_rows is None else between_rows
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, moves=True)

    def sizeHint(self) -> QSize:
        """All in one row."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, area: QRect, *, moves: bool) -> int:
        """The height that is needed."""
        x, y, row = area.x(), area.y(), list[tuple[QLayoutItem, QRect]]()
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(area.width(), item.sizeHint().height()))
            if row and x + size.width() > area.right() + 1:
                y += self._end_row(row, area, moves=moves) + self._between_rows
                x, row = area.x(), []
            if self._last_at_end and item is self._items[-1]:
                x = area.right() + 1 - size.width()
            row.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self.spacing()
        return y + self._end_row(row, area, moves=moves) - area.y()

    def _end_row(self, row: list[tuple[QLayoutItem, QRect]], area: QRect, *, moves: bool) -> int:
        """Its height; what is lower than that lies in its middle."""
        height = max((place.height() for _item, place in row), default=0)
        if moves:
            parent = self.parentWidget()
            direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
            for item, place in row:
                lowered = place.translated(0, (height - place.height()) // 2)
                item.setGeometry(QStyle.visualRect(direction, area, lowered))
        return height

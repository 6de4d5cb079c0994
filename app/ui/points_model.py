"""Backups as rows of a table."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.core import keeping, wording
from app.core.keeping import Point
from app.ui.text_model import TextModel
from app.ui.times import OffsetAt, moment

COLUMNS = ("Made", "Why", "Sessions", "Last session", "Size")
_NUMBERS = ("Sessions", "Size")


class PointsModel(TextModel):
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

    def headings(self) -> Sequence[str]:
        return COLUMNS

    def count(self) -> int:
        return len(self._points)

    def is_number(self, column: int) -> bool:
        return COLUMNS[column] in _NUMBERS

    def text(self, row: int, column: int) -> str:
        point = self._points[row]
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

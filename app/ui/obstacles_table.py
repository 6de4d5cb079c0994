"""What stands in the way of an import, line by line."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.core.importing import Plan
from app.ui import import_words as words
from app.ui.text_model import TextModel

COLUMNS = ("Line", "What stands in the way")


class _Row(NamedTuple):
    """`line` 0 is the whole file."""

    line: int
    words: str


class ObstaclesModel(TextModel):
    """In the order of the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []

    def show_plan(self, plan: Plan) -> None:
        self.beginResetModel()
        overlaps = [_Row(found.line, words.overlap(found)) for found in plan.overlaps]
        self._rows = sorted([*overlaps, *(_Row(found.line, words.problem(found)) for found in plan.problems)])
        self.endResetModel()

    def headings(self) -> Sequence[str]:
        return COLUMNS

    def count(self) -> int:
        return len(self._rows)

    def is_number(self, column: int) -> bool:
        return column == 0

    def text(self, row: int, column: int) -> str:
        found = self._rows[row]
        return found.words if column else f"{found.line:,}" if found.line else ""


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

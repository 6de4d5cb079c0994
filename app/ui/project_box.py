"""The combo box `Project`: those there are, or a new name."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QComboBox, QWidget

from app.core import text
from app.core.model import Project
from app.ui.line_edit import LineEdit
from app.ui.theme import Theme


class ProjectBox(QComboBox):
    """Empty for no project."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._whole, self._shown = theme, "", ""
        self.edit = LineEdit("Project", text.NAME_LIMIT)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setLineEdit(self.edit)
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setAccessibleName("Project")

    @property
    def problem(self) -> str:
        return self.edit.problem

    @property
    def name(self) -> str | None:
        """As the record has it: what the box shows of a name may be without its control characters."""
        index = self.currentIndex()
        if index >= 0 and self.currentText() == self.itemText(index):
            return str(self.itemData(index))
        if self.currentText() == self._shown:
            return self._whole or None
        return text.clean_line(self.currentText()) or None

    @name.setter
    def name(self, name: str | None) -> None:
        """Also one that is archived and not in the list."""
        self._whole, self._shown = name or "", text.shown(name or "", 200)
        with QSignalBlocker(self):
            known = (i for i in range(self.count()) if text.key(self.itemData(i)) == text.key(name or ""))
            self.setCurrentIndex(next(known, -1))
            if self.currentIndex() < 0:
                self.setEditText(self._shown)
        self.edit.home(False)

    def show_projects(self, projects: Iterable[Project]) -> None:
        with QSignalBlocker(self):
            self.clear()
            for project in projects:
                dot = self._theme.dot(self._theme.project_color(project.color))
                self.addItem(dot, text.shown(project.name, 200), project.name)

"""The window `Edit plan item`: title, project, tags, minutes and day. Blocks no other window."""

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDateEdit, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.control.overview import Overview
from app.control.planner import Planner
from app.core import text
from app.core.errors import MAX_PLANNED, Refused, Unavailable
from app.core.model import PlanItem
from app.core.plan import FIRST_DAY, LAST_DAY, Wanted, wanted_of
from app.ui.date_fields import qdate
from app.ui.fields import answers, labelled, spin_box
from app.ui.fitting_dialog import FittingDialog
from app.ui.keys import is_ctrl_return, share_undo
from app.ui.line_edit import LineEdit
from app.ui.problem_line import ProblemLine
from app.ui.project_box import ProjectBox
from app.ui.theme import Theme

_WIDTH = 440


class PlanDialog(FittingDialog):
    """What was typed stays where it was refused, and while the window is open; `Cancel` and Esc discard it."""

    def __init__(self, planner: Planner, overview: Overview, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._planner, self._overview, self._theme = planner, overview, theme
        self._seen: PlanItem | None = None
        self.setWindowTitle("Edit plan item")
        self._title, self._project = LineEdit("Title", text.LINE_LIMIT), ProjectBox(theme)
        self._minutes, self._day = spin_box(theme, "Minutes", 0, MAX_PLANNED, 0, " min"), _day_edit(theme)
        self._minutes.setSpecialValueText("None planned")
        self._tags, self._problem = LineEdit("Tags", text.LINE_LIMIT), ProblemLine(theme)
        self._save = QPushButton("Save")
        self._lay_out()
        self.setMinimumWidth(theme.px(_WIDTH))
        for refused in (self._title.refused, self._tags.refused, self._project.edit.refused):
            refused.connect(self._problem.tell)
        for changed in (self._title.textEdited, self._tags.textEdited, self._project.currentTextChanged):
            changed.connect(lambda _text: self._problem.tell(""))

    def open_for(self, item: PlanItem) -> None:
        """With the caret in the title."""
        if not self.isVisible() or self._seen is None or self._seen.id != item.id:
            self._show(item)
        self.show()
        self.raise_()
        self.activateWindow()
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)
        self._title.selectAll()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return is `Save` here, not the session's."""
        if is_ctrl_return(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._on_save()
            return True
        return super().event(event)

    def _show(self, item: PlanItem) -> None:
        self._seen, wanted = item, wanted_of(item)
        self._project.show_projects(self._overview.projects())
        self._title.setText(wanted.title)
        self._title.home(False)
        self._project.name = wanted.project
        self._tags.setText(", ".join(wanted.tags))
        self._minutes.setValue(wanted.minutes or 0)
        self._day.setDate(qdate(wanted.day))
        self._problem.tell("")

    def _on_save(self) -> None:
        if self._seen is None:
            return
        self._minutes.interpretText()
        edits = (self._title, self._project.edit, self._tags)
        if problem := next((edit.problem for edit in edits if edit.problem), ""):
            self._problem.tell(problem)
            return
        try:
            self._planner.edit(self._seen, self._wanted(self._seen))
        except Refused as refusal:
            self._problem.tell(str(refusal))
            return
        except Unavailable:
            pass  # kept by the controller, which tells it
        self.accept()

    def _wanted(self, seen: PlanItem) -> Wanted:
        """What is not touched stays as it was."""
        was, tags, day = wanted_of(seen), self._tags.text(), self._day.date()
        return Wanted(
            title=self._title.text(),
            day=date(day.year(), day.month(), day.day()),
            project=self._project.name,
            tags=was.tags if tags == ", ".join(was.tags) else text.names_in(tags),
            minutes=self._minutes.value() or None,
        )

    def _lay_out(self) -> None:
        px = self._theme.px
        fields = QGridLayout()
        fields.setHorizontalSpacing(px(12))
        fields.setVerticalSpacing(px(4))
        places: tuple[tuple[str, QWidget, int, int, int], ...] = (
            ("Title", self._title, 0, 0, 2),
            ("Project", self._project, 2, 0, 1),
            ("Minutes", self._minutes, 2, 1, 1),
            ("Tags", self._tags, 4, 0, 1),
            ("Day", self._day, 4, 1, 1),
        )
        for words, widget, row, column, columns in places:
            fields.addWidget(labelled(words, widget), row, column, 1, columns)
            fields.addWidget(widget, row + 1, column, 1, columns)
        for column in (0, 1):
            fields.setColumnStretch(column, 1)
        buttons = answers(self._save, QPushButton("Cancel"), self._on_save, self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(24), px(20), px(24), px(20))
        outer.setSpacing(px(4))
        outer.addLayout(fields)
        outer.addWidget(self._problem)
        outer.addSpacing(px(12))
        outer.addWidget(buttons)


def _day_edit(theme: Theme) -> QDateEdit:
    edit = QDateEdit()
    edit.setAccessibleName("Day")
    edit.lineEdit().setAccessibleName("Day")
    edit.setDisplayFormat("ddd d MMM yyyy")
    edit.setDateRange(qdate(FIRST_DAY), qdate(LAST_DAY))
    edit.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
    share_undo(edit)
    return edit

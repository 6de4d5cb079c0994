"""The fields of a session that is edited, one below the other."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core import text
from app.core.corrections import Record
from app.core.errors import MAX_PLANNED
from app.core.model import Project
from app.core.session_times import Place
from app.core.zones import Told
from app.ui.fields import labelled, spin_box
from app.ui.gap_rows import GapRows
from app.ui.line_edit import LineEdit
from app.ui.problem_line import ProblemLine
from app.ui.project_box import ProjectBox
from app.ui.satisfaction import Satisfaction
from app.ui.text_edit import TextEdit
from app.ui.theme import Theme
from app.ui.times_fields import Edges, TimesFields


class EditFields(QWidget):
    """Shows a record and gives back what stands there; knows nothing of saving."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.times, self._gaps = TimesFields(theme), GapRows(theme)
        self._project, self._tags = ProjectBox(theme), LineEdit("Tags", text.LINE_LIMIT)
        self._minutes = spin_box(theme, "Minutes", 0, MAX_PLANNED, 0, " min")
        self._minutes.setSpecialValueText("None planned")
        self._satisfaction, self._no_score = Satisfaction(theme), QPushButton("No score")
        self._tasks, self._notes = self._text_edit("Tasks done", 3), self._text_edit("Notes", 4)
        self._hint = QLabel()
        self._problems = {name: ProblemLine(theme) for name in ("A name", "Tags", "Tasks done", "Notes")}
        self._of_ended: list[QWidget] = []
        self._now: datetime | None = None
        self._lay_out()
        self._connect()

    def show_projects(self, projects: Iterable[Project]) -> None:
        self._project.show_projects(projects)

    def show_record(self, record: Record, place: Place, edges: Edges, now: datetime, hint: str) -> None:
        """`hint` says where the times are told."""
        self._now = now
        with QSignalBlocker(self):
            end = None if record.end is None else Told(record.end, record.end_offset or record.start_offset)
            self.times.show_span(place, Told(record.start, record.start_offset), end, edges)
            self._gaps.show_gaps(record.gaps, place, record.start, record.end or now)
            self._project.name = record.project
            self._tags.setText(", ".join(record.tags))
            self._minutes.setMinimum(0 if record.end is not None or record.planned_minutes is None else 1)
            self._minutes.setValue(record.planned_minutes or 0)
            self._satisfaction.score = record.score
            self._no_score.setEnabled(record.score is not None)
            self._tasks.set_text(record.tasks_done)
            self._notes.set_text(record.notes)
        for widget in self._of_ended:
            widget.setVisible(record.end is not None)
        self._no_score.setVisible(record.end is not None and record.score is not None)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.times.problem.tell("")
        for problem in self._problems.values():
            problem.tell("")

    def record(self, shown: Record) -> Record | None:
        """What stands there, where `shown` was put in; None where a time is none."""
        said = self.times.said()
        if said is None or self._now is None:
            return None
        start, end = said
        self._gaps.follow(start.instant, self._now if end is None else end.instant)
        gaps = self._gaps.gaps()
        if gaps is None:
            return None
        tags = self._tags.text()
        return shown._replace(
            start=start.instant,
            start_offset=start.offset,
            end=None if end is None else end.instant,
            end_offset=None if end is None else end.offset if end.instant != shown.end else shown.end_offset,
            project=self._project.name,
            tags=shown.tags if tags == ", ".join(shown.tags) else text.names_in(tags),
            planned_minutes=self._minutes.value() or None,
            score=self._satisfaction.score,
            tasks_done=self._tasks.text(),
            notes=self._notes.text(),
            gaps=gaps,
        )

    @property
    def typed_wrong(self) -> str:
        """What is no time of day, for a place that is always seen; empty where the times' own line says it."""
        return "" if self.times.typed_wrong or self._gaps.gaps() is not None else "Type the pause's times as 18:15."

    def is_well_typed(self) -> bool:
        """Else it is said under the field."""
        self.times.problem.tell(self.times.typed_wrong)
        self._problems["A name"].tell(self._project.problem)
        self._problems["Tags"].tell(self._tags.problem)
        return not (self.times.typed_wrong or self._project.problem or self._tags.problem)

    def tell(self, sentence: str) -> bool:
        """A refusal, under the field that it begins with; whether there is one."""
        for name, problem in self._problems.items():
            if sentence.startswith(name):
                problem.tell(sentence)
                return True
        return False

    def read_typed(self) -> None:
        """What is typed in the number box counts now."""
        self._minutes.interpretText()

    def one_line_fields(self) -> list[QWidget]:
        """Those in which Return means that the person is done."""
        boxes: list[QAbstractSpinBox] = [self._minutes, self.times.date, self.times.end_date]
        edits = [self.times.start, self.times.end, self._tags, self._project.edit]
        return [*edits, *boxes, *(box.lineEdit() for box in boxes)]

    def _text_edit(self, name: str, lines: int) -> TextEdit:
        edit = TextEdit(name)
        height = edit.fontMetrics().lineSpacing() * lines + self._theme.px(18)
        edit.setMinimumHeight(height)
        edit.setMaximumHeight(height * 3)
        return edit

    def _on_no_score(self) -> None:
        self._satisfaction.score = None
        self._on_changed()

    def _on_changed(self) -> None:
        self._no_score.setEnabled(self._satisfaction.score is not None)
        for problem in self._problems.values():
            problem.tell("")
        self.changed.emit()

    def _connect(self) -> None:
        for changed in (
            self.times.changed,
            self._gaps.changed,
            self._project.currentTextChanged,
            self._tags.textEdited,
            self._minutes.valueChanged,
            self._satisfaction.chosen,
            self._tasks.textChanged,
            self._notes.textChanged,
        ):
            changed.connect(lambda *_values: self._on_changed())
        self._no_score.clicked.connect(self._on_no_score)
        self._tags.refused.connect(self._problems["Tags"].tell)
        self._project.edit.refused.connect(self._problems["A name"].tell)

    def _lay_out(self) -> None:
        px = self._theme.px
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setProperty("dim", True)
        for property_, value in (("role", "flat"), ("compact", True)):
            self._no_score.setProperty(property_, value)
        self._no_score.setAutoDefault(False)
        self._no_score.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(8), px(16), px(8))
        column.setSpacing(px(4))
        column.addWidget(self.times)
        column.addWidget(self._hint)
        self._field(column, "Project", self._project, self._problems["A name"])
        self._field(column, "Tags", self._tags, self._problems["Tags"])
        self._field(column, "Minutes", self._minutes, None)
        column.addSpacing(px(8))
        column.addWidget(self._satisfaction)
        column.addWidget(self._no_score, 0, Qt.AlignmentFlag.AlignLeft)
        tasks = self._field(column, "Tasks done", self._tasks, self._problems["Tasks done"])
        self._of_ended = [self._satisfaction, tasks, self._tasks]
        self._field(column, "Notes", self._notes, self._problems["Notes"])
        self._field(column, "Time away", self._gaps, None)
        column.addStretch()

    def _field(self, column: QVBoxLayout, name: str, widget: QWidget, problem: ProblemLine | None) -> QLabel:
        label = labelled(name, widget)
        column.addSpacing(self._theme.px(8))
        column.addWidget(label)
        column.addWidget(widget)
        if problem is not None:
            column.addWidget(problem)
        return label

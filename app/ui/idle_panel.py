"""The Timer page while nothing runs: the quick entry, its fields, and what can be started again."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.control.operations import Fields
from app.control.overview import Overview, Preview
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import quick_entry, text, wording
from app.core.errors import MAX_PLANNED, MIN_PLANNED, Refused, Unavailable
from app.core.timing import ZERO
from app.ui import entry_words, times
from app.ui.columns import add_yielding_space
from app.ui.fields import spin_box
from app.ui.keys import is_return
from app.ui.line_edit import LineEdit
from app.ui.ring import Ring, RingView
from app.ui.start_again import StartAgain
from app.ui.target_line import TargetLine
from app.ui.theme import Theme

HINT = "@project   #tag   25, 45m or 1h30m"
_AGAIN, _MINUTES_WIDTH = 3, 104


class IdlePanel(QWidget):
    """What stands in the line wins; the fields show what would start."""

    def __init__(
        self, controller: SessionController, overview: Overview, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._theme = controller, overview, theme
        self._chosen = Fields(minutes=controller.settings.default_minutes)
        self._is_starting = False
        self._ring = Ring(theme, 240, ("idleState", "idleTime"))
        self.line = LineEdit("Quick entry", text.LINE_LIMIT)
        self.line.setPlaceholderText("What will you do?")
        self.line.setProperty("big", True)
        self._hint, self._problem = QLabel(HINT), QLabel()
        self._project_line = LineEdit("Project", text.NAME_LIMIT)
        self._project, self._tags = QComboBox(), LineEdit("Tags", text.LINE_LIMIT)
        self._minutes = spin_box(theme, "Minutes", MIN_PLANNED, MAX_PLANNED, self._chosen.minutes, " min")
        self._target = TargetLine(controller, overview, theme)
        self._start = QPushButton("Start")
        self.again = StartAgain(theme)
        self._make_fields()
        self._lay_out()
        self._connect()
        self._is_stale = True
        self.refresh()

    # What is shown

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._reload()

    def _let_go(self) -> None:
        """What is shown may be old: it is read anew where somebody can see it."""
        self._is_stale = True
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        """Projects and combinations."""
        self._is_stale = False
        with QSignalBlocker(self._project):
            self._project.clear()
            for project in self._overview.projects():
                dot = self._theme.dot(self._theme.project_color(project.color))
                self._project.addItem(dot, text.shown(project.name, 200), project.name)
        self.again.show_combinations(self._overview.combinations()[:_AGAIN])
        self.refresh()

    def refresh(self) -> None:
        """Show what the line and the fields would start, now."""
        preview = self._overview.preview(self.line.text(), self._chosen)
        self._show_fields(preview)
        self._say(preview)
        now = self._controller.now()
        self._target.show_project(preview.project, now)
        length = wording.MINUTE * (preview.entry.minutes or 0)
        ends = times.clock(now + length, self._controller.local_offset(now + length))
        self._ring.show_view(
            RingView(
                state_role="text2",
                state=wording.NO_SESSION,
                time=wording.clock(length) if length > ZERO else "",
                time_role="text2",
                first_line=f"ends at {ends}",
                second_line="if you start now",
            )
        )

    def start(self) -> None:
        """Start what stands there; a refusal is said under the line, and what was typed stays."""
        preview = self._overview.preview(self.line.text(), self._chosen)
        if problem := self._problem_of(preview):
            self._refuse(problem)
            return
        self._is_starting = True
        try:
            self._controller.start_entry(preview.entry, self._chosen)
        except Refused as refusal:
            self._is_starting = False
            self._refuse(str(refusal))
        except Unavailable:
            return  # kept by the controller, which tells it; the line goes when the session begins

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.RECORD | Changes.CATALOGUE):
            self._let_go()

    def _on_session_started(self) -> None:
        if self._is_starting:
            self._is_starting = False
            self.clear()

    def clear(self) -> None:
        """An empty line and the usual fields."""
        self._chosen = Fields(minutes=self._controller.settings.default_minutes)
        with QSignalBlocker(self.line):
            self.line.clear()
        self.refresh()

    # The fields follow the line

    def _show_fields(self, preview: Preview) -> None:
        entry = preview.entry
        for widget, show in (
            (self._project, lambda: self._show_project(entry.project or "")),
            (self._minutes, lambda: self._minutes.setValue(entry.minutes or self._chosen.minutes)),
            (self._tags, lambda: self._show_tags(entry.tags)),
        ):
            self._set(widget, show)

    def _show_project(self, name: str) -> None:
        known = (i for i in range(self._project.count()) if text.key(self._project.itemData(i)) == text.key(name))
        self._project.setCurrentIndex(next(known, -1))
        if self._project.currentIndex() < 0:
            self._project.setEditText(name)
        self._project_line.home(False)

    def _project_name(self) -> str:
        """As the record has it: what the field shows of a name may be without its control characters."""
        index = self._project.currentIndex()
        if index >= 0 and self._project.currentText() == self._project.itemText(index):
            return str(self._project.itemData(index))
        return text.clean_line(self._project.currentText())

    def _show_tags(self, names: tuple[str, ...]) -> None:
        self._tags.setText(", ".join(names))
        self._tags.home(False)

    def _set(self, widget: QWidget, show: Callable[[], None]) -> None:
        """Not into the field the person is typing in."""
        if not (widget.hasFocus() or self._edit_of(widget).hasFocus()):
            with QSignalBlocker(widget):
                show()

    def _edit_of(self, widget: QWidget) -> QWidget:
        edit = widget.lineEdit() if isinstance(widget, QComboBox | QSpinBox) else None
        return edit or widget

    def _say(self, preview: Preview) -> None:
        problem = self._problem_of(preview)
        news = []
        said = quick_entry.parse(self.line.text()).project
        if said and self._chosen.project and text.key(said) != text.key(self._chosen.project):
            news.append(f"The line says @{text.shown(said, 60)}, and the line wins.")
        news += entry_words.news(preview)
        self._hint.setText(text.shown(" ".join(news), 300) or HINT)
        self._refuse(problem)

    def _problem_of(self, preview: Preview) -> str:
        """Why this can't be started, or an empty text."""
        edits = (self._project_line, self._tags)
        return self.line.problem or preview.problem or next((edit.problem for edit in edits if edit.problem), "")

    def _refuse(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._hint.setVisible(not problem)

    def _on_field_edited(self) -> None:
        self._chosen = Fields(
            project=self._project_name() or None,
            tags=text.names_in(self._tags.text()),
            minutes=self._minutes.value(),
        )
        self.refresh()

    # Building

    def _make_fields(self) -> None:
        self._project.setEditable(True)
        self._project.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._project.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._project.setMinimumContentsLength(4)
        self._project.setLineEdit(self._project_line)
        self._project.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        self._project.setAccessibleName("Project")
        self._minutes.setMinimumWidth(self._theme.px(_MINUTES_WIDTH))
        self._tags.setPlaceholderText("writing, deep")
        self._start.setProperty("role", "primary")
        self._start.setProperty("large", True)
        self._start.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hint.setProperty("dim", True)
        self._problem.setProperty("tone", "danger")
        for label in (self._hint, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._restyle()
        self._theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        px = self._theme.px
        fields = QGridLayout()
        fields.setHorizontalSpacing(px(12))
        fields.setVerticalSpacing(px(4))
        for column, (name, widget, stretch) in enumerate(
            (("Project", self._project, 20), ("Minutes", self._minutes, 13), ("Tags", self._tags, 20))
        ):
            label = QLabel(name)
            label.setBuddy(widget)
            label.setProperty("dim", True)
            fields.addWidget(label, 0, column)
            fields.addWidget(widget, 1, column)
            fields.setColumnStretch(column, stretch)
            fields.setColumnMinimumWidth(column, px(80))
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addStretch(2)
        column_.addWidget(self._ring, 100)
        add_yielding_space(column_, px(12))
        column_.addWidget(self.line)
        column_.addSpacing(px(4))
        column_.addWidget(self._hint)
        column_.addWidget(self._problem)
        add_yielding_space(column_, px(10))
        column_.addLayout(fields)
        column_.addWidget(self._target)
        add_yielding_space(column_, px(16))
        column_.addWidget(self._start)
        add_yielding_space(column_, px(12))
        column_.addWidget(self.again)
        column_.addStretch(3)

    def _connect(self) -> None:
        self.line.textChanged.connect(self.refresh)
        self.line.returnPressed.connect(self.start)
        self.line.refused.connect(self._refuse)
        self._project_line.refused.connect(self._refuse)
        self._tags.refused.connect(self._refuse)
        self._tags.returnPressed.connect(self.start)
        self._tags.textEdited.connect(self._on_field_edited)
        self._project.currentTextChanged.connect(self._on_field_edited)
        self._minutes.valueChanged.connect(self._on_field_edited)
        self._start.clicked.connect(self.start)
        self._controller.session_started.connect(lambda _session: self._on_session_started())
        self._controller.changed.connect(self._on_changed)
        self._theme.changed.connect(self._let_go)
        for widget in (self._project, self._minutes):
            self._edit_of(widget).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return starts from every field."""
        if is_return(event):
            self._minutes.interpretText()
            self._on_field_edited()
            self.start()
            return True
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        self._theme.dress(self._start, "start", "onFill")
        for label in (self._hint, self._problem):
            label.setFont(self._theme.font("small"))

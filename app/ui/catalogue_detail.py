"""All that can be changed of one project or tag. A change holds at once; what an act would do stands beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.control.catalogue import Catalogue
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core import text
from app.core.errors import Refused, Unavailable
from app.core.model import Named, Project, Use
from app.ui import catalogue_words as words
from app.ui.color_choice import ColorChoice
from app.ui.hours_box import HoursBox
from app.ui.line_edit import LineEdit
from app.ui.problem_line import ProblemLine
from app.ui.settings_page import small
from app.ui.target_line import TargetLine
from app.ui.theme import Theme


class CatalogueDetail(QFrame):
    """What only a project has is hidden for a tag."""

    done = Signal(str, str)
    """Two lines: what was done, which undo takes back."""

    def __init__(self, controller: SessionController, overview: Overview, catalogue: Catalogue, theme: Theme) -> None:
        super().__init__()
        self._controller, self._catalogue, self._theme = controller, catalogue, theme
        self._named: Named | None = None
        self._use = Use(0, 0)
        self.setProperty("card", True)
        self._name, self._color = LineEdit("Name", text.NAME_LIMIT), ColorChoice(theme)
        self._hours, self._target = HoursBox(theme, "Weekly target"), TargetLine(controller, overview, theme)
        self._archived, self._quiet = QCheckBox("Archived"), QCheckBox("No alerts")
        self._into, self._merge, self._delete = QComboBox(), QPushButton("Merge"), QPushButton("Delete")
        self._name_refusal, self._target_refusal = ProblemLine(theme), ProblemLine(theme)
        self._refusal = ProblemLine(theme)
        self._merge_would, self._delete_would = small(theme, ""), small(theme, "")
        self._of_projects: list[QWidget] = []
        self._others: dict[int, Named] = {}
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def named(self) -> Named | None:
        return self._named

    def show_named(self, named: Named, others: Sequence[Named]) -> None:
        """`others` are those it can be merged into."""
        is_other = self._named is None or (type(self._named), self._named.id) != (type(named), named.id)
        before, self._named = self._named, named
        self._use = self._catalogue.use_of(named)
        if is_other or before is None or before.name != named.name:
            self._name.setText(named.name)
            self._name.home(False)
            self._name_refusal.tell("")
        if is_other:
            self._target_refusal.tell("")
            self._refusal.tell("")
        for widget in self._of_projects:
            widget.setVisible(isinstance(named, Project))
        for box, on in ((self._quiet, named.quiet), (self._archived, isinstance(named, Project) and named.archived)):
            with QSignalBlocker(box):
                box.setChecked(on)
        if isinstance(named, Project):
            self._color.show_color(named.color)
            with QSignalBlocker(self._hours):
                self._hours.setValue(named.weekly_target or 0)
        self._offer_others(others)
        self.refresh()

    def refresh(self) -> None:
        """What changes with time alone."""
        self._target.show_project(self._named if isinstance(self._named, Project) else None, self._controller.now())

    def edit_name(self) -> None:
        self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._name.selectAll()

    def delete(self) -> None:
        named, use = self._named, self._use
        if named is None:
            return
        if self._try(lambda: self._catalogue.delete(named), self._refusal):
            self.done.emit(*words.deleted(named, use))

    def _offer_others(self, others: Sequence[Named]) -> None:
        chosen = self._into.currentData()
        with QSignalBlocker(self._into):
            self._into.clear()
            self._into.addItem("Choose…", None)
            for other in others:
                icon = self._theme.dot(self._theme.project_color(other.color)) if isinstance(other, Project) else None
                sign = "" if icon else "#"
                self._into.addItem(sign + text.shown(other.name, 60), other.id)
                if icon is not None:
                    self._into.setItemIcon(self._into.count() - 1, icon)
            self._into.setCurrentIndex(max(self._into.findData(chosen), 0))
        self._others = {other.id: other for other in others}
        self._tell_consequences()

    def _tell_consequences(self) -> None:
        named, into = self._named, self._others.get(self._into.currentData())
        if named is not None:
            self._merge.setEnabled(into is not None)
            self._merge_would.setText(words.merge_would(named, into, self._use))
            self._delete_would.setText(words.delete_would(named, self._use))

    # Changes

    def _connect(self) -> None:
        self._name.editingFinished.connect(self._on_named)
        self._name.refused.connect(self._name_refusal.tell)
        self._color.chosen.connect(lambda color: self._of_project(lambda p: self._catalogue.recolour(p, color)))
        self._hours.valueChanged.connect(self._on_target)
        self._archived.toggled.connect(lambda on: self._of_project(lambda p: self._catalogue.set_archived(p, on)))
        self._quiet.toggled.connect(self._on_quiet)
        self._into.currentIndexChanged.connect(lambda _index: self._tell_consequences())
        self._merge.clicked.connect(self._on_merge)
        self._delete.clicked.connect(self.delete)

    def _on_named(self) -> None:
        named, name = self._named, self._name.text()
        if named is None or name == named.name:
            self._name_refusal.tell("")
        elif self._name.problem:
            self._name_refusal.tell(self._name.problem)
        elif not self._try(lambda: self._catalogue.rename(named, name), self._name_refusal):
            self._offer_merge_with(name)

    def _offer_merge_with(self, name: str) -> None:
        """The one that has the name already, where there is one."""
        same = (other.id for other in self._others.values() if text.key(other.name) == text.key(name))
        self._into.setCurrentIndex(max(self._into.findData(next(same, None)), 0))

    def _on_target(self, minutes: int) -> None:
        self._of_project(lambda p: self._catalogue.set_target(p, minutes or None), self._target_refusal)

    def _on_quiet(self, on: bool) -> None:
        if (named := self._named) is not None:
            self._try(lambda: self._catalogue.set_quiet(named, on), self._refusal)

    def _on_merge(self) -> None:
        named, into = self._named, self._others.get(self._into.currentData())
        if named is None or into is None:
            return
        use = self._use
        if self._try(lambda: self._catalogue.merge(named, into), self._refusal):
            self.done.emit(*words.merged(named, into, use))

    def _of_project(self, change: Callable[[Project], object], refusal: ProblemLine | None = None) -> None:
        project = self._named
        if isinstance(project, Project):
            self._try(lambda: change(project), refusal or self._refusal)

    def _try(self, change: Callable[[], object], refusal: ProblemLine) -> bool:
        """What the file can't take is kept by the controller, which tells it."""
        try:
            change()
        except Refused as refused:
            refusal.tell(f"{refused}.")
            return False
        except Unavailable as error:
            refusal.tell(str(error))
            return False
        refusal.tell("")
        return True

    # Building

    def _lay_out(self) -> None:
        px = self._theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(16))
        column.setSpacing(px(4))
        self._add(column, "Name", self._name, self._name_refusal)
        self._of_projects += self._add(column, "Colour", self._color)
        self._of_projects += self._add(column, "Weekly target", self._hours)
        column.addWidget(self._target)
        column.addWidget(self._target_refusal)
        column.addSpacing(px(8))
        archive = small(self._theme, "Offered nowhere; its sessions keep it. Starting it by name brings it back.")
        quiet = small(self._theme, "Its sessions send none; they are recorded as usual.")
        for box, hint in ((self._archived, archive), (self._quiet, quiet)):
            hint.setContentsMargins(px(26), 0, 0, px(4))
            column.addWidget(box)
            column.addWidget(hint)
        self._of_projects += [self._archived, archive]
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column.addSpacing(px(4))
        column.addWidget(rule)
        column.addWidget(self._label("Merge into", self._into))
        acts = QGridLayout()
        acts.setHorizontalSpacing(px(8))
        acts.setVerticalSpacing(px(4))
        acts.setColumnStretch(0, 1)
        acts.addWidget(self._into, 0, 0)
        acts.addWidget(self._merge, 0, 1)
        acts.addWidget(self._merge_would, 1, 0, 1, 2)
        acts.setRowMinimumHeight(2, px(4))
        acts.addWidget(self._delete_would, 3, 0)
        acts.addWidget(self._delete, 3, 1)
        column.addLayout(acts)
        column.addWidget(self._refusal)
        column.addStretch()
        self._into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._into.setMinimumContentsLength(8)
        self._into.setIconSize(QSize(px(16), px(16)))
        for button in (self._merge, self._delete):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _add(self, column: QVBoxLayout, name: str, *widgets: QWidget) -> list[QWidget]:
        label = self._label(name, widgets[0])
        column.addWidget(label)
        for widget in widgets:
            column.addWidget(
                widget, 0, Qt.AlignmentFlag.AlignLeft if isinstance(widget, HoursBox) else Qt.AlignmentFlag(0)
            )
        return [label, widgets[0]]

    def _label(self, name: str, widget: QWidget) -> QLabel:
        label = QLabel(name)
        label.setFont(self._theme.font("strong"))
        label.setBuddy(widget)
        label.setContentsMargins(0, self._theme.px(8), 0, 0)
        return label

    def _restyle(self) -> None:
        self._theme.dress(self._merge, "merge")
        self._theme.dress(self._delete, "delete", "danger")

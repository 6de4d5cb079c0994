"""The window `Projects and tags`: a list, and beside it (below it where it is narrow) all of the current one."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.control.catalogue import Catalogue
from app.control.overview import Overview
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import text, weeks
from app.core.errors import Refused, Unavailable
from app.core.model import Named, Project
from app.ui.actions import Actions, place
from app.ui.catalogue_delegate import CatalogueDelegate
from app.ui.catalogue_detail import CatalogueDetail
from app.ui.catalogue_model import NAMED_ROLE, CatalogueModel
from app.ui.keys import is_return
from app.ui.line_edit import LineEdit
from app.ui.notice import Notice
from app.ui.problem_line import ProblemLine
from app.ui.theme import Theme

_NARROW_UNDER = 640
_EMPTY = {
    "project": "No projects yet. The first one comes with a line such as @Thesis, or here.",
    "tag": "No tags yet. The first one comes with a line such as #writing, or here.",
}


class CatalogueWindow(QDialog):
    """Reads nothing while it is hidden."""

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        catalogue: Catalogue,
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._catalogue, self._theme = controller, overview, catalogue, theme
        self._week: weeks.Week | None = None
        self._shown_minute: datetime | None = None
        self._kind = "project"
        self.setWindowTitle("Projects and tags")
        self._tabs = {kind: QPushButton() for kind in _EMPTY}
        self._search, self._new = LineEdit("Search", text.NAME_LIMIT), LineEdit("New project", text.NAME_LIMIT)
        self._list, self._empty = QListView(), QLabel()
        self._model = CatalogueModel(self._progress_of, self)
        self._show_archived, self._add = QCheckBox("Show archived"), QPushButton("Add")
        self._refusal = ProblemLine(theme)
        self._detail = CatalogueDetail(controller, overview, catalogue, theme)
        self._notice = Notice(theme, "plain")
        undo = self._notice.add_button("Undo")
        undo.setAutoDefault(False)  # Return in a field is not meant for it
        place(actions["undo"], undo, theme)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()
        self.resize(theme.px(760), theme.px(640))

    def bring_up(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()
        where = self._new if self._list.isHidden() else self._list
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._notice.tell("")
        self._reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._theme.px(_NARROW_UNDER)
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._body.setStretch(0, 2 if narrow else 4)
        self._body.setStretch(1, 3 if narrow else 5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list; and Return in the new name adds it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._new and is_return(event):
                self._on_add()
                return True
            if watched is self._list and self._on_list_key(event):
                return True
        return super().eventFilter(watched, event)

    def _on_list_key(self, event: QKeyEvent) -> bool:
        if self._current is None:
            return False
        if event.key() == Qt.Key.Key_F2 or is_return(event):
            self._detail.edit_name()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self._detail.delete()
        else:
            return False
        return True

    @property
    def _current(self) -> Named | None:
        found: Named | None = self._list.currentIndex().data(NAMED_ROLE)
        return found

    # What is shown

    def _reload(self) -> None:
        """Read anew; the current one stays, else its neighbour becomes it."""
        row, before = self._list.currentIndex().row(), self._current
        self._week = None
        projects, tags = self._catalogue.all_projects(), self._catalogue.tags()
        self._tabs["project"].setText(f"Projects ({sum(not each.archived for each in projects)})")
        self._tabs["tag"].setText(f"Tags ({len(tags)})")
        self._all: tuple[Named, ...] = projects if self._kind == "project" else tags
        archived = sum(each.archived for each in projects)
        self._show_archived.setText(f"Show archived ({archived})" if archived else "Show archived")
        self._show_archived.setVisible(self._kind == "project" and bool(archived))
        wanted = text.key(self._search.text())
        rows = [each for each in self._all if wanted in text.key(each.name) and self._is_shown(each)]
        with QSignalBlocker(self._list.selectionModel()):
            self._model.show_rows(rows)
            same = -1 if before is None else self._model.row_of(before.id)
            self._list.setCurrentIndex(self._model.index(same if same >= 0 else max(min(row, len(rows) - 1), 0)))
        self._list.viewport().update()
        self._search.setVisible(len(self._all) > 8 or bool(wanted))
        self._list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._empty.setText("Nothing matches." if wanted else self._words_for_none())
        self._show_current()

    def _words_for_none(self) -> str:
        return "All projects are archived." if self._all else _EMPTY[self._kind]

    def _is_shown(self, named: Named) -> bool:
        return self._show_archived.isChecked() or not (isinstance(named, Project) and named.archived)

    def _show_current(self) -> None:
        current = self._current
        self._scroll.setVisible(current is not None)
        if current is not None:
            self._detail.show_named(current, [each for each in self._all if each.id != current.id])

    def _progress_of(self, named: Named) -> weeks.Progress | None:
        if not isinstance(named, Project) or named.weekly_target is None:
            return None
        now = self._controller.now()
        if self._week is None or not self._week.start <= now < self._week.end:
            self._week = self._overview.this_week()
        return weeks.progress(self._week, named, self._controller.session, now)

    # What happens

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for kind, tab in self._tabs.items():
            group.addButton(tab)
            tab.clicked.connect(lambda _checked=False, kind=kind: self._show_kind(kind))
        self._search.textChanged.connect(lambda _text: self._reload())
        self._show_archived.toggled.connect(lambda _on: self._reload())
        self._list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_current())
        self._add.clicked.connect(self._on_add)
        self._new.textEdited.connect(lambda _text: self._refusal.tell(""))
        self._new.refused.connect(self._refusal.tell)
        self._detail.done.connect(self._on_done)
        self._controller.changed.connect(self._on_changed)
        self._controller.ticked.connect(self._on_ticked)
        for watched in (self._list, self._new):
            watched.installEventFilter(self)

    def _show_kind(self, kind: str) -> None:
        self._kind = kind
        self._tabs[kind].setChecked(True)
        self._new.setPlaceholderText(f"New {kind}")
        self._new.setAccessibleName(f"New {kind}")
        self._list.setAccessibleName(f"{kind.capitalize()}s")
        with QSignalBlocker(self._search):
            self._search.clear()
        self._refusal.tell("")
        self._list.setCurrentIndex(self._model.index(-1))
        if self.isVisible():
            self._reload()

    def _on_add(self) -> None:
        if self._new.problem:
            self._refusal.tell(self._new.problem)
            return
        add = self._catalogue.add_project if self._kind == "project" else self._catalogue.add_tag
        try:
            added = add(self._new.text())
        except (Refused, Unavailable) as problem:
            self._refusal.tell(str(problem))
            return
        self._new.clear()
        self._search.clear()
        self._list.setCurrentIndex(self._model.index(self._model.row_of(added.id)))
        self._on_done(f"Added {text.shown(added.name, 40)}.", "")

    def _on_done(self, strong: str, line: str) -> None:
        self._notice.tell(strong, line)

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes & (Changes.RECORD | Changes.CATALOGUE | Changes.SETTINGS):
            self._notice.tell("")
            self._reload()

    def _on_ticked(self, now: datetime) -> None:
        """At a new minute, while it can be seen and something runs."""
        minute = now.replace(second=0, microsecond=0)
        if self.isVisible() and minute != self._shown_minute and self._controller.session is not None:
            self._shown_minute = minute
            self._model.tell_progress_anew()
            self._detail.refresh()

    # Building

    def _lay_out(self) -> None:
        px, column = self._theme.px, QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(self._notice)
        column.addLayout(self._body, 1)
        self._body.setSpacing(px(16))
        self._body.addWidget(self._start_side())
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._detail)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.addWidget(self._scroll)
        self._show_kind("project")

    def _start_side(self) -> QWidget:
        px, side = self._theme.px, QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        tabs, new = QHBoxLayout(), QHBoxLayout()
        for row in (tabs, new):
            row.setSpacing(px(8))
        for tab in self._tabs.values():
            tab.setCheckable(True)
            tab.setProperty("toggle", True)
            tabs.addWidget(tab, 1)
        new.addWidget(self._new, 1)
        new.addWidget(self._add)
        for button in (*self._tabs.values(), self._add):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._search.setPlaceholderText("Search")
        self._list.setModel(self._model)
        self._list.setItemDelegate(CatalogueDelegate(self._theme, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMinimumHeight(px(96))
        self._empty.setProperty("dim", True)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        column.addLayout(tabs)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._show_archived)
        column.addLayout(new)
        column.addWidget(self._refusal)
        return side

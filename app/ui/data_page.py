"""The settings page `Data`: the file, its backups, and what can be done with both."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)

from app.control.keeper import Found, Keeper
from app.control.session_controller import SessionController
from app.core import keeping, wording
from app.core.keeping import Preview
from app.ui.elided_label import ElidedLabel
from app.ui.flow_layout import FlowLayout
from app.ui.points_model import COLUMNS, PointsModel
from app.ui.restore_dialog import RestoreDialog
from app.ui.settings_card import SettingsCard
from app.ui.settings_page import SettingsPage
from app.ui.theme import Theme
from app.ui.times import moment

NO_BACKUP = "No backup yet. The first is made tonight."
_ROWS = 6
_LINES = 4


class DataPage(SettingsPage):
    """Reads nothing before it is shown, and then on the keeper's thread."""

    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(
        self, controller: SessionController, keeper: Keeper, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(controller, theme, parent)
        self._keeper = keeper
        self._restoring: RestoreDialog | None = None
        self._counts, self._last = ElidedLabel(_LINES), ElidedLabel(_LINES)
        self._said, self._none = QLabel(), QLabel(NO_BACKUP)
        self._buttons = {
            name: QPushButton(name) for name in ("Check now", "Back up now", "Open folder", "Move to another folder…")
        }
        self._restore = QPushButton("Restore…")
        self._export, self._import = QPushButton("Export…"), QPushButton("Import…")
        self._model = PointsModel(controller.local_offset, self)
        self._table = self._made_table()
        self._lay_out()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._said.hide()
        self._keeper.look()

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName("Restore points")
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COLUMNS.index("Why"), QHeaderView.ResizeMode.Stretch)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return table

    def _lay_out(self) -> None:
        card = SettingsCard(self._theme)
        path = ElidedLabel(_LINES)
        path.setText(str(self._keeper.path))
        for label, name in ((path, "data_file"), (self._counts, "data_counts"), (self._last, "last_backup")):
            label.setObjectName(name)
            card.add_widget(label)
        buttons = FlowLayout(spacing=self._theme.px(8))
        for button in (*self._buttons.values(), self._restore, self._export, self._import):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button in self._buttons.values():
            buttons.addWidget(button)
        self._said.setObjectName("data_said")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.hide()
        others = FlowLayout(spacing=self._theme.px(8))
        for button in (self._export, self._import):
            others.addWidget(button)
        self.column.addWidget(card)
        self.column.addLayout(buttons)
        self.column.addWidget(self._said)
        self.column.addSpacing(self._theme.px(8))
        for widget in (self._heading("Restore points"), self._none, self._table):
            self.column.addWidget(widget)
        self.column.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(self._theme.px(8))
        self.column.addWidget(self._heading("Export and import"))
        self.column.addLayout(others)
        self.column.addStretch()
        self._none.setProperty("dim", True)
        self._none.hide()
        self._table.setFrameShape(QFrame.Shape.NoFrame)
        self._restore.setEnabled(False)

    def _heading(self, words: str) -> QLabel:
        heading = QLabel(words)
        heading.setFont(self._theme.font("strong"))
        return heading

    def _connect(self) -> None:
        self._export.clicked.connect(self.export_wanted)
        self._import.clicked.connect(self.import_wanted)
        keeper = self._keeper
        for name, act in (("Check now", keeper.check), ("Back up now", keeper.back_up), ("Open folder", self._open)):
            self._buttons[name].clicked.connect(act)
        self._buttons["Move to another folder…"].clicked.connect(self._ask_for_folder)
        self._restore.clicked.connect(self._ask_what_would_change)
        self._table.doubleClicked.connect(lambda _index: self._ask_what_would_change())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._follow_selection())
        self._model.modelReset.connect(self._follow_selection)
        keeper.found.connect(self._on_found)
        keeper.made.connect(lambda: self._tell("The backup is made.", anew=True))
        keeper.sound.connect(lambda: self._tell("The data file is sound.", anew=False))
        keeper.previewed.connect(self._on_previewed)
        keeper.refused.connect(self.refused)

    def _on_found(self, found: Found) -> None:
        content, offset_at = found.content, self._controller.local_offset
        since = f", the first of {moment(content.first, offset_at)}" if content.first is not None else ""
        self._counts.setText(f"{wording.data_size(found.size)}, {wording.sessions(content.sessions)}{since}")
        last = next((point for point in found.points if point.named.reason != keeping.SALVAGED), None)
        made = "none yet" if last is None else moment(last.named.instant, offset_at)
        self._last.setText(f"Last backup: {made}")
        self._model.show_points(found.points)
        if found.points and not self._table.selectionModel().hasSelection():
            self._table.selectRow(0)
        self._none.setVisible(not found.points)
        for widget in (self._table, self._restore):
            widget.setVisible(bool(found.points))
        rows = min(len(found.points), _ROWS) * self._table.verticalHeader().defaultSectionSize()
        self._table.setFixedHeight(rows + self._table.horizontalHeader().sizeHint().height() + self._theme.px(18))

    def _tell(self, sentence: str, *, anew: bool) -> None:
        if self.isVisible():
            self.refused.emit("")
            self._said.setText(sentence)
            self._said.show()
            if anew:
                self._keeper.look()

    def _follow_selection(self) -> None:
        self._restore.setEnabled(self._table.selectionModel().hasSelection())

    def _ask_what_would_change(self) -> None:
        rows = self._table.selectionModel().selectedRows()
        if rows:
            self._keeper.preview(self._model.point(rows[0].row()))

    def _on_previewed(self, preview: Preview) -> None:
        dialog = self._restoring = RestoreDialog(preview, self._theme, self._controller.local_offset, self)
        dialog.accepted.connect(lambda: self._keeper.restore_wanted.emit(preview.point.named))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._keeper.path.parent)))

    def _ask_for_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Move to another folder", str(self._keeper.path.parent.parent))
        if folder:
            self._keeper.move_wanted.emit(Path(folder))

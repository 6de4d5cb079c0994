"""What a file would bring, before anything is written, and what the person can choose about it."""

import zoneinfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.importing import Options, Overlapping, Plan
from app.core.readers.table import TABLE
from app.ui import import_words as words
from app.ui.column_choice import ColumnChoice
from app.ui.fields import labelled
from app.ui.obstacles_table import ObstaclesTable
from app.ui.segments import Segments
from app.ui.settings_page import small
from app.ui.theme import Theme
from app.ui.times import OffsetAt

_OVERLAPPING = tuple(Overlapping)
_TABLE_HEIGHT, _ZONES_SHOWN = 150, 12


class ImportPlan(QWidget):
    """Each choice leads to another dry run."""

    options_chosen = Signal(object)
    zone_chosen = Signal(str)
    mapping_chosen = Signal(object)

    def __init__(self, theme: Theme, offset_at: OffsetAt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._offset_at = theme, offset_at
        self._options = Options()
        self._counts, self._details, self._untold = QLabel(), small(theme, ""), small(theme, "")
        self._zone, self._zone_row = QComboBox(), QWidget()
        self._columns, self._column_choice = QPushButton("Columns"), ColumnChoice(theme)
        self._overlapping_row = QWidget()
        self._overlapping = Segments(theme, "Sessions that overlap", ("Leave out", "Cut to what is free"))
        self._brings_back = QCheckBox("Bring back what was deleted here")
        self._table = ObstaclesTable()
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Another file."""
        self._options = Options()
        self._columns.setChecked(False)

    def show_plan(self, plan: Plan) -> None:
        self._counts.setText(words.counts(plan))
        for label, sentence in (
            (self._details, words.details(plan, self._offset_at)),
            (self._untold, words.untold(plan)),
        ):
            label.setText(sentence)
            label.setVisible(bool(sentence))
        self._zone_row.setVisible(plan.needs_zone)
        if plan.needs_zone:
            self._show_zone(plan.zone)
        self._show_columns(plan)
        self._overlapping.choose(_OVERLAPPING.index(self._options.overlapping))
        self._overlapping_row.setVisible(bool(plan.left_out or plan.cut))
        with QSignalBlocker(self._brings_back):
            self._brings_back.setChecked(self._options.brings_back)
        self._brings_back.setVisible(bool(plan.deleted) or self._options.brings_back)
        self._table.show_plan(plan)
        self._table.setVisible(bool(plan.overlaps or plan.problems))

    def _show_zone(self, zone: str) -> None:
        with QSignalBlocker(self._zone):
            if not self._zone.count():
                self._zone.addItems(sorted(zoneinfo.available_timezones()))
            if self._zone.findText(zone) < 0:
                self._zone.insertItem(0, zone)
            self._zone.setCurrentText(zone)

    def _show_columns(self, plan: Plan) -> None:
        """Only of a table whose columns nobody knows; those that tell no times have to be put right."""
        mapping = plan.mapping if plan.kind == TABLE else None
        self._columns.setVisible(mapping is not None)
        if mapping is not None:
            self._column_choice.show_mapping(plan.header, mapping)
            if not mapping.has_times:
                self._columns.setChecked(True)
        self._column_choice.setVisible(mapping is not None and self._columns.isChecked())

    def _choose(self, options: Options) -> None:
        self._options = options
        self.options_chosen.emit(options)

    def _connect(self) -> None:
        self._zone.activated.connect(lambda _number: self.zone_chosen.emit(self._zone.currentText()))
        self._columns.toggled.connect(self._column_choice.setVisible)
        self._column_choice.chosen.connect(self.mapping_chosen)
        self._overlapping.chosen.connect(
            lambda number: self._choose(self._options._replace(overlapping=_OVERLAPPING[number]))
        )
        self._brings_back.toggled.connect(lambda on: self._choose(self._options._replace(brings_back=on)))

    def _lay_out(self) -> None:
        px = self._theme.px
        self._counts.setObjectName("import_counts")
        self._counts.setWordWrap(True)
        self._counts.setFont(self._theme.font("strong"))
        self._zone.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._zone.setMinimumContentsLength(28)
        self._zone.setMaxVisibleItems(_ZONES_SHOWN)
        self._columns.setProperty("compact", True)
        self._columns.setProperty("toggle", True)
        self._columns.setCheckable(True)
        self._columns.setAutoDefault(False)
        self._columns.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._columns.setFont(self._theme.font("strong"))  # as it is when it is open, so that its word has room then
        self._columns.setMinimumWidth(self._columns.fontMetrics().horizontalAdvance("Columns") + 2 * px(14))
        self._column_choice.hide()
        self._table.setMinimumHeight(px(_TABLE_HEIGHT))
        for row, widget, name in (
            (self._zone_row, self._zone, "The file says no zone. Its times are those of"),
            (self._overlapping_row, self._overlapping, "Sessions that overlap"),
        ):
            inside = QVBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(px(4))
            label = labelled(name, widget)
            label.setWordWrap(True)
            inside.addWidget(label)
            inside.addWidget(widget)
            inside.setAlignment(widget, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for part in (self._counts, self._details, self._zone_row):
            column.addWidget(part)
        column.addWidget(self._columns, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._column_choice, self._overlapping_row, self._brings_back):
            column.addWidget(part)
        column.addWidget(self._table, 1)
        column.addWidget(self._untold)
        column.addStretch()

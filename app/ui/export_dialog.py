"""The window `Export`: what goes into a file, where to, and how far it is."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from app.control.exporter import Exporter
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core import periods, wording
from app.core.errors import Refused
from app.core.outgoing import Form
from app.core.periods import Period, Span
from app.ui.date_fields import DateFields
from app.ui.fields import answers, labelled
from app.ui.fitting_dialog import FittingDialog
from app.ui.flow_layout import FlowLayout
from app.ui.notice import Notice
from app.ui.problem_line import ProblemLine
from app.ui.progress_line import ProgressLine
from app.ui.segments import Segments
from app.ui.settings_page import small
from app.ui.theme import Theme

_WIDTH = 420
_HINTS = {
    Form.CSV: "A line for each session, for a spreadsheet.",
    Form.JSON: "All that Sessile knows, to be imported by Sessile again.",
    Form.CALENDAR: "An event for each session, for a calendar.",
}
_EVERYTHING, _DAYS = "Everything", "Range of days"


class ExportDialog(FittingDialog):
    """Blocks no other window; an export goes on while it is hidden."""

    def __init__(
        self,
        exporter: Exporter,
        controller: SessionController,
        overview: Overview,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._exporter, self._controller, self._overview, self._theme = exporter, controller, overview, theme
        self._began: datetime | None = None
        self._folder: Path | None = None
        self.setWindowTitle("Export")
        self._form, self._hint = QComboBox(), small(theme, "")
        self._form.addItems([form.value for form in _HINTS])
        self._what = Segments(theme, "What", (_EVERYTHING, _DAYS))
        self._days, self._to = DateFields(theme, self), QLabel("to")
        self._days_row = QWidget()
        self._progress, self._problem = ProgressLine(theme), ProblemLine(theme)
        self._done = Notice(theme, "plain")
        self._export, self._close = QPushButton("Export…"), QPushButton("Close")
        self._lay_out()
        self._connect()
        self._show_hint()
        self._choose(0)
        self.setMinimumWidth(theme.px(_WIDTH))

    def bring_up(self) -> None:
        if not self.isVisible():
            self._propose()
        self.show()
        self.raise_()
        self.activateWindow()
        self._form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self) -> None:
        """This month, and nothing of what was told the last time, unless an export goes on."""
        today = self._overview.today_date()
        if self._days_row.isHidden():
            self._days.show_days(periods.containing(Span.MONTH, today, 1).first, today)
        if not self._exporter.is_running:
            self._done.tell("")
            self._problem.tell("")

    @property
    def _chosen(self) -> Form:
        return tuple(_HINTS)[self._form.currentIndex()]

    @property
    def _period(self) -> Period | None:
        return None if self._days_row.isHidden() else Period(Span.RANGE, *self._days.days)

    @property
    def _file_name(self) -> str:
        """`sessile.csv`, `sessile 2026-03-01 to 2026-03-10.csv`."""
        period = self._period
        days = "" if period is None else f" {period.first} to {period.last}"
        return f"sessile{days}{self._chosen.suffix}"

    def _ask_for_place(self) -> None:
        form, period = self._chosen, self._period
        dialog = QFileDialog(self, "Export", self._file_name, f"{form.value} (*{form.suffix})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.suffix.removeprefix("."))
        dialog.fileSelected.connect(lambda path: self.export(Path(path), form, period))
        dialog.open()

    def export(self, path: Path, form: Form, period: Period | None) -> None:
        """Into that file, which the person chose."""
        self._done.tell("")
        self._problem.tell("")
        try:
            self._exporter.export(path, form, period)
        except Refused as refused:
            self._problem.tell(f"{refused}.")
            return
        self._began = self._controller.now()
        self._progress.begin("Exporting")
        self._set_choosable(False)

    def _on_progressed(self, done: int, of: int) -> None:
        share = done / of if of else 0.0
        gone = self._controller.now() - (self._began or self._controller.now())
        self._progress.show_share(share, gone * ((1 - share) / share) if share else None)

    def _on_finished(self, path: Path, sessions: int) -> None:
        self._folder = path.parent
        self._end()
        self._done.tell(f"{wording.sessions(sessions)} written to {path.name}.")

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self._problem.tell(sentence)

    def _end(self) -> None:
        self._progress.end()
        self._set_choosable(True)

    def _set_choosable(self, choosable: bool) -> None:
        for widget in (self._form, self._what, self._days_row, self._export):
            widget.setEnabled(choosable)

    def _choose(self, number: int) -> None:
        self._days_row.setVisible(number == 1)

    def _show_hint(self) -> None:
        self._hint.setText(_HINTS[self._chosen])

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _connect(self) -> None:
        self._form.currentIndexChanged.connect(lambda _number: self._show_hint())
        self._what.chosen.connect(self._choose)
        self._progress.cancelled.connect(self._exporter.cancel)
        self._exporter.progressed.connect(self._on_progressed)
        self._exporter.finished.connect(self._on_finished)
        self._exporter.failed.connect(self._on_failed)
        self._exporter.cancelled.connect(self._end)

    def _lay_out(self) -> None:
        px = self._theme.px
        self._days.set_visible(True)
        days = FlowLayout(self._days_row, spacing=px(8))
        for widget in (self._days.since, self._to, self._days.until):
            days.addWidget(widget)
        opens = self._done.add_button("Open folder")
        opens.setAutoDefault(False)
        opens.clicked.connect(self._open_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(4))
        column.addWidget(labelled("Format", self._form))
        column.addWidget(self._form)
        column.addWidget(self._hint)
        column.addSpacing(px(8))
        column.addWidget(self._what, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(px(4))
        column.addWidget(self._days_row)
        column.addWidget(self._problem)
        column.addSpacing(px(4))
        column.addWidget(self._progress)
        column.addSpacing(px(4))
        column.addWidget(self._done)
        column.addStretch()
        column.addSpacing(px(8))
        column.addWidget(answers(self._export, self._close, self._ask_for_place, self.reject))

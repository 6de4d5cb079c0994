"""The window `Import`: a file, what of it would come in, and how far that is. Nothing is written before its button."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.control.importer import Importer, Progress
from app.control.session_controller import SessionController
from app.control.steps import Step, Way
from app.core import text
from app.core.deeds import Deed, Subject
from app.core.errors import Refused
from app.core.importing import Plan
from app.ui import import_words as words
from app.ui.actions import Actions, place
from app.ui.elided_label import ElidedLabel
from app.ui.fields import answers
from app.ui.fitting_dialog import FittingDialog
from app.ui.import_plan import ImportPlan
from app.ui.notice import Notice
from app.ui.problem_line import ProblemLine
from app.ui.progress_line import ProgressLine
from app.ui.settings_page import small
from app.ui.theme import Theme
from app.ui.yielding_scroll import YieldingScroll

_WIDTH, _HEIGHT, _NARROWEST = 560, 560, 400
_READS = (
    "Sessile reads its own JSON, Toggl Track's detailed CSV, Timewarrior, Watson's frames, Hamster's database, and CSV "
    "with a line for each session. Choose a file or drop it here: nothing is written before you see what it brings."
)
BackUp = Callable[[Callable[[], None], Callable[[str], None]], None]
"""Makes a backup and calls the first, or the second with a sentence why there is none."""
_TAKEN_BACK = "The import was taken back."


class ImportDialog(FittingDialog):
    """Blocks no other window; what is under way goes on while it is hidden."""

    def __init__(
        self,
        importer: Importer,
        controller: SessionController,
        actions: Actions,
        theme: Theme,
        back_up: BackUp,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._importer, self._controller, self._theme, self._back_up = importer, controller, theme, back_up
        self._plan: Plan | None = None
        self._confirmed: Plan | None = None
        self._is_busy = self._writes = self._zone_is_said = False
        self._had_keyboard: QWidget | None = None
        self._came_in: Subject | None = None
        self.setWindowTitle("Import")
        self.setAcceptDrops(True)
        self._file, self._choose, self._reads = ElidedLabel(2), QPushButton("Choose file…"), small(theme, _READS)
        self._shown = ImportPlan(theme, controller.local_offset)
        self._progress, self._problem = ProgressLine(theme), ProblemLine(theme)
        self._done = Notice(theme, "plain")
        self._undo = self._done.add_button("Undo")
        self._undo.setAutoDefault(False)
        place(actions["undo"], self._undo, theme)
        self._import, self._cancel = QPushButton("Import"), QPushButton("Cancel")
        self._lay_out()
        self._connect()
        self._start_over()
        self.setMinimumWidth(theme.px(_NARROWEST))
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def bring_up(self) -> None:
        if not self.isVisible() and self._plan is None and not self._importer.is_busy:
            self._start_over()
        self.show()
        self.raise_()
        self.activateWindow()
        self._focus()

    def reject(self) -> None:
        """The file is forgotten, but what is under way goes on."""
        if not self._importer.is_busy:
            self._start_over()
        super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None and not self._importer.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.read(path)

    def read(self, path: Path) -> None:
        """The dry run of that file, which the person chose."""
        self._start_over()
        self._zone_is_said = False
        self._file.setText(text.shown(path.name, 200))
        self._shown.begin()
        self._importer.open(path)
        self._begin("Reading")
        self._had_keyboard = None  # what comes next is the import, not another file

    # What the person does

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, "Import")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read(Path(path)))
        dialog.open()

    def _read_in_zone(self, zone: str) -> None:
        self._zone_is_said = True
        self._importer.read_in_zone(zone)
        self._begin("Reading")

    def _read_again(self) -> None:
        """After the importer was asked to."""
        self._begin("Reading")

    def _on_import(self) -> None:
        """A zone that was only proposed is confirmed by this, and the file is read by it once more."""
        plan = self._plan
        if plan is None or self._importer.is_busy:
            return
        if plan.needs_zone and not self._zone_is_said:
            self._confirmed = plan
            self._read_in_zone(plan.zone)
        else:
            self._write(plan)

    def _write(self, plan: Plan) -> None:
        """Not without a backup of what is there."""
        self._writes = True
        self._begin("Backing up")
        self._back_up(lambda: self._take_in(plan), self._on_failed)

    def _take_in(self, plan: Plan) -> None:
        if not self._writes:
            return  # cancelled meanwhile
        self._progress.begin("Importing")
        try:
            self._importer.take_in(plan)
        except Refused as refused:
            self._on_failed(str(refused))

    def _on_cancel_wanted(self) -> None:
        if self._importer.is_busy:
            self._importer.cancel()
        else:
            self._on_cancelled()

    # What the importer tells

    def _on_progressed(self, progress: Progress) -> None:
        self._progress.show_share(progress.share, progress.left)

    def _on_planned(self, plan: Plan) -> None:
        confirmed, self._confirmed = self._confirmed, None
        self._plan = plan
        self._shown.show_plan(plan)
        self._end()
        if confirmed == plan:
            self._write(plan)

    def _on_imported(self, step: Step) -> None:
        if not self._writes:
            return  # a large import was taken back
        self._start_over()
        self._end()
        self._came_in = step.subject
        self._undo.show()
        self._done.tell(words.came_in(step.subject.name))

    def _on_failed(self, sentence: str) -> None:
        """What was not written can be tried again; what was not read is nothing to go on from."""
        if not self._writes:
            self._plan = None
        self._problem.tell(sentence if sentence.endswith(".") else f"{sentence}.")
        self._end()

    def _on_cancelled(self) -> None:
        if not self._writes:
            self._start_over()
        self._end()

    def _on_step_done(self, step: Step) -> None:
        if step.subject == self._came_in and step.deed is Deed.IMPORT and step.way is Way.UNDONE:
            self._came_in = None
            self._undo.hide()
            self._done.tell(_TAKEN_BACK)

    def _on_changed(self) -> None:
        """`Undo` would take back something else by now."""
        if self._came_in is not None and self._controller.undoes != (Deed.IMPORT, self._came_in):
            self._done.tell("")

    # What is shown

    def _start_over(self) -> None:
        self._plan = self._confirmed = self._came_in = None
        self._file.setText("No file chosen")
        self._problem.tell("")
        self._done.tell("")
        self._show_state()

    def _begin(self, what: str) -> None:
        self._is_busy, self._had_keyboard = True, self.focusWidget()
        self._problem.tell("")
        self._done.tell("")
        self._progress.begin(what)
        self._show_state()

    def _end(self) -> None:
        self._is_busy, self._writes, self._confirmed = False, False, None
        self._progress.end()
        self._show_state()
        self._focus()

    def _focus(self) -> None:
        """Where the keyboard was before what is under way took it, else on what is likely next."""
        likely = (self._had_keyboard, self._import, self._choose)
        where = next((each for each in likely if each is not None and each.isVisible() and each.isEnabled()), None)
        if where is not None and not self._is_busy:
            where.setFocus(Qt.FocusReason.OtherFocusReason)
        self._had_keyboard = None

    def _show_state(self) -> None:
        plan, busy = self._plan, self._is_busy
        self._reads.setVisible(plan is None and not busy and not self._problem.sentence)
        self._shown.setVisible(plan is not None)
        self._shown.setEnabled(not busy)
        self._choose.setEnabled(not busy)
        self._import.setText("Import" if plan is None else words.takes_in(plan))
        self._import.setEnabled(plan is not None and not busy and words.brings_something(plan))
        self._cancel.setText("Close" if busy or plan is None else "Cancel")

    def _connect(self) -> None:
        importer, shown = self._importer, self._shown
        self._choose.clicked.connect(self._ask_for_file)
        self._progress.cancelled.connect(self._on_cancel_wanted)
        for chosen, ask in (
            (shown.options_chosen, importer.choose),
            (shown.mapping_chosen, importer.read_by),
        ):
            chosen.connect(ask)
            chosen.connect(lambda _choice: self._read_again())
        shown.zone_chosen.connect(self._read_in_zone)
        importer.progressed.connect(self._on_progressed)
        importer.planned.connect(self._on_planned)
        importer.imported.connect(self._on_imported)
        importer.failed.connect(self._on_failed)
        importer.cancelled.connect(self._on_cancelled)
        self._controller.changed.connect(lambda _changes: self._on_changed())
        self._controller.step_done.connect(self._on_step_done)

    def _lay_out(self) -> None:
        px = self._theme.px
        self._file.setObjectName("import_file")
        self._file.setFont(self._theme.font("heading"))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._file, 1)
        head.addWidget(self._choose)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._reads)
        inside.addWidget(self._shown, 1)
        inside.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._done)
        column.addWidget(YieldingScroll(content), 1)
        column.addWidget(self._progress)
        column.addSpacing(px(4))
        column.addWidget(answers(self._import, self._cancel, self._on_import, self.reject))


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dropped."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

"""Which gaps the person is to be asked about: each that ended in this run of the program, once."""

from PySide6.QtCore import QObject, Signal

from app.control.overview import Overview, UndecidedGap
from app.control.running import Changes
from app.control.session_controller import SessionController


class Questions(QObject):
    """To be made before the controller is opened: the gaps that were undecided then are not asked about again."""

    asked = Signal(object)
    """The gaps to ask about now (a tuple of `UndecidedGap`), newest first: a new one, and those not put off yet."""

    def __init__(self, controller: SessionController, overview: Overview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller, self._overview = controller, overview
        self._known = overview.undecided_ids()
        self._put_off = set(self._known)
        controller.changed.connect(self._on_changed)

    def look(self) -> None:
        """Ask about gaps that ended since the last look."""
        session = self._controller.session
        if session is not None and session.open_gap is not None:
            self._known.discard(session.open_gap.id)  # it may have been asked about, and goes on
            self._put_off.discard(session.open_gap.id)
        new = self._overview.undecided_ids() - self._known
        if new:
            self._known |= new
            self.asked.emit(self._waiting())

    def put_off(self) -> None:
        """The person decides later, or has decided."""
        self._put_off |= self._known

    def _waiting(self) -> tuple[UndecidedGap, ...]:
        return tuple(waiting for waiting in self._overview.undecided() if waiting.gap.id not in self._put_off)

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.RUNNING | Changes.RECORD):
            self.look()

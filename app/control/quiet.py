"""Whether alerts are held back now: by a quiet while, by rules, by the desktop's do-not-disturb."""

from PySide6.QtCore import QObject, Signal

from app.control.running import Changes
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.whiles import AskedWhile
from app.core import quiet
from app.core.model import Session
from app.store.store import Store


class Quiet(AskedWhile):
    """`changed`: alerts may be held back now and were not before, or the other way round."""

    told_changed = Signal()
    """Whether the desktop's do-not-disturb is known, or why it is not."""

    def __init__(
        self, store: Store, controller: SessionController, schedule: Schedule, parent: QObject | None = None
    ) -> None:
        super().__init__("quiet", store, controller, schedule, parent)
        self._is_do_not_disturb, self._why_not_told = False, ""
        self._holds_in_it = controller.settings.holds_in_do_not_disturb
        controller.changed.connect(self._on_changed)

    def held_for(self, session: Session | None) -> str | None:
        """Why no alert about this session, or about none, may go out now; its own mute aside. None where it may."""
        is_do_not_disturb = self._is_do_not_disturb and self._controller.settings.holds_in_do_not_disturb
        return quiet.held_for(session, self._while, do_not_disturb=is_do_not_disturb, now=self._controller.now())

    @property
    def why_not_told(self) -> str:
        """Why the desktop's do-not-disturb is not known here; empty where it is."""
        return self._why_not_told

    def set_why_not_told(self, why: str) -> None:
        if why != self._why_not_told:
            self._why_not_told = why
            self.told_changed.emit()

    def set_do_not_disturb(self, is_on: bool) -> None:
        """What the desktop says."""
        if is_on != self._is_do_not_disturb:
            self._is_do_not_disturb = is_on
            self.changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        holds_in_it = self._controller.settings.holds_in_do_not_disturb
        if changes & Changes.SETTINGS and holds_in_it != self._holds_in_it:
            self._holds_in_it = holds_in_it
            self.changed.emit()

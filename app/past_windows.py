"""The History page, and the windows that put the record right: made when they are first wanted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from app.core.errors import Refused, Unavailable
from app.core.model import Session
from app.engine import Engine
from app.system.local_settings import LocalSettings
from app.ui.actions import Actions
from app.ui.main_window import MainWindow
from app.ui.pages import Making, read_modules
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.edit_dialog import EditDialog
    from app.ui.edit_form import EditForm
    from app.ui.history_page import HistoryPage
    from app.ui.split_dialog import SplitDialog
    from app.ui.start_dialog import StartDialog


_MODULES = (
    "app.core.history",
    "app.control.history",
    "app.control.correcting",
    "app.ui.history_rows",
    "app.ui.history_model",
    "app.ui.history_delegate",
    "app.ui.history_table",
    "app.ui.history_layout",
    "app.ui.history_page",
)


class PastWindows(QObject):
    """The form lies in a pane of the page where there is room, else in a window of its own."""

    review_wanted = Signal(object)
    """The session to review."""
    gap_wanted = Signal(object)
    """The `UndecidedGap` to decide on."""

    def __init__(
        self,
        engine: Engine,
        local: LocalSettings,
        actions: Actions,
        theme: Theme,
        main: MainWindow,
        with_keys: Callable[[QDialog], QDialog],
    ) -> None:
        super().__init__(main)
        self._engine, self._controller, self._overview = engine, engine.controller, engine.overview
        self._local, self._actions, self._theme, self._main = local, actions, theme, main
        self._with_keys = with_keys
        self._page: HistoryPage | None = None
        self._pane: EditForm | None = None
        self._dialog: EditDialog | None = None
        self._split: SplitDialog | None = None
        self._change_start: StartDialog | None = None
        actions.change_start_wanted.connect(self.change_start)
        actions.search_wanted.connect(self.search)
        main.add_page("History", self._make_page)

    def _make_page(self) -> "Making[HistoryPage]":
        yield from read_modules(*_MODULES)
        from app.ui.history_page import HistoryPage

        self._page = yield from HistoryPage.in_pieces(
            self._controller,
            self._overview,
            self._engine.history,
            self._actions,
            self._theme,
            widths=self._local.widths("history"),
        )
        self._connect(self._page)
        return self._page

    @property
    def page(self) -> "HistoryPage":
        """Once it was made: what is done here is done from it."""
        assert self._page is not None
        return self._page

    def search(self) -> None:
        """The page with the caret in its search."""
        self._main.bring_up()
        self._main.show_page("History", lambda: self.page.focus_search())

    def show(self, wanted: object) -> None:
        """The page with the sessions of a `Filter`, whose module a start does not read."""
        from app.core.history import Filter

        assert isinstance(wanted, Filter)
        self._main.show_page("History", lambda: self.page.show_filter(wanted))

    def tell(self, sentence: str) -> bool:
        """Whether the page is looked at: then the sentence stands there."""
        if self._page is None or not self._page.isVisible() or not self._main.can_be_seen:
            return False
        self._page.tell(sentence)
        return True

    def edit(self, session: Session) -> None:
        """A session that has ended, or the active one."""
        self._try(lambda: self._form().open_for(self._controller.get(session.id)))

    def add(self) -> None:
        self._form().open_new()

    def split(self, session: Session) -> None:
        if self._split is None:
            from app.ui.split_dialog import SplitDialog

            self._split = SplitDialog(self._engine.correcting, self._controller, self._theme)
            self._with_keys(self._split)
        dialog = self._split
        self._try(lambda: dialog.open_for(self._controller.get(session.id)))

    def change_start(self) -> None:
        """The window `Change start`, for the active session."""
        if self._change_start is None:
            from app.ui.start_dialog import StartDialog

            self._change_start = StartDialog(self._engine.correcting, self._controller, self._theme)
            self._with_keys(self._change_start)
        self._change_start.ask()

    def _connect(self, page: "HistoryPage") -> None:
        correcting = self._engine.correcting
        page.add_wanted.connect(self.add)
        page.review_wanted.connect(self.review_wanted)
        page.gap_wanted.connect(self.gap_wanted)
        page.edit_wanted.connect(self.edit)
        page.split_wanted.connect(self.split)
        page.delete_wanted.connect(lambda session: self._try(lambda: correcting.delete(session)))
        page.again_wanted.connect(lambda session: self._try(lambda: correcting.again(session)))
        page.merge_wanted.connect(lambda one, other: self._try(lambda: correcting.merge(one, other)))
        page.widths_chosen.connect(lambda widths: self._local.set_widths("history", widths))
        page.pane_room_changed.connect(self._on_room_changed)

    def _form(self) -> "EditForm | EditDialog":
        if self.page.isVisible() and self.page.window().isActiveWindow() and self.page.has_room_for_pane:
            if self._pane is None:
                from app.ui.edit_form import EditForm

                self._pane = EditForm(self._engine.correcting, self._controller, self._overview, self._theme)
                for done in (self._pane.saved, self._pane.deleted):
                    done.connect(lambda _session: self.page.hide_pane())
                self._pane.cancelled.connect(self.page.hide_pane)
            self.page.show_pane(self._pane)
            return self._pane
        if self._dialog is None:
            from app.ui.edit_dialog import EditDialog

            self._dialog = EditDialog(self._engine.correcting, self._controller, self._overview, self._theme)
            self._with_keys(self._dialog)
        return self._dialog

    def _on_room_changed(self, has_room: bool) -> None:
        """What was typed stays in sight, however narrow it gets."""
        if not has_room and self._pane is not None and not self._pane.is_changed:
            self.page.hide_pane()

    def _try(self, command: Callable[[], object]) -> None:
        """Unavailable is told by the controller's own signal, for it keeps the command."""
        try:
            command()
        except Refused as refusal:
            self.page.tell(str(refusal))
        except Unavailable:
            return

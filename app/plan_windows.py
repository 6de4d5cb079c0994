"""The Plan page, and the window that edits an item: made when they are first wanted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from app.core.model import PlanItem
from app.engine import Engine
from app.ui.actions import Actions
from app.ui.main_window import MainWindow
from app.ui.pages import Making, read_modules
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.plan_dialog import PlanDialog
    from app.ui.plan_page import PlanPage

_MODULES = (
    "app.control.planner",
    "app.ui.plan_model",
    "app.ui.plan_delegate",
    "app.ui.plan_list",
    "app.ui.plan_layout",
    "app.ui.plan_page",
)


class PlanWindows(QObject):
    """Each is made once, and kept."""

    def __init__(
        self,
        engine: Engine,
        actions: Actions,
        theme: Theme,
        main: MainWindow,
        with_keys: Callable[[QDialog], QDialog],
    ) -> None:
        super().__init__(main)
        self._engine, self._actions, self._theme, self._main = engine, actions, theme, main
        self._with_keys = with_keys
        self._page: PlanPage | None = None
        self._dialog: PlanDialog | None = None
        main.add_page("Plan", self._make_page)

    def _make_page(self) -> "Making[PlanPage]":
        yield from read_modules(*_MODULES)
        from app.ui.plan_page import PlanPage

        self._page = yield from PlanPage.in_pieces(
            self._engine.controller, self._engine.planner, self._actions, self._theme
        )
        self._page.edit_wanted.connect(self._edit)
        return self._page

    def tell(self, sentence: str) -> bool:
        """Whether the page is looked at: then the sentence stands there."""
        if self._page is None or not self._page.isVisible() or not self._main.can_be_seen:
            return False
        self._page.tell(sentence)
        return True

    def _edit(self, item: PlanItem) -> None:
        if self._dialog is None:
            from app.ui.plan_dialog import PlanDialog

            self._dialog = PlanDialog(self._engine.planner, self._engine.overview, self._theme)
            self._with_keys(self._dialog)
        self._dialog.open_for(item)

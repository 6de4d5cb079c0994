"""The windows `Export` and `Import`: made when they are first wanted, and kept with what goes on in them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from app.engine import Engine
from app.ui.actions import Actions
from app.ui.main_window import MainWindow
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.export_dialog import ExportDialog
    from app.ui.import_dialog import ImportDialog


class ExchangeWindows(QObject):
    """Their modules are read only then, too."""

    def __init__(
        self,
        engine: Engine,
        actions: Actions,
        theme: Theme,
        main: MainWindow,
        with_keys: Callable[[QDialog], QDialog],
    ) -> None:
        super().__init__(main)
        self._engine, self._actions, self._theme, self._with_keys = engine, actions, theme, with_keys
        self._export: ExportDialog | None = None
        self._import: ImportDialog | None = None

    def open_export(self) -> None:
        if self._export is None:
            from app.ui.export_dialog import ExportDialog

            engine = self._engine
            self._export = ExportDialog(engine.exporter, engine.controller, engine.overview, self._theme)
            self._with_keys(self._export)
        self._export.bring_up()

    def open_import(self) -> None:
        if self._import is None:
            from app.core import keeping
            from app.ui.import_dialog import ImportDialog

            engine = self._engine
            back_up = partial(engine.keeper.back_up_before, keeping.BEFORE_IMPORT)
            self._import = ImportDialog(engine.importer, engine.controller, self._actions, self._theme, back_up)
            self._with_keys(self._import)
        self._import.bring_up()

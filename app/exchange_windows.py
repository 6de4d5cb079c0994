"""The window `Export`: made when it is first wanted, and kept with what goes on in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from app.engine import Engine
from app.ui.main_window import MainWindow
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.export_dialog import ExportDialog


class ExchangeWindows(QObject):
    """Its modules are read only then, too."""

    def __init__(
        self,
        engine: Engine,
        theme: Theme,
        main: MainWindow,
        with_keys: Callable[[QDialog], QDialog],
    ) -> None:
        super().__init__(main)
        self._engine, self._theme, self._with_keys = engine, theme, with_keys
        self._export: ExportDialog | None = None

    def open_export(self) -> None:
        if self._export is None:
            from app.ui.export_dialog import ExportDialog

            engine = self._engine
            self._export = ExportDialog(engine.exporter, engine.controller, engine.overview, self._theme)
            self._with_keys(self._export)
        self._export.bring_up()

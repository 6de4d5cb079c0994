"""The windows `Edit session` and `Add session`: the form where there is no room for a pane."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.control.correcting import Correcting
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core.model import Session
from app.ui.edit_form import EditForm
from app.ui.theme import Theme

_WIDTH, _HEIGHT = 440, 760


class EditDialog(QDialog):
    """Blocks no other window."""

    def __init__(
        self,
        correcting: Correcting,
        controller: SessionController,
        overview: Overview,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.form = EditForm(correcting, controller, overview, theme)
        self.form.saved.connect(lambda _session: self.accept())
        self.form.deleted.connect(lambda _session: self.accept())
        self.form.cancelled.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        column.addWidget(self.form)
        self.setMinimumWidth(theme.px(_WIDTH))

    def open_for(self, session: Session) -> None:
        self._bring_up()
        self.form.open_for(session)
        self.setWindowTitle(self.form.title.text())

    def open_new(self) -> None:
        self._bring_up()
        self.form.open_new()
        self.setWindowTitle(self.form.title.text())

    def _bring_up(self) -> None:
        if not self.isVisible():
            height = min(self._theme.px(_HEIGHT), self.screen().availableSize().height())
            self.resize(self.width(), height)
        self.show()
        self.raise_()
        self.activateWindow()

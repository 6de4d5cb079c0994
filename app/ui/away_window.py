"""The window `While you were away`: the card by itself, where no other window of the program is seen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from app.control.overview import Overview, UndecidedGap
from app.control.session_controller import SessionController
from app.ui.away_card import HEADING, WIDTH, AwayCard
from app.ui.theme import Theme
from app.ui.yielding_scroll import YieldingScroll

_OF_SCREEN = 0.9


class AwayWindow(QDialog):
    """Blocks no other window. Closing it is `Decide later`."""

    def __init__(
        self, controller: SessionController, overview: Overview, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(HEADING)
        self.card = AwayCard(controller, overview, theme)
        self._problem = QLabel()
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.setProperty("tone", "danger")
        self._problem.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), 0)
        self._height = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._problem)
        column.addWidget(YieldingScroll(self.card), 1)
        self.card.finished.connect(self.accept)
        self.card.refused.connect(self._refuse)
        controller.answered.connect(lambda _answered: self._refuse(""))
        self._refuse("")

    def offer(self, gaps: tuple[UndecidedGap, ...]) -> None:
        """Show without taking the keyboard from where the person is typing."""
        self._open(gaps, take_keyboard=False)

    def open_for(self, gaps: tuple[UndecidedGap, ...]) -> None:
        """The person wants to decide."""
        self._open(gaps, take_keyboard=True)

    def reject(self) -> None:
        self.card.decide_later()

    def event(self, event: QEvent) -> bool:
        """The window is as high as the card must be, where the screen has room for it."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def _open(self, gaps: tuple[UndecidedGap, ...], *, take_keyboard: bool) -> None:
        if not gaps:
            return
        was_hidden = not self.isVisible()
        if was_hidden:
            self._refuse("")
            self._height = 0
        self.card.show_gaps(gaps)
        self._fit()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not take_keyboard)
        if was_hidden or take_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # no button has it: a stray key decides nothing
        self.show()
        self.raise_()
        if take_keyboard:
            self.activateWindow()

    def _refuse(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _fit(self) -> None:
        """Only when it needs another height than before: the person may have made it larger."""
        width = max(self.width() if self.isVisible() else 0, self._theme.px(WIDTH))
        self.setMinimumWidth(min(self._theme.px(WIDTH), round(self.screen().availableSize().width() * _OF_SCREEN)))
        problem = self._problem.heightForWidth(width) if self._problem.isVisibleTo(self) else 0
        height = self.card.heightForWidth(width) + problem
        if height != self._height:
            self._height = height
            self.resize(width, min(height, round(self.screen().availableSize().height() * _OF_SCREEN)))

"""The notices above a page, in one order. Each is made when it first has something to say."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.notice import Notice


class Notices(QVBoxLayout):
    """A column of notices, by name."""

    made = Signal()
    """One more is there."""

    def __init__(self, makers: Mapping[str, Callable[[], Notice]]) -> None:
        """`makers` from the topmost down."""
        super().__init__()
        self._makers = makers
        self._made: dict[str, Notice] = {}
        self._below: list[QWidget] = []

    @property
    def all(self) -> list[QWidget]:
        """Those that were made, from the topmost down, and what was added below them."""
        return [*(self._made[name] for name in self._makers if name in self._made), *self._below]

    def add_below(self, widget: QWidget) -> None:
        """What shows and hides itself."""
        self._below.append(widget)
        self.addWidget(widget)
        self.made.emit()

    def __getitem__(self, name: str) -> Notice:
        if name not in self._made:
            self._made[name] = self._makers[name]()
            above = [each for each in self._makers if each in self._made].index(name)
            self.insertWidget(above, self._made[name])
            self.made.emit()
        return self._made[name]

    def tell(self, name: str, strong: str, line: str = "") -> None:
        """Show these words; an empty strong line hides the notice."""
        if strong or name in self._made:
            self[name].tell(strong, line)

"""The Timer page in a break: what is left of it, and what can follow."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.control.breaks import Breaks
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core import text, wording
from app.ui import times
from app.ui.actions import Actions, place
from app.ui.columns import add_yielding_space
from app.ui.elided_label import ElidedLabel
from app.ui.ring import Ring, RingView
from app.ui.theme import Theme

_TITLE_LETTERS = 120


class BreakPanel(QWidget):
    """The ring fills as the break goes by."""

    def __init__(
        self,
        controller: SessionController,
        breaks: Breaks,
        overview: Overview,
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._breaks, self._overview, self._theme = controller, breaks, overview, theme
        self._ring = Ring(theme, 240, ("state", "remaining"))
        self._buttons = {name: QPushButton() for name in ("break", "start_again")}
        self._next = ElidedLabel(2, centred=True)
        self._next.setProperty("dim", True)
        self._buttons["start_again"].setProperty("role", "primary")
        for name, button in self._buttons.items():
            place(actions[name], button, theme)
            button.setProperty("large", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()

    def reload(self) -> None:
        """Read anew what comes next in the plan."""
        item = self._overview.next_planned()
        self._next.setVisible(item is not None)
        if item is not None:
            minutes = f", {wording.length(wording.MINUTE * item.planned_minutes)}" if item.planned_minutes else ""
            self._next.setText(f"Next in the plan: {text.shown(item.title, _TITLE_LETTERS)}{minutes}")
        self.refresh(self._controller.now())

    def refresh(self, now: datetime) -> None:
        running = self._breaks.running
        if running is None:
            return
        self._ring.show_view(
            RingView(
                share=running.share(now),
                arc_role="break",
                state_role="break",
                icon="break",
                state=wording.BREAK,
                time=wording.clock(running.left(now)),
                first_line=f"of {wording.length(running.length)}",
                second_line=f"ends at {times.clock(running.end, self._controller.local_offset(running.end))}",
            )
        )

    def _lay_out(self) -> None:
        px = self._theme.px
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for button in self._buttons.values():
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(self._ring, 100)
        add_yielding_space(column, px(24))
        column.addLayout(buttons)
        add_yielding_space(column, px(12))
        column.addWidget(self._next)
        column.addStretch(3)

"""The notice of an alert that nobody has seen yet."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from app.control.alerter import Alerter
from app.core.alerts import AlertKind
from app.ui.actions import Actions, place
from app.ui.notice import Notice
from app.ui.theme import Theme

_OFFERS = {
    AlertKind.BREAK_IS_OVER: ("start_again",),
    AlertKind.NO_SESSION_RUNNING: ("snooze_60", "snooze_tomorrow"),
}
"""What helps there, by the name of the command: the page itself offers all else."""


class AlertNotice(Notice):
    """The strong line is an alert's title; beside `Seen` there is what helps with that alert."""

    def __init__(self, alerter: Alerter, actions: Actions, theme: Theme) -> None:
        super().__init__(theme, "over")
        self._offers = {kind: [self._placed(actions[name]) for name in names] for kind, names in _OFFERS.items()}
        self.add_button("Seen").clicked.connect(alerter.seen)

    def tell(self, strong: str, line: str = "") -> None:
        for kind, buttons in self._offers.items():
            for button in buttons:
                button.setVisible(kind.value == strong)
        super().tell(strong, line)

    def _placed(self, action: QAction) -> QPushButton:
        button = self.add_button(action.iconText())
        place(action, button, self._theme)
        return button

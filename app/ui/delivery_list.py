"""The delivery list: what became of the alerts that came due last, by which way they went or why they did not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.control.alerter import Alerter
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core import text, wording
from app.core.alerts import AlertRecord, Delivered, Result
from app.ui import times
from app.ui.settings_card import SettingsCard
from app.ui.settings_page import small
from app.ui.theme import Theme

_LETTERS = 40


class DeliveryList(QWidget):
    """Newest first; follows while it can be seen."""

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        alerter: Alerter,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._theme = controller, overview, theme
        self._shown: tuple[Delivered, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        alerter.noted.connect(self._follow)
        theme.changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        if self.isVisible() and (found := self._overview.deliveries()) != self._shown:
            self._shown = found
            self._show()

    def _show(self) -> None:
        if self._shown is None:
            return
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        card = SettingsCard(self._theme)
        card.setAccessibleName("Delivery")
        for delivered in self._shown:
            card.add_widget(self._row(delivered))
        if not self._shown:
            card.add_widget(small(self._theme, "No alert has come due yet."))
        self._column.addWidget(card)
        card.show()

    def _row(self, delivered: Delivered) -> QWidget:
        record, px = delivered.record, self._theme.px
        name = f", {text.shown(delivered.name, _LETTERS)}" if delivered.name else ""
        said = wording.outcome(record)
        mark, when, what, outcome = QLabel(), QLabel(self._when(record)), QLabel(f"{record.kind}{name}"), QLabel(said)
        icon, role = _mark(record)
        mark.setPixmap(self._theme.icon(icon, role).pixmap(px(16), px(16)))
        what.setFont(self._theme.font("name"))
        outcome.setProperty("dim", True)
        row = QWidget()
        row.setAccessibleName(f"{when.text()} {what.text()}: {said}")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setColumnStretch(2, 3)
        grid.setColumnStretch(3, 4)
        for column, label in enumerate((mark, when, what, outcome)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(column > 1)
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignTop)
        return row

    def _when(self, record: AlertRecord) -> str:
        """With its day where that is another one."""
        offset = self._controller.local_offset(record.due)
        now = self._controller.now()
        local, today = (record.due + offset).date(), (now + self._controller.local_offset(now)).date()
        clock = times.clock(record.due, offset)
        return clock if local == today else f"{times.short_day(local)} {clock}"


def _mark(record: AlertRecord) -> tuple[str, str]:
    """The icon and its colour's role."""
    if record.result is Result.HELD:
        return "mute", "text2"
    if record.result is Result.FAILED or record.skipped_a_way:
        return "warning", "overtime"
    return "check", "accent"

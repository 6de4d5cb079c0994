"""The delivery list: what became of the alerts that came due last, by which way they went or why they did not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.control.alerter import Alerter
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core import text, wording
from app.core.alerts import AlertRecord, Delivered, Result
from app.ui import times
from app.ui.columns import empty
from app.ui.elided_label import ElidedLabel
from app.ui.fields import align
from app.ui.settings_card import SettingsCard
from app.ui.settings_page import small
from app.ui.theme import Theme

_LETTERS, _LINES = 40, 6


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
        self._shown: tuple[tuple[Delivered, str], ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        alerter.noted.connect(self._follow)
        theme.changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        if not self.isVisible():
            return
        found = tuple((each, self._when(each.record)) for each in self._overview.deliveries())
        if found != self._shown:
            self._shown = found
            self._show()

    def _show(self) -> None:
        if self._shown is None:
            return
        empty(self._column)
        card = SettingsCard(self._theme)
        card.setAccessibleName("Delivery")
        clocks = [QLabel(when) for _delivered, when in self._shown]
        for (delivered, _when), clock in zip(self._shown, clocks, strict=True):
            clock.setFont(self._theme.font("body"))
            card.add_widget(self._row(delivered, clock))
        if clocks:
            align(clocks)
        else:
            card.add_widget(small(self._theme, "No alert has come due yet."))
        self._column.addWidget(card)
        card.show()

    def _row(self, delivered: Delivered, clock: QLabel) -> QWidget:
        """Its columns have the same widths in every row, whatever the words."""
        record, px = delivered.record, self._theme.px
        name = f", {text.shown(delivered.name, _LETTERS)}" if delivered.name else ""
        said = wording.outcome(record)
        mark, what, outcome = QLabel(), ElidedLabel(_LINES), ElidedLabel(_LINES)
        what.setText(f"{record.kind}{name}")
        outcome.setText(said)
        icon, role = _mark(record)
        mark.setPixmap(self._theme.icon(icon, role).pixmap(px(16), px(16)))
        what.setFont(self._theme.font("name"))
        outcome.setProperty("dim", True)
        row = QWidget()
        row.setAccessibleName(f"{clock.text()} {what.text()}: {said}")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setColumnStretch(2, 3)
        grid.setColumnStretch(3, 4)
        for column, label in enumerate((mark, clock, what, outcome)):
            if isinstance(label, ElidedLabel):
                policy = label.sizePolicy()
                policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
                label.setSizePolicy(policy)
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

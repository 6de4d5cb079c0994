"""The settings page `Alerts`: which there are, when they are held back, and what became of the last ones."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QTimeEdit, QVBoxLayout, QWidget

from app.control.alerter import Alerter
from app.control.catalogue import Catalogue
from app.control.overview import Overview
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core import wording
from app.core.alerts import AlertKind
from app.core.settings import RANGES
from app.ui import times
from app.ui.actions import Actions, place
from app.ui.delivery_list import DeliveryList
from app.ui.fields import align, spin_box, time_box, unit
from app.ui.flow_layout import FlowLayout
from app.ui.quiet_rules import QuietRules
from app.ui.settings_card import SettingsCard
from app.ui.settings_page import SettingsPage, small
from app.ui.theme import Theme


class _Row(NamedTuple):
    """An alert, the choice that turns it on, and its number, if it has one, with a unit."""

    kind: AlertKind
    choice: str
    hint: str
    number: str = ""
    unit: str = ""


_NO_SESSION = _Row(
    AlertKind.NO_SESSION_RUNNING,
    "tells_no_session",
    "Nothing has run for this long within working hours, and again after as long.",
    "no_session_minutes",
    "min",
)
_ROWS = (
    _Row(
        AlertKind.TIME_ALMOST_UP,
        "tells_almost_up",
        "0 turns it off. Not sent for sessions shorter than twice this.",
        "lead_minutes",
        "min before",
    ),
    _Row(AlertKind.TIME_IS_UP, "tells_time_is_up", "At the planned end."),
    _Row(
        AlertKind.OVERTIME, "tells_overtime", "Every so often after the planned end.", "overtime_minutes", "min apart"
    ),
    _Row(
        AlertKind.STILL_WORKING,
        "tells_still_working",
        "Once, for a session longer than this.",
        "still_working_hours",
        "hours",
    ),
    _Row(AlertKind.BREAK_IS_OVER, "tells_break_is_over", "At the end of a break."),
)
_END_OF_DAY_HINT = "On the page Timer, after working hours: what was worked, what is undecided or not reviewed."
_QUIET = ("quiet_30", "quiet_60", "quiet_tomorrow", "quiet_off")


class AlertsPage(SettingsPage):
    """Follows what becomes of alerts while it is open."""

    test_wanted = Signal()

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        alerter: Alerter,
        quiet: Quiet,
        snooze: Snooze,
        catalogue: Catalogue,
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(controller, theme, parent)
        self._quiet, self._snooze, self._actions = quiet, snooze, actions
        self._snoozed = QLabel()
        self._quiet_label, self._test_said, self._not_told = QLabel(), small(theme, ""), small(theme, "")
        self._no_session = self._box(_NO_SESSION.kind.value, _NO_SESSION.choice)
        self._end_of_day = self._box("End-of-day card", "shows_end_of_day")
        for widget in (
            self._alerts(),
            self._boxes(),
            self._quiet_row(),
            QuietRules(controller, catalogue, theme),
            self._delivery_head(),
            self._test_said,
            DeliveryList(controller, overview, alerter, theme),
        ):
            self.column.addWidget(widget)
            self.column.addSpacing(theme.px(4))
        self.column.addStretch()
        quiet.changed.connect(self._say_quiet)
        quiet.told_changed.connect(self._say_why_not_told)
        snooze.changed.connect(self._say_snoozed)
        self._no_session.toggled.connect(self._say_snoozed)
        self._say_quiet()
        self._say_snoozed()
        self._say_why_not_told()
        self._test_said.hide()

    def show_test(self, way: str, reason: str) -> None:
        """Which way a test alert went, and why others were skipped."""
        self._test_said.setText(wording.test_outcome(way, reason))
        self._test_said.show()

    # The alerts

    def _alerts(self) -> QWidget:
        card = SettingsCard(self._theme)
        boxes = [*(self._box(row.kind.value, row.choice) for row in _ROWS), self._no_session]
        numbers = [self._number(row) for row in (*_ROWS, _NO_SESSION)]
        for row, box, number in zip((*_ROWS, _NO_SESSION), boxes, numbers, strict=True):
            card.add_box(box, row.hint, *number)
        for column in zip(*filter(None, numbers), strict=True):
            align(column)
        self._snooze_row = self._snoozed_until(card)
        card.add_box(self._end_of_day, _END_OF_DAY_HINT)
        self._hours_rows = (self._working_days(card), self._working_hours(card))
        for box in (self._no_session, self._end_of_day):
            box.toggled.connect(self._show_hours)
        self._show_hours()
        return card

    def _show_hours(self) -> None:
        """While something goes by them."""
        for row in self._hours_rows:
            row.setVisible(self._no_session.isChecked() or self._end_of_day.isChecked())

    def _box(self, name: str, choice: str) -> QCheckBox:
        box = QCheckBox(name)
        box.setFont(self._theme.font("name"))
        box.setChecked(getattr(self._controller.settings, choice))
        box.toggled.connect(lambda on: self.change(**{choice: on}))
        return box

    def _number(self, row: _Row) -> tuple[QWidget, ...]:
        if not row.number:
            return ()
        value = getattr(self._controller.settings, row.number)
        spin = spin_box(self._theme, row.kind.value, *RANGES[row.number], value)
        spin.valueChanged.connect(lambda number: self.change(**{row.number: number}))
        return spin, unit(row.unit)

    def _working_days(self, card: SettingsCard) -> QWidget:
        days = QWidget()
        row = FlowLayout(days, spacing=self._theme.px(4))
        for number in range(1, 8):
            button = QPushButton(QLocale().dayName(number, QLocale.FormatType.ShortFormat))
            button.setAccessibleName(QLocale().dayName(number))
            button.setProperty("compact", True)
            button.setProperty("toggle", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(str(number) in self._controller.settings.working_days)
            button.toggled.connect(lambda on, day=str(number): self._set_day(day, on))
            bold = QFontMetrics(self._theme.font("strong")).horizontalAdvance(button.text())
            button.setMinimumWidth(bold + self._theme.px(24))  # a chosen one is bold, and must not push the others
            row.addWidget(button)
        return card.add_row("Working days", "", days)

    def _set_day(self, day: str, on: bool) -> None:
        others = set(self._controller.settings.working_days) - {day}
        self.change(working_days="".join(sorted(others | {day} if on else others)))

    def _working_hours(self, card: SettingsCard) -> QWidget:
        begins, ends = self._time("Work begins at", "working_from"), self._time("Work ends at", "working_to")
        return card.add_widget(QLabel("Working hours"), begins, QLabel("to"), ends)

    def _time(self, name: str, choice: str) -> QTimeEdit:
        value = getattr(self._controller.settings, choice)
        return time_box(self._theme, name, value, lambda time: self.change(**{choice: time}))

    def _snoozed_until(self, card: SettingsCard) -> QWidget:
        end = QPushButton()
        place(self._actions["snooze_end"], end, self._theme)
        end.setProperty("compact", True)
        end.setAutoDefault(False)
        end.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return card.add_widget(self._snoozed, end)

    def _say_snoozed(self) -> None:
        until = self._snooze.until
        self._snoozed.setText(f"Snoozed until {self._clock(until)}" if until else "")
        self._snooze_row.setVisible(until is not None and self._no_session.isChecked())

    # What holds them back

    def _boxes(self) -> QWidget:
        boxes = QWidget()
        flow = FlowLayout(spacing=self._theme.px(16), between_rows=self._theme.px(4))
        for name, choice in (
            ("Play a sound", "plays_sound"),
            ("Hold back while do-not-disturb is on", "holds_in_do_not_disturb"),
            ("Names in notifications", "names_in_notifications"),
        ):
            box = self._box(name, choice)
            box.setFont(self._theme.font("body"))
            flow.addWidget(box)
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(2))
        column.addLayout(flow)
        column.addWidget(self._not_told)
        return boxes

    def _say_why_not_told(self) -> None:
        why = self._quiet.why_not_told
        self._not_told.setText(f"Do-not-disturb is not known here: {why}.")
        self._not_told.setVisible(bool(why))

    def _quiet_row(self) -> QWidget:
        whole = QWidget()
        flow = FlowLayout(whole, spacing=self._theme.px(8))
        self._quiet_label.setFont(self._theme.font("strong"))
        flow.addWidget(self._quiet_label)
        for name in _QUIET:
            button = QPushButton()
            place(self._actions[name], button, self._theme)
            button.setProperty("compact", True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleDescription("Quiet for")
            flow.addWidget(button)
            self._quiet_label.setMinimumHeight(button.sizeHint().height())
        return whole

    def _say_quiet(self) -> None:
        until = self._quiet.until
        self._quiet_label.setText(f"Quiet until {self._clock(until)}" if until else "Quiet for")

    def _clock(self, instant: datetime) -> str:
        return times.clock(instant, self._controller.local_offset(instant))

    # Delivery

    def _delivery_head(self) -> QWidget:
        head, heading, test = QWidget(), QLabel("Delivery"), QPushButton("Send test alert")
        heading.setFont(self._theme.font("strong"))
        self._theme.dress(test, "alert")
        test.setAutoDefault(False)
        test.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        test.clicked.connect(self._send_test)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(heading)
        row.addStretch()
        row.addWidget(test)
        self._theme.changed.connect(lambda: self._theme.dress(test, "alert"))
        return head

    def _send_test(self) -> None:
        self._test_said.setText("On its way…")
        self._test_said.show()
        self.test_wanted.emit()

"""The day line: today's sessions standing on the ground, drawn to scale."""

from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.control.overview import Today
from app.core import timing, wording
from app.core.model import Session, Verdict
from app.ui import times
from app.ui.elided_label import ElidedLabel
from app.ui.theme import Theme

_BLOCK, _GROUND, _RADIUS, _HATCH, _PIN = 15, 2, 3, 5, 15
_FIRST_HOUR, _LAST_HOUR = 8, 19


class _Stretch(NamedTuple):
    start: datetime
    end: datetime
    color: QColor
    undecided: bool = False


class DayLine(QWidget):
    """`Today`, its sum, what is undecided, and the ground with its blocks."""

    undecided_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = _Ground(theme)
        self._today, self._sum = QLabel("Today"), ElidedLabel(3)
        self._sum.setObjectName("todaySum")
        self._sum.setProperty("dim", True)
        self._undecided = QPushButton()
        self._undecided.setProperty("role", "link")
        self._undecided.clicked.connect(self.undecided_clicked)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._today)
        row.addWidget(self._sum, 1)
        row.addWidget(self._undecided)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self._ground)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_day(self, today: Today, now: datetime) -> None:
        undecided = today.undecided(now)
        self._sum.setText(_sum(today, today.running(now)))
        self._undecided.setVisible(undecided >= wording.MINUTE)
        self._undecided.setText(f"{wording.length(undecided)} undecided")
        self._ground.show_day(today, now)

    def _restyle(self) -> None:
        self._today.setFont(self._theme.font("strong"))
        self._theme.dress(self._undecided, "warning", "undecided")


def _sum(today: Today, running: timedelta | None) -> str:
    """What lies in the day; `running` is the active session's part of that, None where it has none."""
    count = today.ended_count + (running is not None)
    if not count:
        return "Nothing yet today."
    sessions = "1 session" if count == 1 else f"{count} sessions"
    words = f"{wording.length(today.ended + (running or timing.ZERO))} worked, {sessions}"
    return words if running is None else f"{words} with this one"


class _Ground(QWidget):
    """The painted part."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today: Today | None = None
        self._now: datetime | None = None
        self.setAccessibleName("Day line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_day(self, today: Today, now: datetime) -> None:
        self._today, self._now = today, now
        self.setAccessibleDescription("; ".join(_told(session) for session in today.sessions))
        self.update()

    def sizeHint(self) -> QSize:
        axis = QFontMetricsF(self._theme.font("axis")).height()
        return QSize(self._theme.px(200), round(self._theme.px(_PIN + _BLOCK + _GROUND + 6) + axis))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._today is None or self._now is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            first, last = _span(self._today, self._now)
            scale = _Scale(first, last, self.width())
            self._paint_hours(painter, scale, self._today)
            for session in self._today.sessions:
                self._paint_session(painter, scale, session, self._now)
            self._paint_pin(painter, scale.x(self._now))

    @property
    def _floor(self) -> float:
        return self._theme.px(_PIN + _BLOCK)

    def _paint_hours(self, painter: QPainter, scale: "_Scale", today: Today) -> None:
        theme, edge = self._theme, self._theme.color("edge")
        painter.fillRect(QRectF(0, self._floor, self.width(), _GROUND), edge)
        painter.setFont(theme.font("axis"))
        metrics = QFontMetricsF(painter.font())
        word = metrics.horizontalAdvance(times.hour(0)) + theme.px(40)
        step = next((n for n in (1, 2, 3, 4, 6, 12) if scale.width_of(timedelta(hours=n)) >= word), 12)
        hour = _whole_hour(scale.first, today.offset)
        while hour <= scale.last:
            x, local = scale.x(hour), (hour + today.offset).hour
            painter.fillRect(QRectF(round(x), self._floor + _GROUND, 1, theme.px(4)), edge)
            if local % step == 0:
                text = times.hour(local)
                half = metrics.horizontalAdvance(text) / 2
                left = min(max(x - half, 0), self.width() - 2 * half)
                painter.setPen(theme.color("text2"))
                painter.drawText(QPointF(left, self._floor + theme.px(8) + metrics.ascent()), text)
            hour += timedelta(hours=1)

    def _paint_session(self, painter: QPainter, scale: "_Scale", session: Session, now: datetime) -> None:
        theme = self._theme
        name = session.project.color if session.project else "pebble"
        for stretch in _stretches(session, now, theme.project_color(name)):
            block = self._block(scale, stretch.start, stretch.end)
            if stretch.undecided:
                self._paint_hatched(painter, block)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(stretch.color)
                painter.drawRoundedRect(block, theme.px(_RADIUS), theme.px(_RADIUS))
        planned_end = timing.planned_end(session) if session.end is None else None
        if planned_end is not None and planned_end > now:
            rest = self._block(scale, now, planned_end)
            painter.setPen(QPen(theme.color("edge"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rest.adjusted(2.5, 0.5, -0.5, -0.5), theme.px(_RADIUS), theme.px(_RADIUS))

    def _block(self, scale: "_Scale", start: datetime, end: datetime) -> QRectF:
        height = self._theme.px(_BLOCK)
        left, right = scale.x(start), scale.x(end)
        return QRectF(left, self._floor - height, max(right - left - 1, 2), height)

    def _paint_hatched(self, painter: QPainter, block: QRectF) -> None:
        ink = self._theme.color("undecided")
        outline = QPainterPath()
        outline.addRoundedRect(block.adjusted(0.5, 0.5, -0.5, -0.5), self._theme.px(_RADIUS), self._theme.px(_RADIUS))
        painter.fillPath(outline, self._theme.color("undecidedSoft"))
        painter.save()
        painter.setClipPath(outline)
        painter.setPen(QPen(ink, 1.5))
        x = block.left() - block.height()
        while x < block.right():
            painter.drawLine(QPointF(x, block.bottom()), QPointF(x + block.height(), block.top()))
            x += self._theme.px(_HATCH)
        painter.restore()
        painter.strokePath(outline, QPen(ink, 1))

    def _paint_pin(self, painter: QPainter, x: float) -> None:
        text, theme = self._theme.color("text"), self._theme
        top = theme.px(4)
        painter.fillRect(QRectF(x - 1, top, 2, self._floor + _GROUND + theme.px(3) - top), text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(text)
        painter.drawEllipse(QPointF(x, top), theme.px(3), theme.px(3))


class _Scale(NamedTuple):
    first: datetime
    last: datetime
    width: int

    def x(self, instant: datetime) -> float:
        return (instant - self.first) / (self.last - self.first) * self.width

    def width_of(self, span: timedelta) -> float:
        return span / (self.last - self.first) * self.width


def _span(today: Today, now: datetime) -> tuple[datetime, datetime]:
    """The working hours and whatever lies outside them, with a little air."""
    midnight = (today.start + today.offset).replace(hour=0, minute=0, second=0, microsecond=0) - today.offset
    air = timedelta(minutes=20)
    instants = [now, *(max(s.start, today.start) for s in today.sessions), *(s.end for s in today.sessions if s.end)]
    instants += [end for s in today.sessions if s.end is None and (end := timing.planned_end(s)) is not None]
    first = min(midnight + timedelta(hours=_FIRST_HOUR), *instants)
    last = max(midnight + timedelta(hours=_LAST_HOUR), *instants)
    return max(first - air, today.start), min(last + air, today.end + timedelta(hours=4))


def _whole_hour(instant: datetime, offset: timedelta) -> datetime:
    """The first whole local hour from `instant` on."""
    local = instant + offset
    whole = local.replace(minute=0, second=0, microsecond=0)
    return (whole if whole == local else whole + timedelta(hours=1)) - offset


def _stretches(session: Session, now: datetime, color: QColor) -> list[_Stretch]:
    """What was worked, in pieces between the gaps, and what nobody decided."""
    at, end, found = session.start, session.end or now, []
    for gap in session.gaps:
        if not timing.stops_work(gap):
            continue
        until = min(gap.end or end, end)
        if gap.start > at:
            found.append(_Stretch(at, gap.start, color))
        if gap.verdict is Verdict.UNDECIDED and until > gap.start:
            found.append(_Stretch(gap.start, until, color, undecided=True))
        at = max(at, until)
    if end > at:
        found.append(_Stretch(at, end, color))
    return found


def _told(session: Session) -> str:
    end = times.clock(session.end, session.end_offset or session.start_offset) if session.end else "now"
    return f"{session.name}, {times.clock(session.start, session.start_offset)} to {end}"

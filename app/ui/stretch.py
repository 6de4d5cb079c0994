"""The stretch of a gap: its session by name, drawn to scale on the ground with the gap hatched in it."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.control.overview import UndecidedGap
from app.core import timing
from app.core.model import Gap, Session, Verdict
from app.ui import times
from app.ui.away_words import CAUSES, OffsetAt, names
from app.ui.elided_label import ElidedLabel
from app.ui.theme import Theme

_BLOCK, _GROUND, _UNDER, _BETWEEN, _RADIUS, _HATCH = 18, 2, 3, 2, 3, 6
_WORDS_APART, _PROJECT = 10, 160


class Stretch(QWidget):
    """Dot, title and project above the painted part."""

    def __init__(self, theme: Theme, offset_at: OffsetAt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._dot, self._title, self._project = QLabel(), ElidedLabel(2), ElidedLabel()
        self._project.setProperty("dim", True)
        self._picture = _Picture(theme, offset_at)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for label in (self._dot, self._title, self._project):
            row.addWidget(label)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(row)
        column.addWidget(self._picture)

    def show_gap(self, shown: UndecidedGap, now: datetime) -> None:
        theme, project = self._theme, shown.session.project
        self._title.setFont(theme.font("name"))
        title, *rest = names(shown.session)
        self._title.setText(title)
        self._project.setText("".join(rest))
        self._project.setMinimumWidth(min(self._project.sizeHint().width(), theme.px(_PROJECT)))
        self._project.setVisible(bool(rest))
        self._dot.setVisible(project is not None)
        if project is not None:
            dot = theme.dot(theme.project_color(project.color), 10)
            self._dot.setPixmap(dot.pixmap(theme.px(10), theme.px(10)))
        self._picture.show_gap(shown, now)

    def refresh(self, shown: UndecidedGap, now: datetime) -> None:
        """Only what changes with time."""
        self._picture.show_gap(shown, now)


class _Piece(NamedTuple):
    """What was worked, or the gap that is not: those that are discarded leave nothing, but for the one shown."""

    start: datetime
    end: datetime
    gap: Gap | None = None


class _Picture(QWidget):
    """Painted; `accessibleDescription` says the same in words."""

    def __init__(self, theme: Theme, offset_at: OffsetAt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._offset_at = theme, offset_at
        self._session: Session | None = None
        self._gap: Gap | None = None
        self._until: datetime | None = None
        self.setAccessibleName("Stretch")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_gap(self, shown: UndecidedGap, now: datetime) -> None:
        session, gap = shown.session, shown.gap
        self._session, self._gap, self._until = session, gap, max(session.end or now, gap.end or gap.start)
        self.setAccessibleDescription(", ".join(self._told(piece) for piece in _pieces(session, gap, self._until)))
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._theme.font("small")).height()
        return QSize(self._theme.px(200), round(self._theme.px(_BLOCK + _UNDER + _GROUND + 4) + words))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._session is None or self._gap is None or self._until is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            color = self._theme.project_color(self._session.project.color if self._session.project else "pebble")
            pieces = _pieces(self._session, self._gap, self._until)
            for piece in pieces:
                block = self._block(piece)
                if piece.gap is None:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(color)
                    painter.drawRoundedRect(block, self._theme.px(_RADIUS), self._theme.px(_RADIUS))
                else:
                    self._paint_hatched(painter, block, self._theme.color("undecided"))
            ground = QRectF(0, self._theme.px(_BLOCK + _UNDER), self.width(), _GROUND)
            painter.fillRect(ground, self._theme.color("edge"))
            if sum(piece.gap is not None for piece in pieces) > 1:
                left, right = self._x(self._gap.start), self._x(self._gap.end or self._until)
                mark = QRectF(
                    left, ground.top(), max(right - left - self._theme.px(_BETWEEN), 3.0), ground.height() + 1
                )
                painter.fillRect(mark, self._theme.color("undecided"))
            self._paint_words(painter)

    def _block(self, piece: _Piece) -> QRectF:
        """Blocks that touch have a space between them; the shortest can still be seen."""
        left, right = self._x(piece.start), self._x(piece.end)
        between = 0 if piece.end == self._until else self._theme.px(_BETWEEN)
        width = max(right - left - between, 3.0)
        return QRectF(min(left, self.width() - width), 0, width, self._theme.px(_BLOCK))

    def _paint_hatched(self, painter: QPainter, block: QRectF, ink: QColor) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(block.adjusted(0.5, 0.5, -0.5, -0.5), self._theme.px(_RADIUS), self._theme.px(_RADIUS))
        painter.fillPath(outline, self._theme.color("undecidedSoft"))
        painter.save()
        painter.setClipPath(outline)
        painter.setPen(QPen(ink, 1.25))
        x = block.left() - block.height()
        while x < block.right():
            painter.drawLine(QPointF(x, block.bottom()), QPointF(x + block.height(), block.top()))
            x += self._theme.px(_HATCH)
        painter.restore()
        painter.strokePath(outline, QPen(ink, 1))

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text2"))
        metrics = QFontMetricsF(painter.font())
        baseline = self._theme.px(_BLOCK + _UNDER + _GROUND + 4) + metrics.ascent()
        for left, words in self._words(metrics):
            painter.drawText(QPointF(left, baseline), words)

    def _words(self, metrics: QFontMetricsF) -> list[tuple[float, str]]:
        """The four times and where they begin; one inside that has no room near its place is left out."""
        session, gap, until = self._session, self._gap, self._until
        if session is None or gap is None or until is None:
            return []
        first = self._clock(session.start)
        last = self._clock(until) if session.end else "now"
        apart = self._theme.px(_WORDS_APART)
        from_, to = metrics.horizontalAdvance(first) + apart, self.width() - metrics.horizontalAdvance(last)
        found = [(0.0, first), (to, last)]
        ends = gap.end or until
        inner = [at for at in (ends, gap.start) if session.start < at < until]
        for at in inner:
            words = self._clock(at)
            width = metrics.horizontalAdvance(words)
            wanted = self._x(at) - width / 2
            left = max(min(wanted, to - apart - width), from_)
            if left + width + apart <= to + 0.5 and abs(left - wanted) <= width:
                found.append((left, words))
                to = left
        return found

    def _x(self, at: datetime) -> float:
        if self._session is None or self._until is None or self._until <= self._session.start:
            return 0.0
        return (at - self._session.start) / (self._until - self._session.start) * self.width()

    def _clock(self, at: datetime) -> str:
        return times.clock(at, self._offset_at(at))

    def _told(self, piece: _Piece) -> str:
        is_last = piece.end == self._until and self._session is not None and self._session.end is None
        end = "now" if is_last else self._clock(piece.end)
        what = "worked" if piece.gap is None else CAUSES[piece.gap.cause].lower()
        return f"{self._clock(piece.start)} to {end} {what}"


def _pieces(session: Session, shown: Gap, until: datetime) -> list[_Piece]:
    """In order: what was worked between the gaps, the shown gap, and others that nobody decided."""
    at, found = session.start, []
    for gap in session.gaps:
        is_shown = gap.id == shown.id
        if not is_shown and not timing.stops_work(gap):
            continue
        end = min(gap.end or until, until)
        if gap.start > at:
            found.append(_Piece(at, gap.start))
        if is_shown or gap.verdict is Verdict.UNDECIDED:
            found.append(_Piece(gap.start, end, gap))
        at = max(at, end)
    if until > at:
        found.append(_Piece(at, until))
    return found

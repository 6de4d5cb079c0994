"""The tray icon in every state, as the program sent it to the tray: in its sizes, and larger to see each pixel."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.core.model import Cause, Verdict

from .desk import Desk
from .scenes import Scene
from .seed import REPORT, Done, a_break, at

_PICTURE = "tray-icons"
_PANELS = {"light": QColor("#E4E6E5"), "dark": QColor("#0E1011")}
_SHOWN = ((16, 1), (22, 1), (32, 1), (16, 4), (22, 3), (32, 2), (64, 1))
"""Which size of the icon, and how many times as large."""
_ROW, _COLUMN, _LEFT = 80, 90, 220

Icon = tuple[tuple[int, int, bytes], ...]
"""Every size: width, height, ARGB."""

_PAUSE = ("14:20", None, Cause.PAUSE, Verdict.DISCARDED)
_RUNNING = replace(REPORT, gaps=())
_PAUSED = replace(REPORT, gaps=(_PAUSE,))
_STATES: tuple[tuple[str, Done | None, str], ...] = (
    ("No session", None, "14:00"),
    ("Running, 10 %", _RUNNING, "14:18"),
    ("Running, 40 %", _RUNNING, "14:31"),
    ("Running, 85 %", _RUNNING, "14:52"),
    ("Paused", _PAUSED, "14:30"),
    ("Overtime, alert not seen", _RUNNING, "15:00"),
    ("Running, muted", replace(_RUNNING, is_muted=True), "14:31"),
    ("Paused, muted", replace(_PAUSED, is_muted=True), "14:30"),
    ("Overtime, muted", replace(_RUNNING, is_muted=True), "15:00"),
)


def _play(desk: Desk) -> None:
    icons: list[tuple[str, Icon]] = []
    for words, session, clock in _STATES:
        record = () if session is None else (replace(session, last_seen=clock),)
        with desk.open(record, at(f"{clock}:30"), hidden=True):
            icons.append((words, desk.stage.tray.icon))
            if words == "Overtime, alert not seen":
                desk.stage.tray.click("Show Sessile")
                desk.stage.windows.wait_for_active("Sessile")
                icons.append(("Overtime", desk.stage.tray.icon))
    with desk.open((), at("15:01:30"), hidden=True, remembered=a_break("15:00")):
        icons.append(("Break, 70 % left", desk.stage.tray.icon))
    desk.save(_PICTURE, _picture(icons, _PANELS[desk.look.theme]))


def _picture(icons: Iterable[tuple[str, Icon]], panel: QColor) -> QImage:
    rows = list(icons)
    picture = QImage(_LEFT + _COLUMN * len(_SHOWN), _ROW * len(rows), QImage.Format.Format_RGB32)
    picture.fill(panel)
    with QPainter(picture) as painter:
        painter.setPen(QColor("#F2F4F3" if panel.lightness() < 128 else "#232829"))
        for row, (words, icon) in enumerate(rows):
            area = QRect(16, row * _ROW, _LEFT, _ROW)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            images = {width: _image(width, height, data) for width, height, data in icon}
            for column, (size, times) in enumerate(_SHOWN):
                place = QPoint(_LEFT + column * _COLUMN, row * _ROW + (_ROW - size * times) // 2)
                painter.drawImage(place, images[size].scaled(QSize(size, size) * times))
    return picture


def _image(width: int, height: int, data: bytes) -> QImage:
    """ARGB in network byte order."""
    pixels = b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))
    return QImage(pixels, width, height, QImage.Format.Format_ARGB32).copy()


TRAY_ICONS = Scene(_play, (_PICTURE,))
